"""What a page says about being quoted in, as meta elements and headers; how much of it may be kept and shown out; pure.

The words are those of `robots` meta elements and of X-Robots-Tag (developers.google.com/search/docs/crawling-indexing/
robots-meta-tag), and of the reservation for text and data mining (TDMRep, W3C community group, 2024-02-02). Where
several are said, the strictest holds. What is said to another robot by name is not said to us.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.collect.sources.draft import iso, mail_date

BOT = "gleaner"
"""Our name in robots.txt, in meta elements and in headers."""
WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
NAMED = re.compile(r"\s*([\w.-]{1,60})\s*:\s*(.*)", re.DOTALL)
COUNT = re.compile(r"-?\d{1,9}")
LONGEST = 2_000
"""Characters of one header or element that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """How much of a page may be kept and shown; by default, all."""

    listed: bool = True
    """False after noindex: the page is not listed with words of its own."""
    snippet: int | None = None
    """Most characters of it that may be shown; None for any number."""
    archived: bool = True
    """False after noarchive: no copy of its text is kept."""
    until: datetime | None = None
    """After this instant it is not shown at all."""
    reserved: bool = False
    """Its rights for text and data mining are reserved: it may be linked and quoted, and not be given to a model."""

    def allowed(self, now: datetime) -> int | None:
        """Return how many characters of its text may be kept at an instant, None for any number."""
        if not self.listed or not self.archived or (self.until and now > self.until):
            return 0
        return self.snippet


def read(metas: Iterable[tuple[str, str]], headers: Mapping[str, str]) -> Permit:
    """Return what (name, content) of meta elements and headers (names in lower case) permit together."""
    metas = [(name.strip().lower(), content[:LONGEST]) for name, content in metas]
    said = [rule for name, content in metas if name in {"robots", BOT} for rule in _rules(content)]
    said += _rules(headers.get("x-robots-tag", "")[:LONGEST])
    names = {name for name, _ in said}
    lengths = [int(value) for name, value in said if name == "max-snippet" and COUNT.fullmatch(value)]
    limits = [length for length in lengths if length >= 0] + ([0] if names & {"nosnippet", "none"} else [])
    ends = [end for name, value in said if name == "unavailable_after" and (end := mail_date(value) or iso(value))]
    reservation = [content.strip() for name, content in metas if name == "tdm-reservation"]
    return Permit(
        listed=not names & {"noindex", "none"},
        snippet=min(limits, default=None),
        archived="noarchive" not in names,
        until=min(ends, default=None),
        reserved="1" in {*reservation, headers.get("tdm-reservation", "").strip()},
    )


def _rules(value: str) -> Iterator[tuple[str, str]]:
    """Yield the rules that are said to everybody or to us, as (name, value); a name of a robot holds up to the next."""
    ours, pieces = True, value.split(",")
    for at, piece in enumerate(pieces):
        found = NAMED.fullmatch(piece)
        if found and found[1].lower() not in WITH_VALUE:
            ours, piece = found[1].lower() == BOT, found[2]  # noqa: PLW2901  the rest of it is the rule
            found = NAMED.fullmatch(piece)
        if not ours:
            continue
        if found and found[1].lower() == "unavailable_after":
            yield "unavailable_after", found[2].strip()
            yield "unavailable_after", f"{found[2].strip()},{','.join(pieces[at + 1 : at + 2])}"  # "Friday, 25-Aug-..."
        elif found:
            yield found[1].lower(), found[2].strip()
        else:
            yield piece.strip().lower(), ""
