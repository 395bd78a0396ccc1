"""A style sheet of the owner's in, everything in it that the site cannot have out, each with its line.

It goes behind the theme's own into the one sheet, so it must not load anything, and must end what it begins. It is read
as CSS reads it (CSS Syntax 3, 4.3): comments and strings first, for in them anything may stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Problem

LARGEST = 24_000
"""Characters: about 6 kB as they travel, almost as much as the theme's own."""
PARTS = re.compile(
    r"""(?P<comment>/\*.*?\*/)|(?P<open>/\*)|(?P<string>"(?:[^"\\\n\f]|\\.)*"|'(?:[^'\\\n\f]|\\.)*')|(?P<quote>["'])"""
    r"""|(?P<brace>[{}])|(?P<rule>@[\w-]+)|(?P<call>(?<![\w-])[\w-]+(?=\())|(?P<escape>\\)""",
    re.DOTALL,
)
AT: frozenset[str] = frozenset("@media @supports @container @layer @property @page @keyframes".split())
"""Rules that load nothing; a counter style may name a picture, and a font is none of the theme's."""
LOADING = frozenset("url src image image-set cross-fade -webkit-image-set element expression".split())
NO_LOADING = (
    "A page loads nothing but this site's own style sheet, pictures in its text and scripts: no fonts, no @import."
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a text."""

    line: int
    column: int


def problems(css: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with a style sheet."""
    if len(css) > LARGEST:
        words = f"This has {len(css):,} characters, and {LARGEST:,} is the most."
        yield Problem(file=file, words=words, hint="All pages carry it; leave out what the theme does already.")
    opened: list[Spot] = []
    for part in PARTS.finditer(css):
        here = spot(css, part.start())
        if part["brace"] == "{":
            opened.append(here)
        elif part["brace"]:
            if not opened:
                yield _at(file, here, "This } ends nothing.", "Take it out, or look for a { that is missing above.")
            else:
                opened.pop()
        elif refused := _refused(part):
            yield _at(file, here, *refused)
    for here in opened:
        yield _at(file, here, "This { is never closed.", "Put a } where the rule ends.")


def _refused(part: re.Match[str]) -> tuple[str, str] | None:
    if part["open"]:
        return "This comment is never closed.", "Put a */ where it ends."
    if part["quote"]:
        return "This quote is not closed in its line.", ""
    if part["escape"]:
        return "A \\ stands outside of quotes.", "Write the sign itself; the file is UTF-8."
    if part["rule"] and part["rule"].lower() not in AT:
        return f"{part['rule']} cannot be used here.", NO_LOADING
    if part["call"] and part["call"].lower() in LOADING:
        return f"{part['call']}() would load something.", NO_LOADING
    return None


def spot(text: str, at: int) -> Spot:
    """Return line and column of a character, from 1."""
    before = text[:at]
    return Spot(before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


def _at(file: str, here: Spot, words: str, hint: str) -> Problem:
    return Problem(file=file, line=here.line, column=here.column, words=words, hint=hint)
