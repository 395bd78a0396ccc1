"""Git is given what logs in and nothing that leads it elsewhere, and a remote that says nothing holds nobody up."""

import os
import socket
import time
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from generator.collect import barred
from generator.errors import RepositoryError
from generator.repository import editions, shown, state
from generator.repository.git import Git
from tests.repository import remotes
from tests.repository.remotes import CLEAN, NOW, clone, git
from tests.repository.test_editions import write_edition


@pytest.fixture
def silent():
    """Give the address of a server that takes calls and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/digest.git"


# ---------------------------------------------------------------- what it is given


def told(environment, *names):
    """Return what of the environment a program gets that git starts."""
    git = Git(root=Path(), environment={**CLEAN, **environment})
    found = dict(line.partition("=")[::2] for line in git.run("-c", "alias.told=!f() { env; }; f", "told").split("\n"))
    return {name: found.get(name) for name in names}


def test_what_logs_in_reaches_git():
    ways = {"GIT_SSH_COMMAND": "ssh -i key", "GIT_ASKPASS": "/ask", "SSH_AUTH_SOCK": "/agent", "SSH_ASKPASS": "/ask"}

    assert told(ways, *ways) == ways


def test_what_leads_git_elsewhere_and_the_secrets_of_services_do_not():
    names = ("WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "CONFIG_GLOBAL", "NAMESPACE", "TEMPLATE_DIR")
    astray = dict.fromkeys((*(f"GIT_{name}" for name in names), "SMTP_PASSWORD"), "/elsewhere")

    assert told({**astray, "GIT_DIR": "/elsewhere"}, *astray) == dict.fromkeys(astray)


def test_a_deploy_key_that_the_environment_names_is_what_pushes(tmp_path):
    remote = remotes.made(tmp_path)
    run = clone(tmp_path, "run")
    git(run, "remote", "set-url", "origin", "ssh://forge.example/digest.git")
    called = tmp_path / "ssh"
    called.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\nshift $(($# - 1))\neval "${{1%% *}} {remote}"\n')
    called.chmod(0o755)
    write_edition(run, "2026-W47")

    by_key = replace(remotes.of(run), environment={**CLEAN, "GIT_SSH_COMMAND": f"{called} -i deploy"})
    assert editions.keep(by_key, run, "main").pushed

    assert "-i deploy" in (tmp_path / "asked").read_text()
    assert "content/editions/2026-W47.md" in remotes.files(remote, "main")


# ---------------------------------------------------------------- a remote that says nothing


def test_a_remote_that_takes_the_call_and_says_nothing_is_given_up_in_a_sentence(tmp_path, silent):
    remotes.made(tmp_path)
    run = clone(tmp_path, "run")
    git(run, "remote", "set-url", "origin", silent)
    begun = time.monotonic()

    with pytest.raises(RepositoryError, match=r"within 1 seconds\. The remote does not answer.*nothing is lost"):
        state.pull(replace(remotes.of(run), silence=1), run / ".gleaner")

    assert time.monotonic() - begun < 20


def test_over_http_git_itself_gives_up_on_a_remote_that_has_fallen_silent(tmp_path, silent):
    remotes.made(tmp_path)
    run = clone(tmp_path, "run")

    with pytest.raises(RepositoryError, match=r"(?i)operation too slow"):
        replace(remotes.of(run), silence=1).run("fetch", silent, "main")


# ---------------------------------------------------------------- a disk that is full, or not to be written to


@pytest.fixture
def small(tmp_path):
    """Give a disk of 400 kB, with a clone on it."""
    if os.name != "posix" or os.geteuid():
        pytest.skip("only root can make a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=400k,nr_inodes=2000 tmpfs {disk} 2>/dev/null"):
        pytest.skip("no disk can be mounted in this place")
    yield disk
    os.system(f"umount -l {disk}")


def fill(disk):
    """Leave no room at all."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 512):
            pass


def on(disk, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth=1", "--template=", f"file://{tmp_path}/remote.git", disk / "work")
    return disk / "work"


def kept(folder, word):
    folder.mkdir(exist_ok=True)
    (folder / barred.NAME).write_bytes(barred.written({"somebody": [word]}))
    return (folder / barred.NAME).read_bytes()


def test_a_disk_that_is_full_under_a_pull_is_said_and_takes_nothing_away(tmp_path, small):
    remotes.made(tmp_path)
    there, here = clone(tmp_path, "there"), on(small, tmp_path)
    kept(there / ".gleaner", "x" * 100_000)
    state.push(remotes.of(there), there / ".gleaner", now=NOW)
    mine = kept(here / ".gleaner", "mine")
    fill(small)

    with pytest.raises(RepositoryError, match=r"disk of this machine is full: make room.*Nothing is lost"):
        state.pull(remotes.of(here), here / ".gleaner")

    assert (here / ".gleaner" / barred.NAME).read_bytes() == mine
    (small / "filler").unlink()
    assert state.pull(remotes.of(here), here / ".gleaner").found
    assert {"mine", "x" * 100_000} == set(barred.understood((here / ".gleaner" / barred.NAME).read_bytes())["somebody"])


def test_a_disk_that_is_full_costs_no_edition_and_no_site(tmp_path, small):
    remote = remotes.made(tmp_path)
    here = on(small, tmp_path)
    write_edition(here, "2026-W47")
    (here / "output").mkdir()
    (here / "output" / "index.html").write_text("<!doctype html>")
    fill(small)

    with pytest.raises(RepositoryError, match="disk of this machine is full"):
        editions.keep(remotes.of(here), here, "main")
    with pytest.raises(RepositoryError, match="disk of this machine is full"):
        shown.deploy(remotes.of(here), here / "output", "pages", now=NOW)

    (small / "filler").unlink()
    assert editions.keep(remotes.of(here), here, "main").pushed
    assert shown.deploy(remotes.of(here), here / "output", "pages", now=NOW)
    assert "content/editions/2026-W47.md" in remotes.files(remote, "main")


def test_a_disk_that_is_not_to_be_written_to_is_said(tmp_path, small):
    remotes.made(tmp_path)
    there, here = clone(tmp_path, "there"), on(small, tmp_path)
    kept(there / ".gleaner", "theirs")
    state.push(remotes.of(there), there / ".gleaner", now=NOW)
    os.system(f"mount -o remount,ro {small}")

    with pytest.raises(RepositoryError, match=r"Nothing can be written there.*Git said: .*Read-only file system"):
        state.pull(remotes.of(here), here / ".gleaner")
