"""What is remembered of sources between runs (`sources.json`): validators, rests, health; read and written whole.

Losing it costs a re-read of the feeds and nothing else, so a file that cannot be read is set aside and begun anew.
"""

import contextlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from generator.collect import shelf
from generator.collect.faces import Face
from generator.collect.manners import Page
from generator.collect.waiting import Rest
from generator.collect.words import ANY_TIME, Schedule
from generator.model import Report

try:
    import fcntl
except ImportError:  # Windows has no such locks; there a second run at the same time only costs requests
    fcntl = None  # type: ignore[assignment]

NAME = "sources.json"
SIZE = 128 << 20
"""Largest file that is read, in bytes; 10,000 sources need a twentieth of it."""
FORGET = timedelta(days=60)
"""A source that has not been visited for so long is no longer in config.yaml."""
FORGET_PAGE = timedelta(days=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One source: how the last visit went, when the next may be, and what is known of its addresses."""

    visited: datetime
    report: Report
    asked: str = ""
    """What config.yaml asked of it; with another wish the pages are read anew."""
    rest: Rest | None = None
    failures: int = 0
    """Visits in a row that failed."""
    schedule: Schedule = ANY_TIME
    """When it wishes to be asked."""
    face: Face | None = None
    """What it looks like, where one party speaks in it."""
    missed: bool = False
    """Whether the run was over before its turn came."""
    read: datetime | None = None
    """When it was last read well."""
    given: bool = False
    """Whether it ever gave an item."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """`<checksum of Accept> <address>` -> what is known of it: a server may answer each Accept differently."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """All records while one run is under way."""

    format: int = 1
    sources: dict[str, Record] = field(default_factory=dict)
    """Source.key -> its record."""
    hosts: dict[str, Rest] = field(default_factory=dict)
    """Host -> the rest it asked for."""


MEMORY = TypeAdapter(Memory)
SHELF = shelf.Shelf(name=NAME, shape=MEMORY, most=SIZE, newer={"sources": "visited", "hosts": "until"})
"""How two runs' files become one: of a source the newer record, of a host the longer rest."""


def read(state: Path) -> Memory:
    """Return what was remembered; a file that is torn, too large or of another format is set aside as `.bad`."""
    return shelf.read(state / NAME, MEMORY, most=SIZE, lost="every source is read anew") or Memory()


def write(state: Path, memory: Memory, now: datetime, *, most: int = SIZE) -> None:
    """Write atomically what is still of use, in at most so many bytes."""
    kept = Memory(
        sources={
            key: memory.sources[key] for key in sorted(memory.sources) if memory.sources[key].visited > now - FORGET
        },
        hosts={host: memory.hosts[host] for host in sorted(memory.hosts) if memory.hosts[host].holds(now)},
    )
    while not shelf.write(state / NAME, MEMORY, kept, most=most):
        if kept.sources:
            log.warning("%s grew too large; what is known of half the sources is forgotten.", NAME)
            kept.sources = dict(sorted(kept.sources.items(), key=_weight)[: len(kept.sources) // 2])
        else:
            log.warning("%s grew too large; the shorter half of the rests that hosts asked for is forgotten.", NAME)
            longest = sorted(kept.hosts, key=lambda host: (kept.hosts[host].until, host), reverse=True)
            kept.hosts = {host: kept.hosts[host] for host in sorted(longest[: len(longest) // 2])}


def _weight(known: tuple[str, Record]) -> tuple[int, str]:
    """Order records by what they take: one source that makes much of itself is forgotten before those that do not."""
    key, record = known
    return sum(len(name) + len(repr(page)) for name, page in record.pages.items()), key


def current(pages: Mapping[str, Page], now: datetime) -> dict[str, Page]:
    """Return the pages that were asked for not too long ago, in order."""
    return {key: pages[key] for key in sorted(pages) if pages[key].asked > now - FORGET_PAGE or pages[key].gone}


@contextlib.contextmanager
def alone(state: Path) -> Iterator[None]:
    """Hold the state folder for one run; another run waits, and a killed one lets go by itself."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("wb") as file:
        if fcntl:
            _wait(file.fileno(), state)
        for left in state.glob(".*.json.*"):  # from a run that was killed in mid-write
            left.unlink()
        yield


def _wait(handle: int, state: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.warning("Another run is collecting into %s; waiting for it to finish.", state)
        fcntl.flock(handle, fcntl.LOCK_EX)
