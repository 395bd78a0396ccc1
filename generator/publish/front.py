"""Files with YAML between two lines of dashes and Markdown below in; both parts out, or all mistakes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from generator import forms
from generator.errors import InputError, Problem

T = TypeVar("T")

FENCE = "---\n"
PAGES = "pages"
"""The folder of which the folders hold texts, too: one for each language."""
MOST = 10_000
"""Most files of one folder that are read; a week each fills it in two hundred years."""
DASHES = re.compile(r"^---[ \t]*\n", re.MULTILINE)
"""A fence as it may be written: nobody sees the blanks behind it."""


def read_each(
    folder: Path,
    read: Callable[[str, str, str], T],
    *,
    ending: str = ".md",
    stands: Callable[[Path], T | None] = lambda _: None,
) -> tuple[T, ...]:
    """Read every Markdown file of a folder, by name; a folder that is not there holds none.

    Args:
        folder: Where the files are.
        read: Makes a value of a file's text, its name without its ending, and what its owner calls it.
        ending: What the names of the files end in.
        stands: Tells what is known of a file already; only of others the text is read.

    Raises:
        InputError: what cannot be used in any of the files.
    """
    found: dict[str, T] = {}
    problems: list[Problem] = []
    files = tuple(_files(folder, ending))
    if len(files) > MOST:
        words = f"There are {len(files):,} files here, and {MOST:,} is the most that are read."
        raise InputError(Problem(file=label(folder), words=words))
    for path in files:
        try:
            if path.stem in found:
                raise InputError(Problem(file=label(path), words="Another file here has the same name."))
            known = stands(path)
            found[path.stem] = read(load(path), path.stem, label(path)) if known is None else known
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found.values())


def _files(folder: Path, ending: str) -> Iterator[Path]:
    """Return what ends so, however that is written, but for what editors and systems hide behind a dot."""
    if not folder.exists():
        return iter(())
    if not folder.is_dir():
        raise InputError(Problem(file=label(folder), words="This is a file, and a folder belongs here."))
    found = (path for path in folder.iterdir() if path.suffix.lower() == ending and not path.name.startswith("."))
    return iter(sorted(found))


def label(path: Path) -> str:
    """Name a file as its owner knows it: content/editions/2026-W47.md, content/pages/de/about.md."""
    parts = path.absolute().parts
    deep = next((back for back in (4, 3) if parts[-back : 1 - back] == (PAGES,)), 2)
    return "/".join(parts[-deep - 1 :])


def split(content: str, file: str) -> tuple[str, str]:
    r"""Part a file into front matter and body.

    Only \n ends a line here: str.splitlines would also cut at signs that a title may hold.
    """
    first = DASHES.match(f"{content}\n")
    if not first:
        raise InputError(Problem(file=file, line=1, words="The first line has to be three dashes: ---"))
    rest = f"{content}\n"[first.end() :]
    begin = 0 if rest.startswith("---") else rest.find("\n---")  # a pattern takes ten times as long to find the line
    fence = DASHES.search(rest, begin) if begin >= 0 else None
    if not fence:
        hint = "A line of three dashes, ---, parts it from the text below."
        raise InputError(Problem(file=file, line=content.count("\n") + 1, words="The record has no end.", hint=hint))
    return rest[: fence.start()], rest[fence.end() :].strip("\n")


def load(path: Path) -> str:
    """Return a file's text with line ends as Unix has them."""
    return forms.load(path, file=label(path)).replace("\r\n", "\n").replace("\r", "\n")
