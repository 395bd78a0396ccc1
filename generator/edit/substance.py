"""Texts that hold an interest's words in, what they say besides out: whether they are about it, or only wear its name.

A name costs nothing: it can be hung on any text, as a hashtag or at the end. So an interest's own words are taken out
of the texts that hold them, and what remains is compared with what remains of the texts closest to the interest. Who
writes about formative assessment speaks of pupils, tasks and feedback as well; who has hung the tag on something else
does not (keyword stuffing and hashtag hijacking: Gyöngyi & Garcia-Molina 2005, Web Spam Taxonomy; VanDam & Tan 2016,
doi:10.1145/2908131.2908179).
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from generator.edit.lexical import asked, best, few, terms
from generator.edit.vectors import Encode, dot, gridded
from generator.text import words

if TYPE_CHECKING:
    from generator.edit.vectors import Matrix, Vector

CLOSEST = 40
"""So many of the closest texts, one a voice, show what is usually said on an interest."""
ENOUGH = 8
"""With so many of them that is believed by half: in a small week a name is taken at its word."""
BARE, FULL = 0.15, 0.4
"""What remains is nothing, or all that can be asked, at these parts of the cosine that is usual on the interest."""
NAME = 0.2
"""What a text keeps of its closeness if it has nothing of an interest but its name."""
LITTLE = 0.1
"""A cosine below which nothing is usual."""
CLAIM = 0.1
"""Closeness below which it makes no difference."""
TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The texts that were encoded, and how close they seem to be to one interest."""

    texts: Sequence[str]
    voices: Sequence[str]
    values: Sequence[float]
    rows: "Matrix"
    aim: "Vector"
    """The vector of the interest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What is left of the texts that hold an interest's words, without those words."""

    kept: Sequence[float]
    """By what the closeness of each text is multiplied, NAME to 1; 1 for those without the interest's words."""
    rests: Mapping[int, "Vector"]
    """Place of a text -> the vector of what remains of it."""


def substance(claims: Claims, interest: str, encode: Encode) -> Substance:
    """Ask of each text that holds an interest's words what it says besides."""
    named = asked(interest).keys()
    rests = {
        place: rest
        for place, value in enumerate(claims.values)
        if value >= CLAIM and (rest := without(claims.texts[place], named)) is not None
    }
    factors = [1.0] * len(claims.texts)
    encoded = encode(list(rests.values()))
    if not rests or encoded is None:
        return Substance(kept=factors, rests={})
    rows = claims.rows.copy()
    rows[list(rests)] = encoded
    closest = _closest(claims, [rests.get(place, text) for place, text in enumerate(claims.texts)], rows)
    if len(closest) < 2:  # noqa: PLR2004  one text shows nothing usual
        return Substance(kept=factors, rests={})
    trust = len(closest) / (len(closest) + ENOUGH)
    for place, part in zip(rests, _parts(list(rests), closest, rows), strict=True):
        kept = NAME + (1 - NAME) * min(1.0, max(0.0, (part - BARE) / (FULL - BARE)))
        factors[place] = round(1 - trust * (1 - kept), 3)
    return Substance(kept=factors, rests=dict(zip(rests, encoded, strict=True)))


def _closest(claims: Claims, said: Sequence[str], rows: "Matrix") -> list[int]:
    """Return the places of the texts closest to the interest without its words: one a voice, and one of each wording.

    Who names the interest loudest is not among them for that, nor is a text for being said by many.
    """
    first: dict[str, int] = {}
    for place, text in enumerate(said):
        first.setdefault(" ".join(words(text)), place)
    once = set(first.values())
    scores = [score if place in once else 0.0 for place, score in enumerate(dot(rows, claims.aim))]
    return list(best(scores, claims.voices, few(len(said), CLOSEST)))


def without(text: str, named: AbstractSet[str]) -> str | None:
    """Take every word out of a text that holds one of the terms named; None where there is none."""
    found = TOKEN.findall(text)
    kept = [token for token in found if named.isdisjoint(_terms(token))]
    return " ".join(kept) if len(kept) < len(found) else None


@lru_cache(maxsize=1 << 14)
def _terms(token: str) -> frozenset[str]:
    """Return the terms of one token; a week says most of them again and again."""
    return frozenset(terms(token))


def _parts(held: Sequence[int], closest: Sequence[int], rows: "Matrix") -> list[float]:
    """Return how near each text's rest is to those of the closest texts, as part of what is usual among them."""
    whole = rows[closest].sum(axis=0, dtype="float64")
    members = set(closest)

    def cosine(place: int) -> float:
        row = rows[place]
        # A text must not be compared with itself.
        common = gridded(whole - row if place in members else whole)
        return dot(row[None, :], common)[0]

    usual = max(LITTLE, median([cosine(place) for place in closest]))
    return [cosine(place) / usual for place in held]
