"""A repository as a runner meets it: a bare remote, a fresh clone for every run, sources and GitHub on loopback.

    stage = Stage(tmp_path, forge, web)
    done = stage.run("collect", now="2026-11-20T06:30:00Z")
    done.code, done.out, done.summary, done.outputs

Every run has a clone of its own that is thrown away, as a hosted runner's is. `begin` starts a process; `run` does the
same in this one, by the command line and the environment alone: a Python that starts costs a second.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from generator import cli

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "GLEANER"))}
CONFIG = """\
site:
  title: The Week at Chalk School
  timezone: Europe/Berlin
digest:
  day: friday
  hour: 6
interests: [feedback]
sources:
  - feed: http://chalk.example/feed
    name: Chalk Notes
  - feed: http://slate.example/feed
    name: Slate
"""


def here(words, folder, around):
    """Run a command line in a folder and an environment as a process of its own would; return (code, out, err)."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, around, clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = cli.main(words)
    return code, out.getvalue(), err.getvalue()


def git(folder, *arguments, **more):
    identity = ("-c", "user.name=Owner", "-c", "user.email=owner@site.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True, env=CLEAN, **more
    )
    return done.stdout.strip()


class Stage:
    """Everything around a run."""

    def __init__(self, folder, there, web, config=CONFIG, hosts=("chalk.example", "slate.example", "me.github.io")):
        self.folder, self.there, self.web, self.number = folder, there, web, 0
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
        self.remote = folder / "remote.git"
        self.owner = self.clone("owner")
        git(self.owner, "checkout", "--quiet", "-B", "main")
        (self.owner / ".gitignore").write_text(".gleaner/\noutput/\n")
        self.write("config.yaml", config)
        host, port = web.address.removeprefix("http://").split(":")
        self.street = folder / "street.json"
        self.street.write_text(json.dumps({name: [host, int(port)] for name in hosts}))

    def clone(self, name):
        git(self.folder, "clone", "--quiet", "remote.git", name)
        return self.folder / name

    def write(self, path, words):
        """Do what the owner does in the browser: change a file and commit it."""
        file = self.owner / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, "utf-8")
        git(self.owner, "add", "-A")
        git(self.owner, "commit", "--quiet", "-m", f"Change {path}")
        git(self.owner, "push", "--quiet", "origin", "main")
        self.printed(event="push")

    def printed(self, **how):
        """Let the Site workflow have run for what is on the branch, as it does for every push of the owner's."""
        self.there.branches["main"] = self.tip()
        if "site.yml" in self.there.workflows:
            self.there.ran("site.yml", sha=self.tip(), **how)

    def pull(self):
        """Let the owner's clone follow the branch."""
        git(self.owner, "pull", "--quiet", "--rebase", "origin", "main")

    def begin(self, job, *more, now="2026-11-20T06:30:00Z", event="schedule", forge=True, **more_of_it):
        """Start a run in a clone of its own; return the process and where it works."""
        runner, place, words, around = self.prepared(job, *more, now=now, event=event, forge=forge, **more_of_it)
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", *words],
            cwd=runner,
            env={"PYTHONPATH": str(ROOT), **around},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return process, place, runner

    def prepared(self, job, *more, now, event, forge, **more_of_it):
        """Return a clone of its own, a folder for what the run reports, its command line and its environment."""
        self.number += 1
        runner = self.clone(f"runner-{self.number}")
        place = self.folder / f"run-{self.number}"
        place.mkdir()
        around = self.there.environment(place, event=event, **more_of_it) if forge else {}
        words = ["workflow", job, *more, "--now", now, "--street", str(self.street)]
        return runner, place, words, {**CLEAN, **around}

    def run(self, job, *more, now="2026-11-20T06:30:00Z", event="schedule", forge=True, **more_of_it):
        """Do a run to its end."""
        runner, place, words, around = self.prepared(job, *more, now=now, event=event, forge=forge, **more_of_it)
        return self.ended(*here(words, runner, around), place, runner)

    def apart(self, job, *more, **around):
        """Do a run to its end, in a process of its own."""
        process, place, runner = self.begin(job, *more, **around)
        out, err = process.communicate(timeout=120)
        return self.ended(process.returncode, out, err, place, runner)

    def ended(self, code, out, err, place, runner):
        """Return what came of a run."""
        read = {name: (place / name).read_text("utf-8") if (place / name).exists() else "" for name in FILES}
        return SimpleNamespace(
            code=code,
            out=out,
            err=err,
            summary=read["summary.md"],
            outputs=outputs(read["output.txt"]),
            runner=runner,
        )

    def tip(self, branch="main"):
        return git(self.remote, "rev-parse", branch)

    def files(self, branch="main"):
        return git(self.remote, "ls-tree", "-r", "--name-only", branch).split("\n")

    def show(self, path, branch="main"):
        return git(self.remote, "show", f"{branch}:{path}")

    def message(self, branch="main"):
        return git(self.remote, "log", "-1", "--format=%s", branch)

    def refuse(self, words, ref="refs/heads/"):
        """Let the remote refuse every push to a ref, in these words."""
        hook = self.remote / "hooks" / "update"
        hook.write_text(f'#!/bin/sh\ncase "$1" in {ref}*) echo "{words}" >&2; exit 1;; esac\n')
        hook.chmod(0o755)


FILES = ("summary.md", "output.txt")


def outputs(written):
    """Read what was given to GITHUB_OUTPUT."""
    found, lines = {}, iter(written.splitlines())
    for line in lines:
        name, _, end = line.partition("<<")
        value = []
        while (following := next(lines)) != end:
            value.append(following)
        found[name] = "\n".join(value)
    return found
