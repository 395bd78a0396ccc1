"""Text that a person wrote in, a value of our dataclasses out, or every mistake in it at once.

For config.yaml, the front matter of editions and pages, and the bank of prompts. YAML is read into a tree that keeps
lines and columns (tree.py), or straight where Gleaner wrote it (directly.py); where it is no YAML, slips.py says what
happened and mends the line, so that reading goes on; pydantic compares the tree with a dataclass, and words.py says
what it found.

What is well formed and still not meant gets an error with a hint, not a guess: `language: no` is false for every other
reader of the file, and one file must not mean two things.
"""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

import yaml

from generator.errors import InputError, Problem
from generator.forms import slips
from generator.forms.directly import straight
from generator.forms.filling import YEARS, fill, fits
from generator.forms.folders import languages, nearest
from generator.forms.tree import MOST, Kind, Node, Refused, compose
from generator.forms.words import Mistake, did_you_mean, required
from generator.text import one_line

__all__ = [
    "MOST",
    "YEARS",
    "Kind",
    "Mistake",
    "Node",
    "Page",
    "compare",
    "did_you_mean",
    "fill",
    "fits",
    "languages",
    "load",
    "nearest",
    "no_file",
    "page",
    "read",
    "straight",
    "unreadable",
]

T = TypeVar("T")

BYTES = 1_000_000
"""Largest file that is read; a config.yaml of 600 sources has 60,000."""
ROUNDS = 20
"""How many lines are mended before the rest of the file is left for the next time."""
MENDABLE = 100_000
"""Largest text in which lines are mended, for every mend reads all of it again."""
SAID = 400
"""Characters of a sentence to the owner."""
TOO_LARGE = "This is larger than 1 MB, and is not read."
NOT_MEANT = "What a person writes here has a tenth of that at most. Is it the file you mean?"
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""As libyaml counts lines; str.splitlines knows others besides."""
MERGE = re.compile(r"^(?:<{7}|>{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)
"""What git leaves where two changes of one line met; its `=======` is a heading in Markdown."""
EMPTY = Node(Kind.GROUP, 1, 1, {})
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that cannot stand in YAML (YAML 1.1, 5.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text that was read as far as it can be."""

    file: str
    root: Node | None
    """None where it is empty, or where reading had to stop."""
    problems: tuple[Problem, ...] = ()
    mended: frozenset[int] = frozenset()
    """Lines that were put right for reading on; what else is wrong in them is likely to come from the same slip."""

    def problem(self, node: Node, words: str, hint: str = "", *, at_key: bool = False) -> Problem:
        """Return a problem with a value of this page, or with the key before it."""
        line, column = (at_key and node.key) or node.place
        return Problem(file=self.file, line=line, column=column, words=words, hint=hint)

    def refuse(self, *more: Problem) -> None:
        """Raise all there is to say, in the order of the file, once each; nothing to say, nothing raised."""
        found = [*self.problems, *(each for each in more if each.line not in self.mended)]
        if found:
            raise InputError(*sorted(dict.fromkeys(map(_printable, found)), key=_order))


def read(text: str, shape: type[T], *, file: str, first_line: int = 1) -> T:
    """Read YAML that a person wrote as a value of `shape`.

    Args:
        text: The YAML.
        shape: A dataclass, or whatever else pydantic has a TypeAdapter for. Keys it does not name are mistakes.
        file: What to call it in the problems.
        first_line: The number of the first line, where the text is a part of a larger file.

    Raises:
        InputError: all that is wrong with it.
    """
    found = page(text, file=file, first_line=first_line)
    value, problems = compare(found, shape, first_line=first_line)
    found.refuse(*problems)
    return cast("T", value)


def compare(
    found: Page, shape: type[T], *, first_line: int = 1, context: Mapping[str, object] | None = None
) -> tuple[T | None, tuple[Problem, ...]]:
    """Make a value of a whole page, where reading did not have to stop; without a value there is a problem."""
    if found.root is not None:
        return fill(found.root, shape, file=found.file, context=context)
    if found.problems:
        return None, ()
    value, problems = fill(EMPTY, shape, file=found.file, context=context)
    words = f"{found.file} is empty."
    empty = Problem(file=found.file, line=first_line, column=1, words=words, hint=_needs(shape))
    return value, (empty,) if problems else ()


def load(path: Path, *, file: str = "") -> str:
    """Return the text of a file that a person wrote.

    Args:
        path: Where it is.
        file: What to call it in the problems, if not by its path.

    Raises:
        InputError: it is missing, no file, too large, not UTF-8, or a merge stopped in the middle of it.
    """
    file = file or str(path)
    try:
        if words := no_file(path):
            raise InputError(Problem(file=file, words=words[0], hint=words[1]))
        with path.open("rb") as opened:
            data = opened.read(BYTES + 1)
    except FileNotFoundError:
        raise InputError(Problem(file=file, words="There is no such file.")) from None
    except (OSError, ValueError) as error:
        raise unreadable(error, file) from error
    return _whole(_decoded(data, file), file)


def unreadable(error: OSError | ValueError, file: str) -> InputError:
    """Say of a file that is there why it cannot be read."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    hint = "Let yourself read it: chmod u+r" if isinstance(error, PermissionError) else ""
    hint = hint and f"{hint} {shlex.quote(file)}, or ask whoever owns it."
    return InputError(Problem(file=file, words=f"This file cannot be read: {reason}.", hint=hint))


def no_file(path: Path) -> tuple[str, str] | None:
    """Say what a path is that is no file; opening a pipe would wait for ever, and a device may never end.

    Raises:
        FileNotFoundError: there is nothing at all.
    """
    if path.is_file():
        return None
    if path.is_dir():
        return "This is a folder, not a file.", "Name the file in it."
    if path.is_symlink() and not path.exists():
        return "This is a link that leads to no file.", "Delete it, or put the file where it leads."
    path.stat()
    return "This is neither a file nor a folder, and is not read.", "Move it away, and put the file in its place."


def page(text: str, *, file: str, first_line: int = 1) -> Page:
    """Read YAML into a tree, mending on the way what can be mended; it never raises."""
    if len(text) > BYTES:
        problem = Problem(file=file, line=first_line, words=TOO_LARGE)
        return Page(file=file, root=None, problems=(problem,))
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    spoilt = tuple(_forbidden(lines, file, first_line))
    clean = [FORBIDDEN.sub(" ", line) for line in lines] if spoilt else lines
    found = _attempt(clean, file, first_line, frozenset(), ROUNDS if len(text) <= MENDABLE else 1)
    return replace(found, problems=(*spoilt, *found.problems))


def _attempt(lines: Sequence[str], file: str, first_line: int, mended: frozenset[int], rounds: int) -> Page:
    """Read the lines; where they are no YAML, keep what is wrong, mend it and read again."""
    try:
        root, problems = compose("\n".join(lines), lines, file=file, first_line=first_line)
    except Refused as refused:
        return Page(file=file, root=None, problems=(refused.problem,))
    except yaml.YAMLError as error:
        slip = slips.explain(error, lines)
        words = Problem(
            file=file, line=slip.line + first_line, column=slip.column + 1, words=slip.words, hint=slip.hint
        )
        changed = frozenset(number + first_line for number in slip.mended)
        if rounds <= 1 or not changed or changed & mended:
            return Page(file=file, root=None, problems=(words,))
        better = [slip.mended.get(number, line) for number, line in enumerate(lines)]
        later = _attempt(better, file, first_line, mended | changed, rounds - 1)
        return replace(later, problems=(words, *later.problems))
    kept = tuple(problem for problem in problems if problem.line not in mended)
    return Page(file=file, root=root, problems=kept, mended=mended)


def _forbidden(lines: Sequence[str], file: str, first_line: int) -> Iterator[Problem]:
    for number, line in enumerate(lines):
        if sign := FORBIDDEN.search(line):
            yield Problem(
                file=file,
                line=number + first_line,
                column=sign.start() + 1,
                words=f"An invisible character (U+{ord(sign[0]):04X}) stands here.",
                hint="Delete the line and type it anew.",
            )


def _decoded(data: bytes, file: str) -> str:
    if len(data) > BYTES:
        raise InputError(Problem(file=file, words=TOO_LARGE, hint=NOT_MEANT))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").split("\n")
        raise InputError(
            Problem(
                file=file,
                line=len(before),
                column=len(before[-1]) + 1,
                words="This file is not saved as UTF-8.",
                hint="Save it again with the encoding UTF-8; editors offer it under “Save as”.",
            )
        ) from None


def _whole(text: str, file: str) -> str:
    """Refuse a text in which git stopped in the middle: every mistake in it comes from that."""
    marked = "<" * 7 in text or ">" * 7 in text
    if mark := MERGE.search(text) if marked else None:
        line = text.count("\n", 0, mark.start()) + 1
        words = "This file holds the marks of a merge that was not finished."
        hint = "Keep one of the two versions, and delete the lines of <, = and >."
        raise InputError(Problem(file=file, line=line, words=words, hint=hint))
    return text


def _needs(shape: object) -> str:
    keys = [f"`{key}:`" for key in required(shape)]
    return f"It needs at least {' and '.join(keys)}." if keys else ""


def _printable(problem: Problem) -> Problem:
    """Return a problem as one line each of words and hint: what it quotes may be long, and may steer a terminal."""
    return replace(problem, words=one_line(problem.words, SAID), hint=one_line(problem.hint, SAID))


def _order(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line or 0, problem.column or 0, problem.words, problem.hint
