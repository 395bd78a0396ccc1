"""Editions, answers and the state in; the same without what was deleted or withdrawn, and with what was edited, out.

It is the daily run's second look at what is published (E14, T04). Nothing is fetched for it: it works from what the
visits of this and earlier days have found. An edition that cannot be read stops it only after the state was purged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from generator import collect as street
from generator import ledgers, originals, text, traces, withdrawal
from generator import publish as press
from generator.edit.reading import excerpt
from generator.errors import InputError, Problem
from generator.model import Config, Edition, Item, Source
from generator.originals import Correction, Originals


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
class Corrected:
    """What was changed in the file of one edition."""

    week: str
    deleted: int = 0
    """Picks and matches whose authors deleted them."""
    edited: int = 0
    """Picks and matches whose authors edited them."""
    places: int = 0
    """Places of people who are withdrawn."""

    def __str__(self) -> str:
        """Say it in one line."""
        parts = (
            (self.deleted, f"{text.count(self.deleted, 'pick')} withdrawn by its author"),
            (self.edited, f"{self.edited} corrected"),
            (self.places, f"{text.count(self.places, 'place')} of people in `withdrawn` taken out"),
        )
        return f"{self.week}: {', '.join(words for count, words in parts if count) or 'put in order'}"


def correct(config: Config, shelves: Shelves, *, now: datetime) -> tuple[Corrected, ...]:
    """Bring every edition's file up to date with its originals, and take people who are withdrawn out of everything.

    Raises:
        InputError: an edition or an answer cannot be read; the state has been purged all the same.
    """
    wrong: InputError | None = None
    editions: tuple[Edition, ...] = ()
    try:
        editions = press.archive.read(shelves.editions)
    except InputError as error:
        wrong = error
    with street.alone(shelves.state):
        withdrawn = _purged(config, shelves, editions, now)
        if wrong:
            raise wrong
        known = _known(config, shelves, now) if editions else Originals()
        found = [_corrected(edition, known, withdrawn, shelves.editions) for edition in editions]
    _answers(shelves.answers, withdrawn)
    return tuple(each for each in found if each)


def heeded(config: Config, shelves: Shelves) -> Config:
    """Return the config as the press heeds it: no source of theirs, and every key by which the log knows them."""
    if not config.withdrawn:
        return config
    known = withdrawal.widened(config.withdrawn, withdrawal.voices(items=street.read(shelves.state)))
    return replace(config, sources=sources(config), withdrawn=known)


def sources(config: Config) -> tuple[Source, ...]:
    """Return the sources that do not belong to people who are withdrawn; those are not asked."""
    return withdrawal.sources_without(config.sources, config.withdrawn)


def published(config: Config, shelves: Shelves) -> tuple[Edition, ...]:
    """Return every edition without people who are withdrawn, oldest first."""
    return withdrawal.without_each(press.archive.read(shelves.editions), config.withdrawn)


def notices(config: Config, shelves: Shelves, file: str) -> tuple[Problem, ...]:
    """Say of each entry of `withdrawn` what it takes out of what is kept here now, and what its owner has to see to.

    Args:
        config: as it was read.
        shelves: where the editions and the log are.
        file: what to call config.yaml.
    """
    if not config.withdrawn:
        return ()
    editions, items = press.archive.read(shelves.editions), street.read(shelves.state)
    own = {source.key: source for source in config.sources}
    found: list[Problem] = []
    for entry in config.withdrawn:
        known = withdrawal.widened([entry], withdrawal.voices(editions, items))
        for source in (source for key, source in own.items() if withdrawal.withheld(known, key)):
            words = f"This source belongs to {entry}, who is withdrawn; it is not asked."
            found.append(Problem(file=file, line=source.line, words=words, hint="Its entry can go."))
        places = _places(known, editions, items)
        found.append(
            Problem(file=file, words=f"`withdrawn`, {entry}: {_effect(places)}", hint="" if places else NOBODY)
        )
        found += (Problem(file=name, words=f"The note names {entry}.", hint=YOURS) for name in _noted(known, editions))
    return tuple(found)


NOBODY = "If it took effect earlier, that is right. Else compare it with the address on their profile or in their feed."
YOURS = "It is your own text and stays as you wrote it."


def _effect(places: int) -> str:
    if not places:
        return "nothing that is kept here is by them or names them."
    counted = text.count(places, "place")
    return f"{counted}. The next build has none of them, and the next daily run takes them out of the files."


def _places(known: Sequence[str], editions: Sequence[Edition], items: Sequence[Item]) -> int:
    left = withdrawal.without_each(editions, known)
    changed = sum(withdrawal.places(before, after) for before, after in zip(editions, left, strict=True))
    return changed + len(set(items) - set(withdrawal.items_without(items, known)))


def _noted(known: Sequence[str], editions: Sequence[Edition]) -> Iterator[str]:
    """Yield the files of editions whose note names them."""
    names = {name for each in editions for name in withdrawal.named_in(each, known)}
    for each in editions:
        if any(name in each.note for name in names):
            yield f"content/editions/{each.week}.md"


# ---------------------------------------------------------------- the state


def _purged(config: Config, shelves: Shelves, editions: Sequence[Edition], now: datetime) -> tuple[str, ...]:
    """Take people out of the state; return by which addresses and keys they are known."""
    if not config.withdrawn:
        return ()
    items = street.read(shelves.state)
    known = withdrawal.widened(config.withdrawn, withdrawal.voices(editions, items))
    left = {item.id for item in withdrawal.items_without(items, known)}
    theirs = {item.voice.name for item in items if item.id not in left}
    others = {item.voice.name for item in items if item.id in left}
    names = (theirs - others) | {name for each in editions for name in withdrawal.named_in(each, known)}
    street.purge(shelves.state, known, names, now=now)
    ledgers.purge(shelves.state, known, names)
    traces.purge(shelves.state, known, names)
    return known


# ---------------------------------------------------------------- what is published


def _known(config: Config, shelves: Shelves, now: datetime) -> Originals:
    changes = street.changes(shelves.state, config.sources, now=now)
    edited = {name: (since, originals.told(item, excerpt(item))) for name, (since, item) in changes.edited.items()}
    said = {
        item.url: (since, "" if item.warning else f"{item.title}\n{item.text}")
        for since, item in changes.edited.values()
    }
    return Originals(gone=changes.gone, edited=edited, said=said)


def _corrected(edition: Edition, known: Originals, withdrawn: Sequence[str], folder: Path) -> Corrected | None:
    """Change the file of one edition, where there is something to change in it."""
    told: Correction = originals.corrected(edition, known)
    left = withdrawal.without(told.edition, withdrawn)
    places = withdrawal.places(told.edition, left) if withdrawn else 0
    if not press.amend.keep(folder, edition, left):
        return None
    return Corrected(week=str(edition.week), deleted=told.withdrawn, edited=told.corrected, places=places)


def _answers(folder: Path, withdrawn: Sequence[str]) -> None:
    for week, thread in press.threads.read(folder).items() if withdrawn else ():
        press.threads.keep(folder, week, thread, press.threads.without(thread, withdrawn))
