"""The front matter of a file, what it says and what it is to say in; the same text with those lines changed out. Pure.

The lines of a YAML tree know where they begin; where they end, the next one says. So an entry is taken out, put in or
written anew by its lines, and every other line, comment and blank stays as its owner left it. Where the text is of
another build than expected (everything in one line, say), the part around it is written anew, in the worst case all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.forms import LINE_END, Kind, Node
from generator.publish.script import Line, written

NAMES = ("id", "number", "ends", "key", "source", "term", "url", "signal")
"""Keys by which two values of one list are known as the same; the first that both have decides."""
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
REST = re.compile(r"\s*(?:\s#.*)?[\r\n]*")
"""What may follow a value in its line: a comment."""
DASH = re.compile(r"(?P<before>\s*)-\s+")
NONE = object()

Values = Mapping[str, Any]


class Unfit(Exception):  # noqa: N818  a decision, not a failure
    """A part that cannot be changed line by line."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines that are replaced."""

    start: int
    """The first, from 0."""
    end: int
    """The one behind the last."""
    lines: tuple[str, ...] = ()


def changed(text: str, root: Node, before: Values, after: Values) -> str:
    """Return the text with what differs between two values changed.

    Args:
        text: YAML.
        root: its tree, the first line of which is 1.
        before: what the text says, without what is left to its default.
        after: what it is to say, in the order in which keys are written.

    Raises:
        Unfit: the text as a whole has to be written anew.
    """
    sheet = _Sheet(tuple(_lines(text)))
    lines = list(sheet.lines)
    for edit in sorted(sheet.group(root, before, after, len(lines)), key=lambda edit: edit.start, reverse=True):
        lines[edit.start : edit.end] = edit.lines
    return "".join(lines)


def _lines(text: str) -> Iterator[str]:
    """Split as libyaml counts lines, each with its end."""
    at = 0
    for end in LINE_END.finditer(text):
        yield text[at : end.end()]
        at = end.end()
    if at < len(text):
        yield text[at:] + "\n"


@dataclass(frozen=True, slots=True)
class _Sheet:
    lines: tuple[str, ...]

    # ------------------------------------------------ groups of keys

    def group(self, node: Node, before: Values, after: Values, limit: int) -> list[Edit]:
        """Return the edits of a group of keys that ends before a line."""
        if node.kind is not Kind.GROUP or self._is_flow(node):
            raise Unfit
        ends = self._ends(node, limit)
        edits: list[Edit] = []
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key, NONE), after.get(key, NONE)
            if old == new:
                continue
            if key not in node.value:
                edits += [self._inserted(key, after, node, ends)] if new is not NONE else []
            elif new is NONE:
                edits.append(self._removed(node.value[key], ends[key]))
            else:
                edits += self._changed(key, node.value[key], old, new, ends[key])
        return edits

    def _ends(self, node: Node, limit: int) -> dict[str, int]:
        """Return where each entry ends: where the next begins, without the comments and blanks before that."""
        starts = sorted((each.key, name) for name, each in node.value.items() if each.key)
        if len(starts) != len(node.value) or len({place[0] for place, _ in starts}) != len(starts):
            raise Unfit
        following = [place[0] - 1 for place, _ in starts[1:]] + [limit]
        return {
            name: self._content(place[0] - 1, end, place[1] - 1)
            for (place, name), end in zip(starts, following, strict=True)
        }

    def _content(self, start: int, end: int, indent: int) -> int:
        """Return the line behind the last that belongs to what starts at a line, with such an indent."""
        while end - 1 > start:
            line = self.lines[end - 1]
            bare = line.strip()
            if bare and not (bare.startswith("#") and len(line) - len(line.lstrip()) <= indent):
                break
            end -= 1
        return end

    def _above(self, start: int, indent: int) -> int:
        """Return the first line of the comment directly above an entry of a list, with the same indent.

        What is written there is about the entry, and goes with it; a blank line parts the two.
        """
        while start and self.lines[start - 1].startswith(" " * indent + "#"):
            start -= 1
        return start

    def _changed(self, key: str, node: Node, old: object, new: object, end: int) -> list[Edit]:
        try:
            if isinstance(old, Mapping) and isinstance(new, Mapping):
                return self.group(node, old, new, end)
            if isinstance(old, list | tuple) and isinstance(new, list | tuple) and new:
                return self._list(node, old, new, end)
        except Unfit:
            pass
        return [self._single(key, node, new) or self._rewritten(key, node, new, end)]

    def _single(self, key: str, node: Node, new: object) -> Edit | None:
        """Change a value that stands in the line of its key, and leave the comment behind it where it is."""
        if node.kind in {Kind.LIST, Kind.GROUP, Kind.NOTHING} or not node.key or node.key[0] != node.line:
            return None
        line, words = self.lines[node.line - 1], written({key: new})
        before, behind = line[: node.column - 1], line[node.column - 1 :]
        found = QUOTED.match(behind) if node.quoted else re.match(re.escape(node.text), behind)
        if not found or not REST.fullmatch(behind, found.end()):
            return None
        if words.count("\n") > 1 or not words.startswith(f"{key}: "):
            return None
        value = words.removeprefix(f"{key}: ").rstrip("\n")
        return Edit(node.line - 1, node.line, (before + value + behind[found.end() :],))

    def _rewritten(self, key: str, node: Node, new: object, end: int) -> Edit:
        start, column = self._key(node)
        before = self.lines[start][:column]
        return Edit(start, end, tuple(_indented(written({key: new}), column, first=before)))

    def _removed(self, node: Node, end: int) -> Edit:
        start, column = self._key(node)
        if self.lines[start][:column].strip():  # the dash of a list stands before it
            raise Unfit
        return Edit(start, end)

    def _inserted(self, key: str, after: Values, node: Node, ends: Mapping[str, int]) -> Edit:
        """Put a key behind the one that comes before it in the order of writing."""
        order = list(after)
        before = [name for name in order[: order.index(key)] if name in ends]
        if not before:
            raise Unfit
        at = ends[before[-1]]
        _, column = self._key(node.value[before[-1]])
        return Edit(at, at, tuple(_indented(written({key: after[key]}), column)))

    @staticmethod
    def _key(node: Node) -> tuple[int, int]:
        """Return line and column of a key, from 0."""
        assert node.key
        return node.key[0] - 1, node.key[1] - 1

    def _is_flow(self, node: Node) -> bool:
        return self.lines[node.line - 1][node.column - 1 : node.column] in {"{", "["}

    # ------------------------------------------------ lists

    def _list(self, node: Node, old: Sequence[Any], new: Sequence[Any], limit: int) -> list[Edit]:
        """Return the edits of a list of which entries have left, or changed in their places."""
        if node.kind is not Kind.LIST or self._is_flow(node) or len(node.value) != len(old):
            raise Unfit
        edits: list[Edit] = []
        following = [each.line - 1 for each in node.value[1:]] + [limit]
        waiting = list(new)
        for number, (entry, end) in enumerate(zip(node.value, following, strict=True)):
            if waiting and waiting[0] == old[number]:
                waiting.pop(0)
                continue
            end_of_it = self._content(entry.line - 1, end, self._dash(entry))
            if waiting and waiting[0] not in old[number + 1 :] and _same(old[number], waiting[0]):
                edits += self._entry(entry, old[number], waiting.pop(0), end_of_it)
            else:
                edits.append(Edit(self._above(entry.line - 1, self._dash(entry)), end_of_it))
        if waiting:
            raise Unfit
        return edits

    def _entry(self, node: Node, old: object, new: object, end: int) -> list[Edit]:
        try:
            if isinstance(old, Mapping) and isinstance(new, Mapping):
                return self.group(node, old, new, end)
        except Unfit:
            pass
        return [Edit(node.line - 1, end, tuple(_indented(written([new]), self._dash(node))))]

    def _dash(self, node: Node) -> int:
        """Return the column of the dash before an entry, from 0; nothing else may stand before it."""
        found = DASH.fullmatch(self.lines[node.line - 1][: node.column - 1])
        if not found:
            raise Unfit
        return len(found["before"])


def _same(old: object, new: object) -> bool:
    """Whether a value of a list is another one, changed."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return False
    return next((old[name] == new[name] for name in NAMES if name in old and name in new), isinstance(old, Line))


def _indented(words: str, column: int, first: str | None = None) -> Iterable[str]:
    """Yield lines further to the right; before the first stands what stood there."""
    for number, line in enumerate(words.removesuffix("\n").split("\n")):
        before = first if number == 0 and first is not None else " " * column
        yield f"{before}{line}\n" if line.strip() else "\n"
