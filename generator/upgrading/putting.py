"""A commit that brings an upgrade in, the branch and the files of this folder moved to it out; or nothing moved.

Git puts it there as it does a pull: it looks first whether anything would be lost, writes the files, and moves the
branch last. Ctrl-C waits that long, and a killed command leaves git to finish by itself. Where the machine itself fails
in that moment, a note in .git says what was begun, and the next upgrade first puts everything back.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import files
from generator.errors import RepositoryError
from generator.repository.git import Git
from generator.upgrading import trees
from generator.upgrading.bringing import Made

NOTE = "gleaner-upgrade"
"""In the folder of git: the commit that is being put in place."""


def put(made: Made) -> None:
    """Move the branch and the files of this folder to an upgrade.

    Raises:
        RepositoryError: something has changed since it was worked out; nothing was moved.
    """
    git = made.planned.git
    if git.run("rev-parse", "HEAD") != made.planned.parent:
        raise RepositoryError("The branch has moved while the upgrade was made. Nothing was changed: begin again.")
    note = _note(git)
    files.write(note, made.commit.encode())
    try:
        with undisturbed():
            git.run("merge", "--ff-only", "--quiet", made.commit)
    finally:
        note.unlink(missing_ok=True)


def mend(git: Git) -> bool:
    """Put back what an upgrade had begun to replace when the machine failed; tell whether there was anything.

    What it replaces had no changes that were not committed, so what is committed is what was there.
    """
    if not git.is_one():
        return False
    git = trees.top(git)
    note = _note(git)
    if not note.is_file():
        return False
    commit = note.read_text("utf-8", errors="replace").strip()
    known = git.tried("cat-file", "-e", f"{commit}^{{commit}}").returncode == 0
    begun = known and git.run("rev-parse", "HEAD") != commit
    if begun:
        _put_back(git, commit)
    note.unlink(missing_ok=True)
    return begun


def _put_back(git: Git, commit: str) -> None:
    (Path(git.run("rev-parse", "--absolute-git-dir")) / "index.lock").unlink(missing_ok=True)
    before = trees.tree(git, "HEAD")
    touched = [
        path for path in git.run("diff", "--name-only", "--no-renames", "-z", "HEAD", commit).split("\0") if path
    ]
    kept = "".join(f"{path}\0" for path in touched if path in before)
    from_file = ("--pathspec-from-file=-", "--pathspec-file-nul")
    if kept:
        also = {"GIT_LITERAL_PATHSPECS": "1"}
        git.run("restore", "--source=HEAD", "--staged", "--worktree", *from_file, given=os.fsencode(kept), also=also)
    for path in touched:
        if path not in before:
            git.tried("rm", "--quiet", "--cached", "--ignore-unmatch", "--", path)
            (git.root / path).unlink(missing_ok=True)


def _note(git: Git) -> Path:
    return Path(git.run("rev-parse", "--absolute-git-dir")) / NOTE


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals that end a program wait; a process begun meanwhile does not hear them either.

    Windows has no such thing; there git may be stopped half-way, and `mend` puts that back.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    waiting = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
