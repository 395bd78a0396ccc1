"""The workflows: those of the repository, and those that come with this version of Gleaner."""

from collections.abc import Mapping
from pathlib import Path

from generator.doctor.facts import SHIPPED, Workflows

FOLDER = Path(".github", "workflows")


def gather(root: Path, code: Path) -> Workflows:
    """Read both."""
    return Workflows(ours=_texts(root / FOLDER), shipped=_texts(code / SHIPPED))


def _texts(folder: Path) -> Mapping[str, str]:
    found = (*folder.glob("*.yml"), *folder.glob("*.yaml"))
    return {path.name: path.read_text("utf-8", errors="replace") for path in sorted(found) if path.is_file()}
