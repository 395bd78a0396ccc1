"""The state on its branch, with real remotes and real processes: nothing collected is lost, whatever goes wrong."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from generator.collect import harvest, memory
from generator.collect.logbook import Log
from generator.collect.memory import Memory, Record
from generator.errors import RepositoryError
from generator.model import Health, Item, Report, Voice
from generator.repository import state
from generator.repository.git import clean
from tests.repository import remotes
from tests.repository.remotes import CLEAN, NOW, clone, git
from tests.workflows.stage import here

VOICE = Voice(key="https://ada.example/", name="Ada")
ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture
def remote(tmp_path):
    return remotes.made(tmp_path)


def collected(folder, *names, at=NOW, source="feed https://ada.example/feed", words="Chalk is cheap."):
    """Write what a run would."""
    place = folder / ".gleaner"
    urls = [f"https://ada.example/{name}" for name in names]
    with Log.opened(place, at) as log:
        log.add(source, [Item(id=url, url=url, source=source, voice=VOICE, text=words, published=at) for url in urls])
    known = memory.read(place)
    report = Report(source=source, name="Ada", address="", health=Health.OK)
    known.sources[source] = Record(visited=at, report=report, given=True)
    memory.write(place, known, at)


def names(folder):
    return {item.id.rpartition("/")[2] for item in harvest.read(folder / ".gleaner")}


def push(folder, **more):
    return state.push(remotes.of(folder), folder / ".gleaner", **({"now": NOW, "wait": lambda _: None} | more))


def pull(folder, **more):
    return state.pull(remotes.of(folder), folder / ".gleaner", **more)


def fresh(tmp_path, name="fresh"):
    """Return a new clone that has pulled."""
    made = clone(tmp_path, name)
    pull(made)
    return made


def overwrite(tmp_path, path, data):
    """Put something else on the branch, as a program gone wrong might."""
    other = tmp_path / f"other-{time.monotonic_ns()}"
    git(tmp_path, "clone", "--quiet", "--branch", "state", str(tmp_path / "remote.git"), other.name)
    (other / path).parent.mkdir(parents=True, exist_ok=True)
    (other / path).write_bytes(data)
    git(other, "add", "-A")
    git(other, "commit", "--quiet", "--amend", "-m", "something else")
    git(other, "push", "--quiet", "--force", "origin", "state")


def shown(remote, path):
    return git(remote, "show", f"state:{path}")


# ---------------------------------------------------------------- the plain way


def test_what_one_run_pushed_the_next_one_pulls(remote, tmp_path):
    first = clone(tmp_path, "first-run")
    assert not pull(first).found
    collected(first, "a", "b")

    assert push(first).pushed
    second = fresh(tmp_path)

    assert names(second) == {"a", "b"}
    assert (second / ".gleaner" / "sources.json").read_bytes() == (first / ".gleaner" / "sources.json").read_bytes()


def test_the_branch_is_one_commit_without_a_past_and_nothing_of_it_is_checked_out(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    for day in range(3):
        collected(runner, str(day), at=NOW + timedelta(days=day))
        push(runner, now=NOW + timedelta(days=day))

    assert git(remote, "rev-list", "--count", "state") == "1"
    assert git(runner, "status", "--porcelain") == ""
    assert git(runner, "branch", "--format=%(refname:short)") == "main"
    assert git(remote, "log", "-1", "--format=%ct", "state") == f"{NOW.timestamp() + 2 * 86400:.0f}"


def test_where_nothing_is_new_nothing_is_pushed(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    assert not push(runner).pushed
    assert git(remote, "branch", "--list", "state") == ""
    collected(runner, "a")
    push(runner)
    before = git(remote, "rev-parse", "state")

    assert not push(runner, now=NOW + timedelta(hours=5)).pushed
    assert git(remote, "rev-parse", "state") == before


def test_locks_leftovers_and_strangers_never_go_up(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    for name in ("lock", "sources.json.bad", ".sources.json.x1", "notes.txt", "harvest/.2026-11-21.jsonl.x", "token"):
        (runner / ".gleaner" / name).write_text("not for others")

    push(runner)

    assert remotes.files(remote, "state") == ["harvest/2026-11-21.jsonl", "sources.json"]


@pytest.mark.parametrize("depth", [(), ("--depth=1",)], ids=["whole clone", "shallow clone"])
def test_a_push_uploads_only_what_is_new(remote, tmp_path, depth):
    runner = clone(tmp_path, "runner", *depth)
    long = [os.urandom(3000).hex() for _ in range(40)]
    collected(runner, *range(40), words=long[0])
    for number, words in enumerate(long):
        collected(runner, f"long-{number}", words=words)
    push(runner)
    before = remotes.size(remote)

    collected(runner, "one more", at=NOW + timedelta(days=1))
    push(runner, now=NOW + timedelta(days=1))

    assert before > 100_000
    assert remotes.size(remote) - before < 5_000


def test_several_digests_share_the_branch_and_leave_one_another_alone(remote, tmp_path):
    root, school = clone(tmp_path, "root"), clone(tmp_path, "school")
    collected(root, "a")
    collected(school, "b")
    push(root)
    push(school, name="school")
    collected(root, "c", at=NOW + timedelta(days=1))
    push(root)

    again = clone(tmp_path, "again")
    pull(again, name="school")

    assert names(again) == {"b"}
    assert names(fresh(tmp_path)) == {"a", "c"}
    assert "digests/school/sources.json" in remotes.files(remote, "state")


# ---------------------------------------------------------------- two at once


def test_of_two_runs_the_one_that_is_refused_takes_in_the_other_and_pushes_again(remote, tmp_path):
    first, second = clone(tmp_path, "one"), clone(tmp_path, "two")
    collected(first, "a")
    push(first)
    pull(second)
    collected(first, "b", at=NOW + timedelta(hours=1))
    collected(second, "c", at=NOW + timedelta(hours=2))
    push(first)

    done = push(second)

    assert done.pushed
    assert names(fresh(tmp_path)) == {"a", "b", "c"}


def test_a_push_that_is_refused_at_the_last_moment_is_tried_again_with_growing_waits(remote, tmp_path):
    first, second, waited = clone(tmp_path, "one"), clone(tmp_path, "two"), []
    collected(first, "a")
    collected(second, "b")
    push(first)
    hook = remote / "hooks" / "update"
    hook.write_text("#!/bin/sh\n[ -e tried3 ] && exit 0\n[ -e tried2 ] && touch tried3\n[ -e tried1 ] && touch tried2\n"
                    "touch tried1\necho busy >&2\nexit 1\n")  # fmt: skip
    hook.chmod(0o755)

    done = push(second, wait=waited.append)

    assert (done.pushed, done.tries) == (True, 4)
    assert waited == sorted(waited)
    assert names(fresh(tmp_path)) == {"a", "b"}


def test_after_so_many_tries_it_gives_up_and_all_is_still_here(remote, tmp_path):
    runner, waited = clone(tmp_path, "runner"), []
    collected(runner, "a")
    (remote / "hooks" / "update").write_text("#!/bin/sh\necho busy >&2\nexit 1\n")
    (remote / "hooks" / "update").chmod(0o755)

    with pytest.raises(RepositoryError, match="it is all still here"):
        push(runner, wait=waited.append)

    assert len(waited) == state.TRIES - 1
    assert names(runner) == {"a"}


PUSHING = """
import sys
from datetime import datetime
from pathlib import Path
from generator.repository import state
from tests.repository import remotes
folder = Path(sys.argv[1])
state.push(remotes.of(folder), folder / ".gleaner", now=remotes.NOW)
"""


def pushing(folder):
    environment = {**CLEAN, "PYTHONPATH": ROOT}
    return subprocess.Popen([sys.executable, "-c", PUSHING, folder], env=environment, start_new_session=True)


def test_four_processes_push_at_once_and_nothing_is_lost(remote, tmp_path):
    runners = [clone(tmp_path, f"runner{number}") for number in range(4)]
    for number, runner in enumerate(runners):
        collected(runner, *(f"{number}-{each}" for each in range(5)), source=f"feed https://s{number}.example/")

    assert [each.wait(60) for each in [pushing(runner) for runner in runners]] == [0] * 4

    result = fresh(tmp_path)
    assert names(result) == {f"{number}-{each}" for number in range(4) for each in range(5)}
    assert len(memory.read(result / ".gleaner").sources) == 4


def test_a_push_that_is_killed_at_any_moment_leaves_the_branch_whole_and_the_next_one_ends_it(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    begun = time.monotonic()
    assert pushing(runner).wait(60) == 0
    took = time.monotonic() - begun
    killed = 0
    for number, part in enumerate((0.9, 0.75, 0.6, 0.5, 0.4)):
        collected(runner, f"b{number}", at=NOW + timedelta(hours=number + 1))
        process = pushing(runner)
        time.sleep(part * took)
        os.killpg(process.pid, signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert git(remote, "fsck", "--no-dangling", "--connectivity-only") in {"", "notice: HEAD points to an unborn"}
        assert "a" in names(fresh(tmp_path, f"look{number}"))

    push(runner)

    assert killed
    assert names(fresh(tmp_path)) == {"a", *(f"b{number}" for number in range(5))}


# ---------------------------------------------------------------- what is spoilt or lost


def test_a_lost_branch_is_made_anew_from_what_is_here(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    push(runner)
    git(remote, "update-ref", "-d", "refs/heads/state")

    pulled = pull(runner)

    assert "none is left" in pulled.said[0]
    assert push(runner).pushed
    assert names(fresh(tmp_path)) == {"a"}


def test_a_lost_folder_is_made_anew_from_the_branch_and_takes_nothing_away_there(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a", "b")
    push(runner)
    for path in (runner / ".gleaner").rglob("*"):
        if path.is_file():
            path.unlink()
    collected(runner, "c", source="feed https://other.example/")

    push(runner)

    assert names(fresh(tmp_path)) == {"a", "b", "c"}
    assert len(memory.read(runner / ".gleaner").sources) == 2


def test_an_empty_branch_is_as_none(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    empty = git(runner, "commit-tree", "-m", "nothing", git(runner, "mktree", given=""))
    git(runner, "push", "--quiet", "origin", f"{empty}:refs/heads/state")
    collected(runner, "a")

    assert not pull(runner).found
    assert push(runner).pushed
    assert names(fresh(tmp_path)) == {"a"}


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 50, b'{"format":1,"sources":{"x":{"visi', b"<<<<<<< ours\n"])
def test_a_corrupt_file_on_the_branch_loses_to_the_one_here_and_is_set_aside(remote, tmp_path, spoilt):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    push(runner)
    overwrite(tmp_path, "sources.json", spoilt)

    done = push(runner)

    assert done.said == ("sources.json on the branch could not be read; what is here of it stays.",)
    assert (runner / ".gleaner" / "sources.json.bad").read_bytes() == spoilt
    assert shown(remote, "sources.json").encode() == (runner / ".gleaner" / "sources.json").read_bytes()


def test_a_corrupt_file_on_the_branch_does_not_stop_who_has_nothing_else(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    push(runner)
    overwrite(tmp_path, "sources.json", b"\0\0")
    overwrite(tmp_path, "harvest/2026-11-20.jsonl", b"\xff\xfe not ours")

    result = fresh(tmp_path)

    assert names(result) == {"a"}
    assert memory.read(result / ".gleaner") == Memory()


def test_a_corrupt_file_here_is_made_good_from_the_branch(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    push(runner)
    good = (runner / ".gleaner" / "sources.json").read_bytes()
    (runner / ".gleaner" / "sources.json").write_bytes(good[:100])

    assert not push(runner).pushed
    assert (runner / ".gleaner" / "sources.json").read_bytes() == good


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_a_truncated_day_here_or_there_loses_no_line_that_the_other_has(remote, tmp_path, cut):
    runner = clone(tmp_path, "runner")
    collected(runner, *"abcdef")
    push(runner)
    day = runner / ".gleaner" / "harvest" / "2026-11-21.jsonl"
    whole = day.read_bytes()
    overwrite(tmp_path, "harvest/2026-11-21.jsonl", whole[:-cut])
    push(runner)
    assert names(fresh(tmp_path, "first-look")) == set("abcdef")

    day.write_bytes(day.read_bytes()[: -cut * 2])
    (runner / ".gleaner" / state.BASE).unlink()
    push(runner)

    assert names(fresh(tmp_path)) == set("abcdef")


def test_what_a_newer_version_wrote_stays_on_the_branch_and_what_is_collected_goes_beside_it(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    push(runner)
    newer = {"harvest/2026-11-21.jsonl": b'{"format":2}\n[1,2]\n', "sources.json": b'{"format":2}', "new/thing": b"?"}
    for path, data in newer.items():
        overwrite(tmp_path, path, data)
    collected(runner, "b", at=NOW + timedelta(hours=1))

    done = push(runner)

    assert {path: shown(remote, path).encode() for path in newer} == {
        path: data.strip() for path, data in newer.items()
    }
    assert "sources.json on the branch was written by another version of Gleaner" in " ".join(done.said)
    assert names(fresh(tmp_path)) == names(runner) == {"a", "b"}
    collected(runner, "c", at=NOW + timedelta(hours=2))
    push(runner)
    assert names(fresh(tmp_path, "again")) == {"a", "b", "c"}
    assert not push(runner).pushed


def test_what_one_run_took_out_does_not_come_back_from_another_that_has_it_still(remote, tmp_path):
    first, second = clone(tmp_path, "one"), clone(tmp_path, "two")
    collected(first, *"abcdef")
    push(first)
    pull(second)
    day = first / ".gleaner" / "harvest" / "2026-11-21.jsonl"
    day.write_bytes(
        b"".join(line for line in day.read_bytes().splitlines(keepends=True) if b"ada.example/c" not in line)
    )
    push(first)
    collected(second, "g", at=NOW + timedelta(hours=1))

    push(second)

    assert names(fresh(tmp_path)) == set("abdefg")
    assert names(second) == set("abdefg")


def test_who_is_withdrawn_is_taken_out_of_what_comes_in_from_a_run_that_did_not_know(remote, tmp_path):
    first, second = clone(tmp_path, "one"), clone(tmp_path, "two")
    collected(second, "a")
    push(second)
    (first / ".gleaner").mkdir()
    (first / ".gleaner" / "sources.json.bad").write_text("perhaps of Ada")
    config = first / "config.yaml"
    config.write_text("site: {title: One}\nsources: [https://chalk.example/feed]\nwithdrawn: [https://ada.example/]\n")

    code, _, err = here(["state", "push", "--now", NOW.isoformat(), "--quiet"], first, CLEAN)

    assert code == 0, err
    assert names(fresh(tmp_path)) == set()
    assert "ada.example" not in shown(remote, "sources.json")
    assert not (first / ".gleaner" / "sources.json.bad").exists()


# ---------------------------------------------------------------- where it cannot work


def test_without_git_a_repository_a_remote_or_a_right_it_says_what_to_do(remote, tmp_path):
    runner = clone(tmp_path, "runner")
    collected(runner, "a")
    nowhere = remotes.Git(root=runner, environment={"PATH": "/nonexistent"})
    with pytest.raises(RepositoryError, match="git is not installed"):
        state.pull(nowhere, runner / ".gleaner")
    git(runner, "remote", "remove", "origin")
    with pytest.raises(RepositoryError, match="git remote add origin ADDRESS"):
        push(runner)
    git(runner, "remote", "add", "origin", str(tmp_path / "gone.git"))
    with pytest.raises(RepositoryError, match="There is no such repository"):
        push(runner)
    (tmp_path / "plain").mkdir()
    with pytest.raises(RepositoryError, match="not in a repository of git"):
        pull(tmp_path / "plain")


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("remote: Permission to me/digest.git denied to github-actions[bot].", "contents: write"),
        ("remote: error: GH006: Protected branch update failed for refs/heads/state.", "protected"),
        ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", "not logged in"),
    ],
)
def test_a_missing_right_is_said_at_once_and_not_tried_again(remote, tmp_path, said, advice):
    runner, waited = clone(tmp_path, "runner"), []
    collected(runner, "a")
    (remote / "hooks" / "pre-receive").write_text(f'#!/bin/sh\necho "{said}" >&2\nexit 1\n')
    (remote / "hooks" / "pre-receive").chmod(0o755)

    with pytest.raises(RepositoryError, match="it is all still here") as error:
        push(runner, wait=waited.append)

    assert waited == []
    assert advice in str(error.value) or "protected" in str(error.value)


def test_no_token_in_an_address_is_repeated():
    assert "s3cret" not in clean("fatal: unable to access 'https://x-access-token:s3cret@github.com/a/b/'")


def test_the_commands_push_and_pull_by_hand(remote, tmp_path):
    runner, other = clone(tmp_path, "runner"), clone(tmp_path, "other")
    collected(runner, "a")

    def command(folder, *words):
        code, said, err = here(["state", *words, "--now", NOW.isoformat()], folder, CLEAN)
        assert code == 0, err
        return said

    line = [sys.executable, "-m", "generator", "state", "push", "--now", NOW.isoformat()]
    environment = {**CLEAN, "PYTHONPATH": ROOT}
    alone = subprocess.run(line, cwd=runner, env=environment, capture_output=True, text=True, check=True)

    assert alone.stdout == "Pushed.\n"
    assert command(runner, "push") == "There is nothing new to push.\n"
    assert command(other, "pull") == "What the branch holds is here.\n"
    assert names(other) == {"a"}
