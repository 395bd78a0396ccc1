"""An OPML list in, the feeds it names as sources out; its folders become topics (http://opml.org/spec2.opml).

Lists are often broken: outlines are looked for one by one, so what is wrong in one place costs nothing elsewhere.
"""

import html
import re
from collections.abc import Iterator, Mapping

from generator import text
from generator.collect.sources import decode
from generator.errors import StreetError
from generator.model import Source

OUTLINES = 1_000
"""Feeds that are taken of one list."""
DEPTH = 20
"""Folders inside one another whose names are kept."""
OUTLINE = re.compile(r"""<(/?)outline\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]{1,40})\s{0,20}=\s{0,20}(?:"([^"<]*)"|'([^'<]*)')""")
FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?:)|^feed://", re.IGNORECASE)
NOT_A_LIST = "This is not an OPML list: it names no feeds."


def parse(body: bytes, content_type: str = "") -> tuple[Source, ...]:
    """Return the feeds of an OPML document as sources of kind "feed", each address once, at most OUTLINES.

    StreetError where it names none.
    """
    document = _without_comments(decode.text(body, content_type))
    found: dict[str, Source] = {}
    for outline, folders in _outlines(document):
        address = _address(outline)
        if address and len(found) < OUTLINES:
            topics = (*folders, *_categories(outline))
            before = found.get(address)
            merged = (*before.topics, *topics) if before else topics
            name = before.name if before else _name(outline) or text.host(address)
            found[address] = Source(kind="feed", address=address, name=name, topics=tuple(dict.fromkeys(merged)))
    if not found:
        raise StreetError(NOT_A_LIST, kind="not-a-list")
    return tuple(found.values())


def _without_comments(document: str) -> str:
    pieces = document.split("<!--")
    return pieces[0] + "".join(piece.partition("-->")[2] for piece in pieces[1:])


def _outlines(document: str) -> Iterator[tuple[Mapping[str, str], tuple[str, ...]]]:
    """Go through the outlines with the names of the folders each stands in."""
    folders: list[str] = []
    for closing, inside in OUTLINE.findall(document):
        if closing:
            del folders[-1:]
            continue
        outline = {name.lower(): html.unescape(double or single) for name, double, single in ATTRIBUTE.findall(inside)}
        yield outline, tuple(name for name in folders[:DEPTH] if name)
        if not inside.rstrip().endswith("/"):
            folders.append("" if _address(outline) else _name(outline))


def _address(outline: Mapping[str, str]) -> str | None:
    kind = outline.get("type", "").lower()
    value = outline.get("xmlurl") or (outline.get("url", "") if kind in {"rss", "atom", "feed"} else "")
    return text.address(FEED_SCHEME.sub(_scheme, value.strip()))


def _scheme(found: re.Match[str]) -> str:
    return "https://" if found[0].endswith("//") and found.end() == len("feed://") else ""


def _name(outline: Mapping[str, str]) -> str:
    return text.label(outline.get("title") or outline.get("text") or "", text.NAME)


def _categories(outline: Mapping[str, str]) -> tuple[str, ...]:
    """Read OPML 2.0 categories, `/Teaching/Maths,maths`: the last part of each."""
    parts = (part.strip().strip("/").rpartition("/")[2] for part in outline.get("category", "").split(","))
    return tuple(name for name in (text.label(part, text.NAME) for part in parts) if name)[:10]
