"""A file that is to be changed in, a branch with that change and a pull request, or the link that opens one, out.

Whether a workflow may open pull requests is a switch in the settings of a repository, off where nobody has touched it,
and no `permissions:` of a workflow stands above it; then GitHub refuses with 403. The branch is pushed all the same,
and the link opens the page with everything filled in
(https://docs.github.com/en/pull-requests, "Using query parameters to create a pull request").
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import given
from generator.errors import RepositoryError
from generator.repository.git import Git
from generator.repository.github import GitHub

FILE_MODE = "100644"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed."""

    branch: str
    base: str
    """The branch it is for."""
    message: str
    """Of the commit, in one line of our own; by it a branch is known to be ours."""
    title: str
    body: str
    """Markdown."""
    files: Mapping[str, bytes]
    """Path from the top of the repository -> what it is to hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Where it can be seen."""

    address: str
    opened: bool
    """Whether there is a pull request; else the address is that of the page on which a person opens one."""


class TheirHandError(RepositoryError):
    """Somebody has changed the branch since; what they did is not thrown away."""


def push(git: Git, proposal: Proposal) -> bool:
    """Push one commit with the files, on top of the one that is checked out; return whether anything was to be pushed.

    Raises:
        TheirHandError: the branch is there, and its last commit is not of our making.
        RepositoryError: git could not do it.
    """
    top = replace(git, root=Path(git.run("rev-parse", "--show-toplevel")))
    tree = _tree(top, proposal.files)
    where = f"refs/heads/{proposal.branch}"
    there = top.run("ls-remote", top.remote, where).partition("\t")[0]
    if there:
        top.run("fetch", "--quiet", top.remote, where)
        subject, before = top.run("show", "--no-patch", "--format=%s%n%T", there).splitlines()
        if subject != proposal.message:
            raise TheirHandError(f"Somebody has changed the branch {proposal.branch} by hand, so it was left as it is.")
        if before == tree:
            return False
    commit = top.run("commit-tree", tree, "-p", "HEAD", "-m", proposal.message, also=top.identity())
    top.run("push", "--quiet", f"--force-with-lease={where}:{there}", top.remote, f"{commit}:{where}")
    return True


def _tree(git: Git, files: Mapping[str, bytes]) -> str:
    """Write the tree of the commit that is checked out, with these files; the work tree stays as it is."""
    with tempfile.TemporaryDirectory(prefix="gleaner-index-") as folder:
        also = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run("read-tree", "HEAD", also=also)
        for path, data in files.items():
            blob = git.run("hash-object", "-w", "--stdin", given=data)
            git.run("update-index", "--add", "--cacheinfo", f"{FILE_MODE},{blob},{path}", also=also)
        return git.run("write-tree", also=also)


def offer(github: GitHub, proposal: Proposal) -> Offered:
    """Open a pull request for a branch that was pushed, or bring the one that is open up to date.

    Raises:
        RepositoryError: GitHub refused for another reason than that a workflow may not open one.
    """
    owner = github.runner.repository.partition("/")[0]
    said = {"title": proposal.title, "body": proposal.body}
    try:
        head = quote(f"{owner}:{proposal.branch}", safe=":")
        found = [row for row in github.rows(f"pulls?state=open&head={head}") if isinstance(row.get("number"), int)]
        if found:
            return _renewed(github, found[0], said)
        made = given.mapping(github.send("POST", "pulls", {**said, "head": proposal.branch, "base": proposal.base}))
    except RepositoryError as error:
        if error.status != HTTPStatus.FORBIDDEN:
            raise
        return Offered(address=link(github, proposal), opened=False)
    return Offered(address=_address(github, made), opened=True)


def _renewed(github: GitHub, found: Mapping[str, Any], said: Mapping[str, str]) -> Offered:
    if any(found.get(name) != value for name, value in said.items()):
        github.send("PATCH", f"pulls/{int(found['number'])}", said)
    return Offered(address=_address(github, found), opened=True)


def _address(github: GitHub, said: Mapping[str, Any]) -> str:
    """Return where it can be seen; where GitHub does not say that in a way that can be printed, all of them."""
    return text.address(given.string(said.get("html_url"))) or f"{github.runner.address}/pulls"


def link(github: GitHub, proposal: Proposal) -> str:
    """Return the address of the page on which a person opens the pull request."""
    filled = urlencode({"expand": "1", "title": proposal.title, "body": proposal.body}, quote_via=quote)
    return f"{github.runner.address}/compare/{quote(proposal.base)}...{quote(proposal.branch)}?{filled}"
