"""Records that are kept as JSON are those that memory.py knows, and the file made of them is the one that it writes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import files
from generator.collect import memory
from generator.collect.faces import Face, Traits
from generator.collect.manners import Page
from generator.collect.memory import Memory, Record
from generator.collect.records import HELD, Records
from generator.collect.waiting import Rest
from generator.collect.words import Schedule
from generator.model import Health, Report

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TEXTS = st.text(st.sampled_from('a"\\\n }],{:ü中\U0001f600'), max_size=8) | st.just("\n  },\n")
ODD = TEXTS | st.just("\ud800")
TIMES = st.integers(-90 * 24, 24).map(lambda hours: NOW + timedelta(hours=hours))
RESTS = st.builds(Rest, until=TIMES, words=TEXTS)
FACES = st.builds(Face, past=st.builds(Traits, words=st.dictionaries(TEXTS, st.integers(0, 9))), until=TIMES)


def records_with(texts):
    pages = st.builds(Page, asked=TIMES, etag=st.none() | texts, rest=st.none() | RESTS)
    report = st.builds(
        Report, source=TEXTS, name=texts, address=TEXTS, health=st.sampled_from(Health),
        seconds=st.none() | st.floats(0, 30), since=st.none() | TIMES,
    )  # fmt: skip
    return st.builds(
        Record, visited=TIMES, report=report, rest=st.none() | RESTS, face=st.none() | FACES, missed=st.booleans(),
        schedule=st.builds(Schedule, every=st.timedeltas(timedelta(), timedelta(days=9))),
        pages=st.dictionaries(TEXTS, pages, max_size=3),
    )  # fmt: skip


def memories(texts):
    sources = st.dictionaries(texts, records_with(texts), max_size=4)
    return st.builds(Memory, sources=sources, hosts=st.dictionaries(TEXTS, RESTS, max_size=2))


def record(number=0, **fields):
    report = Report(source="feed x", name="X", address="", health=Health.OK, items=number, seconds=1.5)
    return Record(visited=NOW, report=report, pages={"x": Page(asked=NOW, etag=str(number))}, **fields)


def read(path):
    return Records.read(path), memory.read(path)


@given(known=memories(TEXTS), new=st.dictionaries(TEXTS, records_with(ODD), max_size=3), rests=memories(TEXTS))
def test_a_run_leaves_the_bytes_that_memory_writes_of_what_was_known_and_what_is_new(
    tmp_path_factory, known, new, rests
):
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    memory.write(one, known, NOW)

    held, plain = read(one)
    assert {key: held.get(key) for key in held.briefs} == plain.sources
    assert held.hosts == plain.hosts
    assert held.before == (one / memory.NAME).read_bytes()
    for key, each in new.items():
        held.put(key, each)
        assert held.get(key) == each
    held.hosts |= rests.hosts
    held.write(one, NOW)

    memory.write(other, Memory(sources=plain.sources | new, hosts=plain.hosts | rests.hosts), NOW)
    assert (one / memory.NAME).read_bytes() == (other / memory.NAME).read_bytes()


@given(known=memories(ODD))
def test_what_only_python_can_read_is_read_and_written_as_memory_does(tmp_path_factory, known):
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    memory.write(one, known, NOW)

    held, plain = read(one)
    assert {key: held.get(key) for key in held.briefs} == plain.sources
    held.write(one, NOW)
    memory.write(other, plain, NOW)

    assert (one / memory.NAME).read_bytes() == (other / memory.NAME).read_bytes()


def test_a_file_of_ours_is_not_made_into_objects_and_any_other_is_understood_all_the_same(tmp_path):
    known = Memory(sources={f"feed {number}": record(number) for number in range(3)})
    memory.write(tmp_path, known, NOW)
    path = tmp_path / memory.NAME
    assert set(Records.read(tmp_path).places) == set(known.sources)

    plain = json.loads(path.read_bytes())
    del plain["sum"]
    twice = {"format": 1, "sources": {}, **plain}
    for said in (json.dumps(plain), json.dumps(plain, indent=1), json.dumps(twice, indent=2)):
        path.write_text(said)
        held = Records.read(tmp_path)
        assert not held.places
        assert {key: held.get(key) for key in held.briefs} == known.sources
        assert held.before == said.encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda said: said[:-100],
        lambda said: said.replace(b'"items": 1', b'"items": 2'),
        lambda said: sealed(said, b'"items": 1', b'"items": "?"'),
        lambda said: sealed(said, b'"format": 1', b'"format": 2'),
        lambda said: sealed(said, b'"2026-11-21T12', b'"0001-11-21T12'),
        lambda said: sealed(said, b"\n }\n", b'\n },\n "hosts": {"x": {}}\n'),
        lambda said: sealed(
            said, b"\n }\n", b'\n },\n "hosts": {"x": {"until": "2999-01-01T00:00:00Z", "words": ""}}\n'
        ),
        lambda said: sealed(said, b"\n  }", b"\n  ]"),
    ],
)
def test_a_file_that_memory_sets_aside_is_set_aside_here(tmp_path, spoil):
    memory.write(tmp_path, Memory(sources={"feed x": record(1)}), NOW)
    path = tmp_path / memory.NAME
    spoilt = spoil(path.read_bytes())
    path.write_bytes(spoilt)

    held = Records.read(tmp_path)

    assert (held.before, held.briefs, held.hosts) == (None, {}, {})
    assert path.with_name(f"{memory.NAME}.bad").read_bytes() == spoilt
    path.write_bytes(spoilt)
    assert memory.read(tmp_path) == Memory()


def sealed(said, old, new):
    assert old in said
    return files.sealed(said[: -len(files.SEAL)].replace(old, new) + b"}")


def test_thousands_of_records_are_never_all_objects(tmp_path):
    known = {f"feed {number:04}": record(number) for number in range(2 * HELD + 5)}
    memory.write(tmp_path, Memory(sources=known), NOW)
    held = Records.read(tmp_path)
    later = {key: replace(each, failures=1) for key, each in known.items()}

    for number, (key, each) in enumerate(later.items()):
        assert held.get(key) == known[key]
        held.put(key, each)
        assert len(held.held) <= HELD
        assert len(held.fresh) == (number + 1) % HELD
    held.write(tmp_path, NOW)

    assert memory.read(tmp_path).sources == later
    assert not held.places
    assert not held.odd


def test_a_file_that_grew_too_large_forgets_as_memory_does(tmp_path, caplog):
    one, other = tmp_path / "one", tmp_path / "other"
    known = {f"feed {number}": record(10**number) for number in range(4)}
    memory.write(one, Memory(sources=known), NOW)

    Records.read(one).write(one, NOW, most=800)
    memory.write(other, Memory(sources=known), NOW, most=800)

    assert (one / memory.NAME).read_bytes() == (other / memory.NAME).read_bytes()
    assert set(memory.read(one).sources) < set(known)
    assert "half the sources is forgotten" in caplog.text
