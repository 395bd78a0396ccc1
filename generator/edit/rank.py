"""Stories in, scored stories in a total order out; every reason is kept.

What it is about, times how good it is, times what is held against it. So a damped story keeps its reasons, no amount of
popularity buys a damper off, and what nobody asked for is not carried in by being liked.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from generator.edit.context import Context
from generator.edit.opinion import CLEAN, NEUTRAL, Opinion
from generator.edit.presets import PRESETS
from generator.edit.signals import SIGNALS, Role
from generator.model import Digest, Reason, Story

FARTHEST = 700.0
"""Log odds beyond which a computer has no number for what they mean."""
CERTAIN = 0.01
"""Nearest to 0 and to 1 that an opinion comes."""
EARLY = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A story with what it is worth and why."""

    story: Story
    score: float
    """0 to 1."""
    reasons: tuple[Reason, ...]
    """One a signal that has a weight, in the order of SIGNALS."""
    clean: float = field(init=False)
    """The product of the dampers, 1 where nothing is held against the story: every choice asks for it."""

    def __post_init__(self) -> None:
        """Work out what follows from the reasons."""
        found = (math.pow(reason.value, reason.weight) for reason in self.reasons if role(reason) is Role.DAMPER)
        object.__setattr__(self, "clean", math.prod(found))


def weights(digest: Digest) -> Mapping[str, float]:
    """Return what each signal weighs: the owner's own weight, else that of the preset."""
    place = list(PRESETS).index(digest.preset)
    return {name: digest.weights.get(name, signal.weights[place]) for name, signal in SIGNALS.items()}


def rank(stories: Iterable[Story], context: Context, weighing: Mapping[str, float]) -> tuple[Scored, ...]:
    """Score every story; the best first, then the newest, then by address and id."""
    return tuple(sorted((scored(story, context, weighing) for story in stories), key=order))


def scored(story: Story, context: Context, weighing: Mapping[str, float]) -> Scored:
    """Ask every signal that has a weight, and add up."""
    reasons = tuple(_reason(name, story, context, weight) for name, weight in weighing.items() if weight > 0)
    return Scored(story=story, score=total(reasons), reasons=reasons)


def total(reasons: Sequence[Reason]) -> float:
    """Return subject x merit x dampers, 0 to 1.

    Merit pools the opinions by their log odds (Genest & Zidek 1986, doi:10.1214/ss/1177013825), so that one that knows
    nothing changes nothing. Subject and dampers are factors, each to the power of its weight.
    """
    pooled = sum(reason.weight * odds(reason.value) for reason in reasons if role(reason) is Role.MERIT)
    factors = math.prod(math.pow(reason.value, reason.weight) for reason in reasons if role(reason) is not Role.MERIT)
    return factors / (1 + math.exp(-max(-FARTHEST, min(FARTHEST, pooled))))


def role(reason: Reason) -> Role:
    """Return how the signal of a reason counts."""
    return SIGNALS[reason.signal].role


def odds(value: float) -> float:
    """Return the logarithm of the odds; nothing is quite certain."""
    sure = min(1 - CERTAIN, max(CERTAIN, value))
    return math.log(sure / (1 - sure))


def order(entry: Scored) -> tuple[float, float, str, str]:
    """Return the key of the total order."""
    lead = entry.story.lead
    return -entry.score, -((lead.when or EARLY) - EARLY).total_seconds(), lead.url, lead.id


@lru_cache(maxsize=256)
def _nothing(name: str, opinion: Opinion, weight: float) -> Reason:
    """Return the one reason of all the stories of which a signal has nothing to say."""
    return Reason(signal=name, value=opinion.value, weight=weight)


def _reason(name: str, story: Story, context: Context, weight: float) -> Reason:
    opinion = SIGNALS[name].judge(story, context)
    if opinion is NEUTRAL or opinion is CLEAN:
        return _nothing(name, opinion, weight)
    return Reason(signal=name, value=round(opinion.value, 6), weight=weight, words=opinion.words)
