"""What a page permits is heard from elements and headers, and the strictest word holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.pages import permits
from generator.collect.pages.permits import Permit

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def header(value):
    return permits.read([], {"x-robots-tag": value})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", Permit()),
        ("noindex, nofollow", Permit(listed=False)),
        ("NONE", Permit(listed=False, snippet=0)),
        ("nosnippet", Permit(snippet=0)),
        ("max-snippet: 20, max-image-preview:none", Permit(snippet=20)),
        ("max-snippet:-1", Permit()),
        ("max-snippet:50, max-snippet:20", Permit(snippet=20)),
        ("noarchive", Permit(archived=False)),
        ("googlebot: noindex, nosnippet", Permit()),
        ("googlebot: noindex, gleaner: nosnippet", Permit(snippet=0)),
        ("gleaner: max-snippet:30, otherbot: noindex", Permit(snippet=30)),
        ("unavailable_after: 25 Jun 2026 15:00:00 GMT", Permit(until=datetime(2026, 6, 25, 15, tzinfo=UTC))),
        ("unavailable_after: Thursday, 25-Jun-26 15:00:00 GMT", Permit(until=datetime(2026, 6, 25, 15, tzinfo=UTC))),
        ("unavailable_after: 2026-06-25", Permit(until=datetime(2026, 6, 25, tzinfo=UTC))),
    ],
)
def test_the_words_of_the_header_are_understood(value, expected):
    assert header(value) == expected


def test_elements_speak_to_all_or_to_us_by_name():
    assert not permits.read([("Robots", "noindex")], {}).listed
    assert permits.read([("gleaner", "nosnippet")], {}).snippet == 0
    assert permits.read([("googlebot", "noindex")], {}) == Permit()


def test_a_reservation_of_data_mining_leaves_a_quotation_and_no_whole_text():
    assert permits.read([("tdm-reservation", "1")], {}).allowed(NOW) == permits.QUOTATION
    assert permits.read([], {"tdm-reservation": " 1 "}).allowed(NOW) == permits.QUOTATION
    assert permits.read([("tdm-reservation", "0")], {"tdm-reservation": ""}).allowed(NOW) is None
    assert permits.read([("tdm-reservation", "1"), ("robots", "max-snippet:20")], {}).allowed(NOW) == 20


def test_what_is_unavailable_after_a_day_is_not_shown_after_it():
    permit = header("unavailable_after: 2026-11-20")

    assert permit.allowed(NOW) == 0
    assert permit.allowed(NOW.replace(day=19)) is None


@given(st.text(max_size=200))
def test_no_words_are_too_odd(value):
    allowed = permits.read([("robots", value)], {"x-robots-tag": value}).allowed(NOW)

    assert allowed is None or allowed >= 0
