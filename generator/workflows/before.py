"""A change in, the digest as it was before it out: which commit that is, what is touched since, and the files of then.

A pull request is looked at as GitHub merges it: HEAD is a merge commit whose first parent is the branch it goes to. Of
an event only two commits and a number are used, and each has to look like one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.errors import RepositoryError
from generator.repository.git import Git
from generator.workflows.digests import Digest
from generator.workflows.job import Job

COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""How git writes one down, with SHA-1 or with SHA-256."""
INPUTS = ("content/editions", "content/prompts")
"""What an edition is made of, beside config.yaml and what was collected."""
KNOWN = (*INPUTS, "content/answers")
"""And what tells by which names people who are withdrawn are known."""
SHALLOW = (
    "Git does not know what this change began with. In a workflow, `fetch-depth: 2` below `actions/checkout` gives it "
    "that; on your own machine, `git fetch` does."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A pull request."""

    number: int
    base: str
    """The commit it goes onto, as it was when the event was told."""
    head: str
    ours: bool
    """Whether it comes from a branch of this repository; from a fork, nothing may be written."""


def request(job: Job) -> Request | None:
    """Return what is asked for; None where this is no pull request, as on a machine of one's own.

    Raises:
        RepositoryError: the event is not what GitHub sends.
    """
    if job.runner.event != "pull_request":
        return None
    told = _part(job.runner.told(), "pull_request")
    number, base, head = told.get("number"), _part(told, "base"), _part(told, "head")
    homes = tuple(_part(each, "repo").get("full_name") for each in (base, head))
    commits = tuple(str(each.get("sha")) for each in (base, head))
    if not isinstance(number, int) or not all(map(COMMIT.fullmatch, commits)):
        raise RepositoryError("What began this run does not look like a pull request.")
    return Request(number=number, base=commits[0], head=commits[1], ours=bool(homes[0]) and homes[0] == homes[1])


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of the event; the repository of a fork that was deleted since is null."""
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}


def commit(git: Git, asked: Request | None) -> str:
    """Return the commit that the change began with; RepositoryError where git does not have it."""
    if asked:
        parents = git.run("rev-list", "--parents", "-n", "1", "HEAD").split()[1:]
        if asked.head in parents[1:]:
            return parents[0]
    other = asked.base if asked else f"{git.remote}/HEAD"
    found = git.tried("merge-base", "HEAD", other)
    if found.returncode:
        raise RepositoryError(SHALLOW)
    return found.stdout.decode().strip()


def touches(git: Git, digest: Digest, commit: str) -> bool:
    """Tell whether anything that the editions of a digest are made of is different now."""
    here, paths = _at(git, digest), (digest.file.name, *INPUTS)
    return bool(here.run("diff", "--name-only", "--no-renames", "--relative", commit, "--", *paths))


def laid(git: Git, digest: Digest, commit: str, folder: Path) -> Path:
    """Write down what of a digest was there at a commit; return its folder.

    Args:
        git: the repository; neither its work tree nor its index is touched.
        digest: the digest as it is now.
        commit: a commit of this repository.
        folder: an empty one.

    Raises:
        RepositoryError: git could not.
    """
    here, index = _at(git, digest), {"GIT_INDEX_FILE": str(folder / "index")}
    prefix = here.run("rev-parse", "--show-prefix")
    here.run("read-tree", commit, also=index)
    names = here.tried("ls-files", "-z", "--", digest.file.name, *KNOWN, also=index).stdout
    here.run("checkout-index", "--quiet", "-z", "--stdin", f"--prefix={folder}/", given=names, also=index)
    return folder / prefix


def _at(git: Git, digest: Digest) -> Git:
    return replace(git, root=digest.place.root)
