"""What the runs keep between them: the folder of the state, or, where this machine has none, its branch.

It is read here without the mending that a run does: nothing is set aside, nothing is waited for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from generator.collect import harvest, memory, shelf
from generator.collect.memory import Record
from generator.doctor.facts import Kept
from generator.repository import state as keeping
from generator.repository.git import Git

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

BAD = ".bad"
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Files by their names, wherever they are."""

    place: str
    sizes: Mapping[str, int]
    read: Callable[[str], bytes]


def gather(state: Path, git: Git | None, name: str = "") -> Kept | None:
    """Return what is kept in the folder or on the branch, whichever is newer; None where there is neither.

    Args:
        state: the folder.
        git: the repository; None where there is none.
        name: of a further digest of the repository, "" for its own.
    """
    shelves = (_folder(state), _branch(git, f"{keeping.DIGESTS}/{name}/" if name else "") if git else None)
    each = [_gathered(found, state) for found in shelves if found]
    return max(each, key=lambda kept: kept.written or NEVER, default=None)


def _gathered(found: Shelf, state: Path) -> Kept:
    kept = Kept(
        place=found.place,
        size=sum(found.sizes.values()),
        aside=tuple(name for name in found.sizes if name.endswith(BAD)),
        held=found.place == str(state) and _held(state / "lock"),
    )
    return _with_log(_with_records(kept, found), found)


def _folder(state: Path) -> Shelf | None:
    if not state.is_dir():
        return None
    files = {path.relative_to(state).as_posix(): path for path in sorted(state.rglob("*")) if path.is_file()}
    if not files.keys() - {"lock"}:
        return None
    sizes = {name: path.stat().st_size for name, path in files.items()}
    return Shelf(place=str(state), sizes=sizes, read=lambda name: files[name].read_bytes())


def _branch(git: Git, below: str) -> Shelf | None:
    """Look at the branch as this clone knows it, or at the folder of a further digest there."""
    ref = f"refs/remotes/{git.remote}/{keeping.BRANCH}"
    listed = git.tried("ls-tree", "-r", "-l", "-z", "--full-tree", ref)
    if listed.returncode:
        return None
    sizes: dict[str, int] = {}
    for row in listed.stdout.decode(errors="replace").split("\0"):
        about, _, path = row.partition("\t")
        if path and path.startswith(below) and (below or not path.startswith(f"{keeping.DIGESTS}/")):
            sizes[path.removeprefix(below)] = int(about.split()[-1])
    return Shelf(
        place=f"the branch {keeping.BRANCH}",
        sizes=sizes,
        read=lambda name: git.tried("cat-file", "blob", f"{ref}:{below}{name}").stdout,
    )


def _held(lock: Path) -> bool:
    """Tell whether another run is at work; the file itself stays for good, and says nothing."""
    if fcntl is None or not lock.is_file():
        return False
    try:
        with lock.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


# ---------------------------------------------------------------- what is known of sources


def _with_records(kept: Kept, found: Shelf) -> Kept:
    if memory.NAME not in found.sizes:
        return kept
    records = _records(found.read(memory.NAME))
    if records == memory.NAME:
        return replace(kept, unreadable=(*kept.unreadable, memory.NAME))
    if isinstance(records, int):
        return replace(kept, newer=(*kept.newer, memory.NAME))
    assert not isinstance(records, str)
    written = max((record.visited for record in records.values()), default=None)
    return replace(kept, records=records, written=written)


def _records(data: bytes) -> Mapping[str, Record] | int | str:
    """Return the records; the number of another form; or the name of the file where it cannot be read."""
    try:
        value = shelf.loaded(data)
        form = value.get("format") if isinstance(value, dict) else None
        if isinstance(form, int) and form != shelf.FORMAT:
            return form
        return memory.MEMORY.validate_python(value).sources
    except (ValueError, ValidationError, RecursionError):
        return memory.NAME


# ---------------------------------------------------------------- the log


@dataclass(slots=True)
class Tally:
    """What the log tells, while it is read."""

    heard: dict[str, datetime] = field(default_factory=dict)
    spoilt: list[tuple[str, int]] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)


def _with_log(kept: Kept, found: Shelf) -> Kept:
    days = [name for name in found.sizes if name.startswith(f"{harvest.FOLDER}/") and name.endswith(".jsonl")]
    tally = Tally()
    for name in sorted(days):
        _read_day(name, found.read(name), tally)
    return replace(
        kept,
        heard=tally.heard,
        spoilt=tuple(tally.spoilt),
        newer=(*kept.newer, *tally.newer),
        since=min((day for name in days if (day := _day(name))), default=None),
    )


def _read_day(name: str, data: bytes, tally: Tally) -> None:
    first = data[: data.find(b"\n") + 1]
    if harvest.OTHER.fullmatch(first) and first != harvest.FORMAT:
        tally.newer.append(name)
        return
    spoilt = sum(1 for line in _lines(data) if not _take(line, tally.heard))
    if spoilt:
        tally.spoilt.append((name, spoilt))


def _lines(data: bytes) -> Iterator[bytes]:
    """Yield whole lines; what a killed run has torn off at the end is no damage."""
    whole = data[: data.rfind(b"\n") + 1]
    return (line for line in whole.split(b"\n") if line and line + b"\n" != harvest.FORMAT)


def _take(line: bytes, heard: dict[str, datetime]) -> bool:
    try:
        sight = harvest.sight(line)
    except ValueError:
        return False
    if sight.item:
        when = min(sight.item.published or sight.seen, sight.seen)
        heard[sight.item.source] = max(heard.get(sight.item.source, when), when)
    return True


def _day(name: str) -> datetime | None:
    try:
        return datetime.strptime(Path(name).stem[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
