"""A house in, the page of all weeks out: year by year, each as a drawing with a bar for every edition, and as a list.

The drawing shows what the list says. Its time runs as the language of the site does, from right to left in Arabic: it
stands in the text and is read with it (Material Design, "Bidirectionality", has time among what is mirrored).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from generator.model import Edition, Week
from generator.publish import reviews, view, words
from generator.publish.links import Links
from generator.publish.shapes import AlmanacView, AnnalMonthView, AnnalView, HeadView, Link
from generator.publish.strings import Say

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "archive/"
OPEN = 2
"""Years whose list lies open: the last twelve months are always among them. Ten years would be twenty screens."""
WIDE, WEEK, BAR, HIGH = 340.0, 6.4, 4.4, 44.0
"""Units of the box (as the map's), from week to week (53 fit), of a bar's width and of the height of the highest."""
LEAST = 1.2
"""Height of the bar of an edition with nothing to read: it is there, and is no gap."""
TICK, LETTERS = 4.0, 15.0
"""How far below the bars the ticks of the months reach, and where their letters stand."""
FEW = 12
"""Up to so many editions a year is one list: months over every second line would only be in the way."""
NAMED = 6
"""Up to so many weeks without an edition are named; more are counted."""


def page(house: "House") -> "Sheet":
    """Every edition, by year, newest first."""
    years: dict[int, list[Edition]] = {}
    for week in house.weeks:
        years.setdefault(week.week.year, []).append(week)

    def names(to: Links) -> Mapping[str, Any]:
        looked_back = _reviews(house, years, to)
        read = minutes(house.weeks)
        return {
            "years": tuple(
                _year(house, editions, read, folded=place >= OPEN, looked_back=looked_back[year])
                for place, (year, editions) in enumerate(years.items())
            )
        }

    return house.sheet(PLACE, "archive.html", house.say("archive"), house.say("archive.words"), names)


def _year(
    house: "House",
    editions: Sequence[Edition],
    read: Mapping[Week, int],
    *,
    folded: bool,
    looked_back: tuple[Link, ...],
) -> AnnalView:
    heads = tuple(house.head(edition) for edition in editions)
    listed = tuple(replace(head, lead="") for head in heads) if folded else heads
    return AnnalView(
        year=editions[0].week.year,
        count=house.say("editions", n=len(editions)),
        almanac=drawn(editions, read, house.say),
        weeks=listed,
        months=tuple(_by_month(editions, listed, house)),
        folded=folded,
        reviews=looked_back,
    )


def _by_month(editions: Sequence[Edition], heads: Sequence[HeadView], house: "House") -> Iterator[AnnalMonthView]:
    """Part the editions of a year, newest first, by the month of the calendar in which each came out."""
    if len(editions) <= FEW:
        yield AnnalMonthView(name="", weeks=tuple(heads))
        return
    zone, say = ZoneInfo(house.config.site.zone), house.say
    year = editions[0].week.year

    def month(pair: tuple[Edition, HeadView]) -> tuple[int, int]:
        day = pair[0].published.astimezone(zone)
        return day.year, day.month

    for found, pairs in groupby(zip(editions, heads, strict=True), key=month):
        name = _months("wide", say)[found[1] - 1] if found[0] == year else say.month(found[1], found[0])
        yield AnnalMonthView(name=name, weeks=tuple(head for _, head in pairs))


def _reviews(house: "House", years: Mapping[int, object], to: Links) -> dict[int, tuple[Link, ...]]:
    """Sort the months and years in review to the years of the page, newest first, a year before its months.

    The first week of a year can come out in the last days of the one before (ISO 8601): a look back on a year that has
    no edition of its own stands with its newest one.
    """
    found: dict[int, list[reviews.Period]] = {year: [] for year in years}
    for period in sorted(reviews.periods(house), key=lambda each: (each.year, each.month or 13), reverse=True):
        found[period.year if period.year in found else period.editions[-1].week.year].append(period)
    return {
        year: tuple(Link(name=_called(each, year, house.say), address=to(each.place)) for each in periods)
        for year, periods in found.items()
    }


def _called(period: reviews.Period, year: int, say: Say) -> str:
    """Name a month or a year; under its own year a month needs none."""
    if period.month is None or period.year != year:
        return period.title(say)
    return _months("wide", say)[period.month - 1]


# ---------------------------------------------------------------- the drawing


def minutes(editions: Iterable[Edition]) -> dict[Week, int]:
    """Return how many minutes each edition takes to read, in the order given."""
    return {edition.week: words.minutes(view.shown(edition)) for edition in editions}


def drawn(editions: Sequence[Edition], read: Mapping[Week, int], say: Say) -> AlmanacView:
    """Draw a year.

    Args:
        editions: Those of one ISO year, at least one.
        read: All there are, newest first -> minutes of reading: how high a bar is compares between years.
        say: The words, and the direction of time.
    """
    year, most = editions[0].week.year, max(read.values())
    bars = {each.week: _bar(each.week.number, read[each.week] / most if most else 0.0, say) for each in editions}
    last = bars.pop(next(iter(read)), "")
    starts = [_across(year, month) for month in range(1, 14)]
    return AlmanacView(
        box=f"0 0 {WIDE:g} {HIGH + LETTERS + 1:g}",
        title=say("almanac", year=str(year)),
        words=_words(editions, read, say),
        bars="".join(bars[week] for week in sorted(bars)),
        last=last,
        ticks="".join(f"M{_mirrored(start, 0, say):g} {HIGH:g}v{TICK:g}" for start in starts[:-1])
        + f"M0 {HIGH:g}h{WIDE:g}",
        base=HIGH + LETTERS - 1,
        months=tuple(
            (_mirrored((start + end) / 2, 0, say), letter)
            for start, end, letter in zip(starts[:-1], starts[1:], _months("narrow", say), strict=True)
        ),
    )


def _bar(number: int, part: float, say: Say) -> str:
    """Return a bar as a piece of a path."""
    high = max(LEAST, round(HIGH * part, 1))
    return f"M{_mirrored((number - 1) * WEEK + 1, BAR, say):g} {HIGH:g}v{-high:g}h{BAR:g}v{high:g}z"


def _across(year: int, month: int) -> float:
    """Return where a month begins; the thirteenth is the January after. A year of weeks begins up to three days off."""
    first = date(year + month // 13, (month - 1) % 12 + 1, 1)
    return min(WIDE, max(0.0, (first - date.fromisocalendar(year, 1, 1)).days / 7 * WEEK))


def _mirrored(start: float, wide: float, say: Say) -> float:
    """Return where something stands that begins at `start` and is `wide`, by the direction of the text."""
    return round(WIDE - start - wide if say.direction == "rtl" else start, 1)


def _months(width: Literal["narrow", "wide"], say: Say) -> tuple[str, ...]:
    """Return the months as a language calls them where they stand alone, `narrow` by a letter (CLDR)."""
    from babel import dates  # noqa: PLC0415  a fiftieth of a second that most commands need not wait for

    names = dates.get_month_names(width, "stand-alone", say.locale)
    return tuple(str(names[month]) for month in range(1, 13))


def _words(editions: Sequence[Edition], read: Mapping[Week, int], say: Say) -> str:
    """Say what the drawing shows."""
    low, high = (pick(read[each.week] for each in editions) for pick in (min, max))
    told = [say("almanac.range", low=low, high=high)] if low < high else [say("almanac.same", minutes=_read(low, say))]
    if missing := _missing(editions, tuple(read)):
        weeks = say.listed([say.number(number) for number in missing])
        few = len(missing) <= NAMED
        told.append(say("almanac.missing", n=len(missing), weeks=weeks) if few else say("almanac.many", n=len(missing)))
    return " ".join(told)


def _read(minutes: int, say: Say) -> str:
    return say("minutes", n=minutes)


def _missing(editions: Sequence[Edition], archive: Sequence[Week]) -> list[int]:
    """Return the numbers of the weeks without an edition, between the oldest and the newest of the archive."""
    year, there = editions[0].week.year, {each.week.number for each in editions}
    first, last = archive[-1], archive[0]
    start = first.number if first.year == year else 1
    end = last.number if last.year == year else date(year, 12, 28).isocalendar().week
    return [number for number in range(start, end + 1) if number not in there]
