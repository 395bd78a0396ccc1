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
    say = house.say
    title = say("review.title", period=period.title(say))

    def names(to: Links) -> dict[str, Any]:
        return {"review": _view(house, period, all_periods, to)}

    return house.sheet(period.place, "review.html", title, say("review.words", period=period.title(say)), names)


def _view(house: "House", period: Period, found: Sequence[Period], to: Links) -> ReviewView:
    say, editions = house.say, period.editions
    past = lookback.Lookback(editions=editions, desk=house.desk, to=to, whole_year=period.month is None)
    arrived, more = lookback.arrived(past)
    stayed, once = lookback.rose(past)
    return ReviewView(
        title=period.title(say),
        open="" if period.over else say("review.open", day=_last_day(house, editions)),
        facts=lookback.facts(past),
        network=lookback.network(past),
        months=tuple(_month(each, house, to) for each in found if _within(each, period)),
        weeks=_heads(house, period),
        returned=lookback.returned(past),
        arrived=arrived,
        more=more,
        asked=lookback.asked(past),
        stayed=stayed,
        once=once,
        along=along.ways(period.place, house.carried, say, to),
        beside=tuple(_link(each, say, to) for each in _beside(period, found)),
    )


def _heads(house: "House", period: Period) -> tuple[HeadView, ...]:
    return () if period.month is None else tuple(view.head(edition, house.desk) for edition in period.editions)


def _last_day(house: "House", editions: Sequence[Edition]) -> str:
    return house.say.day(editions[-1].published.astimezone(ZoneInfo(house.config.site.zone)))


def _within(month: Period, year: Period) -> bool:
    return year.month is None and month.month is not None and month.year == year.year


def _month(period: Period, house: "House", to: Links) -> MonthView:
    picks = [pick for edition in period.editions for pick in view.shown(edition)]
    facts = (house.say("editions", n=len(period.editions)), *words.facts(picks, house.say))
    return MonthView(link=_link(period, house.say, to), facts=" · ".join(facts[:2]))


def _beside(period: Period, found: Sequence[Period]) -> list[Period]:
    """Return the one before, the one after, and the year that a month belongs to."""
    kind = [each for each in found if (each.month is None) == (period.month is None)]
    at = kind.index(period)
    year = [each for each in found if each.month is None and each.year == period.year and period.month is not None]
    return [*kind[max(0, at - 1) : at], *kind[at + 1 : at + 2], *year]


def _link(period: Period, say: Say, to: Links) -> Link:
    return Link(name=period.title(say), address=to(period.place))
