"""The state folder and the branch `state` in; both with all that either has out, whoever else is pushing meanwhile.

The branch is always one commit without a past, so that it does not grow for ever and what is withdrawn is really gone;
nothing of it is ever checked out. A push puts what is on the branch together with what is here (union.py) and replaces
that one commit, on condition that it still is the one that was looked at (`--force-with-lease`): of two runs that push
at once one is refused, takes in what the other has pushed, and pushes again. A run that is killed at any moment leaves
the branch as it was or as it was to become.
"""

import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator import collect, files
from generator.errors import RepositoryError
from generator.repository import refusal, tree, union
from generator.repository.git import Git, clean, disk
from generator.repository.joining import local, take_in
from generator.repository.tree import EMPTY, Entries

BRANCH = "state"
DIGESTS = "digests"
"""Folder of the branch for the states of further digests of one repository."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
BASE = ".pulled"
"""Names the commit that the folder was last put together with; where that is lost, nothing counts as taken out."""
TRIES = 6
"""How often a push is tried that fails although nobody else was first."""
RACES = 60
"""How often it is tried at all: each time somebody else was first, somebody has got in, so even many come to an end."""
LONGEST = 8.0
"""Seconds of the longest wait between two tries."""
MESSAGE = """\
What was collected until {now:%Y-%m-%d %H:%M} UTC

Gleaner keeps here what it has collected and not yet published. The branch is replaced as a whole, so write nothing here
by hand. Deleting it costs one reading of all sources and no edition.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What came of a pull."""

    found: bool
    """Whether there was a state on the branch."""
    said: tuple[str, ...] = ()
    """What an owner should know, each a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What came of a push."""

    pushed: bool
    """False where the branch already has all there is."""
    tries: int = 1
    said: tuple[str, ...] = ()


def pull(git: Git, folder: Path, *, name: str = "") -> Pulled:
    """Put what is on the branch together with what is in the folder; a lost or spoilt branch takes nothing away here.

    Args:
        git: a work tree with a remote.
        folder: the state folder; it is made where there is none. Runs that work in it are waited for.
        name: which digest of the repository it is of; "" for the one at its root.

    Raises:
        RepositoryError: git cannot be run, or the remote cannot be read.
    """
    prefix = _prefix(name)
    refusal.ready(git)
    tip = _fetched(git)
    with collect.alone(folder):
        merged = take_in(git, folder, _below(git, tip, prefix), _below(git, _base(git, folder), prefix))
        if tip:
            _remember(git, folder, tip, name)
    found = bool(merged.found)
    nothing = f"There is no state on the branch {BRANCH} yet, or none is left: it begins with what is here."
    return Pulled(found=found, said=merged.said if found else (nothing, *merged.said))


def push(
    git: Git,
    folder: Path,
    *,
    now: datetime,
    name: str = "",
    tidy: Callable[[], object] = lambda: None,
    wait: Callable[[float], object] = time.sleep,
) -> Pushed:
    """Put the folder and the branch together, and all of it on the branch; nothing is pushed where nothing is new.

    Args:
        git: a work tree with a remote.
        folder: the state folder. Runs that work in it are waited for.
        now: the instant of the commit, aware.
        name: which digest of the repository it is of; the states of others stay as they are.
        tidy: called when both are one, with the folder held: it takes out who is withdrawn (correcting.tidy).
        wait: lets so many seconds pass.

    Raises:
        RepositoryError: it could not be pushed; what is in the folder is all still there.
    """
    refusal.ready(git)
    failed, before = 0, ""
    for number in range(1, RACES + 1):
        tip = _fetched(git)
        failed += number > 1 and tip == before
        before = tip
        commit, said = _one(git, folder, tip, now=now, name=name, tidy=tidy)
        refused = _offered(git, tip, commit) if commit else ""
        if not refused:
            _remember(git, folder, commit or tip, name)
            return Pushed(pushed=bool(commit), tries=number, said=said)
        _give_up(refused, final=failed + 1 >= TRIES or number == RACES)
        wait(_pause(number, commit))
    raise AssertionError("the last try either works or gives up")


def _one(
    git: Git, folder: Path, tip: str, *, now: datetime, name: str, tidy: Callable[[], object]
) -> tuple[str, tuple[str, ...]]:
    """Make one state of the two; return a commit of it, "" where the branch is just that, and what is to be said."""
    prefix = _prefix(name)
    with collect.alone(folder):
        merged = take_in(git, folder, _below(git, tip, prefix), _below(git, _base(git, folder), prefix))
        tidy()
        wanted = _wanted(git, folder, tip, prefix, merged.held)
    return _new(git, tip, wanted, now), merged.said


# ---------------------------------------------------------------- the branch


def _fetched(git: Git) -> str:
    """Bring the branch here and name its commit; "" where there is none."""
    said = ""
    for _ in range(TRIES):
        listed = git.tried("ls-remote", "--exit-code", git.remote, f"refs/heads/{BRANCH}")
        if listed.returncode == 2:  # noqa: PLR2004  git-ls-remote, --exit-code: no such ref, and no failure
            return ""
        _unless_failed(listed.returncode, listed.stderr)
        tip = listed.stdout.decode().split()[0]
        if tree.has(git, tip):
            return tip
        quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        said = clean(git.tried("fetch", *quiet, git.remote, f"refs/heads/{BRANCH}").stderr.decode(errors="replace"))
        if tree.has(git, tip):
            return tip
        if advice := disk(said) or refusal.final(said):
            raise RepositoryError(f"The branch {BRANCH} could not be fetched. {advice} Git said: {said}")
    raise RepositoryError(f"The branch {BRANCH} could not be fetched from {git.remote}. Git said: {said}")


def _unless_failed(code: int, said: bytes) -> None:
    if code:
        words = clean(said.decode(errors="replace"))
        advice = refusal.final(words) or "Is there a network? Try again in a while."
        raise RepositoryError(f"The branch {BRANCH} could not be read. {advice} Git said: {words}")


def _offered(git: Git, tip: str, commit: str) -> str:
    """Put a commit in the place of the one that is there; return "" where that worked, else what git said.

    Git leaves out of a push what the remote has, but not where old and new commit have no past in common, unless its
    own past is cut off (`--shallow` of git-pack-objects). So it is told that it is, for this one command: a push then
    holds the new files and no others.
    """
    lease = f"--force-with-lease=refs/heads/{BRANCH}:{tip}"
    with tempfile.TemporaryDirectory(prefix="gleaner-") as folder:
        also = {}
        if tip and git.run("rev-parse", "--is-shallow-repository") == "false":
            cut = Path(folder) / "shallow"
            cut.write_text(f"{tip}\n", "ascii")
            also = {"GIT_SHALLOW_FILE": str(cut)}
        target = f"{commit}:refs/heads/{BRANCH}"
        done = git.tried("push", "--quiet", "--no-verify", "--no-follow-tags", lease, git.remote, target, also=also)
    return clean(done.stderr.decode(errors="replace")) if done.returncode else ""


def _give_up(said: str, *, final: bool) -> None:
    if advice := refusal.final(said):
        raise RepositoryError(f"The state was not pushed; it is all still here. {advice} Git said: {said}")
    if final:
        raise RepositoryError(f"The state was not pushed after many tries; it is all still here. Git said: {said}")


def _pause(number: int, commit: str) -> float:
    """Return the seconds to wait: twice as long each time, and longer or shorter by the name of what is to be pushed.

    Runs that were refused together so do not come back together.
    """
    return float(min(LONGEST, 2 ** (number - 1)) * (0.5 + int(commit[:8], 16) / 2**32))


# ---------------------------------------------------------------- what is on it


def _prefix(name: str) -> str:
    if name and not NAME.fullmatch(name):
        raise RepositoryError(f"{name!r} is no name for a digest: write letters, digits, - and _.")
    return f"{DIGESTS}/{name}/" if name else ""


def _below(git: Git, commit: str, prefix: str) -> Entries:
    """Return the files of one digest, by their paths in its state folder."""
    found = tree.entries(git, commit) if commit else EMPTY
    return {path.removeprefix(prefix): entry for path, entry in found.items() if path.startswith(prefix)}


def _wanted(git: Git, folder: Path, tip: str, prefix: str, held: frozenset[str]) -> Entries:
    """Return what the branch is to hold: the files here, what it keeps for others, and what nobody here can judge."""
    ours = {path: file for path, file in local(folder).items() if path not in held}
    names = tree.named(git, tuple(ours.values()), kept=True)
    before = tree.entries(git, tip) if tip else EMPTY
    others = {path: entry for path, entry in before.items() if not _is_ours(path, prefix, held)}
    return {**others, **{prefix + path: (tree.PLAIN, name) for path, name in zip(ours, names, strict=True)}}


def _is_ours(path: str, prefix: str, held: frozenset[str]) -> bool:
    below = path.removeprefix(prefix)
    return path.startswith(prefix) and below not in held and union.form(below) is not None


def _new(git: Git, tip: str, wanted: Entries, now: datetime) -> str:
    """Return a commit that holds what is wanted; "" where the branch holds just that."""
    if not wanted:
        return ""
    made = tree.written(git, wanted)
    if tip and git.run("rev-parse", f"{tip}^{{tree}}") == made:
        return ""
    return tree.committed(git, made, MESSAGE.format(now=now.astimezone(UTC)), now)


# ---------------------------------------------------------------- what both began with


def _base(git: Git, folder: Path) -> str:
    """Return the commit that the folder was last put together with; "" where that is not known."""
    try:
        name = (folder / BASE).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
    return name if re.fullmatch(r"[0-9a-f]{40,64}", name) and tree.has(git, name) else ""


def _remember(git: Git, folder: Path, commit: str, name: str) -> None:
    if commit:
        files.write(folder / BASE, f"{commit}\n".encode())
        git.tried("update-ref", f"refs/gleaner/{name or BRANCH}", commit)  # lest git throws it away; no harm if refused
