"""Editions that were read a moment ago are read again as soon as a byte or a name is another, and not before."""

import pytest

from generator.errors import InputError
from generator.publish import archive
from tests.publish import make

LAST, BEFORE = "2026-W47", "2026-W46"


@pytest.fixture
def folder(tmp_path):
    return make.content(tmp_path, make.edition(BEFORE), make.edition(LAST)) / "editions"


def test_what_is_the_same_to_the_last_byte_is_not_read_again(folder):
    first = archive.read(folder)

    assert all(one is other for one, other in zip(archive.read(folder), first, strict=True))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / f"{LAST}.md").write_text(
            (folder / f"{LAST}.md").read_text("utf-8").replace("part 1", "part I"), "utf-8"
        ),
        lambda folder: (folder / f"{BEFORE}.md").unlink(),
        lambda folder: (folder / f"{LAST}.md").rename(folder / ".hidden"),
        lambda folder: archive.write(make.edition("2026-W48"), folder),
    ],
    ids=["a letter", "one fewer", "a name", "one more"],
)
def test_any_change_is_seen_at_once(folder, change):
    before = archive.read(folder)
    change(folder)

    assert archive.read(folder) != before


def test_what_cannot_be_used_is_said_each_time_and_forgotten_when_it_is_mended(folder):
    sound = archive.read(folder)
    words = (folder / f"{LAST}.md").read_bytes()
    (folder / f"{LAST}.md").write_text("no edition", "utf-8")
    for _ in range(2):
        with pytest.raises(InputError):
            archive.read(folder)
    (folder / f"{LAST}.md").write_bytes(words)

    assert archive.read(folder) == sound


def test_a_folder_that_is_not_there_holds_none(tmp_path):
    assert archive.read(tmp_path / "editions") == ()
    assert archive.newest(tmp_path / "editions") is None


def test_the_newest_is_found_without_reading_the_others(folder):
    (folder / f"{BEFORE}.md").write_text("no edition", "utf-8")

    assert str(archive.newest(folder).week) == LAST
