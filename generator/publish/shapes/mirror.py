"""What templates see of a digest's look at itself: its meters as charts and sentences, and what readers could do."""

from dataclasses import dataclass

from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """One course of figures in a chart, in units of its box."""

    kind: str
    """first, second or third: how it is drawn, so that colour is not needed to tell it."""
    path: str
    """SVG path data: a piece for every run of weeks without a gap; "" where no two weeks follow one another."""
    dots: tuple[tuple[float, float], ...]
    """Weeks that stand alone."""
    last: tuple[float, float]
    label: str
    """What stands beside the last week."""
    level: float
    """How far down the label stands, so that no two touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A small chart: weeks to the right, 0 to 100 % upwards."""

    width: float
    height: float
    left: float
    """Where the first week stands."""
    right: float
    """Where the last week stands."""
    top: float
    """Where 100 % is."""
    base: float
    """Where 0 % is."""
    usual: tuple[float, float] | None
    """From how far down to how far down most weeks lie; None while nobody knows."""
    lines: tuple[CourseView, ...]
    first: str
    """The first week, "" where there is only one."""
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """The figures of one week, as its chart shows them."""

    week: str
    figures: tuple[str, ...]
    """One a course, in words; "–" where there was too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterView:
    """One meter over the weeks."""

    anchor: str
    title: str
    about: str
    """What it measures, in a sentence."""
    now: str
    """What it says this week, compared with the weeks before."""
    tip: str
    """What to try."""
    such: str
    """What leads over to the example."""
    example: Link | None
    """Somebody of this week with whom to try it."""
    described: str
    """The chart in a sentence, for those who do not see it."""
    chart: ChartView
    courses: tuple[str, ...]
    """The names of the figures, as heads of the table."""
    weeks: tuple[FigureView, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtesyView:
    """What could be done for somebody."""

    who: tuple[Link, ...]
    """Each leads to where the conversation is."""
    words: str
    """What was asked, made or is spoken of; "" where nothing of it may be shown."""
    language: str | None
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindnessView:
    """What could be done of one kind."""

    anchor: str
    title: str
    courtesies: tuple[CourtesyView, ...]
