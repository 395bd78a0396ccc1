"""Text of a feed in, the same text made safe to parse out; or a StreetError where parsing it could take too long.

Measured on feedparser 6.0.14: an element with 100,000 attributes takes minutes (its strict parser looks each up in a
list), so do thousands of namespaces; every element costs about 25 microseconds; comments that are opened and never
closed send the loose parser over the rest of the document once each. These are counted before it sees the document.
Depth alone costs nothing. The remaining limits, which need to know where in the feed one is, are in limited.py.
"""

import html
import re
from html.entities import name2codepoint
from itertools import islice

from generator.errors import StreetError

ELEMENTS = 120_000
"""Start tags in a document: 3 s of feedparser. The largest of 2,900 recorded feeds has 2,500."""
ATTRIBUTE_WORK = 4_000_000
"""Sum of the squares of the attributes of each element; recorded feeds have up to 25,000."""
NAMESPACES = 100
"""Different prefixes; recorded feeds have up to 11."""
PIECES = 1_000_000
"""References, lines and angle brackets: text comes in a piece between two of them, at 2.5 microseconds each. Recorded
feeds have up to 24,000."""
UNCLOSED = 100
"""Openings of one kind after the last closing of it."""
ENTITY = 60
"""Longest replacement of a declared entity."""

TOO_LONG = "This feed is built in a way that would take too long to read."

COMMENT_OR_DATA = re.compile(r"<!--|<!\[CDATA\[")
TAG = re.compile(r"<[^\s<>/!?=][^\s<>/]*([^<>]*)")
NAMESPACE = re.compile(r"xmlns:([^\s=<>\"'/]{1,50})")
PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
ELEMENT = re.compile(r"<[A-Za-z_]")
LONG_NAMESPACE = re.compile(r"""xmlns(?::[^\s=<>"'/]{1,50})?\s{0,9}=\s{0,9}["'][^"'<>]{500}""")
ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
"""Root elements of feeds; some servers print warnings before them."""
DECLARED = re.compile(r"""<!ENTITY\s+(\w{1,40})\s+(["'])([^"'%<]*)\2\s*>""")
REFERENCE = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)(\w{2,40});")
OF_HTML = {name: chr(point) for name, point in name2codepoint.items()}
NUMBERED = re.compile(r"&#[xX]?\w*;?")

PAIRS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!", ">"), ("<", ">"))


def check(document: str) -> str:
    """Return the document without its comments and CDATA, which hold no elements; linear in its length.

    StreetError for one whose shape would make a parser slow.
    """
    outline = _outline(document)
    pieces = sum(map(document.count, "&<\n")) if len(document) > PIECES else 0
    if pieces > PIECES or any(_left_open(document, *pair) > UNCLOSED for pair in PAIRS):
        raise StreetError(TOO_LONG, kind="hostile")
    if len(set(NAMESPACE.findall(outline))) > NAMESPACES or LONG_NAMESPACE.search(outline):
        raise StreetError(TOO_LONG, kind="hostile")
    tags = [tag[1] for tag in islice(TAG.finditer(outline), ELEMENTS + 1)]
    if len(tags) > ELEMENTS or sum(_work(attributes) for attributes in tags if attributes) > ATTRIBUTE_WORK:
        raise StreetError(TOO_LONG, kind="hostile")
    return outline


def _work(attributes: str) -> int:
    """Return the square of the number of attributes in a start tag."""
    return (attributes.count("=") or len(attributes) // 4) ** 2


def _outline(document: str) -> str:
    pieces, at = [], 0
    while found := COMMENT_OR_DATA.search(document, at):
        pieces.append(document[at : found.start()])
        end = document.find("-->" if found[0] == "<!--" else "]]>", found.end())
        if end < 0:
            return "".join(pieces)
        at = end + 3
    return "".join([*pieces, document[at:]])


def _left_open(document: str, opening: str, closing: str) -> int:
    return document.count(opening, max(0, document.rfind(closing)))


# ---------------------------------------------------------------- entities


def prologue(document: str) -> tuple[str, dict[str, str]]:
    """Take away what stands before the root element; return the rest, and the entities it refers to.

    Kept are the entities of HTML, which feeds use without asking, and declared ones that stand for a short plain text.
    What refers to other entities or to files ("billion laughs", XXE) is dropped.
    """
    start = skip(document)
    declared = _declared(document, start)
    root = ROOT.search(document, start, start + 20_000) or ELEMENT.search(document, _end_of_doctype(document, start))
    body = document[root.start() :] if root else document[start:]
    known = OF_HTML | declared
    return body, {name: known[name] for name in sorted(set(REFERENCE.findall(body)) & known.keys())}


def skip(document: str) -> int:
    """Return where the declarations and comments before the first element end."""
    at = 0
    while found := PROLOGUE.match(document, at):
        at = found.end()
    return at


def _end_of_doctype(document: str, start: int) -> int:
    """Return where the document type ends, `start` where there is none there."""
    found = DOCTYPE.search(document, start, start + 2_000)
    if not found:
        return start
    end = document.find(">", found.start())
    bracket = document.find("[", found.start(), max(end, found.end()))
    if bracket >= 0:
        close = document.find("]", bracket)
        end = document.find(">", close) if close >= 0 else end
    return end + 1 if end >= 0 else start


def _declared(document: str, start: int) -> dict[str, str]:
    head = document[start : _end_of_doctype(document, start)]
    return {name: _text(value) for name, _, value in DECLARED.findall(head) if _is_text(value)}


def _is_text(value: str) -> bool:
    return len(value) <= ENTITY and "&" not in NUMBERED.sub("", value)


def _text(value: str) -> str:
    return NUMBERED.sub(lambda found: numbered(found[0][2:].rstrip(";")), value)


def numbered(reference: str) -> str:
    """Return the character behind `160` or `xA0`, as HTML5 reads it; U+FFFD where there is none."""
    return html.unescape(f"&#{reference};") if len(reference) < 9 else "\ufffd"  # noqa: PLR2004  beyond U+10FFFF


def doctype(entities: dict[str, str]) -> str:
    """Write entities as a document type that an XML parser can read."""
    if not entities:
        return ""
    lines = (f'<!ENTITY {name} "{"".join(map(_literal, value))}">' for name, value in entities.items())
    return "<!DOCTYPE feed [" + "".join(lines) + "]>"


def _literal(character: str) -> str:
    """Write a character so that it is itself and never the start of an element or of another reference."""
    return f"&#38;#{ord(character)};" if character in '<&"%' else character
