"""The HTML of a page in, its elements of one kind, its JSON-LD and its main text out; pure, and linear in its length.

What stands in the head is found by expressions: pages are broken in more ways than a tree can be built of in little
time. The main text is resiliparse's work (measured in DECISIONS.md). Its time grows with the square of the depth and of
the attributes of an element, so both are counted before it sees a page.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator import text

LIMIT = 2_000_000
"""Characters of a page that are looked at."""
TAGS = 60_000
"""Start tags of a page whose main text is looked for; long Wikipedia pages have 20,000."""
DEPTH = 256
"""Elements in one another; 20,000 take resiliparse eleven seconds."""
ATTRIBUTE_WORK = 4_000_000
"""Sum of the squares of the attributes of each element: 2,000 at one of them."""
JSON = 300_000
"""Longest JSON-LD that is read, in characters."""
NODES = 2_000
"""Nodes of JSON-LD that are looked at."""
BLOCKS = 20
"""Pieces of JSON-LD that are looked at."""

OPENING = re.compile(r"<(?:!--|(script|style|template|noscript|svg|textarea)\b)", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^<>]{0,500})>", re.IGNORECASE)
END_OF_SCRIPT = re.compile(r"</script", re.IGNORECASE)
ELEMENT = re.compile(r"""<(html|meta|link|base)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-z:_-]{1,30})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,2000})", re.IGNORECASE)
TAG = re.compile(r"<[a-z][^\s<>/]*([^<>]*)", re.IGNORECASE)
SKIPPED = ("[data-nosnippet]", "[aria-hidden=true]")
"""Parts that are not to be quoted, or that are not meant to be read."""

Element = tuple[str, Mapping[str, str]]


def visible(page: str) -> str:
    """Return a page without comments, scripts and other parts in which an element is no element."""
    pieces, at = [], 0
    while found := OPENING.search(page, at):
        pieces.append(page[at : found.start()])
        closing = re.compile(f"</{found[1]}", re.IGNORECASE) if found[1] else re.compile("-->")
        end = closing.search(page, found.end())
        if end is None:
            return "".join(pieces)
        at = page.find(">", end.start()) + 1 or len(page)
    return "".join([*pieces, page[at:]])


def elements(shown: str) -> Iterator[Element]:
    """Yield html, meta, link and base elements with their attributes, names in lower case, first of a name first."""
    for name, inside in ELEMENT.findall(shown):
        known: dict[str, str] = {}
        for key, a, b, c in ATTRIBUTE.findall(inside[:8_000]):
            known.setdefault(key.lower(), html.unescape(a or b or c).strip())
        yield name.lower(), known


def title(shown: str) -> str:
    """Return the title element as text."""
    found = TITLE.search(shown)
    return text.one_line(html.unescape(found[1])) if found else ""


def facts(page: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of all JSON-LD in a page, outer ones first."""
    at, left = 0, NODES
    for _ in range(BLOCKS):
        found = SCRIPT.search(page, at)
        while found and "ld+json" not in found[1].lower():
            found = SCRIPT.search(page, found.end())
        end = END_OF_SCRIPT.search(page, found.end()) if found else None
        if not found or not end:
            return
        at = end.end()
        for node in _objects(page[found.end() : end.start()][:JSON], left):
            left -= 1
            yield node


def _objects(written: str, limit: int) -> Iterator[Mapping[str, Any]]:
    try:
        waiting: list[Any] = [json.loads(written.strip(), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(limit):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, Mapping):
            yield node
            waiting += [value for value in node.values() if isinstance(value, Mapping | list)]
        elif isinstance(node, list):
            waiting += node[:100]


def main_text(shown: str) -> str:
    """Return the article of a page as paragraphs of plain text; "" where its shape would take too long to read."""
    if not _bearable(shown):
        return ""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  only who reads pages needs it

    written = shown.encode("utf-8", "replace").decode()
    said = extract_plain_text(
        written, main_content=True, alt_texts=False, links=False, comments=False, skip_elements=list(SKIPPED)
    )
    paragraphs = (" ".join(text.tidy(part).split()) for part in said.split("\n"))
    return text.clip("\n\n".join(part for part in paragraphs if part), text.BODY)


def _bearable(shown: str) -> bool:
    depth = work = 0
    for number, (closing, name) in enumerate(text.ANY_TAG.findall(shown)):
        if name.lower() not in text.NO_DEPTH:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > DEPTH or number > TAGS * 2:
            return False
    for inside in TAG.findall(shown):
        work += max(inside.count("="), len(inside) // 4 if "=" not in inside else 0) ** 2
        if work > ATTRIBUTE_WORK:
            return False
    return True
