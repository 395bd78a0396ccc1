"""Three simulated weeks of the real client against a feed that records it all: Rachel Kroll's criteria, one by one."""

from datetime import UTC, datetime, timedelta

import pytest

from generator import collect
from generator.demo.server import SampleServer, opened
from generator.model import Health, Source
from tests.servers import kroll
from tests.servers.wire import Handler

BEGIN = datetime(2026, 11, 2, 5, 17, tzinfo=UTC)
HOST = "recorder.example"
SOURCE = Source(kind="feed", address=f"http://{HOST}{kroll.PATH}", name="Recorder")
DAILY = [BEGIN + timedelta(days=day) for day in range(21)]
RESTLESS = sorted(
    {*DAILY, *(BEGIN + timedelta(days=day, minutes=minutes) for day in (3, 9, 15) for minutes in (20, 44, 70, 400))}
)
"""Once a day, and on three days by hand again and again, as somebody does who is changing the config."""


def lived(state, recorder, instants):
    """Run at each of these instants, each time from nothing but what is on the disk; return the log and the reports."""
    with opened(SampleServer(recorder, (HOST,), BEGIN, handler=Handler)) as server:
        reports = []
        for now in instants:
            server.today = now
            door = collect.Door(hosts=server.hosts, pause=0)
            reports += collect.run([SOURCE], state, now=now, since=now - timedelta(days=7), door=door)
        return server.log, reports


@pytest.fixture(scope="module")
def weeks(tmp_path_factory):
    recorder = kroll.Recorder(rest=frozenset({12, 13}))
    log, reports = lived(tmp_path_factory.mktemp("weeks"), recorder, RESTLESS)
    return log, reports, kroll.score(log, recorder)


@pytest.mark.parametrize("number", [*range(1, 15), 16, 17])
def test_criterion(weeks, number):
    assert weeks[2][number] == []


def test_the_feed_was_read_whole_once_and_then_only_when_it_had_changed(weeks):
    log, reports, _ = weeks

    assert next(line.status for line in log) == 200
    assert {line.status for line in log} == {200, 304, 429}
    assert {Health.OK, Health.UNCHANGED, Health.RESTING} <= {report.health for report in reports}
    assert 12 <= len(log) <= 21, "once a day, less the days of rest"


def test_a_feed_without_validators_is_asked_once_a_day_however_often_we_run(tmp_path):
    recorder = kroll.Recorder(max_age=0, validators=False)
    log, _ = lived(tmp_path, recorder, RESTLESS)

    assert kroll.score(log, recorder)[6] == []
    assert len(log) == 21


def test_without_a_max_age_it_is_asked_at_most_once_an_hour(tmp_path):
    recorder = kroll.Recorder(max_age=0)
    log, _ = lived(tmp_path, recorder, RESTLESS)
    found = kroll.score(log, recorder)

    assert found[5] == []
    assert len(log) > 21, "more than an hour later it may be asked again"


def test_a_reader_with_bad_manners_would_be_seen(tmp_path):
    recorder = kroll.Recorder()
    log, _ = lived(tmp_path, recorder, DAILY[:3])
    unruly = {"if-none-match": '"made-up"', "cookie": "reader=you", "referer": "x"}
    soon = log[-1].day + timedelta(minutes=5)
    rude = [*log, log[-1], _with(log[-1], headers=unruly, target=kroll.PATH + "?utm=1", day=soon)]
    rude.append(_with(log[0], headers={}, day=soon + timedelta(minutes=4)))
    found = kroll.score(rude, recorder)

    assert {number for number, wrong in found.items() if wrong} >= {1, 3, 4, 5, 7, 9, 11, 12, 13, 14, 17}


def _with(line, **fields):
    names = ("method", "host", "target", "headers", "status", "body", "day", "began", "ended")
    return type(line)(**{name: fields.get(name, getattr(line, name)) for name in names})
