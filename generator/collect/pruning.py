"""The log of what was collected in; the same without old days out, so that it does not grow for ever.

What was published long ago is of no more use, with three exceptions, each of them bounded. What was seen again lately
keeps its first sight, which says how old it is. What bears no date keeps it too, or a feed without dates that still
shows it would bring it a second time, as if it were new. And of every source its last word stays: without it the source
would seem lost, and be read anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from generator import files
from generator.collect import harvest, memory
from generator.collect.folding import Sight
from generator.collect.harvest import FORMAT

UNDATED = 200
"""Items without a date that are kept of one source; feeds seldom show more than a hundred."""


def prune(state: Path, before: datetime) -> int:
    """Drop what was collected before an instant and is of no more use.

    Args:
        state: the folder of the runs; nobody else may be writing into it.
        before: an aware instant; whole days (UTC) before it are looked at.

    Returns:
        How many observations left the log.
    """
    days = [path for path in harvest.days(state) if _day(path) and not harvest.is_foreign(path)]
    old = [path for path in days if (day := _day(path)) and day < before.date()]
    if not old:
        return 0
    useful = _useful(old, [path for path in days if path not in old], memory.read(state).sources)
    return sum(_rewritten(path, useful) for path in old)


def _useful(old: Collection[Path], young: Collection[Path], known: Collection[str]) -> frozenset[str]:
    """Return the ids of which every sight stays."""
    found = {_id(sight) for path in young for sight in harvest.sights(path)}
    sources: dict[str, _Told] = defaultdict(_Told)
    for path in (*old, *young):
        for sight in harvest.sights(path):
            sources[_source(sight)].hear(sight)
    for source, told in sources.items():
        found.update(told.useful() if source in known else ())
    return frozenset(found)


@dataclass(slots=True)
class _Told:
    """What one source has told."""

    last: tuple[datetime, str] | None = None
    undated: dict[str, datetime] = field(default_factory=dict)
    """Id of an item without a date -> when it was seen last."""

    def hear(self, sight: Sight) -> None:
        word = (sight.seen, _id(sight))
        self.last = max(self.last or word, word)
        if sight.item and sight.item.published is None:
            self.undated[word[1]] = max(sight.seen, self.undated.get(word[1], sight.seen))

    def useful(self) -> Iterator[str]:
        if self.last:
            yield self.last[1]
        yield from sorted(self.undated, key=lambda name: (self.undated[name], name), reverse=True)[:UNDATED]


def _rewritten(path: Path, useful: Collection[str]) -> int:
    """Rewrite one day, where it has to be; return how many lines left it."""
    lines = [line for line in path.read_bytes().splitlines(keepends=True) if line != FORMAT]
    kept = [line for line in lines if _stays(line, useful)]
    if not kept:
        path.unlink()
    elif len(kept) < len(lines):
        files.write(path, FORMAT + b"".join(kept))
    return len(lines) - len(kept)


def _stays(line: bytes, useful: Collection[str]) -> bool:
    try:
        return _id(harvest.sight(line)) in useful
    except ValueError:
        return False


def _id(sight: Sight) -> str:
    return sight.item.id if sight.item else sight.gone or ""


def _source(sight: Sight) -> str:
    return sight.item.source if sight.item else sight.source or ""


def _day(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.stem[:10])
    except ValueError:
        return None
