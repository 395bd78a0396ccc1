"""Well-formed YAML in, a small tree in which every value knows its line and column out.

It is built from the events of libyaml's parser and not with PyYAML's composer: that one calls itself for every step of
nesting and takes the whole interpreter down with it at a depth of some ten thousand, and it knows no limits.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

import yaml

from generator.errors import Problem

DEPTH = 40
"""Steps of nesting; config.yaml needs 5, an edition 6."""
NODES = 50_000
"""Values in one file, those that aliases repeat counted again; an edition of 40 picks has about 2,000."""
ALIASES = 50
"""Uses of `*name`; with NODES it makes a file that doubles itself at every line harmless."""

MOST = 100
"""Mistakes that are told; whoever has more has one mistake of another kind."""
WORD = 60
"""Longest word that can be a number or a day; reading 1:59:59:… of a megabyte takes seventeen seconds."""
LARGEST = 1 << 63
HARD_BLANK = "a blank that is none to YAML"
BARE_TAG = re.compile(r"[ \t]*(#\w[\w-]*)")
TAG_PREFIX = "tag:yaml.org,2002:"


Place = tuple[int, int]
"""Line and column, from 1."""


class Kind(StrEnum):
    """What a value is, in the words a person is told."""

    TEXT = "a text"
    NUMBER = "a number"
    TRUTH = "a yes or no"
    DAY = "a date"
    NOTHING = "nothing"
    LIST = "a list"
    GROUP = "a group of keys"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the file and where it stands; the first line and the first column are 1."""

    kind: Kind
    line: int
    column: int
    value: Any
    """str, int, float, bool, date, datetime or None; a tuple of nodes; or a mapping of keys to nodes."""
    text: str = ""
    """A single value as it is written, without quotes."""
    quoted: bool = False
    key: Place | None = None
    """Line and column of the key it belongs to."""
    size: int = 1
    """Values in it, itself included."""

    @property
    def place(self) -> Place:
        """Where a person would point: the value, or for what is empty or holds others, the key."""
        stands_alone = self.kind not in {Kind.LIST, Kind.GROUP, Kind.NOTHING}
        return (self.line, self.column) if stands_alone or not self.key else self.key


class Refused(Exception):  # noqa: N818  a decision, not a failure
    """A file that is not read any further, with the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        self.problem = problem
        super().__init__(problem.words)


def compose(text: str, lines: Sequence[str], *, file: str, first_line: int) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read YAML as a tree, and return with it what is wrong in it although it is well formed.

    Args:
        text: The YAML.
        lines: The same, split at its line ends.
        file: Its name, for the problems.
        first_line: The number of its first line, where it is a part of a larger file.

    Raises:
        yaml.YAMLError: it is not YAML, or a key begins with a blank that YAML takes for a letter.
        Refused: it is too deep or too large, or holds a second document.
    """
    draft = _Draft(events=yaml.parse(text, Loader=yaml.CSafeLoader), lines=lines, file=file, first_line=first_line)
    root: Node | None = None
    for event in draft.events:
        if isinstance(event, yaml.NodeEvent):
            root = draft.node(event, 0)
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            hint = "Three dashes, ---, begin a new one; delete that line."
            raise Refused(draft.problem(draft.place(event), "A second document begins here.", hint))
    return root, tuple(draft.problems)


@dataclass(slots=True)
class _Draft:
    """A tree while it is being built."""

    events: Iterator[yaml.Event]
    lines: Sequence[str]
    file: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    aliases: int = 0
    nodes: int = 0

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def problem(self, place: Place, words: str, hint: str = "") -> Problem:
        return Problem(file=self.file, line=place[0], column=place[1], words=words, hint=hint)

    def say(self, place: Place, words: str, hint: str = "") -> None:
        if len(self.problems) < MOST:
            self.problems.append(self.problem(place, words, hint))

    def node(self, event: yaml.NodeEvent, depth: int, key: Place | None = None) -> Node:
        self.nodes += 1
        if depth > DEPTH:
            raise Refused(self.problem(self.place(event), f"This is nested more than {DEPTH} steps deep."))
        node = self._built(event, depth, key)
        if node.size > NODES or self.nodes > NODES:
            hint = "Split the file, or write out what its * names repeat."
            raise Refused(self.problem(self.place(event), f"This file holds more than {NODES:,} values.", hint))
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self.anchors[event.anchor] = node
        return node

    def _built(self, event: yaml.NodeEvent, depth: int, key: Place | None) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._single(event, key)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth, key)
        if isinstance(event, yaml.MappingStartEvent):
            return self._group(event, depth, key)
        return self._repeated(event, key)

    def _single(self, event: yaml.ScalarEvent, key: Place | None) -> Node:
        line, column = self.place(event)
        plain = event.implicit[0] and event.tag is None
        if plain and not event.value and (tag := self._bare_tag(line, column)):
            column = tag.start(1) + 1
            self.say((line, column), *_bare_tag(tag[1]))
            return Node(Kind.TEXT, line, column, tag[1], tag[1], quoted=True, key=key)
        self._known(event, event.tag, "str")
        kind, value = resolved(event.value) if plain else (Kind.TEXT, event.value)
        return Node(kind, line, column, value, event.value, not plain, key)

    def _bare_tag(self, line: int, column: int) -> re.Match[str] | None:
        """Look behind a key or a dash with nothing behind it, which may be at the end of the last line."""
        number = line - self.first_line
        return BARE_TAG.match(self.lines[number], column - 1) if number < len(self.lines) else None

    def _known(self, event: yaml.Event, tag: str | None, name: str) -> None:
        if tag and tag not in {"!", TAG_PREFIX + name}:
            written = tag.replace(TAG_PREFIX, "!!")
            self.say(self.place(event), f"`{written}` means nothing here.", "A text that begins with ! needs quotes.")

    def _repeated(self, event: yaml.NodeEvent, key: Place | None) -> Node:
        """Put in once more what `&name` was written before: YAML calls it an alias."""
        self.aliases += 1
        place, name = self.place(event), event.anchor or ""
        if self.aliases > ALIASES:
            words = f"This file repeats things with * more than {ALIASES} times."
            raise Refused(self.problem(place, words, "Write out what is repeated."))
        if name not in self.anchors:
            hint = f'A text that begins with * needs quotes: "*{name}"'
            self.say(place, f"`*{name}` repeats something, and nothing above has that name.", hint)
            return Node(Kind.TEXT, *place, f"*{name}", f"*{name}", quoted=True, key=key)
        return replace(self.anchors[name], line=place[0], column=place[1], key=key)

    def _list(self, start: yaml.SequenceStartEvent, depth: int, key: Place | None) -> Node:
        self._known(start, start.tag, "seq")
        items: list[Node] = []
        while isinstance(event := next(self.events), yaml.NodeEvent):
            items.append(self.node(event, depth + 1))
        return Node(Kind.LIST, *self.place(start), tuple(items), key=key, size=1 + sum(each.size for each in items))

    def _group(self, start: yaml.MappingStartEvent, depth: int, key: Place | None) -> Node:
        self._known(start, start.tag, "map")
        entries: dict[str, Node] = {}
        size = 1
        while isinstance(event := next(self.events), yaml.NodeEvent):
            name, place, value = self._key(event, depth), self.place(event), next(self.events)
            assert isinstance(value, yaml.NodeEvent)
            node = self.node(value, depth + 1, place)
            size += node.size
            if name is not None and self._first(name, entries, place):
                entries[name] = node
        return Node(Kind.GROUP, *self.place(start), entries, key=key, size=size)

    def _first(self, key: str, entries: Mapping[str, Node], place: Place) -> bool:
        if key in entries:
            line = (entries[key].key or place)[0]
            self.say(place, f"`{key}` is there twice; the first is in line {line}.", "Keep one of the two.")
        return key not in entries

    def _key(self, event: yaml.NodeEvent, depth: int) -> str | None:
        """Return a key as it is written (`on` stays `on`), or None where it is none."""
        if not isinstance(event, yaml.ScalarEvent):
            self.node(event, depth + 1)
            hint = "A key is one word before a colon. A text that begins with {, [ or * needs quotes."
            self.say(self.place(event), "This cannot be a key.", hint)
            return None
        if event.value == "<<":
            self.say(self.place(event), "Gleaner does not merge with `<<`.", "Write out the keys that are meant.")
            return None
        if event.implicit[0] and event.value[:1].isspace():
            mark = cast("yaml.Mark", event.start_mark)
            raise yaml.MarkedYAMLError(problem=HARD_BLANK, problem_mark=mark)
        return event.value.strip()


def _bare_tag(tag: str) -> tuple[str, str]:
    return (
        f"{tag} is taken for a comment here, so nothing is left.",
        f'Put it in quotes: "{tag}". (If a comment is meant, put a blank after the #.)',
    )


# ---------------------------------------------------------------- what YAML 1.1 reads into words without quotes

_READER = yaml.constructor.SafeConstructor()
_READERS: Mapping[str, tuple[Kind, Any]] = {
    TAG_PREFIX + "null": (Kind.NOTHING, _READER.construct_yaml_null),
    TAG_PREFIX + "bool": (Kind.TRUTH, _READER.construct_yaml_bool),
    TAG_PREFIX + "int": (Kind.NUMBER, _READER.construct_yaml_int),
    TAG_PREFIX + "float": (Kind.NUMBER, _READER.construct_yaml_float),
    TAG_PREFIX + "timestamp": (Kind.DAY, _READER.construct_yaml_timestamp),
}


@lru_cache(maxsize=4096)
def resolved(text: str) -> tuple[Kind, str | int | float | bool | date | None]:
    """Read one word without quotes as every YAML reader would; what is none of those is text."""
    candidates = yaml.CSafeLoader.yaml_implicit_resolvers.get(text[:1], ()) if len(text) <= WORD else ()
    for tag, pattern in candidates:
        if tag in _READERS and pattern.match(text):
            kind, read = _READERS[tag]
            try:
                value = read(yaml.ScalarNode(tag, text))
            except (ValueError, OverflowError):  # 2026-02-30, or a number of five thousand digits
                return Kind.TEXT, text
            # 0xffff... may be longer than what Python is willing to write down again.
            return kind, math.inf if isinstance(value, int) and abs(value) > LARGEST else value
    return Kind.TEXT, text
