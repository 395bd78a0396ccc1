"""A channel and an edition in, what became of it out: told once, however often this runs and wherever it is killed.

Before anything goes out it is written down that somebody has begun, and after it what is known. What has a memory of
its own (a post can be seen, a tag has one release) is looked at first, so that even a lost record tells nothing twice.
A letter cannot be seen: where it was begun, or where the record may be lost, it is not sent, and that is said.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from generator import collect as street
from generator.announcing.channel import TAKEN, UNSURE, Channel, Done, Task
from generator.errors import RepositoryError, StreetError
from generator.repository import announced
from generator.repository.announced import Mark, Spoilt, Stage

NOT_KNOWN = (
    "An earlier run began and did not say how it ended, so perhaps it went out. It is not sent again. If nobody has "
    "it: {letter} opens in a mail program, ready to be sent."
)
LOST = (
    "What earlier runs did is not known: the record of them is lost, so perhaps it went out. It is not sent by itself; "
    "`./gleaner announce --week {week}` sends it."
)
AT_IT = "Another run is at it."
UNKEPT = "It is out, but that could not be written down: {words}"


class Outcome(StrEnum):
    """What became of it."""

    SENT = "sent"
    BEFORE = "before"
    """It was told of by an earlier run."""
    FAILED = "failed"
    """It did not go out; the next run tries again."""
    UNSURE = "unsure"
    """Nobody knows; what can be looked at is looked at by the next run."""


WORDS: Mapping[Outcome, str] = {
    Outcome.SENT: "told",
    Outcome.BEFORE: "told before",
    Outcome.FAILED: "not told",
    Outcome.UNSURE: "not known",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one channel."""

    channel: str
    outcome: Outcome
    words: str = ""
    address: str = ""

    def __str__(self) -> str:
        """Return it as one line."""
        parts = (f"{self.channel}: {WORDS[self.outcome]}.", self.words, self.address)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The record, as one run keeps it."""

    state: Path
    week: str
    by: str
    """The name of this run, that no other has."""
    now: datetime
    keep: Callable[[], None]
    """Puts the state where a run that comes after finds it; RepositoryError where it cannot."""
    whole: bool = True
    """Whether the record is sure to hold all that was done."""

    def marks(self, channel: Channel) -> Mapping[str, Mark]:
        """Return what each run knows; nothing where the record cannot be read."""
        return announced.of(self._record(), self.week, channel.name)

    def put(self, channel: Channel, stage: Stage, address: str = "") -> None:
        """Write down what this run knows, and put it away."""
        mark = Mark(stage=stage, at=self.now.isoformat(timespec="seconds"), address=address)
        with street.alone(self.state):
            announced.write(self.state, {**self._record(), (self.week, channel.name, self.by): mark})
        self.keep()

    def admit(self) -> None:
        """Write down that the record is lost, where it is: the next run finds a fresh one, and must not believe it."""
        with street.alone(self.state), suppress(RepositoryError):
            if record := self._record():
                announced.write(self.state, record)
                self.keep()

    def claim(self, channel: Channel) -> None:
        """Write down that this run begins; StreetError where another one has, and the channel cannot be looked at."""
        self.put(channel, Stage.BEGUN)
        others = (mark for run, mark in self.marks(channel).items() if run != self.by)
        if not channel.looks and any(mark.stage is not Stage.FAILED for mark in others):
            raise StreetError(AT_IT, kind=TAKEN)

    def _record(self) -> announced.Record:
        try:
            return announced.read(self.state)
        except Spoilt:
            return announced.lost(self.week)


def tell(channel: Channel, task: Task, book: Book) -> Fate:
    """Tell of an edition on one channel, where nobody has."""
    marks = book.marks(channel).values()
    if sent := next((mark for mark in marks if mark.stage is Stage.SENT), None):
        return Fate(channel=channel.name, outcome=Outcome.BEFORE, address=sent.address)
    if not channel.looks and any(mark.stage is Stage.BEGUN for mark in marks):
        return Fate(channel=channel.name, outcome=Outcome.UNSURE, words=NOT_KNOWN.format(letter=task.notice.letter))
    if not channel.looks and not book.whole:
        book.admit()
        return Fate(channel=channel.name, outcome=Outcome.UNSURE, words=LOST.format(week=book.week))
    if words := channel.lacking(task):
        return Fate(channel=channel.name, outcome=Outcome.FAILED, words=words)
    return _told(channel, task, book)


def _told(channel: Channel, task: Task, book: Book) -> Fate:
    claimed = False

    def claim() -> None:
        nonlocal claimed
        claimed = True
        book.claim(channel)

    try:
        done = channel.tell(task, claim)
    except (StreetError, RepositoryError) as error:
        unsure = getattr(error, "kind", "") == UNSURE
        words = error.words
        if claimed and not unsure:
            words += _noted(book, channel, Stage.FAILED)
        return Fate(channel=channel.name, outcome=Outcome.UNSURE if unsure else Outcome.FAILED, words=words)
    return _out(channel, done, book)


def _out(channel: Channel, done: Done, book: Book) -> Fate:
    outcome = Outcome.BEFORE if done.before else Outcome.SENT
    words = (done.words + _noted(book, channel, Stage.SENT, done.address)).strip()
    return Fate(channel=channel.name, outcome=outcome, words=words, address=done.address)


def _noted(book: Book, channel: Channel, stage: Stage, address: str = "") -> str:
    """Write down how it ended, and say where that cannot be put away; what has happened has happened."""
    try:
        book.put(channel, stage, address)
    except RepositoryError as error:
        return f" {UNKEPT.format(words=error.words)}" if stage is Stage.SENT else ""
    return ""
