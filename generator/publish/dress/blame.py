"""What went wrong while the site was printed in; where in a template of the owner's it happened out, in plain words."""

import re
from collections.abc import Mapping
from pathlib import Path

from generator.errors import InputError, PressError, Problem
from generator.publish.dress.wardrobe import MINE

HINT = "themes/gleaner/README.md lists what templates are given."
MISSING = re.compile(r"has no attribute '(?P<name>\w+)'|'(?P<alone>\w+)' is undefined")


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
    if found is None:
        return str(error).rstrip(".")
    return f"There is no “{found['name'] or found['alone']}” here"


def unfit(error: PressError, templates: Mapping[str, Path]) -> PressError:
    """Return what is not fit to be seen, with the owner's templates, where there are some that may be the reason."""
    if not templates:
        return error
    names = ", ".join(sorted(templates))
    return PressError(f"{error}\n  Templates of your own took part ({MINE}/templates/): {names}.")
