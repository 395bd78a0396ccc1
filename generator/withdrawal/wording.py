"""What is left of an edition and the names and addresses of those who left it in; its texts without them out. Pure.

Gleaner's own sentences that name somebody go. What others wrote is theirs and is not reworded: an excerpt that names
somebody by their full name, or shows their address, is left out whole, and the page links to the original as ever.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from generator import text
from generator.model import Edition, Network, Pick
from generator.withdrawal.people import withheld

CUTS = (40, 32, 24)
"""How long names may be in questions: edit.wording cuts them so."""
LEAST = 3
"""Shorter names are left alone in sentences: two letters are a word in some language."""
ADDRESS = re.compile(
    r"https?://[^\s<>\"”“»«)\]]+|@?[\w.-]+@[\w-]+(?:\.[\w-]+)+|@?(?:[\w-]+\.)+[a-z][\w-]+(?:/[^\s<>\"”“)]*)?"
)
"""What could be somebody's address in a text: a page, @name@server.example, a bare domain."""
JOIN = "; "
"""What parts the reasons in Pick.why (edit.picks.JOIN)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Whom no text is to name."""

    withdrawn: tuple[str, ...]
    names: tuple[str, ...]

    def names_them(self, words: str, *, ours: bool = False) -> bool:
        """Whether a text names somebody: ours by any name, that of others by a full name, any by an address.

        One word alone is a name in our sentences only: in those of others `Sam` may be anybody.
        """
        if not words:
            return False
        names = self.names if ours else tuple(name for name in self.names if " " in name.strip())
        pattern = _pattern(names)
        if pattern and pattern.search(words):
            return True
        return any(withheld(self.withdrawn, found[0].rstrip(".,;:!?'’…")) for found in ADDRESS.finditer(words))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Compile names, and what is left of long ones, as whole words in the very letters they are written in."""
    long = {form for name in names for form in (name, *(text.clip(name, cut) for cut in CUTS)) if len(form) >= LEAST}
    if not long:
        return None
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(long, key=lambda form: (-len(form), form))))})(?!\w)"
    )


def silenced(edition: Edition, silence: Silence) -> Edition:
    """Return an edition whose texts name nobody of those; the editor's note is the editor's and stays."""
    quiet = [replace(found, matches=tuple(_pick(each, silence) for each in found.matches)) for found in edition.alerts]
    return replace(
        edition,
        title=str(edition.week) if silence.names_them(edition.title, ours=True) else edition.title,
        picks=tuple(_pick(pick, silence) for pick in edition.picks),
        prompts=tuple(each for each in edition.prompts if not silence.names_them(each.text, ours=True)),
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


def _pick(pick: Pick, silence: Silence) -> Pick:
    """Return a pick by somebody else without what names those who left."""
    people = silence.withdrawn
    foreign = withheld(people, pick.source) or pick.source_name in silence.names
    return replace(
        pick,
        excerpt="" if silence.names_them(pick.excerpt) else pick.excerpt,
        alts=_quiet(pick.alts, silence),
        tags=_quiet(pick.tags, silence),
        source="" if foreign else pick.source,
        source_name="" if foreign else pick.source_name,
        why=JOIN.join(_quiet(pick.why.split(JOIN), silence, ours=True)),
        reasons=tuple(reason for reason in pick.reasons if not silence.names_them(reason.words, ours=True)),
        facts=_quiet(pick.facts, silence, ours=True),
        about=None if withheld(people, pick.about) else pick.about,
        same=tuple(each for each in pick.same if not withheld(people, each)),
    )


def _quiet(words: Iterable[str], silence: Silence, *, ours: bool = False) -> tuple[str, ...]:
    return tuple(each for each in words if not silence.names_them(each, ours=ours))


def _circles(network: Network, silence: Silence) -> Network:
    named = [circle for circle in network.circles if silence.names_them(circle.words, ours=True)]
    if not named:
        return network
    circles = tuple(replace(circle, words="") if circle in named else circle for circle in network.circles)
    return replace(network, circles=circles)
