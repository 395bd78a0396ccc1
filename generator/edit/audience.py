"""Items in, what response an audience of a given size usually gives out.

Response grows with followers, but slowly: likes with followers^0.14 on 4,418 real posts of a teaching community. To
divide by followers, or by their root, would hand the digest to accounts with none; not to adjust hands it to the
followed. So the exponent is fitted for each network and week, held near a prior while there is little to fit it on.

Likes, shares and replies are three witnesses with a law each: one that is told wrong, or bought, is one of three.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from generator.model import Item, Reactions

SLOPE = 0.3
"""What is believed of the exponent before a week is seen."""
FIRMNESS = 20.0
"""How much evidence, as a sum of squares of log followers, weighs as much as that belief."""
FEW = 10
"""With so many voices of a network, its law is believed by half."""
NARROWEST = 0.5
"""Smallest spread of log responses that is believed."""
MAD = 1.4826
"""Median absolute deviation to standard deviation, for a normal distribution."""
FARTHEST = 2.5
"""Spreads above or below what is usual that count: a storm of likes says no more than a strong wind."""

Laws = Mapping[tuple[str, str], "Law"]
"""Network and kind of response -> what is usual there."""


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
        rest = (response - usual) / self.spread * self.voices / (self.voices + FEW)
        return max(-FARTHEST, min(FARTHEST, rest))


def responses(reactions: Reactions) -> Iterator[tuple[str, float]]:
    """Yield what the server tells: the kind of response, and log(1 + how many)."""
    kinds = (("likes", reactions.likes), ("shares", reactions.shares), ("replies", reactions.replies))
    for kind, count in kinds:
        if count is not None:
            yield kind, math.log1p(count)


def laws(items: Iterable[Item]) -> Laws:
    """Fit the laws; each voice is one point in each, so that nobody bends a law by posting much."""
    points: defaultdict[tuple[str, str], defaultdict[tuple[str, int], list[float]]]
    points = defaultdict(lambda: defaultdict(list))
    for item in items:
        if item.voice.followers is not None:
            for kind, told in responses(item.reactions):
                points[item.voice.network, kind][item.voice.key, item.voice.followers].append(told)
    return {
        place: fitted([(math.log1p(followers), fmean(told)) for (_, followers), told in sorted(voices.items())])
        for place, voices in points.items()
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


def rest(item: Item, found: Laws) -> float | None:
    """Return how far the response to an item is above what is usual for its audience, in spreads.

    The mean over likes, shares and replies, as far as they are told; None where nothing is, or no audience.
    """
    if item.voice.followers is None:
        return None
    rests = [
        law.surprise(told, item.voice.followers)
        for kind, told in responses(item.reactions)
        if (law := found.get((item.voice.network, kind)))
    ]
    return fmean(rests) if rests else None


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
