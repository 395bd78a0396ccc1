"""The path of a file in, whose it is out: ours, its owner's, or in between.

One table says what an upgrade may do. Ours is replaced whole, so that no release has to live with a mixture of two;
the owner's is never touched; what lies in between is replaced only while it is as it was shipped.
"""

from collections.abc import Collection
from enum import StrEnum

from generator.upgrading.releases import RECORD


class Whose(StrEnum):
    """Who decides about a file."""

    OURS = "ours"
    OWNERS = "the owner's"
    BETWEEN = "in between"


OURS = ("generator/", "tests/", ".ci/", "gleaner", "pyproject.toml", "requirements.lock", "Makefile", "CHANGELOG.md",
        "LICENSE", "themes/README.md")  # fmt: skip
"""Folders (with a slash) and files that each release brings along whole."""
OWNERS = (
    "config.yaml",
    "content/editions/",
    "content/answers/",
    "content/digests/",
    "content/glossary.yaml",
    "themes/mine/",
    RECORD,
)
"""What no release ever touches, even where it ships such a file; the record is written by the upgrade itself."""
THEMES = "themes/"
WORKFLOWS = ".github/workflows/"
"""What the token of a workflow may not push (docs.github.com: GITHUB_TOKEN has no `workflows` permission)."""


def whose(path: str, *, shipped: bool, themes: Collection[str]) -> Whose:
    """Say whose a file is.

    Args:
        path: from the root, with slashes.
        shipped: whether a release has, or ever had, a file of this path.
        themes: names of the themes that releases ship; every other theme is its owner's.
    """
    if _within(path, OWNERS):
        return Whose.OWNERS
    if _within(path, OURS) or _within(path, tuple(f"{THEMES}{name}/" for name in themes)):
        return Whose.OURS
    return Whose.BETWEEN if shipped and not path.startswith(THEMES) else Whose.OWNERS


def stock(paths: Collection[str]) -> frozenset[str]:
    """Return the names of the themes among the paths of a release."""
    inside = (path.removeprefix(THEMES).split("/") for path in paths if path.startswith(THEMES))
    return frozenset(parts[0] for parts in inside if len(parts) > 1)


def _within(path: str, places: tuple[str, ...]) -> bool:
    return any(path.startswith(place) if place.endswith("/") else path == place for place in places)
