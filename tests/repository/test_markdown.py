"""Foreign text on a page of the forge is that text, whatever signs it is made of."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.repository import markdown

NOTED = re.compile(
    r"(?i)@\w|#\d|\bgh-\d|\b(?:fix|close|resolve)\w{0,2}:?\s+https?:|<!--"
    r"|\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|\bskip-checks:"
)
"""What GitHub tells somebody of, links to an issue, closes one or skips workflows by, and how a hidden mark begins."""
READER = MarkdownIt("gfm-like", {"linkify": False, "html": True})
"""Reads as GitHub does (GFM), but for links without brackets, which code has none of (GFM 6.9)."""
signs = st.text(st.sampled_from("`ab \n\t\\<>&[]()*_#@|~-\u2028\udcff"), max_size=30)


@given(signs | st.text())
@example("a`b``c")
@example("``")
@example(" ")
@example("x\n\n## y")
def test_a_name_as_code_is_one_piece_of_code_that_holds_the_name_and_nothing_else(words):
    line = " ".join(words.replace("\udcff", "\ufffd").replace("\0", "\ufffd").split()) or "\u2423"
    (_, paragraph, _) = READER.parse(f"- {markdown.code(words)} after")[2:5]
    assert [(token.type, token.content) for token in paragraph.children] == [
        ("code_inline", line),
        ("text", " after"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "@ada",
        "see #12",
        "GH-7",
        "gh-7",
        "Fixes https://x.example/1",
        "closed: https://x.example/1",
        "Resolve http://x",
        "<!-- gleaner:probe -->",
        "[skip ci]",
        "[CI skip]",
        "[no ci]",
        "[skip actions]",
        "[actions skip]",
        "skip-checks: true",
    ],
)
def test_what_would_tell_somebody_or_close_an_issue_does_neither_and_looks_as_before(words):
    told = markdown.quiet(f"Before {words} after.")

    assert told.replace("\u200b", "") == f"Before {words} after."
    assert not NOTED.search(told)
    assert NOTED.search(f"Before {words} after."), "each of these would"


@given(signs | st.text())
@example("fixes fix #1 @@a <!--<!--")
def test_markdown_of_others_is_changed_by_nothing_that_can_be_seen(words):
    told = markdown.quiet(words)

    assert told.replace("\u200b", "") == words.replace("\u200b", "")
    assert not NOTED.search(told)
    assert told == words or NOTED.search(words) or markdown.REFERRING.search(words)


@pytest.mark.parametrize("words", ["# Title", "**bold** and `code`", "[a](https://x.example/)", "- [ ] prefix: a\n- b"])
def test_markdown_that_refers_to_nothing_stays_as_it_is(words):
    assert markdown.quiet(words) == words


@given(signs | st.text())
@example("1. first")
@example("=== x")
@example("2026.")
@example("< \udcff")
def test_foreign_words_at_the_beginning_of_a_line_are_those_words(words):
    line = " ".join(words.replace("\0", "\ufffd").replace("\udcff", "").split())
    tokens = READER.parse(f"Before.\n{markdown.plain(line)}\n\nAfter.")

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"] * 2
    assert "".join(child.content for child in tokens[1].children).replace("\u200b", "") == f"Before.{line}".replace(
        "\u200b", ""
    )
