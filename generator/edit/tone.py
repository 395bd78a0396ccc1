"""Items and their vectors in, how much each sounds like bait and like abuse out: two small linear heads.

Word lists miss whatever is said in other words. A head is one weight for each of the 512 numbers of a sentence vector
and a bias: logistic regression, worked out once by tests/bench/heads.py on public corpora; heads.py keeps the weights
and says on what they were learnt and where they fail. Their word is never a verdict: it damps, it is in the ledger.

Vectors are multiples of 1/512 and weights are whole numbers, so the sums are whole numbers below 2 ** 24: exact in
single precision, in any order, and one machine judges as another does.
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.edit import heads
from generator.edit.heads import Head
from generator.edit.meaning import Meaning
from generator.edit.vectors import GRID
from generator.model import Item

if TYPE_CHECKING:
    from generator.edit.vectors import Matrix

DIGITS = 3
"""Digits of a score: what follows may differ between processors, in the exponential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How a text sounds to the heads; 0 to 1, half being the middle between the two sides they learnt from."""

    bait: float
    hostile: float


def tones(items: Iterable[Item], meaning: Meaning) -> Mapping[str, Tone]:
    """Return Item.id -> its tone, for the items that have a vector; of the others nothing is known."""
    placed = [(item.id, meaning.places[item.id]) for item in items if item.id in meaning.places]
    if meaning.vectors is None or not placed:
        return {}
    rows = meaning.vectors[[place for _, place in placed]]
    pairs = zip(scores(rows, heads.BAIT), scores(rows, heads.HOSTILE), strict=True)
    found = {name: Tone(bait=bait, hostile=hostile) for (name, _), (bait, hostile) in zip(placed, pairs, strict=True)}
    return found | _bare(found, meaning)


def _bare(found: Mapping[str, Tone], meaning: Meaning) -> dict[str, Tone]:
    """Return the tone of the items that hold an interest's words: as they are or without them, whichever is worse.

    A sober name does not make the rest sober.
    """
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    names = [name for name in found for _ in meaning.rests.get(name, ())]
    if not names:
        return {}
    rows = np.stack([rest for name in found for rest in meaning.rests.get(name, ())])
    worst = dict(found)
    for name, bait, hostile in zip(names, scores(rows, heads.BAIT), scores(rows, heads.HOSTILE), strict=True):
        worst[name] = Tone(bait=max(bait, worst[name].bait), hostile=max(hostile, worst[name].hostile))
    return {name: worst[name] for name in names}


def scores(rows: "Matrix", head: Head) -> list[float]:
    """Return what a head says of vectors, one number a row, 0 to 1.

    Formula: 1 / (1 + exp(-(scale * sum of weight * number + bias))).
    Source: logistic regression; Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, 4.4.
    """
    import numpy as np  # noqa: PLC0415  a tenth of a second that only choosing needs

    weights = np.frombuffer(b64decode(head.weights), dtype=np.int8).astype(np.float32)
    sums = ((rows * GRID) @ weights).astype(np.float64) / GRID
    told = 1 / (1 + np.exp(-(head.scale * sums + head.bias)))
    return [round(float(score), DIGITS) for score in told]
