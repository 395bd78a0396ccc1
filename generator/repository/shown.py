"""The printed site in, a branch with nothing but it out: for hosts that show a branch, such as Codeberg Pages.

The branch is one commit without a past, like that of the state, so that ten years of pages weigh as much as one.
"""

from datetime import datetime
from pathlib import Path

from generator.errors import RepositoryError
from generator.repository import refusal, tree
from generator.repository.git import Git, clean

SUBJECT = "The printed site"
MESSAGE = (
    f"{SUBJECT}\n\nGleaner replaces this branch as a whole whenever the site is printed: write nothing here by hand.\n"
)
OTHERS = frozenset({"main", "master", "state"})
"""Branches that hold something else in every digest."""


def deploy(git: Git, site: Path, branch: str, *, now: datetime) -> bool:
    """Put a printed site on a branch; return False where it is there already.

    Args:
        git: a work tree with a remote.
        site: the folder of the site.
        branch: what to replace; only one that Gleaner has made, or that is not there yet, is replaced.
        now: the instant of the commit, aware.

    Raises:
        RepositoryError: there is no site, the branch holds something else, or it cannot be pushed.
    """
    refusal.ready(git)
    if not (site / "index.html").is_file():
        raise RepositoryError(f"There is no site in {site}/ yet: `./gleaner build` prints one.")
    tip = _tip(git, branch)
    files = sorted(path for path in site.rglob("*") if path.is_file() and not path.is_symlink())
    names = tree.named(git, files, kept=True)
    held = {path.relative_to(site).as_posix(): (tree.PLAIN, name) for path, name in zip(files, names, strict=True)}
    made = tree.written(git, held)
    if tip and git.run("rev-parse", f"{tip}^{{tree}}") == made:
        return False
    commit = tree.committed(git, made, MESSAGE, now)
    lease = f"--force-with-lease=refs/heads/{branch}:{tip}"
    done = git.tried("push", "--quiet", "--no-verify", lease, git.remote, f"{commit}:refs/heads/{branch}")
    if done.returncode:
        said = clean(done.stderr.decode(errors="replace"))
        raise RepositoryError(f"The site was not pushed. {refusal.final(said) or 'Try again.'} Git said: {said}")
    return True


def _tip(git: Git, branch: str) -> str:
    """Bring the branch here and name its commit, "" where there is none; RepositoryError where it is not ours."""
    if git.tried("check-ref-format", "--branch", branch).returncode or branch.startswith("-"):
        raise RepositoryError(f"{branch!r} is no name for a branch.")
    listed = git.run("ls-remote", git.remote, f"refs/heads/{branch}")
    tip = listed.split()[0] if listed else ""
    if branch in OTHERS or branch == git.run("branch", "--show-current"):
        raise RepositoryError(f"The branch {branch} is not for the site: choose another, such as `pages`.")
    if tip and not tree.has(git, tip):
        git.run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", git.remote, f"refs/heads/{branch}")
    if tip and git.run("log", "-1", "--format=%s", tip) != SUBJECT:
        words = f"The branch {branch} holds something that Gleaner has not put there, and it is left alone."
        raise RepositoryError(f"{words} Choose another name, or delete that branch.")
    return tip
