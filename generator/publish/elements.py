"""Words of anybody in, elements and comments of XML out that are well formed whatever the words are."""

import re
from xml.etree.ElementTree import Comment, Element, SubElement

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""
HYPHEN = "\N{HYPHEN}"
DASHES = re.compile(r"-(?=-)|-\Z")
"""What a comment cannot hold (https://www.w3.org/TR/xml/#sec-comments)."""


def add(parent: Element, name: str, words: str, **attributes: str) -> None:
    """Add an element with text; nothing where there is no text: empty elements are what validators find most."""
    if said := clean(words):
        SubElement(parent, name, attributes).text = said


def clean(words: str) -> str:
    """Return words as XML can hold them; "" where nothing is left to see."""
    found = ILLEGAL.sub("", words)
    return found if found.strip() else ""


def put_comment(parent: Element, words: str) -> None:
    """Add a comment of any words."""
    parent.append(Comment(f" {DASHES.sub(HYPHEN, clean(words))} "))
