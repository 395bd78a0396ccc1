"""A work tree in, a second index beside the owner's out; what is to be said where the owner's is locked.

Git locks an index by a file beside it for as long as it writes, and one that is killed leaves that file: every later
`git add` then fails until a person takes it away. So what can be done in an index of our own is done there. A lock is
never removed here: that of a git at work (a commit with its editor open, for hours) looks like one left over.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from generator.errors import RepositoryError
from generator.repository.git import Git

TRIES = 5
"""How often a lock is looked at again, a second longer each time: what a person types into git is done by then."""


@contextmanager
def apart(git: Git) -> Iterator[Git]:
    """Give a git with an index that holds what is committed and nothing of what is staged; it is thrown away."""
    with tempfile.TemporaryDirectory(prefix="gleaner-") as folder:
        file = Path(folder) / "index"
        with suppress(OSError):  # the owner's knows which files are as they were; without it all of them are read
            shutil.copy2(_inside(git, "index"), file)  # with its time, by which git knows what it cannot be sure of
        found = replace(git, index=file)
        begun = not git.tried("rev-parse", "--quiet", "--verify", "HEAD").returncode
        found.run("read-tree", *(("--reset", "HEAD") if begun else ("--empty",)))
        yield found


def followed(git: Git, *paths: str) -> str:
    """Let the owner's index know what was committed below these paths.

    Returns:
        "" or, where it is locked, a sentence: nothing is lost, and the next run does without it as well.
    """
    if not git.tried("reset", "--quiet", "--", *paths).returncode:
        return ""
    words = locked(git)
    return words and f"{words} Until then `git status` shows what was committed as changed."


def locked(git: Git) -> str:
    """Say that the owner's index is locked, by which file and since when, and what to do; "" where it is not."""
    place = _inside(git, "index.lock")
    try:
        since = datetime.fromtimestamp(place.stat().st_mtime, UTC)
    except OSError:
        return ""
    return (
        f"Git's index is locked since {since:%Y-%m-%d %H:%M} UTC: another git is at work here, or one was killed. "
        f"Where none is at work: `rm -f {place}`."
    )


def unless_locked(git: Git, wait: Callable[[float], object]) -> None:
    """Wait for a git that is at work; RepositoryError where its lock does not go."""
    for number in range(1, TRIES + 1):
        if not (words := locked(git)):
            return
        wait(float(number))
    raise RepositoryError(f"The edition was not pushed yet. {words} Then run this again: nothing is lost.")


def _inside(git: Git, name: str) -> Path:
    """Return where git keeps a file of its own; a linked work tree has some of them elsewhere."""
    return git.root / git.run("rev-parse", "--git-path", name)
