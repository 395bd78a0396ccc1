"""The folder of the site: nobody's files are lost, and whoever looks finds a whole site, the old one or the new one."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.publish import folders
from generator.publish.folders import MARKER
from tests.publish import make

BUILD = """
import sys
from pathlib import Path
from tests.publish import make
root = Path(sys.argv[1])
make.printed(root, root / "content")
"""


def test_a_persons_folder_is_never_replaced(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(InputError, match="did not make"):
        make.printed(tmp_path, folder)

    assert (tmp_path / "site" / "thesis.txt").read_text("utf-8") == "years of work"


def test_an_empty_folder_may_become_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    assert (make.site(tmp_path, make.edition()) / "index.html").is_file()


def test_a_file_is_no_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(InputError, match="a file, not a folder"):
        make.site(tmp_path)


@pytest.mark.parametrize("output", [".", "content", "content/site", "content/.."])
def test_the_site_is_not_printed_over_what_it_is_made_from(tmp_path: Path, output: str) -> None:
    folder = make.content(tmp_path, make.edition())
    with pytest.raises(InputError):
        make.printed(tmp_path, folder, output=tmp_path / output)

    assert (folder / "editions" / "2026-W47.md").is_file()


@pytest.mark.parametrize("output", [".gleaner", ".", ".gleaner/site"])
def test_the_site_is_not_printed_over_what_must_be_kept(tmp_path: Path, output: str) -> None:
    home = tmp_path / "home"
    folder = make.content(tmp_path, make.edition())
    (home / ".gleaner").mkdir(parents=True)
    with pytest.raises(InputError, match=r"must leave alone: \.gleaner/"):
        make.printed(tmp_path, folder, output=home / output, keep=(home / ".gleaner",))

    assert list((home / ".gleaner").iterdir()) == []


def test_a_place_below_a_file_is_no_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for output in ("notes.txt/site", "notes.txt/a/b"):
        with pytest.raises(InputError, match="below a file"):
            make.printed(tmp_path, make.content(tmp_path), output=tmp_path / output)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    output = tmp_path / ("x" * 300)
    with pytest.raises(InputError, match="No site can be put here: file name too long") as caught:
        make.printed(tmp_path, make.content(tmp_path), output=output)

    assert caught.value.problems[0].file == str(output)


def test_links_in_a_circle_are_no_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "site")
    with pytest.raises(InputError):
        make.site(tmp_path, make.edition())


def test_everybody_may_read_the_site(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()

    assert make.site(tmp_path, make.edition()).stat().st_mode == (tmp_path / "plain").stat().st_mode


# ---------------------------------------------------------------- builds that are killed, builds at once


def test_what_a_killed_build_left_behind_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".site.new.x" / "new").mkdir(parents=True)
    (tmp_path / ".site.new.x" / MARKER).touch()
    (tmp_path / ".site.new.mine").mkdir()
    make.site(tmp_path, make.edition())

    assert {each.name for each in tmp_path.iterdir()} == {"content", "site", ".site.new.mine"}, "unmarked is not ours"


def test_a_build_that_was_killed_between_two_renames_is_undone_by_the_next(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition())
    before = make.tree(site)
    (tmp_path / ".site.new.x").mkdir()
    (tmp_path / ".site.new.x" / MARKER).touch()
    site.rename(tmp_path / ".site.new.x" / "old")
    with pytest.raises(ZeroDivisionError), folders.workshop(site):
        _ = 1 / 0

    assert before == make.tree(site)


def test_the_workshop_of_a_build_that_is_at_work_is_left_alone(tmp_path: Path) -> None:
    with folders.workshop(tmp_path / "site") as first, folders.workshop(tmp_path / "site") as second:
        assert first != second
        assert (first / MARKER).is_file()
        folders.swap(second, tmp_path / "site")
        folders.swap(first, tmp_path / "site")

    assert {each.name for each in tmp_path.iterdir()} == {"site"}


def test_a_swap_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition())
    before = make.tree(site)
    with folders.workshop(site) as fresh:
        fresh.rename(tmp_path / "stolen")
        with pytest.raises(InputError, match="No site can be put here"):
            folders.swap(fresh, site)

    assert before == make.tree(site)


def test_a_file_put_there_while_the_site_is_printed_is_not_lost(tmp_path: Path) -> None:
    with folders.workshop(tmp_path / "site") as fresh:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "thesis.txt").touch()
        with pytest.raises(InputError, match="did not make"):
            folders.swap(fresh, tmp_path / "site")

    assert [each.name for each in (tmp_path / "site").iterdir()] == ["thesis.txt"]


def test_of_many_swaps_at_once_each_leaves_a_whole_site(tmp_path: Path) -> None:
    def swap(number: int) -> None:
        with folders.workshop(tmp_path / "site") as fresh:
            for name in ("a", "b", "c"):
                (fresh / name).write_text(str(number), "utf-8")
            folders.swap(fresh, tmp_path / "site")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(swap, range(80)))
    site = make.tree(tmp_path / "site")

    assert set(site) == {MARKER, "a", "b", "c"}
    assert len({site[name] for name in "abc"}) == 1
    assert {each.name for each in tmp_path.iterdir()} == {"site"}


def test_builds_at_once_print_what_one_prints(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    before = make.tree(make.printed(tmp_path, folder))
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    builds = [subprocess.Popen(command, cwd=make.ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [build.communicate()[1] for build in builds]

    assert [build.returncode for build in builds] == [0, 0, 0], told
    assert make.tree(tmp_path / "site") == before
    assert {each.name for each in tmp_path.iterdir()} == {"content", "site"}
