"""What `.ci/release` makes of a tag: the files of a release and its notes, or a refusal that says what disagrees."""

import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.repository.remotes import CLEAN, git

ROOT = Path(__file__).resolve().parent.parent
TOLD = ("generator/__init__.py", "pyproject.toml", "CHANGELOG.md", "generator/sbom.cdx.json")
"""What has to name the version that is released."""
CHANGES = """\
# Changes

## [Unreleased]

- Later.

## [0.2.0] - 2026-11-20

- New.

## [0.1.0] - 2026-10-01

- Old.
"""
BILL = '{"version": 1, "metadata": {"component": {"version": "0.2.0"}}}\n'
FILES = dict(zip(TOLD, ('__version__ = "0.2.0"\n', '[project]\nversion = "0.2.0"\n', CHANGES, BILL), strict=True))
TALKER = '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n'
"""Stands for the command line of GitHub: it says what it was told."""

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="the workflow has bash; this machine does not")


@pytest.fixture
def template(tmp_path):
    """Make a repository of the few files that a release is about."""
    folder = tmp_path / "template"
    write(folder, FILES)
    (folder / ".ci").mkdir()
    shutil.copy2(ROOT / ".ci" / "release", folder / ".ci")
    (folder / "untracked").write_text("of this machine")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".ci", *FILES)
    git(folder, "commit", "--quiet", "-m", "All")
    return folder


def write(folder, files):
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, "utf-8")


def release(folder, what, tag="v0.2.0", path=CLEAN["PATH"]):
    around = {**CLEAN, "GITHUB_REF_NAME": tag, "RUNNER_TEMP": str(folder.parent), "PATH": path}
    return subprocess.run([folder / ".ci" / "release", what], env=around, capture_output=True, text=True, check=False)


def test_a_release_is_what_is_committed_with_its_bill_of_materials_and_what_changed_in_it(template):
    done = release(template, "pack")

    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in (template / "dist").iterdir()) == [
        "gleaner-0.2.0.cdx.json",
        "gleaner-0.2.0.tar.gz",
    ]
    with tarfile.open(template / "dist" / "gleaner-0.2.0.tar.gz") as packed:
        files = {member.name for member in packed.getmembers() if member.isfile()}
    assert files == {f"gleaner-0.2.0/{name}" for name in (*FILES, ".ci/release")}
    assert (template / "dist" / "gleaner-0.2.0.cdx.json").read_text() == FILES["generator/sbom.cdx.json"]
    assert (template.parent / "gleaner-0.2.0.md").read_text().strip() == "- New."


@pytest.mark.parametrize("name", TOLD)
def test_a_tag_that_one_file_does_not_name_releases_nothing_and_says_which(template, name):
    write(template, {name: FILES[name].replace("0.2.0", "0.2.1")})

    done = release(template, "pack")

    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file={name}::v0.2.0 is released, but this file has no line with ")
    assert not (template / "dist").exists()


def test_without_a_tag_or_a_word_nothing_is_done(template):
    assert release(template, "pack", tag="").returncode
    assert "pack or publish" in release(template, "").stderr
    assert not (template / "dist").exists()


def test_what_was_packed_is_put_up_under_its_tag_with_what_changed(template, tmp_path):
    write(tmp_path, {"bin/gh": TALKER})
    (tmp_path / "bin" / "gh").chmod(0o755)
    release(template, "pack")

    done = release(template, "publish", path=f"{tmp_path / 'bin'}:{CLEAN['PATH']}")

    packed = ["dist/gleaner-0.2.0.cdx.json", "dist/gleaner-0.2.0.tar.gz"]
    put_up = ["--verify-tag", "--title", "Gleaner 0.2.0", "--notes-file", str(tmp_path / "gleaner-0.2.0.md")]
    assert done.stdout.splitlines() == ["release", "create", "v0.2.0", *packed, *put_up]
    assert done.returncode == 0


def test_what_is_here_could_be_released_as_soon_as_its_changes_have_a_day(template):
    here = {name: (ROOT / name).read_text("utf-8") for name in TOLD}
    version = re.search(r'__version__ = "(.+)"', here[TOLD[0]])[1]
    dated = here["CHANGELOG.md"].replace("## [Unreleased]\n", f"## [Unreleased]\n\n## [{version}] - 2026-12-01\n", 1)
    write(template, here | {"CHANGELOG.md": dated})

    done = release(template, "pack", tag=f"v{version}")

    assert done.returncode == 0, done.stdout
    assert len((template.parent / f"gleaner-{version}.md").read_text("utf-8").split()) > 100
