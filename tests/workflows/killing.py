"""A blow that ends a machine: when it falls, what was at work just then, and that nothing of it goes on.

The whole process group gets a real SIGKILL, children included: git, pagefind, whatever a command has started. What runs
on another machine does not: the far end of a push is given a session of its own (FAR).
"""

import os
import re
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.002
"""Seconds between two looks: a push takes some ten of them."""
FAR = "setsid git-receive-pack"
"""What takes a push at the other end: GitHub's machine does not die with ours, and leaves no lock in the repository."""
VERB = re.compile(r"\bgit(?:\s+-[Cc]\s+\S+)*\s+([a-z-]+)")


@dataclass(frozen=True, kw_only=True)
class Blow:
    """When a machine dies."""

    seconds: float
    """So long after the run has begun; with a verb, after that was seen."""
    verb: str = ""
    """Of git: `push`, `commit`."""


@dataclass
class Watch:
    """Waits for a blow to fall."""

    blow: Blow
    begun: float
    seen: float | None = None
    """When the verb was seen."""
    fallen: str = ""
    """What was killed, once it was."""

    def struck(self, pid):
        """Tell whether it has fallen by now; `pid` is the command at work, None between two steps."""
        now = time.monotonic()
        if self.blow.verb and self.seen is None and pid and f"git {self.blow.verb}" in at_work(pid):
            self.seen = now
        begun = self.seen if self.blow.verb else self.begun
        return begun is not None and now - begun >= self.blow.seconds


def attend(started, watch):
    """Wait for the end of a command, which leads a process group, or for the blow, whichever comes first."""
    while started.poll() is None:
        if watch.struck(started.pid):
            watch.fallen = " ".join(at_work(started.pid)[-1:]) or "python"
            kill(started)
            return
        time.sleep(PAUSE)


def kill(started):
    """Kill a command and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def at_work(pid):
    """Return the programs that a process has started and that are not done, oldest first (proc(5): children)."""
    found = []
    for task in sorted(Path("/proc", str(pid), "task").glob("*/children")):
        with suppress(OSError):
            for child in task.read_text("ascii").split():
                found += named(Path("/proc", child, "cmdline").read_bytes())
    return found


def named(cmdline):
    """Return the short name of a program from what it was called with, in a list; none of one that is gone."""
    words = [word.decode(errors="replace") for word in cmdline.split(b"\0") if word]
    if not words:
        return []
    words[0] = Path(words[0]).name
    verb = VERB.match(" ".join(words))
    return [f"git {verb[1]}" if verb else words[0]]
