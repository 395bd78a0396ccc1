"""Texts in, groups of texts that say the same out: near-duplicates by the runs of words they share.

A text becomes the set of its three-word runs. Of those it shares with few others, the eight smallest hashes are its
sketch (Broder 1997, doi:10.1109/SEQUEN.1997.666900), and texts that meet in a sketch are compared. A run that many
share tells little, and all pairs of them would be quadratic: there, each text is compared with the one before it, which
still finds a flood of copies that differ in a word each.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from sys import intern
from zlib import crc32

from generator.edit.cues import FUNCTION_WORDS
from generator.text import words

OPENING = 1_000
"""Characters of a text that are compared."""
RUN = 3
"""Words in a shingle; in scripts without spaces, signs."""
SAMPLE = 64
"""So many shingles, those with the smallest hashes, stand for a longer text: of two texts they are the same sample."""
SKETCH = 8
SHARED = 16
"""A shingle in more texts than this says little about which of them are copies."""
COMMON = 4
"""So many of the smallest of those that many share are looked at as well."""
ALIKE = 0.4
"""Jaccard similarity from which two texts are one."""
ENOUGH = 4
"""Fewest shingles: below that, "good morning, everybody" would be one story."""
HEADLINE = 30
"""Words of a headline with its first sentence, at most: the same words are the same one, whatever their order."""
TELLING = 5
"""Fewest different words, function words aside, by which a headline is known again."""
TAIL = re.compile(r"https?://\S+|[#@][\w@.-]+")
"""Addresses, tags and handles: a voice ends all its posts with the same ones, and copies differ in theirs."""

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Return hashes of three-word runs of a text, a sample of a long one; empty where it is too short to be known."""
    return _runs(_words(text))


def pairs(texts: Sequence[str], voices: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of texts that are near-duplicates, as pairs; whoever joins them gets the groups.

    Word-for-word copies are joined first, whoever made them, so that a flood of them is one story and not too common
    to be seen. What differs in a word is a copy where another voice says it; where one voice does, it may be its next
    episode, or its notes of another day.

    Args:
        texts: What is said.
        voices: Whose it is, in the same order.
    """
    # Most words are said again and again: kept once each, a big week takes a fifth of the memory.
    said = [tuple(map(intern, _words(text))) for text in texts]
    first: dict[tuple[str, ...], int] = {}
    hands: defaultdict[int, set[str]] = defaultdict(set)
    for place, found in enumerate(said):
        known = len(found) >= RUN + ENOUGH - 1 or _telling(found)
        whole = first.setdefault(found, place) if known else place
        hands[whole].add(voices[place])
        if whole != place:
            yield whole, place
    for one, other in _others({place: said[place] for place in hands}):
        if hands[one].isdisjoint(hands[other]):
            yield one, other


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the part of two sets that they share, 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def _words(text: str) -> list[str]:
    return words(TAIL.sub(" ", text[:OPENING]))


def _runs(found: Sequence[str]) -> Shingles:
    runs = zip(*(found[start:] for start in range(RUN)), strict=False)
    hashed = sorted({crc32(" ".join(run).encode()) for run in runs})
    return frozenset(hashed[:SAMPLE]) if len(hashed) >= ENOUGH else frozenset()


def _telling(found: Sequence[str]) -> str:
    """Return the words of a headline that tell, whatever their order; "" where they are too few, or it is none."""
    if len(found) > HEADLINE:
        return ""
    told = {word for word in found if len(word) > 1 and word not in FUNCTION_WORDS}
    return " ".join(sorted(told)) if len(told) >= TELLING else ""


def _others(said: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of texts that say the same in another order, or nearly."""
    headlines: dict[str, int] = {}
    sets: dict[int, Shingles] = {}
    for place, found in said.items():
        told = _telling(found)
        if told and headlines.setdefault(told, place) != place:
            yield headlines[told], place
        if runs := _runs(found):
            sets[place] = runs
    yield from _close(sets)


def _close(sets: Mapping[int, Shingles]) -> Iterator[tuple[int, int]]:
    """Yield the places of sets that share enough, each text compared with those before it on the same shelves."""
    spread = Counter(shingle for found in sets.values() for shingle in found)
    shelves: defaultdict[int, list[int]] = defaultdict(list)
    for place, found in sets.items():
        shared = sorted(shingle for shingle in found if spread[shingle] > 1)
        few = [shingle for shingle in shared if spread[shingle] <= SHARED][:SKETCH]
        many = [shingle for shingle in shared if spread[shingle] > SHARED][:COMMON]
        met = {other for shingle in few for other in shelves[shingle]}
        met.update(other for shingle in many for other in shelves[shingle][-1:])
        for other in sorted(met):
            if jaccard(found, sets[other]) >= ALIKE:
                yield other, place
        for shingle in (*few, *many):
            shelves[shingle].append(place)
