"""What templates see of the page of all weeks."""

from dataclasses import dataclass

from generator.publish.shapes.edition import HeadView
from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class AlmanacView:
    """The weeks of one year as a drawing: a bar for each edition, as high as there was to read."""

    box: str
    """The viewBox."""
    title: str
    words: str
    """What the drawing shows, in sentences; they stand under it as well."""
    bars: str
    """The bars as one path; weeks without an edition are gaps."""
    last: str
    """The bar of the newest edition of all; "" in other years."""
    ticks: str
    """Where the months begin, as one path."""
    base: float
    """Where the letters of the months stand."""
    months: tuple[tuple[float, str], ...]
    """Each month: where the middle of it is, and its first letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnalMonthView:
    """The editions of a year that came out in one month."""

    name: str
    """Of the month; "" where a year has so few editions that one heading is enough for all."""
    weeks: tuple[HeadView, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnalView:
    """One year of the page of all weeks."""

    year: int
    count: str
    """How many there are, in words."""
    almanac: AlmanacView
    weeks: tuple[HeadView, ...]
    """Newest first."""
    months: tuple[AnnalMonthView, ...]
    """The same, by the months in which they came out."""
    folded: bool
    """The list lies under its drawing, closed: an older year."""
    reviews: tuple[Link, ...]
    """The year in review, then its months, newest first."""
