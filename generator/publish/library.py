"""A house in, what of it can be taken along out: which editions have a letter and a book, which months have a book.

Making them costs a fortieth of a second each, and nobody carries off the letter of an old week. So the editions that
feeds carry have both, and two years of months have a book; an edition that is older leads to the book of its month.
"""

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.publish import links, reviews, view
from generator.publish.along import LETTER, Places
from generator.publish.reviews import Period

if TYPE_CHECKING:
    from generator.model import Edition
    from generator.publish.house import House

EDITIONS = 12
"""Newest editions with a letter and a book of their own: a quarter of a year, as feeds have it."""
MONTHS = 24
"""Newest months with a book: as long as somebody looks for the week in which they read something."""


def editions(house: "House") -> tuple["Edition", ...]:
    """Return the editions with a book of their own, newest first; one without picks has none."""
    return tuple(edition for edition in house.weeks[:EDITIONS] if view.shown(edition))


def months(house: "House") -> tuple[Period, ...]:
    """Return the months with a book, oldest first."""
    return tuple(period for period in reviews.periods(house) if period.month is not None)[-MONTHS:]


def edition_book(edition: "Edition") -> str:
    """Return the file of an edition's book."""
    return f"{links.edition(edition.week)}{edition.week}.epub"


def month_book(period: Period) -> str:
    """Return the file of a month's book: `reviews/2026-11/2026-11.epub`."""
    return f"{period.place}{period.place.split('/')[1]}.epub"


def places(house: "House") -> Places:
    """Return what can be taken along, for every edition and every month that has something."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for month in months(house):
        found[month.place] = (("along.book", month_book(month)),)
        found |= {str(edition.week): (("along.month", month_book(month)),) for edition in month.editions}
    for edition in house.weeks[:EDITIONS]:
        found[str(edition.week)] = (("along.letter", links.edition(edition.week) + LETTER),)
    for edition in editions(house):
        found[str(edition.week)] = (("along.book", edition_book(edition)), *found[str(edition.week)])
    return MappingProxyType(found)
