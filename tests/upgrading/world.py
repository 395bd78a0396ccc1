"""A template with releases and a digest made from its first one, as GitHub makes one: a single commit, nothing shared.

The releases are small stand-ins: a generator of one file that knows `migrate` and `check`, and one file of each kind of
place. What git does with them is real.
"""

import os
import subprocess

from generator.repository.git import Git

MAIN = """
import json, os, pathlib, sys
NEWEST = {newest}
config = pathlib.Path(sys.argv[sys.argv.index("--config") + 1])
words = config.read_text()
if sys.argv[1] == "migrate":
    changed = []
    if NEWEST == 2 and "version: 2" not in words:
        config.write_text("version: 2\\n" + words.replace("colour:", "color:"))
        changed.append({{"file": str(config), "done": ["`colour` is called `color` now."]}})
    print(json.dumps({{"changed": changed}}))
elif "wrong" in words:
    sys.exit("config.yaml:1:1: this cannot be read")
elif any("TOKEN" in name for name in os.environ):
    sys.exit("a token was let in")
"""
CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.3.0] - 2027-03-01

### What to do

- Choose a day.

### Added

- Days.

## [0.2.0] - 2027-01-15

### What to do

- Nothing, unless you had written `colour`.

### Changed

- `colour` is called `color`.

## [0.1.0] - 2026-12-01

### Added

- Everything.
"""
FIRST = {
    ".ci/run": "#!/bin/sh\n",
    ".github/scripts/old.sh": "echo old\n",
    ".github/workflows/collect.yml": "name: Collect\n",
    ".github/workflows/site.yml": "name: Site\n",
    ".gitignore": ".venv/\n__pycache__/\n",
    "CHANGELOG.md": "# Changelog\n",
    "LICENSE": "Free.\n",
    "Makefile": "check:\n",
    "README.md": "# Gleaner\n",
    "config.yaml": "# yours\nsite: one\ncolour: red  # mine\n",
    "content/editions/.gitkeep": "",
    "content/glossary.yaml": "# words\n",
    "content/pages/about.md": "About.\n",
    "content/pages/gone.md": "Will go.\n",
    "content/pages/subscribe.md": "Subscribe.\n",
    "content/prompts/sceptic.yaml": "- who says so?\n",
    "generator/__init__.py": '"""Stand-in."""\n\n__version__ = "0.1.0"\n',
    "generator/__main__.py": MAIN.format(newest=1),
    "generator/old.py": "OLD = 1\n",
    "gleaner": "#!/usr/bin/env python3\n",
    "pyproject.toml": "[project]\n",
    "requirements.lock": "# nothing\n",
    "tests/test_one.py": "def test(): ...\n",
    "themes/README.md": "Themes.\n",
    "themes/gleaner/style.css": "a{}\n",
}
GONE = {"generator/old.py", "content/pages/gone.md", ".github/scripts/old.sh"}
SECOND = {
    **{path: words for path, words in FIRST.items() if path not in GONE},
    ".github/workflows/collect.yml": "name: Collect daily\n",
    ".github/workflows/upgrade.yml": "name: Upgrade\n",
    "CHANGELOG.md": CHANGELOG,
    "README.md": "# Gleaner, second\n",
    "config.yaml": "# yours\nversion: 2\nsite: one\ncolor: red\n",
    "content/glossary.yaml": "# words, explained\n",
    "content/pages/about.md": "About, second.\n",
    "content/pages/guide/first.md": "First steps.\n",
    "content/pages/subscribe.md": "Subscribe, second.\n",
    "content/prompts/sceptic.yaml": "- who says so, and how do they know?\n",
    "generator/__init__.py": '"""Stand-in."""\n\n__version__ = "0.2.0"\n',
    "generator/__main__.py": MAIN.format(newest=2),
    "generator/new/__init__.py": "NEW = 1\n",
    "themes/gleaner/style.css": "a{color:red}\n",
    "themes/second/style.css": "b{}\n",
}  # fmt: skip
THIRD = {
    **SECOND,
    "README.md": "# Gleaner, third\n",
    "generator/__init__.py": '"""Stand-in."""\n\n__version__ = "0.3.0"\n',
}
NOBODY = {
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@site.example",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@site.example",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder, *words):
    """Run git as a person does, and return what it says."""
    environment = {**os.environ, **NOBODY, "HOME": str(folder)}
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n")


def lay(folder, files):
    """Let a folder hold these files and, .git apart, no others."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if ".git" in path.relative_to(folder).parts[:1]:
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        else:
            path.unlink()
    for name, words in files.items():
        write(folder, name, words)


def write(folder, name, words):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    if name in {"gleaner", ".ci/run"}:
        path.chmod(0o755)


def commit(folder, words, *tags):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", words)
    for tag in tags:
        git(folder, "tag", "-a", tag, "-m", tag)
    return git(folder, "rev-parse", "HEAD")


def began(folder):
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def template(folder, *releases):
    """Make a template with these releases: (tag, files) each."""
    began(folder)
    for tag, files in releases:
        lay(folder, files)
        commit(folder, f"Release {tag}", *filter(None, [tag]))
    return folder


def digest(folder, files=FIRST):
    """Make a digest as "Use this template" does."""
    began(folder)
    lay(folder, files)
    commit(folder, "Initial commit")
    return folder


def at(folder):
    """The program's own hands on a digest."""
    return Git(root=folder, environment={"PATH": os.environ["PATH"], "HOME": str(folder)})


def files(folder, commit="HEAD"):
    """Every file of a commit: path -> bytes."""
    names = git(folder, "ls-tree", "-r", "--name-only", "-z", commit).split("\0")
    return {
        name: subprocess.run(
            ["git", "-C", str(folder), "cat-file", "blob", f"{commit}:{name}"], capture_output=True, check=True
        ).stdout
        for name in names
        if name
    }


def shown(folder):
    """Every file of the folder that git does not leave out: path -> bytes."""
    names = git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return {name: (folder / name).read_bytes() for name in names if name and (folder / name).exists()}
