"""Texts in, groups of texts that say the same out: near-duplicates by their rarest shingles.

A text becomes the set of its three-word runs; the eight smallest hashes that no more than 48 texts share are its sketch
(Broder 1997, doi:10.1109/SEQUEN.1997.666900). Only texts that meet in a sketch are compared, which keeps the work near
linear: without the limit on sharing, one phrase that everybody uses would make it quadratic.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from zlib import crc32

from generator.text import words

OPENING = 1_500
"""Characters of a text that are compared."""
RUN = 3
"""Words in a shingle; in scripts without spaces, signs."""
SKETCH = 8
SHARED = 48
"""A shingle in more texts than this says nothing about which of them are copies."""
ALIKE = 0.4
"""Jaccard similarity from which two texts are one."""
ENOUGH = 4
"""Fewest shingles: below that, "good morning, everybody" would be one story."""
TAIL = re.compile(r"https?://\S+|[#@][\w@.-]+")
"""Addresses, tags and handles: a voice ends all its posts with the same ones, and copies differ in theirs."""

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Return the hashes of the three-word runs of a text; empty for a text too short to be told from another."""
    found = words(TAIL.sub(" ", text[:OPENING]))
    runs = zip(*(found[start:] for start in range(RUN)), strict=False)
    hashed = frozenset(crc32(" ".join(run).encode()) for run in runs)
    return hashed if len(hashed) >= ENOUGH else frozenset()


def pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of texts that are near-duplicates, as pairs; whoever joins them gets the groups.

    Word-for-word copies are joined first, so that a flood of them is one story and not too common to be seen.
    """
    first: dict[Shingles, int] = {}
    for place, text in enumerate(texts):
        found = shingles(text)
        if not found:
            continue
        if found in first:
            yield first[found], place
        else:
            first[found] = place
    yield from _close({place: found for found, place in first.items()})


def _close(sets: Mapping[int, Shingles]) -> Iterator[tuple[int, int]]:
    spread = Counter(shingle for found in sets.values() for shingle in found)
    shelves: defaultdict[int, list[int]] = defaultdict(list)
    for place, found in sets.items():
        for shingle in sorted(shingle for shingle in found if 1 < spread[shingle] <= SHARED)[:SKETCH]:
            shelves[shingle].append(place)
    met: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        met.update(combinations(shelf, 2))
    for one, other in sorted(met):
        if jaccard(sets[one], sets[other]) >= ALIKE:
            yield one, other


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the part of two sets that they share, 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
