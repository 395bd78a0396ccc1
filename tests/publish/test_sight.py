"""A page is read the short way only where that finds what reading it letter by letter finds: what a browser finds."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resiliparse.parse.html import DOMNode, HTMLTree, NodeType

from generator.publish import sight, tags
from generator.publish.sight import Page
from generator.publish.tags import Tag, spelled
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
    '<meta charset="x">',
    "<meta charset=UTF-8>",
    '<img srcset="a 1x,b 2w" alt>',
    '<a ping="a b" href="c">',
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
    "<![XATA[",
    "]]>",
    "<!-->",
    "<!--->",
    "-->",
    "--!>",
    "-- >",
    "<!x>",
    "<?x?>",
    "</title>",
    "</title >",
    "</textarea>",
    "</script >",
    "</ script>",
    "<title/>",
    "<script/>",
    '</p a="',
    '">',
    "<svg><title>",
    "<svg>",
    "<xmp>",
    "<math>",
    "<table>",
    "<a href=x/>",
    "<a href=\"a\"id='b'class=c>",
    "<a b==c>",
    "<a =b>",
    "<a b = 'c'>",
    "<a b= >",
    "<br / >",
    "<a @click='x' :b.c='d'>",
    '<a href="&copy=1&copy;&copyx&notin;&#65&#x4=&#0;&AMP;">',
    "<p title='<b id=\"u\">'>",
    "\0",
)
"""What pages have, and what a broken template or a hostile text could make of them."""


MARKUP = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(
    alphabet="<>/ap=\"'! -&;x\n?[]", max_size=40
)


@given(MARKUP)
def test_both_ways_find_the_same(markup: str) -> None:
    assert sight.looked_at("x", markup) == sight.read_whole(Page("x"), markup)


MADE = frozenset("html head body p br tbody tr colgroup".split())
"""Elements that a browser makes where no tag says so, and never with an attribute."""


@given(MARKUP)
def test_a_browser_finds_no_element_that_was_not_found(markup: str) -> None:
    found = alike(markup)
    for name, attrs in browsed(HTMLTree.parse(markup).document):
        ours = [seen(each) for each in found or () if each.name in {name, DRAWN.get(name)}]
        assert found is None or any(attrs.items() <= each.items() for each in ours) or (name in MADE and not attrs)


@given(MARKUP)
def test_every_python_reads_alike_what_is_said_to_be_read_alike(markup: str) -> None:
    found, python = alike(markup), Python()
    if found is not None:
        python.feed(markup)
        python.close()

        assert python.found == [(tag.name, [name for name, _ in tag.attrs]) for tag in found]


DRAWN = {"img": "image"}
"""What a browser makes of another name."""


def alike(markup: str) -> list[Tag] | None:
    """Return the tags of markup of which it is said that all read it alike, else None."""
    found = list(spelled(markup))
    tags_ = [each for each in found if isinstance(each, Tag) and each.text is not None]
    return tags_ if len(tags_) == len(found) and not {tag.name for tag in tags_} & tags.SWALLOWING else None


def seen(tag: Tag) -> dict[str, str]:
    """Return what a tag says to a browser, which believes the first, and has a sign of its own for NUL."""
    return {name: value.replace("\0", "\ufffd") for name, value in reversed(tag.attrs)}


def browsed(node: DOMNode) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the elements that a parser finds that goes by the HTML Standard (https://lexbor.com), and what they say."""
    if node.type == NodeType.ELEMENT:
        yield node.tag.lower(), {name.lower(): node[name] or "" for name in node.attrs or ()}
    child = node.first_child
    while child:
        yield from browsed(child)
        child = child.next


class Python(HTMLParser):
    """What the Python that runs this finds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


EVIL = '<script src="https://evil.example/x.js" defer></script>'


@pytest.mark.parametrize(
    "hiding",
    [
        "<!-- --!>{}-->",
        "<!-- -- >{}-->",
        "<!-->{}-->",
        "<!--->{}-->",
        "<![CDATA[>{}]]>",
        "<![XATA[>{}]]>",
        "<![if x]>{}<![endif]>",
        "<title><!--</title>{}-->",
        "<textarea><!--</textarea>{}-->",
        "<svg><title>{}</title></svg>",
        "<title/><!--</title>{}-->",
        '<script src="a.js" defer></ script><!--</script>{}-->',
        '<script src="a.js" defer/><!--</script>{}-->',
        "<script src='a.js' defer><!--<script></script>{}--></script>",
        "<xmp><!--</xmp>{}-->",
        "<noembed><!--</noembed>{}-->",
        "</p a=\"><!--\">{}<p b='-->'>",
        "<p a=b\x1c<!-->{}-->",
        "<?x <!-- ?>{}-->",
    ],
)
def test_nothing_is_hidden_by_what_only_some_readers_take_for_text(hiding: str) -> None:
    page = f'<html lang="en"><h1>x</h1>{hiding.format(EVIL)}'

    assert sight.looked_at("x", page).faults or "https://evil.example/x.js" in sight.looked_at("x", page).loads


@pytest.mark.parametrize("name", sorted(tags.TEXTS - {"script"}))
def test_words_in_a_title_or_a_field_are_no_tags_and_no_fault(name: str) -> None:
    markup = f"<{name}>a &lt;b> c > d</{name}><p id='x'>"

    assert sight.looked_at("x", markup) == sight.looked_at("x", markup.replace("'", '"')) == Page("x", ids=["x"])


def test_a_declaration_that_nobody_knows_is_a_fault_and_stops_nothing() -> None:
    page = sight.looked_at("x", "<p id='a'><![XATA[ x ]]><p id='b'>")

    assert page.ids == ["a", "b"]
    assert page.faults == ["not every reader understands this alike: <![XATA[ x ]]><p id='b'>"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("?a=1&lt=2", "?a=1&lt=2"),
        ("?a=1&copyx", "?a=1&copyx"),
        ("&lt;", "<"),
        ("&lt", "<"),
        ("&AMP;", "&"),
        ("&#65&#x42;&#0067", "ABC"),
        ("java&#x1;script&colon;x", "java\x01script:x"),
        ("&#0;&#xd800;&#" + "9" * 5000 + ";", "\ufffd" * 3),
        ("&#128;", "€"),
    ],
)
def test_an_attribute_says_what_it_says_to_a_browser(said: str, meant: str) -> None:
    element = HTMLTree.parse(f'<body><a title="{said}">x</a>').body.first_child

    assert tags.decoded(said) == meant == element["title"]


def test_a_sign_that_nobody_sees_has_no_business_in_an_address() -> None:
    for markup in ('<a href="&#1;javascript:x()">', "<a href='\x02//evil.example/'>"):
        assert "holds a sign that has no business there" in sight.looked_at("x", markup).faults[0]


@pytest.mark.parametrize("name", sorted(tags.SWALLOWING))
def test_what_hides_tags_from_some_readers_has_no_business_on_a_page(name: str) -> None:
    assert sight.RAW.match(f"<{name}>")
    assert sight.looked_at("x", f"<{name}>").faults == [f"<{name}> has no business on a page"]


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
