"""Editions, answers and the state in; the same without what was deleted or withdrawn, and with what was edited, out.

Nothing is fetched for it: it works from what the visits of this and earlier days have found. An edition that cannot be
read stops it only after the state was purged.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from generator import collect as street
from generator import ledgers, originals, text, traces, withdrawal
from generator import publish as press
from generator.correcting.people import Kept, Shelves, kept
from generator.edit.reading import excerpt
from generator.errors import InputError
from generator.model import Config, Edition
from generator.originals import Correction, Originals

WINDOW = timedelta(weeks=ledgers.KEPT + 1)
"""How long what was collected is kept once its edition is published: as long as `explain` knows its week (the ledgers),
and a week more, for the days before it. So long a deletion or an edit is noticed, and so long a missed week can be made
up for."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """By what somebody who is withdrawn is known besides, said while it is known."""

    entry: str
    addresses: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"`withdrawn`, {self.entry}: also known as {', '.join(self.addresses)}. Add that under `withdrawn:` in "
            "config.yaml, for soon no file here will say that these are one."
        )


def correct(config: Config, shelves: Shelves, *, now: datetime) -> tuple[Corrected | Further, ...]:
    """Bring every edition's file up to date with its originals, and take people who are withdrawn out of everything.

    Returns:
        What was changed in which edition; then by what people who are withdrawn are known besides, where they are found
        under an address that their owner has not written.

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
        theirs, besides = _purged(config, shelves, now)
        if wrong:
            raise wrong
        known = _known(config, shelves, now) if editions else Originals()
        found = [_corrected(edition, known, theirs, shelves.editions) for edition in editions]
        _prune(shelves.state, max((each.published for each in editions), default=None), now)
    _answers(shelves.answers, theirs)
    return (*(each for each in found if each), *besides)


def tidy(config: Config, shelves: Shelves, *, now: datetime) -> None:
    """Take out of the state who is withdrawn and what is too old, as `correct` does, once two states were made one.

    Nobody else may be writing into the state folder; whoever calls holds it.
    """
    _purged(config, shelves, now)
    with suppress(InputError):  # of an edition that cannot be read nobody knows when it was published
        last = press.archive.newest(shelves.editions)
        _prune(shelves.state, last.published if last else None, now)


def besides(config: Config, entry: str, found: Kept, remembered: Sequence[str] = ()) -> Further | None:
    """Return what an owner could write as well of somebody who is withdrawn; None where there is nothing."""
    addresses = withdrawal.further(found.widened([entry, *remembered]), config.withdrawn)
    new = tuple(each for each in addresses if not withdrawal.withheld(config.withdrawn, each))
    return Further(entry=entry, addresses=new) if new else None


# ---------------------------------------------------------------- the state


def _purged(config: Config, shelves: Shelves, now: datetime) -> tuple[tuple[str, ...], tuple[Further, ...]]:
    """Take people out of the state; return by what they are known, and what of that their owner has not written."""
    if not config.withdrawn:
        street.barred.keep(shelves.state, {})
        return (), ()
    found = kept(shelves)
    remembered = {entry: street.barred.read(shelves.state, [entry]) for entry in config.withdrawn}
    theirs = {entry: found.widened([entry, *remembered[entry]]) for entry in config.withdrawn}
    street.barred.keep(shelves.state, {entry: withdrawal.digested(known[1:]) for entry, known in theirs.items()})
    known = tuple(dict.fromkeys(each for every in (config.withdrawn, *theirs.values()) for each in every))
    names = _names(found, known)
    street.purge(shelves.state, known, names, now=now)
    ledgers.purge(shelves.state, known, names)
    traces.purge(shelves.state, known, names)
    return known, tuple(
        further for entry in config.withdrawn if (further := besides(config, entry, found, remembered[entry]))
    )


def _names(found: Kept, known: Sequence[str]) -> set[str]:
    """Return what they are called, and nobody else whose words were collected."""
    left = {item.id for item in withdrawal.items_without(found.items, known)}
    theirs = {item.voice.name for item in found.items if item.id not in left}
    others = {item.voice.name for item in found.items if item.id in left}
    return (theirs - others) | {name for each in found.editions for name in withdrawal.names_in(each, known)}


def _prune(state: Path, published: datetime | None, now: datetime) -> None:
    """Drop what is old and published, by when the last edition was; what has no edition yet stays, however old it is.

    How old it is goes by when a source was last read: nothing grows while none is, and a clock may be wrong.
    """
    if published:
        now = min(now, street.last_read(state) or now)
        street.prune(state, min(now - WINDOW, published))


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
