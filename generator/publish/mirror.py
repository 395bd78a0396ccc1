"""Editions in, their meters as a page shows them out: charts, what they say this week, and what one could try (E11).

A change is only called one where it goes beyond what is usual for these very weeks; and whatever a figure is, it is
no grade. What could be tried names somebody or something of this week where there is anybody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from types import MappingProxyType

from generator import text
from generator.model import Edition, Meters, Pick, Tie
from generator.publish.bidi import apart
from generator.publish.charts import Course, chart
from generator.publish.shapes import FigureView, Link, MeterView
from generator.publish.strings import Say

YEAR = 52
"""Editions that are drawn."""
TERM = 12
"""Earlier weeks with which a week is compared: about a term of a school, as the desk remembers them."""
LEAST = 5
"""Fewest of them: with fewer, a spread is a guess."""
BEYOND = 2.5
"""So many standard deviations from the mean of those weeks a figure is no longer usual, one week in thirty by chance.
On weeks of twenty picks drawn at random, 3 to 6 of 100 are called a change."""
SEEN = 0.05
"""A change of less is not spoken of, however steady the weeks were: nobody sees it on the chart."""
BEFORE = 4
"""Editions before this one that `overlap` looks back on."""
NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """What is drawn and spoken of as one."""

    key: str
    fields: tuple[str, ...]
    """Fields of Meters."""
    spoken: str
    """The field whose changes are spoken of."""


METERS = (
    Meter(key="new", fields=("new",), spoken="new"),
    Meter(key="ties", fields=("strong", "weak", "very_weak"), spoken="very_weak"),
    Meter(key="overlap", fields=("overlap",), spoken="overlap"),
    Meter(key="spread", fields=("spread",), spoken="spread"),
    Meter(key="concentration", fields=("concentration",), spoken="concentration"),
    Meter(key="own", fields=("own",), spoken="own"),
)
BRIEF = (("new", "brief.new"), ("very_weak", "brief.far"), ("overlap", "brief.overlap"), ("own", "brief.own"))
"""Figures that an edition says in words, each with the end of its key."""

Values = Sequence[float | None]


def views(weeks: Sequence[Edition], say: Say) -> tuple[MeterView, ...]:
    """Return the meters over the last year; those of which no week has a figure are not there.

    Args:
        weeks: All editions, the newest first.
        say: The words of the site.
    """
    shown = tuple(reversed(weeks[:YEAR]))
    return tuple(_meter(meter, shown, say) for meter in measured(weeks))


def measured(weeks: Sequence[Edition]) -> tuple[Meter, ...]:
    """Return the meters of which a week of the last year has a figure; editions come newest first."""
    last = weeks[:YEAR]
    return tuple(
        meter
        for meter in METERS
        if all(any(figure is not None for figure in series(last, name)) for name in meter.fields)
    )


def brief(edition: Edition, say: Say) -> tuple[str, ...]:
    """Say the figures of one week in words; those of which there was too little are left out."""
    found = [(value(edition.meters, name), ending) for name, ending in BRIEF]
    return tuple(say(f"mirror.{ending}", part=percent(figure, say)) for figure, ending in found if figure is not None)


def series(weeks: Sequence[Edition], name: str) -> Values:
    """Return the figures of a meter, one a week."""
    return [value(week.meters, name) for week in weeks]


def value(meters: Meters, name: str) -> float | None:
    """Return a figure of a week; one that a person has edited to beyond its scale is none."""
    found: float | None = getattr(meters, name)
    return found if found is not None and 0 <= found <= 1 else None


def usual(values: Values) -> tuple[float, float] | None:
    """Return between which figures one more week would lie if nothing had changed; None where too few are known.

    The prediction interval of one further observation (Hahn & Meeker 1991, Statistical Intervals, chapter 4): the mean
    and some standard deviations, the wider the fewer weeks there are.

    Args:
        values: Of the earlier weeks, oldest first.
    """
    known = [figure for figure in values if figure is not None][-TERM:]
    if len(known) < LEAST:
        return None
    mean = fmean(known)
    reach = max(SEEN, BEYOND * stdev(known) * sqrt(1 + 1 / len(known)))
    return max(0.0, mean - reach), min(1.0, mean + reach)


def percent(part: float | None, say: Say) -> str:
    """Write a part as a percentage, or that there is none."""
    return NOTHING if part is None else say.percent(part)


def _meter(meter: Meter, weeks: Sequence[Edition], say: Say) -> MeterView:
    every = [series(weeks, name) for name in meter.fields]
    spoken = series(weeks, meter.spoken)
    names = [say(f"mirror.{name}.name") for name in meter.fields] if len(every) > 1 else [say(f"mirror.{meter.key}")]
    band = usual(spoken[:-1])
    ends = (say("mirror.short", number=weeks[0].week.number), say("mirror.short", number=weeks[-1].week.number))
    example = EXAMPLES[meter.key](weeks)
    return MeterView(
        anchor=f"meter-{meter.key}",
        title=say(f"mirror.{meter.key}"),
        about=say(f"mirror.{meter.key}.about"),
        now=now(meter.key, spoken, say),
        tip=say(f"mirror.{meter.key}.try"),
        such=say("mirror.as" if meter.key == "own" else "mirror.such") if example else "",
        example=example,
        described=_described(meter, spoken, weeks, say),
        chart=chart(
            [week.week for week in weeks],
            [
                Course(values=values, label=_label(name, values, say, len(every)))
                for name, values in zip(names, every, strict=True)
            ],
            band if len(every) == 1 else None,
            ends,
        ),
        courses=tuple(names),
        weeks=tuple(
            FigureView(
                week=say("week_year", number=week.week.number, year=str(week.week.year)),
                figures=tuple(percent(values[place], say) for values in every),
            )
            for place, week in reversed(list(enumerate(weeks)))
        ),
    )


def now(key: str, values: Values, say: Say) -> str:
    """Say what a figure is this week, and how that compares with the weeks before.

    Args:
        key: Of the meter.
        values: One a week, this week's last.
        say: The words of the site.
    """
    figure = values[-1]
    if figure is None:
        return say("mirror.none")
    part, band = percent(figure, say), usual(values[:-1])
    if band is None:
        return say("mirror.ties.early" if key == "ties" else "mirror.early", part=part)
    least, most = (percent(end, say) for end in band)
    if band[0] <= figure <= band[1]:
        return say("mirror.ties.usual" if key == "ties" else "mirror.usual", part=part, least=least, most=most)
    return say(f"mirror.{key}.{'more' if figure > band[1] else 'less'}", part=part, least=least, most=most)


def _label(name: str, values: Values, say: Say, courses: int) -> str:
    figure = percent(next(figure for figure in reversed(values) if figure is not None), say)
    label = f"{name} {apart(figure, say.direction)}" if courses > 1 else figure
    return apart(label, "ltr")  # as a drawing runs in every language


def _described(meter: Meter, values: Values, weeks: Sequence[Edition], say: Say) -> str:
    """Describe the course of what is spoken of, from the first figure to the last."""
    known = [(week, figure) for week, figure in zip(weeks, values, strict=True) if figure is not None]
    (first, opening), (last, closing) = known[0], known[-1]
    figures = [figure for _, figure in known]
    return say(
        "mirror.described",
        n=len(known),
        what=say(f"mirror.{meter.spoken}.name") if len(meter.fields) > 1 else say(f"mirror.{meter.key}"),
        first=say("week_year", number=first.week.number, year=str(first.week.year)),
        opening=percent(opening, say),
        last=say("week_year", number=last.week.number, year=str(last.week.year)),
        closing=percent(closing, say),
        least=percent(min(figures), say),
        most=percent(max(figures), say),
    )


# ---------------------------------------------------------------- with whom it could be tried

Example = Callable[[Sequence[Edition]], Link | None]


def _open(edition: Edition) -> list[Pick]:
    return [pick for pick in edition.picks if not pick.hidden and pick.name]


def _somebody(picks: Sequence[Pick]) -> Link | None:
    return next((Link(name=pick.name, address=text.address(pick.address or pick.url)) for pick in picks), None)


def _stranger(weeks: Sequence[Edition]) -> Link | None:
    return _somebody([pick for pick in _open(weeks[-1]) if pick.new_voice])


def _far(weeks: Sequence[Edition]) -> Link | None:
    return _somebody([pick for pick in _open(weeks[-1]) if pick.tie is Tie.VERY_WEAK])


def _missed(weeks: Sequence[Edition]) -> Link | None:
    """Return somebody whom the editions just before did not have."""
    had = {
        who
        for week in weeks[-1 - BEFORE : -1]
        for pick in week.picks
        for who in (pick.voice, *(other.voice for other in pick.also))
    }
    return _somebody([pick for pick in reversed(_open(weeks[-1])) if pick.voice not in had])


def _seldom(weeks: Sequence[Edition]) -> Link | None:
    """Return somebody who was picked and said one thing in the week."""
    once = {node.voice for node in weeks[-1].network.nodes if node.items == 1}
    return _somebody([pick for pick in reversed(_open(weeks[-1])) if pick.voice in once])


def _elsewhere(weeks: Sequence[Edition]) -> Link | None:
    """Return somebody of the circle with the fewest picks: what is spoken of there, and who bridges to it."""
    network, shown = weeks[-1].network, {pick.voice for pick in weeks[-1].picks if not pick.hidden}
    picked = {circle.number: 0 for circle in network.circles if circle.words}
    for node in network.nodes:
        if node.circle in picked:
            picked[node.circle] += node.voice in shown
    if len(picked) < 2:  # noqa: PLR2004  one circle alone is no elsewhere
        return None
    fewest = min(picked, key=lambda number: (picked[number], number))
    there = [node for node in network.nodes if node.circle == fewest and node.name]
    words = next(circle.words for circle in network.circles if circle.number == fewest)
    first = min(there, key=lambda node: (-node.bridge, node.number), default=None)
    return Link(name=f"{first.name} ({words})", address=text.address(first.address or "")) if first else None


def _maker(weeks: Sequence[Edition]) -> Link | None:
    """Return a piece of somebody's own work."""
    own = [pick for pick in _open(weeks[-1]) if pick.title and not pick.about and not pick.warning]
    return next((Link(name=f"{pick.title} ({pick.name})", address=text.address(pick.url)) for pick in own), None)


EXAMPLES: Mapping[str, Example] = MappingProxyType(
    {
        "new": _stranger,
        "ties": _far,
        "overlap": _missed,
        "spread": _elsewhere,
        "concentration": _seldom,
        "own": _maker,
    }
)
