"""The networks of a year in, how they grew out: figures week by week, who connected more than once, circles over time.

Only what the maps themselves hold; nobody is ordered by how much they are met. A voice is named by what it was called
last, a circle by its number, which the desk keeps while most of its people stay.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import text
from generator.model import Edition, Node, Pick, Week
from generator.publish import atlas
from generator.publish.atlas import Chart
from generator.publish.shapes import GrowthRowView, GrowthView, Link, SeriesView, StandingView
from generator.publish.strings import Say

SLOTS = 12
"""Fewest places for bars in a chart: two weeks are two bars at its end, not two walls."""
STEP, BAR, HIGH = 6, 5, 40
"""Units from bar to bar, of a bar's width, and of the height of the highest."""
AWAY = 8
"""Editions after which the number of a circle that was not seen is given to another (as the desk does)."""
SHOWN = 24
"""Circles that are listed: those of the newest week, then those that went last."""
LINKED = 6
"""Weeks that are linked beside a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The map of one week, and what is counted of it."""

    week: Week
    link: Link
    chart: Chart
    figures: tuple[int, ...]
    """In the order of COLUMNS."""


COLUMNS = ("heard", "met", "alone", "circles", "new", "picked")
"""What is counted of a week: `network.column.…` is its name, `network.series.…` what it means."""


def drawn(edition: Edition, picks: Sequence[Pick], link: Link) -> Drawn:
    """Count what the network of an edition holds; `picks` are those that are shown."""
    network, chart = edition.network, atlas.chart(edition.network)
    return Drawn(
        week=edition.week,
        link=link,
        chart=chart,
        figures=(
            max(network.voices, len(chart.nodes)),
            network.meetings,
            network.alone,
            len(chart.circles),
            sum(node.new for node in chart.nodes),
            len({pick.voice for pick in picks}),
        ),
    )


def view(weeks: Sequence[Drawn], say: Say) -> GrowthView:
    """Turn the maps of a year, oldest first, into what the page of the network shows."""
    return GrowthView(
        series=tuple(_series(place, weeks, say) for place in range(len(COLUMNS))),
        columns=tuple(say(f"network.column.{name}") for name in COLUMNS),
        rows=tuple(
            GrowthRowView(week=each.link, number=str(each.week.number), figures=each.figures)
            for each in reversed(weeks)
        ),
        between=tuple(_between(weeks, say)),
        circles=tuple(_circles(weeks, say))[:SHOWN],
    )


# ---------------------------------------------------------------- figures


def _series(place: int, weeks: Sequence[Drawn], say: Say) -> SeriesView:
    values = [each.figures[place] for each in weeks]
    slots = max(SLOTS, len(values))
    bars = [_bar(slots - len(values) + at, value, max(values)) for at, value in enumerate(values)]
    return SeriesView(
        title=say(f"network.series.{COLUMNS[place]}"),
        words=say("network.range", n=len(set(values)), now=values[-1], low=min(values), high=max(values)),
        box=f"0 0 {slots * STEP - STEP + BAR} {HIGH}",
        path="".join(bars[:-1]),
        last=bars[-1],
    )


def _bar(slot: int, value: int, most: int) -> str:
    """Return a bar as the path of an SVG; nothing for 0."""
    high = round(HIGH * value / most, 1) if most else 0
    return f"M{slot * STEP} {HIGH}v{-high:g}h{BAR}v{high:g}z" if high else ""


# ---------------------------------------------------------------- who stays


def _between(weeks: Sequence[Drawn], say: Say) -> Iterator[StandingView]:
    """Give those who stood between others in more than one week, by name."""
    last: dict[str, Node] = {}
    found: dict[str, list[Link]] = {}
    for each in weeks:
        for node in atlas.connectors(each.chart):
            last[node.voice] = node
            found.setdefault(node.voice, []).insert(0, each.link)
    for key, node in sorted(last.items(), key=lambda pair: (text.fold(pair[1].name), pair[0])):
        if len(found[key]) > 1:
            yield StandingView(
                name=atlas.name(node, say),
                address=text.address(node.address or ""),
                subject="",
                words=say("network.weeks_n", n=len(found[key])),
                weeks=tuple(found[key][:LINKED]),
            )


@dataclass(slots=True, kw_only=True)
class _Run:
    """One circle while it had its number."""

    number: int
    first: int
    last: int
    """Places in the weeks."""
    count: int
    subject: str
    """What it last spoke of; "" where that never stood out."""
    named: int = -1
    """The place of the week in which it did."""


def _circles(weeks: Sequence[Drawn], say: Say) -> Iterator[StandingView]:
    """Give the circles: those that are there, then those that went and had been there more than once."""
    newest = len(weeks) - 1
    for run in sorted(_told_apart(_runs(weeks)), key=lambda run: (-run.last, run.number)):
        if run.last == newest or run.count > 1:
            yield StandingView(
                name=say("network.circle", number=str(run.number)),
                address=None,
                subject=run.subject or atlas.around(run.number, weeks[run.last].chart, say),
                words=_span(run, weeks, say),
                weeks=(),
            )


def _span(run: _Run, weeks: Sequence[Drawn], say: Say) -> str:
    """Say from when to when a circle was there."""
    first, last = weeks[run.first].link.name, weeks[run.last].link.name
    if run.last < len(weeks) - 1:
        return say("network.from", first=first, last=last)
    return say("network.since", week=first) if run.first < run.last else say("network.first")


def _runs(weeks: Sequence[Drawn]) -> list[_Run]:
    """Return the circles; one that was away for long and came back is another with the same number."""
    open_runs: dict[int, _Run] = {}
    done: list[_Run] = []
    for place, each in enumerate(weeks):
        for circle in each.chart.circles:
            run = open_runs.get(circle.number)
            if run is None or place - run.last > AWAY:
                run = _Run(number=circle.number, first=place, last=place, count=0, subject="")
                open_runs[circle.number] = run
                done.append(run)
            run.last, run.count = place, run.count + 1
            if subject := text.one_line(circle.words):
                run.subject, run.named = subject, place
    return done


def _told_apart(runs: Sequence[_Run]) -> Sequence[_Run]:
    """Leave a name with the circle that had it last: two of one name in a list are told apart by nobody."""
    had: set[str] = set()
    for run in sorted(runs, key=lambda run: (-run.named, run.number)):
        if run.subject and atlas.plain(run.subject) in had:
            run.subject = ""
        had.add(atlas.plain(run.subject))
    return runs
