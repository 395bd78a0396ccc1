"""Files of an owner in the form of an older Gleaner in, the same in today's form out; comments and order stay.

config.yaml says its form as `version:`, an edition as `format:`; neither has to, for form 1. A step changes what a file
means from one form to the next: plain values in, plain values out. Its lines are changed where those values differ, and
no other line is touched. All steps of a file are worked out before it is written, whole or not at all, and each leaves
the number of its form behind: doing it twice, or going on after a run that was killed, is as doing it once.

What was collected is not migrated: each of its files says its form, and what is of another is read anew from the feeds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator import files, forms
from generator.config import versions
from generator.errors import InputError, Problem
from generator.forms import Kind, Node
from generator.publish import front, record, surgery

MARK = "\ufeff"
"""What some editors put before UTF-8."""

Values = Mapping[str, Any]


class Sheet(StrEnum):
    """What kind of file it is."""

    CONFIG = "config"
    EDITION = "edition"


KEYS: Mapping[Sheet, str] = MappingProxyType({Sheet.CONFIG: versions.KEY, Sheet.EDITION: "format"})
"""Kind of file -> the key that says its form."""
NEWEST: Mapping[Sheet, int] = MappingProxyType({Sheet.CONFIG: versions.VERSION, Sheet.EDITION: record.FORMAT})
"""Kind of file -> the form that this Gleaner reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of what a kind of file means."""

    sheet: Sheet
    to: int
    """The form it leads to, from the one before."""
    words: str
    """What it changes, as one sentence to the owner."""
    change: Callable[[Values], Values]
    """All values of the file in the old form -> those in the new one, keys in the order in which they are written."""


STEPS: Sequence[Step] = ()
"""Every step there ever was, oldest first. None is ever taken out or changed: somebody's digest is still before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file, and what became of it."""

    path: Path
    text: str
    done: tuple[str, ...] = ()
    """A sentence for each step; none where it was up to date."""


def migrate(
    config: Path, editions: Path, *, steps: Sequence[Step] = STEPS, newest: Mapping[Sheet, int] = NEWEST
) -> tuple[Brought, ...]:
    """Bring the files of a digest up to date and return those that changed; with a mistake in any, none changes.

    Raises:
        InputError: what cannot be brought up to date, of all of them.
    """
    brought = worked_out(config, editions, steps=steps, newest=newest)
    for each in brought:
        _write(each)
    return brought


def worked_out(
    config: Path, editions: Path, *, steps: Sequence[Step] = STEPS, newest: Mapping[Sheet, int] = NEWEST
) -> tuple[Brought, ...]:
    """Return what `migrate` would write; nothing is changed."""
    found: list[Brought] = []
    problems: list[Problem] = []
    for path, sheet in _sheets(config, editions):
        try:
            file = str(path) if sheet is Sheet.CONFIG else front.label(path)
            before = _load(path, file)
            text, done = brought(before, sheet, file=file, steps=steps, newest=newest[sheet])
            found += [Brought(path=path, text=text, done=done)] if text != before else []
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _sheets(config: Path, editions: Path) -> Iterator[tuple[Path, Sheet]]:
    if config.exists():
        yield config, Sheet.CONFIG
    for path in sorted(editions.glob("*")) if editions.is_dir() else ():
        if path.suffix.lower() == ".md" and not path.name.startswith("."):
            yield path, Sheet.EDITION


def _load(path: Path, file: str) -> str:
    return forms.load(path, file=file).replace("\r\n", "\n").replace("\r", "\n")


def _write(each: Brought) -> None:
    """Write a file with the line ends and the mark it had."""
    raw = each.path.read_bytes()
    text = each.text.replace("\n", "\r\n") if b"\r\n" in raw else each.text
    files.write(each.path.resolve(), ((MARK if raw.startswith(MARK.encode()) else "") + text).encode())


def brought(
    text: str, sheet: Sheet, *, file: str, steps: Sequence[Step] = STEPS, newest: int
) -> tuple[str, tuple[str, ...]]:
    """Return a text in the newest form, and a sentence for each step that led there.

    Args:
        text: the whole file, with line ends as Unix has them.
        sheet: what it is.
        file: what its owner calls it.
        steps: all that there are.
        newest: the form that is wanted.

    Raises:
        InputError: it is no YAML, of a form nobody here knows, or built so that no line can be changed alone.
    """
    start, top = _part(text, sheet, file)
    first_line = text.count("\n", 0, start) + 1
    page = forms.page(top, file=file, first_line=first_line)
    page.refuse()
    if page.root is None or page.root.kind is not Kind.GROUP:
        return text, ()  # what reads it has words for that
    has = _form(page, KEYS[sheet])
    if has > newest:
        words = f"This is of form {has}, and this Gleaner knows only forms up to {newest}."
        hint = "A newer Gleaner made it: ./gleaner upgrade brings this one up to date."
        raise InputError(Problem(file=file, line=first_line, words=words, hint=hint))
    changed, done = top, []
    for to in range(has + 1, newest + 1):
        step = next(step for step in steps if step.sheet is sheet and step.to == to)
        changed = _stepped(changed, step, file)
        done.append(step.words)
    return text[:start] + changed + text[start + len(top) :], tuple(done)


def _part(text: str, sheet: Sheet, file: str) -> tuple[int, str]:
    """Return where the YAML of a file begins, and the YAML."""
    if sheet is Sheet.CONFIG:
        return 0, text
    top, _ = front.split(text, file)
    opening = front.DASHES.match(text)
    return (opening.end() if opening else 0), top


def _form(page: forms.Page, key: str) -> int:
    assert page.root
    told = page.root.value.get(key)
    found = told.value if told else 1
    if isinstance(found, int) and not isinstance(found, bool) and found >= 1:
        return found
    raise InputError(page.problem(told, f"`{key}` is a whole number, 1 or more.", "Leave it as it was written."))


def _stepped(text: str, step: Step, file: str) -> str:
    """Take one step and leave its number behind; what comes out is read again and compared with what was meant."""
    root = _root(text, file)
    before, key = values(root), KEYS[step.sheet]
    wanted = {**step.change(before), key: step.to}
    try:
        changed = surgery.changed(text, root, _less(before, key), _less(wanted, key))
        changed = _numbered(changed, _root(changed, file), key, step.to)
    except surgery.Unfit:
        changed = ""
    if not changed or values(_root(changed, file)) != wanted:
        words = f"This step could not be taken: {step.words}"
        hint = "The file is written in a way that cannot be changed line by line. Make the change by hand, then write "
        raise InputError(Problem(file=file, words=words, hint=f"{hint}`{key}: {step.to}` as its first line."))
    return changed


def _less(given: Values, key: str) -> Values:
    return {name: value for name, value in given.items() if name != key}


def _numbered(text: str, root: Node, key: str, to: int) -> str:
    """Write the number of the form, before the first key where there is none."""
    if key in root.value:
        return surgery.changed(text, root, {key: root.value[key].value}, {key: to})
    at = min(node.key[0] for node in root.value.values() if node.key) - 1
    lines = text.split("\n")
    return "\n".join([*lines[:at], f"{key}: {to}", *lines[at:]])


def _root(text: str, file: str) -> Node:
    page = forms.page(text, file=file)
    page.refuse()
    if page.root is None or page.root.kind is not Kind.GROUP or not page.root.value:
        raise surgery.Unfit
    return page.root


def values(node: Node) -> Any:  # noqa: ANN401  YAML is anything
    """Return a tree as plain values."""
    if node.kind is Kind.GROUP:
        return {key: values(each) for key, each in node.value.items()}
    return [values(each) for each in node.value] if node.kind is Kind.LIST else node.value
