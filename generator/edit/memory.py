"""Earlier editions in, what they remember out: what was published, and who had a place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.edit.past import REMEMBERED
from generator.edit.reading import excerpt
from generator.edit.stories import addresses
from generator.model import Edition, Item, Pick, Story
from generator.text import canonical, words

ENOUGH = 5
"""Fewest words by which a text is known again."""

Print = tuple[str, tuple[str, ...]]
"""Who said it and in which words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the archive knows."""

    known: frozenset[str]
    """Ids and canonical links of everything that was published."""
    prints: frozenset[Print]
    printed: frozenset[str]
    """Keys of those whose words are known, so that nobody else's need to be read."""
    voices: frozenset[str] | None
    """Keys of all who were ever heard; None when this is the first edition and nobody can be new."""
    taken: Mapping[str, int]
    """Voice.key -> how many picks of the last editions were theirs."""

    def holds(self, item: Item) -> bool:
        """Whether an earlier edition had this item: by id, by link, or by the same words of the same voice."""
        if item.id in self.known or (item.voice.key in self.printed and self._says(item)):
            return True
        return bool(self.known) and any(address in self.known for address in addresses(item))

    def _says(self, item: Item) -> bool:
        return _print(item.voice.key, excerpt(item)) in self.prints

    def repeated(self, story: Story) -> bool:
        """Whether an earlier edition had this story."""
        return any(self.holds(item) for item in story.items)

    def new(self, key: str) -> bool:
        """Whether a voice is heard for the first time."""
        return self.voices is not None and key not in self.voices


def remember(archive: Sequence[Edition], taken: Iterable[str] = ()) -> Memory:
    """Read the archive, oldest edition first; `taken` are ids of picks that may since have been deleted by hand."""
    picks = [pick for edition in archive for pick in edition.picks]
    had = Counter(pick.voice for edition in archive[-REMEMBERED:] for pick in edition.picks)
    heard = {key for pick in picks for key in (pick.voice, *(mention.voice for mention in pick.also))}
    prints = frozenset(found for pick in picks if (found := _print(pick.voice, pick.excerpt))[1])
    return Memory(
        known=frozenset(name for pick in picks for name in _names(pick)) | frozenset(taken),
        prints=prints,
        printed=frozenset(voice for voice, _ in prints),
        voices=frozenset(heard) if archive else None,
        taken=had,
    )


def _names(pick: Pick) -> set[str]:
    return {pick.id, canonical(pick.url), *pick.same}


def _print(voice: str, text: str) -> Print:
    found = tuple(words(text))
    return voice, found if len(found) >= ENOUGH else ()
