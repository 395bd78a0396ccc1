"""The config, the content and the state in; by which addresses people who are withdrawn are known out.

What links two addresses of one person leaves the files together with that person. So a run looks before it takes
anything out, and the state remembers digests of what it found (collect/barred.py): the person does not come back by
another address the day after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from generator import collect as street
from generator import publish as press
from generator import withdrawal
from generator.errors import InputError
from generator.model import Config, Edition, Item, Source, Thread


class Shelves(Protocol):
    """Where things lie."""

    @property
    def state(self) -> Path:
        """What was collected and not yet published."""

    @property
    def editions(self) -> Path:
        """The record of every week."""

    @property
    def answers(self) -> Path:
        """What was answered to them in public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that people can be known from."""

    editions: tuple[Edition, ...] = ()
    items: tuple[Item, ...] = ()
    threads: tuple[Thread, ...] = ()

    def widened(self, entries: Sequence[str]) -> tuple[str, ...]:
        """Return entries, and all that their people are known by besides."""
        voices = list(withdrawal.voices(self.editions, self.items, self.threads))
        found = withdrawal.widened(entries, voices)
        return (*found, *withdrawal.feeds_of(self.items, found)) if found else ()


def kept(shelves: Shelves) -> Kept:
    """Read what people can be known from; an edition that cannot be read is told elsewhere, and says nothing here."""
    try:
        editions = press.archive.read(shelves.editions)
    except InputError:
        editions = ()
    try:
        threads = tuple(press.threads.read(shelves.answers).values())
    except InputError:
        threads = ()
    return Kept(editions=editions, items=street.read(shelves.state), threads=threads)


def known(config: Config, shelves: Shelves) -> tuple[str, ...]:
    """Return `withdrawn` with every address by which its people are known here, or were when they were taken out."""
    if not config.withdrawn:
        return ()
    remembered = street.barred.read(shelves.state, config.withdrawn)
    return kept(shelves).widened((*config.withdrawn, *remembered))


def heeded(config: Config, shelves: Shelves) -> Config:
    """Return the config as the press heeds it: no source of theirs, and every address by which they are known."""
    if not config.withdrawn:
        return config
    theirs = known(config, shelves)
    return replace(config, sources=sources(config, theirs), withdrawn=theirs)


def sources(config: Config, theirs: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources that do not belong to people who are withdrawn; those are not asked."""
    return withdrawal.sources_without(config.sources, theirs)


def published(shelves: Shelves, theirs: Sequence[str]) -> tuple[Edition, ...]:
    """Return every edition without people who are withdrawn, oldest first."""
    return withdrawal.without_each(press.archive.read(shelves.editions), theirs)
