"""A repository in, the files of its commits and all that its history ever held out; changed files in, a commit out.

Everything is made beside the work tree: in git's store of objects, with an index of its own. Until a branch moves,
nobody sees anything of it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from generator.errors import RepositoryError
from generator.repository.git import Git
from generator.upgrading.plan import Entry, Tree
from generator.upgrading.releases import Here, Release

NEW, BASE, WAITING = "refs/gleaner/new", "refs/gleaner/base", "refs/gleaner/waiting"
"""Where the two releases, and an upgrade that waits, are while one is worked out; neither branches nor tags."""
GONE = "0" * 40


def top(git: Git) -> Git:
    """Return the same repository from its uppermost folder: a digest may be one of several in it."""
    return replace(git, root=Path(git.run("rev-parse", "--show-toplevel")))


def fetch(git: Git, release: Release, here: Here) -> str:
    """Bring a release into the store, and the one that the digest has; return the name of that, "" without it.

    Raises:
        RepositoryError: it cannot be had, is no commit, or not the one that was listed.
    """
    quiet = ("fetch", "--quiet", "--force", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--")
    git.run(*quiet, release.whence, f"refs/tags/{release.version}:{NEW}")
    found = _commit(git, NEW)
    if not found:
        words = f"The tag {release.version} of the template names no commit, so there is no release of that name"
        raise RepositoryError(f"{words}. Whoever publishes it should hear; nothing was changed.")
    if found != release.commit:
        raise RepositoryError(f"{release.version} is not what was announced: {found} instead of {release.commit}.")
    for name in filter(None, (here.commit, str(here.version))):
        if name == here.commit and git.tried("merge-base", "--is-ancestor", name, NEW).returncode == 0:
            return name
        if not git.tried(*quiet, release.whence, f"refs/tags/{name}:{BASE}").returncode and _commit(git, BASE):
            return BASE
    return ""


def _commit(git: Git, name: str) -> str:
    """Return the commit that a name leads to, "" for none: a tag may be one of a tree or of a file as well."""
    return git.tried("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}").stdout.decode().strip()


def forget(git: Git) -> None:
    """Take the names of the two releases away again; git clears up what nothing names."""
    for name in (NEW, BASE):
        git.tried("update-ref", "-d", name)


def tree(git: Git, commit: str) -> Tree:
    """Return all files of a commit; links to other repositories are none."""
    found: dict[str, Entry] = {}
    for line in filter(None, git.run("ls-tree", "-r", "-z", "--full-tree", commit).split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, blob = about.split()
        if kind == "blob":
            found[path] = Entry(mode, blob)
    return found


def ever(git: Git, commit: str) -> frozenset[tuple[str, str]]:
    """Return path and hash of every file that a history ever held."""
    told = git.run("log", "--format=", "--raw", "--no-abbrev", "--no-renames", "--root", "-m", "-z", commit, "--")
    parts = [part.lstrip("\n") for part in told.split("\0")]
    found: set[tuple[str, str]] = set()
    for about, path in pairwise(parts):
        if about.startswith(":") and not path.startswith(":"):
            found.add((path, about.split()[3]))
    return frozenset(found)


def had(git: Git) -> frozenset[str]:
    """Return every path that the history of the digest ever held."""
    return frozenset(path for path, _ in ever(git, "HEAD"))


def edited(git: Git, whole: Tree, put: Mapping[str, Entry | None]) -> tuple[str, ...]:
    """Return what of that has changes that are not committed, or is there and unknown to git."""
    told = git.run("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    dirty = {line[3:] for line in told.split("\0") if line}
    there = {path for path in put if path not in whole and os.path.lexists(git.root / path)}
    return tuple(sorted((dirty | there) & set(put)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index of our own: what a commit will hold."""

    git: Git
    file: Path

    @property
    def _apart(self) -> Mapping[str, str]:
        return {"GIT_INDEX_FILE": os.fspath(self.file)}

    def begin(self, commit: str) -> None:
        """Take over the files of a commit."""
        self.git.run("read-tree", commit, also=self._apart)

    def put(self, files: Mapping[str, Entry | None]) -> None:
        """Put files in, and take files out."""
        lines = (
            f"{entry.mode} {entry.blob}\t{path}" if entry else f"0 {GONE}\t{path}" for path, entry in files.items()
        )
        given = "".join(f"{line}\0" for line in sorted(lines, key=lambda line: not line.startswith("0 ")))
        self.git.run("update-index", "-z", "--index-info", given=os.fsencode(given), also=self._apart)

    def copy(self, folder: Path) -> None:
        """Write all files into a folder."""
        self.git.run("checkout-index", "--all", "--quiet", f"--prefix={folder}{os.sep}", also=self._apart)

    def commit(self, words: str, parent: str) -> str:
        """Make a commit of them, on no branch, and return its name."""
        made = self.git.run("write-tree", also=self._apart)
        return self.git.run("commit-tree", made, "-p", parent, given=words.encode(), also=self.git.identity())


def keep(git: Git, data: bytes, path: str) -> str:
    """Put bytes into the store as they would be added at a path, and return their hash."""
    return git.run("hash-object", "-w", "--stdin", f"--path={path}", given=data)
