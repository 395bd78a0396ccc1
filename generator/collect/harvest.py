"""The log of what was collected and not yet published: items in and lines on disk; lines in and items out.

`harvest/2026-11-21.jsonl` holds what was observed on that day (UTC), one observation a line: a sight of an item, or its
deletion. Files are only appended to, a batch in one write: a run that is killed leaves at most one torn line. Each line
ends with its checksum (files.py): what a disk has changed is set aside, and never read as if it had been said. Folding
does not depend on the order of the lines: the logs of two runs may be joined in any way and mean the same.
"""

import hashlib
import logging
import os
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from pydantic_core import PydanticSerializationError

from generator import files, text
from generator.collect import folding
from generator.collect.folding import ITEM, SIGHT, Sight
from generator.model import Item

FOLDER = "harvest"
FORMAT = b'{"format":1}\n'
"""First line of a day; a file that begins with another format comes from another Gleaner and is not guessed at."""
OTHER = re.compile(rb'\{"format":\d+\}\n')
EVER = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)
LINE = 1 << 20
"""Longest line in bytes; a post is a thousandth of it."""

log = logging.getLogger(__name__)


def read(state: Path, sources: Container[str] | None = None) -> tuple[Item, ...]:
    """Return what the log means: each id once, its newest sight, `seen` the first one, ordered by id.

    Lines that cannot be read are left out, and a warning says how many there were.

    Args:
        state: the folder with `harvest/`.
        sources: keys of the sources whose sights count; all of them by default.
    """
    found = (sight for path in days(state) for sight in sights(path))
    return folding.fold(sight for sight in found if sources is None or not sight.item or sight.item.source in sources)


def days(state: Path) -> tuple[Path, ...]:
    """Return the files of the log, oldest first."""
    return tuple(path for path in sorted((state / FOLDER).glob("*.jsonl")) if path.is_file())


def sight(line: bytes) -> Sight:
    """Return the observation that a line is; ValueError where it is none, or not as it was written."""
    if files.is_spoilt(line):
        raise ValueError("it does not agree with its checksum")
    found = SIGHT.validate_json(line)
    for address in _odd(found.item) if found.item else ():
        urlsplit(address)  # ValueError: no reader of ours gave it, and nobody behind here expects it
    return found


def _odd(item: Item) -> Iterator[str]:
    """Yield the addresses of an item that urlsplit may refuse: those with brackets, or with more than ASCII."""
    voice = item.voice
    for address in (item.url, item.about, *item.links, voice.key, voice.address, *voice.links):
        if address and ("[" in address or "]" in address or not address.isascii()):
            yield address


def sights(path: Path, spoilt: list[bytes] | None = None) -> Iterator[Sight]:
    """Yield the observations of one day; a torn last line is dropped in silence, others that cannot be read are told.

    Args:
        path: the file.
        spoilt: takes what cannot be read.
    """
    if is_foreign(path):
        log.warning("%s was written by another version of Gleaner and is left alone.", path.name)
        return
    spoilt, before = spoilt if spoilt is not None else [], len(spoilt or ())
    with path.open("rb") as file:
        while line := file.readline(LINE):
            if not line.endswith(b"\n") and len(line) < LINE:
                break
            if line in {FORMAT, b"\n"}:
                continue
            try:
                yield sight(line)
            except ValueError:
                spoilt.append(line)
    if lost := len(spoilt) - before:
        log.warning("%s of %s that cannot be read: left out.", text.count(lost, "line"), path.name)


def spoilt(state: Path) -> tuple[str, ...]:
    """Return the days of which a line is not as it was written; what a killed run has torn off is no damage."""
    held = ((path, path.read_bytes()) for path in days(state) if not is_foreign(path))
    return tuple(path.name for path, data in held if is_torn(data[: data.rfind(b"\n") + 1]))


def is_foreign(path: Path) -> bool:
    """Tell whether a day was written by another version of Gleaner."""
    with path.open("rb") as file:
        other = OTHER.fullmatch(file.readline(LINE))
    return bool(other and other[0] != FORMAT)


# ---------------------------------------------------------------- two logs, one log


def parts(data: bytes) -> dict[bytes, bytes] | None:
    """Return the whole lines of a day that may be observations; None for what is no day of a log.

    A torn last line is dropped, and so is what is no object of JSON, or not as it was written. The order of lines means
    nothing.
    """
    found = {line: line for line in data.split(b"\n")[:-1] if _may_be_one(line)}
    return found if found or data.startswith(FORMAT) else None


def is_torn(data: bytes) -> bool:
    """Tell whether a day that can be read lacks some of its lines: nobody has taken those out."""
    *lines, end = data.split(b"\n")
    return bool(end) or not all(_may_be_one(line) for line in lines if line and line + b"\n" != FORMAT)


def _may_be_one(line: bytes) -> bool:
    return line.startswith(b'{"seen":') and line.endswith(b"}") and not files.is_spoilt(line)


def whole(lines: Iterable[bytes]) -> bytes:
    """Return a day that holds these lines, in one order whatever theirs was."""
    return FORMAT + b"".join(line + b"\n" for line in sorted(set(lines)))


# ---------------------------------------------------------------- writing


def canonical(item: Item) -> bytes | None:
    """Return the bytes by which two sights of an item are compared; None for what cannot be kept.

    Fields at their defaults are left out, so that a field added in a later version changes no old item.
    """
    try:
        data = ITEM.dump_json(replace(item, seen=None), exclude_defaults=True)
    except (PydanticSerializationError, UnicodeEncodeError):
        return None
    return data if len(data) < LINE // 2 else None


def written(sight: Sight) -> bytes:
    """Return the line that says an observation."""
    return files.sealed(SIGHT.dump_json(sight, exclude_defaults=True)) + b"\n"


@dataclass(slots=True, kw_only=True)
class Log:
    """The log while one run appends to it; `known` holds what it already says, so that the unchanged writes nothing."""

    path: Path
    seen: datetime
    known: dict[tuple[str, str], tuple[datetime, bytes]] = field(default_factory=dict)
    """(source, id) -> when it was last written of, and the digest of that sight; b"" where it was deleted."""
    published: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """(source, id) -> when it was published, where that is known."""
    handle: int = -1
    lost: bool = False
    """Whether something of it could not be read: it may come again from whoever still shows it."""

    @classmethod
    def opened(cls, state: Path, now: datetime) -> Self:
        """Read what is known and name the file of the day; nothing is written before there is something to write."""
        known: dict[tuple[str, str], tuple[datetime, bytes]] = {}
        published: dict[tuple[str, str], datetime] = {}
        lost = False
        for path in days(state):
            spoilt: list[bytes] = []
            for each in sights(path, spoilt):
                key, told = _line_of(each)
                known[key] = max(known.get(key, told), told, key=_latest)
                if each.item and each.item.published:
                    published[key] = each.item.published
            lost = _set_aside(path, spoilt) or lost
        path = state / FOLDER / f"{now.astimezone(UTC):%Y-%m-%d}.jsonl"
        ours = path.with_stem(f"{path.stem}-1") if path.exists() and is_foreign(path) else path
        return cls(path=ours, seen=now, known=known, published=published, lost=lost)

    def sources(self) -> frozenset[str]:
        """Return the sources that have at least one line."""
        return frozenset(source for source, _ in self.known)

    def ids(self, source: str, since: datetime | None = None) -> frozenset[str]:
        """Return the ids of a source that were not deleted; with `since`, only of what was published from then on."""
        mine = (key for key, (_, digest) in self.known.items() if key[0] == source and digest)
        return frozenset(key[1] for key in mine if since is None or self.published.get(key, EVER) >= since)

    def add(self, source: str, items: Iterable[Item], gone: Iterable[str] = ()) -> int:
        """Append what is new about one source in one write; return how many items could not be kept."""
        items = [replace(item, source=source) for item in items]
        kept = {item.id: data for item in items if (data := canonical(item))}
        refused = len({item.id for item in items} - set(kept))
        lines = [*self._news(source, kept), *self._deletions(source, gone)]
        if lines:
            self._append(b"".join(lines))
        return refused

    def sync(self) -> None:
        """Wait until the disk has it: validators may be remembered only after that."""
        if self.handle >= 0:
            os.fsync(self.handle)

    def __enter__(self) -> Self:
        """Nothing is opened before it is needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file of the day."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def _news(self, source: str, items: Mapping[str, bytes]) -> Iterator[bytes]:
        for identity, data in items.items():
            digest = _digest(data)
            before, known = self.known.get((source, identity), (self.seen, None))
            if known != digest:
                seen = self._after(before)
                self.known[source, identity] = (seen, digest)
                yield files.sealed(b'{"seen":"%s","item":%s}' % (seen.isoformat().encode(), data)) + b"\n"

    def _deletions(self, source: str, gone: Iterable[str]) -> Iterator[bytes]:
        for identity in gone:
            before, known = self.known.get((source, identity), (self.seen, b""))
            if known:
                seen = self._after(before)
                self.known[source, identity] = (seen, b"")
                yield written(Sight(seen=seen, gone=identity, source=source))

    def _after(self, before: datetime) -> datetime:
        """Return an instant that counts after `before`, even where the clock has gone backwards since."""
        return self.seen if self.seen >= before else min(before, LAST) + timedelta(microseconds=1)

    def _append(self, data: bytes) -> None:
        if self.handle < 0:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            files.settle(self.path.parent)
            _mend(self.handle)
        data = data if os.fstat(self.handle).st_size else FORMAT + data
        if os.write(self.handle, data) != len(data):
            raise OSError(f"the disk took only a part of what was to be written to {self.path.name}")


def _set_aside(path: Path, spoilt: Collection[bytes]) -> bool:
    """Take the lines that cannot be read out of a day, into a file beside it, and tell whether there were any."""
    if spoilt:
        beside, unread = path.with_name(f"{path.name}.bad"), frozenset(spoilt)
        before = beside.read_bytes() if beside.exists() else b""
        files.write(beside, before + b"".join(line.removesuffix(b"\n") + b"\n" for line in spoilt))
        with path.open("rb") as file:
            kept = [line for line in iter(partial(file.readline, LINE), b"") if line not in unread]
        files.write(path, b"".join(kept))
    return bool(spoilt)


def _mend(handle: int) -> None:
    """Cut off the torn line that a run killed in mid-write has left, lest the next line be glued to it."""
    size = os.fstat(handle).st_size
    start = max(0, size - LINE)
    os.lseek(handle, start, os.SEEK_SET)
    tail = os.read(handle, size - start)
    if tail and not tail.endswith(b"\n"):
        os.ftruncate(handle, start + tail.rfind(b"\n") + 1)


def _line_of(sight: Sight) -> tuple[tuple[str, str], tuple[datetime, bytes]]:
    if sight.item:
        return (sight.item.source, sight.item.id), (sight.seen, _digest(canonical(sight.item) or b""))
    return (sight.source or "", sight.gone or ""), (sight.seen, b"")


def _latest(told: tuple[datetime, bytes]) -> tuple[datetime, bool, bytes]:
    """Order what is said of an item as folding does: of two lines of one instant the deletion counts."""
    seen, digest = told
    return seen, not digest, digest


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
