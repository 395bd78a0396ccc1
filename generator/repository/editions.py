"""Editions and answers that a run has written in; the branch its owner works on with them out.

Committed first, then pushed; where somebody else has pushed meanwhile, the commit is put on top of that and pushed
again. Nobody's work is ever overwritten: an edition that its owner has changed in the same lines stays as it is there,
and the run says so aloud. The commit of the run then stays where it was made.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import RepositoryError
from generator.repository import refusal
from generator.repository.git import Git, clean

EDITIONS, ANSWERS = "content/editions", "content/answers"
DEFAULT = " "
"""No name of a branch (git-check-ref-format)."""
PUBLISHED, CORRECTED = "Publish the week's edition", "Correct earlier editions"
ANSWERED = "Take in what readers answered"
TRIES = 5
UNSIGNED = ("-c", "commit.gpgSign=false")
"""Nobody sits there to type a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of it."""

    pushed: bool
    """Whether the branch has something new."""
    said: str = ""
    """What that is: the message of the commit; "" for nothing."""
    branch: str = ""
    """The branch it is on; another than was asked for where the owner has renamed that one."""


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
    heads = _heads(here)
    target = _branch(here, branch, heads)
    said = _committed(here) or _left_over(here, target, heads)
    if not said or here.run("rev-parse", "HEAD") == heads.get(target):  # a doubled run has made the very same commit
        return Kept(pushed=False, branch=target)
    for number in range(1, tries + 1):
        if not (refused := _pushed(here, target)):
            return Kept(pushed=True, said=said, branch=target)
        _rebase(here, target)
        if here.run("rev-parse", "HEAD") == here.run("rev-parse", "FETCH_HEAD"):  # the owner has just what we had
            return Kept(pushed=False, branch=target)
        wait(float(number))
    raise RepositoryError(f"The edition was not saved: {tries} tries to push it failed. Run this again. {refused}")


def _pushed(git: Git, branch: str) -> str:
    """Push; return "" where that worked, else what git said; RepositoryError where it is of no use to try again."""
    done = git.tried("push", "--quiet", "--no-follow-tags", git.remote, f"HEAD:refs/heads/{branch}")
    words = clean(done.stderr.decode(errors="replace")) if done.returncode else ""
    if words and (advice := refusal.final(words)):
        raise RepositoryError(f"The edition was not saved. {advice} Git said: {words}")
    return words


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
    """Commit what is new below the two folders and nothing else, and say what that is; "" for nothing."""
    for folder in (EDITIONS, ANSWERS):
        (git.root / folder).mkdir(parents=True, exist_ok=True)
    git.run("add", "--", EDITIONS, ANSWERS)
    parts = (
        (_differs(git, EDITIONS, "A"), PUBLISHED),
        (_differs(git, EDITIONS, "a"), CORRECTED),
        (_differs(git, ANSWERS), ANSWERED),
    )
    said = "; ".join(words for found, words in parts if found)
    if said:
        folders = [folder for folder in (EDITIONS, ANSWERS) if _differs(git, folder)]
        git.run(*UNSIGNED, "commit", "--quiet", "--message", said, "--", *folders, also=git.identity())
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


def _differs(git: Git, folder: str, kinds: str = "") -> bool:
    """Tell whether a folder has something new; `kinds` as for --diff-filter of git-diff."""
    chosen = [f"--diff-filter={kinds}"] if kinds else []
    return bool(git.run("diff", "--cached", "--no-renames", "--name-only", *chosen, "--", folder))


# ---------------------------------------------------------------- on top of what others did


def _fetch(git: Git, branch: str) -> None:
    git.run("fetch", "--quiet", "--no-tags", git.remote, f"refs/heads/{branch}")


def _rebase(git: Git, branch: str) -> None:
    """Put our commit on top of what the branch is by now; where an edition was changed in the same lines, give up."""
    _fetch(git, branch)
    also = {**git.identity(), "GIT_EDITOR": "true"}
    related = not git.tried("merge-base", "HEAD", "FETCH_HEAD").returncode
    onto = ("FETCH_HEAD",) if related else ("--onto", "FETCH_HEAD", "HEAD^")  # a shallow clone of what was rewritten
    if not git.tried(*UNSIGNED, "rebase", "--quiet", "--autostash", *onto, also=also).returncode:
        return
    contested = git.run("diff", "--name-only", "--relative", "--diff-filter=U").split("\n")
    if all(path.startswith(f"{ANSWERS}/") for path in contested):
        # What readers answered is read anew every day: where the owner has changed the same lines, theirs stay.
        git.run("checkout", "--quiet", "--ours", "--", ANSWERS)
        git.run("add", "--", ANSWERS)
        if not git.tried(*UNSIGNED, "rebase", "--continue", also=also).returncode:
            return
    git.tried("rebase", "--abort")
    raise RepositoryError(
        f"The edition was not saved: somebody changed {', '.join(filter(None, contested)) or 'the same file'} "
        "meanwhile, and theirs is the one that stays. Run this again; nothing is lost."
    )
