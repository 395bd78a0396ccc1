"""What the log of what was collected says in; the same of one source at a time out, and nothing is parsed unasked.

Most of the sources that a run asks have nothing new to say. Of a line whose checksum holds, only the key of its source
is looked at here (3 microseconds of 40); the line is read when that source has something to tell. A line without a
checksum, as an older Gleaner wrote it, is read at once, to see whether it is one. What was read of a source is dropped
when its visit is over: of ten thousand that is 50 MB.
"""

import hashlib
import json
import re
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from generator import files
from generator.collect import harvest
from generator.collect.folding import Sight

KEY = re.compile(rb'\{"seen":"[^"]*+","(?:item":\{"id|gone)":"(?:[^"\\]++|\\.)*+","source":"((?:[^"\\]++|\\.)*+)"')
"""How a line of ours begins, with the key of its source as JSON writes it: `id` and `source` are the first fields."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the log says of one source."""

    told: dict[str, tuple[datetime, bytes]] = field(default_factory=dict)
    """Item.id -> when it was last written of, and the digest of that sight; b"" where it was deleted."""
    published: dict[str, datetime] = field(default_factory=dict)
    """Item.id -> when it was published, where that is known."""


@dataclass(slots=True)
class Said:
    """What the log says, read a source at a time."""

    lost: bool = False
    """Whether something of it could not be read."""
    places: "dict[str, dict[Path, array[int]]]" = field(default_factory=dict)
    """Source.key -> file of the log -> the bytes at which lines of that source begin."""
    known: dict[str, Known] = field(default_factory=dict)
    """Source.key -> what was read of it, while its visit lasts."""
    names: dict[bytes, str] = field(default_factory=dict)
    """Source.key as JSON writes it -> as it is."""

    @classmethod
    def looked(cls, state: Path) -> Self:
        """Look through the log of a state folder; what cannot be read is taken out of its days and kept beside them."""
        said = cls()
        for path in harvest.days(state):
            said._look(path)
        return said

    def has(self, source: str) -> bool:
        """Tell whether a source has at least one line."""
        return source in self.places

    def of(self, source: str) -> Known:
        """Return what is said of one source; what is noted in it stays until `close`."""
        known = self.known.get(source)
        if known is None:
            known = self.known[source] = Known()
            for path, starts in self.places.get(source, {}).items():
                found = [_read(path, start) for start in starts]
                sights = [sight for sight in found if sight and _source(sight) == source]
                for sight in sights:
                    _learn(known, sight)
                harvest.say_lost(path, len(found) - len(sights))
        return known

    def note(self, source: str, path: Path, starts: Iterable[int]) -> None:
        """Note where lines of a source begin."""
        self.places.setdefault(source, {}).setdefault(path, array("Q")).extend(starts)

    def close(self, source: str) -> None:
        """Drop what was read of a source; who asks for it once more reads it again."""
        self.known.pop(source, None)

    def _look(self, path: Path) -> None:
        """Note where the lines of one day are that can be read, and take the others out of it."""
        spoilt: list[bytes] = []
        removed = 0
        for start, line in harvest.lines(path):
            try:
                self.note(self._key(line), path, (start - removed,))
            except ValueError:
                spoilt.append(line)
                removed += len(line)
        harvest.say_lost(path, len(spoilt))
        if spoilt:
            _set_aside(path, spoilt)
            self.lost = True

    def _key(self, line: bytes) -> str:
        """Return the key of the source that a line tells of; ValueError where it is none."""
        begin = KEY.match(line) if files.is_whole(line) else None
        return self._name(begin[1]) if begin else _source(harvest.sight(line))

    def _name(self, key: bytes) -> str:
        """Return a key as the program knows it; one string for all the lines that bear it."""
        found = self.names.get(key)
        if found is None:
            found = self.names[key] = json.loads(b'"%s"' % key)
        return found


def _read(path: Path, start: int) -> Sight | None:
    """Read a line again; None where it says nothing to this Gleaner, or is another now.

    It stays where it is: its checksum holds, so another version has written it, and may read it once more.
    """
    try:
        with path.open("rb") as file:
            file.seek(start)
            return harvest.sight(file.readline(harvest.LINE))
    except (ValueError, OSError):
        return None


def _source(sight: Sight) -> str:
    return sight.item.source if sight.item else sight.source or ""


def _learn(known: Known, sight: Sight) -> None:
    """Note an observation beside the others of its source, which may come in any order."""
    item = sight.item
    told = (sight.seen, digest(harvest.canonical(item) or b"") if item else b"")
    name = item.id if item else sight.gone or ""
    known.told[name] = max(known.told.get(name, told), told, key=_latest)
    if item and item.published:
        known.published[name] = item.published


def _latest(told: tuple[datetime, bytes]) -> tuple[datetime, bool, bytes]:
    """Order what is said of an item as folding does: of two lines of one instant the deletion counts."""
    seen, new = told
    return seen, not new, new


def digest(data: bytes) -> bytes:
    """Return what stands for the bytes of a sight where two are compared."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _set_aside(path: Path, spoilt: Collection[bytes]) -> None:
    """Take the lines that cannot be read out of a day, into a file beside it."""
    beside, unread = path.with_name(f"{path.name}.bad"), frozenset(spoilt)
    before = beside.read_bytes() if beside.exists() else b""
    files.write(beside, before + b"".join(line.removesuffix(b"\n") + b"\n" for line in spoilt))
    with path.open("rb") as file:
        kept = [line for line in iter(partial(file.readline, harvest.LINE), b"") if line not in unread]
    files.write(path, b"".join(kept))
