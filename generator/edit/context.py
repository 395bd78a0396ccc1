"""The week's stories in, what has to be counted once before any story can be judged out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from generator.edit.audience import Law, habits, laws
from generator.edit.lexical import Close
from generator.edit.meaning import Meaning
from generator.edit.stories import link
from generator.model import Item, Story, Voice
from generator.text import host

Outlet = tuple[str, str]
"""Voice.key and network: where a person speaks. What they do in one place is not held against the other."""
CIRCLE = 12
"""So many voices of a story are looked at for ties among them: enough to see a ring, and it stays linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the week as a whole."""

    due: datetime
    interests: tuple[str, ...]
    closeness: Mapping[str, tuple[Close, ...]]
    """Item.id -> how close it is to each interest, in their order."""
    output: Mapping[Outlet, int]
    """How many items each has in the week."""
    sites: Mapping[Outlet, Counter[str]]
    """The hosts that the posts of each link to."""
    linkers: Mapping[str, int]
    """Host -> how many voices link to it."""
    together: Mapping[tuple[str, str], int]
    """Two voice keys, in order -> in how many stories of the week both stand."""
    laws: Mapping[str, Law]
    """Network -> what response is usual there."""
    habits: Mapping[str, float]
    """Network -> what part of reactions are replies and shares there."""
    voices: Mapping[str, Voice]
    """Voice.key -> the voice; of a person with a site and an account, the site, of which no server can tell tales."""


def survey(stories: Sequence[Story], interests: Sequence[str], due: datetime, meaning: Meaning) -> Context:
    """Count what the signals need to know of the whole week."""
    items = sorted((item for story in stories for item in story.items), key=lambda item: item.id)
    sites = _sites(items)
    return Context(
        due=due,
        interests=tuple(interests),
        closeness=meaning.closeness,
        output=Counter(outlet(item.voice) for item in items),
        sites=sites,
        linkers=Counter(site for found in sites.values() for site in found),
        together=_together(stories),
        laws=laws(items),
        habits=habits(items),
        voices={item.voice.key: item.voice for item in sorted(items, key=lambda item: item.voice.network == "web")},
    )


def outlet(voice: Voice) -> Outlet:
    """Return the place in which a voice speaks."""
    return voice.key, voice.network


def nearest(item: Item, context: Context) -> tuple[Close, str] | None:
    """Return the interest that an item is closest to, the earlier one of equals; None where none is named."""
    found = zip(context.closeness.get(item.id, ()), context.interests, strict=False)
    return max(found, key=lambda pair: pair[0].value, default=None)


def standing(story: Story) -> list[str]:
    """Return the keys of all who speak of a story or passed it on, each once, those who speak first.

    Machines that pass on what they are told to have no voice; one that wrote the lead stands for itself.
    """
    speakers = [voice.key for voice in story.voices if not voice.bot or voice.key == story.lead.voice.key]
    sharers = sorted({key for item in story.items for key in item.shared_by} - set(speakers))
    return speakers + sharers


def _sites(items: Iterable[Item]) -> Mapping[Outlet, Counter[str]]:
    """Count where posts link to; a feed's own articles are no links."""
    sites: defaultdict[Outlet, Counter[str]] = defaultdict(Counter)
    for item in items:
        address = link(item) if item.kind == "post" else None
        if address:
            sites[outlet(item.voice)][host(address)] += 1
    return sites


def _together(stories: Iterable[Story]) -> Mapping[tuple[str, str], int]:
    return Counter(pair for story in stories for pair in _couples(story))


def _couples(story: Story) -> Iterator[tuple[str, str]]:
    yield from combinations(sorted(standing(story)[:CIRCLE]), 2)
