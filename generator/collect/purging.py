"""The state of the runs and the people who are withdrawn in; the same files without them out (T04).

Nothing here is undone by the next visit: what they publish is left out before it is kept (visits.py), and when the log
is read. A line that cannot be read is dropped as well, and a file that was set aside: nobody could say whose it is. Two
such files stay: they name nobody, and that they are there says that something is not known which must not be guessed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from generator import files, text, withdrawal
from generator.collect import barred, harvest, memory, pages, subjects
from generator.collect.faces import Counts, Face
from generator.collect.harvest import FORMAT
from generator.collect.memory import Record
from generator.collect.pages.memory import Link
from generator.withdrawal import withheld

LONG = subjects.BYTES - 4
"""Bytes of a name from which on it may be the beginning of one: a letter that would not fit whole is left out."""
STAYING = frozenset({barred.ASIDE, "announced.json.bad"})
"""What was set aside of digests (barred.py) and of weeks that were told of (repository/announced.py)."""


def purge(state: Path, withdrawn: Sequence[str], names: Collection[str], now: datetime) -> int:
    """Take people out of the log of what was collected, and out of what is remembered of sources and links.

    Args:
        state: the folder of the runs; nobody else may be writing into it.
        withdrawn: Config.withdrawn, or what withdrawal.widened made of it.
        names: what they are called.
        now: the instant of the run, aware.

    Returns:
        How many observations left the log.
    """
    for spoilt in state.rglob("*.bad"):
        if spoilt.name not in STAYING:
            spoilt.unlink()
    gone = sum(_day(path, withdrawn) for path in harvest.days(state))
    _sources(state, withdrawn, names, now)
    _links(state, withdrawn, names, now)
    return gone


# ---------------------------------------------------------------- the log


def _day(path: Path, withdrawn: Sequence[str]) -> int:
    """Rewrite one day, where it has to be; return how many lines left it."""
    if harvest.is_foreign(path):
        return 0
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line if line == FORMAT else _line(line, withdrawn) for line in lines]
    if kept != lines:
        files.write(path, b"".join(kept))
    return sum(not line for line in kept)


def _line(line: bytes, withdrawn: Sequence[str]) -> bytes:
    """Return a line without them, b"" where it is about one of them."""
    try:
        sight = harvest.sight(line)
    except ValueError:
        return b""
    if sight.item is None:
        return b"" if withheld(withdrawn, sight.gone, sight.source) else line
    (item,) = withdrawal.items_without([sight.item], withdrawn) or (None,)
    if item is None:
        return b""
    return line if item is sight.item else harvest.written(replace(sight, item=item))


# ---------------------------------------------------------------- what is remembered


def _sources(state: Path, withdrawn: Sequence[str], names: Collection[str], now: datetime) -> None:
    known = memory.read(state)
    left = {
        key: _record(record, withdrawn, names)
        for key, record in known.sources.items()
        if not withheld(withdrawn, key, record.report.address)
    }
    if left != known.sources:
        known.sources = left
        memory.write(state, known, now)


def _record(record: Record, withdrawn: Sequence[str], names: Collection[str]) -> Record:
    """Return what is known of somebody else's source without their pages and names."""
    seen = {key: page for key, page in record.pages.items() if not withheld(withdrawn, key.partition(" ")[2])}
    return replace(record, pages=seen, face=record.face and _face(record.face, names))


def _face(face: Face, names: Collection[str]) -> Face:
    past, fresh = (replace(each, voices=_others(each.voices, names)) for each in (face.past, face.fresh))
    return replace(face, past=past, fresh=fresh)


def _others(voices: Counts, names: Collection[str]) -> Counts:
    """Return the names that are not theirs; of a long one a face keeps the beginning."""
    theirs = {text.fold(name) for name in names}
    return {
        voice: count
        for voice, count in voices.items()
        if not any(name == voice or (name.startswith(voice) and len(voice.encode()) > LONG) for name in theirs)
    }


def _links(state: Path, withdrawn: Sequence[str], names: Collection[str], now: datetime) -> None:
    known = pages.read(state)
    left = {key: link for key, link in known.links.items() if not _is_theirs(key, link, withdrawn, names)}
    robots = {place: said for place, said in known.robots.items() if not withheld(withdrawn, place)}
    if len(left) < len(known.links) or len(robots) < len(known.robots):
        pages.write(state, replace(known, links=left, robots=robots), now)


def _is_theirs(key: str, link: Link, withdrawn: Sequence[str], names: Collection[str]) -> bool:
    page = link.page
    addresses: Iterable[str | None] = (key, link.target, *((page.url, page.canonical) if page else ()))
    return withheld(withdrawn, *addresses) or bool(page and page.author and page.author in names)
