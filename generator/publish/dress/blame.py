"""What went wrong while the site was printed in; where in a template of the owner's it happened out, in plain words."""

import re
from collections.abc import Mapping
from pathlib import Path

from generator.errors import InputError, PressError, Problem
from generator.publish.dress.wardrobe import MINE

HINT = "themes/gleaner/README.md lists what templates are given."
MISSING = re.compile(r"has no attribute '(?P<name>\w+)'|'(?P<alone>\w+)' is undefined")
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "This calls itself without an end"),
    (ZeroDivisionError, "This divides by zero"),
    (ArithmeticError, "There is no end to this, or to this number"),
    (TypeError, "This cannot be done with a value of this kind; perhaps it is empty"),
    (LookupError, "What is asked for here is not there"),
    (ValueError, "This value does not fit here"),
)
"""What may happen while a template is set, besides what Jinja says itself -> how it is said; the first that fits."""


def in_mine(error: BaseException) -> InputError | None:
    """Return a failure as one of the owner's template, where it happened in one; Jinja keeps the lines in the trace."""
    spot, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(f"{MINE}/"):
            spot = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if spot is None:
        return None
    file, line = spot
    return InputError(Problem(file=file, line=line, words=f"{_words(error)}.", hint=HINT))


def _words(error: BaseException) -> str:
    found = MISSING.search(str(error))
    if found:
        return f"There is no “{found['name'] or found['alone']}” here"
    said = str(error).rstrip(".")
    return next((f"{words} ({said})" for kind, words in REASONS if isinstance(error, kind)), said)


def unfit(error: PressError, templates: Mapping[str, Path]) -> PressError:
    """Return what is not fit to be seen, with the owner's templates, where there are some that may be the reason."""
    if not templates:
        return error
    names = ", ".join(sorted(templates))
    return PressError(f"{error}\n  Templates of your own took part ({MINE}/templates/): {names}.")
