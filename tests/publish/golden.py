"""The golden site: three invented editions that show every partial and every state once."""

import tempfile
from datetime import date
from pathlib import Path

from tests.publish import make

FOLDER = make.ROOT / "tests" / "golden"
SITE = FOLDER / "site"
ADDRESS = "https://staffroom.example/digest"
CONFIG = make.config(
    description="What teachers who follow one another found worth half an hour.",
    repository="https://github.com/example/staffroom",
    interests=("formative assessment", "open textbooks", "statistics in school"),
    alerts=(
        make.alert("Jobs", query='(job OR internship OR وظيفة) #edtech -"unpaid"', until=date(2026, 11, 13)),
        make.alert("Noticeboards", query="noticeboard* OR @corridor.example"),
    ),
)


BINARY = frozenset({".epub", ".png"})
"""Kept by nobody here: what they hold has tests of its own, and their bytes change with every release of a library."""


def readable(site: Path) -> dict[str, bytes]:
    """Return what of a site a person can review line by line."""
    return {name: content for name, content in make.tree(site).items() if is_readable(name)}


def is_readable(name: str) -> bool:
    """Tell whether a file is kept here."""
    return Path(name).suffix not in BINARY and not name.startswith("pagefind/")


def printed(root: Path | None = None, *, site_url: str | None = ADDRESS) -> Path:
    """Print the golden site and return its folder."""
    root = root or Path(tempfile.mkdtemp())
    folder = root / "content"
    return make.printed(root, folder if folder.is_dir() else FOLDER / "content", config=CONFIG, site_url=site_url)
