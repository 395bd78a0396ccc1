"""One byte in a hundred changed at random: what was kept is read as it was written, or set aside and said."""

import logging
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from generator import collect, files, ledgers, timetable, traces
from generator.collect import harvest, memory
from generator.collect.harvest import Log
from generator.errors import InputError
from generator.model import Config, Digest, Edition, Item, LedgerLine, Site, Traces, Track, Voice, Week
from generator.publish import archive
from generator.repository import union

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WEEK = Week(2026, 47)
VOICE = Voice(key="https://ada.example/", name="Ada")
ITEMS = [
    Item(
        id=f"https://a.example/{n}", url=f"https://a.example/{n}", source="feed a", voice=VOICE, text=f"Chalk {n}. " * 9
    )
    for n in range(60)
]
LINES = [
    LedgerLine(id=f"i{n}", url="https://a.example/", title=f"Chalk {n}", voice="v", source="s", fate="low", words="low")
    for n in range(60)
]


def damaged(data, seed, *, letters):
    """Return the bytes with one in a hundred changed; with `letters` into others that could stand there."""
    dice, found = random.Random(seed), bytearray(data)
    for _ in range(max(1, len(data) // 100)):
        found[dice.randrange(len(found))] = dice.choice(b"0123456789abcdefxyz ,") if letters else dice.randrange(256)
    return bytes(found)


@pytest.mark.parametrize("letters", [False, True])
def test_the_log_gives_only_what_was_written_and_collecting_sets_the_rest_aside(tmp_path, letters, caplog):
    caplog.set_level(logging.CRITICAL)
    with Log.opened(tmp_path, NOW) as log:
        log.add("feed a", ITEMS)
    (path,) = harvest.days(tmp_path)
    whole, said = path.read_bytes(), set(harvest.read(tmp_path))

    for seed in range(30):
        path.write_bytes(damaged(whole, seed, letters=letters))
        assert set(harvest.read(tmp_path)) <= said
        assert harvest.spoilt(tmp_path) == (path.name,)
        union.joined(f"harvest/{path.name}", path.read_bytes(), whole, whole)
    with Log.opened(tmp_path, NOW) as log:
        assert log.lost
        assert set(log.known) <= {("feed a", item.id) for item in ITEMS}
    assert path.with_name(f"{path.name}.bad").read_bytes()
    assert harvest.spoilt(tmp_path) == ()
    with Log.opened(tmp_path, NOW) as log:
        assert not log.lost


def test_what_a_disk_has_changed_is_taken_out_of_no_branch(tmp_path):
    with Log.opened(tmp_path, NOW) as log:
        log.add("feed a", ITEMS[:3])
    (path,) = harvest.days(tmp_path)
    whole = path.read_bytes()
    ours = whole.replace(b"Chalk 1. Chalk", b"Chalk 1. Chaff", 1)

    assert union.joined(f"harvest/{path.name}", ours, whole, whole).data == harvest.whole(whole.split(b"\n")[1:-1])


@pytest.mark.parametrize("letters", [False, True])
def test_a_ledger_and_traces_say_what_was_written_or_nothing(tmp_path, letters, caplog):
    caplog.set_level(logging.CRITICAL)
    ledgers.write(tmp_path, WEEK, LINES)
    left = Traces(week=WEEK, voices={f"v{n}": Track(items=n + 1, told=n, surprise=0.5, due=1.5) for n in range(40)})
    traces.write(tmp_path, left)
    ledger, trace = tmp_path / "ledger" / f"{WEEK}.jsonl", tmp_path / "traces" / f"{WEEK}.json"
    wholes, told = (ledger.read_bytes(), trace.read_bytes()), ledgers.read(tmp_path, WEEK).lines

    for seed in range(30):
        for path, whole in zip((ledger, trace), wholes, strict=True):
            path.write_bytes(damaged(whole, seed, letters=letters))
        assert ledgers.read(tmp_path, WEEK).lines.items() <= told.items()
        assert traces.read(tmp_path, WEEK.after()) == ()
        assert not traces.is_whole(trace.read_bytes())


def test_what_is_left_out_of_them_is_said(tmp_path, caplog):
    ledgers.write(tmp_path, WEEK, LINES[:3])
    path = tmp_path / "ledger" / f"{WEEK}.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Chalk 1", b"Chalk 7"))

    ledgers.read(tmp_path, WEEK)

    assert "1 line of the ledger of 2026-W47 that cannot be read: left out." in caplog.text


@pytest.mark.parametrize("letters", [False, True])
def test_what_is_known_of_sources_is_read_as_it_was_written_or_set_aside(tmp_path, letters, caplog):
    caplog.set_level(logging.CRITICAL)
    memory.write(tmp_path, memory.Memory(), NOW)
    whole = (tmp_path / memory.NAME).read_bytes() + b"  " * 200
    for seed in range(30):
        (tmp_path / memory.NAME).write_bytes(damaged(whole.strip() * 1, seed, letters=letters))
        assert memory.read(tmp_path) == memory.Memory()
    assert (tmp_path / f"{memory.NAME}.bad").exists()


@pytest.mark.parametrize("place", range(len(files.SEAL)))
def test_a_seal_that_is_hit_itself_gives_the_record_away(place):
    record = files.sealed(b'{"a":1}')
    spot = len(record) - 1 - place

    assert not files.is_spoilt(record)
    assert files.is_spoilt(record[:spot] + b"#" + record[spot + 1 :])
    assert not files.is_spoilt(b'{"seen":"2026-11-21T00:00:00Z","item":{"id":"https://a.example/1"}}')


def test_nothing_is_published_on_a_log_that_was_damaged(tmp_path):
    with Log.opened(tmp_path, NOW) as log:
        log.add("feed a", ITEMS[:2])
    (path,) = harvest.days(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"Chalk 1.", b"Chaff 1.", 1))

    with pytest.raises(InputError, match=r"2026-11-21\.jsonl; nothing is published on it"):
        collect.unspoilt(tmp_path)


def test_an_edition_that_is_damaged_is_refused_with_its_place_unless_it_still_reads_as_one(tmp_path):
    edition = Edition(week=WEEK, id="urn:uuid:1", title="Week 47", published=NOW, starts=NOW - timedelta(days=7))
    path = archive.write(edition, tmp_path)
    whole = path.read_bytes()

    for seed in range(60):
        path.write_bytes(damaged(whole, seed, letters=False))
        assert _read(tmp_path) in {str(WEEK), "2026-W47.md"}


def _read(folder):
    """Return the week of the one edition, or the file that is refused."""
    try:
        (found,) = archive.read(folder)
    except InputError as wrong:
        (file,) = {problem.file.rpartition("/")[2] for problem in wrong.problems}
        return file
    return str(found.week)


# ---------------------------------------------------------------- clocks


CONFIG = Config(site=Site(title="x", zone="Europe/Berlin"), digest=Digest(day=7, hour=2), sources=())


def test_a_clock_that_has_gone_back_brings_out_no_empty_week():
    out = [Edition(week=WEEK, id="x", title="", published=NOW, starts=NOW)]

    assert timetable.missing(CONFIG, out, (), NOW - timedelta(days=365)) == ()
    assert timetable.missing(CONFIG, out, (), NOW + timedelta(days=9)) == (WEEK.after(),)


def test_an_edition_of_a_day_that_could_not_be_read_again_is_not_written(tmp_path):
    early = datetime(1969, 12, 26, 5, 0, tzinfo=UTC)
    edition = Edition(week=Week(1969, 52), id="x", title="", published=early, starts=early)

    with pytest.raises(InputError, match="Is the clock of this machine right"):
        archive.write(edition, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("year", [2020, 2024, 2026, 2028])
def test_every_week_of_a_year_is_due_once_through_both_clock_changes_leap_day_and_week_53(year):
    """Sunday at two is an hour that is missing in March and there twice in October."""
    out = [Edition(week=Week(year - 1, 51), id="x", title="", published=NOW, starts=NOW)]
    now = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=4)
    dues = []
    while now < datetime(year + 1, 1, 12, tzinfo=UTC):
        for week in timetable.missing(CONFIG, out, (), now):
            out.append(Edition(week=week, id=str(week), title="", published=now, starts=now))
            dues.append(week.due(7, 2, "Europe/Berlin"))
        now += timedelta(hours=6)

    weeks = [str(edition.week) for edition in out[1:]]
    assert weeks == sorted(set(weeks))
    assert (f"{year}-W53" in weeks) == (year in {2020, 2026})
    assert all(abs(later - due - timedelta(days=7)) <= timedelta(hours=1) for due, later in pairwise(dues))
