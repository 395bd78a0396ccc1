"""Editions and answers that a run has written in; the branch its owner works on with them out.

Committed first, then pushed; where somebody else has pushed meanwhile, the commit is put on top of that and pushed
again. Nobody's work is ever overwritten. An edition that its owner has changed in the same lines stays as it is there,
and the run fails aloud; the commit of the run then stays where it was made. An edition that is new on both sides was
written by another run at the same time, from what that one had found: it stays as it came out first, the run takes it
over and goes on.

The commit is made in an index of its own: a run that is killed in the midst leaves no lock on the owner's, and a lock
that somebody else has left there keeps no edition from going out. Only what has to change the folder itself, because
others have pushed, waits for the lock, and says so where it does not go: a lock may be that of a git at work, so none
is ever removed here.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import RepositoryError
from generator.repository import index, refusal
from generator.repository.git import Git, clean

EDITIONS, ANSWERS = "content/editions", "content/answers"
DEFAULT = " "
"""No name of a branch (git-check-ref-format)."""
PUBLISHED, CORRECTED = "Publish the week's edition", "Correct earlier editions"
ANSWERED = "Take in what readers answered"
FIRST = "Somebody else was first with {}: what is on the branch stays, and what was made here was dropped."
TRIES = 5
UNSIGNED = ("-c", "commit.gpgSign=false")
"""Nobody sits there to type a password."""
ANY_END = ("-c", "core.safecrlf=false")
"""In which way lines end is no reason to lose an edition."""
THEIRS, BOTH_NEW = "2", frozenset({"2", "3"})
"""Stages of a path that git cannot join (git-ls-files): there on the branch; there on both sides, and new on both."""
BUSY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
"""What lies in the folder of git while something is begun and not ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of it."""

    pushed: bool
    """Whether the branch has something new."""
    said: str = ""
    """What that is: the message of the commit; "" for nothing."""
    branch: str = ""
    """The branch it is on; another than was asked for where the owner has renamed that one."""
    lost: tuple[str, ...] = ()
    """Weeks, such as 2026-W47, whose edition somebody else had published first."""
    locked: str = ""
    """A sentence on what keeps the owner's index as it was, mostly a lock; "" where nothing does."""

    @property
    def dropped(self) -> str:
        """A sentence on the editions that somebody else had published first; "" where nobody had."""
        return FIRST.format(", ".join(self.lost)) if self.lost else ""


def keep(
    git: Git, root: Path, branch: str = "", *, wait: Callable[[float], object] = time.sleep, tries: int = TRIES
) -> Kept:
    """Commit the editions and answers below a folder and push them, taking in what was pushed meanwhile.

    Args:
        git: a work tree with a remote.
        root: the folder with `content/`, in that work tree.
        branch: its short name on the remote; by default the one that is checked out.
        wait: lets so many seconds pass.
        tries: how often it is pushed.

    Raises:
        RepositoryError: it could not be pushed, or the owner has changed the same edition; the branch is as it was.
    """
    refusal.ready(git)
    here = replace(git, root=root)
    _unless_busy(here)
    heads = _heads(here)
    target = _branch(here, branch, heads)
    said = _committed(here) or _left_over(here, target, heads)
    locked = index.followed(here, EDITIONS, ANSWERS)
    if not said or here.run("rev-parse", "HEAD") == heads.get(target):  # a doubled run has made the very same commit
        return Kept(pushed=False, branch=target, locked=locked)
    dropped: list[str] = []
    for number in range(1, tries + 1):
        if not (refused := _pushed(here, target)):
            return Kept(pushed=True, said=said, branch=target, locked=locked, lost=_weeks(dropped))
        index.unless_locked(here, wait)
        locked = locked and index.followed(here, EDITIONS, ANSWERS)
        dropped += _rebase(here, target)
        if here.run("rev-parse", "HEAD") == here.run("rev-parse", "FETCH_HEAD"):  # the branch has just what we had
            return Kept(pushed=False, branch=target, locked=locked, lost=_weeks(dropped))
        said = _renamed(here) or said
        wait(float(number))
    raise RepositoryError(f"The edition was not saved: {tries} tries to push it failed. Run this again. {refused}")


def _pushed(git: Git, branch: str) -> str:
    """Push; return "" where that worked, else what git said; RepositoryError where it is of no use to try again."""
    done = git.tried("push", "--quiet", "--no-follow-tags", git.remote, f"HEAD:refs/heads/{branch}")
    words = clean(done.stderr.decode(errors="replace")) if done.returncode else ""
    if words and (advice := refusal.final(words)):
        raise RepositoryError(f"The edition was not saved. {advice} Git said: {words}")
    return words


def _unless_busy(git: Git) -> None:
    """Leave a merge or a rebase to who has begun it: a commit in the midst of it would push half of their work."""
    places = git.run("rev-parse", *(word for name in BUSY for word in ("--git-path", name))).split("\n")
    if any((git.root / place).exists() for place in places):
        raise RepositoryError(
            "The edition was not saved: a merge or a rebase was begun in this folder and not ended. `git status` says "
            "how to end it; then run this again. Nothing is lost."
        )


# ---------------------------------------------------------------- which branch


def _branch(git: Git, asked: str, heads: Mapping[str, str]) -> str:
    """Return the branch to push to; where the one that was asked for is gone, the one that took its place."""
    name = asked or git.tried("symbolic-ref", "--quiet", "--short", "HEAD").stdout.decode().strip()
    if name and (not heads or name in heads):
        return name
    if heads.get(DEFAULT) in heads:
        return heads[DEFAULT]
    wrong = f"There is no branch {name} on {git.remote}" if name else "No branch is checked out"
    raise RepositoryError(f"The edition was not saved. {wrong}: name the one to push to with --branch.")


def _heads(git: Git) -> Mapping[str, str]:
    """Return the branches of the remote, name -> commit, and under DEFAULT the name of the default one."""
    done = git.tried("ls-remote", "--symref", git.remote, "HEAD", "refs/heads/*")
    if done.returncode:
        words = clean(done.stderr.decode(errors="replace"))
        advice = refusal.final(words) or "Is there a network? Try again in a while."
        raise RepositoryError(f"The edition was not saved: {git.remote} cannot be reached. {advice} Git said: {words}")
    found: dict[str, str] = {}
    for row in done.stdout.decode(errors="replace").splitlines():
        what, _, ref = row.partition("\t")
        if what.startswith("ref: "):
            found[DEFAULT] = what.removeprefix("ref: refs/heads/")
        elif ref.startswith("refs/heads/"):
            found[ref.removeprefix("refs/heads/")] = what
    return found


# ---------------------------------------------------------------- what is new


def _committed(git: Git) -> str:
    """Commit what is new below the two folders and nothing else, and say what that is; "" for nothing.

    With `--only` all else is as HEAD has it by then: a commit of the owner's that comes in between is not undone.
    """
    for folder in (EDITIONS, ANSWERS):
        (git.root / folder).mkdir(parents=True, exist_ok=True)
    with index.apart(git) as apart:
        apart.run(*ANY_END, "add", "--", EDITIONS, ANSWERS)
        if said := _words(apart):
            folders = [folder for folder in (EDITIONS, ANSWERS) if _differs(apart, folder)]
            told = ("commit", "--quiet", "--only", "--message", said, "--", *folders)
            apart.run(*ANY_END, *UNSIGNED, *told, also=git.identity())
    return said


def _left_over(git: Git, branch: str, heads: Mapping[str, str]) -> str:
    """Return what a run has committed that was stopped before it could push; "" for nothing."""
    if branch not in heads:
        return ""
    if git.tried("cat-file", "-e", f"{heads[branch]}^{{commit}}").returncode:
        _fetch(git, branch)
    rows = git.tried("log", "--format=%s", f"{heads[branch]}..HEAD", "--", EDITIONS, ANSWERS).stdout
    subjects = rows.decode(errors="replace").splitlines()
    ours = [subject for subject in subjects if {PUBLISHED, CORRECTED, ANSWERED}.issuperset(subject.split("; "))]
    return ours[0] if ours else ""


def _words(git: Git, *between: str) -> str:
    """Say what is new between two commits, by default what is staged; "" for nothing."""
    parts = (
        (_differs(git, EDITIONS, "A", between), PUBLISHED),
        (_differs(git, EDITIONS, "a", between), CORRECTED),
        (_differs(git, ANSWERS, "", between), ANSWERED),
    )
    return "; ".join(words for found, words in parts if found)


def _differs(git: Git, folder: str, kinds: str = "", between: Sequence[str] = ()) -> bool:
    """Tell whether a folder has something new; `kinds` as for --diff-filter of git-diff."""
    chosen = [f"--diff-filter={kinds}"] if kinds else []
    return bool(git.run("diff", *(between or ("--cached",)), "--no-renames", "--name-only", *chosen, "--", folder))


def _renamed(git: Git) -> str:
    """Let the message of our commit say what is left of it; "" where it does, or where the commit is not alone."""
    before = git.run("log", "-1", "--format=%s")
    said = _words(git, "FETCH_HEAD", "HEAD")
    alone = git.run("rev-list", "--count", "FETCH_HEAD..HEAD") == "1"
    if not alone or said == before or not said:
        return ""
    git.run(*UNSIGNED, "commit", "--quiet", "--amend", "--only", "--message", said, also=git.identity())
    return said


# ---------------------------------------------------------------- on top of what others did


def _fetch(git: Git, branch: str) -> None:
    git.run("fetch", "--quiet", "--no-tags", git.remote, f"refs/heads/{branch}")


def _rebase(git: Git, branch: str) -> tuple[str, ...]:
    """Put our commit on top of what the branch is by now; where an edition was changed in the same lines, give up.

    Returns:
        Paths of editions that are new on both sides, and stay as the branch has them.
    """
    _fetch(git, branch)
    also, before = {**git.identity(), "GIT_EDITOR": "true"}, git.run("rev-parse", "HEAD")
    related = not git.tried("merge-base", "HEAD", "FETCH_HEAD").returncode
    onto = ("FETCH_HEAD",) if related else ("--onto", "FETCH_HEAD", "HEAD^")  # a shallow clone of what was rewritten
    if not git.tried(*UNSIGNED, "rebase", "--quiet", "--autostash", *onto, also=also).returncode:
        _unless_half_done(git, before)
        return ()
    contested = _contested(git)
    if contested and all(path.startswith(f"{ANSWERS}/") or sides == BOTH_NEW for path, sides in contested.items()):
        _leave_theirs(git, contested)
        if not git.tried(*UNSIGNED, "rebase", "--continue", also=also).returncode:
            _unless_half_done(git, before)
            return tuple(path for path in contested if path.startswith(f"{EDITIONS}/"))
    git.tried("rebase", "--abort")
    raise RepositoryError(
        f"The edition was not saved: somebody changed {', '.join(contested) or 'the same file'} "
        "meanwhile, and theirs is the one that stays. Run this again; nothing is lost."
    )


def _contested(git: Git) -> Mapping[str, frozenset[str]]:
    """Return what git cannot join: path -> the stages it has (git-ls-files: 1 both had, 2 the branch's, 3 ours)."""
    found: dict[str, frozenset[str]] = {}
    for row in filter(None, git.run("ls-files", "--unmerged", "-z").split("\0")):
        what, _, path = row.partition("\t")
        found[path] = found.get(path, frozenset()) | {what.rpartition(" ")[2]}
    return found


def _leave_theirs(git: Git, contested: Mapping[str, frozenset[str]]) -> None:
    """Leave each path as the branch has it; where it is gone there, it is gone.

    What readers answered is read anew every day, and an edition that came out stays as it came out.
    """
    for path, sides in contested.items():
        if THEIRS in sides:
            git.run("checkout", "--quiet", "--ours", "--", path)  # in a rebase "ours" is what the commit is put onto
            git.run("add", "--", path)
        else:
            git.run("rm", "--quiet", "--force", "--", path)


def _weeks(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({Path(path).stem for path in paths}))


def _unless_half_done(git: Git, before: str) -> None:
    """Put everything back and give up where what the owner has not committed yet does not go with what was pushed.

    Git would leave its marks in their file, and what they wrote in a stash; a config.yaml with marks ends the digest.
    """
    contested = _contested(git)
    if not contested:
        return
    git.run("reset", "--quiet", "--hard", before)
    if git.tried("stash", "pop", "--quiet", "--index").returncode:
        git.run("stash", "pop", "--quiet")
    raise RepositoryError(
        f"The edition was not saved: somebody changed {', '.join(contested)} meanwhile, in lines that you have changed "
        "here and not committed. Commit yours, `git pull --rebase`, and run this again; nothing is lost."
    )
