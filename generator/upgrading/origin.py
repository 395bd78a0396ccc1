"""A repository in, the template that it was made from out, as GitHub knows it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from generator import text
from generator.repository.git import Git
from generator.repository.github import GitHub
from generator.repository.runner import Runner

ADDRESS = re.compile(r"(?:https://(?:[^@/\s]+@)?|ssh://git@|git@)github\.com[:/](?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?")
"""How a repository on GitHub is written as a remote; what stands before an @ may be a token, and is left there."""


def runner(git: Git, known: Runner) -> Runner:
    """Return where this is: as the workflow says, else as the remote's address says; nowhere for other addresses."""
    if known.repository:
        return known
    found = ADDRESS.fullmatch(git.tried("remote", "get-url", git.remote).stdout.decode(errors="replace").strip())
    return replace(known, repository=found["name"]) if found else known


def template(github: GitHub) -> str:
    """Return the address of the template; "" where it was made from none, or nobody may know.

    Raises:
        RepositoryError: GitHub cannot be asked.
    """
    return address(github.facts(""))


def address(about: Mapping[str, object]) -> str:
    """Return it from what GitHub says of a repository (docs.github.com, "Get a repository", `template_repository`)."""
    made_from = about.get("template_repository")
    found = made_from.get("html_url") if isinstance(made_from, Mapping) else None
    return (isinstance(found, str) and text.address(found)) or ""
