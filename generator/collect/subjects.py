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
    if said.isascii():  # the same as below, in a third of the time
        short = {word[:BYTES] for word in found if len(word) >= SHORT}
        return frozenset(word for word in short if not word.isdigit()) - tongues.COMMON
    wide = text.WIDE.search(said)
    telling = _pairs(found) if wide else {beginning(word) for word in found if len(word) >= SHORT}
    return frozenset(word for word in telling if _tells(word)) - tongues.COMMON


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
    wide = not word.isascii() and text.WIDE.match(word)
    return len(word) > 1 if wide else len(word) >= SHORT and not word.isdigit()
