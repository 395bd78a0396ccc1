"""Stories in, scored stories in a total order out; every reason is kept.

The opinions of SIGNALS are averaged by weight; the dampers among them then multiply the mean. So a damped story keeps
its reasons, and no amount of popularity buys a damper off.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.edit.context import Context
from generator.edit.presets import PRESETS
from generator.edit.signals import SIGNALS
from generator.model import Digest, Reason, Story

EARLY = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A story with what it is worth and why."""

    story: Story
    score: float
    """0 to 1."""
    reasons: tuple[Reason, ...]
    """One a signal that has a weight, in the order of SIGNALS."""


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
    """Return the weighted mean of the opinions times the dampers, each to the power of its weight; 0 to 1."""
    opinions = [reason for reason in reasons if not SIGNALS[reason.signal].damps]
    weight = sum(reason.weight for reason in opinions)
    mean = sum(reason.weight * reason.value for reason in opinions) / weight if weight else 0.5
    dampers = (reason for reason in reasons if SIGNALS[reason.signal].damps)
    return mean * math.prod(math.pow(reason.value, reason.weight) for reason in dampers)


def order(entry: Scored) -> tuple[float, float, str, str]:
    """Return the key of the total order."""
    lead = entry.story.lead
    return -entry.score, -((lead.when or EARLY) - EARLY).total_seconds(), lead.url, lead.id


def _reason(name: str, story: Story, context: Context, weight: float) -> Reason:
    opinion = SIGNALS[name].judge(story, context)
    return Reason(signal=name, value=round(opinion.value, 6), weight=weight, words=opinion.words)
