"""An item in, the words that tell its subject out, as a face keeps them (faces.py). Pure."""

from collections.abc import Iterable

from generator import text
from generator.collect import tongues
from generator.model import Item

BYTES = 14
"""Bytes of UTF-8 kept of a word or a name; the beginning tells it from others, and a face stays under 2 kB."""
SHORT = 4
"""Shorter words are of the language and not of the subject."""
OPENING = 300
"""Characters of a text that are looked at beside its title."""


def words(item: Item) -> frozenset[str]:
    """Return the words of an item that tell its subject; of scripts without spaces, pairs of signs."""
    said = " ".join((item.title, item.text[:OPENING], *item.tags))
    found = text.words(said)
    if not said.isascii() and text.WIDE.search(said):
        return frozenset(word for word in _pairs(found) if _tells(word)) - tongues.COMMON
    cut = map(beginning, frozenset(found) - tongues.COMMON)  # once before, since most words are common ones
    return frozenset(word for word in cut if len(word) >= SHORT and not word.isdigit()) - tongues.COMMON


def _pairs(words: Iterable[str]) -> set[str]:
    found: set[str] = set()
    before = ""
    for word in words:
        if text.WIDE.match(word):
            found.add(before + word)
            before = word
        else:
            before = ""
            found.add(beginning(word))
    return found


def beginning(word: str) -> str:
    """Return so much of a word or a name as is kept of it."""
    return word[:BYTES] if word.isascii() else word.encode("utf-8", "ignore")[:BYTES].decode("utf-8", "ignore")


def _tells(word: str) -> bool:
    return len(word) > 1 if text.WIDE.match(word) else len(word) >= SHORT and not word.isdigit()
