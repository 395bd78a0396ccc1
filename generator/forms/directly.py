"""YAML as Gleaner writes it in, its plain values out; None for whatever is written in any other way.

An archive is read at every build, and the tree that knows the place of every value is needed only where something is
wrong: read straight, ten years of editions take 3 seconds instead of 15. What is not surely understood here (a second
form of a text, a comment behind a value, a line with another indent) is for tree.py, and so is everything wrong.
"""

import re
from datetime import date
from functools import lru_cache
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
FLOWING = re.compile(r"([a-z_]+): (\[[^][{}'\"]*\]|'(?:[^']|'')*'|[^][{},'\"&*!|>%@`#:?-][^][{},:]*)(, |\})")
"""An entry of a group that takes one line."""
VALUES = 4
"""More values than a line, or what follows a comma, can have: `- {kinds: [shares]}` has three."""
DAYS = frozenset({"published", "starts", "since"})
"""Keys of instants; a day below any other may have been meant as a text."""
NAMED = 5
"""Letters of the longest word beginning with a letter that YAML takes for something else than a text: `false`."""
SHORT, KEPT = 40, 1 << 13
"""Characters of a line that is remembered once it is read, and how many are: four fifths of the lines of an archive
were there before, and the others are mostly longer."""


class _Other(Exception):  # noqa: N818  a decision, not a failure
    """The text is written in another way."""


def straight(text: str) -> dict[str, Any] | None:
    """Return the groups, lists and single values of a text, days as texts; what is empty is left out.

    Args:
        text: the YAML; every line ends as in Unix.
    """
    if _strange(text) or text.count("\n") + text.count(",") > NODES // VALUES:
        return None
    try:
        reader = _Reader([_line(line) for line in text.split("\n") if line and line[0] != "#"])
        whole = reader.group(0)
        return whole if reader.at == len(reader.lines) - 1 else None
    except _Other:
        return None


def _strange(text: str) -> bool:
    """Tell whether anything STRANGE is there; most texts can be printed, which Python tells at once of all of it."""
    if " \n" in text or text.endswith(" "):
        return True
    return not text.replace("\n", "").isprintable() and bool(STRANGE.search(text))


_Line = tuple[int, bool, str, Any]
"""A line: its indent, whether a dash begins it, its key, and its value; BELOW where that is no part of it."""
BELOW = object()
END: _Line = (-1, False, "", None)
"""Behind the last line; every group and every list ends there."""


def _line(line: str) -> _Line:
    """Read a line that is no comment; lists and groups are for one reader alone."""
    return _remembered(line) if len(line) <= SHORT and line[-1] not in "]}" else _parted(line)


def _parted(line: str) -> _Line:
    found = LINE.fullmatch(line)
    assert found is not None  # it fits every line
    indent, dash, key, value = found.groups("")
    if not value:
        return len(indent), bool(dash), key, BELOW
    told = _flowing(value) if not key and value[0] == "{" else _single(value, key)
    return len(indent), bool(dash), key, told


_remembered = lru_cache(maxsize=KEPT)(_parted)


class _Reader:
    """Goes through the lines once."""

    __slots__ = ("at", "lines")

    def __init__(self, lines: list[_Line]) -> None:
        """Begin at the first."""
        self.lines = [*lines, END]
        self.at = 0

    def group(self, indent: int, *, listed: bool = False) -> dict[str, Any]:
        """Read the keys of one indent; where they are `listed`, a dash stands before the first of them."""
        found: dict[str, Any] = {}
        lines, empty = self.lines, set[str]()
        while True:
            deep, dash, key, told = lines[self.at]
            if dash:
                if not listed:
                    break
                deep += 2
            if deep < indent:
                break
            if deep > indent or not key or key in found or key in empty:
                raise _Other
            listed = False
            self.at += 1
            if told is BELOW:
                told = self._below(indent)
            if told is None:
                empty.add(key)
            else:
                found[key] = told
        return found

    def _below(self, indent: int) -> dict[str, Any] | list[Any] | None:
        """Read what stands below a key."""
        deep, dash, _, _ = self.lines[self.at]
        if deep <= indent:
            return None
        if deep != indent + 2:
            raise _Other
        return self._list(deep) if dash else self.group(deep)

    def _list(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while True:
            deep, dash, key, told = self.lines[self.at]
            if deep < indent:
                return found
            if deep > indent or not dash:
                raise _Other
            if key:
                found.append(self.group(indent + 2, listed=True))
            else:
                self.at += 1
                found.append(told)


def _single(value: str, key: str) -> Any:  # noqa: ANN401  what JSON holds
    if value[0] in QUOTES:
        quoted = QUOTED.fullmatch(value)
        if not quoted:
            raise _Other
        return quoted[1].replace("''", "'") if quoted[1] is not None else quoted[2]
    return [] if value == "[]" else _word(value, key)


def _word(value: str, key: str) -> Any:  # noqa: ANN401  as above
    """Read a text without quotes, which fills its line."""
    if ": " in value or " #" in value or value[-1] == ":":
        raise _Other
    if len(value) > NAMED and value[0].isalpha():
        return value
    if value[:1] in SIGNS and not (value[0] == "-" and value[1:2].isdigit()):
        raise _Other
    kind, told = resolved(value) if len(value) <= WORD else (Kind.TEXT, value)
    if kind is Kind.DAY and key in DAYS:
        return cast("date", told).isoformat()
    if kind is Kind.DAY or (kind is Kind.NOTHING and not key):
        raise _Other
    return told


def _flowing(text: str) -> dict[str, Any]:
    """Read a group that takes one line: `{ends: [1, 2], kinds: [shares]}`."""
    entries = FLOWING.findall(text, 1)
    found: dict[str, Any] = {}
    left = len(text) - 1
    for key, value, end in entries:
        left -= len(key) + len(": ") + len(value) + len(end)
        if key in found or (end == "}") != (left == 0):
            raise _Other
        if value[0] == "[":
            found[key] = [_item(each) for each in value[1:-1].split(", ")]
        else:
            found[key] = value[1:-1].replace("''", "'") if value[0] == "'" else _item(value)
    if left:  # something stands between them that is no entry
        raise _Other
    return found


@lru_cache(maxsize=4096)  # a map has some hundred, nearly all of them there before
def _item(value: str) -> Any:  # noqa: ANN401  as above
    if not value or value[-1] == " " or "," in value or ":" in value:
        raise _Other
    return _word(value, "")
