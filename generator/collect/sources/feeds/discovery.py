"""The HTML or the headers of a page in, the addresses of the feeds it names out; pure (RSS Advisory Board, 2006)."""

import html
import re
from collections.abc import Iterator, Mapping

from generator import text

PAGE = 1_000_000
"""Characters of a page that are looked at; the links stand in its head."""
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
MAYBE = frozenset({"application/json", "text/xml", "application/xml"})
"""Types that are a feed's only where the title says so."""
SOUNDS_LIKE_A_FEED = re.compile(r"\b(?:feed|rss|atom)\b", re.IGNORECASE)
OTHERS = re.compile(r"/wp-json/|oembed", re.IGNORECASE)
COMMENTS = re.compile(r"comment|kommentar|comentario|reacties", re.IGNORECASE)

ELEMENT = re.compile(r"""<(link|base)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-z]{1,20})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
LINK = re.compile(r"""<([^<>]{1,2048})>((?:[^",<]|"[^"]{0,300}")*)""")
PARAMETER = re.compile(r"""([a-z]{1,20}\*?)\s{0,9}=\s{0,9}(?:"([^"]{0,300})"|([^\s",;]{1,100}))""", re.IGNORECASE)
HEADER = 8_000
"""Characters of a Link header that are looked at."""
HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
"""Parts of a page in which a link is no link."""


def feeds(page: str, url: str) -> tuple[str, ...]:
    """Return the feeds that a page from `url` names, the main one first; feeds of comments are left out.

    A blog may be called "Comments on teaching": where all titles sound like comments, only the addresses tell.
    """
    elements = list(_elements(page))
    base = next((known["href"] for name, known in elements if name == "base" and known.get("href")), "")
    start = text.address(base, url) or url
    named = [known for name, known in elements if name == "link" and _is_feed(known)]
    named = [known for known in named if not COMMENTS.search(known["href"])]
    main = [known for known in named if not COMMENTS.search(known.get("title", ""))] or named
    return tuple(dict.fromkeys(found for known in main if (found := text.address(known["href"], start))))


def linked(header: str, url: str) -> tuple[str, ...]:
    """Return the feeds that a Link header names (RFC 8288), in its order; feeds of comments are left out."""
    found = ({"href": href, **_parameters(said)} for href, said in LINK.findall(header[:HEADER]))
    named = [known for known in found if _is_feed(known)]
    main = [known["href"] for known in named if not COMMENTS.search(known["href"] + known.get("title", ""))]
    return tuple(dict.fromkeys(at for href in main if (at := text.address(href, url))))


def _parameters(said: str) -> Mapping[str, str]:
    return {key.lower(): quoted or bare for key, quoted, bare in PARAMETER.findall(said)}


def _elements(page: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Find links wherever they stand: pages are broken in more ways than a tree can be built of in little time."""
    shown = text.tidy(page[:PAGE])
    for opening, closing in HIDDEN:
        shown = _without(shown, opening, closing)
    for name, inside in ELEMENT.findall(shown):
        found = ((key.lower(), html.unescape(a or b or c)) for key, a, b, c in ATTRIBUTE.findall(inside))
        yield name.lower(), dict(found)


def _without(page: str, opening: str, closing: str) -> str:
    first, *rest = page.split(opening)
    return first + "".join(part.partition(closing)[2] for part in rest)


def _is_feed(link: Mapping[str, str]) -> bool:
    rels, kind = link.get("rel", "").lower().split(), link.get("type", "").partition(";")[0].strip().lower()
    title, href = link.get("title", ""), link.get("href", "")
    if not href or OTHERS.search(href) or OTHERS.search(kind):
        return False
    if "feed" in rels:
        return kind in FEED_TYPES | MAYBE or not kind
    return "alternate" in rels and (kind in FEED_TYPES or (kind in MAYBE and bool(SOUNDS_LIKE_A_FEED.search(title))))
