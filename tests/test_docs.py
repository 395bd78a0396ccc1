"""The documents cannot lie: what they list is what there is, what they show runs, where they point exists."""

import re
import shlex
from pathlib import Path

import pytest

from generator import config
from generator.arguments import read
from generator.cli import COMMANDS, DONE, FAILED, NOTHING, WRONG
from generator.edit import SIGNALS
from tests.refresh_docs import documents

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = {".venv", ".pytest_cache", ".gleaner", "output", "golden", "editions", "pages"}
PAPERS = sorted(path for path in ROOT.rglob("*.md") if not ELSEWHERE & set(path.relative_to(ROOT).parts))
NAMES = [str(path.relative_to(ROOT)) for path in PAPERS]
README = (ROOT / "README.md").read_text("utf-8")


def examples(words):
    """Return every `./gleaner ...` line in the fenced blocks of a document."""
    blocks = re.findall(r"```console\n(.*?)```", words, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("./gleaner")]


@pytest.mark.parametrize(("path", "words"), documents().items(), ids=lambda value: getattr(value, "name", ""))
def test_what_is_made_from_the_program_is_up_to_date(path, words):
    assert path.read_text("utf-8") == words, "run `make docs`"


@pytest.mark.parametrize("path", PAPERS, ids=NAMES)
def test_every_link_between_documents_leads_somewhere(path):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text("utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PAPERS, ids=NAMES)
def test_every_command_shown_is_one_that_can_be_typed(path):
    for line in examples(path.read_text("utf-8")):
        arguments = shlex.split(line)[1:]
        if arguments[:1] != ["setup-development"]:
            options = read(arguments, COMMANDS)
            assert all(config.source_of(address).name == address for address in getattr(options, "addresses", []))


def test_the_two_commands_of_the_readme_come_first():
    assert examples(README)[:2] == ["./gleaner demo", "./gleaner test"]


def test_every_exit_code_is_in_the_readme():
    rows = {int(code): words for code, words in re.findall(r"^\| (\d) \| (.+?) \|$", README, re.MULTILINE)}

    assert sorted(rows) == sorted([DONE, FAILED, WRONG, NOTHING])
    assert "nothing to publish" in rows[NOTHING]


def test_every_top_folder_has_its_plate():
    for folder in ("content", "themes", "generator", "tests"):
        assert (ROOT / folder / "README.md").is_file()
    # GitHub would show a .github/README.md in place of the README of the repository.
    assert (ROOT / ".github" / "CONTRIBUTING.md").is_file()


def test_every_signal_is_in_the_reference_of_the_config():
    reference = (ROOT / "generator" / "CONFIG.md").read_text("utf-8")

    assert [name for name in SIGNALS if name not in reference] == []


def test_the_changelog_has_a_place_for_what_comes_next():
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
