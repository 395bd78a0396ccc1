import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish import typeset as press
from generator.publish.links import from_page
from generator.publish.typeset import typeset

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\x03script:alert(1))",
    "[x](\u2028javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "[x]({index}javascript://%0aalert(1))",
    "[x](|index|javascript:alert(1))",
    "[x]({static}/../.git/config)",
    "[x](https://me:secret@room.example/)",
    "![x](https://tracker.example/pixel.gif)",
    "![x](//tracker.example/pixel.gif)",
    '<a href="https://room.example/" onclick="alert(1)">x</a>',
    '<abbr title="x\n``` { .x onclick=alert(1) }\na\n```">x</abbr>',
    '<p style="background:url(//tracker.example)">x</p>',
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<form action=//tracker.example><button>x</button></form>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "{: onclick=alert(1) }",
    "<style>*{color:red}</style>",
    "<base href=//tracker.example>",
    "<meta http-equiv=refresh content='0;url=//tracker.example'>",
)


class Attributes(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.pairs: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.pairs += [(name, value or "") for name, value in attrs]


def seen(markdown: str) -> Attributes:
    found = Attributes()
    found.feed(typeset(markdown))
    return found


def harmless(markdown: str) -> None:
    found = seen(markdown)

    assert found.tags <= press.TAGS
    for name, value in found.pairs:
        assert not name.startswith("on")
        assert name != "style"
        if name == "href":
            assert re.match(r"https?://[^@]*$|mailto:|[A-Za-z0-9_./#-]+$", value)
        if name == "src":
            assert re.fullmatch(r"[A-Za-z0-9_./-]+", value)


@pytest.mark.parametrize("markdown", HOSTILE)
def test_no_markup_of_a_note_can_run_or_load_anything(markdown: str) -> None:
    harmless(markdown)
    harmless(f"Before.\n\n{markdown}\n\nAfter **{markdown}** it.")


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=10), max_size=6).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_no_mixture_of_them_can_either(markdown: str) -> None:
    harmless(markdown)


def test_a_note_is_set_as_its_writer_means_it() -> None:
    html = typeset('# One\n\nTwo **three** [four](https://room.example/?a=1&b=2) "five" -- six...\n\n1. a\n2. b')

    assert "<h2>One</h2>" in html, "a page has one first-level heading, and it is the page's"
    assert '<strong>three</strong> <a href="https://room.example/?a=1&amp;b=2">four</a> “five” – six…' in html
    assert "<ol>\n<li>a</li>\n<li>b</li>\n</ol>" in html


def test_a_place_on_the_site_means_the_same_on_every_page() -> None:
    note = "[a](about/) ![b](images/b.png) [c](./atom.xml)"

    assert 'href="../../about/"' in typeset(note, from_page("editions/2026-W47/", "https://room.example"))
    assert 'src="../../images/b.png"' in typeset(note, from_page("editions/2026-W47/", None))
    assert 'href="about/index.html"' in typeset(note, from_page("", None))
    assert 'href="atom.xml"' in typeset(note, from_page("", None))


def test_a_link_out_of_the_site_folder_is_no_link() -> None:
    assert "<a>x</a>" in typeset("[x](../../secret)")
    assert "<a>x</a>" in typeset("[x](/etc/passwd)")


MARKDOWN = st.lists(
    st.sampled_from(HOSTILE)
    | st.sampled_from(
        [
            *("a[^1]", "[^1]: note", "    more", "*[HTML]: Text", "HTML", "term", ": means", "[x]: https://a.example/"),
            *(
                "[x][]",
                "# one",
                "## one",
                "- a",
                "1. b",
                "> c",
                "```",
                "| a | b |",
                "| - | - |",
                "<div>",
                "</div>",
                '"q"',
            ),
        ]
    ),
    max_size=8,
).map("\n".join)


@given(texts=st.lists(MARKDOWN, min_size=2, max_size=4), whole=st.booleans())
def test_no_text_leaves_anything_behind_for_the_next(texts: list[str], *, whole: bool) -> None:
    press._html.cache_clear()
    after = [press._html(each, whole=whole) for each in texts][-1]
    press._html.cache_clear()
    press._press.cache_clear()

    assert press._html(texts[-1], whole=whole) == after
