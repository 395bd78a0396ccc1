"""Where a workflow runs, and how it reports out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.repository import runner
from generator.repository.runner import Runner
from generator.workflows import summary


@pytest.mark.parametrize("letter", ["a", "\u4e00", "\U0001f33e"], ids=["one byte", "three bytes", "four bytes"])
def test_the_page_of_a_run_never_grows_beyond_what_github_shows(tmp_path, letter):
    there = Runner(summary=tmp_path / "summary.md")
    for number in range(4):
        there.summarise("\n".join(f"{number} {letter * 99}" for _ in range(4_000)))

    written = there.summary.read_bytes()
    assert 0.99 * runner.PAGE < len(written) <= runner.PAGE
    assert set(map(len, written.decode().splitlines())) <= {0, 101}, "whole lines"


@given(st.lists(st.text("ab\u4e00", max_size=40)).map("\n".join), st.integers(10, 200))
def test_what_is_cut_fits_and_is_the_beginning(words, most):
    cut = summary.clipped(words, most, "more")

    assert len(cut) <= most
    assert cut == words or words.startswith(cut.removesuffix("\n\nmore"))
