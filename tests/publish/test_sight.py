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
)
"""What pages have, and what a broken template or a hostile text could make of them."""


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(alphabet="<>/ap=\"'! -&;x\n", max_size=40))
def test_both_ways_find_the_same(markup: str) -> None:
    assert sight.looked_at("x", markup) == sight.read_whole(Page("x"), markup)


@pytest.mark.parametrize("path", sorted(golden.SITE.rglob("*.html")), ids=lambda path: path.parent.name)
def test_every_page_of_ours_is_read_the_short_way(path) -> None:
    assert sight.tags_of(path.read_text("utf-8")) is not None
