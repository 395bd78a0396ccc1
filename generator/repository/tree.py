"""Files in, objects of git out, and the other way round; the work tree and its index are left as they are."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from generator.errors import RepositoryError
from generator.repository.git import Git

PLAIN = "100644"
"""Mode of a file that is not to be run (gitformat-index)."""

Entries = Mapping[str, tuple[str, str]]
"""Path -> mode and name of the object."""
EMPTY: Entries = MappingProxyType({})


def entries(git: Git, commit: str) -> Entries:
    """Return every file of a commit."""
    found = {}
    for row in git.run("ls-tree", "-r", "-z", "--full-tree", commit).split("\0"):
        if row:
            head, _, path = row.partition("\t")
            mode, _, name = head.split(" ")
            found[path] = (mode, name)
    return found


def contents(git: Git, names: Iterable[str]) -> Mapping[str, bytes]:
    """Return what these objects hold; one that is missing is left out (git-cat-file, "batch output")."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    said = _output(git, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode())
    found, at = {}, 0
    for name in wanted:
        end = said.index(b"\n", at)
        row, at = said[at:end].split(b" "), end + 1
        if row[-1] != b"missing":
            size = int(row[2])
            found[name], at = said[at : at + size], at + size + 1
    return found


def named(git: Git, files: Sequence[Path], *, kept: bool) -> tuple[str, ...]:
    """Return the names of the objects that hold what these files hold, byte for byte; `kept`: write them."""
    if not files:
        return ()
    paths = "".join(f"{path.absolute()}\n" for path in files)
    options = ("-w",) if kept else ()
    return tuple(git.run("hash-object", *options, "--no-filters", "--stdin-paths", given=paths.encode()).split("\n"))


def written(git: Git, of: Entries) -> str:
    """Return the name of a tree of these files; an index of its own is made for it and thrown away."""
    rows = "".join(f"{mode} {name}\t{path}\0" for path, (mode, name) in of.items())
    with tempfile.TemporaryDirectory(prefix="gleaner-") as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        git.run("update-index", "-z", "--index-info", given=rows.encode("utf-8", "surrogateescape"), also=index)
        return git.run("write-tree", also=index)


def committed(git: Git, tree: str, message: str, now: datetime) -> str:
    """Return the name of a commit without a parent."""
    instant = f"{int(now.timestamp())} +0000"
    also = {**git.identity(), "GIT_AUTHOR_DATE": instant, "GIT_COMMITTER_DATE": instant}
    return git.run("commit-tree", "--no-gpg-sign", tree, given=message.encode(), also=also)


def has(git: Git, name: str) -> bool:
    """Tell whether a commit is here, with its files."""
    return git.tried("cat-file", "-e", f"{name}^{{tree}}").returncode == 0


def _output(git: Git, *words: str, given: bytes) -> bytes:
    done = git.tried(*words, given=given)
    if done.returncode:
        raise RepositoryError(f"git {words[0]} did not work: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
