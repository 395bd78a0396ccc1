"""A branch that shows the site: all of it and nothing else, one commit, and nobody else's branch."""

from datetime import timedelta

import pytest

from generator.errors import RepositoryError
from generator.repository import shown
from tests.repository.remotes import NOW, clone, commit, files, git, made, of


@pytest.fixture
def work(tmp_path):
    made(tmp_path)
    return clone(tmp_path, "work")


def printed(work, words="one"):
    (work / "output" / "editions").mkdir(parents=True, exist_ok=True)
    (work / "output" / "index.html").write_text(f"<!doctype html>{words}")
    (work / "output" / "editions" / "a b.html").write_text("<!doctype html>")
    return work / "output"


def test_the_branch_holds_the_site_and_nothing_else_in_one_commit(work, tmp_path):
    site = printed(work)

    assert shown.deploy(of(work), site, "pages", now=NOW)
    (site / "editions" / "a b.html").unlink()
    assert shown.deploy(of(work), printed(work, "two").parent / "output", "pages", now=NOW + timedelta(days=1))

    assert files(tmp_path / "remote.git", "pages") == ["editions/a b.html", "index.html"]
    assert git(tmp_path / "remote.git", "show", "pages:index.html") == "<!doctype html>two"
    assert git(tmp_path / "remote.git", "rev-list", "--count", "pages") == "1"
    assert git(work, "status", "--porcelain", "--untracked-files=no") == "", "the work tree is as it was"


def test_what_is_shown_already_is_not_pushed_again(work):
    site = printed(work)

    assert shown.deploy(of(work), site, "pages", now=NOW)
    assert not shown.deploy(of(work), site, "pages", now=NOW + timedelta(days=1))


@pytest.mark.parametrize("branch", ["main", "state", "--force", "a b", "theirs"])
def test_no_other_branch_is_replaced(work, tmp_path, branch):
    (work / "notes.txt").write_text("mine")
    commit(work, branch="theirs")
    before = git(tmp_path / "remote.git", "for-each-ref")

    with pytest.raises(RepositoryError, match="branch"):
        shown.deploy(of(work), printed(work), branch, now=NOW)

    assert git(tmp_path / "remote.git", "for-each-ref") == before


def test_without_a_site_it_says_what_prints_one(work):
    with pytest.raises(RepositoryError, match=r"\./gleaner build"):
        shown.deploy(of(work), work / "output", "pages", now=NOW)
