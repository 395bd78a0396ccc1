"""A run over the sources: what is kept, what is said of each, what stops it, and what being killed costs (nothing)."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Timer

import pytest

from generator import collect
from generator.collect import Door
from generator.errors import StreetError
from generator.model import Health
from tests.collect.driver import ADAPTERS, NOW, SOURCES, feed, source
from tests.collect.wild import response, wild

ROOT = Path(__file__).resolve().parents[2]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Street:
    """A wild server, the door that leads to it, and the state folder of the runs."""

    def __init__(self, server, state):
        self.server, self.state, self.told = server, state, []

    def run(self, *sources, at=NOW, **fields):
        self.told.clear()
        hosts = dict.fromkeys([f"h{n}.example" for n in range(12)] + ["chalk.example"], ("127.0.0.1", self.server.port))
        door = Door(hosts=hosts, **{"pause": 0, "seconds": 5, **fields})
        return collect.run(
            sources, self.state, now=at, since=at - 7 * DAY, door=door, tell=self.told.append, adapters=ADAPTERS
        )

    def fetch(self, *sources):
        door = Door(hosts={"chalk.example": ("127.0.0.1", self.server.port)}, pause=0)
        return collect.fetch(sources, now=NOW, since=NOW - DAY, door=door, adapters=ADAPTERS)

    @property
    def asked(self):
        return [request.path for request in self.server.requests]

    @property
    def texts(self):
        return [each.text.rpartition("/")[2] for each in collect.read(self.state)]


@pytest.fixture
def street(tmp_path):
    with wild({"/": response(feed(1, 2), 'ETag: "1"')}) as server:
        yield Street(server, tmp_path / "state")


def said(reports):
    return [(report.health.value, report.items) for report in reports]


# ------------------------------------------------ one run


def test_what_a_source_gives_is_in_the_harvest_and_the_report_says_so(street):
    (report,) = street.run(source())

    assert street.texts == ["1", "2"]
    assert (report.health, report.items, report.words) == (Health.OK, 2, "All read.")
    assert (report.source, report.name) == ("lines http://chalk.example/", "chalk.example/")
    assert (report.address, report.since) == ("https://home.example/", NOW)
    assert collect.last_reports(street.state, [source()], now=NOW) == (report,)


def test_reports_come_in_the_order_of_the_sources_and_are_told_as_they_come(street):
    street.server.paths["/slow"] = lambda *_: time.sleep(0.2) or response(feed(3))
    sources = [source("/slow", "h1.example"), source("/", "h2.example")]
    reports = street.run(*sources)

    assert [report.source for report in reports] == [each.key for each in sources]
    assert [report.source for report in street.told] == [each.key for each in reversed(sources)]


def test_a_dead_source_does_not_stop_the_others(street):
    reports = street.run(source("/", "dead.example"), source("/gone"), source("/"))

    assert said(reports) == [("failed", 0), ("failed", 0), ("ok", 2)]
    assert reports[0].words == "There is no such host: dead.example."


def test_a_mistake_of_ours_stops_the_run_but_loses_nothing(street):
    street.server.paths["/slow"] = lambda *_: time.sleep(0.3) or response(feed(3))
    street.run(source())
    with pytest.raises(ZeroDivisionError) as caught:
        street.run(source("/b"), source("/slow", "h1.example"), source("/x", kind="broken"), at=NOW + DAY)

    assert caught.value.__notes__ == ["while reading broken http://chalk.example/x"]
    assert street.texts == ["1", "2"]
    assert said(collect.last_reports(street.state, [source(), source("/b")], now=NOW)) == [("ok", 2), ("failed", 0)]


def test_no_source_is_no_trouble(street):
    assert street.run() == ()
    assert collect.last_reports(street.state, [], now=NOW) == ()


def test_sources_of_one_host_are_asked_in_order_one_at_a_time(street):
    for number in range(4):
        street.server.paths[f"/{number}"] = lambda *_: time.sleep(0.05) or response(feed(1))
    street.run(*(source(f"/{number}") for number in range(4)))

    assert street.asked == ["/0", "/1", "/2", "/3"]
    assert street.server.most == 1


def test_who_was_slowest_last_time_starts_first(street):
    for number in range(3):
        street.server.paths[f"/{number}"] = lambda *_, n=number: time.sleep(n * 0.1) or response(feed(n))
    sources = [source(f"/{number}", f"h{number}.example") for number in range(3)]
    street.run(*sources)
    street.run(*sources, at=NOW + DAY, at_once=1)

    assert street.asked[3:] == ["/2", "/1", "/0"]


def test_a_host_with_one_feed_is_told_to_hang_up_and_one_with_more_to_ask_is_not(street):
    sources = [source("/", "h0.example", kind="feed"), source("/", "h1.example"), *(
        source(path, "h2.example", kind="feed") for path in ("/", "/2")
    )]  # fmt: skip
    street.run(*sources)

    told = {request.headers["host"]: request.headers.get("connection") for request in street.server.requests}
    assert [told.get(f"h{n}.example".encode()) for n in range(3)] == [b"close", None, None]


# ------------------------------------------------ several runs


def test_the_next_day_asks_with_the_validators_and_304_keeps_the_items(street):
    street.run(source())
    street.server.paths["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    (report,) = street.run(source(), at=NOW + DAY)

    assert street.server.requests[1].headers["if-none-match"] == b'"1"'
    assert (report.health, report.items, report.since) == (Health.UNCHANGED, 0, NOW)
    assert street.texts == ["1", "2"]


def test_a_source_rests_for_an_hour_and_keeps_the_report_of_its_visit(street):
    (first,) = street.run(source())
    (report,) = street.run(source(), at=NOW + HOUR / 2)

    assert (report.health, report.items) == (Health.RESTING, 0)
    assert report.words == "Not asked again before 13:00 UTC. It is asked at most once an hour."
    assert len(street.asked) == 1
    assert street.texts == ["1", "2"]
    assert collect.last_reports(street.state, [source()], now=NOW) == (first,)

    assert said(street.run(source(), at=NOW + HOUR)) == [("unchanged", 0)]
    (same,) = collect.last_reports(street.state, [source()], now=NOW)
    assert same.address == first.address == "https://home.example/", "a source with nothing new lives where it lived"


def test_a_failure_may_be_tried_again_at_once_and_says_since_when_it_lasts(street):
    (first,) = street.run(source("/new"))
    (again,) = street.run(source("/new"), at=NOW + HOUR / 60)
    street.server.paths["/new"] = response(feed(7))
    (well,) = street.run(source("/new"), at=NOW + HOUR)

    assert (first.since, again.since, well.since) == (NOW, NOW, NOW + HOUR)
    assert (well.health, street.texts) == (Health.OK, ["7"])


def test_a_failure_does_not_forget_the_validators(street):
    street.run(source())
    street.server.paths["/"] = response(status="500 Oops")
    street.run(source(), at=NOW + DAY)
    street.run(source(), at=NOW + 2 * DAY)

    assert street.server.requests[2].headers["if-none-match"] == b'"1"'


def test_a_body_that_cannot_be_read_is_asked_for_whole_the_next_time(street):
    async def picky(source, street, visit):
        await street.get(source.address)
        raise StreetError("This is not a feed.")

    door = Door(hosts={"chalk.example": ("127.0.0.1", street.server.port)}, pause=0)
    for day in range(2):
        at = NOW + day * DAY
        (report,) = collect.run([source()], street.state, now=at, since=at, door=door, adapters={"lines": picky})
        assert (report.health, report.words) == (Health.FAILED, "This is not a feed.")

    assert "if-none-match" not in street.server.requests[1].headers


def test_a_feed_of_a_list_that_cannot_be_read_is_said_every_day(street):
    listed = b"".join(b'<outline xmlUrl="http://chalk.example/%s"/>' % path for path in (b"a", b"b"))
    rss = b"<rss version='2.0'><channel><title>A</title><item><title>one</title></item></channel></rss>"
    street.server.paths["/list"] = response(b"<opml version='2.0'><body>" + listed + b"</body></opml>")
    street.server.paths |= {"/a": response(rss, 'ETag: "1"'), "/b": response(b"{", 'ETag: "1"')}
    wanted = source("/list", kind="opml")
    door = Door(hosts={"chalk.example": ("127.0.0.1", street.server.port)}, pause=0)
    for day in range(3):
        at = NOW + day * DAY
        (report,) = collect.run([wanted], street.state, now=at, since=at - DAY, door=door)
        assert "1 could not be read" in report.words


def test_who_is_gone_is_not_asked_again(street):
    street.server.paths["/"] = response(status="410 Gone")
    reports = [street.run(source(), at=NOW + day * DAY)[0] for day in range(3)]

    assert [(report.health, report.words, report.since) for report in reports] == [
        (Health.GONE, reports[0].words, NOW)
    ] * 3
    assert len(street.asked) == 1


def test_who_asked_to_be_left_alone_is_left_alone_with_all_its_pages(street):
    street.server.paths["/busy"] = response(status="429 Too Many Requests\r\nRetry-After: 90000")
    first = street.run(source("/busy"), source("/"))
    street.run(source("/busy"), source("/"), at=NOW + DAY)
    last = street.run(source("/busy"), source("/"), at=NOW + DAY + 2 * HOUR)

    assert said(first) == [("resting", 0), ("resting", 0)]
    assert first[0].words.startswith("The server asks to be left alone until 22 November, 13:00 UTC")
    assert street.asked == ["/busy", "/busy"]
    assert said(last) == [("resting", 0), ("resting", 0)]


def test_another_wish_in_the_config_reads_the_source_anew(street):
    street.run(source())
    (report,) = street.run(source(max_items=5), at=NOW + HOUR / 60)

    assert (report.health, report.items) == (Health.OK, 2)
    assert "if-none-match" not in street.server.requests[1].headers


def test_a_lost_log_makes_the_sources_speak_again(street):
    street.run(source())
    for path in (street.state / "harvest").iterdir():
        path.unlink()
    street.run(source(), at=NOW + HOUR / 60)

    assert "if-none-match" not in street.server.requests[1].headers
    assert street.texts == ["1", "2"]


def test_a_lost_memory_costs_a_request_and_doubles_nothing(street):
    street.run(source())
    before = (street.state / "harvest" / "2026-11-21.jsonl").read_bytes()
    (street.state / "sources.json").write_bytes(b"torn")
    (report,) = street.run(source())

    assert (report.health, report.items) == (Health.OK, 2)
    assert (street.state / "harvest" / "2026-11-21.jsonl").read_bytes() == before


def test_the_same_instant_again_reports_the_same_and_asks_nobody(street):
    sources = [source(), source("/missing"), source("/", "dead.example")]
    first = street.run(*sources)
    asked, log = len(street.asked), (street.state / "harvest" / "2026-11-21.jsonl").read_bytes()

    assert street.run(*sources) == first
    assert len(street.asked) == asked
    assert (street.state / "harvest" / "2026-11-21.jsonl").read_bytes() == log


# ------------------------------------------------ showing


def test_fetch_shows_what_sources_give_and_keeps_nothing(street):
    shown = list(street.fetch(source(), source("/missing"), source()))

    assert [each[0] for each in shown] == [source(), source("/missing"), source()]
    assert [found.text for found in shown[0][1]] == ["https://chalk.example/1", "https://chalk.example/2"]
    assert shown[0][2] == ("All read.",)
    assert shown[1][1].status == 404
    assert not street.state.exists()


def test_fetch_may_be_left_early(street):
    street.server.paths["/slow"] = lambda *_: time.sleep(0.2) or response(feed(3))
    for shown, found, _ in street.fetch(source(), source("/slow")):
        assert (shown, len(found)) == (source(), 2)
        break


# ------------------------------------------------ stopped, killed, doubled


def start(state, port):
    driver = [sys.executable, "-m", "tests.collect.driver", str(state), NOW.isoformat(), str(port)]
    return subprocess.Popen(driver, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def finish(process):
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")


def outcome(state):
    reports = collect.last_reports(state, SOURCES, now=NOW)
    return collect.read(state), tuple(replace(report, seconds=None) for report in reports)


@pytest.fixture
def town():
    """Sixteen sources that take a moment: most give items and validators, one is gone, one is missing, one is empty."""
    paths = {
        f"/{n}": lambda *_, n=n: (
            time.sleep(0.01 * (n % 3)) or response(feed(*range(n * 50, n * 50 + 40)), f'ETag: "{n}"')
        )
        for n in range(16)
    }
    paths["/5"] = response(status="410 Gone")
    paths["/6"] = response(status="404 Not Found")
    paths["/7"] = response(feed())
    with wild(paths) as server:
        yield server


def test_a_run_killed_at_any_moment_and_finished_ends_as_if_nothing_had_happened(town, tmp_path):
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"
    finish(start(calm, town.port))
    killed = 0
    for moment in (0, 1, 2, 3, 5, 8):
        asked = len(town.requests)
        process = start(stormy, town.port)
        while process.poll() is None and len(town.requests) < asked + moment:
            time.sleep(0.002)
        time.sleep(0.003 * moment)
        process.kill()
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
    finish(start(stormy, town.port))

    assert killed >= 4
    assert outcome(stormy) == outcome(calm)
    assert len(outcome(calm)[0]) == 13 * 40
    assert list(stormy.glob(".*")) == []


def test_two_runs_at_once_take_turns_and_ask_nobody_twice(town, tmp_path):
    one, two = start(tmp_path, town.port), start(tmp_path, town.port)
    for process in (one, two):
        process.communicate(timeout=30)

    assert (one.returncode, two.returncode) == (0, 0)
    assert len(town.requests) == 16
    assert len(outcome(tmp_path)[0]) == 13 * 40


def test_ctrl_c_ends_cleanly_and_keeps_what_was_collected(street):
    arrived = []

    def hang(*_):
        arrived.append(True)
        Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        time.sleep(1)

    street.server.paths["/hang"] = hang
    with pytest.raises(KeyboardInterrupt):
        street.run(source(), source("/hang", "h1.example"))

    assert arrived
    assert street.texts == ["1", "2"]
    assert said(collect.last_reports(street.state, [source(), source("/hang", "h1.example")], now=NOW)) == [("ok", 2)]
