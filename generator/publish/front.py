"""Files with YAML between two lines of dashes and Markdown below in; both parts out, or all mistakes."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generator.errors import InputError, Problem

T = TypeVar("T")

FENCE = "---\n"


def read_each(folder: Path, read: Callable[[str, str, str], T]) -> tuple[T, ...]:
    """Read every Markdown file of a folder, by name; a folder that is not there holds none.

    Args:
        folder: Where the files are.
        read: Makes a value of a file's text, its name without `.md`, and what its owner calls it.

    Raises:
        InputError: what cannot be used in any of the files.
    """
    found: list[T] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        try:
            found.append(read(_text(path), path.stem, label(path)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found)


def label(path: Path) -> str:
    """Name a file as its owner knows it: content/editions/2026-W47.md."""
    return "/".join(path.absolute().parts[-3:])


def split(content: str, file: str) -> tuple[str, str]:
    r"""Part a file into front matter and body.

    Only \n ends a line here: str.splitlines would also cut at signs that a title may hold.
    """
    if not content.startswith(FENCE):
        raise InputError(Problem(file=file, line=1, words="The first line has to be three dashes: ---"))
    top, fence, body = f"{content}\n".removeprefix(FENCE).partition(f"\n{FENCE}")
    if not fence:
        hint = "A line of three dashes, ---, parts it from the text below."
        raise InputError(Problem(file=file, line=content.count("\n") + 1, words="The record has no end.", hint=hint))
    return top + "\n", body.strip("\n")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            Problem(file=label(path), words="This file is not UTF-8 text.", hint="Save it as UTF-8.")
        ) from None
