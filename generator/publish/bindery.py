"""A plan in, every offprint of the site out: the one table of the rooms that make some."""

from collections.abc import Callable

from generator.publish import book, data, extras, feeds, letter, offline, opml, picture, reading_hour
from generator.publish.offprints import Offprint
from generator.publish.plan import Plan

ROOMS: tuple[Callable[[Plan], tuple[Offprint, ...]], ...] = (
    feeds.offprints,
    opml.offprints,
    data.offprints,
    letter.offprints,
    book.offprints,
    reading_hour.offprints,
    extras.offprints,
    picture.offprints,
    offline.offprints,
)
"""Who makes offprints; the last may look at what the others made."""


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return every file of the site that is neither a page nor copied."""
    return tuple(each for room in ROOMS for each in room(plan))
