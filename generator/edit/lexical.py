"""Texts and interests in, how much of each interest's words each text holds out: BM25 with one round of feedback.

BM25 after Robertson & Zaragoza 2009 (doi:10.1561/1500000019), feedback after Rocchio 1971. Every word counts as itself
and once more by its first five letters, which finds inflected and borrowed forms in most languages without a stemmer
for each (McNamee & Mayfield 2004, doi:10.1023/B:INRT.0000009441.78971.be). Scripts without spaces are read by pairs of
signs. Words alone find an interest in the languages it is written in, and where languages share words.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from sys import intern

from generator.edit.cues import FUNCTION_WORDS
from generator.text import WIDE, words

OPENING = 1_500
"""Characters of a text that are looked at: what a text is about, it says at its beginning."""
STEM = 5
SATURATION = 1.2
"""k1 of BM25: how soon a word said again stops counting."""
LENGTH = 0.75
"""b of BM25: how far long texts are held back."""
TOP = 12
"""So many texts set the scale on which an interest is measured..."""
LEARN = 15
"""...and so many are learnt from (Rocchio 1971)..."""
PART = 0.05
"""...or at most this part of the week, so that in a small one those texts are close indeed."""
FEEDBACK_TERMS = 20
FEEDBACK_WEIGHT = 0.5
FAINT = 1 / 3
"""The scale is at least what a text with this part of an interest's words has: a week may hold nothing close."""
TAG = 3
"""Words of an interest that people write together as a tag."""
MOST = 0.5
"""Part of an interest's words that a text must hold to be called close to it."""
AND = re.compile(r"\s*[,;/&]\s*|\s+(?:and|or|und|oder|et|ou|y|o|e)\s+")
"""What stands between the things that one interest names."""

Query = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Close:
    """How close a text is to an interest."""

    value: float
    """0 to 1, about the chance that the text is on it; comparable between interests, and between weeks."""
    says: bool
    """Whether a reader may be told that it is close: it says so in the interest's own words, or means the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The week's texts as terms, and in how many of them each term stands."""

    texts: tuple[tuple[str, ...], ...]
    spread: Mapping[str, int]
    mean: float
    """Mean length of a text, in terms."""

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term, never below 0."""
        held = self.spread.get(term, 0)
        return math.log(1 + (len(self.texts) - held + 0.5) / (held + 0.5))


def terms(text: str) -> list[str]:
    """Return what a text is compared by: its words without function words, their stems, pairs of unspaced signs."""
    found = []
    previous = ""
    for word in words(text[:OPENING]):
        if not word.isascii() and WIDE.match(word):
            found += [intern(previous + word)] if previous else []
            previous = word
            continue
        previous = ""
        if len(word) > 1 and word not in FUNCTION_WORDS:
            found.append(intern(word))
            found += [intern(word[:STEM] + "*")] if len(word) >= STEM else []
    return found


def shelve(texts: Iterable[str]) -> Shelf:
    """Read the texts once."""
    read = tuple(tuple(terms(text)) for text in texts)
    spread: Counter[str] = Counter()
    for found in read:
        spread.update(set(found))
    return Shelf(texts=read, spread=spread, mean=sum(map(len, read)) / len(read) if read else 1.0)


def asked(interest: str) -> Query:
    """Return an interest as the terms to look for; a short one also as the tag it would be."""
    return dict.fromkeys([*terms(interest), *_joined(interest)], 1.0)


def weigh(shelf: Shelf, queries: Sequence[Query]) -> list[list[float]]:
    """Return the BM25 score of every text for every query: one row a query."""
    wanted = {term: shelf.rarity(term) for query in queries for term in query}
    rows: list[list[float]] = [[0.0] * len(shelf.texts) for _ in queries]
    for place, text in enumerate(shelf.texts):
        hits = Counter(term for term in text if term in wanted)
        if not hits:
            continue
        slack = SATURATION * (1 - LENGTH + LENGTH * len(text) / shelf.mean)
        worth = {term: wanted[term] * n * (SATURATION + 1) / (n + slack) for term, n in hits.items()}
        for row, query in zip(rows, queries, strict=True):
            row[place] = sum(query[term] * value for term, value in worth.items() if term in query)
    return rows


def few(count: int, most: int) -> int:
    """Return how many of a week's texts stand for an interest: `most`, or a twentieth of a small week, never none."""
    return min(most, math.ceil(count * PART))


def best(scores: Sequence[float], voices: Sequence[str], count: int) -> Iterator[int]:
    """Yield the places of the best scores above 0, one a voice: who posts most must not set the scale."""
    seen: set[str] = set()
    for place in sorted((place for place, score in enumerate(scores) if score > 0), key=lambda place: -scores[place]):
        if len(seen) == count:
            return
        if voices[place] not in seen:
            seen.add(voices[place])
            yield place


def widened(shelf: Shelf, query: Query, scores: Sequence[float], voices: Sequence[str]) -> Query:
    """Add to a query the telling words of the texts that match it best (Rocchio's pseudo-relevance feedback)."""
    found: defaultdict[str, float] = defaultdict(float)
    for place in best(scores, voices, few(len(scores), LEARN)):
        text = shelf.texts[place]
        for term, n in Counter(text).items():
            found[term] += scores[place] * n / len(text) * shelf.rarity(term)
    telling = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:FEEDBACK_TERMS]
    wider = dict(query)
    for term, weight in telling:
        wider[term] = wider.get(term, 0.0) + FEEDBACK_WEIGHT * weight / telling[0][1]
    return wider


def wording(shelf: Shelf, interests: Sequence[str], voices: Sequence[str]) -> list[list[float]]:
    """Return how much of each interest's words each text holds: one row an interest, about 1 for the closest dozen.

    Args:
        shelf: The week's texts, in a fixed order.
        interests: What the owner asked for, in the owner's words.
        voices: Whose texts they are, in the same order.
    """
    queries = [asked(interest) for interest in interests]
    wider = [widened(shelf, query, row, voices) for query, row in zip(queries, weigh(shelf, queries), strict=True)]
    return [_scaled(shelf, query, row, voices) for query, row in zip(wider, weigh(shelf, wider), strict=True)]


def _scaled(shelf: Shelf, query: Query, row: list[float], voices: Sequence[str]) -> list[float]:
    top = [row[place] for place in best(row, voices, TOP)]
    whole = sum(weight * shelf.rarity(term) for term, weight in query.items())
    scale = max(sum(top) / len(top) if top else 0.0, whole * FAINT, 1e-9)
    return [score / scale for score in row]


def says(shelf: Shelf, interest: str) -> Callable[[int], bool]:
    """Return what tells of a place whether its text holds a good part of the words of an interest.

    Or of one of the things that it names, or one of them as a tag.
    """
    things = (interest, *AND.split(interest))
    tags = {tag for thing in things for tag in _joined(thing)}
    named = [{term: shelf.rarity(term) for term in terms(thing)} for thing in things]
    sought = tags.union(*named)

    def said(place: int) -> bool:
        held = sought.intersection(shelf.texts[place])
        return not tags.isdisjoint(held) or (bool(held) and any(_part(held, weights) >= MOST for weights in named))

    return said


def _part(held: AbstractSet[str], weights: Mapping[str, float]) -> float:
    """Return how much of a thing's words, by rarity, is held."""
    return sum(weight for term, weight in weights.items() if term in held) / (sum(weights.values()) or 1.0)


def _joined(interest: str) -> list[str]:
    """Return a short interest as the tag it would be: formative assessment, #formativeassessment."""
    found = words(interest)
    return ["".join(found)] if 1 < len(found) <= TAG else []
