"""Headers in, waits and verdicts out: the rules of RFC 9110 and 9111, and of those who run feed servers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect import manners, waiting
from generator.collect.manners import Page
from generator.collect.waiting import FLOOR, FLOOR_WHOLE, LONGEST, Rest

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
URL = "https://chalk.example/feed"
TEXT = st.text(st.characters(max_codepoint=255), max_size=60)


def page(**fields):
    return Page(**{"asked": NOW, "answered": URL, "etag": 'W/"1"', "modified": "then", "digest": "d", **fields})


def rest(headers, status=429):
    return waiting.asked_to_rest(status, headers, NOW)


# ------------------------------------------------ validators


def test_both_validators_are_sent_as_they_came():
    assert manners.conditions(page(), URL) == {"If-None-Match": 'W/"1"', "If-Modified-Since": "then"}


def test_what_was_not_given_is_not_sent():
    assert manners.conditions(page(etag=None), URL) == {"If-Modified-Since": "then"}
    assert manners.conditions(page(etag=None, modified=None), URL) == {}
    assert manners.conditions(None, URL) == {}


def test_validators_are_sent_only_to_the_address_that_gave_them():
    assert manners.conditions(page(), URL + "/") == {}


def test_a_200_with_the_same_body_still_replaces_both_validators():
    new = manners.learnt(page(), {"etag": '"2"'}, url=URL, digest="d", now=LATER)

    assert (new.etag, new.modified, new.digest) == ('"2"', None, "d")


def test_a_304_replaces_only_what_it_brings():
    new = manners.learnt(page(), {"etag": '"2"'}, url=URL, digest=None, now=LATER)

    assert (new.etag, new.modified, new.digest) == ('"2"', "then", "d")


@pytest.mark.parametrize("etag", ["", '"\udce9"', '"' + "x" * 5000 + '"', "a\r\nEvil: yes", "\0"])
def test_a_validator_that_cannot_be_sent_back_is_neither_kept_nor_sent(etag):
    assert manners.learnt(None, {"etag": etag}, url=URL, digest="d", now=NOW).etag is None
    assert manners.conditions(page(etag=etag, modified=etag), URL) == {}


# ------------------------------------------------ waiting


@pytest.mark.parametrize(
    "value", ["Sat, 21 Nov 2026 14:00:00 GMT", "Saturday, 21-Nov-26 14:00:00 GMT", "Sat Nov 21 14:00:00 2026", "7200"]
)
def test_retry_after_is_read_in_every_form(value):
    found = rest({"retry-after": value})

    assert found.until == NOW + timedelta(hours=2)
    assert found.words == "The server asks to be left alone until 14:00 UTC (429 Too Many Requests)."


def test_a_date_is_measured_by_the_clock_of_the_server():
    headers = {"retry-after": "Sat, 21 Nov 2026 09:10:00 GMT", "date": "Sat, 21 Nov 2026 09:00:00 GMT"}

    assert rest(headers).until == NOW + timedelta(minutes=10)


def test_the_reset_of_a_rate_limit_stands_in_for_retry_after():
    assert rest({"x-ratelimit-reset": "2026-11-21T12:15:00.000000Z"}).until == NOW + timedelta(minutes=15)


def test_a_rest_longer_than_six_days_is_cut_and_says_so():
    found = rest({"retry-after": "99999999999999999999"})

    assert found.until == NOW + LONGEST
    assert "27 November, 12:00 UTC" in found.words
    assert "six days" in found.words


@pytest.mark.parametrize("value", ["-5", "soon", "", "Sat, 21 Nov 2026 11:00:00 GMT", "1e3", "Sat, 99 Nov 2026"])
def test_nonsense_after_429_means_ten_minutes(value):
    assert rest({"retry-after": value}).until == NOW + timedelta(minutes=10)


def test_only_429_and_503_ask_for_a_rest():
    assert rest({"retry-after": "60"}, 503).until == NOW + timedelta(minutes=1)
    assert rest({}, 503) is None
    assert rest({"retry-after": "60"}, 500) is None


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({}, 0),
        ({"cache-control": "max-age=7200"}, 2),
        ({"cache-control": "public, Max-Age=7200, must-revalidate", "age": "3600"}, 1),
        ({"cache-control": 'max-age="7200"'}, 2),
        ({"cache-control": "max-age=7200, no-cache"}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=7200", "expires": "Sat, 21 Nov 2026 20:00:00 GMT"}, 2),
        ({"expires": "Sat, 21 Nov 2026 15:00:00 GMT"}, 3),
        ({"expires": "Sat, 21 Nov 2026 15:00:00 GMT", "date": "Sat, 21 Nov 2026 14:00:00 GMT"}, 1),
        ({"expires": "Sat, 21 Nov 2026 15:00:00 GMT", "age": "3600"}, 2),
        ({"expires": "0"}, 0),
        ({"expires": "Sat, 21 Nov 2020 15:00:00 GMT"}, 0),
    ],
)
def test_freshness_is_what_the_caching_headers_say(headers, hours):
    assert waiting.freshness(headers, NOW) == timedelta(hours=hours)


def test_nobody_is_asked_more_than_once_an_hour_nor_a_day_without_validators():
    assert waiting.until_next({}, NOW).until == NOW + FLOOR
    assert waiting.until_next({}, NOW, whole=True).until == NOW + FLOOR_WHOLE
    assert timedelta(hours=1) == FLOOR
    assert timedelta(hours=18) < FLOOR_WHOLE < timedelta(hours=24)


def test_no_header_silences_a_source_for_longer_than_six_days():
    found = waiting.until_next({"cache-control": "max-age=504576000"}, NOW)

    assert found.until == NOW + LONGEST
    assert "six days" in found.words


def test_a_rest_from_a_broken_clock_binds_nobody():
    assert Rest(until=NOW + LONGEST, words="").holds(NOW)
    assert not Rest(until=NOW + timedelta(days=900), words="").holds(NOW)
    assert not Rest(until=NOW, words="").holds(NOW)


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "cache-control", "expires", "date", "age", "x-ratelimit-reset", "etag"]), TEXT
    )
)
def test_no_header_whatever_breaks_the_manners_or_leads_beyond_six_days(headers):
    for found in (rest(headers), waiting.until_next(headers, NOW), waiting.until_next(headers, NOW, whole=True)):
        assert NOW <= found.until <= NOW + LONGEST
    manners.learnt(None, headers, url=URL, digest="d", now=NOW)


def test_an_instant_is_rounded_up_to_the_minute_and_names_another_day():
    assert waiting.clock(NOW + timedelta(seconds=1), NOW) == "12:01 UTC"
    assert waiting.clock(NOW + timedelta(days=1), NOW) == "22 November, 12:00 UTC"


# ------------------------------------------------ redirects


def led(before, *trail, permanent=True, now=LATER):
    return manners.led(before, trail, permanent=permanent, now=now)


def test_a_permanent_redirect_is_believed_after_two_runs_that_agree():
    first = page(moved="https://new.example/", agreed=1)

    assert led(page(), URL, "https://new.example/") == ("https://new.example/", 1)
    assert first.target is None
    assert led(first, URL, "https://new.example/") == ("https://new.example/", 2)
    assert replace(first, agreed=2).target == "https://new.example/"


def test_the_same_run_twice_is_not_two_runs():
    assert led(page(moved="https://new.example/", agreed=1), URL, "https://new.example/", now=NOW)[1] == 1


def test_a_temporary_hop_or_another_target_begins_anew():
    before = page(moved="https://new.example/", agreed=1)

    assert led(before, URL, "https://new.example/", permanent=False) == (None, 0)
    assert led(before, URL, "https://other.example/") == ("https://other.example/", 1)
    assert led(before, URL) == (None, 0)


def test_a_move_from_https_to_http_is_never_remembered():
    assert led(page(), URL, "http://chalk.example/feed") == (None, 0)
    assert led(page(), "http://chalk.example/feed", URL) == (URL, 1)


def test_a_target_that_answers_stays():
    before = page(moved="https://new.example/", agreed=2)

    assert led(before, "https://new.example/") == ("https://new.example/", 2)


# ------------------------------------------------ verdicts


@pytest.mark.parametrize(
    "status", [201, 204, 206, 226, 300, 400, 401, 403, 404, 406, 418, 429, 451, 500, 502, 503, 599, 999]
)
def test_every_other_status_has_a_sentence(status):
    error = manners.refusal(status)

    assert str(status) in error.words
    assert error.words.endswith(").")
    assert error.status == status


def test_only_410_and_451_are_for_good():
    assert [status for status in range(100, 600) if (e := manners.refusal(status)) and e.kind == "gone"] == [410, 451]
    assert manners.refusal(200) is manners.refusal(304) is None


def test_what_is_gone_only_round_a_corner_is_not_said_to_be_ended_for_good():
    error = manners.refusal(410, for_good=False)

    assert (error.kind, error.words) == ("failed", "The publisher has ended it (410 Gone).")
    assert manners.refusal(410).words == "The publisher has ended it; it is not asked for again (410 Gone)."


@pytest.mark.parametrize(
    ("body", "signpost"),
    [
        (b"<!DOCTYPE html><html><head>", True),
        (b"\xef\xbb\xbf <!-- a --><HTML lang=en>", True),
        (b'<?xml version="1.0"?><opml version="2.0">', True),
        (b"Just words", True),
        (b"", True),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><description>&lt;html></description>', False),
        (b"<rss><channel><title><![CDATA[<html>]]></title>", False),
        (b'<?xml version="1.0"?><rdf:RDF>', False),
        (b'<atom:feed xmlns:atom="x">', False),
        ("﻿<feed>".encode("utf-16"), False),
        (b' {"version": "https://jsonfeed.org/version/1.1"}', False),
        (b"[]", False),
    ],
)
def test_a_page_that_only_points_to_feeds_is_told_from_a_feed(body, signpost):
    assert manners.is_signpost(body) is signpost
