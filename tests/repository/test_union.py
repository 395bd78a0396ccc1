"""Two versions of any file of the state become one: in any order the same, and nothing that either saw is lost."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import ledgers, traces
from generator.collect import barred, harvest, memory
from generator.collect.folding import SIGHT, Sight, fold
from generator.collect.memory import Memory, Record
from generator.collect.pages import memory as links
from generator.collect.waiting import Rest
from generator.collect.works import register
from generator.model import Health, Item, Report, Voice
from generator.repository import announced, union
from generator.repository.announced import Mark, Stage

DAY = "harvest/2026-11-21.jsonl"
NOW = datetime(2026, 11, 21, 4, 23, tzinfo=UTC)
VOICE = Voice(key="https://ada.example/", name="Ada")
PATHS = (DAY, memory.NAME, links.NAME, register.NAME, barred.NAME, "ledger/2026-W47.jsonl", "traces/2026-W47.json")

# ---------------------------------------------------------------- states, at will

hours = st.integers(0, 40).map(lambda hour: NOW + timedelta(hours=hour))
letters = st.sampled_from("abcde")


@st.composite
def sights(draw):
    url = f"https://ada.example/{draw(letters)}"
    seen, source = draw(hours), f"feed https://{draw(letters)}.example/"
    if draw(st.booleans()):
        return Sight(seen=seen, gone=url, source=source)
    return Sight(seen=seen, item=Item(id=url, url=url, source=source, voice=VOICE, text=draw(letters)))


def lines(found):
    return [SIGHT.dump_json(sight, exclude_defaults=True) for sight in found]


@st.composite
def days(draw):
    data = harvest.FORMAT + b"".join(line + b"\n" for line in lines(draw(st.lists(sights(), max_size=6))))
    return data + draw(st.sampled_from([b"", b'{"seen":"2026-11-21T0']))


@st.composite
def memories(draw):
    def record(when):
        return Record(
            visited=when, report=Report(source="s", name="S", address="", health=draw(st.sampled_from(list(Health))))
        )

    found = Memory(
        sources={key: record(when) for key, when in draw(st.dictionaries(letters, hours)).items()},
        hosts={
            key: Rest(until=when, words=draw(letters)) for key, when in draw(st.dictionaries(letters, hours)).items()
        },
    )
    return memory.shelf.written({"format": 1, **memory.MEMORY.dump_python(found, mode="json", exclude_defaults=True)})


def entries(section, entry):
    made = st.dictionaries(letters.map(lambda letter: f"10.1234/{letter}"), entry, max_size=4)
    return made.map(lambda found: memory.shelf.written({"format": 1, **({section: found} if found else {})}))


iso = hours.map(lambda when: when.isoformat().replace("+00:00", "Z"))
link_files = entries(
    "links", st.builds(lambda when, to: {"asked": when, "target": f"https://{to}.example/"}, iso, letters)
)
work_files = entries("works", st.builds(lambda one, two: {"work": None, "asked": one, "wanted": two}, iso, iso))
barred_files = st.dictionaries(letters, st.lists(letters, min_size=1, unique=True).map(sorted)).map(barred.written)
ledger_files = st.tuples(st.sampled_from((b"", b'{"terms":{}}\n')), st.lists(letters, min_size=1)).map(
    lambda parts: parts[0] + b"".join(b'{"id":"%s"}\n' % name.encode() for name in parts[1])
)
trace_files = st.dictionaries(letters, st.integers()).map(lambda found: json.dumps(found).encode())
FILES = dict(
    zip(PATHS, (days(), memories(), link_files, work_files, barred_files, ledger_files, trace_files), strict=True)
)


def one(path, *versions):
    data = versions[0]
    for version in versions[1:]:
        data = union.joined(path, data, version).data
    return data


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
def test_the_union_is_commutative_associative_and_idempotent(path, data):
    a, b, c = (data.draw(FILES[path]) for _ in range(3))

    assert one(path, a, a) == a
    assert one(path, a, b) == one(path, b, a)
    assert one(path, one(path, a, b), c) == one(path, a, one(path, b, c))
    assert one(path, one(path, a, b), b) == one(path, a, b)


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
def test_what_is_joined_is_read_by_the_room_that_wrote_it(path, data):
    a, b = data.draw(FILES[path]), data.draw(FILES[path])

    assert union.joined(path, a, b).spoilt == ()
    assert union.form(path).read(one(path, a, b)) is not None


@given(st.lists(sights()), st.lists(sights()))
def test_no_observation_is_lost_and_the_log_means_what_both_logs_mean_together(ours, theirs):
    first, second = (harvest.FORMAT + b"".join(line + b"\n" for line in lines(found)) for found in (ours, theirs))

    joined = one(DAY, first, second)

    assert {*lines(ours), *lines(theirs)} == set(harvest.parts(joined))
    assert fold(SIGHT.validate_json(line) for line in harvest.parts(joined)) == fold([*ours, *theirs])


@given(memories(), memories())
def test_of_every_source_the_newer_record_stays_and_of_every_host_the_longer_rest(ours, theirs):
    first, second, both = (memory.MEMORY.validate_json(data) for data in (ours, theirs, one(memory.NAME, ours, theirs)))

    assert both.sources.keys() == first.sources.keys() | second.sources.keys()
    for key, record in both.sources.items():
        assert record.visited == max(each.sources[key].visited for each in (first, second) if key in each.sources)
    for host, rest in both.hosts.items():
        assert rest.until == max(each.hosts[host].until for each in (first, second) if host in each.hosts)


@given(days(), st.lists(sights(), min_size=1, max_size=3))
def test_a_torn_last_line_is_dropped_and_nothing_else(whole, more):
    torn = whole + lines(more)[0][:-1]

    assert harvest.parts(one(DAY, whole, torn)) == harvest.parts(whole)


def test_the_whole_ledger_wins_over_the_torn_one_and_weeks_are_not_mixed():
    whole, torn = b'{"id":"a"}\n', b'{"id":"a"}\n{"id":"b"}\n{"id"'

    joined = union.joined("ledger/2026-W47.jsonl", torn, whole)

    assert (joined.data, joined.spoilt) == (whole, (torn,))


@pytest.mark.parametrize("path", [path for path in PATHS if path != DAY])
@given(data=st.data())
def test_where_one_side_is_spoilt_the_other_wins_and_the_bad_one_is_handed_back(path, data):
    good = data.draw(FILES[path])
    for bad in (b"", b"\0\0\0", good[:-2], b"<<<<<<< HEAD\n"):
        assert union.joined(path, bad, good) == union.Joined(data=good, spoilt=(bad,))
        assert union.joined(path, good, bad) == union.Joined(data=good, spoilt=(bad,))
    assert union.joined(path, b"", None).data is None


def test_two_ledgers_of_one_week_are_both_kept_and_the_one_that_was_taken_out_stays_out_however_large_it_was():
    path, head = "ledger/2026-W47.jsonl", b'{"terms":{}}\n'
    small, large = head + b'{"id":"a"}\n', head + b'{"id":"b"}\n' * 99

    both = one(path, small, large)

    assert sorted(ledgers.apart(both)) == sorted((small, large))
    assert union.joined(path, small, both, both).data == small
    assert union.joined(path, both, small, both).data == small


def test_a_ledger_that_has_lost_its_end_takes_no_whole_one_away():
    path, whole = "ledger/2026-W47.jsonl", b'{"terms":{}}\n' + b'{"id":"b"}\n' * 99

    assert whole in ledgers.apart(union.joined(path, whole[:24], whole, whole).data)


# ---------------------------------------------------------------- with what both began with


def day(*texts):
    return harvest.whole([b'{"seen":"2026-11-21T04:23:00Z","item":"%s"}' % text.encode() for text in texts])


def test_what_one_side_took_out_stays_out_and_what_the_other_added_comes_in():
    base = day(*"abcdef")

    assert one_of_three(DAY, day(*"abcde"), day(*"abcdefg"), base) == day(*"abcdeg")
    assert one_of_three(DAY, day(*"abcdefg"), day(*"abcde"), base) == day(*"abcdeg")


def one_of_three(path, ours, theirs, base):
    return union.joined(path, ours, theirs, base).data


def test_without_knowing_what_both_began_with_nothing_counts_as_taken_out():
    assert one(DAY, day("a"), day("a", "b")) == day("a", "b")


@pytest.mark.parametrize("lost", [harvest.FORMAT, day("a"), b""])
def test_an_empty_or_much_smaller_file_takes_nothing_away(lost):
    base = day(*"abcdef")

    assert one_of_three(DAY, lost, base, base) == base
    assert one_of_three(DAY, base, lost, base) == base


def test_a_record_that_lost_a_name_stays_without_it_though_the_other_is_as_new():
    def named(*voices):
        plain = {
            "visited": "2026-11-21T04:23:00Z",
            "report": {"source": "s", "name": "S", "address": "", "health": "ok"},
        }
        held = {"past": {"voices": dict.fromkeys(voices, 1)}} if voices else {}
        return memory.shelf.written({"format": 1, "sources": {"feed x": {**plain, **({"face": held} if held else {})}}})

    with_them, without = named("Ada"), named()

    assert one_of_three(memory.NAME, without, with_them, with_them) == without
    assert one_of_three(memory.NAME, with_them, without, with_them) == without


@given(barred_files, barred_files)
def test_a_withdrawal_is_never_lost_by_a_merge(ours, theirs):
    joined = barred.understood(one_of_three(barred.NAME, ours, theirs, theirs))

    for known in (barred.understood(ours), barred.understood(theirs)):
        assert all(set(every) <= set(joined[entry]) for entry, every in known.items())


# ---------------------------------------------------------------- what is no file of ours, or of another version


@pytest.mark.parametrize(
    "path",
    ["lock", "sources.json.bad", ".sources.json.k2", ".pulled", "harvest/.2026-11-21.jsonl.k2", "harvest/notes.txt",
     "harvest/2026-11-21.jsonl.bad", "digests/school/sources.json", "ledger/2026-W47.jsonl.bad", "secrets.json"],
)  # fmt: skip
def test_what_is_no_file_of_ours_has_no_rule(path):
    assert union.form(path) is None


def test_every_file_the_rooms_write_has_a_rule():
    folders = (
        f"{harvest.FOLDER}/2026-11-21-1.jsonl",
        f"{ledgers.FOLDER}/2026-W01.jsonl",
        f"{traces.FOLDER}/2026-W01.json",
    )

    assert all(union.form(path) for path in (*PATHS, *folders))


@pytest.mark.parametrize(
    ("data", "foreign"), [(harvest.FORMAT, False), (b'{"format":2}\n', True), (b'{\n "format": 7,', True)]
)
def test_what_another_version_wrote_is_known_by_its_first_words(data, foreign):
    assert union.is_foreign(data) == foreign


@pytest.mark.parametrize("number", [b"9" * 5_000, b"0" * 5_000 + b"2"])
def test_a_format_with_thousands_of_digits_is_another_one_and_stops_nothing(number):
    assert union.is_foreign(b'{"format":' + number + b"}")


def test_a_record_with_half_a_character_in_it_cannot_be_read_and_the_other_stays():
    ours = announced.written({("2026-W47", "email", "1"): Mark(stage=Stage.SENT, at="2026-11-20T07:00:00+00:00")})
    theirs = ours.replace(b"email", rb"\ud800")

    joined = union.joined(announced.FILE, ours, theirs)

    assert (joined.data, joined.spoilt) == (ours, (theirs,))
