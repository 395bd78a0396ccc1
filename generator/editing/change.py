"""config.yaml and what is to be different in it in; a change that was read again and found right, out.

Two things have to hold, or the file stays as it is: the tree of the new text is that of the old one with exactly the
entries meant put in or taken out, and the reader of config.yaml takes it.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import files, forms
from generator.config import missing
from generator.config.sources import identity
from generator.editing import listing
from generator.editing.listing import Listing
from generator.editing.writing import Entry, lines
from generator.errors import InputError
from generator.forms import Kind, Node
from generator.model import Config, Source
from generator.opening import opened

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put first."""
FAILED = "This file is written in a way that Gleaner cannot change line by line, so it was left as it is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """config.yaml as it is."""

    path: Path
    data: bytes
    text: str
    listing: Listing
    config: Config | None
    """None while it has no source yet."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it reads."""
        return self.config.sources if self.config else ()

    def find(self, source: Source) -> Source | None:
        """Return the source that is there and the same."""
        return next((each for each in self.sources if identity(each) == identity(source)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The file before and after; nothing is written yet."""

    path: Path
    before: bytes
    after: bytes

    @property
    def diff(self) -> str:
        """What is different, as `diff -u` shows it."""
        old, new = ((data.decode("utf-8-sig").splitlines()) for data in (self.before, self.after))
        name = self.path.name
        return "\n".join(difflib.unified_diff(old, new, name, name, lineterm="", n=2))

    def write(self) -> None:
        """Put it in the place of the file, through a link to where it leads."""
        if self.after != self.before:
            files.write(self.path.resolve(), self.after)


def open_sheet(path: Path) -> Sheet:
    """Read the file; InputError with all that is wrong with it, but for having no source."""
    if absent := missing(path):
        raise absent
    text = forms.load(path)
    found = listing.read(text, str(path))
    config = opened(path, text) if found.entries else None
    return Sheet(path=path, data=path.read_bytes(), text=text, listing=found, config=config)


def nothing(sheet: Sheet) -> Change:
    """Return no change."""
    return Change(path=sheet.path, before=sheet.data, after=sheet.data)


def added(sheet: Sheet, entries: Sequence[Entry]) -> Change:
    """Return the file with these entries behind those it has; InputError where that does not come out as meant."""
    if not entries:
        return nothing(sheet)
    text = listing.with_entries(sheet.listing, [lines(entry) for entry in entries])
    meant = [*map(_meaning, sheet.listing.entries), *map(_said, entries)]
    return _checked(sheet, text, meant)


def removed(sheet: Sheet, numbers: Sequence[int]) -> Change:
    """Return the file without the entries of these numbers, from 0; InputError as `added`."""
    text = listing.without(sheet.listing, numbers)
    meant = [_meaning(entry) for number, entry in enumerate(sheet.listing.entries) if number not in set(numbers)]
    return _checked(sheet, text, meant)


def _checked(sheet: Sheet, text: str, meant: Sequence[object]) -> Change:
    """Read what is to be written, before it is."""
    page = forms.page(text, file=str(sheet.path))
    wanted = _with(sheet.listing.page.root, meant)
    if page.problems or page.root is None or _meaning(page.root) != wanted:
        raise listing.problem(sheet.listing, FAILED, listing.BY_HAND)
    opened(sheet.path, text)
    mark = MARK if sheet.data.startswith(MARK) else b""
    return Change(path=sheet.path, before=sheet.data, after=mark + text.encode())


def _with(root: Node | None, entries: Sequence[object]) -> object:
    """Return what the file is to say: as before, but for its sources."""
    keys: dict[str, Any] = {} if root is None else {key: _meaning(node) for key, node in root.value.items()}
    return Kind.GROUP, tuple({**keys, "sources": (Kind.LIST, tuple(entries))}.items())


def _meaning(node: Node) -> object:
    """Return what a tree says, wherever it stands; a text below `|` may end with the file, or with its line."""
    if node.kind is Kind.GROUP:
        return node.kind, tuple((key, _meaning(each)) for key, each in node.value.items())
    if node.kind is Kind.LIST:
        return node.kind, tuple(_meaning(each) for each in node.value)
    return node.kind, node.text.rstrip("\n")


def _said(entry: Entry) -> object:
    """Return what an entry says, as `_meaning` of the tree it becomes."""

    def single(text: str) -> object:
        return Kind.TEXT, text

    values = ((key, value) for key, value in entry.items() if value)
    return Kind.GROUP, tuple(
        (key, single(value) if isinstance(value, str) else (Kind.LIST, tuple(map(single, value))))
        for key, value in values
    )


def refuse(problems: Sequence[InputError]) -> None:
    """Raise several mistakes as one."""
    if problems:
        raise InputError(*(problem for error in problems for problem in error.problems))
