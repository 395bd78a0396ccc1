"""The documents cannot lie: what they list is what there is, what they show runs, where they point exists."""

import ast
import re
import shlex
from pathlib import Path

import pytest

from generator import config
from generator.arguments import OPTIONS, read
from generator.cli import COMMANDS, DONE, FAILED, NOTHING, WRONG
from generator.edit import SIGNALS
from generator.opening import opened
from tests.refresh_docs import documents

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = {".venv", ".pytest_cache", ".gleaner", "output", "golden", "editions", "pages"}
GUIDE = ROOT / "content" / "pages" / "guide"
PAPERS = sorted(path for path in ROOT.rglob("*.md") if not ELSEWHERE & set(path.relative_to(ROOT).parts))
PAPERS += sorted(GUIDE.glob("*.md"))
NAMES = [str(path.relative_to(ROOT)) for path in PAPERS]
README = (ROOT / "README.md").read_text("utf-8")


RECIPES = re.findall(r"```yaml\n(site:.*?)```", (GUIDE / "recipes.md").read_text("utf-8"), re.DOTALL)


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


@pytest.mark.parametrize("block", RECIPES, ids=lambda block: block.split("title: ")[1].splitlines()[0])
def test_every_recipe_is_a_whole_config(tmp_path, block):
    (tmp_path / "config.yaml").write_text(block, "utf-8")
    feed = '<outline type="rss" text="Ada" xmlUrl="https://ada.example/feed"/>'
    (tmp_path / "speakers.opml").write_text(f'<opml version="2.0"><body>{feed}</body></opml>', "utf-8")

    assert len(opened(tmp_path / "config.yaml").sources) >= 3


def test_the_first_page_of_the_guide_leads_to_all_others():
    first = set(re.findall(r"\]\(([a-z-]+\.md)\)", (GUIDE / "index.md").read_text("utf-8")))

    assert first == {path.name for path in GUIDE.glob("*.md")} - {"index.md"}


def said():
    """Return every text in the program, with … for what is put in when it is said."""
    for path in (ROOT / "gleaner", *sorted((ROOT / "generator").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.sub(r"{[^{}]*}", "…", node.value)


def test_every_message_on_the_page_of_troubles_is_one_that_the_program_says():
    page = (GUIDE / "trouble.md").read_text("utf-8")
    messages = re.findall(r"^(?:###|>) (.+)$", page, re.MULTILINE)
    program = "\n".join(said())

    assert len(messages) > 80
    assert [message for message in messages if message not in program] == []
    assert len(set(messages)) == len(messages)


@pytest.mark.parametrize("path", sorted(GUIDE.glob("*.md")), ids=lambda path: path.stem)
def test_every_picture_of_the_guide_is_described_and_small(path):
    for words, place in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path.read_text("utf-8")):
        assert len(words) > 20
        assert (path.parent / place).stat().st_size < 120_000


def test_every_command_and_every_option_is_in_the_guide():
    page = (GUIDE / "commands.md").read_text("utf-8")

    assert [name for name in COMMANDS if f"### {name}\n" not in page] == []
    flags = {flag for flags, _ in OPTIONS.values() for flag in flags if flag.startswith("--")}
    assert [flag for flag in sorted(flags) if f"`{flag}" not in page] == []


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
    reference = (ROOT / "content" / "pages" / "guide" / "configuration.md").read_text("utf-8")

    assert [name for name in SIGNALS if name not in reference] == []


def test_the_changelog_has_a_place_for_what_comes_next():
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
