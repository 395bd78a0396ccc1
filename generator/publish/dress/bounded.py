"""Templates of an owner's in, pages out: in a sandbox, and with an end to what one page may become.

A loop in a loop is a few words and ten billion lines. How long it may take is not bounded here: a job has its minutes.
"""

from collections.abc import Iterable
from typing import Any

from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.errors import PressError

LARGEST = 20_000_000
"""Most characters of one page in which templates of an owner's take part; no browser shows half of it with ease."""
POWER = 1_000
"""So often a number may be multiplied with itself."""
WORDS = (
    f"A page would have more than {LARGEST:,} characters, so nothing was printed. Templates of your own take part in "
    "it (themes/mine/templates/): look for a loop without an end."
)


def joined(parts: Iterable[str]) -> str:
    """Put the pieces of a page together; PressError where there is no end to them."""
    kept, size = [], 0
    for part in parts:
        size += len(part)
        if size > LARGEST:
            raise PressError(WORDS)
        kept.append(part)
    return "".join(kept)


class Bounded(ImmutableSandboxedEnvironment):
    """A sandbox in which templates see what they are given, and can make no more than a page of it."""

    concat = staticmethod(joined)
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401  as in Jinja
        """Reckon, unless the result would fill the machine."""
        sizes = [_size(each) for each in (left, right)]
        if operator == "**" and sizes[1] > POWER:
            raise PressError(WORDS)
        if (
            operator == "*"
            and (hasattr(left, "__len__") or hasattr(right, "__len__"))
            and sizes[0] * sizes[1] > LARGEST
        ):
            raise PressError(WORDS)
        return super().call_binop(context, operator, left, right)


def _size(value: Any) -> float:  # noqa: ANN401  as in Jinja
    """Return how much there is of a value; what cannot be reckoned with has no size, and reckoning says so itself."""
    if hasattr(value, "__len__"):
        return len(value)
    return abs(value) if isinstance(value, int | float) else 0
