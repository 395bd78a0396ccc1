"""An ISO week in a zone: its name, its neighbours, the instant its edition is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Week

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])
INSTANTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WEEKS = st.builds(Week.of, INSTANTS, ZONES)


def test_the_zone_decides_in_which_week_an_instant_lies():
    instant = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert str(Week.of(instant, "UTC")) == "2026-W47"
    assert str(Week.of(instant, "Europe/Berlin")) == "2026-W48"


def test_an_edition_is_due_at_an_hour_of_the_zone_in_summer_and_in_winter():
    assert Week.named("2026-W29").due(5, 6, "Europe/Berlin") == datetime(2026, 7, 17, 4, tzinfo=UTC)
    assert Week.named("2026-W47").due(5, 6, "Europe/Berlin") == datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_leap_weeks_exist_only_where_the_year_has_one():
    assert str(Week.named("2026-W53").after()) == "2027-W01"
    with pytest.raises(ValueError, match="2027 has weeks 01 to 52"):
        Week.named("2027-W53")


@pytest.mark.parametrize(
    "name", ["2026", "2026-47", "2026-W7", "2026-W00", "26-W47", "2026-w47", "", "2026-W47 ", "²⁰²⁶-W01"]
)
def test_what_is_no_week_is_refused(name):
    with pytest.raises(ValueError, match="week"):
        Week.named(name)


@given(WEEKS)
def test_a_week_is_read_from_its_name_and_has_neighbours(week):
    assert Week.named(str(week)) == week
    assert week.after().before() == week
    assert week.before() < week < week.after()


@given(WEEKS, st.integers(1, 7), st.integers(0, 23), ZONES)
def test_weeks_are_due_about_seven_days_apart(week, day, hour, zone):
    apart = week.after().due(day, hour, zone) - week.due(day, hour, zone)

    # Daylight saving time moves the clock by an hour at most.
    assert abs(apart - timedelta(days=7)) <= timedelta(hours=1)
