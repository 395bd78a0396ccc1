"""What templates see of a month or a year in review."""

from dataclasses import dataclass

from generator.publish.shapes.edition import HeadView
from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksView:
    """Several weeks: each of them, or how many and the first and the last."""

    links: tuple[Link, ...]
    """Oldest first."""
    count: str
    """How many there are, in words, where `links` are only the first and the last; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnView:
    """Something that came up in several weeks: a subject, a word."""

    name: str
    language: str | None
    weeks: WeeksView


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalView:
    """Somebody who was there for the first time."""

    voice: Link
    work: Link
    """What they were picked for, where it stands on this site."""
    language: str | None
    """Of the title of that."""
    again: WeeksView
    """The weeks in which they came again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """A question that was asked."""

    lens: str
    name: str
    text: str
    language: str
    """Of `text` where that is not the page's, else ""."""
    week: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """One month, as its year names it."""

    link: Link
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A month or a year, looked back on."""

    title: str
    open: str
    """Up to which day it reaches, in words; "" for one that is over."""
    facts: str
    """Editions, picks, voices and languages in a sentence."""
    network: str
    """How many were heard and met, first and last, in a sentence; "" where that is not known."""
    months: tuple[MonthView, ...]
    """Of a year; () for a month."""
    weeks: tuple[HeadView, ...]
    """Of a month, oldest first; () for a year."""
    returned: tuple[ReturnView, ...]
    arrived: tuple[ArrivalView, ...]
    more: str
    """How many more arrived, in words; "" where all are named."""
    asked: tuple[AskedView, ...]
    stayed: tuple[ReturnView, ...]
    """Words that rose in more than one week."""
    once: tuple[ReturnView, ...]
    """Words that rose in one."""
    along: tuple[Link, ...]
    """What can be taken along of a month: a book."""
    beside: tuple[Link, ...]
    """The month or year before, and the one after, and the year of a month."""
