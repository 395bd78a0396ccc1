"""A parser's complaint about YAML in; what a person did, what to do, and the line put right out.

The line is put right so that reading can go on behind it: then every mistake of a file is told at once, not one a run.
Each rule knows one slip of the pen. They are asked in order, the most telling first; the last one knows any.
"""

from collections.abc import Callable, Sequence

import yaml

from generator.forms import lines, signs
from generator.forms.fault import Fault, Slip

RULES: Sequence[Callable[[Fault], Slip | None]] = (
    lines.tab,
    lines.hard_blank,
    signs.forbidden_start,
    signs.name_sign,
    signs.exclamation,
    signs.block_sign,
    signs.directive,
    signs.backslash,
    signs.open_quote,
    signs.after_quote,
    signs.open_bracket,
    lines.address_alone,
    lines.glued,
    lines.second_colon,
    lines.no_colon,
    lines.too_far_right,
    lines.list_in_line,
    lines.crooked_entry,
    lines.no_dash,
    lines.crooked,
    lines.nothing_known,
)


def explain(error: yaml.YAMLError, source: Sequence[str]) -> Slip:
    """Say in words what the parser stumbled over."""
    fault = _fault(error, source)
    found = (rule(fault) for rule in RULES)
    return next(slip for slip in found if slip)


def _fault(error: yaml.YAMLError, source: Sequence[str]) -> Fault:
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    return Fault(
        lines=source,
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        what=getattr(error, "problem", None) or "",
        during=getattr(error, "context", None) or "",
        begun=(begun.line, begun.column) if begun else None,
    )
