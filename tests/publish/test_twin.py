"""A file that the old site has is the same on the new one, whatever it became there, and whatever the disk can do."""

import os
import stat
import time
from pathlib import Path

import pytest

from generator.publish import twin

SAME, OTHER = b"the same", b"another"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "old" / "deep").mkdir(parents=True)
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "a").write_bytes(SAME)
    return tmp_path / "old"


@pytest.fixture
def new(old: Path) -> Path:
    return old.parent / "new"


def test_a_file_of_the_old_site_gets_a_second_name_and_outlives_the_first(old: Path, new: Path) -> None:
    twin.put(SAME, new / "a", old / "a")

    assert (new / "a").samefile(old / "a")
    (old / "a").unlink()
    assert (new / "a").read_bytes() == SAME


def test_only_files_with_the_same_bytes_become_twins(old: Path, new: Path) -> None:
    (old / "b").write_bytes(OTHER)
    (old / "longer").write_bytes(SAME + b"!")
    files = {"a": SAME, "b": SAME, "longer": SAME, "more": SAME}
    twin.put_all(files, new, old)

    assert {path.name: path.read_bytes() for path in new.iterdir()} == files
    assert [name for name in files if (old / name).exists() and (new / name).samefile(old / name)] == ["a"]


def test_what_was_read_and_has_stood_since_is_not_read_again(old: Path, new: Path) -> None:
    twin.put_all({"a": OTHER}, new, old, since=time.time_ns() + 2 * twin.COARSE)

    assert (new / "a").samefile(old / "a"), "whoever says that it was read is believed"


@pytest.mark.parametrize("how", ["in place", "by another file of an old date"])
def test_what_was_changed_after_it_was_read_is_no_twin(old: Path, new: Path, how: str) -> None:
    since = time.time_ns()
    if how == "in place":
        (old / "a").write_bytes(OTHER)
    else:
        (old / "b").write_bytes(OTHER)
        os.utime(old / "b", (1, 1))
        (old / "b").replace(old / "a")
    twin.put_all({"a": SAME}, new, old, since=since)

    assert (new / "a").read_bytes() == SAME
    assert (old / "a").read_bytes() == OTHER


def test_where_two_names_are_one_on_the_disk_nothing_is_written_into_the_old_site(old: Path, new: Path) -> None:
    twin.put(SAME, new / "a", old / "a")
    (old / "b").write_bytes(OTHER)
    twin.put(OTHER, new / "a", old / "b")  # as `A` would be, where that is `a`

    assert (new / "a").read_bytes() == OTHER
    assert (old / "a").read_bytes() == SAME


def test_a_link_and_a_pipe_are_no_twins_and_nobody_waits_for_them(old: Path, new: Path) -> None:
    (old / "linked").symlink_to(old / "a")
    if hasattr(os, "mkfifo"):
        os.mkfifo(old / "pipe")
    twin.put_all({"linked": SAME, "pipe": SAME}, new, old)
    twin.put(SAME, new / "again", old / "linked")

    assert all(path.read_bytes() == SAME and not path.is_symlink() for path in new.iterdir())
    assert not (new / "linked").samefile(old / "a")
    assert not (new / "again").samefile(old / "a")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_file_that_nobody_else_may_read_is_written_anew_with_the_rights_of_a_new_one(old: Path, new: Path) -> None:
    (old / "a").chmod(0o600)
    twin.put(SAME, new / "a", old / "a")
    (new / "fresh").write_bytes(SAME)

    assert stat.S_IMODE((new / "a").stat().st_mode) == stat.S_IMODE((new / "fresh").stat().st_mode)


def test_a_disk_without_second_names_gets_a_copy(old: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    twin.put(SAME, new / "a", old / "a")

    assert (new / "a").read_bytes() == SAME
    assert not (new / "a").samefile(old / "a")


def test_files_are_named_from_the_folder_and_links_to_folders_are_not_walked(old: Path) -> None:
    (old / "deep" / "b").write_bytes(OTHER)
    (old / "around").symlink_to(old)
    (old / "nowhere").symlink_to(old / "gone")

    assert sorted(twin.names(old)) == ["a", "deep/b"]
    assert twin.read(str(old / "gone")) is None
    assert twin.read(str(old / "deep")) is None
    assert twin.read(str(old / "a")) == twin.read(str(old / "a"), len(SAME)) == SAME
    assert twin.read(str(old / "a"), len(SAME) - 1) is None
