"""The workflows' own scripts, tried with real git remotes; their YAML is checked by `make workflows`."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.collect import secrets

ROOT = Path(__file__).resolve().parent.parent
KEEP = ROOT / ".github" / "scripts" / "keep_editions.sh"
PAGES = ROOT / ".github" / "scripts" / "pages_address.sh"
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT")}


def git(folder, *arguments):
    identity = ("-c", "user.name=Owner", "-c", "user.email=owner@site.example", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True, env=CLEAN
    ).stdout.strip()


@pytest.fixture
def remote(tmp_path):
    """Return a bare repository with one commit on main."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    owner = clone(tmp_path, "first")
    (owner / "config.yaml").write_text("site: {title: One}\n")
    commit(owner)
    return tmp_path / "remote.git"


def clone(folder, name):
    git(folder, "clone", "--quiet", "remote.git", name)
    git(folder / name, "checkout", "--quiet", "-B", "main")
    return folder / name


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "Change")
    git(folder, "push", "--quiet", "origin", "main")


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


def keep(folder):
    environment = {**CLEAN, "BRANCH": "main", "GITHUB_OUTPUT": str(folder.parent / f"{folder.name}.out")}
    done = subprocess.run([KEEP], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    said = Path(environment["GITHUB_OUTPUT"]).read_text() if Path(environment["GITHUB_OUTPUT"]).exists() else ""
    return done.returncode, said


def files(remote):
    return git(remote, "ls-tree", "-r", "--name-only", "main").split("\n")


def test_a_new_edition_is_pushed(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")

    assert keep(runner) == (0, "pushed=true\n")
    assert "content/editions/2026-W47.md" in files(remote)


def test_where_nothing_is_new_nothing_is_pushed(remote, tmp_path):
    before = git(remote, "rev-parse", "main")

    assert keep(clone(tmp_path, "runner")) == (0, "pushed=false\n")
    assert git(remote, "rev-parse", "main") == before


def test_only_editions_are_committed(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W47")
    (runner / "stray.txt").write_text("left behind by something")

    keep(runner)

    assert "stray.txt" not in files(remote)


def test_what_the_owner_changed_meanwhile_is_kept(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W47")
    (owner / "config.yaml").write_text("site: {title: Two}\n")
    commit(owner)

    assert keep(runner) == (0, "pushed=true\n")
    assert git(remote, "show", "main:config.yaml") == "site: {title: Two}"
    assert "content/editions/2026-W47.md" in files(remote)


def test_an_edition_that_somebody_else_wrote_is_never_overwritten(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_edition(runner, "2026-W47", "the machine's\n")
    write_edition(owner, "2026-W47", "the owner's\n")
    commit(owner)

    code, _ = keep(runner)

    assert code == 1
    assert git(remote, "show", "main:content/editions/2026-W47.md") == "the owner's"


def test_what_readers_answered_is_committed_with_the_edition_and_the_message_says_both(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    write_edition(runner, "2026-W48")
    write_answers(runner, "2026-W47")

    assert keep(runner) == (0, "pushed=true\n")
    assert {"content/editions/2026-W48.md", "content/answers/2026-W47.yaml"} <= set(files(remote))
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

    assert keep(runner) == (0, "pushed=true\n")
    assert git(remote, "show", "main:content/answers/2026-W47.yaml") == "hidden: true"
    assert {"content/editions/2026-W48.md", "content/answers/2026-W46.yaml"} <= set(files(remote))


def test_where_nothing_is_left_to_say_after_the_owner_changed_the_same_answers_the_run_is_green(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    write_answers(runner, "2026-W47", "the machine's\n")
    write_answers(owner, "2026-W47", "the owner's\n")
    commit(owner)

    assert keep(runner)[0] == 0
    assert git(remote, "show", "main:content/answers/2026-W47.yaml") == "the owner's"


def test_an_edition_that_was_changed_meanwhile_stops_the_run_even_where_answers_were_too(remote, tmp_path):
    runner, owner = clone(tmp_path, "runner"), clone(tmp_path, "owner")
    for folder, words in ((runner, "the machine's\n"), (owner, "the owner's\n")):
        write_edition(folder, "2026-W47", words)
        write_answers(folder, "2026-W47", words)
    commit(owner)

    assert keep(runner)[0] == 1
    assert git(remote, "show", "main:content/editions/2026-W47.md") == "the owner's"


def ask_pages(tmp_path, answer):
    """Run the script with a `gh` that answers like GitHub's API."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "gh").write_text(f"#!/bin/sh\n{answer}\n")
    (bin_folder / "gh").chmod(0o755)
    environment = {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "GITHUB_REPOSITORY": "me/digest",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    done = subprocess.run([PAGES], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (tmp_path / "output").read_text(), tmp_path / "summary"


def test_the_address_of_pages_is_https_and_has_no_final_slash(tmp_path):
    code, said, _ = ask_pages(tmp_path, "echo http://me.github.io/digest/")

    assert (code, said) == (0, "enabled=true\naddress=https://me.github.io/digest\n")


def test_with_pages_off_the_run_stays_green_and_says_which_link_to_open(tmp_path):
    code, said, summary = ask_pages(tmp_path, "exit 1")

    assert (code, said) == (0, "enabled=false\naddress=\n")
    assert "https://github.com/me/digest/settings/pages" in summary.read_text()


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_workflows_hold_no_logic_and_grant_nothing_by_default(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]

    assert workflow["permissions"] == {}
    assert all("timeout-minutes" in job and "permissions" in job for job in workflow["jobs"].values())
    assert [step["run"] for step in steps if "\n" in step.get("run", "").strip() or "${{" in step.get("run", "")] == []


def test_the_collecting_step_alone_gets_the_secrets_that_there_are_and_no_others():
    given = {}
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                found = {name: value for name, value in step.get("env", {}).items() if "secrets." in str(value)}
                if found:
                    given[step["run"]] = found

    names = [each.name for each in secrets.SECRETS if not each.name.endswith("__")]
    assert given == {"./gleaner run": {name: f"${{{{ secrets.{name} }}}}" for name in names}}
