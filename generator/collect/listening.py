"""Editions and their threads as they are known in; whose turn it is to be listened to out. Pure.

It stands apart from answers.py so that a digest nobody answers does not load an HTTP library.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator import withdrawal
from generator.model import Answer, Edition, Thread

DAILY = 8
"""Editions whose threads are read in every run; after that the talk has moved on."""
ROUND = 28
"""Days in which each older thread is read once: what was edited or deleted there is to be so here as well."""
RECENT = timedelta(weeks=DAILY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One edition whose answers are wanted."""

    name: str
    """2026-W47."""
    place: str
    """Where it is: https://you.example/digest/editions/2026-W47/, or its end where the site's address is not known."""
    published: datetime
    address: str | None = None
    """Of its thread, as its owner wrote it."""
    known: Thread | None = None
    """What was heard before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """What nobody here is to read, whoever else may."""

    withdrawn: tuple[str, ...] = ()
    """Addresses of people of whom nothing is kept."""
    muted: Callable[[Answer], bool] | None = None
    """Whether the owner does not want to read an answer."""

    def holds(self, answer: Answer, *addresses: str | None) -> bool:
        """Tell whether an answer is not to be kept; `addresses` are others that its author is known to have."""
        theirs = (answer.voice, answer.address, answer.url, answer.id, *addresses)
        return withdrawal.withheld(self.withdrawn, *theirs) or bool(self.muted and self.muted(answer))


NOTHING = Unwanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What became of one of them."""

    name: str
    thread: Thread | None = None
    """What is to be kept: the very value that was known, where nothing is new; None where there is no thread."""
    words: str = ""
    """Why it could not be read; "" where it was, and where that has been said of another one."""
    new: int = 0
    """Answers that were not known before."""


def wanted(
    editions: Sequence[Edition], known: Mapping[str, Thread], site_url: str | None, now: datetime
) -> tuple[Wanted, ...]:
    """Return the editions whose turn it is, newest first.

    Args:
        editions: all of them, oldest first.
        known: week -> its thread, as it was heard last.
        site_url: where the site is, without a final slash; None where that is not known.
        now: the instant of the visit.
    """
    base = f"{site_url}/" if site_url else ""
    every = (
        Wanted(
            name=str(edition.week),
            place=f"{base}editions/{edition.week}/",
            published=edition.published,
            address=edition.thread,
            known=known.get(str(edition.week)),
        )
        for edition in reversed(editions)
    )
    return tuple(each for at, each in enumerate(every) if at < DAILY or _is_turn(each, now))


def _is_turn(each: Wanted, now: datetime) -> bool:
    """Spread the older threads over the days: an old one keeps its day whatever is published meanwhile."""
    return bool(each.address or each.known) and (each.published.toordinal() // 7 + now.toordinal()) % ROUND == 0
