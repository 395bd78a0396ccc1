"""Everything that goes wrong with a feed, over real HTTP, in three runs: each is named rightly, the good are whole."""

from datetime import timedelta

import pytest

from generator import collect
from generator.model import Health, Source
from tests.servers import FRIDAY, audit, feeds, serve

SOURCES = [Source(kind="feed", address=feeds.address(name), name=name) for name in feeds.CASES]
RUNS = [FRIDAY, FRIDAY + timedelta(minutes=25), FRIDAY + timedelta(hours=25)]
"""The first run, somebody's second try, the next day."""
NOT_ASKED_AGAIN = {"gone", "lawyers", "wait-huge", "sixteen-years"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    state = tmp_path_factory.mktemp("state")
    told = []
    with serve("feeds") as server:
        for now in RUNS:
            server.today = now
            server.log.clear()
            door = collect.Door(hosts=server.hosts, pause=0, seconds=2)
            reports = collect.run(SOURCES, state, now=now, since=now - timedelta(days=30), door=door)
            told.append(({report.name: report for report in reports}, list(server.log)))
        return told, collect.read(state)


CASES = [pytest.param(name, case, id=name) for name, case in feeds.CASES.items()]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_first_visit_is_reported_as_what_it_was(runs, name, case):
    report = runs[0][0][0][name]

    assert report.health == case.health, report.words
    assert case.items is None or report.items == case.items
    assert report.words or report.health is Health.OK


def test_a_good_feed_is_whole_beside_all_the_bad_ones(runs):
    whole = [item for item in runs[1] if item.source == f"feed {feeds.address('independent')}"]

    assert [item.title for item in sorted(whole, key=lambda item: item.id)] == ["Note 0", "Note 1", "Note 2"]


def test_nobody_is_bothered(runs):
    for _, log in runs[0]:
        assert audit.breaches(log) == []


def asked(log):
    return {line.host.removesuffix(".feeds.example") for line in log}


def test_a_second_try_within_the_hour_asks_nobody_who_answered_well(runs):
    well = {name for name, report in runs[0][0][0].items() if report.health is Health.OK}
    resting = {name for name, report in runs[0][0][0].items() if report.health is Health.RESTING}
    again = {line.host.removesuffix(".feeds.example") for line in runs[0][1][1]}

    assert well & again == set()
    assert (resting - {"wait-garbage", "wait-negative"}) & again == set(), "they asked for more than 25 minutes"


def test_on_the_next_day_every_question_that_can_be_is_conditional(runs):
    firsts, nexts = ([line for line in log if line.status in {200, 304}] for log in (runs[0][0][1], runs[0][2][1]))
    with_validators = {"strong", "weak", "independent", "touched", "deaf", "mute-304", "delta"}
    again = {line.host.removesuffix(".feeds.example"): line for line in nexts}

    assert firsts
    assert with_validators <= again.keys()
    for name in sorted(with_validators):
        assert "if-none-match" in again[name].headers, name


def test_validators_are_those_of_the_last_answer_to_the_byte(runs):
    next_day = {line.host: line.headers for line in runs[0][2][1]}

    assert next_day["weak.feeds.example"]["if-none-match"] == 'W/"weak"'
    assert next_day["independent.feeds.example"]["if-modified-since"] == "Wed, 18 Nov 2026 08:00:00 GMT"
    assert next_day["touched.feeds.example"]["if-none-match"] == '"t1120"'


def test_who_is_gone_or_far_from_due_is_not_asked_on_the_next_day(runs):
    assert asked(runs[0][2][1]) & NOT_ASKED_AGAIN == set()


def test_nothing_inside_is_ever_reached(runs):
    hosts = {line.host for _, log in runs[0] for line in log}

    assert not {"127.0.0.1", "169.254.169.254", "localhost"} & hosts


def test_no_entity_opens_a_file_and_no_script_is_an_address(runs):
    whole = " ".join(f"{item.title} {item.text} {item.url} {' '.join(item.links)}" for item in runs[1])

    assert "root:" not in whole
    assert "javascript:" not in whole
    assert "hahaha" not in whole


def test_ids_that_are_numbers_are_read_as_text_and_circles_end(runs):
    pages = [item.id for item in runs[1] if item.source == f"feed {feeds.address('pages')}"]

    assert sorted(each.rpartition("#")[2] for each in pages) == ["10", "11", "20", "21", "30", "31"]


def test_addresses_are_relative_to_the_base_of_the_entry(runs):
    relative = next(item for item in runs[1] if item.source == f"feed {feeds.address('relative')}")

    assert relative.url == "https://base.example/blog/2026/here"
    assert "https://base.example/blog/there" in relative.links


def test_letters_are_read_as_their_encoding_says(runs):
    reports = runs[0][0][0]

    assert reports["latin"].health is Health.OK
    assert reports["utf-16"].items == 3


def test_a_date_in_the_future_is_not_believed(runs):
    far = [item for item in runs[1] if item.title == "Of tomorrow"]

    assert far
    assert all(item.when and item.when <= RUNS[-1] for item in far)
