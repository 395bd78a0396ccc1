"""What is remembered of works: written and read back, bounded, survived when damaged; and joined to the items."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.collect import works
from generator.collect.works import register
from generator.collect.works.register import Entry
from generator.model import Item, Voice, Work

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORK = Work(
    doi="10.5555/a",
    title="Ünïcode",
    year=2026,
    authors=("Ana Doe",),
    in_doaj=True,
    retracted=True,
    notice="https://doi.org/10.5555/n",
)


def entry(work=WORK, days=0):
    return Entry(work=work, asked=NOW, wanted=NOW - timedelta(days=days))


DAY = "2026-11-21T00:00:00Z"
ODD = json.dumps({"format": 1, "works": {"no doi": {"work": None, "asked": DAY, "wanted": DAY}}}).encode()


def item(**changes):
    return Item(id="i", source="s", url="https://a.example/1", voice=Voice(key="k", name="n"), **changes)


def test_what_is_written_is_read_back_and_written_alike(tmp_path):
    kept = {"10.5555/b": entry(None), "10.5555/a": replace(entry(), detailed=NOW)}
    works.write(tmp_path, kept, NOW)
    first = (tmp_path / register.NAME).read_bytes()
    assert dict(works.read(tmp_path)) == kept
    assert list(works.read(tmp_path)) == ["10.5555/a", "10.5555/b"]
    works.write(tmp_path, works.read(tmp_path), NOW)
    assert (tmp_path / register.NAME).read_bytes() == first


def test_without_a_file_nothing_is_known(tmp_path):
    assert dict(works.read(tmp_path)) == {}


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b"null", b'{"format": 2, "works": {}}', ODD,
     b'{"format": 1, "works": {"10.5555/a": {"asked": "soon"}}}', b"[" * 100_000, b"\xff\xfe"],
)  # fmt: skip
def test_a_damaged_file_is_set_aside(tmp_path, damaged, caplog):
    (tmp_path / register.NAME).write_bytes(damaged)
    assert dict(works.read(tmp_path)) == {}
    assert (tmp_path / "works.json.bad").read_bytes() == damaged
    assert "set aside" in caplog.text
    assert not (tmp_path / register.NAME).exists()


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / register.NAME).open("wb") as file:
        file.truncate(register.SIZE + 1)
    assert dict(works.read(tmp_path)) == {}


def test_what_nobody_has_named_for_long_is_forgotten_and_the_rest_is_bounded(tmp_path):
    works.write(tmp_path, {"10.5555/a": entry(days=119), "10.5555/b": entry(days=120)}, NOW)
    assert list(works.read(tmp_path)) == ["10.5555/a"]
    many = {f"10.5555/{number:05}": entry(None, days=number / 1_000) for number in range(register.ENTRIES + 10)}
    works.write(tmp_path, many, NOW)
    assert len(json.loads((tmp_path / register.NAME).read_bytes())["works"]) == register.ENTRIES
    assert "10.5555/00000" in works.read(tmp_path)


def test_an_item_names_works_in_its_text_its_links_its_subject_and_its_own_address():
    named = item(
        text="see 10.5555/t",
        links=("https://doi.org/10.5555/l",),
        about="https://arxiv.org/abs/2611.01234",
        works=(Work(doi="10.5555/w"),),
    )
    assert works.named(named) == ("10.5555/t", "10.5555/w", "10.48550/arxiv.2611.01234", "10.5555/l")
    assert works.wanted([named, item()]) == tuple(sorted(works.named(named)))
    assert works.named(replace(item(), url="https://doi.org/10.5555/u")) == ("10.5555/u",)


def test_joined_are_the_works_that_are_known():
    kept = {"10.5555/a": entry(), "10.5555/b": entry(None)}
    (found, same) = works.join([item(text="10.5555/a 10.5555/b 10.5555/c"), item()], kept)
    assert found.works == (WORK,)
    assert same == item()


def test_what_the_source_said_fills_what_the_registers_leave_open():
    own = Work(doi="10.5555/a", title="Mine", venue="J. Examples", open_at="https://j.example/1")
    (found,) = works.join([item(works=(own, Work(doi="10.5555/z")))], {"10.5555/a": entry()})
    assert [work.doi for work in found.works] == ["10.5555/a", "10.5555/z"]
    assert (found.works[0].title, found.works[0].venue, found.works[0].retracted) == ("Ünïcode", "J. Examples", True)
    assert works.join([found], {"10.5555/a": entry()}) == (found,)
