"""What leaves the site, or is no page of it, runs nothing and loads nothing, whoever made the templates."""

import json
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import taken
from generator.publish.book.epub import container
from generator.publish.taken import faults

SITE = "https://room.example/digest"
HARM = (
    ("<script>alert(1)</script>", "<script> has no business there"),
    ('<img src="https://tracker.example/x.png" alt="">', "it loads https://tracker.example/x.png from elsewhere"),
    ('<img src="//tracker.example/x.png" alt="">', "it loads //tracker.example/x.png from elsewhere"),
    ('<b onclick="x()">x</b>', "<b onclick=…> could run or load something"),
    ('<b style="background: url(x)">x</b>', "<b style=…> could run or load something"),
    ("<style>b { background: URL (x) }</style>", "URL ( would load something"),
    ('<a href="javascript:alert(1)">x</a>', "javascript:alert(1) is not an address a reader should follow"),
    ('<iframe srcdoc="x"></iframe>', "<iframe> has no business there"),
    ('<meta http-equiv="refresh" content="0;url=https://x.example">', "<meta> has no business there"),
    ('<link rel="stylesheet" href="https://x.example/a.css">', "it loads https://x.example/a.css from elsewhere"),
    ("<title><script>alert(1)</script></title>", "<script> has no business there"),
    ('<img srcset="a.png 1x,https://x.example/b.png 2x" alt="">', "it loads https://x.example/b.png from elsewhere"),
    ('<a ping="a https://x.example/b">x</a>', "it loads https://x.example/b from elsewhere"),
    ("<textarea><b onclick='x()'>x</b></textarea>", "<b onclick=…> could run or load something"),
    ("<xmp><script>alert(1)</script></xmp>", "<script> has no business there"),
)


def letter(markup: str) -> bytes:
    message = EmailMessage()
    message.set_content("x")
    message.add_alternative(f"<p>{markup}</p>", subtype="html")
    return message.as_bytes()


def escaped(markup: str) -> str:
    return markup.replace("&", "&amp;").replace("<", "&lt;")


def every(markup: str) -> dict[str, bytes]:
    """Put some markup where it would be read as such, in every kind of file."""
    return {
        "atom.xml": (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><summary>&lt;script></summary>'
            f'<content type="html">{escaped(markup)}</content></entry></feed>'
        ).encode(),
        "rss.xml": f"<rss><channel><item><description>{escaped(markup)}</description></item></channel></rss>".encode(),
        "editions.json": json.dumps({"items": [{"content_html": markup}]}).encode(),
        "editions/2026-W47/edition.json": json.dumps({"note": markup}).encode(),
        "editions/2026-W47/letter.eml": letter(markup),
        "editions/2026-W47/2026-W47.epub": container({"2026-W47.xhtml": f"<html><body>{markup}</body></html>"}),
        "theme/mine.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{markup}</svg>'.encode(),
    }


@pytest.mark.parametrize(("markup", "words"), HARM)
def test_what_would_run_or_load_something_is_named_in_every_kind_of_file(markup: str, words: str) -> None:
    for name, data in every(markup).items():
        assert words in list(faults(name, data, SITE)), name


SVG = 'xmlns="http://www.w3.org/2000/svg"'
SCRIPT, STRANGE = "<script> has no business there", "https://tracker.example/x"


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ('<_:svg xmlns:_="http://www.w3.org/2000/svg"><_:script>x()</_:script></_:svg>', SCRIPT),
        ('<é:svg xmlns:é="http://www.w3.org/2000/svg"><é:script>x()</é:script></é:svg>', SCRIPT),
        (f"<svg {SVG}><style><script>x()</script></style></svg>", SCRIPT),
        (f"<!DOCTYPE svg [<!ENTITY x '<script {SVG}/>'>]><svg {SVG}>&x;</svg>", SCRIPT),
        (
            f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x()">]><svg {SVG}/>',
            "<svg onload=…> could run or load something",
        ),
        (
            f'<svg {SVG}><a href="java&#10;script:x()">x</a></svg>',
            "java\nscript:x() is not an address a reader should follow",
        ),
        (
            f'<!DOCTYPE svg [<!ENTITY j "javascript">]><svg {SVG}><a href="&j;:x()">x</a></svg>',
            "javascript:x() is not an address a reader should follow",
        ),
        (f'<?xml-stylesheet href="{STRANGE}"?><svg {SVG}/>', f"it loads {STRANGE} from elsewhere"),
        (f'<svg {SVG}><g mask="url({STRANGE})"/></svg>', "<g mask=…> could run or load something"),
        (f"<svg {SVG}><style>b {{ fill: u\\72l({STRANGE}) }}</style></svg>", "url( would load something"),
        (f'<svg {SVG}><style>&#64;import "{STRANGE}";</style></svg>', "@import would load something"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_drawing_hides_nothing_by_how_its_xml_is_written(drawing: str, words: str, encoding: str) -> None:
    data = f"<?xml version='1.0' encoding='{encoding}'?>{drawing}".encode(encoding)

    assert words in set(faults("theme/mine.svg", data, SITE))


@pytest.mark.parametrize("name", ["picture.svg", "2026-W47.xhtml"])
def test_a_book_hides_nothing_behind_names_of_its_own(name: str) -> None:
    drawing = '<_:svg xmlns:_="http://www.w3.org/2000/svg"><_:script>x()</_:script></_:svg>'

    assert SCRIPT in set(faults("editions/2026-W47/2026-W47.epub", container({name: drawing}), SITE))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (f"<svg {SVG}>\n<g></svg>".encode(), "mismatched tag: line 2, column 5"),
        (b"", "no element found"),
        (b"\x89PNG\r\n", "line 1, column 0"),
        (f"<svg {SVG}/>".encode("utf-32"), "line 1, column"),
        (f"<?xml version='1.0' encoding='utf-7'?><svg {SVG}/>".encode(), "its encoding is one that not every"),
        (f'<?xml version="1.0" encoding="iso-2022-jp"?><svg {SVG}/>'.encode(), "its encoding is one that not every"),
    ],
)
@pytest.mark.parametrize("name", ["theme/mine.svg", "images/MINE.SVG"])
def test_a_drawing_that_cannot_be_read_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    (found,) = faults(name, data, SITE)

    assert words in found
    assert found.startswith("this drawing cannot be read as XML (")
    assert found.endswith("save it anew as plain SVG, in UTF-8, or leave it out")


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-16", "us-ascii", "iso-8859-1", "Windows-1252"])
def test_a_drawing_may_be_written_as_old_programs_write(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><svg {SVG}><title>x</title></svg>'.encode(encoding)

    assert list(faults("theme/mine.svg", data, SITE)) == []


def test_a_drawing_may_be_painted_with_what_lies_in_it() -> None:
    drawing = f'<svg {SVG}><g mask="url(#m)" fill="url(\'#f\')" id="image (1)"><a href="#x">x</a></g></svg>'
    assert list(faults("theme/mine.svg", drawing.encode(), SITE)) == []


@pytest.mark.parametrize(
    "hiding",
    ["<!-- --!>{}-->", "<!-->{}-->", "<!--->{}-->", "<![CDATA[>{}]]>", "<![CDATA[<![CDATA[>{}]]>", "<![XATA[>{}]]>"],
)
def test_what_only_some_readers_take_for_a_comment_hides_nothing(hiding: str) -> None:
    for markup in (hiding, "</p>" + hiding):
        assert list(faults("letter.eml", letter(markup.format("<script>alert(1)</script>")), SITE)), markup


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Half an hour.</p>",
        '<a href="https://elsewhere.example/">x</a> <a href="mailto:me@room.example">y</a> <a href="#a">z</a>',
        f'<img src="{SITE}/images/room.jpg" alt="A room"/>',
        '<b style="color: red">x</b><style>b { color: red }</style>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_what_only_says_something_passes(markup: str) -> None:
    for name, data in every(markup).items():
        assert list(faults(name, data, SITE)) == [], name


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "theme/x.svg",
            b'<svg><image xlink:href="https://x.example/a.png"/></svg>',
            "it loads https://x.example/a.png",
        ),
        ("theme/x.svg", b'<svg><a><set attributeName="href" to="javascript:alert(1)"/></a></svg>', "<set>"),
        ("theme/x.xml", b'<x xmlns:h="http://www.w3.org/1999/xhtml"><h:script>x()</h:script></x>', "<script>"),
        ("theme/x.xhtml", b"<p/>", "pages end in .html"),
        ("theme/x.htm", b"<p>", "pages end in .html"),
        ("b.epub", container({"book.css": "b { background: url(https://x.example) }"}), "url( would load something"),
    ],
)
def test_files_that_browsers_would_open_as_pages_are_looked_into_too(name: str, data: bytes, words: str) -> None:
    assert words in " ".join(faults(name, data, SITE))


NAMES = st.sampled_from("a p li td b link base image svg:image script style A".split())
ATTRIBUTES = st.tuples(
    st.sampled_from("class href src style onclick id lang xml:lang title xlink:href srcdoc".split()),
    st.sampled_from(
        [
            *(
                "https://a.example/",
                "http:x",
                "javascript:x",
                "java&#115;cript:x",
                "https&#58;//a",
                "//a",
                "url(x)",
                "HTTPS:x",
            ),
            *(" javascript:x", ""),
        ]
    ),
).map(lambda pair: f' {pair[0]}="{pair[1]}"')


@given(NAMES, st.lists(ATTRIBUTES, max_size=3), st.sampled_from(["", "/", " "]))
def test_what_is_taken_for_harmless_at_once_is_so_when_it_is_read(name: str, attributes: list[str], end: str) -> None:
    tag = f"<{name}{''.join(attributes)}{end}>"
    if taken.HARMLESS.fullmatch(tag):
        assert list(faults("note.json", json.dumps({"note": f"<!-- -->{tag}"}).encode(), SITE)) == []
