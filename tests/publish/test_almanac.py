import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Edition
from generator.publish import almanac
from generator.publish.plan import plan
from generator.publish.shapes import AlmanacView, AnnalView
from generator.publish.strings import catalogue
from tests.publish import make

SAY = catalogue("en")


def week(name: str, minutes: float = 10) -> Edition:
    return make.edition(name, picks=(make.pick(1, minutes=minutes),) if minutes else ())


def years(*editions: Edition) -> tuple[AnnalView, ...]:
    ordered = sorted(editions, key=lambda each: each.week)
    sheets = plan(make.config(), ordered, (), make.METHOD, None).sheets
    found: tuple[AnnalView, ...] = next(s for s in sheets if s.file == "archive/index.html").names["years"]
    return found


def drawn(*editions: Edition, say: Any = SAY) -> AlmanacView:
    """Draw editions of one year that are the whole archive."""
    newest_first = sorted(editions, key=lambda each: each.week, reverse=True)
    return almanac.drawn(newest_first, almanac.minutes(newest_first), say)


def bars(path: str) -> list[tuple[float, float]]:
    """Return where each bar begins and how high it is."""
    return [(float(x), float(high)) for x, high in re.findall(r"M([\d.]+) [\d.]+v-([\d.]+)h", path)]


# ---------------------------------------------------------------- the drawing


def test_a_bar_stands_for_each_edition_as_high_as_there_was_to_read() -> None:
    view = drawn(week("2026-W45", 30), week("2026-W46", 15), week("2026-W47", 30))

    assert [high for _, high in bars(view.bars + view.last)] == [almanac.HIGH, almanac.HIGH / 2, almanac.HIGH]
    assert len(bars(view.last)) == 1


def test_a_week_without_an_edition_is_a_gap_and_one_without_picks_a_low_mark() -> None:
    view = drawn(week("2026-W44"), week("2026-W45", 0), week("2026-W47"))

    places, heights = zip(*bars(view.bars + view.last), strict=True)
    assert [round(b - a, 1) for a, b in pairwise(places)] == [almanac.WEEK, 2 * almanac.WEEK]
    assert heights[1] == almanac.LEAST


@settings(max_examples=60)
@given(st.integers(2015, 2040), st.data())
def test_every_bar_and_every_month_of_every_year_is_inside_the_box_and_in_its_order(year: int, data: Any) -> None:
    last = date(year, 12, 28).isocalendar().week
    numbers = sorted(data.draw(st.sets(st.integers(1, last), min_size=1)))
    view = drawn(*(week(f"{year}-W{number:02}") for number in numbers))

    places = [place for place, _ in bars(view.bars + view.last)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] + almanac.BAR <= almanac.WIDE
    months = [place for place, _ in view.months]
    assert months == sorted(months)
    assert all(0 < place < almanac.WIDE for place in months)


@pytest.mark.parametrize(("name", "month"), [("2026-W01", 0), ("2026-W05", 0), ("2026-W07", 1), ("2026-W47", 10)])
def test_a_bar_stands_above_its_month(name: str, month: int) -> None:
    view = drawn(week(name))
    ticks = [float(x) for x in re.findall(r"M([\d.]+) [\d.]+v4", view.ticks)] + [almanac.WIDE]

    ((place, _),) = bars(view.last)
    assert ticks[month] - almanac.WEEK < place < ticks[month + 1]


def test_time_runs_as_the_text_does() -> None:
    right = replace(SAY, language="ar")
    editions = week("2026-W02"), week("2026-W46"), week("2026-W47")
    one, other = drawn(*editions), drawn(*editions, say=right)

    mirrored = [round(almanac.WIDE - almanac.BAR - place, 1) for place, _ in bars(one.bars + one.last)]
    assert [place for place, _ in bars(other.bars + other.last)] == mirrored
    assert other.months[0][0] > other.months[11][0]


def test_the_newest_edition_of_all_is_marked_and_no_other() -> None:
    new, old = years(week("2026-W02"), week("2026-W01"), week("2025-W40"))

    assert len(bars(new.almanac.last)) == len(bars(new.almanac.bars)) == 1
    assert old.almanac.last == ""


# ---------------------------------------------------------------- in words


def test_the_words_say_what_the_drawing_shows() -> None:
    assert drawn(week("2026-W44", 12), week("2026-W47", 34)).words == (
        "The higher a bar, the more there was to read: 12 to 34 minutes. No edition in weeks 45 and 46."
    )
    assert drawn(week("2026-W47", 12)).words == "There was as much to read in each: 12 minutes."


def test_many_gaps_are_counted() -> None:
    assert drawn(week("2026-W01"), week("2026-W47")).words.endswith("No edition in 45 weeks.")


def test_weeks_before_the_first_and_after_the_newest_edition_are_no_gaps() -> None:
    new, old = years(week("2026-W02"), week("2025-W51"))

    assert new.almanac.words.endswith("No edition in week 1.")
    assert old.almanac.words.endswith("No edition in week 52.")


# ---------------------------------------------------------------- the page


def test_years_stand_newest_first_and_older_ones_are_folded() -> None:
    found = years(*(week(f"{year}-W{number}") for year in range(2020, 2027) for number in (20, 21)))

    assert [(each.year, each.folded) for each in found] == [
        (year, year < 2027 - almanac.OPEN) for year in range(2026, 2019, -1)
    ]
    assert [head.name for head in found[0].weeks] == ["2026-W21", "2026-W20"]
    assert [bool(each.weeks[0].lead) for each in found] == [not each.folded for each in found]


def test_a_month_of_the_year_before_stands_with_the_year_of_its_week() -> None:
    early = make.edition("2026-W01", published=make.DUE.replace(year=2025, month=12, day=31))
    (only,) = years(early)

    assert [link.name for link in only.reviews] == ["2025", "December 2025"]


def test_an_archive_in_which_nobody_was_picked_is_drawn() -> None:
    (only,) = years(week("2026-W46", 0), week("2026-W47", 0))

    assert [high for _, high in bars(only.almanac.bars + only.almanac.last)] == [almanac.LEAST] * 2
    assert only.reviews == ()


def test_without_editions_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    assert years() == ()
    assert "No edition has been printed yet." in (make.site(tmp_path) / "archive/index.html").read_text("utf-8")


def test_the_drawing_is_one_picture_with_a_title_and_its_words_under_it(tmp_path: Path) -> None:
    site = make.site(tmp_path, week("2025-W50"), week("2026-W46"), week("2026-W47"))
    page = (site / "archive/index.html").read_text("utf-8")

    for year in (2025, 2026):
        assert f'role="img" aria-labelledby="drawn-{year}" aria-describedby="said-{year}"' in page
        assert f'<title id="drawn-{year}">The weeks of {year}</title>' in page
        assert f'id="said-{year}"' in page


def test_a_long_year_is_parted_by_months_and_a_short_one_is_not() -> None:
    (short,) = years(*(week(f"2026-W{number:02}") for number in range(1, almanac.FEW + 1)))
    (long,) = years(*(week(f"2026-W{number:02}") for number in range(1, almanac.FEW + 3)))

    assert [month.name for month in short.months] == [""]
    assert [(month.name, len(month.weeks)) for month in long.months] == [
        ("April", 1), ("March", 4), ("February", 4), ("January", 5),
    ]  # fmt: skip
    assert [head for month in long.months for head in month.weeks] == list(long.weeks)


def test_a_month_of_another_year_than_its_weeks_says_so() -> None:
    (year,) = years(*(week(f"2026-W{number:02}") for number in range(40, 54)))

    assert [month.name for month in year.months] == ["January 2027", "December", "November", "October"]
