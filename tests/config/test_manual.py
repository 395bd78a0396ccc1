"""The documentation of sources and secrets says what is true: its examples are read, its tables are whole."""

import re
from pathlib import Path

import pytest

from generator.collect.secrets import SECRETS
from generator.config import kinds, manual
from generator.config.elsewhere import CLOSED
from tests.config.driver import SITE, read

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "content" / "pages" / "guide"
PAPERS = [ROOT / "README.md", *sorted((ROOT / "generator").glob("*.md")), GUIDE / "kinds-of-sources.md"]
BLOCKS = [
    (path.name, block)
    for path in PAPERS
    for block in re.findall(r"```yaml\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
]


@pytest.mark.parametrize(("_paper", "block"), BLOCKS)
def test_every_example_of_sources_in_the_documentation_can_be_copied_as_it_stands(write, _paper, block):
    indented = "".join(f"  {line}\n" for line in block.splitlines())

    assert len(read(write(f"{SITE}sources:\n{indented}")).sources) >= block.count("\n- ") + block.startswith("- ")


def test_there_is_an_example_of_every_kind():
    shown = "".join(block for paper, block in BLOCKS if paper == "kinds-of-sources.md")

    assert [key for key in (*kinds.ROWS, "hashtag") if f"{key}: " not in shown] == []
    assert len(BLOCKS) >= len(kinds.ROWS) + 2


def test_every_line_that_goes_with_any_source_is_shown():
    keys = "name tie topics languages max_items full_text pause_until until note checked".split()

    shown = (GUIDE / "kinds-of-sources.md").read_text("utf-8")
    assert [key for key in keys if f"{key}: " not in shown] == []


def test_the_tables_have_a_row_for_everything():
    assert len(manual.closed().splitlines()) == len(CLOSED) + 2
    assert len(manual.secrets().splitlines()) == len(SECRETS) + 2
    assert all(line.count("|") == 4 for line in manual.secrets().splitlines())
    assert all(each.name in manual.secrets() for each in SECRETS)
