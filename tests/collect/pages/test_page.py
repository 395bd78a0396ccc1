"""A page is read for what it says of itself, whatever its shape."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.collect.pages import page
from generator.errors import StreetError

URL = "https://chalk.example/2026/11/seats"
PARAGRAPHS = "".join(
    f"<p>In the {word} week we moved the tables, and what children said to one another changed in ways we had not "
    f"planned, so that the {word} lesson was noisier, longer and better than the one before it.</p>"
    for word in "first second third fourth".split()
)
FRAME = (
    '<!doctype html><html lang="en-gb"><head>{head}</head><body><nav><ul><li><a href="/">Home</a></li><li>'
    '<a href="/jobs">Jobs for everybody</a></li></ul></nav><main><article><h1>Seats</h1>{body}</article></main>'
    "<footer><p>Copyright Chalk. All rights reserved.</p></footer></body></html>"
)


def read(head="", body=PARAGRAPHS, url=URL, headers=None):
    return page.parse(FRAME.format(head=head, body=body).encode(), url, "text/html; charset=utf-8", headers or {})


def test_the_article_is_read_without_what_stands_around_it():
    found = read()

    assert found.text.count("we moved the tables") == 4
    assert "Jobs for everybody" not in found.text
    assert "All rights reserved" not in found.text
    assert found.text.split("\n\n")[-1].startswith("In the fourth week")


def test_what_a_page_says_of_itself_is_read():
    found = read(
        """<title>Seats | Chalk</title><meta property="og:title" content="Where we sit &amp; why">
        <meta name=description content='How tables "change" talk'><meta property="og:site_name" content="Chalk Notes">
        <meta property="article:published_time" content="2026-11-03T10:00:00+01:00">
        <meta name="author" content="Ada Vale">
        <meta name="DC.Identifier" content="doi:10.1234/ABC.5">"""
    )

    assert (found.title, found.description) == ("Where we sit & why", 'How tables "change" talk')
    assert (found.language, found.author, found.site) == ("en-GB", "Ada Vale", "Chalk Notes")
    assert found.published == datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert found.dois == ("10.1234/abc.5",)


def test_json_ld_is_read_where_nothing_else_says_it():
    found = read(
        """<title>Seats</title><script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
        {"@type": ["NewsArticle"], "headline": "Seats, moved", "datePublished": "2026-11-03T08:00:00Z",
         "author": [{"@type": "Person", "name": "Ben Osei"}], "inLanguage": "en",
         "identifier": {"@type": "PropertyValue", "value": "https://doi.org/10.5555/x-1"}}]}</script>"""
    )

    assert (found.title, found.author, found.dois) == ("Seats, moved", "Ben Osei", ("10.5555/x-1",))
    assert found.published == datetime(2026, 11, 3, 8, tzinfo=UTC)


def test_an_element_in_a_comment_or_a_script_is_none():
    found = read('<!-- <meta name="robots" content="noindex"> --><script>"<link rel=canonical href=/other>"</script>')

    assert found.permit.listed
    assert found.canonical is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/seats">', "https://chalk.example/seats"),
        ('<link rel=canonical href="https://www.chalk.example/seats/">', "https://www.chalk.example/seats/"),
        ('<meta property="og:url" content="https://chalk.example/seats">', "https://chalk.example/seats"),
        ('<link rel="canonical" href="https://chalk.example/">', None),
        ('<link rel="canonical" href="https://famous.example/story">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<base href="https://chalk.example/deep/"><link rel=canonical href="x">', "https://chalk.example/deep/x"),
    ],
)
def test_a_page_may_name_itself_within_its_own_site(head, expected):
    assert read(head).canonical == expected


def test_who_publishes_again_may_say_where_it_stands_at_home():
    assert page.plausible("https://ada.example/seats", "https://dev.to/ada/seats-1a2b")
    assert not page.plausible("https://dev.to/ada/seats-1a2b", "https://stranger.example/x")


def test_what_is_not_to_be_quoted_is_not_kept():
    assert read('<meta name="robots" content="noindex">').text == ""
    assert read(headers={"x-robots-tag": "nosnippet"}).text == ""
    assert len(read('<meta name="robots" content="max-snippet:40">').text) <= 40
    hidden = read(body=PARAGRAPHS + "<p data-nosnippet>The code of the door is told to nobody who reads this far.</p>")
    assert "told to nobody" not in hidden.text
    assert hidden.text.count("we moved") == 4


def test_other_documents_are_refused_in_words():
    with pytest.raises(StreetError, match="no page"):
        page.parse(b"%PDF-1.7", URL, "application/pdf")
    with pytest.raises(StreetError, match="no page"):
        page.parse(b"just words", URL, "")


def test_a_page_in_another_encoding_is_read():
    body = '<html><head><meta charset="windows-1251"><title>Школа</title></head></html>'.encode("windows-1251")

    assert page.parse(body, URL, "text/html").title == "Школа"


@pytest.mark.parametrize(
    "shape",
    [
        "<div>", "<p>a", "<b><i>", "<a href=x>x", "<table><tr><td>", "<!--", "<script>", "<", "&", "<br>", "<title>",
        "<meta name=a content=b>", '<meta name="', "<meta a='", '<script type="application/ld+json">[', "<form></form>",
    ],
)  # fmt: skip
def test_no_shape_of_a_page_takes_long(shape):
    begun = time.process_time()
    page.parse(b"<html><body>" + (shape * (page.BYTES // len(shape))).encode(), URL, "text/html")

    assert time.process_time() - begun < 5  # ten times what the slowest takes; work that is not linear takes minutes


def test_an_element_with_very_many_attributes_does_not_take_long():
    begun = time.process_time()
    page.parse(b"<html><a " + b" ".join(b"x%d=1" % n for n in range(100_000)) + b">", URL, "text/html")

    assert time.process_time() - begun < 5


PIECES = st.sampled_from(
    "<html lang=> <head> <title> </title> <meta name=robots content=noindex> <meta property=og:url content=//x> "
    '<script type="application/ld+json"> {"@type":"Article","author":[{"name":1}],"identifier":[{}]} </script> '
    "<link rel=canonical href=http://[> <base href=:> <p> </p> <div data-nosnippet> \x00 &#xd800; \ud800 "
    "10.1234/x max-snippet:x".split(" ")
)


PIECED = st.lists(PIECES, max_size=40).map(lambda parts: " ".join(parts).encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), PIECED),
    st.sampled_from(["text/html", "", "text/html; charset=utf-16", "application/xhtml+xml; charset=idna"]),
    st.dictionaries(st.sampled_from(["x-robots-tag", "tdm-reservation"]), st.text(max_size=80)),
)
def test_any_bytes_are_a_page_or_a_street_error(body, content_type, headers):
    try:
        found = page.parse(body, URL, content_type, headers)
    except StreetError:
        return
    assert len(found.text) <= page.KEPT
    assert "\x00" not in found.text + found.title
