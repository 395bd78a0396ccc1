"""One byte in a hundred changed at random: what was kept is read as it was written, or set aside and said."""

import logging
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from generator import collect, correcting, files, ledgers, timetable, traces, withdrawal
from generator.collect import Door, barred, clocks, harvest, memory, purging
from generator.collect.logbook import Log
from generator.errors import ClockError, InputError, NothingFound
from generator.model import (
    Config,
    Digest,
    Edition,
    Harvest,
    Health,
    Item,
    LedgerLine,
    Report,
    Site,
    Traces,
    Track,
    Voice,
    Week,
)
from generator.pipeline import Place
from generator.publish import archive
from generator.repository import announced, union
from tests.collect import driver
from tests.loopback import serve

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
    return bytes(found) if found != data else bytes(found).swapcase()


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
        assert set(log.said.of("feed a").told) <= {item.id for item in ITEMS}
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


@pytest.mark.parametrize(
    "end", [b',"name":"--------"', b',"name":"Ann -- -------"', b',"lead":"-------"', b',"url":"12345678"',
            b',"title":",xsumx:x12345678"', b',"source":"--------------"'],
)  # fmt: skip
def test_an_old_record_without_a_seal_is_sound_whatever_its_last_words_are(end):
    assert not files.is_spoilt(b'{"id":"x"' + end + b"}")


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


# ---------------------------------------------------------------- what cannot be asked for once more


def test_who_withdrew_does_not_come_back_because_a_file_was_damaged(tmp_path):
    barred.keep(tmp_path, {"ana": withdrawal.digested(["https://chalk.example/"]), "ben": ()})
    path = tmp_path / barred.NAME
    whole, known = path.read_bytes(), barred.read(tmp_path, ["ana"])
    assert known

    for seed in range(60):
        path.write_bytes(damaged(whole, seed, letters=bool(seed % 2)))
        with pytest.raises(InputError, match=r"withdrawn\.json: What is remembered of people who withdrew cannot be"):
            barred.read(tmp_path, ["ana"])
        assert union.joined(barred.NAME, path.read_bytes(), whole).data == whole
    path.rename(tmp_path / barred.ASIDE)
    with pytest.raises(InputError, match="state pull"):
        barred.read(tmp_path, ["ana"])
    path.write_bytes(whole)
    assert barred.read(tmp_path, ["ana"]) == known
    barred.keep(tmp_path, {})
    assert barred.read(tmp_path, ["ana"]) == ()


def test_a_file_of_an_older_gleaner_without_a_checksum_is_still_read():
    assert barred.understood(b'{\n "format": 1,\n "known": {\n  "a": [\n   "b"\n  ]\n }\n}\n') == {"a": ["b"]}
    assert barred.understood(b'{"format": 2, "known": {}}') is None
    assert announced.understood(b'{\n "format": 1,\n "announced": {}\n}\n') == {}


def test_a_damaged_record_of_what_was_told_is_none(tmp_path):
    announced.write(tmp_path, {("2026-W47", "email", "a"): announced.Mark(stage=announced.Stage.SENT)})
    path = tmp_path / announced.FILE
    whole = path.read_bytes()

    for seed in range(60):
        path.write_bytes(damaged(whole, seed, letters=bool(seed % 2)))
        with pytest.raises(announced.Spoilt):
            announced.read(tmp_path)
    path.rename(tmp_path / announced.ASIDE)
    with pytest.raises(announced.Spoilt):
        announced.read(tmp_path)


def test_who_is_withdrawn_takes_nothing_away_that_says_that_something_is_not_known(tmp_path):
    for name in (barred.ASIDE, announced.ASIDE, f"{memory.NAME}.bad"):
        (tmp_path / name).write_bytes(b"damaged")

    purging.purge(tmp_path, ["https://chalk.example/"], [], NOW)

    assert {path.name for path in tmp_path.glob("*.bad")} == {barred.ASIDE, announced.ASIDE}


# ---------------------------------------------------------------- clocks


CONFIG = Config(site=Site(title="x", zone="Europe/Berlin"), digest=Digest(day=7, hour=2), sources=())


def test_a_clock_that_has_gone_back_brings_out_no_empty_week():
    out = [Edition(week=WEEK, id="x", title="", published=NOW, starts=NOW)]

    assert timetable.missing(CONFIG, out, (), NOW - timedelta(days=365)) == ()
    assert timetable.missing(CONFIG, out, (), NOW + timedelta(days=9)) == (WEEK.after(),)


def test_a_week_for_which_no_source_was_read_has_no_edition():
    harvest = Harvest(reports=(Report(source="s", name="s", address="", health=Health.OK),))
    later = NOW + timedelta(weeks=60)

    with pytest.raises(NothingFound, match=r"last read on 21 November 2026, 12:00 UTC.*is the clock"):
        timetable.refuse_emptiness((timetable.latest(CONFIG, later),), harvest, CONFIG, later, read=NOW)
    timetable.refuse_emptiness((WEEK,), harvest, CONFIG, NOW, read=NOW)


@pytest.mark.parametrize("days", [-400, -2, -1, 0, 1, 2, 400])
def test_a_clock_is_believed_unless_many_servers_know_better(days):
    now = NOW + timedelta(days=days)
    times = {f"{n}.example": NOW for n in range(3)} | {"ill.example": NOW + timedelta(days=9_000)}

    assert bool(clocks.objection(now, times)) == (abs(days) > 1)
    assert not clocks.objection(now, {"a.example": NOW, "b.example": NOW})


def test_a_server_says_its_time_and_a_cache_does_not():
    date = "Sat, 21 Nov 2026 09:00:00 GMT"

    assert clocks.said({"date": date, "age": "0"}) == clocks.said({"date": date}) == NOW - timedelta(hours=3)
    assert clocks.said({"date": date, "age": "10800"}) is None, "some caches write the date anew, others do not"
    assert clocks.said({"date": "Thu, 99 Foo"}) is None


def test_a_run_whose_clock_is_wrong_leaves_everything_as_it_was(tmp_path):
    sources = [driver.source(f"/{n}", f"h{n}.example") for n in range(3)]
    pages = {f"/{n}": (200, {"Date": "Sat, 21 Nov 2026 12:00:00 GMT"}, driver.feed(n)) for n in range(3)}

    def collected(days, pages):
        now = NOW + timedelta(days=days)
        with serve(pages) as village:
            hosts = {f"h{n}.example": ("127.0.0.1", int(village.address.rpartition(":")[2])) for n in range(3)}
            door = Door(hosts=hosts, pause=0, clock=True)
            collect.run(sources, tmp_path, now=now, since=now, door=door, adapters=driver.ADAPTERS)

    for days in (400, -400):
        with pytest.raises(ClockError, match=r"3 servers say 21 November 2026, 12:00 UTC\. Nothing was collected"):
            collected(days, pages)
        assert harvest.read(tmp_path) == ()
        assert memory.read(tmp_path) == memory.Memory()
    collected(0, pages)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ClockError):
        collected(400, pages)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size}
    assert after.items() <= before.items()
    assert len(harvest.read(tmp_path)) == 3


def test_nothing_grows_old_while_nobody_goes_out(tmp_path):
    place = Place(root=tmp_path, state=tmp_path / ".gleaner")
    with Log.opened(place.state, NOW) as log:
        log.add("feed a", [replace(item, published=NOW) for item in ITEMS[:2]])
    report = Report(source="feed a", name="a", address="", health=Health.FAILED)
    wrong, late = NOW + timedelta(days=400), NOW + timedelta(days=2)
    memory.write(
        place.state, memory.Memory(sources={"feed a": memory.Record(visited=wrong, read=NOW, report=report)}), wrong
    )
    archive.write(Edition(week=WEEK, id="x", title="", published=late, starts=NOW), place.editions)

    correcting.correct(CONFIG, place, now=wrong)

    assert len(harvest.read(place.state)) == 2


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
