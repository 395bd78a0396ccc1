"""What plays the death of a machine: it hits what it aims at, all of it, and nothing else."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.workflows.killing import Blow, Watch, attend, named

NEEDS_PROC = pytest.mark.skipif(sys.platform != "linux", reason="what is at work is read from /proc")


def begun(line):
    return subprocess.Popen(["sh", "-c", line], start_new_session=True)


def is_gone(pid, patience=5.0):
    """Tell whether a process is no more, or only waits to be counted; a busy machine takes a moment."""
    stat, end = Path("/proc", pid, "stat"), time.monotonic() + patience
    while stat.exists() and stat.read_text("ascii").rpartition(")")[2].split()[0] != "Z":
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@NEEDS_PROC
def test_a_blow_ends_a_command_with_all_that_it_has_started_and_says_what_that_was(tmp_path):
    started = begun(f"sleep 30 & echo $! > {tmp_path}/child; wait")
    watch = Watch(Blow(seconds=0.2), time.monotonic())

    attend(started, watch)

    assert (started.returncode, watch.fallen) == (-9, "sleep")
    assert is_gone((tmp_path / "child").read_text("ascii").strip())


@NEEDS_PROC
def test_a_blow_that_waits_for_git_falls_when_that_command_has_begun_and_not_before():
    started = begun("sleep 0.2; git -C . -c a.b=c hash-object --stdin < /dev/zero; true")
    watch = Watch(Blow(seconds=0.05, verb="hash-object"), time.monotonic())

    attend(started, watch)

    assert watch.fallen == "git hash-object"


def test_a_command_that_is_done_before_is_left_to_its_end():
    started, watch = begun("exit 3"), Watch(Blow(seconds=60), time.monotonic())

    attend(started, watch)

    assert (started.returncode, watch.fallen) == (3, "")


def test_a_command_of_git_is_named_by_its_verb_and_every_other_program_by_its_file():
    assert named(b"/usr/bin/git\0-C\0/tmp/x\0-c\0a.b=c\0push\0origin\0") == ["git push"]
    assert named(b"/opt/bin/pagefind\0--site\0x\0") == ["pagefind"]
    assert named(b"") == []
