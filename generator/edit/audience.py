"""Items in, what response an audience of a given size usually gives out.

Response grows with followers, but slowly: likes with followers^0.14 on 4,418 real posts of a teaching community. To
divide by followers, or by their root, would hand the digest to accounts with none; not to adjust hands it to the
followed. So the exponent is fitted for each network and week, held near a prior while there is little to fit it on.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from generator.model import Item, Reactions

SLOPE = 0.3
"""What is believed of the exponent before a week is seen."""
FIRMNESS = 20.0
"""How much evidence, as a sum of squares of log followers, weighs as much as that belief."""
SHARE = 2
REPLY = 3
"""A share costs a person more than a like, an answer more again."""
FEW = 10
"""With so many voices of a network, its law is believed by half."""
NARROWEST = 0.5
"""Smallest spread of log responses that is believed."""
MAD = 1.4826
"""Median absolute deviation to standard deviation, for a normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What is usual on one network in one week: log response = level + slope * log followers, give or take spread."""

    level: float
    slope: float
    spread: float
    voices: int

    def surprise(self, response: float, followers: int) -> float:
        """Return by how many spreads a log response is above what is usual; drawn to 0 where the law is weak."""
        usual = self.level + self.slope * math.log1p(followers)
        return (response - usual) / self.spread * self.voices / (self.voices + FEW)


def response(reactions: Reactions) -> float | None:
    """Return log(1 + likes + 2 shares + 3 replies), or None where the server told nothing."""
    if reactions.likes is reactions.shares is reactions.replies is None:
        return None
    total = (reactions.likes or 0) + SHARE * (reactions.shares or 0) + REPLY * (reactions.replies or 0)
    return math.log1p(total)


def laws(items: Iterable[Item]) -> Mapping[str, Law]:
    """Fit one law a network; each voice is one point, so that nobody bends the law by posting much."""
    points: defaultdict[str, defaultdict[tuple[str, int], list[float]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        told = response(item.reactions)
        if told is not None and item.voice.followers is not None:
            points[item.voice.network][item.voice.key, item.voice.followers].append(told)
    return {
        network: fitted([(math.log1p(followers), fmean(told)) for (_, followers), told in sorted(voices.items())])
        for network, voices in points.items()
    }


def fitted(points: Sequence[tuple[float, float]]) -> Law:
    """Fit log response on log followers: least squares drawn to the prior, then medians, which outliers cannot move."""
    middle_x, middle_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    square = sum((x - middle_x) ** 2 for x, _ in points)
    slope = (sum((x - middle_x) * (y - middle_y) for x, y in points) + FIRMNESS * SLOPE) / (square + FIRMNESS)
    slope = min(1.0, max(0.0, slope))
    rests = [y - slope * x for x, y in points]
    level = median(rests)
    spread = max(NARROWEST, MAD * median(abs(rest - level) for rest in rests))
    return Law(level=level, slope=slope, spread=spread, voices=len(points))


def answered(reactions: Reactions) -> tuple[int, int] | None:
    """Return how many reactions were replies or shares, and how many there were; None where that is not told."""
    if reactions.likes is None or (reactions.replies is None and reactions.shares is None):
        return None
    kept = (reactions.replies or 0) + (reactions.shares or 0)
    return kept, kept + reactions.likes


def habits(items: Iterable[Item]) -> Mapping[str, float]:
    """Return the part of all reactions that were replies or shares, for each network; every item has one vote."""
    told: defaultdict[str, list[float]] = defaultdict(list)
    for item in items:
        counted = answered(item.reactions)
        if counted and counted[1]:
            told[item.voice.network].append(counted[0] / counted[1])
    return {network: fmean(sorted(parts)) for network, parts in told.items()}
