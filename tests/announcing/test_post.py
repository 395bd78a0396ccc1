"""What is told of an edition fits, leads there, and calls nobody, whatever strangers have put into its titles."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import text
from generator.announcing.bluesky import _words
from generator.announcing.post import defused, post
from generator.publish.notice import notice
from tests.announcing.conftest import HOME, PAGE
from tests.publish import make

SIGNS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        (
            "@ana", "@ana@school.example", "＠ana", "#oer", "＃oer", "#12", "https://evil.example/x",
            "HTTP://x.example", "www.evil.example", "evil.example", "xmpp:me@evil.example", "magnet:?xt=1",
            ":blobcat:", "at://did:plc:x", "👩‍👩‍👧‍👦", "👍🏽", "e\u0301", "ه\u0651", "شبكة التعلم", "学びの週", "a.b",
            "\u202e", "\u200d", "…", "\n\n", "Node.js", "C#",
        )
    ),
)  # fmt: skip
TITLES = st.lists(SIGNS, min_size=1, max_size=12).map(" ".join)
PICKS = st.lists(TITLES, max_size=14)
MENTION = re.compile(r"[@＠]\w")
HASHTAG = re.compile(r"[#＃]\w")
LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+-]*:[^\s\u200b]|www\.\w)|\w\.[^\W\d_]")
PICTURE = re.compile(r":\w+:")


def told(titles, language="en", site="The Staff Room"):
    picks = tuple(make.pick(number, title=text.label(title)) for number, title in enumerate(titles, start=1))
    return notice(make.config(language=language, title=text.one_line(site) or "x"), make.edition(picks=picks), HOME)


@given(PICKS, st.sampled_from(("en", "de", "es", "ar")), TITLES, st.integers(60, 600))
@settings(deadline=None, max_examples=60)
def test_a_post_fits_and_ends_with_its_link(titles, language, site, most):
    words = post(told(titles, language, site), PAGE, lambda whole: len(whole) <= most)

    assert len(words) <= max(most, len(PAGE))
    assert words.endswith(PAGE)


@given(PICKS, st.sampled_from(("en", "ar")))
@settings(deadline=None, max_examples=60)
def test_nothing_in_a_post_is_a_mention_a_hashtag_or_a_link_but_its_own(titles, language):
    words = post(told(titles, language), PAGE, lambda whole: len(whole) <= 500).removesuffix(PAGE)

    for reference in (MENTION, HASHTAG, LINK, PICTURE):
        assert not reference.search(words), reference.pattern


@given(TITLES)
def test_a_defused_text_looks_as_before(words):
    assert defused(words).replace("\u200b", "") == words.replace("\u200b", "")


@given(PICKS, st.sampled_from(("en", "ar")), TITLES)
@settings(deadline=None, max_examples=60)
def test_a_post_for_bluesky_keeps_both_limits_and_its_facet_is_the_link(titles, language, site):
    words, facet = _words(told(titles, language, site))
    data = words.encode()

    assert len(words) <= 300
    assert len(data) <= 3_000
    index = facet["index"]
    assert data[index["byteStart"] : index["byteEnd"]].decode() == PAGE.removeprefix("https://")
    assert index["byteEnd"] == len(data)


def test_the_longest_that_fits_is_said():
    long = told([f"Title number {number} of many that there are" for number in range(40)])

    words = post(long, PAGE, lambda whole: len(whole) <= 500)
    named = words.count("• ")

    assert f"{40 - named} more picks are in this edition on the web." in words
    assert named >= 7


def test_a_post_speaks_the_language_of_its_site():
    german = post(told(["Eins"], "de"), PAGE, lambda _: True)
    arabic = post(told(["Feedback"], "ar"), PAGE, lambda _: True)

    assert german.startswith("The Staff Room: Woche 47, 2026\n1 Fundstück")
    assert "\u2068Feedback\u2069" in arabic


def test_an_edition_without_picks_says_so():
    assert post(told([]), PAGE, lambda _: True).count("\n") >= 2
