"""What is remembered of sources between runs, and what a damaged file costs: a re-read, never a run."""

import json
import re
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.collect import memory, reports, shelf
from generator.collect.faces import Face, Traits
from generator.collect.manners import Page
from generator.collect.memory import Memory, Record
from generator.collect.waiting import Rest
from generator.model import Health, Report, Source

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SOURCE = Source(kind="feed", address="https://chalk.example/feed", name="Chalk")
REPORT = Report(source=SOURCE.key, name="Chalk", address="https://chalk.example/", health=Health.OK, items=3, since=NOW)


def full():
    page = Page(asked=NOW, answered=SOURCE.address, etag='W/"ü"', rest=Rest(until=NOW, words="An hour."), agreed=1)
    record = Record(visited=NOW, report=REPORT, pages={"x": page}, given=True, failures=2, rest=page.rest)
    return Memory(
        sources={SOURCE.key: record}, hosts={"chalk.example": Rest(until=NOW + timedelta(hours=1), words="No.")}
    )


def test_what_is_written_is_read_back(tmp_path):
    memory.write(tmp_path, full(), NOW)

    assert memory.read(tmp_path) == full()


def test_the_same_memory_is_the_same_bytes(tmp_path):
    memory.write(tmp_path / "a", full(), NOW)
    memory.write(tmp_path / "b", memory.read(tmp_path / "a"), NOW)

    assert (tmp_path / "a" / memory.NAME).read_bytes() == (tmp_path / "b" / memory.NAME).read_bytes()
    assert json.loads((tmp_path / "a" / memory.NAME).read_bytes())["format"] == 1


@pytest.mark.parametrize("etag", ['W/"ü"', '"\ud800"'], ids=["any letter", "half a letter"])
@pytest.mark.parametrize("known", [True, False])
def test_the_file_is_what_two_runs_files_are_joined_to_whatever_a_header_holds(tmp_path, etag, known):
    kept = full() if known else Memory()
    for record in kept.sources.values():
        record.pages["x"] = replace(record.pages["x"], etag=etag)
    memory.write(tmp_path, kept, NOW)

    data = (tmp_path / memory.NAME).read_bytes()
    assert data == shelf.written({"format": 1, **memory.MEMORY.dump_python(kept, mode="json", exclude_defaults=True)})
    assert memory.read(tmp_path) == kept


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"{", b"[]", b"null", b'{"format": 2}', b'{"sources": {"x": {}}}', b"\xff", b'{"format": 1', b"[" * 100_000],
)
def test_a_file_that_cannot_be_read_is_set_aside_and_begun_anew(tmp_path, spoilt, caplog):
    (tmp_path / memory.NAME).write_bytes(spoilt)

    assert memory.read(tmp_path) == Memory()
    assert (tmp_path / "sources.json.bad").read_bytes() == spoilt
    assert "set aside" in caplog.messages[0]


def test_what_was_not_visited_for_long_and_rests_that_are_over_are_forgotten(tmp_path):
    memory.write(tmp_path, full(), NOW + timedelta(days=59))
    assert memory.read(tmp_path) == Memory(sources=full().sources)

    memory.write(tmp_path, full(), NOW + timedelta(days=61))
    assert memory.read(tmp_path) == Memory()


def test_old_pages_are_forgotten_but_not_that_one_is_gone():
    pages = {"old": Page(asked=NOW), "gone": Page(asked=NOW, gone="Gone."), "new": Page(asked=NOW + timedelta(days=9))}

    assert list(memory.current(pages, NOW + timedelta(days=31))) == ["gone", "new"]


def test_reports_come_in_the_order_of_the_sources_with_the_name_of_today(tmp_path):
    other = Source(kind="feed", address="https://new.example/", name="New")
    memory.write(tmp_path, full(), NOW)
    renamed = Source(kind=SOURCE.kind, address=SOURCE.address, name="Chalk Notes")

    assert [report.name for report in reports.last(tmp_path, (other, renamed), NOW)] == ["Chalk Notes"]


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path):
    (tmp_path / ".sources.json.abc").write_bytes(b"{")
    with memory.alone(tmp_path):
        assert list(tmp_path.glob(".sources.json.*")) == []


def test_a_second_run_waits_for_the_first_and_says_so(tmp_path, caplog):
    order = []

    def second():
        with memory.alone(tmp_path):
            order.append("second")

    thread = threading.Thread(target=second)
    with memory.alone(tmp_path):
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
    assert "waiting for it to finish" in caplog.messages[0]


def test_a_source_that_makes_much_of_itself_is_forgotten_before_the_others(tmp_path):
    lean = full().sources[SOURCE.key]
    fat = replace(lean, pages={f"x https://evil.example/{number}": lean.pages["x"] for number in range(500)})
    known = Memory(sources={**{f"feed https://a.example/{number}": lean for number in range(3)}, "feed evil": fat})
    memory.write(tmp_path, known, NOW, most=20_000)
    assert sorted(memory.read(tmp_path).sources) == ["feed https://a.example/0", "feed https://a.example/1"]


def test_where_rests_alone_are_too_many_the_longest_are_kept(tmp_path):
    rests = {f"h{n}.example": Rest(until=NOW + timedelta(minutes=1 + 7 * n % 64), words="Later.") for n in range(64)}
    memory.write(tmp_path, Memory(hosts=rests), NOW, most=2_000)

    kept = memory.read(tmp_path).hosts
    assert 0 < len(kept) < 64
    assert (tmp_path / memory.NAME).stat().st_size <= 2_000
    assert min(rest.until for rest in kept.values()) > max(rests[host].until for host in rests.keys() - kept.keys())


@pytest.mark.parametrize(
    ("way", "value"),
    [
        ("visited", "2026-11-21T12:00:00"),
        ("visited", "9999-12-31T23:59:59Z"),
        ("visited", "0001-01-01T00:00:00Z"),
        ("schedule", {"every": "-P999999999D"}),
        ("rest", {"until": "2026-11-21T12:00:00", "words": "."}),
        ("face", {"until": "2026-11-21T12:00:00"}),
    ],
)
def test_a_time_nobody_can_reckon_with_sets_the_file_aside(tmp_path, way, value):
    memory.write(tmp_path, full(), NOW)
    path = tmp_path / memory.NAME
    data = json.loads(path.read_bytes())
    data["sources"][SOURCE.key][way] = value
    path.write_text(json.dumps(data))
    assert memory.read(tmp_path) == Memory()
    assert (tmp_path / f"{memory.NAME}.bad").exists()


def test_no_instant_in_the_file_is_believed_unseen(tmp_path):
    known = full()
    traits = Traits(items=1, words={"chalk": 1})
    record = replace(known.sources[SOURCE.key], read=NOW, face=Face(until=NOW, past=traits, fresh=traits))
    memory.write(tmp_path, replace(known, sources={SOURCE.key: record}), NOW)
    path = tmp_path / memory.NAME
    data = path.read_text().rpartition(',"sum"')[0] + "}"
    instants = list(re.finditer(r"\d{4}-\d\d-\d\dT[^\"]*", data))
    assert len(instants) == 8
    for found in instants:
        path.write_text(data[: found.start()] + "1492" + data[found.start() + 4 :])
        assert memory.read(tmp_path) == Memory(), found
    path.write_text(data)
    assert memory.read(tmp_path) != Memory()


def test_a_folder_in_the_place_of_the_file_is_set_aside(tmp_path):
    (tmp_path / memory.NAME).mkdir()
    assert memory.read(tmp_path) == Memory()
    memory.write(tmp_path, full(), NOW)
    assert memory.read(tmp_path) == full()
