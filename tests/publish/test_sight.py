"""A page is read the short way only where that finds what reading it letter by letter finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import sight
from generator.publish.sight import Page
from tests.publish import golden

PIECES = (
    "<!doctype html>",
    "<?xml version='1.0'?>",
    '<html lang="en">',
    "<html>",
    "<p>",
    "</p>",
    "text & more ",
    "&lt;b&gt;",
    '<a href="x/">',
    '<a href="x/?a=1&amp;b=2#c">',
    "<a href=x>",
    "<A HREF='y'>",
    '<a href="a>b">',
    '<a href="a" href="b">',
    '<p id="one">',
    '<p id="one" onclick="x()">',
    '<p on="x">',
    '<p on-x="1">',
    "<script-x></script>",
    '<HTML lang="">',
    '<META HTTP-EQUIV="Content-Security-Policy" content="">',
    '<a href="javascript:x()" href="#y">',
    '<link rel="stylesheet" rel="canonical" href="c.css">',
    '<image href="i.png"/>',
    '<use href="#u"/>',
    '<set attributeName="onclick"/>',
    "<br/>",
    "<img alt>",
    '<path d="M0 0" ID="x"/>',
    "<",
    "<<",
    "<b",
    ">",
    '<script defer src="a.js"></script>',
    '<script defer src="a.js">',
    "<SCRIPT>x()</script>",
    "</script>",
    "<!-- <p id='c'> -->",
    "<!--",
    "<style>a{}</style>",
    "<style>",
    '<title>a <b id="t"></title>',
    "<textarea>",
    "<noscript>",
    "<h1>",
    "<foreignObject>",
    '<meta http-equiv="Content-Security-Policy" content="x">',
    '<meta http-equiv="refresh">',
    '<meta property="og:url" content="u">',
    '<link rel="canonical" href="c">',
    '<link rel="stylesheet" href="s.css">',
    '<form role="search" id="f">',
    "<form action=x>",
    '<svg xlink:href="#a">',
    "<template>",
    "</template >",
    "<x:y a:b='c'>",
    "\n",
    '"',
    "'",
    "=",
    "<p\tid='t'>",
    "<p\x0cid=f>",
    "<p/id=g>",
    "<![CDATA[<p id='d'>]]>",
    "<plaintext>",
    "<iframe src='x'>",
    '<a\x0bhref="v">',
    '<a\xa0href="n">',
    '<a title="x" \x1cid="s">',
    '<a title="&quot;&#x2e;" href="&#x2e;/?a=1&lt=2">',
    '<a title="my id is href" href="y">',
    '<time datetime="d" title=" id=">',
    '<p class="a b" hidden ID="Q" lang>',
    '<script id="s" defer src="a.js"></script>',
    '<SCRIPT defer src="a.js"></SCRIPT>',
    "</ p>",
    "</1>",
    "<stylex>",
)
"""What pages have, and what a broken template or a hostile text could make of them."""


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(alphabet="<>/ap=\"'! -&;x\n", max_size=40))
def test_both_ways_find_the_same(markup: str) -> None:
    assert sight.looked_at("x", markup) == sight.read_whole(Page("x"), markup)


@pytest.mark.parametrize("path", sorted(golden.SITE.rglob("*.html")), ids=lambda path: path.parent.name)
def test_every_page_of_ours_is_read_the_short_way(path) -> None:
    assert sight.tags_of(path.read_text("utf-8")) is not None


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="//evil.example/x.js" src="/a.js" defer></script>',
        '<a href="javascript:alert(1)" href="#ok">x</a>',
        '<img src="//evil.example/" src="/ok.png" alt="">',
        '<meta http-equiv="refresh" http-equiv="content-security-policy" content="0;url=//evil.example">',
        '<link rel="stylesheet" rel="canonical" href="https://evil.example/x.css">',
    ],
)
def test_what_a_browser_and_another_reader_would_understand_differently_is_a_fault(tag: str) -> None:
    for page in (sight.looked_at("x", tag), sight.read_whole(Page("x"), tag)):
        assert [fault for fault in page.faults if fault.endswith("twice")]


@pytest.mark.parametrize("tag", ["image", "use", "feImage"])
def test_what_a_drawing_shows_is_loaded(tag: str) -> None:
    assert sight.looked_at("x", f'<svg><{tag} href="https://evil.example/x.svg"/></svg>').loads == [
        "https://evil.example/x.svg"
    ]
