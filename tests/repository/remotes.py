"""A bare repository on disk as a remote, and clones of it; the git of whoever runs the tests is left out of it."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from generator.repository.git import Git

NOW = datetime(2026, 11, 21, 4, 23, tzinfo=UTC)
CLEAN = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT")},
    "HOME": "/nonexistent",
    "XDG_CONFIG_HOME": "/nonexistent",
}


def git(folder, *arguments, given=None):
    identity = ("-c", "user.name=Owner", "-c", "user.email=owner@site.example", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True, env=CLEAN, input=given
    ).stdout.strip()


def made(folder):
    """Make a bare repository with one commit on main."""
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    owner = clone(folder, "first")
    (owner / "config.yaml").write_text("site: {title: One}\nsources: [https://chalk.example/feed]\n")
    (owner / ".gitignore").write_text(".gleaner/\n")
    commit(owner)
    return folder / "remote.git"


def clone(folder, name, *options):
    git(folder, "clone", "--quiet", *options, f"file://{folder}/remote.git", name)
    git(folder / name, "checkout", "--quiet", "-B", "main")
    return folder / name


def commit(folder, words="Change", *, branch="main"):
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", words)
    git(folder, "push", "--quiet", "origin", f"HEAD:{branch}")


def of(folder):
    return Git(root=Path(folder), environment=CLEAN)


def files(remote, branch):
    return git(remote, "ls-tree", "-r", "--name-only", branch).split("\n")


def size(remote):
    """Return the bytes of all objects of a bare repository."""
    return sum(path.stat().st_size for path in (Path(remote) / "objects").rglob("*") if path.is_file())
