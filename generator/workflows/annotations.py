"""A sentence about a line of a file in, a command to GitHub's runner out, which shows it beside that line.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, "Setting an error message". Of
each kind GitHub shows ten a step; the rest stands in the summary. This is the only place that may speak to the runner:
everything else is printed by `say`, which breaks what a runner would obey.
"""

from collections.abc import Sequence

from generator import say
from generator.errors import Problem

SHOWN = 10
"""Annotations of one kind that GitHub shows of a step."""


def error(words: str, *, title: str = "", file: str = "", line: int | None = None, column: int | None = None) -> None:
    """Show what stops the work."""
    _tell("error", words, title=title, file=file, line=line, col=column)


def warning(words: str, *, title: str = "", file: str = "", line: int | None = None, column: int | None = None) -> None:
    """Show what somebody should look at."""
    _tell("warning", words, title=title, file=file, line=line, col=column)


def notice(words: str, *, title: str = "") -> None:
    """Show what is good to know."""
    _tell("notice", words, title=title)


def problems(found: Sequence[Problem]) -> None:
    """Show the first mistakes in what a person wrote, each at its line."""
    for problem in found[:SHOWN]:
        words = f"{problem.words}\n{problem.hint}" if problem.hint else problem.words
        error(words, file=problem.file, line=problem.line, column=problem.column)


def _tell(kind: str, words: str, **about: str | int | None) -> None:
    told = ",".join(f"{name}={_property(str(value))}" for name, value in about.items() if value not in {"", None})
    say.command(f"::{kind} {told}::{_data(words)}" if told else f"::{kind}::{_data(words)}")


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
