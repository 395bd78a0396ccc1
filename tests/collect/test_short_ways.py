"""What most texts and addresses take is a short way, and it leads where the long one does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import characters, text
from generator.collect.sources.feeds import xmlfeed

MIXED = st.text(
    st.one_of(st.sampled_from("aéß 漢カกم ’'\u0301\u0308\u200dſΣ_½ﬁ1-"), st.characters(codec="utf-8")), max_size=40
)
PICTURED = st.text("ab <&…\n-", min_size=1, max_size=12)


@given(MIXED)
def test_words_are_found_alike_whether_or_not_odd_signs_are_among_them(said):
    assert text.words(said) == characters.WORD.findall(unicodedata.normalize("NFKC", said).casefold())


@pytest.mark.parametrize("port", [1, 80, 8080, 10_000, 59_999, 60_000, 65_535])
def test_an_address_with_a_port_is_its_own(port):
    assert text.address(f"http://a.example:{port}/x?y=1") == f"http://a.example:{port}/x?y=1"


@pytest.mark.parametrize("port", ["0", "65536", "99999", "123456", "8o", "-1"])
def test_an_address_with_a_port_that_there_is_not_is_none(port):
    assert text.address(f"http://a.example:{port}/") is None


@given(st.lists(PICTURED, max_size=3), st.lists(PICTURED, max_size=2), PICTURED)
def test_a_picture_is_described_by_what_is_not_the_text_itself(inside, beside, words):
    pictures = "".join(f"<img alt='{text.one_line(each).replace('<', '&lt;')}'>" for each in inside)
    markup = f"{words}{pictures}"
    said = text.plain(markup)

    own = text.one_line(said[:2_000], 1_000)
    labels = [text.label(each, 1_000) for each in beside if text.one_line(each, 1_000) != own]
    wanted = dict.fromkeys(each for each in (*text.alts(markup), *labels) if each and each != own)
    entry = {"media_words": beside} if beside else {}
    assert xmlfeed._alts(entry, xmlfeed._Body(markup), said) == tuple(wanted)
