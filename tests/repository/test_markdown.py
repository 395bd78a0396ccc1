"""Foreign text on a page of the forge is that text, whatever signs it is made of."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.repository import markdown

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
