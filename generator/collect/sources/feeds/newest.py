"""A feed with more entries than are read in, the numbers of its newest entries out; pure.

Most feeds put the newest first, but archives, calendars and some generators put it last: whoever stops after the first
500 then reads the same old entries for ever. Only documents that are too long pay for this look ahead; their entries
are found without parsing them, and what is not wanted costs the parser next to nothing.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from generator.collect.sources.feeds import times

ENTRY = re.compile(r"<(?:[\w.-]{1,20}+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
LOOK = re.compile(
    r"<!--|<!\[CDATA\[|<(?:[\w.-]{1,20}:)?(?:(?P<entry>item|entry)(?=[\s>/])"
    r"|(?:pubdate|published|date|created|issued|updated|modified)(?:\s[^<>]{0,200})?>"
    r"\s{0,9}(?:<!\[CDATA\[)?\s{0,9}(?P<date>[^<>\[\]]{6,60}))",
    re.IGNORECASE,
)
OLDEST = datetime.min.replace(tzinfo=UTC)


def chosen(document: str, limit: int) -> frozenset[int] | None:
    """Return the numbers of the `limit` newest entries, the first of the document being 0; None where it has no more.

    The date of an entry is the first one that can be read in it. Entries without one are taken for older than all
    others; where there are no dates at all the first entries are the newest, as in most feeds.
    """
    if entries(document) <= limit:
        return None
    return first(dates(document), limit)


def entries(document: str) -> int:
    """Return how many entries begin in a document."""
    return sum(1 for _ in ENTRY.finditer(document))


def first(found: Sequence[datetime | None], limit: int) -> frozenset[int]:
    """Return the places of the `limit` latest moments; of equal ones the first."""
    places = sorted(range(len(found)), key=lambda place: (-(found[place] or OLDEST).timestamp(), place))
    return frozenset(places[:limit])


def dates(document: str) -> list[datetime | None]:
    """Return the first date of each entry, in the order of the document."""
    written: list[str] = []
    at = 0
    while found := LOOK.search(document, at):
        at = found.end()
        if found["entry"]:
            written.append("")
        elif found["date"]:
            if written and not written[-1]:
                written[-1] = found["date"].strip()
        else:
            end = document.find("-->" if found[0] == "<!--" else "]]>", at)
            at = end + 3 if end >= 0 else len(document)
    order = times.order(written)
    return [times.read(each, order) for each in written]
