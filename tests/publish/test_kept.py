"""An index is made where a word changed that can be found, and at no other time; the old one is taken only if whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish import indexing, kept
from generator.publish.indexing import Index
from generator.publish.searching import Record
from tests.publish import make as site

ONE = Record(place="one/", title="Feedback", text="Marks come later.", voice="Ines Okafor")
OTHER = Record(place="two/", title="Gardens", text="Beans on a sill.", voice="R. Adeyemi")
Make = Callable[..., tuple[Index, int]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what makes an index over an old site, and tells how often the indexer has been asked by now."""
    engine = indexing.engine()
    if engine is None:
        pytest.skip("pagefind has no program for this machine")
    asked = tmp_path / "asked"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho once >> "{asked}"\nexec "{engine}" "$@"\n', "utf-8")
    program.chmod(0o755)

    def made(*records: Record) -> tuple[Index, int]:
        return indexing.index(records, "en", program, tmp_path / "site"), len(asked.read_text("utf-8").split())

    return made


def put(index: Index, there: Path) -> Path:
    indexing.put(index, there)
    return there / indexing.FOLDER


def test_the_same_words_are_indexed_once_and_the_files_stay_the_same(make: Make, tmp_path: Path) -> None:
    first, _ = make(ONE, OTHER)
    put(first, tmp_path / "site")

    again, asked = make(ONE, OTHER)
    assert (again.files, bool(again.since), asked) == (first.files, True, 1)


def test_another_word_makes_another_index(make: Make, tmp_path: Path) -> None:
    first, _ = make(ONE)
    put(first, tmp_path / "site")
    second, asked = make(ONE, OTHER)

    assert asked == 2
    assert second.files != first.files
    assert not second.since


def test_an_index_over_an_old_one_is_what_it_is_over_none(make: Make, tmp_path: Path) -> None:
    first, _ = make(ONE)
    folder = put(first, tmp_path / "site")
    next(folder.glob("fragment/*")).write_bytes(b"x")
    second, _ = make(ONE, OTHER)
    indexing.put(second, tmp_path / "over", tmp_path / "site")
    indexing.put(second, tmp_path / "none")

    assert site.tree(tmp_path / "over") == site.tree(tmp_path / "none") == second.files


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: next(folder.glob("fragment/*")).write_bytes(b"x"),
        lambda folder: next(folder.glob("fragment/*")).unlink(),
        lambda folder: (folder / "fragment" / "more.pf_fragment").write_bytes(b"x"),
        lambda folder: (folder / kept.NOTE).write_bytes(b"\xff{"),
        lambda folder: (folder / kept.NOTE).write_text("[]", "utf-8"),
        lambda folder: (folder / kept.NOTE).unlink(),
    ],
    ids=["changed", "gone", "added", "note spoilt", "note of another kind", "note gone"],
)
def test_an_index_that_somebody_changed_is_made_anew(
    make: Make, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    first, _ = make(ONE)
    spoil(put(first, tmp_path / "site"))

    assert make(ONE) == (first, 2)


def test_parts_of_other_lengths_have_another_checksum() -> None:
    assert kept.checksum([b"ab", b"c"]) != kept.checksum([b"a", b"bc"]) != kept.checksum([b"abc"])


def test_a_site_printed_over_another_has_the_bytes_of_one_printed_first(tmp_path: Path) -> None:
    content = site.content(tmp_path, site.edition())
    site.printed(tmp_path, content, config=site.config(description="What stood here before."))
    over = site.printed(tmp_path, content)
    first = site.printed(tmp_path, content, output=tmp_path / "first")

    assert site.tree(over) == site.tree(first)
