"""What a page says about being quoted in, as meta elements and headers; how much of it may be kept and shown out; pure.

The words are those of `robots` meta elements and of X-Robots-Tag (developers.google.com/search/docs/crawling-indexing/
robots-meta-tag), and of the reservation for text and data mining (TDMRep, W3C community group, 2024-02-02). Where
several are said, the strictest holds.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.collect import rules
from generator.collect.sources.draft import iso, mail_date

COUNT = re.compile(r"-?\d{1,9}")
QUOTATION = 300
"""Characters kept where the rights for text and data mining are reserved: enough to be quoted by, and to judge a whole
text by machine is what was reserved (Directive 2019/790, Art. 2(2) and 4(3))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """How much of a page may be kept and shown; by default, all."""

    listed: bool = True
    """False after noindex: the page is not listed with words of its own."""
    snippet: int | None = None
    """Most characters of it that may be kept and shown; None for any number."""
    archived: bool = True
    """False after noarchive: no copy of its text is kept."""
    until: datetime | None = None
    """After this instant it is not shown at all."""

    def allowed(self, now: datetime) -> int | None:
        """Return how many characters of its text may be kept at an instant, None for any number."""
        if not self.listed or not self.archived or (self.until and now > self.until):
            return 0
        return self.snippet


def read(metas: Iterable[tuple[str, str]], headers: Mapping[str, str]) -> Permit:
    """Return what (name, content) of meta elements and headers (names in lower case) permit together."""
    metas = [(name.strip().lower(), content[: rules.LONGEST]) for name, content in metas]
    said = [rule for name, content in metas if name in {"robots", rules.BOT} for rule in rules.said(content)]
    said += rules.said(headers.get("x-robots-tag", ""))
    names = {name for name, _ in said}
    lengths = [int(value) for name, value in said if name == "max-snippet" and COUNT.fullmatch(value)]
    limits = [length for length in lengths if length >= 0] + ([0] if names & {"nosnippet", "none"} else [])
    limits += [QUOTATION] if _reserved(metas, headers) else []
    ends = [end for name, value in said if name == "unavailable_after" and (end := mail_date(value) or iso(value))]
    return Permit(
        listed=not names & {"noindex", "none"},
        snippet=min(limits, default=None),
        archived="noarchive" not in names,
        until=min(ends, default=None),
    )


def _reserved(metas: Iterable[tuple[str, str]], headers: Mapping[str, str]) -> bool:
    """Tell whether rights for text and data mining are reserved: the header and the element say it alike."""
    said = (content.strip() for name, content in metas if name == "tdm-reservation")
    return "1" in {*said, headers.get("tdm-reservation", "").strip()}
