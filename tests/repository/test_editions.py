"""Editions and answers are committed and pushed beside whatever the owner does meanwhile, and overwrite nothing."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator import ledgers
from generator.errors import RepositoryError
from generator.model import LedgerLine, Terms, Week
from generator.publish import archive
from generator.repository import editions
from generator.repository.git import Git
from tests.publish import make
from tests.repository import remotes
from tests.repository.remotes import CLEAN, clone, commit, files, git


@pytest.fixture
def remote(tmp_path):
    return remotes.made(tmp_path)


def keep(folder, branch="main", **more):
    return editions.keep(remotes.of(folder), folder, branch, wait=lambda _: None, **more)


def write_edition(folder, week, words="edition\n"):
    path = folder / "content" / "editions" / f"{week}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)


def write_answers(folder, week, words="answers: []\n"):
    path = folder / "content" / "answers" / f"{week}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)


def message(remote):
    return git(remote, "log", "-1", "--format=%s", "main")


def there(remote, path, branch="main"):
    return git(remote, "show", f"{branch}:{path}")


def test_a_new_edition_is_pushed(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")

    kept = keep(runner)

    assert (kept.pushed, kept.said, kept.branch) == (True, "Publish the week's edition", "main")
    assert "content/editions/2026-W47.md" in remotes.files(remote, "main")


def test_where_nothing_is_new_nothing_is_pushed(remote, tmp_path):
    before = git(remote, "rev-parse", "main")

    assert not keep(clone(tmp_path, "runner")).pushed
    assert git(remote, "rev-parse", "main") == before


def test_only_editions_are_committed_and_what_else_an_owner_has_staged_stays_staged(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")
    (runner / "stray.txt").write_text("left behind by something")
    (runner / "config.yaml").write_text("site: {title: half done}\n")
    git(runner, "add", "config.yaml")

    keep(runner)

    assert "stray.txt" not in remotes.files(remote, "main")
    assert "half done" not in there(remote, "config.yaml")
    assert git(runner, "diff", "--cached", "--name-only") == "config.yaml"


def test_what_the_owner_changed_meanwhile_is_kept(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W47")
    (owner / "config.yaml").write_text("site: {title: Two}\n")
    commit(owner)

    assert keep(runner).pushed
    assert there(remote, "config.yaml") == "site: {title: Two}"
    assert "content/editions/2026-W47.md" in remotes.files(remote, "main")


def test_what_is_half_done_in_the_work_tree_survives_taking_in_what_others_pushed(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W47")
    (runner / ".gitignore").write_text(".gleaner/\noutput/\n")
    (owner / "config.yaml").write_text("site: {title: Two}\n")
    commit(owner)

    assert keep(runner).pushed
    assert (runner / ".gitignore").read_text() == ".gleaner/\noutput/\n"
    assert (runner / "config.yaml").read_text() == "site: {title: Two}\n"


def test_an_edition_that_somebody_else_changed_is_never_overwritten(remote, tmp_path):
    first = clone(tmp_path, "before")
    write_edition(first, "2026-W47", "as it came out\n")
    commit(first)
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W47", "the machine's\n")
    write_edition(owner, "2026-W47", "the owner's\n")
    commit(owner)

    with pytest.raises(RepositoryError, match=r"somebody changed content/editions/2026-W47.md meanwhile"):
        keep(runner)

    assert there(remote, "content/editions/2026-W47.md") == "the owner's"
    assert git(runner, "show", "HEAD:content/editions/2026-W47.md") == "the machine's"
    assert git(runner, "status", "--porcelain") == ""


def test_of_two_runs_that_found_different_things_the_first_edition_stays_and_the_second_run_says_so(remote, tmp_path):
    one, two = clone(tmp_path, "one"), clone(tmp_path, "two")
    write_edition(one, "2026-W47", "of the first\n")
    write_edition(two, "2026-W47", "of the second\n")
    (two / "config.yaml").write_text("site: {title: Half done}\n")

    assert keep(one).pushed
    kept = keep(two)

    assert (kept.pushed, kept.branch) == (False, "main")
    assert kept.dropped.startswith("Somebody else was first with 2026-W47: what is on the branch stays")
    assert there(remote, "content/editions/2026-W47.md") == "of the first"
    assert (two / "content" / "editions" / "2026-W47.md").read_text() == "of the first\n"
    assert git(two, "rev-parse", "HEAD") == git(remote, "rev-parse", "main")
    assert git(two, "status", "--porcelain") == "M config.yaml", "what was half done is there, and no rebase is open"
    assert not keep(two).dropped


def test_what_else_the_second_of_two_runs_has_written_is_pushed_under_its_own_name(remote, tmp_path):
    one, two = clone(tmp_path, "one"), clone(tmp_path, "two")
    for folder, words in ((one, "of the first\n"), (two, "of the second\n")):
        write_edition(folder, "2026-W47", words)
        write_answers(folder, "2026-W46", words)
    write_answers(two, "2026-W45", "new\n")
    (two / "staged.txt").write_text("for later")
    git(two, "add", "staged.txt")

    keep(one)
    kept = keep(two)

    assert (kept.pushed, kept.said) == (True, "Take in what readers answered")
    assert "2026-W47" in kept.dropped
    assert message(remote) == "Take in what readers answered"
    assert there(remote, "content/answers/2026-W46.yaml") == "of the first"
    assert there(remote, "content/answers/2026-W45.yaml") == "new"
    assert "staged.txt" not in files(remote, "main")
    assert git(remote, "rev-list", "--count", "main") == "3"


def test_a_new_edition_is_not_dropped_beside_another_one_that_somebody_changed(remote, tmp_path):
    first = clone(tmp_path, "before")
    write_edition(first, "2026-W46", "as it came out\n")
    commit(first)
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    for folder, words in ((runner, "the machine's\n"), (owner, "the owner's\n")):
        write_edition(folder, "2026-W46", words)
        write_edition(folder, "2026-W47", words)
    commit(owner)

    with pytest.raises(RepositoryError, match=r"somebody changed content/editions/2026-W46.md"):
        keep(runner)
    assert git(runner, "show", "HEAD:content/editions/2026-W47.md") == "the machine's"


def test_answers_that_the_owner_took_away_meanwhile_stay_away(remote, tmp_path):
    first = clone(tmp_path, "before")
    write_answers(first, "2026-W46", "some\n")
    commit(first)
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_answers(runner, "2026-W46", "more\n")
    write_edition(runner, "2026-W47")
    (owner / "content" / "answers" / "2026-W46.yaml").unlink()
    commit(owner)

    assert keep(runner).said == "Publish the week's edition"
    assert "content/answers/2026-W46.yaml" not in files(remote, "main")


def test_the_owners_edit_and_the_runs_correction_of_one_edition_both_hold_where_they_do_not_touch(remote, tmp_path):
    lines = [f"line {number}\n" for number in range(30)]
    first = clone(tmp_path, "before")
    write_edition(first, "2026-W46", "".join(lines))
    commit(first)
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W46", "".join(["corrected\n", *lines[1:]]))
    write_edition(owner, "2026-W46", "".join([*lines[:-1], "my own words\n"]))
    commit(owner)

    assert keep(runner).said == "Correct earlier editions"
    assert there(remote, "content/editions/2026-W46.md").split("\n")[::29] == ["corrected", "my own words"]


def test_what_readers_answered_is_committed_with_the_edition_and_the_message_says_both(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W48")
    write_answers(runner, "2026-W47")

    assert keep(runner).pushed
    assert {"content/editions/2026-W48.md", "content/answers/2026-W47.yaml"} <= set(remotes.files(remote, "main"))
    assert message(remote) == "Publish the week's edition; Take in what readers answered"
    assert git(remote, "rev-list", "--count", "main") == "2"


def test_the_message_says_what_is_in_the_commit_and_nothing_else(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")
    keep(runner)
    assert message(remote) == "Publish the week's edition"
    write_answers(runner, "2026-W47")
    keep(runner)
    assert message(remote) == "Take in what readers answered"
    write_edition(runner, "2026-W47", "corrected\n")
    keep(runner)
    assert message(remote) == "Correct earlier editions"


def test_answers_that_the_owner_changed_meanwhile_stay_theirs_and_cost_no_edition(remote, tmp_path):
    first = clone(tmp_path, "before")
    write_answers(first, "2026-W47", "hidden: false\n")
    commit(first)
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W48")
    write_answers(runner, "2026-W47", "the machine's\n")
    write_answers(runner, "2026-W46", "new\n")
    write_answers(owner, "2026-W47", "hidden: true\n")
    commit(owner)

    assert keep(runner).pushed
    assert there(remote, "content/answers/2026-W47.yaml") == "hidden: true"
    assert {"content/editions/2026-W48.md", "content/answers/2026-W46.yaml"} <= set(remotes.files(remote, "main"))


def test_where_nothing_is_left_to_say_after_the_owner_changed_the_same_answers_the_run_is_green(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_answers(runner, "2026-W47", "the machine's\n")
    write_answers(owner, "2026-W47", "the owner's\n")
    commit(owner)

    assert not keep(runner).pushed
    assert there(remote, "content/answers/2026-W47.yaml") == "the owner's"


def test_a_doubled_run_that_wrote_the_very_same_edition_is_green_and_there_is_one_commit(remote, tmp_path):
    runners = clone(tmp_path, "one"), clone(tmp_path, "two")
    for runner in runners:
        write_edition(runner, "2026-W47")

    assert [keep(runner).pushed for runner in runners] == [True, False]
    assert git(remote, "rev-list", "--count", "main") == "2"


def test_an_edition_that_was_changed_meanwhile_stops_the_run_even_where_answers_were_too(remote, tmp_path):
    first = clone(tmp_path, "before")
    write_edition(first, "2026-W47", "as it came out\n")
    commit(first)
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    for folder, words in ((runner, "the machine's\n"), (owner, "the owner's\n")):
        write_edition(folder, "2026-W47", words)
        write_answers(folder, "2026-W47", words)
    commit(owner)

    with pytest.raises(RepositoryError):
        keep(runner)
    assert there(remote, "content/editions/2026-W47.md") == "the owner's"


@pytest.mark.parametrize("rewritten", [False, True])
def test_a_shallow_clone_of_an_older_commit_pushes_on_top_of_the_tip(remote, tmp_path, rewritten):
    runner, owner = clone(tmp_path, "runner", "--depth=1"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W47")
    (owner / "config.yaml").write_text("site: {title: Two}\n")
    if rewritten:
        git(owner, "commit", "--quiet", "--amend", "-a", "-m", "All anew")
        git(owner, "push", "--quiet", "--force", "origin", "HEAD:main")
    else:
        commit(owner)
        (owner / "more.txt").write_text("more\n")
        commit(owner)

    assert keep(runner).pushed
    assert there(remote, "config.yaml") == "site: {title: Two}"
    assert git(remote, "rev-list", "--count", "main") == ("2" if rewritten else "4")
    assert "content/editions/2026-W47.md" in remotes.files(remote, "main")


def test_a_branch_that_was_renamed_meanwhile_is_followed_and_the_old_name_does_not_come_back(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")
    git(remote, "branch", "-m", "main", "trunk")
    git(remote, "symbolic-ref", "HEAD", "refs/heads/trunk")

    assert keep(runner).branch == "trunk"
    assert git(remote, "branch", "--format=%(refname:short)") == "trunk"


def test_a_digest_in_a_folder_of_the_repository_pushes_its_own_editions(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    school = runner / "content" / "digests" / "school"
    write_edition(school, "2026-W47")
    write_edition(runner, "2026-W47", "of the root\n")
    (owner / "config.yaml").write_text("site: {title: Two}\n")
    commit(owner)

    kept = editions.keep(remotes.of(runner), school, "main", wait=lambda _: None)

    assert kept.pushed
    assert "content/digests/school/content/editions/2026-W47.md" in remotes.files(remote, "main")
    assert "content/editions/2026-W47.md" not in remotes.files(remote, "main")


def test_what_a_run_had_committed_when_it_was_killed_is_pushed_by_the_next_one(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")
    git(remote, "config", "receive.denyCurrentBranch", "refuse")
    (remote / "hooks" / "pre-receive").write_text("#!/bin/sh\nexit 1\n")
    (remote / "hooks" / "pre-receive").chmod(0o755)
    with pytest.raises(RepositoryError, match="protected"):
        keep(runner)
    (remote / "hooks" / "pre-receive").unlink()

    assert keep(runner).said == "Publish the week's edition"
    assert "content/editions/2026-W47.md" in remotes.files(remote, "main")


def test_owners_commits_that_they_have_not_pushed_are_not_pushed_for_them(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    (runner / "content" / "editions").mkdir(parents=True)
    (runner / "content" / "editions" / "2026-W40.md").write_text("in work")
    git(runner, "add", "-A")
    git(runner, "commit", "--quiet", "-m", "Not ready yet")

    assert not keep(runner).pushed


def test_after_five_refusals_it_says_so(remote, tmp_path):
    runner, waited = clone(tmp_path, "runner"), []
    write_edition(runner, "2026-W47")
    (remote / "hooks" / "update").write_text("#!/bin/sh\necho busy >&2\nexit 1\n")
    (remote / "hooks" / "update").chmod(0o755)

    with pytest.raises(RepositoryError, match="5 tries"):
        editions.keep(remotes.of(runner), runner, "main", wait=waited.append)

    assert waited == [1, 2, 3, 4, 5]


def test_without_a_repository_or_a_remote_it_says_what_to_do(tmp_path):
    with pytest.raises(RepositoryError, match="not in a repository of git"):
        keep(tmp_path)
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RepositoryError, match="git remote add origin ADDRESS"):
        keep(tmp_path)


def test_the_command_pushes_to_the_branch_that_is_checked_out_and_settles_whose_week_it_is(remote, tmp_path):
    runner, week = clone(tmp_path, "runner"), Week(2026, 47)
    archive.write(replace(make.edition(str(week)), picks=(make.pick(id="one"),)), runner / "content" / "editions")
    terms, told = Terms(preset="balanced", minutes=30, bar=0.2), {"title": "", "voice": "v", "source": "s"}
    for name in ("one", "two"):
        line = LedgerLine(id=name, url="https://a.example/", fate="picked", words="", **told)
        ledgers.write(runner / ".gleaner", week, [line], terms)
    environment = {**remotes.CLEAN, "PYTHONPATH": str(Path(__file__).parents[2])}

    done = subprocess.run(
        [sys.executable, "-m", "generator", "keep"],
        cwd=runner,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "Pushed to main: Publish the week's edition.\n")
    assert ledgers.doubled(runner / ".gleaner") == ()


def test_what_the_owner_has_half_done_is_as_it_was_where_it_does_not_go_with_what_was_pushed(remote, tmp_path):
    run, owner = clone(tmp_path, "run"), clone(tmp_path, "owner")
    (owner / "config.yaml").write_text("site: {title: Pushed}\n")
    remotes.commit(owner)
    (run / "config.yaml").write_text("site: {title: Half done}\n")
    (run / "staged.txt").write_text("for later")
    git(run, "add", "staged.txt")
    write_edition(run, "2026-W47")

    with pytest.raises(RepositoryError, match=r"somebody changed config\.yaml .* not committed"):
        keep(run)

    assert (run / "config.yaml").read_text() == "site: {title: Half done}\n"
    assert git(run, "stash", "list") == ""
    assert git(run, "status", "--porcelain").splitlines() == ["M config.yaml", "A  staged.txt"]
    git(run, "commit", "--quiet", "--all", "-m", "Done")
    git(run, "pull", "--quiet", "--rebase", "--strategy-option=theirs", "origin", "main")
    keep(run)
    assert "content/editions/2026-W47.md" in files(remote, "main")


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_in_the_midst_of_a_merge_or_a_rebase_nothing_of_it_is_pushed(remote, tmp_path, how):
    run, owner = clone(tmp_path, "run"), clone(tmp_path, "owner")
    for folder, title in ((owner, "Theirs"), (run, "Ours")):
        (folder / "config.yaml").write_text(f"site: {{title: {title}}}\n")
    remotes.commit(owner)
    git(run, "commit", "--quiet", "--all", "-m", "Ours")
    git(run, "fetch", "--quiet")
    with pytest.raises(subprocess.CalledProcessError):
        git(run, how, "origin/main")
    write_edition(run, "2026-W47")
    tip = git(remote, "rev-parse", "main")

    with pytest.raises(RepositoryError, match="begun in this folder and not ended"):
        keep(run)

    assert git(remote, "rev-parse", "main") == tip
    assert "UU config.yaml" in git(run, "status", "--porcelain")


def test_git_that_is_strict_about_line_ends_costs_no_edition(remote, tmp_path):
    run = clone(tmp_path, "run")
    git(run, "config", "core.autocrlf", "true")
    git(run, "config", "core.safecrlf", "true")
    write_edition(run, "2026-W47")

    assert keep(run).pushed


def test_a_hook_is_given_no_secret_of_a_service_and_its_refusal_is_said(remote, tmp_path):
    run, hooks = clone(tmp_path, "run"), tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "pre-commit").write_text("#!/bin/sh\nenv >&2\necho not today >&2\nexit 1\n")
    (hooks / "pre-commit").chmod(0o755)
    git(run, "config", "core.hooksPath", str(hooks))
    write_edition(run, "2026-W47")
    names = ("MASTODON_TOKEN", "MASTODON_TOKEN__SCHOOL_EXAMPLE", "SMTP_PASSWORD", "BSKY_APP_PASSWORD")
    secrets = dict.fromkeys(names, "never-to-be-seen")

    with pytest.raises(RepositoryError, match="git commit did not work") as refused:
        editions.keep(replace(remotes.of(run), environment={**CLEAN, **secrets}), run)

    assert "not today" in str(refused.value)
    assert "never-to-be-seen" not in str(refused.value)


def test_a_lock_that_a_killed_git_has_left_keeps_no_edition_from_going_out_and_stays_where_it_is(remote, tmp_path):
    run = clone(tmp_path, "run")
    lock = run / ".git" / "index.lock"
    lock.touch()
    write_edition(run, "2026-W47")

    kept = keep(run)

    assert kept.pushed
    assert "content/editions/2026-W47.md" in files(remote, "main")
    assert str(lock) in kept.locked
    assert "since 20" in kept.locked
    assert lock.exists(), "it may be that of a git at work"
    write_edition(run, "2026-W48")
    assert keep(run).pushed, "nor the next one"
    lock.unlink()
    assert not keep(run).locked, "nor has the next run to have anything to push"
    assert git(run, "status", "--porcelain") == ""


def test_what_the_owner_has_staged_in_our_folders_stays_staged_while_the_rest_is_brought_up_to_date(remote, tmp_path):
    run = clone(tmp_path, "run")
    write_edition(run, "2026-W46", "as it came out\n")
    write_edition(run, "2026-W47")
    commit(run)
    (run / ".git" / "index.lock").touch()
    write_edition(run, "2026-W46", "corrected\n")
    write_edition(run, "2026-[1]")
    keep(run)
    (run / ".git" / "index.lock").unlink()
    write_edition(run, "2026-W47", "my own words\n")
    git(run, "add", "content/editions/2026-W47.md")
    write_edition(run, "2026-W47")

    assert not keep(run).locked
    assert git(run, "diff", "--cached", "--name-only") == "content/editions/2026-W47.md"
    assert git(run, "show", ":content/editions/2026-W47.md") == "my own words"


class Interrupted(Git):
    """A git whose owner does something by hand right before a command of ours, for the first time it comes."""

    def tried(self, *words, **more):
        before, by_hand, done = self.environment["before"], self.environment["by hand"], self.environment["done"]
        if before in words and not done:
            done.append(before)
            by_hand()
        return Git(root=self.root, environment=CLEAN, index=self.index).tried(*words, **more)


def interrupted(run, before, by_hand):
    return Interrupted(root=run, environment={"before": before, "by hand": by_hand, "done": []})


def test_a_commit_of_the_owners_that_comes_right_before_ours_is_not_undone(remote, tmp_path):
    run = clone(tmp_path, "run")
    write_edition(run, "2026-W47")

    def by_hand():
        (run / "config.yaml").write_text("site: {title: Mine}\n")
        git(run, "commit", "--quiet", "--all", "-m", "Mine")

    assert editions.keep(interrupted(run, "commit", by_hand), run, "main").pushed
    assert there(remote, "config.yaml") == "site: {title: Mine}"
    assert git(remote, "diff", "--name-only", "main^", "main") == "content/editions/2026-W47.md"
    assert git(run, "status", "--porcelain") == ""


def test_a_lock_that_is_gone_a_moment_later_is_no_matter(remote, tmp_path):
    run = clone(tmp_path, "run")
    lock = run / ".git" / "index.lock"
    lock.touch()
    write_edition(run, "2026-W47")

    assert not editions.keep(interrupted(run, "index.lock", lock.unlink), run, "main").locked
    assert git(run, "status", "--porcelain") == ""


@pytest.mark.parametrize("left", [b"", b"no index" * 20])
def test_an_index_that_a_power_cut_has_left_keeps_no_edition_from_going_out_and_is_named(remote, tmp_path, left):
    run = clone(tmp_path, "run")
    (run / ".git" / "index").write_bytes(left)
    write_edition(run, "2026-W47")

    kept = keep(run)

    assert kept.pushed
    assert f"`rm -f {run}/.git/index` and then `git reset`" in kept.locked
    (run / ".git" / "index").unlink()
    git(run, "reset", "--quiet")
    assert not keep(run).locked
    assert git(run, "status", "--porcelain") == ""


def test_where_others_have_pushed_a_lock_is_waited_for_and_then_named_and_nothing_is_lost(remote, tmp_path):
    run, owner, waited = clone(tmp_path, "run"), clone(tmp_path, "owner"), []
    (owner / "config.yaml").write_text("site: {title: Two}\n")
    commit(owner)
    lock = run / ".git" / "index.lock"
    lock.touch()
    write_edition(run, "2026-W47")

    with pytest.raises(RepositoryError, match=r"locked since .* `rm -f .*index\.lock`.*nothing is lost"):
        editions.keep(remotes.of(run), run, "main", wait=waited.append)

    assert waited == [1, 2, 3, 4, 5]
    editions.keep(remotes.of(run), run, "main", wait=lambda _: lock.unlink(missing_ok=True))  # that git ends
    assert "content/editions/2026-W47.md" in files(remote, "main")


def test_a_repository_without_a_commit_takes_its_first_edition(tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    git(tmp_path, "clone", "--quiet", "remote.git", "run")
    git(tmp_path / "run", "checkout", "--quiet", "-B", "main")
    write_edition(tmp_path / "run", "2026-W47")

    assert keep(tmp_path / "run").pushed
