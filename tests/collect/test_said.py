"""What the log says of a source is the same whether its lines bear checksums, and whoever asks first."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator import files
from generator.collect import harvest, said, shelf
from generator.collect.folding import Sight
from generator.model import Item, Voice

NOW = datetime(2026, 11, 21, 5, 20, tzinfo=UTC)
SOURCES = ("feed https://a.example/", 'list "b" \\ 中')


def sight(source, name, hours, *, gone):
    seen = NOW + timedelta(hours=hours)
    if gone:
        return Sight(seen=seen, gone=name, source=source)
    voice = Voice(key="https://a.example/", name='","source":"feed c"')
    item = Item(id=name, source=source, url="https://a.example/1", voice=voice, title=f"At {hours}", published=seen)
    return Sight(seen=seen, item=item)


SIGHTS = st.lists(
    st.builds(
        sight, st.sampled_from(SOURCES), st.sampled_from(['1","source":"feed d"', "2\\", "3"]), st.integers(0, 9),
        gone=st.booleans(),
    )
)  # fmt: skip


def written(path, sights, *, sealed):
    lines = [harvest.written(each) for each in sights]
    if not sealed:
        lines = [line[: -len(files.SEAL) - 1] + b"}\n" for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(harvest.FORMAT + b"".join(lines))


@given(sights=SIGHTS)
def test_lines_with_a_checksum_and_without_say_the_same_of_every_source(tmp_path_factory, sights):
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    written(one / "harvest" / "2026-11-21.jsonl", sights, sealed=True)
    written(other / "harvest" / "2026-11-21.jsonl", sights, sealed=False)

    late, early = said.Said.looked(one), said.Said.looked(other)

    assert not late.known
    assert set(late.places) == set(early.places) == {each.item.source if each.item else each.source for each in sights}
    for source in SOURCES:
        assert late.has(source) == early.has(source)
        assert late.of(source) == early.of(source)
        assert late.has(source) == early.has(source)


def test_a_damaged_line_is_taken_out_and_those_behind_it_are_found_where_they_are_now(tmp_path):
    path = tmp_path / "harvest" / "2026-11-21.jsonl"
    written(path, [sight(SOURCES[0], str(number), number, gone=False) for number in range(4)], sealed=True)
    path.write_bytes(path.read_bytes().replace(b"At 1", b"At 7"))

    log = said.Said.looked(tmp_path)

    assert log.lost
    assert set(log.of(SOURCES[0]).told) == {"0", "2", "3"}


def test_what_another_version_wrote_is_left_where_it_is_and_stops_nobody(tmp_path, caplog):
    path = tmp_path / "harvest" / "2026-11-21.jsonl"
    written(path, [sight(SOURCES[0], "1", 1, gone=False), sight(SOURCES[0], "2", 2, gone=True)], sealed=True)
    theirs = (
        files.sealed(b'{"seen":"2026-11-20T10:00:00Z","item":{"id":"a","source":"feed https://a.example/"}}') + b"\n"
    )
    path.write_bytes(path.read_bytes() + theirs)

    log = said.Said.looked(tmp_path)

    assert set(log.of(SOURCES[0]).told) == {"1", "2"}
    assert path.read_bytes().endswith(theirs)
    assert caplog.messages == ["1 line of 2026-11-21.jsonl that cannot be read: left out."]


def test_a_day_that_somebody_changes_meanwhile_gives_no_source_the_words_of_another(tmp_path):
    path = tmp_path / "harvest" / "2026-11-21.jsonl"
    one, other = SOURCES[0], SOURCES[0].replace("a.ex", "b.ex")
    written(path, [sight(one, "1", 1, gone=False), sight(other, "2", 2, gone=False)], sealed=True)
    logs = [said.Said.looked(tmp_path) for _ in range(2)]
    written(path, [sight(other, "2", 2, gone=False), sight(one, "1", 1, gone=False)], sealed=True)

    assert logs[0].of(one).told == {}
    path.unlink()
    assert logs[1].of(one).told == {}


@given(st.dictionaries(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.booleans())))
def test_what_is_remembered_is_written_as_json_writes_it_with_a_line_for_each_thing(plain):
    wanted = json.dumps({"format": 1, **plain}, indent=1, ensure_ascii=False).encode()

    assert shelf.written({"format": 1, **plain}) == files.sealed(wanted)
