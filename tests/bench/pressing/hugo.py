"""The editions of an archive and Hugo's program in; the same site as Hugo prints it, and what that took, out.

Hugo reads the very files that Gleaner reads. The pages that are about more than one week (a topic, the voices of a
letter, a month, a year) are stubs that say which; their templates in `hugo/layouts/` gather the rest.
"""

import os
import shutil
import string
import subprocess
from pathlib import Path

from tests.bench.pressing import archive
from tests.bench.pressing.taking import Took, watched

HERE = Path(__file__).with_name("hugo")
SECTIONS = ("editions", "archive", "sources", "words", "network", "topics", "voices", "reviews")


def prepared(root: Path, editions: Path) -> Path:
    """Lay out a site of Hugo's; its editions are the files themselves, by links."""
    shutil.copytree(HERE, root)
    content = root / "content"
    for name in SECTIONS:
        _stub(content / name / "_index.md", title=name.capitalize())
    for topic in archive.INTERESTS:
        _stub(content / "topics" / f"{topic.replace(' ', '-')}.md", title=topic)
    for letter in string.ascii_lowercase:
        _stub(content / "voices" / f"{letter}.md", title=letter.upper(), letter=letter)
    for path in sorted(editions.glob("*.md")):
        add(root, path)
    return root


def add(root: Path, path: Path) -> None:
    """Give Hugo one more edition, with the month and the year it lies in."""
    there = root / "content" / "editions" / path.name
    if not there.exists():
        os.link(path, there)
    published = next(line for line in path.read_text("utf-8").split("\n") if line.startswith("published: "))
    for begins in (published[11:15], published[11:18]):
        _stub(root / "content" / "reviews" / f"{begins}.md", title=begins, begins=begins)


def build(program: Path, root: Path, output: Path) -> Took:
    """Print the site; the folder is emptied before, as Gleaner's is."""
    shutil.rmtree(output, ignore_errors=True)
    return watched([str(program), "--source", str(root), "--destination", str(output), "--quiet", "--noBuildLock"])


def version(program: Path) -> str:
    """Return what Hugo calls itself."""
    told = subprocess.run([program, "version"], check=True, capture_output=True, text=True).stdout
    return told.split("hugo v")[-1].split("-")[0]


def _stub(path: Path, **front: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: '{value}'\n" for key, value in front.items())
    path.write_text(f"---\n{lines}---\n", "utf-8")
