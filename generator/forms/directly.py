"""YAML as Gleaner writes it in, its plain values out; None for whatever is written in any other way.

An archive is read at every build, and the tree that knows the place of every value is needed only where something is
wrong: read straight, ten years of editions take 3 seconds instead of 15. What is not surely understood here (a second
form of a text, a comment behind a value, a line with another indent) is for tree.py, and so is everything wrong.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from generator.forms.tree import NODES, WORD, Kind, resolved

LINE = re.compile(r"( *)(- )?(?:([a-z_]+):(?: |$))?(.*)")
"""A line in its parts: the indent, the dash of a list, a key, a value."""
STRANGE = re.compile("[^ -~\n\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]| (?:\n|\\Z)")
"""Breaks of lines that only YAML knows, tabs, what is no character of YAML, blanks at the end of a line."""
QUOTES = frozenset("'\"")
QUOTED = re.compile(r"'((?:[^']|'')*)'|\"([^\"\\]*)\"")
SIGNS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
"""What begins something else than a text without quotes (YAML 1.1, 9.1.3); a dash may begin a number, too."""
FLOWING = re.compile(r"([a-z_]+): (?:\[([^][{}'\"]*)\]|'((?:[^']|'')*)'|([^][{},'\"&*!|>%@`#:?-][^][{},:]*))(?:, |\})")
"""An entry of a group that takes one line."""
VALUES = 4
"""More values than a line, or what follows a comma, can have: `- {kinds: [shares]}` has three."""
DAYS = frozenset({"published", "starts", "since"})
"""Keys of instants; a day below any other may have been meant as a text."""


class _Other(Exception):  # noqa: N818  a decision, not a failure
    """The text is written in another way."""


def straight(text: str) -> dict[str, Any] | None:
    """Return the groups, lists and single values of a text, days as texts; what is empty is left out.

    Args:
        text: the YAML; every line ends as in Unix.
    """
    if STRANGE.search(text) or text.count("\n") + text.count(",") > NODES // VALUES:
        return None
    try:
        reader = _Reader(_lines(text))
        whole = reader.group(0)
        return whole if reader.at == len(reader.lines) else None
    except _Other:
        return None


_Parts = tuple[int, bool, str, str]


def _lines(text: str) -> list[_Parts]:
    """Part every line: its indent, whether a dash begins it, its key and its value; comments are left out."""
    found = []
    for line in text.split("\n"):
        if line and line[0] != "#":
            parted = LINE.fullmatch(line)
            assert parted is not None  # it fits every line
            indent, dash, key, value = parted.groups("")
            found.append((len(indent), bool(dash), key, value))
    return found


class _Reader:
    """Goes through the lines once."""

    __slots__ = ("at", "lines")

    def __init__(self, lines: list[_Parts]) -> None:
        """Begin at the first."""
        self.lines = lines
        self.at = 0

    def group(self, indent: int, *, listed: bool = False) -> dict[str, Any]:
        """Read the keys of one indent; where they are `listed`, a dash stands before the first of them."""
        found: dict[str, Any] = {}
        lines, seen = self.lines, set[str]()
        while self.at < len(lines):
            deep, dash, key, value = lines[self.at]
            if dash:
                if not listed:
                    break
                deep += 2
            if deep < indent:
                break
            if deep > indent or not key or key in seen:
                raise _Other
            listed = False
            seen.add(key)
            self.at += 1
            told = _single(value, key) if value else self._below(indent)
            if told is not None:
                found[key] = told
        return found

    def _below(self, indent: int) -> dict[str, Any] | list[Any] | None:
        """Read what stands below a key."""
        if self.at == len(self.lines) or self.lines[self.at][0] <= indent:
            return None
        deep, dash, _, _ = self.lines[self.at]
        if deep != indent + 2:
            raise _Other
        return [*self._list(deep)] if dash else self.group(deep)

    def _list(self, indent: int) -> Iterator[Any]:
        while self.at < len(self.lines) and self.lines[self.at][0] >= indent:
            deep, dash, key, value = self.lines[self.at]
            if deep > indent or not dash:
                raise _Other
            if key:
                yield self.group(indent + 2, listed=True)
            else:
                self.at += 1
                yield _flowing(value) if value.startswith("{") else _single(value, "")


def _single(value: str, key: str) -> Any:  # noqa: ANN401  what JSON holds
    if value[0] in QUOTES:
        quoted = QUOTED.fullmatch(value)
        if not quoted:
            raise _Other
        return quoted[1].replace("''", "'") if quoted[1] is not None else quoted[2]
    return [] if value == "[]" else _word(value, key)


def _word(value: str, key: str) -> Any:  # noqa: ANN401  as above
    """Read a text without quotes, which fills its line."""
    if value[:1] in SIGNS and not (value[0] == "-" and value[1:2].isdigit()):
        raise _Other
    if ": " in value or " #" in value or value[-1] == ":":
        raise _Other
    kind, told = resolved(value) if len(value) <= WORD else (Kind.TEXT, value)
    if kind is Kind.DAY and key in DAYS:
        return cast("date", told).isoformat()
    if kind is Kind.DAY or (kind is Kind.NOTHING and not key):
        raise _Other
    return told


def _flowing(text: str) -> dict[str, Any]:
    """Read a group that takes one line: `{ends: [1, 2], kinds: [shares]}`."""
    found: dict[str, Any] = {}
    at = 1
    while at < len(text):
        entry = FLOWING.match(text, at)
        if not entry or entry[1] in found or entry[0].endswith("}") != (entry.end() == len(text)):
            raise _Other
        key, listed, quoted, plain = entry.groups()
        if listed is not None:
            found[key] = [_part(each) for each in listed.split(", ")]
        else:
            found[key] = quoted.replace("''", "'") if quoted is not None else _part(plain)
        at = entry.end()
    return found


def _part(value: str) -> Any:  # noqa: ANN401  as above
    if not value or value[-1] == " " or "," in value or ":" in value:
        raise _Other
    return _word(value, "")
