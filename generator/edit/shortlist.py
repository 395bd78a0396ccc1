"""A week's texts and what they hold of the interests' words in, the places of those worth encoding out.

A millisecond a text is too much for a big week. So words choose half of what is encoded; but they know nothing of a
text in Russian beside an interest in English, so the other half goes to all languages in turn, each with its best
first. Some places are kept for chance, as a fair sample of the week.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain
from unicodedata import name as name_of

from generator.model import Item

MOST = 4_000
"""Texts that are encoded, at most: about ten seconds' work if all of them are long."""
FAIR = 500
"""...of which so many are taken as they come."""
CODE = 3
"""Letters of the longest code of a language (ISO 639-3)."""


def shortlist(items: Sequence[Item], held: Sequence[Sequence[float]]) -> tuple[list[int], list[int]]:
    """Return the places of the items to encode, in order, and of those among them that stand for the whole week.

    Args:
        items: The week's items, in a fixed order.
        held: One row an interest: how much of its words each item holds.
    """
    if len(items) <= MOST:
        return list(range(len(items))), list(range(len(items)))
    drawn = sorted(range(len(items)), key=lambda place: (_lot(items[place]), items[place].id))
    fair = sorted(drawn[:FAIR])
    worth = [max(column) for column in zip(*held, strict=True)] if held else [0.0] * len(items)
    rest = sorted(drawn[FAIR:], key=lambda place: -worth[place])
    half = (MOST - FAIR) // 2
    turns: Counter[str] = Counter()
    order: list[tuple[int, int]] = []
    for place in rest[half:]:
        tongue = _tongue(items[place])
        turns[tongue] += 1
        order.append((turns[tongue], place))
    others = [place for _, place in sorted(order, key=lambda pair: pair[0])]
    return sorted(chain(fair, rest[:half], others[: MOST - FAIR - half])), fair


def _lot(item: Item) -> bytes:
    """Draw a lot that is the same on every machine and in every order."""
    return blake2b(item.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _tongue(item: Item) -> str:
    """Return the language an item says it is in, else the script it begins in."""
    said = (item.language or "").split("-")[0].lower()
    if said and len(said) <= CODE:
        return said
    letter = next((sign for sign in f"{item.title} {item.text}" if sign.isalpha()), "")
    return name_of(letter, "").split(" ")[0] if letter else ""
