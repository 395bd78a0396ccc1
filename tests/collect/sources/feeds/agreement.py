"""A document in, in what the two ways of reading it differ out: every field of what is handed on, and of every item."""

from collections.abc import Iterator
from dataclasses import fields

from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import reading, xmlfeed
from generator.collect.sources.feeds.direct import state
from generator.errors import StreetError

URL = "https://feed.example/dir/feed.xml"
DIRECTLY, DECLINED, REFUSED = "directly", "declined", "refused"


def compared(document: str, url: str = URL) -> tuple[str, list[tuple[str, object, object]]]:
    """Return how a document is read, and (field, by feedparser, directly) of all that differs."""
    try:
        found = reading.read(document, url)
    except StreetError as error:
        return REFUSED, _differing(error, _parsed(document, url, reading.read_slowly))
    if not isinstance(found, state.State):
        return DECLINED, []
    by_feedparser = _parsed(document, url, reading.read_slowly)
    return DIRECTLY, _differing(_parsed(document, url, lambda _, __: found), by_feedparser)


def _parsed(document: str, url: str, read: object) -> Parsed | StreetError:
    try:
        return xmlfeed.parse(document, url, "feed x", read=read)
    except StreetError as error:
        return error


def _differing(direct: Parsed | StreetError, wanted: Parsed | StreetError) -> list[tuple[str, object, object]]:
    if isinstance(direct, StreetError) or isinstance(wanted, StreetError):
        return [] if str(direct) == str(wanted) else [("as a whole", wanted, direct)]
    return [*_fields("", wanted, direct)] + [
        each
        for number, pair in enumerate(zip(wanted.items, direct.items, strict=False))
        for each in _fields(f"{number}.", *pair)
    ]


def _fields(before: str, wanted: object, direct: object) -> Iterator[tuple[str, object, object]]:
    for field in fields(wanted):
        one, other = (getattr(each, field.name) for each in (wanted, direct))
        if one != other:
            yield (f"{before}{field.name}", one, other)
