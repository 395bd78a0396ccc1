"""What is remembered of sources, in; the record of one source at a time out; and the file of them all again.

A run asks for each record once and writes each anew once. As objects ten thousand records take 90 MB, as the JSON of
their file 22 MB, so a record is an object only while its source is being visited. The file is the one of memory.py,
byte for byte where this version wrote it; one that does not look as Gleaner writes it is read by memory.py. What
another version has sealed in a record that is not visited stays in it.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from pydantic_core import PydanticSerializationError

from generator import files
from generator.collect import memory, shelf
from generator.collect.memory import FORGET, MEMORY, NAME, SIZE, Memory, Record
from generator.collect.waiting import Rest

BEGIN = b'{\n "format": %d' % shelf.FORMAT
SOURCES = b',\n "sources": {\n'
"""Behind it stand the records, each with its key before it, with NEXT between them and CLOSE behind the last."""
NEXT, CLOSE = b",\n", b"\n }"
BEFORE, BEHIND = b'{\n "sources": {\n', b"\n }\n}"
"""What makes a memory of one record."""
HELD = 1000
"""Records that may be objects at one time, read or not written yet: 9 MB."""
END = b"\n  }"
"""How a record ends: no text of JSON holds a bare line break, and all that is inside stands further in."""


class Brief(NamedTuple):
    """What is asked of all records at once."""

    visited: datetime
    missed: bool
    seconds: float


@dataclass(slots=True, kw_only=True)
class Records:
    """What is remembered while one run is under way."""

    before: bytes | None = None
    """What the file held when the run began."""
    hosts: dict[str, Rest] = field(default_factory=dict)
    """Host -> the rest it asked for."""
    briefs: dict[str, Brief] = field(default_factory=dict)
    """Source.key -> what is known of every source."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Source.key -> where its record stands in `before`, as long as it holds."""
    new: dict[str, bytes] = field(default_factory=dict)
    """Source.key -> its record as it is to stand in the file, where that is another now."""
    held: dict[str, Record] = field(default_factory=dict)
    """Source.key -> its record, of the first HELD until they are asked for."""
    fresh: dict[str, Record] = field(default_factory=dict)
    """Source.key -> its record, where that is not yet JSON; fewer than HELD."""
    odd: dict[str, Record] = field(default_factory=dict)
    """Source.key -> its record, where only Python can write it: half a character is in it, as in a strange header."""

    @classmethod
    def read(cls, state: Path) -> Self:
        """Return what was remembered; a file that cannot be read is set aside, as memory.read says."""
        path = state / NAME
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= SIZE else b""
        with suppress(ValueError, RecursionError):  # memory.read says what is wrong with it, if anything is
            records = cls(before=data)
            if records._look(data):
                return records
        known = memory.read(state)
        records = cls(before=data if path.exists() else None, hosts=known.hosts)
        for key, record in known.sources.items():
            records.put(key, record)
        return records

    def get(self, key: str) -> Record | None:
        """Return what is remembered of a source."""
        record = self.held.pop(key, None) or self.fresh.get(key) or self.odd.get(key)
        if record is None and key in self.briefs:
            ((_, record),) = _read(self._piece(key))
        return record

    def put(self, key: str, record: Record) -> None:
        """Remember a source."""
        for known in (self.places, self.held, self.new, self.odd):
            known.pop(key, None)
        self.briefs[key], self.fresh[key] = _brief(record), record
        if len(self.fresh) >= HELD:
            self._pack()

    def write(self, state: Path, now: datetime, *, most: int = SIZE) -> None:
        """Write atomically what is still of use, in at most so many bytes."""
        self._pack()
        pieces: tuple[bytes | memoryview, ...] = ()
        with suppress(PydanticSerializationError, UnicodeEncodeError):
            pieces = () if self.odd else tuple(self._pieces(now))
        if pieces and sum(map(len, pieces)) + len(files.SEAL) <= most:
            files.write(state / NAME, *pieces, files.seal(pieces))
        else:
            sources = {key: record for key in self.briefs if (record := self.get(key))}
            memory.write(state, Memory(sources=sources, hosts=self.hosts), now, most=most)

    def _look(self, data: bytes) -> bool:
        """Find the records in a file as Gleaner writes it; False where it is none, ValueError where one is wrong."""
        start = len(BEGIN + SOURCES)
        if not files.is_whole(data) or not data.startswith(BEGIN + SOURCES):
            return False
        while True:
            end = data.index(END, start) + len(END)
            ((key, record),) = _read(data[start:end])
            if not shelf.is_of_its_time(record):
                return False
            self.briefs[key], self.places[key] = _brief(record), (start, end)
            if len(self.held) < HELD:
                self.held[key] = record
            if not data.startswith(NEXT, end):
                break
            start = end + len(NEXT)
        rest = shelf.understood(json.loads(BEGIN + data[end + len(CLOSE) :]), MEMORY)
        self.hosts = rest.hosts
        return data.startswith(CLOSE, end) and not rest.sources

    def _pack(self) -> None:
        """Write the records that are fresh as JSON: all at once is four times as fast as one by one.

        They are fresh until all of them are written: who is interrupted in between has lost none.
        """
        try:
            self.new |= _written(self.fresh) if self.fresh else {}
        except (PydanticSerializationError, UnicodeEncodeError):
            for key, record in self.fresh.items():
                self._pack_alone(key, record)
        self.fresh = {}

    def _pack_alone(self, key: str, record: Record) -> None:
        try:
            self.new |= _written({key: record})
        except (PydanticSerializationError, UnicodeEncodeError):
            self.odd[key] = record

    def _piece(self, key: str) -> bytes:
        return self.new[key] if key in self.new else (self.before or b"")[slice(*self.places[key])]

    def _pieces(self, now: datetime) -> Iterator[bytes | memoryview]:
        """Yield the bytes of the file but the checksum it ends with."""
        whole = memoryview(self.before or b"")
        hosts = {host: self.hosts[host] for host in sorted(self.hosts) if self.hosts[host].holds(now)}
        frame = MEMORY.dump_json(Memory(hosts=hosts), indent=1, exclude_defaults=True)
        yield BEGIN
        joint = SOURCES
        for key in sorted(self.briefs):
            if self.briefs[key].visited > now - FORGET:
                yield joint
                yield self.new[key] if key in self.new else whole[slice(*self.places[key])]
                joint = NEXT
        if joint != SOURCES:
            yield CLOSE
        yield b"\n" if frame == b"{}" else b"," + frame[1:-1]


def _read(piece: bytes) -> Iterable[tuple[str, Record]]:
    """Return the records of a piece of the file, with their keys; ValueError where it is none."""
    return MEMORY.validate_json(BEFORE + piece + BEHIND).sources.items()


def _written(records: dict[str, Record]) -> Iterator[tuple[str, bytes]]:
    """Yield the keys of some records, and each as it stands in the file."""
    said = MEMORY.dump_json(Memory(sources=records), indent=1, exclude_defaults=True)
    bodies = said[len(BEFORE) : -len(END + BEHIND)].split(END + NEXT)
    yield from ((key, body + END) for key, body in zip(records, bodies, strict=True))


def _brief(record: Record) -> Brief:
    return Brief(record.visited, record.missed, record.report.seconds or 0.0)
