"""The texts of a week in, pairs out that tell one story in words of their own.

Two posts on one theme are not one story, and most weeks of a network are made of such posts. Two findings tell when
texts are one. Retellings: different voices who mean nearly the same and share several words that hardly anybody else
uses that week, as reports of one event do. And retold weeks: where most of what is said is said by somebody else as
well, as with the news of a day, the week falls into stories, and its texts are grouped (see branches.py). How clear of
the others a group must stand follows from the week: its price is PRICE times the odds that a text is told once only. A
week of essays has long odds, and in it nothing is grouped but copies.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.edit import branches, near
from generator.edit.cues import FUNCTION_WORDS
from generator.text import WIDE, words

if TYPE_CHECKING:
    from generator.edit.branches import Square
    from generator.edit.vectors import Matrix

MOST = 4_000
"""Texts that are compared, all with all: 4,000 take a second and 200 MB."""
OPENING = 1_500
"""Characters of a text whose words count."""
STEM = 5
"""Letters by which inflected forms are one word (McNamee & Mayfield 2004, doi:10.1023/B:INRT.0000009441.78971.be)."""
FINE = 1_024
"""Steps between 0 and 1 of the weight of a word, so that sums are exact in single precision, in any order."""
COMMON = 500
"""A word of more texts than this says little about which belong together, and costs the square of their number."""
FEW = 20
"""So many texts weigh as much as the belief that a week has no subject of its own."""
TINY = 1e-6
"""What is left of a text that says only what all say; it is like no other."""
TOLD = 0.55
"""Likeness from which one text retells another."""
PRICE = 0.04
"""What a group must stand clear by where half of the week is retold; by as much again at each doubling of the odds."""
MEANT = 0.5
"""Likeness from which texts that share rare words are one story."""
RARE = 8
"""A rare word is in so many texts at most, and in at most one of FIFTY."""
FIFTY = 50
SHARED = 4
"""So many rare words are shared by chance in no two texts."""


def alike(texts: Sequence[str], voices: Sequence[str], vectors: "Matrix | None") -> Iterator[tuple[int, int]]:
    """Yield the places of texts that tell one story, as pairs.

    Args:
        texts: What is said, n of them, in a fixed order; at most MOST.
        voices: Whose it is, in the same order.
        vectors: What it means, n rows of length 1 on their grid; None where only the words are known.
    """
    if len(texts) < 2:  # noqa: PLR2004  a pair
        return
    found = [_terms(text) for text in texts]
    likeness = _likeness(found, vectors)
    for one, other in _rare_pairs(found):
        if likeness[one, other] >= MEANT and voices[one] != voices[other]:
            yield one, other
    retold = _retold(likeness, voices)
    if not retold:
        return
    price = PRICE * (1 - retold) / retold
    for group in branches.cut(branches.grow(likeness), len(texts), price):
        # What one voice says in several ways, nobody retells.
        if len({voices[place] for place in group}) > 1:
            yield from ((group[0], other) for other in group[1:])


def _terms(text: str) -> Counter[str]:
    """Return what a text is compared by: its words, shortened, without function words, addresses, tags and handles."""
    found: Counter[str] = Counter()
    previous = ""
    for word in words(near.TAIL.sub(" ", text[:OPENING])):
        if not word.isascii() and WIDE.match(word):
            if previous:
                found[previous + word] += 1
            previous = word
            continue
        previous = ""
        if len(word) > 1 and word not in FUNCTION_WORDS:
            found[word[:STEM]] += 1
    return found


def _likeness(found: Sequence[Mapping[str, int]], vectors: "Matrix | None") -> "Square":
    """Return the mean of two cosines: of words, and of meaning beyond the common subject of the week."""
    wording = _wording(found)
    if vectors is None:
        return wording
    wording += _meaning(vectors)
    wording *= wording.dtype.type(0.5)
    return wording


def _wording(found: Sequence[Mapping[str, int]]) -> "Square":
    """Return the cosine of every two texts by their words (tf-idf; Salton & Buckley 1988)."""
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    count = len(found)
    spread = Counter(term for terms in found for term in terms)
    shelves: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, terms in enumerate(found):
        weights = {term: (1 + math.log(n)) * math.log((count + 1) / spread[term]) for term, n in sorted(terms.items())}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for term, weight in weights.items():
            if 1 < spread[term] <= COMMON:
                shelves[term].append((place, round(weight / length * FINE) / FINE))
    cosines = np.zeros((count, count), dtype=np.float32)
    for term in sorted(shelves):
        places = np.array([place for place, _ in shelves[term]])
        column = np.array([weight for _, weight in shelves[term]], dtype=np.float32)
        cosines[places[:, None], places] += column[:, None] * column
    return cosines


def _meaning(vectors: "Matrix") -> "Square":
    """Return the cosine of every two texts by their vectors, less what all texts of the week have in common.

    The common part is the mean vector, as in Mu & Viswanath 2018 (arXiv:1702.01417), and as much of it as the size of
    the week lets one believe. Where all speak of the Olympics, that they do tells no two of them apart.
    """
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    cosines = vectors @ vectors.T
    part = len(vectors) / (len(vectors) + FEW)
    sums = cosines.sum(axis=1, dtype=np.float64)
    means, mean = sums / len(vectors), sums.sum() / len(vectors) ** 2
    own = np.diagonal(cosines) - 2 * part * means + part * part * mean
    scale = (1 / np.sqrt(np.maximum(own, TINY))).astype(np.float32)
    lower = (part * (means - part * mean / 2)).astype(np.float32)
    cosines -= lower[:, None]
    cosines -= lower
    cosines *= scale[:, None]
    cosines *= scale
    return cosines


def _retold(likeness: "Square", voices: Sequence[str]) -> float:
    """Return the part of the texts that somebody else retells."""
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    own: defaultdict[str, list[int]] = defaultdict(list)
    for place, voice in enumerate(voices):
        own[voice].append(place)
    told = 0
    for places in own.values():
        rows = likeness[places]
        rows[:, places] = 0
        told += int(np.count_nonzero(rows.max(axis=1) >= TOLD))
    return told / len(voices)


def _rare_pairs(found: Sequence[Mapping[str, int]]) -> list[tuple[int, int]]:
    """Return the places of texts that share enough rare words."""
    spread = Counter(term for terms in found for term in terms)
    most = max(2, min(RARE, len(found) // FIFTY))
    shelves: defaultdict[str, list[int]] = defaultdict(list)
    met: Counter[tuple[int, int]] = Counter()
    for place, terms in enumerate(found):
        for term in terms:
            if 1 < spread[term] <= most:
                met.update((other, place) for other in shelves[term])
                shelves[term].append(place)
    return sorted(pair for pair, shared in met.items() if shared >= SHARED)
