"""A work tree in, a second index beside the owner's out; what is to be said where the owner's is locked.

Git locks an index by a file beside it for as long as it writes, and one that is killed leaves that file: every later
`git add` then fails until a person takes it away. So what can be done in an index of our own is done there. A lock is
never removed here: that of a git at work (a commit with its editor open, for hours) looks like one left over.

An index that has missed a commit of ours would take it back with the owner's next `git commit --all`. So each run looks
whether it has, and brings up to date what it has missed and nothing else: what the owner has staged stays staged.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from generator.errors import RepositoryError
from generator.repository.git import Git

TRIES = 5
"""How often a lock is looked at again, a second longer each time: what a person types into git is done by then."""
BROKEN = (
    "Git's index did not take in what was committed ({wrong}). Where it is damaged, `rm -f {place}` and then "
    "`git reset` make it anew; what was staged has to be staged again."
)
GONE, UNMERGED = "D", "U"
"""How git-diff says that the index has nothing at a path, or several things that its owner has to choose from."""
LITERALLY = MappingProxyType({"GIT_LITERAL_PATHSPECS": "1"})
"""A sign in the name of a file is no pattern (git.1)."""


@contextmanager
def apart(git: Git) -> Iterator[Git]:
    """Give a git with an index that holds what is committed and nothing of what is staged; it is thrown away."""
    with tempfile.TemporaryDirectory(prefix="gleaner-") as folder:
        file = Path(folder) / "index"
        with suppress(OSError):  # the owner's knows which files are as they were; without it all of them are read
            shutil.copy2(_inside(git, "index"), file)  # with its time, by which git knows what it cannot be sure of
        found = replace(git, index=file)
        begun = not git.tried("rev-parse", "--quiet", "--verify", "HEAD").returncode
        wanted = ("read-tree", *(("--reset", "HEAD") if begun else ("--empty",)))
        if found.tried(*wanted).returncode:  # a power cut leaves an index of no bytes
            file.unlink(missing_ok=True)
            found.run(*wanted)
        yield found


def followed(git: Git, *paths: str) -> str:
    """Let the owner's index know what was committed below these paths, by this run or by one that found it locked.

    Returns:
        "" or, where that did not work, a sentence: nothing is lost, and the next run tries it again.
    """
    wrong = _follow(git, paths)
    held = wrong and locked(git)
    if wrong and not held:  # it was locked, and is no more
        wrong = _follow(git, paths)
    if not wrong:
        return ""
    words = held or BROKEN.format(wrong=wrong, place=_inside(git, "index"))
    return f"{words} Until then `git status` shows what was committed as changed: commit nothing with `--all`."


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


def _follow(git: Git, paths: Sequence[str]) -> str:
    """Bring up to date what the index has missed; return "" where that worked, else what is wrong."""
    try:
        if missed := _missed(git, paths):
            given = "\0".join(missed).encode(errors="surrogateescape")
            git.run("reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", given=given, also=LITERALLY)
    except RepositoryError as error:
        return error.words
    return ""


def _missed(git: Git, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the paths of which the index has nothing, or what was committed earlier; all else its owner has staged.

    So a deletion that is staged and not committed (`git rm` of an edition) is taken back, on purpose: an index that
    has missed a commit of ours looks just so, and to take that for a deletion would have the owner's next commit
    delete a new edition. The file itself is left as it is; a deletion counts as soon as it is committed.
    """
    rows = git.run("diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--", *paths)
    words = rows.split("\0")
    told = [(path, *row.split()[3:]) for row, path in zip(words[::2], words[1::2], strict=False)]
    unmerged = {path for path, _, kind in told if kind == UNMERGED}
    return tuple(
        path
        for path, there, kind in told
        if path not in unmerged and (kind == GONE or _was_committed(git, there, path))
    )


def _was_committed(git: Git, there: str, path: str) -> bool:
    """Tell whether a path has ever held these bytes in a commit."""
    done = git.tried("log", "-1", "--format=%H", f"--find-object={there}", "HEAD", "--", path, also=LITERALLY)
    return bool(done.stdout)


def _inside(git: Git, name: str) -> Path:
    """Return where git keeps a file of its own; a linked work tree has some of them elsewhere."""
    return git.root / git.run("rev-parse", "--git-path", name)
