"""Every short way through a text of strangers leads where the long one leads, and drops as much.

Long ways that are gone are written out here as they were, so that the short ones are measured by something else.
"""

import html
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import characters, text
from generator.collect.sources import draft
from generator.collect.sources.feeds import guard, times

SIGNS = st.sampled_from(
    "<>&\"'\x00\x03\t\r\n\x85\xa0\xad\u0301\u0327\u0345\u05b0\u064b\u0653\u06d6\u0e31\u1161\u1f82\u200b\u200d\u2028\u202e"
    "\u2003\u3000\u0344\u0958\ufb2c\ud800\ufeff\U0001d15e\U0001f600\U000e0041 \u1100\u0627aeA.,;"
)
FOREIGN = st.text(st.one_of(st.characters(), SIGNS), max_size=120)
TAG = re.compile(r"</?[a-z0-9]+(?: [^>]*)?>")
TOKENS = (
    "<p> </p> <br> <li> </li> <ul> </ul> <pre> </pre> <b> </b> <td> <tr> <hr> <a~href='/x>y'> </a> <img~alt=\"a>b<c\"> "
    "<!--x--> <script> </script> &nbsp; &#10; &#x200b; &lt;p&gt; &amp;amp; &emsp; &#769;"
)
MARKUP = st.lists(
    st.sampled_from([token.replace("~", " ") for token in TOKENS.split()])
    | SIGNS
    | st.sampled_from(["one ", "two  ", "\n\n", " \n ", "\t"]),
    max_size=25,
).map("".join)


@given(FOREIGN)
@example("e\u0301\u0301\u0301")
@example("\u1f82\u0951\u0345")
@example("\ufb2c\u05b0\u05b0\u05b0")
def test_text_without_anything_odd_is_tidy_but_for_its_composition(foreign):
    assert text.tidy(foreign) == characters._carefully(foreign)


def test_no_letter_hides_a_character_that_would_have_to_go():
    for code in range(0x10000):
        letter = chr(code)
        assert text.tidy(f"a{letter}b") == characters._carefully(f"a{letter}b")
        if not characters.ODD.match(letter):
            composed = unicodedata.normalize("NFC", letter)
            assert not text.HIDDEN.search(composed)
            assert len(re.findall(f"[{characters.MARKS}{characters.POINTS}]", composed)) < 3, "two such make no tower"


def test_every_blank_that_tidy_text_may_have_is_known():
    survive = {sign for sign in map(chr, range(0x110000)) if sign.isspace() and text.tidy(sign) == sign}

    assert survive - {" ", "\n"} == {sign for sign in survive if characters.ODD_BLANK.match(sign)}


@given(MARKUP)
@example("<ul><li>one</li><li> two</li></ul><br> <p>three")
@example("<pre>one\n\n\n\n  two \n</pre>")
def test_paragraphs_are_those_of_the_long_way(markup):
    clean = text.INLINE.sub("", text.outline(markup))
    flowing = clean.replace("\r", " ").replace("\n", " ") if "<pre" not in clean else clean
    said = html.unescape(TAG.sub("\n\n", text.END_OF_LINE.sub("", text.LINE.sub("\n", flowing))))
    lines = [" ".join(line.split()) for line in text.tidy(said).split("\n")]
    long_way = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    if "<" in markup or "&" in markup:
        assert text.plain(markup) == long_way
    assert text.one_line(long_way[:2_000], 1_000) == text.one_line(long_way, 1_000)


@given(FOREIGN | MARKUP, st.sampled_from([5, 20, 300]))
def test_lines_are_those_of_the_long_way(foreign, limit):
    line = text.clip(" ".join(characters._carefully(foreign[: limit * 8]).split()), limit)
    spoken = " ".join(text.plain(foreign[: limit * 8]).split())

    assert text.one_line(foreign, limit) == line
    assert text.label(foreign, limit) == text.one_line(spoken, limit)
    assert draft.heading(foreign) == text.one_line(
        draft.TWICE.sub(lambda found: html.unescape(found[0]), text.one_line(foreign))
    )


def test_a_line_of_many_short_paragraphs_needs_no_more_than_twice_its_length():
    words = "a\n\n" * 5_000

    assert text.one_line(words[:2_000], 1_000) == text.one_line(words, 1_000)


@given(
    st.builds("{}{}".format, st.sampled_from(["", "Mon, ", "May, ", "Xyz, "]), st.integers(0, 32))
    | st.integers(0, 9).map("{:02}".format),
    st.sampled_from("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    st.sampled_from([1979, 1980, 2000, 2024, 2026, 2099, 2100]),
    st.tuples(st.integers(0, 24), st.integers(0, 60), st.integers(0, 60)).map("{0[0]:02}:{0[1]:02}:{0[2]:02}".format),
    st.sampled_from("GMT UTC +0000 -0000 -0500 +1400 -1459 +1500 +0530 +0560 EST".split()),
)
@example("Sun, 29", "Feb", 2026, "08:00:00", "GMT")
@example("31", "Dec", 2099, "23:59:59", "-1459")
def test_the_usual_date_means_what_it_means_to_the_reader_of_all_dates(day, month, year, clock, zone):
    written = f"{day} {month} {year} {clock} {zone}"

    assert times.read(written) == times._guessed(written, "")


@pytest.mark.parametrize(
    ("attributes", "count"), [("", 0), (" a='1'", 1), (" a='1' b='2'/", 2), (" a b c d e f", 3), ("/", 0)]
)
def test_the_work_of_an_element_grows_with_the_square_of_its_attributes(attributes, count):
    assert guard._work(attributes) == count**2
