"""Plain text and Markdown: words stay as they were written, links and pictures are found."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import text
from generator.collect.sources import inline


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# A heading\n\nText", "A heading\n\nText"),
        ("**bold**, ~~gone~~ and `code`", "bold, gone and code"),
        ("2 * 3 * 4 and snake_case", "2 * 3 * 4 and snake_case"),
        ("[a label](https://a.example/x 'a title')", "a label"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("one\n\n---\n\ntwo", "one\n\ntwo"),
        ("![alone](https://a.example/p.png)", ""),
        ("a \\* b \\[c\\]", "a * b [c]"),
        ("before\n::: spoiler The end\nhe dies\n:::\nafter", "before\nThe end\nafter"),
        ("::: spoiler never closed\nhe dies", "never closed"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("> quoted", "> quoted"),
        ("a\r\nb\u202ec\x00", "a\nbc"),
    ],
)
def test_markdown_loses_the_signs_that_only_say_how_it_looks(written, read):
    assert inline.markdown(written).text == read


def test_links_of_every_kind_are_found_once_and_in_order():
    body = (
        "[a](https://a.example/x) <https://b.example> https://c.example/d. (see https://e.example/f_(g)) "
        "[again](https://a.example/x) [mail](mailto:x@y.example) [bad](javascript:alert(1))"
    )
    assert inline.markdown(body).links == (
        "https://a.example/x", "https://b.example", "https://c.example/d", "https://e.example/f_(g)",
    )  # fmt: skip


def test_pictures_are_their_descriptions_and_a_linked_picture_is_a_link():
    found = inline.markdown("[![A map](https://a.example/p.png)](https://a.example/map) ![](https://a.example/q.png)")
    assert (found.alts, found.links) == (("A map",), ("https://a.example/map",))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Look: https://a.example/x, please", "https://a.example/x"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("((https://a.example/x).)", "https://a.example/x"),
        ("“https://a.example/x”", "https://a.example/x"),
        ("https://a.example/x?a=1&b=2#c!", "https://a.example/x?a=1&b=2#c"),
        ("HTTPS://A.EXAMPLE/X", "https://A.EXAMPLE/X"),
    ],
)
def test_an_address_ends_before_the_sentence_around_it(written, address):
    assert inline.links(written) == (address,)


def test_brackets_without_end_are_not_counted_to_the_end():
    assert inline.links("https://a.example/x" + ")" * 1_000)[0].startswith("https://a.example/x)")


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "![](", "![a](b", "(", "](", "`", "- ", "# ", ":::", "https://a/(", "<http://"]
)
def test_no_text_takes_long(unit):
    started = time.perf_counter()
    inline.markdown(unit * (300_000 // len(unit)))
    assert time.perf_counter() - started < 2


@given(st.text(alphabet=st.sampled_from("[]()!*_~`#<>:/ \nahtps.\\-)"), max_size=80))
def test_reading_never_fails_and_keeps_links_checked(written):
    found = inline.markdown(written)
    assert all(link.lower().startswith(("http://", "https://")) for link in found.links)
    assert "\n\n\n" not in found.text


def test_marks_that_meet_when_signs_fall_out_are_no_tower():
    found = inline.markdown("a\u0301\u0301**\u0301\u0301**\u0301\u0301b")

    assert found.text == text.tidy(found.text)
