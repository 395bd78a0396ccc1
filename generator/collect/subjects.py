"""An item in, its language, the words of its subject and its author out, as a face keeps them (faces.py). Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from generator import text
from generator.collect import tongues
from generator.model import Item

BYTES = 14
"""Bytes of UTF-8 kept of a word or a name; the beginning tells it from others, and a face stays under 2 kB."""
SHORT = 4
"""Shorter words are of the language and not of the subject."""
OPENING = 300
"""Characters of a text that are looked at beside its title."""


class Said(NamedTuple):
    """What one item tells of its source."""

    tongue: str
    """Language or script, "" where the text does not show it."""
    words: frozenset[str]
    """Those that tell its subject; of scripts without spaces, pairs of signs."""
    voice: str


def of(item: Item) -> Said:
    """Return what an item tells: its opening is taken apart once, for its language and for its subject."""
    opening = f"{item.title} {item.text[:OPENING]}"
    found = text.words(opening)
    tongue = tongues.heard(opening, found) if len(opening) <= tongues.LETTERS else tongues.of(opening)
    beside = " ".join(item.tags)
    words = _telling(f"{opening} {beside}", [*found, *text.words(beside)] if beside else found)
    return Said(tongue, words, beginning(text.fold(item.voice.name)))


def _telling(said: str, found: Iterable[str]) -> frozenset[str]:
    """Return the words of a text that tell its subject; `found` are all of them."""
    if not said.isascii() and text.WIDE.search(said):
        return frozenset(word for word in _pairs(found) if _tells(word)) - tongues.COMMON
    own = frozenset(found) - tongues.COMMON  # once before, since most words are common ones
    cut = [word[:BYTES] for word in own] if said.isascii() else map(beginning, own)
    return frozenset([word for word in cut if len(word) >= SHORT and not word.isdigit()]) - tongues.COMMON


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
