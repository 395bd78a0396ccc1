"""The log of what was collected while a run appends to it: the items and the deletions of a source in, its lines out.

A batch is one write, so that a run that is killed leaves at most one torn line, and `sync` says when the disk has it.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Self

from generator import files
from generator.collect.folding import Sight
from generator.collect.harvest import FOLDER, FORMAT, LINE, canonical, is_foreign, written
from generator.collect.said import Said, digest
from generator.model import Item

EVER = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Log:
    """The log while one run appends to it; what it says already is not written again."""

    path: Path
    seen: datetime
    said: Said
    """What the log says of each source."""
    handle: int = -1

    @classmethod
    def opened(cls, state: Path, now: datetime) -> Self:
        """Look at what is known and name the file of the day; nothing is written before there is something to write."""
        said = Said.looked(state)
        path = state / FOLDER / f"{now.astimezone(UTC):%Y-%m-%d}.jsonl"
        ours = path.with_stem(f"{path.stem}-1") if path.exists() and is_foreign(path) else path
        return cls(path=ours, seen=now, said=said)

    @property
    def lost(self) -> bool:
        """Whether something of it could not be read: it may come again from whoever still shows it."""
        return self.said.lost

    def has(self, source: str) -> bool:
        """Tell whether a source has at least one line."""
        return self.said.has(source)

    def ids(self, source: str, since: datetime | None = None) -> frozenset[str]:
        """Return the ids of a source that were not deleted; with `since`, only of what was published from then on."""
        known = self.said.of(source)
        return frozenset(
            key for key, (_, digest) in known.told.items()
            if digest and (since is None or known.published.get(key, EVER) >= since)
        )  # fmt: skip

    def add(self, source: str, items: Iterable[Item], gone: Iterable[str] = ()) -> int:
        """Append what is new about one source in one write; return how many items could not be kept."""
        items = [item if item.source == source else replace(item, source=source) for item in items]
        kept = {item.id: data for item in items if (data := canonical(item))}
        refused = len({item.id for item in items} - set(kept))
        lines = [*self._news(source, kept), *self._deletions(source, tuple(gone))]
        if lines:
            *starts, _ = accumulate(map(len, lines), initial=self._append(b"".join(lines)))
            self.said.note(source, self.path, starts)
        return refused

    def close(self, source: str) -> None:
        """Drop what is known of a source whose visit is over: its lines stay, and so do their places."""
        self.said.close(source)

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
        told = self.said.of(source).told if items else {}
        for identity, data in items.items():
            new = digest(data)
            before, known = told.get(identity, (self.seen, None))
            if known != new:
                seen = self._after(before)
                told[identity] = (seen, new)
                yield files.sealed(b'{"seen":"%s","item":%s}' % (seen.isoformat().encode(), data)) + b"\n"

    def _deletions(self, source: str, gone: Collection[str]) -> Iterator[bytes]:
        told = self.said.of(source).told if gone else {}
        for identity in gone:
            before, known = told.get(identity, (self.seen, b""))
            if known:
                seen = self._after(before)
                told[identity] = (seen, b"")
                yield written(Sight(seen=seen, gone=identity, source=source))

    def _after(self, before: datetime) -> datetime:
        """Return an instant that counts after `before`, even where the clock has gone backwards since."""
        return self.seen if self.seen >= before else min(before, LAST) + timedelta(microseconds=1)

    def _append(self, data: bytes) -> int:
        """Write whole lines; return the byte at which the first begins."""
        if self.handle < 0:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            files.settle(self.path.parent)
            _mend(self.handle)
        size = os.fstat(self.handle).st_size
        data = data if size else FORMAT + data
        if os.write(self.handle, data) != len(data):
            raise OSError(f"the disk took only a part of what was to be written to {self.path.name}")
        return size or len(FORMAT)


def _mend(handle: int) -> None:
    """Cut off the torn line that a run killed in mid-write has left, lest the next line be glued to it."""
    size = os.fstat(handle).st_size
    start = max(0, size - LINE)
    os.lseek(handle, start, os.SEEK_SET)
    tail = os.read(handle, size - start)
    if tail and not tail.endswith(b"\n"):
        os.ftruncate(handle, start + tail.rfind(b"\n") + 1)
