"""A feed of a network in, its items and the markup they were made of out; pure.

Networks write into the markup of a feed what other feeds have elements for: who posted, what it is about, how many
answered. xmlfeed.py reads the items; this keeps the markup beside them, so that their own readers can look there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from generator import text
from generator.collect.sources import decode
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import reading, xmlfeed
from generator.errors import StreetError

MARKUP = frozenset({"text/html", "application/xhtml+xml"})


def read(body: bytes, url: str, source: str, content_type: str = "", *, words: str) -> tuple[Parsed, Mapping[str, str]]:
    """Return the feed, and the address or id of each entry -> its markup; StreetError with `words` for a page."""
    document = decode.text(body, content_type)
    if document.lstrip()[:1] != "<":
        raise StreetError(words, kind="not-a-feed")
    try:
        found = reading.read(document, url)
        parsed = xmlfeed.parse(document, url, source, read=lambda *_: found)
    except StreetError as error:
        if error.kind != "not-a-feed":
            raise
        raise StreetError(words, kind=error.kind) from error
    return parsed, _markups(found.entries, url)


def _markups(entries: Iterable[dict[str, Any]], url: str) -> Mapping[str, str]:
    """Put each entry under its id and under its link; ids first, for a link may be the address of another entry."""
    found: dict[str, str] = {}
    listed = tuple(entries)
    for key in ("id", "link"):
        for entry in listed:
            place = dict.get(entry, key)
            if isinstance(place, str):
                found.setdefault(text.address(place, url) or place, _longest(entry))
    return found


def _longest(entry: dict[str, Any]) -> str:
    details = [*(dict.get(entry, "content") or ()), dict.get(entry, "summary_detail")]
    known = (detail for detail in details if isinstance(detail, Mapping) and detail.get("type") in MARKUP)
    return max((value for detail in known if isinstance(value := detail.get("value"), str)), key=len, default="")
