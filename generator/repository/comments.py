"""What is to be said to an issue or a pull request in, one comment that is kept up to date out.

It is found again by a mark that no reader sees, and only among what is ours: anybody can write the mark.
"""

from collections.abc import Mapping
from typing import Any

from generator.collect import given
from generator.repository.github import GitHub, is_ours

PAGES = 10
"""Pages of a hundred comments that are looked through for ours; it is among the first on most issues."""
SIZE = 100


def keep(github: GitHub, number: int, mark: str, body: str, *, begin: bool = True) -> None:
    """Write a comment, or bring the one that is there up to date.

    Args:
        github: The repository.
        number: The issue or pull request.
        mark: Tells this comment from others of ours: a word.
        body: Markdown.
        begin: Whether it is worth a comment where there is none yet.

    Raises:
        RepositoryError: GitHub refused.
    """
    signed = f"{body.rstrip()}\n\n<!-- gleaner: {mark} -->"
    found = _ours(github, number, f"<!-- gleaner: {mark} -->")
    if found is None and begin:
        github.send("POST", f"issues/{number}/comments", {"body": signed})
    elif found and found.get("body") != signed:
        github.send("PATCH", f"issues/comments/{int(found['id'])}", {"body": signed})


def _ours(github: GitHub, number: int, mark: str) -> Mapping[str, Any] | None:
    for page in range(1, PAGES + 1):
        rows = github.rows(f"issues/{number}/comments?per_page={SIZE}&page={page}")
        for row in rows:
            if is_ours(row) and mark in given.string(row.get("body")) and isinstance(row.get("id"), int):
                return row
        if len(rows) < SIZE:
            return None
    return None
