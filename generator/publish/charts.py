"""Figures of weeks in, a small chart out, as numbers that a template draws: pure, and the same on every machine.

Plain SVG instead of a plotting library: a line, a label and a scale need no more, and what a page carries stays small.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Week
from generator.publish.shapes import ChartView, CourseView

WIDTH, HEIGHT = 280.0, 116.0
"""A chart is as wide as the text on the smallest screen (320 px less its edges), so that nothing on it is shrunk."""
LEFT, TOP, BASE = 42.0, 12.0, 92.0
SINGLE, NAMED = 44.0, 130.0
"""Room to the right for a figure alone, and the least for a figure with a name and a piece of its line."""
PIECE, LETTER = 27.0, 7.0
"""Where a name begins, behind the piece of its line, and the width of a letter: names are longer in some languages."""
LEADING = 15.0
"""Least distance of two labels, a line of their own size."""
KINDS = ("first", "second", "third")

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Figures of 0 to 1, one a week, None where there was too little; and what stands beside the last."""

    values: Values
    label: str


def chart(
    weeks: Sequence[Week], courses: Sequence[Course], usual: tuple[float, float] | None, ends: tuple[str, str]
) -> ChartView:
    """Return what is drawn.

    Args:
        weeks: The weeks, oldest first, each once.
        courses: One to three, each with a figure somewhere.
        usual: Between which figures most weeks lie.
        ends: The first week and the last, in words.
    """
    right = WIDTH - (_named(courses) if len(courses) > 1 else SINGLE)
    places = [_across(number, right) for number in _steps(weeks)]
    lasts = [_last(course.values, places) for course in courses]
    levels = apart([last[1] for last in lasts])
    return ChartView(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        top=TOP,
        base=BASE,
        usual=(height(usual[1]), height(usual[0])) if usual else None,
        lines=tuple(
            _line(kind, course, runs(weeks, course.values), places, last, level)
            for kind, course, last, level in zip(KINDS, courses, lasts, levels, strict=False)
        ),
        first=ends[0] if len(weeks) > 1 else "",
        newest=ends[1],
    )


def height(value: float) -> float:
    """Return how far down a figure of 0 to 1 stands; what lies beyond is drawn at the edge."""
    return round(BASE - (BASE - TOP) * min(1.0, max(0.0, value)), 1)


def runs(weeks: Sequence[Week], values: Values) -> Iterator[list[int]]:
    """Yield the places of figures whose weeks follow one another."""
    run: list[int] = []
    for place, value in enumerate(values):
        if run and (value is None or weeks[place].before() != weeks[place - 1]):
            yield run
            run = []
        if value is not None:
            run.append(place)
    if run:
        yield run


def apart(levels: Sequence[float]) -> list[float]:
    """Return where labels stand that would stand at these levels: none nearer to another than LEADING, in the box."""
    order = sorted(range(len(levels)), key=lambda place: (levels[place], place))
    found = list(levels)
    edge = TOP
    for place in order:
        found[place] = max(found[place], edge)
        edge = found[place] + LEADING
    edge = BASE
    for place in reversed(order):
        found[place] = round(min(found[place], edge), 1)
        edge = found[place] - LEADING
    return found


def _steps(weeks: Sequence[Week]) -> list[float]:
    """Return how far along each week lies, 0 to 1; a single one is the last."""
    days = [date.fromisocalendar(week.year, week.number, 1).toordinal() for week in weeks]
    whole = days[-1] - days[0]
    return [(day - days[0]) / whole if whole else 1.0 for day in days]


def _named(courses: Sequence[Course]) -> float:
    """Return the room for the longest name; marks that steer the direction of text take none."""
    return max(NAMED, PIECE + LETTER * max(sum(map(str.isprintable, course.label)) for course in courses))


def _across(part: float, right: float) -> float:
    return round(LEFT + (right - LEFT) * part, 1)


def _last(values: Values, places: Sequence[float]) -> tuple[float, float]:
    place = max(place for place, value in enumerate(values) if value is not None)
    return places[place], height(values[place] or 0.0)


def _line(  # noqa: PLR0917  what a line is made of
    kind: str,
    course: Course,
    pieces: Iterable[list[int]],
    places: Sequence[float],
    last: tuple[float, float],
    level: float,
) -> CourseView:
    points = [[(places[place], height(course.values[place] or 0.0)) for place in piece] for piece in pieces]
    return CourseView(
        kind=kind,
        path=" ".join(_piece(piece) for piece in points if len(piece) > 1),
        dots=tuple(piece[0] for piece in points if len(piece) == 1),
        last=last,
        label=course.label,
        level=level,
    )


def _piece(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
