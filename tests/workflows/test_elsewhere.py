"""What the files for GitLab and Forgejo do, and a cron line: their very commands, in a clone as each of them has it."""

import os
import shlex
import subprocess
import sys
from datetime import timedelta

import pytest
import yaml

from tests.workflows import year
from tests.workflows.player import CLEAN, git
from tests.workflows.village import NAMES, open_village

NOW = year.START + timedelta(days=5)
ADDRESS = "https://me.pages.example/digest"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Make a repository from the template, with a config of its own, once."""
    folder = tmp_path_factory.mktemp("elsewhere")
    remote = year.template(folder)
    git(folder, "clone", "--quiet", str(remote), "owner")
    sources = "".join(f"  - https://{name}/feed\n" for name in NAMES[:3])
    (folder / "owner" / "config.yaml").write_text(year.CONFIG + sources, "utf-8")
    git(folder / "owner", "commit", "--quiet", "-am", "Mine")
    git(folder / "owner", "push", "--quiet")
    return remote


@pytest.fixture
def remote(template, tmp_path):
    git(tmp_path, "clone", "--quiet", "--bare", str(template), "digest.git")
    return tmp_path / "digest.git"


@pytest.fixture
def street(tmp_path):
    with open_village(today=NOW) as village:
        yield village.street(tmp_path / "street.json")


def run(work, line, street, **environment):
    """Run one line of theirs, at our instant and on our street."""
    words = shlex.split(line)
    words = [environment.get(word[1:], word) if word.startswith("$") else word for word in words]
    assert words[0] == "./gleaner"
    timed = ["--now", NOW.isoformat(), "--street", str(street)]
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words[1:], *timed],
        cwd=work,
        env=CLEAN | environment | {"PYTHONPATH": str(work), "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def branches(remote):
    return set(git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split())


def test_gitlabs_pipeline_collects_publishes_and_prints(remote, street, tmp_path):
    job = yaml.safe_load((year.ROOT / ".gitlab-ci.yml").read_text("utf-8"))["pages"]
    work = tmp_path / "builds"
    git(tmp_path, "clone", "--quiet", remote.as_uri(), str(work))
    git(work, "checkout", "--quiet", "--detach", "HEAD")

    for line in job["script"]:
        run(work, line, street, CI="true", CI_COMMIT_BRANCH="main", CI_PAGES_URL=ADDRESS)

    assert branches(remote) == {"main", "state"}
    assert "content/editions/2026-W02.md" in git(remote, "ls-tree", "-r", "--name-only", "main").split()
    (folder,) = job["artifacts"]["paths"]
    assert f'href="{ADDRESS}/"' in (work / folder / "index.html").read_text("utf-8")


def test_forgejos_workflow_collects_publishes_and_puts_the_site_on_its_branch(remote, street, tmp_path):
    workflow = yaml.safe_load((year.ROOT / ".forgejo" / "workflows" / "digest.yaml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    work = tmp_path / "workspace"
    git(tmp_path, "clone", "--quiet", "--branch", "main", remote.as_uri(), str(work))
    forgejo = {
        "GITHUB_API_URL": "http://127.0.0.1:1/api/v1",
        "GITHUB_REPOSITORY": "me/digest",
        "GITHUB_TOKEN": "secret-of-it",
    }

    for step in job["steps"]:
        if "run" in step:
            said = run(work, step["run"], street, GITHUB_REF_NAME="main", **forgejo)
            assert "secret-of-it" not in said

    assert branches(remote) == {"main", "state", "pages"}
    assert "content/editions/2026-W02.md" in git(remote, "ls-tree", "-r", "--name-only", "main").split()
    assert "index.html" in git(remote, "ls-tree", "--name-only", "pages").split()
    assert git(remote, "rev-list", "--count", "pages") == "1"


def test_a_line_of_cron_does_the_whole_job_without_git(template, street, tmp_path):
    git(tmp_path, "clone", "--quiet", str(template), "digest")
    work = tmp_path / "digest"
    git(work, "remote", "remove", "origin")

    run(work, "./gleaner run --quiet", street)

    assert (work / "output" / "editions" / "2026-W02" / "index.html").is_file()
    run(work, "./gleaner run --quiet", street)
