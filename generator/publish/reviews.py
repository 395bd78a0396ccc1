"""The editions in, a page for every month and year out: what came back, who came, what was asked, which words stayed.

Made from the editions alone, so that a month can be looked back on as long as its editions are kept. An edition belongs
to the month in which it came out, in the time zone of the site. Nobody is ranked: people stand in the order in which
they came, those who are easily overlooked first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from generator.model import Edition
from generator.publish import along, lookback, view, words
from generator.publish.links import Links
from generator.publish.shapes import HeadView, Link, MonthView, ReviewView
from generator.publish.strings import Say
from generator.publish.view import Desk

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "reviews/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month or a year, and its editions."""

    year: int
    month: int | None
    """1 to 12; None for a whole year."""
    editions: tuple[Edition, ...]
    """Oldest first."""
    over: bool
    """There is an edition of a later one."""

    @property
    def place(self) -> str:
        """Its permanent place on the site: `reviews/2026-11/`, `reviews/2026/`."""
        return f"{PLACE}{self.year}/" if self.month is None else f"{PLACE}{self.year}-{self.month:02}/"

    def title(self, say: Say) -> str:
        """Name it: `November 2026`, `2026`."""
        return str(self.year) if self.month is None else say.month(self.month, self.year)


def periods(house: "House") -> tuple[Period, ...]:
    """Return every month and every year that has editions with something in them, oldest first, months before years."""
    zone = ZoneInfo(house.config.site.zone)
    oldest_first = sorted(house.weeks, key=lambda edition: edition.week)
    days = [(edition, edition.published.astimezone(zone)) for edition in oldest_first if view.shown(edition)]
    months: dict[tuple[int, int | None], list[Edition]] = {}
    years: dict[tuple[int, int | None], list[Edition]] = {}
    for edition, day in days:
        months.setdefault((day.year, day.month), []).append(edition)
        years.setdefault((day.year, None), []).append(edition)
    return tuple(
        Period(year=year, month=month, editions=tuple(editions), over=(year, month) != last)
        for kind in (months, years)
        for last in [max(kind, default=None)]
        for (year, month), editions in kind.items()
    )


def pages(house: "House") -> Iterator["Sheet"]:
    """Yield the page of every month and every year."""
    found = periods(house)
    for period in found:
        yield _page(house, period, found)


def _page(house: "House", period: Period, all_periods: Sequence[Period]) -> "Sheet":
    """Make the page of a month or a year from its editions and from what stands in `around`: from nothing else."""
    say = house.say
    title = say("review.title", period=period.title(say))
    around = _Around(
        beside=tuple(_beside(period, all_periods)),
        months=tuple(each for each in all_periods if _within(each, period)),
        carried=house.carried.get(period.place, ()),
    )

    def names(to: Links) -> dict[str, Any]:
        return {"review": _view(house.desk_of(*period.editions), period, around, to)}

    made_of = house.made_of(*period.editions)
    return house.sheet(
        period.place,
        "review.html",
        title,
        say("review.words", period=period.title(say)),
        names,
        made_of=made_of and (*made_of, period.over, around.told),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the page of a period shows beside its own editions."""

    beside: tuple[Period, ...]
    """The one before, the one after, and the year of a month."""
    months: tuple[Period, ...]
    """Those of a year, whose editions are its own."""
    carried: tuple[tuple[str, str], ...]
    """What can be taken along of it."""

    @property
    def told(self) -> tuple[object, ...]:
        """What tells it from any other."""
        return (
            [each.place for each in self.beside],
            [(each.place, len(each.editions)) for each in self.months],
            self.carried,
        )


def _view(desk: Desk, period: Period, around: _Around, to: Links) -> ReviewView:
    say, editions = desk.say, period.editions
    past = lookback.Lookback(editions=editions, desk=desk, to=to, whole_year=period.month is None)
    arrived, more = lookback.arrived(past)
    stayed, once = lookback.rose(past)
    return ReviewView(
        title=period.title(say),
        open="" if period.over else say("review.open", day=_last_day(desk, editions)),
        facts=lookback.facts(past),
        network=lookback.network(past),
        months=tuple(_month(each, say, to) for each in around.months),
        weeks=_heads(desk, period),
        returned=lookback.returned(past),
        arrived=arrived,
        more=more,
        asked=lookback.asked(past),
        stayed=stayed,
        once=once,
        along=along.ways(period.place, {period.place: around.carried}, say, to),
        beside=tuple(_link(each, say, to) for each in around.beside),
    )


def _heads(desk: Desk, period: Period) -> tuple[HeadView, ...]:
    return () if period.month is None else tuple(view.head(edition, desk) for edition in period.editions)


def _last_day(desk: Desk, editions: Sequence[Edition]) -> str:
    return desk.say.day(editions[-1].published.astimezone(ZoneInfo(desk.zone)))


def _within(month: Period, year: Period) -> bool:
    return year.month is None and month.month is not None and month.year == year.year


def _month(period: Period, say: Say, to: Links) -> MonthView:
    picks = [pick for edition in period.editions for pick in view.shown(edition)]
    facts = (say("editions", n=len(period.editions)), *words.facts(picks, say))
    return MonthView(link=_link(period, say, to), facts=" · ".join(facts[:2]))


def _beside(period: Period, found: Sequence[Period]) -> list[Period]:
    """Return the one before, the one after, and the year that a month belongs to."""
    kind = [each for each in found if (each.month is None) == (period.month is None)]
    at = kind.index(period)
    year = [each for each in found if each.month is None and each.year == period.year and period.month is not None]
    return [*kind[max(0, at - 1) : at], *kind[at + 1 : at + 2], *year]


def _link(period: Period, say: Say, to: Links) -> Link:
    return Link(name=period.title(say), address=to(period.place))
