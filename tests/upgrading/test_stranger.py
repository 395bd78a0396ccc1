"""A release that is not what it seems: on GitHub it finds no token that may write, and hands on nothing but words."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.upgrading import parcel
from tests.upgrading import world
from tests.upgrading.runs import JOBS, ROOT, Runs
from tests.upgrading.world import FIRST, SECOND
from tests.workflows import forge
from tests.workflows.player import Player

SPY = '''
import json, os, pathlib, sys

def read(path):
    try:
        return pathlib.Path(path).read_bytes()
    except OSError:
        return b""

def searched():
    """Look where a token might lie: in every process above this one, and in the settings of git where each works."""
    pid, found = os.getpid(), []
    while pid > 1:
        places = [f"/proc/{pid}/environ", f"/proc/{pid}/cmdline", f"/proc/{pid}/cwd/.git/config"]
        for place in places:
            held = read(place)
            found += [f"{len(held) > 0} {place}"] if b"ghs_" in held or b"extraheader" in held else []
        pid = int(read(f"/proc/{pid}/stat").rpartition(b")")[2].split()[1])
    return found

config = pathlib.Path(sys.argv[sys.argv.index("--config") + 1])
if sys.argv[1] == "migrate":
    seen = "; ".join(searched()) or "nothing"
    config.write_text(f"seen: {seen}\\n")
    print(json.dumps({"changed": [{"file": str(config), "done": [seen]}]}))
'''
NOW = datetime(2027, 2, 17, 9, 41, tzinfo=UTC)
BRANCH = "gleaner-upgrade"
NAMES = {
    "generator/a` [press](bad.example) `b.py": "A = 1\n",
    "generator/<img src=x>.py": "A = 1\n",
    os.fsdecode(b"generator/\xff.py"): "A = 1\n",
    os.fsdecode(b".github/workflows/\xff`.yml"): "A = 1\n",
    "generator/c\n\n## What to do\n\n@everybody.py": "A = 1\n",
}
reads_processes = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc here to look into")


def began(folder, second):
    """Make a digest whose template has a second release; return the digest."""
    template = world.template(folder / "template", ("v0.1.0", FIRST), ("v0.2.0", second))
    record = f"version: v0.1.0\ncommit: {world.git(template, 'rev-parse', 'v0.1.0^{commit}')}\ntemplate: {template}\n"
    return world.digest(folder / "digest", {**FIRST, "generator/RELEASE.yaml": record})


def bare(digest):
    home = digest.with_name("home.git")
    subprocess.run(["git", "clone", "-q", "--bare", digest, home], check=True)
    return home


@pytest.fixture
def there():
    with forge.running() as there:
        yield there


@pytest.fixture
def runs(tmp_path, there):
    """A digest and a run that has come as far as the parcel: (runs, the folder in which it is proposed)."""
    runs = Runs(folder=tmp_path, home=bare(began(tmp_path, SECOND)), there=there)
    look = runs.clone()
    runs.job("look", look)
    tried = runs.clone(look)
    runs.job("try", tried)
    return runs, runs.clone(tried)


# ---------------------------------------------------------------- where it runs


def test_the_job_that_runs_a_release_may_read_and_no_step_of_it_is_given_a_token():
    trial = JOBS["try"]
    assert trial["permissions"] == {"contents": "read"}
    assert "token" not in json.dumps(trial["steps"]).lower()
    assert trial["steps"][0]["with"]["persist-credentials"] is False


def test_no_job_that_may_write_runs_a_release_and_all_three_begin_from_one_commit():
    writing = {name for name, job in JOBS.items() if "write" in job["permissions"].values()}
    commands = {name: [step["run"].split()[2] for step in job["steps"] if "run" in step] for name, job in JOBS.items()}
    assert writing == {"look", "propose"}
    assert commands == {"look": ["upgrade-look"], "try": ["upgrade-try"], "propose": ["upgrade-propose"]}
    bases = {job["steps"][0]["with"]["ref"] for name, job in JOBS.items() if name != "look"}
    assert bases == {"${{ needs.look.outputs.base }}"}


@reads_processes
def test_a_release_that_looks_around_is_given_no_token_by_its_job(tmp_path, there):
    """By the workflow itself, step for step, with processes of their own and the real program."""
    digest = began(tmp_path, {**SECOND, "generator/__main__.py": SPY})
    others = shutil.ignore_patterns("__pycache__", "RELEASE.yaml")
    shutil.copytree(ROOT / "generator", digest / "generator", ignore=others, dirs_exist_ok=True)
    shutil.copytree(ROOT / ".github/workflows", digest / ".github/workflows", dirs_exist_ok=True)
    world.commit(digest, "The program itself")
    home = bare(digest)
    player = Player(folder=tmp_path, remote=home, forge=there)

    done = player.run("upgrade.yml", event="schedule", now=NOW)

    assert done.jobs == {"look": "success", "try": "success", "propose": "success"}, done.said
    assert world.git(home, "show", f"{BRANCH}:config.yaml") == "seen: nothing"
    assert [pull["head"]["ref"] for pull in there.pulls.values()] == [BRANCH]
    assert "nothing" in there.pulls[1]["body"]


@reads_processes
def test_where_there_is_a_token_above_it_that_release_would_have_found_it(tmp_path):
    world.write(tmp_path, "spy.py", SPY)
    world.write(tmp_path, "config.yaml", "site: mine\n")
    command = f"env -u GITHUB_TOKEN {sys.executable} spy.py migrate --config config.yaml; true"
    around = {"PATH": "/usr/bin:/bin", "GITHUB_TOKEN": forge.TOKEN}
    subprocess.run(["sh", "-c", command], cwd=tmp_path, env=around, check=True, capture_output=True)
    assert "environ" in (tmp_path / "config.yaml").read_text()


# ---------------------------------------------------------------- what it hands on


def test_what_is_proposed_is_the_release_itself_and_the_files_of_the_parcel(runs, there):
    runs, folder = runs
    code, _, err, _ = runs.job("propose", folder)
    assert code == 0, err
    after = world.files(runs.home, BRANCH)
    assert after["config.yaml"] == b"version: 2\n# yours\nsite: one\ncolor: red  # mine\n"
    ours = [path for path in SECOND if path.startswith("generator/")]
    assert {path: after[path] for path in ours} == {path: SECOND[path].encode() for path in ours}
    assert world.git(runs.home, "rev-list", "--count", f"main..{BRANCH}") == "1"


def other(**fields):
    return lambda said: {**said, **fields}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (other(parent="0" * 40), "another state of this digest"),
        (other(files=[{"path": ".github/workflows/collect.yml", "text": "", "done": ["x"]}]), "no release may change"),
        (lambda _: "# v2 git bundle", "another form"),
    ],
    ids=["another base", "a workflow", "a bundle"],
)
def test_a_parcel_that_is_refused_leaves_no_branch_no_pull_request_and_no_issue(runs, there, change, words):
    runs, folder = runs
    place = folder / "output" / parcel.NAME
    place.write_text(json.dumps(change(json.loads(place.read_text()))))
    code, out, err, summary = runs.job("propose", folder)
    assert code == 1
    assert words in err
    assert words in summary
    assert "Traceback" not in out + err
    assert not world.git(runs.home, "branch", "--list", BRANCH)
    assert not [line for line in there.log if line.method != "GET"]


@pytest.mark.parametrize("job", ["try", "propose"])
def test_a_tag_that_was_moved_after_the_look_is_refused(runs, there, job):
    runs, folder = runs
    template = Path(runs.handed["look"]["template"])
    moved = world.commit(template, "Another v0.2.0")
    world.git(template, "tag", "-f", "v0.2.0", moved)
    code, _, err, _ = runs.job(job, folder)
    assert code == 1
    assert f"v0.2.0 was the commit {runs.handed['look']['commit'][:12]} a moment ago, and is {moved[:12]} now" in err
    assert not world.git(runs.home, "branch", "--list", BRANCH)


def test_a_digest_that_has_moved_on_meanwhile_is_not_given_what_was_tried_before(tmp_path, runs):
    runs, folder = runs
    world.write(folder, "config.yaml", "site: another\n")
    world.commit(folder, "Meanwhile")
    code, _, err, _ = runs.job("propose", folder)
    assert code == 1
    assert "another state of this digest" in err


def test_somebody_who_comes_between_the_jobs_keeps_what_they_pushed(tmp_path, runs):
    runs, folder = runs
    mine = runs.clone()
    world.git(mine, "checkout", "-q", "-b", BRANCH)
    world.write(mine, "README.md", "By hand.\n")
    tip = world.commit(mine, "By hand")
    world.git(mine, "push", "-q", "origin", BRANCH)
    code, _, _, summary = runs.job("propose", folder)
    assert code == 0
    assert "Somebody has added" in summary
    assert world.git(runs.home, "rev-parse", BRANCH) == tip


def test_a_proposal_that_broke_off_after_its_push_is_made_up_for_when_it_runs_again(runs, there):
    runs, folder = runs
    there.broken[("POST", "pulls")] = 502
    assert runs.job("propose", folder)[0] == 1
    there.broken.clear()
    assert runs.job("propose", folder)[0] == 0
    assert [pull["head"]["ref"] for pull in there.pulls.values()] == [BRANCH]


@pytest.mark.skipif(sys.platform != "linux", reason="files have names of any bytes on Linux alone")
def test_names_and_sentences_of_a_release_are_text_in_the_pull_request(tmp_path, there):
    spoken = SECOND["generator/__main__.py"].replace("is called `color` now.", "@everybody\\\\n## Press <b>here</b>")
    digest = began(tmp_path, {**SECOND, **NAMES, "generator/__main__.py": spoken})
    code, summary = Runs(folder=tmp_path, home=bare(digest), there=there).run()
    assert code == 0
    for body in (there.pulls[1]["body"], summary):
        assert body.count("\n## What to do") == 1
        assert "\n## Press" not in body
        assert "<b>" not in body
        assert "- ``generator/a` [press](bad.example) `b.py``\n" in body
        assert "- `generator/<img src=x>.py`\n" in body
        assert "- `generator/c ## What to do @everybody.py`\n" in body
        assert "- `generator/�.py`\n" in body
        assert "``.github/workflows/�`.yml`` is new: " in body
