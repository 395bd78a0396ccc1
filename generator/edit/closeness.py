"""Vectors and words in, how close each text is to each interest out, on one scale for all interests and weeks.

Three things are added up for a text: the cosine of its vector and the interest's; its part of the interest's words,
which weigh more where there is more to read (a long text, an interest told in sentences); and its cosine with what the
texts nearest to the interest have in common and the week as a whole has not (Rocchio 1971, The SMART Retrieval System,
chapter 14: towards the relevant, away from the rest). The sum is measured from the week's background to its best, for a
cosine of 0.3 is much in one week and nothing in another; floors see to it that in a week that holds nothing on an
interest nothing is called close to it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.edit.lexical import LEARN, TOP, best, few
from generator.edit.vectors import dot, gridded

if TYPE_CHECKING:
    from generator.edit.vectors import Matrix, Vector

CAP = 1.5
"""More of an interest's words than half as much again as the closest texts have is repetition."""
SHORT, WORD, FEWEST = 2, 8, 4
"""A vector of a word or two is near to that of any other. An interest of no more words than the first is believed in
full of a text with as many terms as the second (word and stem are two), any other of one with the third."""
LABEL = 5
"""An interest of so many words is a label: its meaning says more than its words do."""
STATEMENT = 15
"""One of so many describes what is looked for, and its words count in full..."""
STATED = 0.5
"""...which is so much, measured in cosines."""
LONG = 160
"""Terms of a text in which one vector no longer holds everything: about 200 words..."""
READ = 0.4
"""...and what the words of such a text count besides its vector, measured in cosines."""
FAR, NEAR = 0.15, 0.35
"""Below the first, a text is not near, and nothing is learnt from it; where the nearest reach the second, all is."""
PROOF = 3
"""One text proves little of what an interest's texts have in common, so many half, many all."""
BACKGROUND = 0.6
"""The part of a week's texts that surely is not about an interest."""
USUAL, USUALLY = 0.1, 40
"""What the background is where there is no week to tell, and how many texts tell as much as that."""
SPAN = 0.6
"""Likewise the distance from the background to the best; and at least so much, for a week may hold nothing close."""
COARSE = 2
"""Digits of what all texts are measured by: one that another processor rounds otherwise must not shift the rest."""
EVEN, SPREAD = 0.45, 0.15
"""Where on the way from the background to the best a text is as likely on the interest as not, and how sharply."""
NAMED = 0.8
"""How close a text is that uses an interest's words, as far as that is taken at its word."""
HALF = 0.25
"""The same where there are only words, as part of what the closest texts hold of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The texts that were encoded, in one order, as one interest meets them."""

    rows: "Matrix"
    voices: Sequence[str]
    lengths: Sequence[int]
    """In terms."""
    fair: Sequence[int]
    """The places of those that stand for the week as a whole."""


def near(reading: Reading, interest: "Vector", size: int, words: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return how close each text is to an interest, 0 to 1, and the bare cosines of their vectors.

    Args:
        reading: The texts.
        interest: The vector of the interest.
        size: How many words it has.
        words: How much of the interest's words each text holds, see lexical.wording.
    """
    cosines = [
        cosine * min(1.0, length / (WORD if size <= SHORT else FEWEST))
        for cosine, length in zip(dot(reading.rows, interest), reading.lengths, strict=True)
    ]
    heard = [heed(size, length) * min(CAP, held) for length, held in zip(reading.lengths, words, strict=True)]
    first = [cosine + more for cosine, more in zip(cosines, heard, strict=True)]
    sums = [one + more for one, more in zip(first, _lean(reading, first), strict=True)]
    return _values(sums, reading), cosines


def heed(size: int, length: int) -> float:
    """Return what an interest's words count besides its meaning, for a text of so many terms."""
    stated = min(1.0, max(0.0, (size - LABEL) / (STATEMENT - LABEL)))
    return STATED * stated + READ * min(1.0, length / LONG)


def named(value: float, texts: int) -> float:
    """Return how close a text is that uses an interest's own words, in a week of so many texts that stand for it.

    A small week hardly tells what is usual in it, and may be on the interest as a whole: there, whoever uses the words
    is taken at their word.
    """
    return value + (1 - _told(texts)) ** 2 * max(0.0, NAMED - value)


def worded(held: float) -> float:
    """Return how close a text is that is known by its words alone, 0 to 1."""
    return held / (held + HALF)


def _lean(reading: Reading, first: Sequence[float]) -> list[float]:
    """Return how far each text leans to what the texts nearest to the interest have in common."""
    nearest = [place for place in best(first, reading.voices, few(len(first), LEARN)) if first[place] > FAR]
    if not nearest:
        return [0.0] * len(first)
    mean = sum(first[place] for place in nearest) / len(nearest)
    trust = min(1.0, max(0.0, (mean - FAR) / (NEAR - FAR))) * len(nearest) / (len(nearest) + PROOF)
    towards = gridded(reading.rows[nearest].mean(axis=0, dtype="float64") - reading.rows.mean(axis=0, dtype="float64"))
    leans = zip(dot(reading.rows, towards), reading.lengths, strict=True)
    return [round(trust, COARSE) * cosine * min(1.0, length / FEWEST) for cosine, length in leans]


def _values(sums: Sequence[float], reading: Reading) -> list[float]:
    """Bring sums to the scale of chances: from the week's background to the mean of its best."""
    usual = sorted(sums[place] for place in reading.fair)
    told = _told(len(usual))
    ground = told * usual[int((len(usual) - 1) * BACKGROUND)] + (1 - told) * USUAL
    top = [sums[place] for place in best(sums, reading.voices, few(len(sums), TOP))]
    span = max(SPAN, told * ((sum(top) / len(top) if top else 0.0) - ground) + (1 - told) * SPAN)
    ground, span = round(ground, COARSE), round(span, COARSE)
    return [_chance((value - ground) / span) for value in sums]


def _told(texts: int) -> float:
    """Return how far a week of so many texts tells by itself what is usual in it, 0 to 1."""
    return texts / (texts + USUALLY)


def _chance(part: float) -> float:
    """Logistic: all who are well past the middle are close, and how far past matters little."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, (part - EVEN) / SPREAD))))
