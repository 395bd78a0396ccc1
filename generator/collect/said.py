"""What the log of what was collected says in; the same of one source at a time out, and nothing is parsed unasked.

Most of the sources that a run asks have nothing new to say. Of a line whose checksum holds, only the key of its source
is looked at here (3 microseconds of 40); the line is read when that source has something to tell. A line without a
checksum, as an older Gleaner wrote it, is read at once.
"""

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Self

from generator import files
from generator.collect import harvest
from generator.collect.folding import Sight

KEY = re.compile(rb'\{"seen":"[^"]*","(?:item":\{"id|gone)":"(?:[^"\\]|\\.)*","source":"((?:[^"\\]|\\.)*)"')
"""How a line of ours begins, with the key of its source as JSON writes it: `id` and `source` are the first fields."""

Place = tuple[Path, int]
"""A file of the log, and the byte of it at which a line begins."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the log says of one source."""

    told: dict[str, tuple[datetime, bytes]] = field(default_factory=dict)
    """Item.id -> when it was last written of, and the digest of that sight; b"" where it was deleted."""
    published: dict[str, datetime] = field(default_factory=dict)
    """Item.id -> when it was published, where that is known."""


NOTHING = Known()


@dataclass(slots=True)
class Said:
    """What the log says, read a source at a time."""

    lost: bool = False
    """Whether something of it could not be read."""
    unread: dict[str, list[Place]] = field(default_factory=dict)
    """Source.key -> its lines that nobody has asked for."""
    known: dict[str, Known] = field(default_factory=dict)
    """Source.key -> what was read of it."""
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
        return source in self.unread or bool(self.known.get(source, NOTHING).told)

    def of(self, source: str) -> Known:
        """Return what is said of one source; what is noted in it stays."""
        known = self.known.setdefault(source, Known())
        for path, places in groupby(self.unread.pop(source, ()), key=lambda place: place[0]):
            found = [_read(path, start) for _, start in places]
            sights = [sight for sight in found if sight and _source(sight) == source]
            for sight in sights:
                _learn(known, sight)
            harvest.say_lost(path, len(found) - len(sights))
        return known

    def _look(self, path: Path) -> None:
        """Note where the lines of one day are that can be read, and take the others out of it."""
        spoilt: list[bytes] = []
        removed = 0
        for start, line in harvest.lines(path):
            try:
                self._note(line, (path, start - removed))
            except ValueError:
                spoilt.append(line)
                removed += len(line)
        harvest.say_lost(path, len(spoilt))
        if spoilt:
            _set_aside(path, spoilt)
            self.lost = True

    def _note(self, line: bytes, place: Place) -> None:
        """Note the place of a line that is as it was written, and read any other; ValueError where it is none."""
        begin = KEY.match(line) if files.is_whole(line) else None
        if begin:
            self.unread.setdefault(self._name(begin[1]), []).append(place)
        else:
            sight = harvest.sight(line)
            _learn(self.known.setdefault(_source(sight), Known()), sight)

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
