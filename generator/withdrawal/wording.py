"""What is left of an edition and the names and addresses of those who left it in; its texts without them out. Pure.

What others wrote is theirs and is not reworded: an excerpt that names somebody or shows their address is left out
whole, and the page links to the original as ever. A name is looked for only where it cannot well be anything else:
somebody may be called What, or Will. A question that speaks of somebody is known by whom it speaks of, not by its
words; only there does one word count as a name. What the owner wrote is the owner's, and stays.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from generator import text
from generator.model import Edition, Network, Pick, Prompt
from generator.withdrawal.people import withheld

CUTS = (40, 32, 24)
"""How long names may be in questions: edit.wording cuts them so."""
LEAST = 3
"""Shorter names are left alone everywhere: two letters are a word in some language."""
DISTINCT = 5
"""So long at least is a name that is looked for in what others wrote: `A B` and `Z9` are too much else."""
ADDRESS = re.compile(
    r"https?://[^\s<>\"”“»«)\]]+|@?[\w.-]+@[\w-]+(?:\.[\w-]+)+|@?(?:[\w-]+\.)+[a-z][\w-]+(?:/[^\s<>\"”“)]*)?"
)
"""What could be somebody's address in a text: a page, @name@server.example, a bare domain."""
JOIN = "; "
"""What parts the reasons in Pick.why (edit.picks.JOIN)."""


PLAIN = re.compile(r"[^\W\d_][^\W\d_A-Z]*")
"""One word as a dictionary may have it; sam_b, KTeach and Anna-Lena are none."""
OWN = "own-"
"""How Prompt.id begins where the owner asks (publish.own)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Whom no text is to name."""

    withdrawn: tuple[str, ...]
    names: tuple[str, ...]

    def names_them(self, words: str, *, spoken_of: bool = False) -> bool:
        """Whether a text names somebody or shows an address of theirs.

        Args:
            words: the text.
            spoken_of: somebody of them is known to be spoken of there, so that a name of one plain word is a name.
        """
        if not words:
            return False
        pattern = _pattern(tuple(name for name in self.names if spoken_of or is_distinctive(name)))
        if pattern and pattern.search(words):
            return True
        return any(withheld(self.withdrawn, found[0].rstrip(".,;:!?'’…")) for found in ADDRESS.finditer(words))


def is_distinctive(name: str) -> bool:
    """Whether a name in a text can hardly be anything else: two words, or one that no dictionary has."""
    return len(name) >= DISTINCT and (" " in name.strip() or not PLAIN.fullmatch(name.strip()))


def is_own(pick: Pick) -> bool:
    """Whether the owner added a pick: the desk gives every one of its own the source and the ids of its story."""
    return not (pick.source or pick.same or pick.made or pick.reasons)


def is_owners(prompt: Prompt) -> bool:
    """Whether the owner asks a question."""
    return prompt.id.startswith(OWN)


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Compile names, and what is left of long ones, as whole words in the very letters they are written in."""
    long = {form for name in names for form in (name, *(text.clip(name, cut) for cut in CUTS)) if len(form) >= LEAST}
    if not long:
        return None
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(long, key=lambda form: (-len(form), form))))})(?!\w)"
    )


def silenced(edition: Edition, silence: Silence, spoken_of: Collection[str] = ()) -> Edition:
    """Return an edition whose texts name nobody of those; what its owner wrote is the owner's and stays.

    Args:
        edition: what is left of it.
        silence: whom no text is to name.
        spoken_of: Pick.id of picks that were also by somebody of them.
    """
    quiet = [replace(found, matches=tuple(_pick(each, silence) for each in found.matches)) for found in edition.alerts]
    return replace(
        edition,
        picks=tuple(_pick(pick, silence) for pick in edition.picks),
        prompts=tuple(each for each in edition.prompts if is_owners(each) or not _asks(each, silence, spoken_of)),
        alerts=tuple(quiet),
        words=tuple(each for each in edition.words if not silence.names_them(each.term)),
        courtesies=tuple(each for each in edition.courtesies if not silence.names_them(each.words)),
        network=_circles(edition.network, silence),
        reports=tuple(
            each
            for each in edition.reports
            if not withheld(silence.withdrawn, each.source, each.address) and each.name not in silence.names
        ),
        thread=None if withheld(silence.withdrawn, edition.thread) else edition.thread,
    )


def _asks(prompt: Prompt, silence: Silence, spoken_of: Collection[str]) -> bool:
    about = not {*prompt.about, prompt.at}.isdisjoint(spoken_of)
    return silence.names_them(prompt.text, spoken_of=about)


def _pick(pick: Pick, silence: Silence) -> Pick:
    """Return a pick by somebody else without what names those who left."""
    if is_own(pick):
        return pick
    people = silence.withdrawn
    foreign = withheld(people, pick.source) or pick.source_name in silence.names
    return replace(
        pick,
        excerpt="" if silence.names_them(pick.excerpt) else pick.excerpt,
        alts=_quiet(pick.alts, silence),
        tags=_quiet(pick.tags, silence),
        source="" if foreign else pick.source,
        source_name="" if foreign else pick.source_name,
        why=JOIN.join(_quiet(pick.why.split(JOIN), silence)),
        reasons=tuple(reason for reason in pick.reasons if not silence.names_them(reason.words)),
        facts=_quiet(pick.facts, silence),
        about=None if withheld(people, pick.about) else pick.about,
        same=tuple(each for each in pick.same if not withheld(people, each)),
    )


def _quiet(words: Iterable[str], silence: Silence) -> tuple[str, ...]:
    return tuple(each for each in words if not silence.names_them(each))


def _circles(network: Network, silence: Silence) -> Network:
    named = [circle for circle in network.circles if silence.names_them(circle.words)]
    if not named:
        return network
    circles = tuple(replace(circle, words="") if circle in named else circle for circle in network.circles)
    return replace(network, circles=circles)
