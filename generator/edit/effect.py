"""The reasons of a story in, what each of them did to its score out: all that is said of a "why" rests on this.

Opinions become a score in rank.py. What one of them did is found by reckoning the score anew as if its signal had had
nothing to say, so it stays true whatever way rank.py takes.
"""

from collections.abc import Sequence
from dataclasses import replace

from generator.edit.opinion import CLEAN, NEUTRAL
from generator.edit.rank import total
from generator.edit.signals import SIGNALS
from generator.model import Reason

PLACES = 4
"""Decimals of an effect: less than a ten-thousandth more or less is none."""


def silent(signal: str) -> float:
    """Return the value of a signal that has nothing to say."""
    return (CLEAN if SIGNALS[signal].damps else NEUTRAL).value


def effect(reason: Reason, reasons: Sequence[Reason]) -> float:
    """Return by what factor a reason changed the score, against a signal that has nothing to say: 1 for none."""
    quiet = replace(reason, value=silent(reason.signal))
    without = total([quiet if other.signal == reason.signal else other for other in reasons])
    return round(total(reasons) / without, PLACES) if without else 1.0


def weighed(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return reasons with their effects."""
    return tuple(replace(reason, effect=effect(reason, reasons)) for reason in reasons)


def telling(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the reasons that raised a story's score and have words, the one that raised it most first."""
    raised = [reason for reason in weighed(reasons) if reason.words and (reason.effect or 1) > 1]
    return sorted(raised, key=lambda reason: (-(reason.effect or 1), reason.signal))
