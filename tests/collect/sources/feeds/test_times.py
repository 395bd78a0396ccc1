"""Dates of every kind: read, or left unknown, never guessed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.feeds import times
from generator.collect.sources.feeds.times import DAY_FIRST, MONTH_FIRST


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Mon, 16 Nov 2026 08:00:00 EST", "2026-11-16T13:00:00"),
        ("Mon, 16 Nov 26 08:00:00 GMT", "2026-11-16T08:00:00"),
        ("Monday, 16-Nov-26 08:00:00 GMT", "2026-11-16T08:00:00"),
        ("Mon Nov 16 08:00:00 2026", "2026-11-16T08:00:00"),
        ("Mon Nov 16 08:00:00 PST 2026", "2026-11-16T16:00:00"),
        ("Mon, 16 Nov 2026 08:00:00 UTC+2", "2026-11-16T06:00:00"),
        ("Mon, 16 Nov 2026 24:00:00 GMT", "2026-11-17T00:00:00"),
        ("Mon, 16 Nov 2026 08:00:60 GMT", "2026-11-16T08:00:59"),
        ("16 Nov 26 0800 GMT", "2026-11-16T08:00:00"),
        ("Thu(ursday), 16(th) Nov(ember) 2026 08:00 +0000 (GMT)", "2026-11-16T08:00:00"),
        ("November 16th, 2026 8:05 pm", "2026-11-16T20:05:00"),
        ("12:30 AM, 16 Nov 2026", "2026-11-16T00:30:00"),
        ("2026-11-16 T 08:00:00-05:00", "2026-11-16T13:00:00"),
        ("2026/11/16 8:00", "2026-11-16T08:00:00"),
        ("20261116", "2026-11-16T00:00:00"),
        ("20261116080000", "2026-11-16T08:00:00"),
        ("1794816000", "2026-11-16T08:00:00"),
        ("1794816000123", "2026-11-16T08:00:00"),
        ("16.11.2026", "2026-11-16T00:00:00"),
        ("5.11.2026, 8:30", "2026-11-05T08:30:00"),
        ("16/11/2026", "2026-11-16T00:00:00"),
        ("11/16/2026", "2026-11-16T00:00:00"),
        ("2026年11月16日", "2026-11-16T00:00:00"),
        ("2026年11月16日 下午8:30", "2026-11-16T20:30:00"),
        ("2026年11月16日 8時30分", "2026-11-16T08:30:00"),
        ("2026년 11월 16일 오후 3:05", "2026-11-16T15:05:00"),
        ("Seg, 16 Fev 2026 08:00:00 -0300", "2026-02-16T11:00:00"),
        ("lun., 16 août 2026 08:00", "2026-08-16T08:00:00"),
        ("16 de noviembre de 2026", "2026-11-16T00:00:00"),
        ("2026. november 16. 10:00", "2026-11-16T10:00:00"),
        ("16. marraskuuta 2026", "2026-11-16T00:00:00"),
        ("5. července 2026", "2026-07-05T00:00:00"),
        ("5. června 2026", "2026-06-05T00:00:00"),
        ("16 ноября 2026 г., 10:00", "2026-11-16T10:00:00"),
        ("Τρι, 16 Ιούν 2026 12:53:00 GMT", "2026-06-16T12:53:00"),
        ("16 نوفمبر 2026", "2026-11-16T00:00:00"),
        ("05/11/2026", None),
        ("Mon, 30 Feb 2026 08:00:00 GMT", None),
        ("2026-11-16T25:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("17", None),
        ("May", None),
        ("November 2026", None),
        ("16 horses 2026", None),
        ("x" * 101, None),
        (None, None),
        (1794816000, None),
    ],
)
def test_a_date_is_read_in_utc_or_left_unknown(written, wanted):
    found = times.read(written)
    assert (found.replace(tzinfo=None).isoformat() if found else None) == wanted
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["05/11/2026", "25/11/2026"], DAY_FIRST),
        (["05/11/2026", "11/25/2026"], MONTH_FIRST),
        (["05/11/2026", "06/11/2026", None, 7], ""),
        (["25/11/2026", "11/25/2026"], ""),
    ],
)
def test_which_number_is_the_month_is_asked_of_the_other_dates(dates, wanted):
    assert times.order(dates) == wanted


def test_a_date_that_can_be_read_in_two_ways_is_read_as_the_others_of_its_feed_are():
    assert times.read("05/11/2026", DAY_FIRST) == datetime(2026, 11, 5, tzinfo=UTC)
    assert times.read("05/11/2026", MONTH_FIRST) == datetime(2026, 5, 11, tzinfo=UTC)
    assert times.read("25/11/2026", MONTH_FIRST) == datetime(2026, 11, 25, tzinfo=UTC)


SHAPES = [
    "%a, %d %b %Y %H:%M:%S +0000",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
    "%B %d, %Y %H:%M:%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%a %b %d %H:%M:%S %Y",
    "%Y%m%d%H%M%S",
]


@given(st.integers(315_532_800, 7_226_000_000), st.sampled_from(SHAPES))
def test_whatever_the_moment_and_the_way_it_is_written_it_is_read_back(seconds, shape):
    moment = datetime.fromtimestamp(seconds, UTC)
    assert times.read(moment.strftime(shape)) == moment


@given(st.text(alphabet="0123456789 :/.-,TZ+年月日NovdeFriam", max_size=40))
def test_any_rubble_is_a_date_or_none(written):
    found = times.read(written)
    assert found is None or 1979 < found.year < 2202


@given(st.from_regex(times.LETTER, fullmatch=True))
def test_a_date_of_letters_says_nothing_about_the_order_of_others(written):
    assert not times.SHAPES[-1].search(written)
