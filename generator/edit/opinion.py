"""The shape of a signal: a story and its week come in, a number from 0 to 1 and perhaps a few words go out."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.edit.context import Context
from generator.model import Story


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a signal thinks of a story."""

    value: float
    """0 to 1."""
    words: str = ""
    """For a reader, beginning in lower case; "" where there is nothing to say."""


NEUTRAL = Opinion(0.5)
"""What cannot be known neither helps nor harms."""
CLEAN = Opinion(1.0)
"""A damper that has nothing to object."""

Judge = Callable[[Story, Context], Opinion]
