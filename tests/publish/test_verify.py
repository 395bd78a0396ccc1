import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import PressError
from generator.model import AnswerWishes, Giscus
from generator.publish import sight
from generator.publish import verify as press
from generator.publish.verify import verify
from tests.publish import make

HEAD = f'<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{press.POLICY}">'
GOOD = f'{HEAD}<title>x</title></head><body><h1 id="top">x</h1></body></html>'


def faults(folder: Path, body: str = "", *, page: str = GOOD, expected: tuple[str, ...] = ("index.html",)) -> list[str]:
    """Return what is wrong with a site of one page."""
    (folder / "index.html").write_text(page.replace("</body>", body + "</body>"), "utf-8")
    try:
        verify(folder, frozenset(expected), site_url="https://room.example/digest")
    except PressError as error:
        return [line.strip() for line in str(error).split("\n")[1:]]
    return []


def test_a_good_page_passes(tmp_path: Path) -> None:
    assert (
        faults(tmp_path, '<p><a href="#top">x</a> <a href="https://room.example/{}">y</a>'.replace("{}", "%7B")) == []
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<script src='x.js'></script>", "<script> has no business"),
        ("<script>x()</script>", "<script> has no business"),
        ("<script defer src='x.js' type='module'></script>", "<script> has no business"),
        ("<script defer src=''>x()</script>", "<script> has text of its own"),
        (
            "<script defer src='https://tracker.example/x.js'></script>",
            "loads https://tracker.example/x.js from elsewhere",
        ),
        ("<script defer src='gone.js'></script>", "gone.js leads nowhere"),
        ("<svg><style>x</style></svg>", "<style> has no business"),
        ("<noscript>x</noscript>", "<noscript> has no business"),
        ("<form><button>x</button></form>", "<form> has no business"),
        ("<form role='search' action='https://tracker.example/'></form>", "<form> has no business"),
        ("<form role='search' action=''></form>", "<form> has no business"),
        ("<form role='search' method='post'></form>", "<form> has no business"),
        ("<form role='search' target='x'></form>", "<form> has no business"),
        ("<p onclick='x()'>x</p>", "<p onclick=…>"),
        ("<P ONCLICK=x>x</P>", "<p onclick=…>"),
        ("<p style='color:red'>x</p>", "<p style=…>"),
        ("<meta http-equiv='refresh' content='0'>", "'refresh'"),
        ("<img src='https://tracker.example/x.png' alt=''>", "loads https://tracker.example/x.png from elsewhere"),
        ("<img src='//tracker.example/x.png' alt=''>", "from elsewhere"),
        ("<img src='data:image/png;base64,x' alt=''>", "from elsewhere"),
        ("<video poster='https://tracker.example/x.png'></video>", "from elsewhere"),
        ("<link rel='stylesheet' href='https://tracker.example/x.css'>", "from elsewhere"),
        ("<a href='javascript:alert(1)'>x</a>", "not an address a reader should follow"),
        ("<svg><a xlink:href='javascript:alert(1)'></a></svg>", "not an address a reader should follow"),
        ("<a href='{filename}x.md'>x</a>", "holds a sign"),
        ("<a href='|index|'>x</a>", "holds a sign"),
        ("<p id='{{ x }}'>x</p>", "holds a sign"),
        ("<a href='nowhere/'>x</a>", "nowhere/ leads nowhere"),
        ("<a href='../'>x</a>", "../ leads nowhere"),
        ("<a href='/'>x</a>", "/ leads nowhere"),
        ("<a href='#nowhere'>x</a>", "leads to a place that index.html does not have"),
        ("<p id='top'>x</p>", 'two elements are called "top"'),
        ("<h1>y</h1>", "2 first-level headings"),
    ],
)
def test_what_must_not_go_out_is_named(tmp_path: Path, body: str, words: str) -> None:
    found = faults(tmp_path, body)

    assert any(words in fault for fault in found), found
    assert all(fault.startswith("index.html: ") for fault in found)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('<meta charset="iso-2022-jp">', '<meta charset="iso-2022-jp"> has browsers read other letters'),
        ("<META CHARSET=Shift_JIS>", '<meta charset="Shift_JIS"> has browsers read other letters'),
        ('<meta charset="">', '<meta charset=""> has browsers read other letters'),
        ("<meta charset='x' charset='utf-8'>", "<meta> says charset twice"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-2022-jp'>", "save it as UTF-8"),
    ],
)
def test_a_page_in_which_browsers_would_read_other_letters_is_refused(tmp_path: Path, tag: str, words: str) -> None:
    found = faults(tmp_path, page=GOOD.replace("<title>", tag + "<title>"))

    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", " utf8 "])
def test_a_page_may_say_that_it_is_utf_8(tmp_path: Path, charset: str) -> None:
    assert faults(tmp_path, page=GOOD.replace("<title>", f'<meta charset="{charset}"><title>')) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (GOOD.encode("utf-16"), "it is not written in UTF-8 (line 1)"),
        (GOOD.encode("utf-16-le"), "it holds the sign NUL, as UTF-16 does"),
        (GOOD.replace("<h1", "\n\n<h1").replace(">x</h1>", ">é</h1>").encode("latin-1"), "UTF-8 (line 3)"),
        (f'<?xml version="1.0" encoding="iso-2022-jp"?>{GOOD}'.encode(), "names another encoding than UTF-8"),
    ],
)
def test_a_page_that_is_not_utf_8_is_named_with_what_to_do_and_with_nothing_else(
    tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "old.html").write_bytes(data)
    found = faults(tmp_path, '<a href="old.html#top">x</a>', expected=("index.html", "old.html"))

    assert len(found) == 1
    assert found[0].startswith("old.html: ")
    assert words in found[0]
    assert 'save it as UTF-8, with <meta charset="utf-8"> in its head' in found[0]


def test_a_page_may_name_utf_8_as_xml_does(tmp_path: Path) -> None:
    assert faults(tmp_path, page=f"<?xml version='1.0' encoding = 'UTF-8'?>{GOOD}") == []


STRANGE = "https://tracker.example/x"


@pytest.mark.parametrize(
    "tag",
    [
        f'<img alt="" srcset="index.html#, {STRANGE} 2x">',
        f'<img alt="" srcset="index.html 1x,{STRANGE}">',
        f"<img alt='' srcset='index.html\n480w,\t{STRANGE} 800w'>",
        f'<link rel="preload" as="image" href="index.html" imagesrcset="index.html?, {STRANGE} 2x">',
        f'<a href="#top" ping="index.html# {STRANGE}">x</a>',
        f'<img alt="" src="index.html" attributionsrc="index.html? {STRANGE}">',
    ],
)
def test_every_address_of_a_list_is_looked_at(tmp_path: Path, tag: str) -> None:
    assert faults(tmp_path, tag) == [f"index.html: it loads {STRANGE} from elsewhere"]


def test_a_list_may_name_several_files_of_the_site(tmp_path: Path) -> None:
    assert faults(tmp_path, '<img alt="" srcset="index.html 1x,/digest/ 1.5x, index.html 800w">') == []


def test_a_form_may_search_on_its_page(tmp_path: Path) -> None:
    assert faults(tmp_path, "<form role='search' id='form' data-none='x'><input type='search'></form>") == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (GOOD.replace("default-src 'none'", "default-src *"), "policy"),
        (GOOD.replace('<html lang="en">', "<html>"), "language"),
        (GOOD.replace("<h1", "<h2"), "0 first-level headings"),
    ],
)
def test_what_every_page_must_have_is_missed(tmp_path: Path, page: str, words: str) -> None:
    assert any(words in fault for fault in faults(tmp_path, page=page))


def test_a_page_may_frame_what_its_owner_asked_for_and_nothing_else(tmp_path: Path) -> None:
    framing = GOOD.replace(press.POLICY, press.policy("https://giscus.app"))
    (tmp_path / "index.html").write_text(framing, "utf-8")
    expected = frozenset({"index.html"})

    verify(tmp_path, expected, frames={"index.html": "https://giscus.app"})
    for frames in ({}, {"index.html": "https://other.example"}):
        with pytest.raises(PressError, match="policy"):
            verify(tmp_path, expected, frames=frames)


def test_only_editions_of_a_site_with_giscus_may_frame_it(tmp_path: Path) -> None:
    giscus = Giscus(repo="example/staffroom", repo_id="R_1", category="Editions", category_id="DIC_1")
    content = make.content(tmp_path, make.edition(prompts=(make.prompt(),)))
    for name, settings in (("without", make.config()), ("with", make.config(answers=AnswerWishes(giscus=giscus)))):
        site = make.printed(tmp_path, content, config=settings, output=tmp_path / name)
        framing = [
            path.relative_to(site).as_posix() for path in site.rglob("*.html") if "giscus.app" in path.read_text()
        ]
        assert framing == (["editions/2026-W47/index.html"] if name == "with" else [])
        assert ('#talk"' in (site / "index.html").read_text("utf-8")) == (name == "with")


@pytest.mark.parametrize("link", ["/digest/", "/digest/index.html", "./", "index.html", "", "#top"])
def test_every_way_to_write_an_address_of_the_site_is_understood(tmp_path: Path, link: str) -> None:
    assert faults(tmp_path, f'<a href="{link}">x</a>') == []


def test_files_that_nobody_planned_and_files_that_are_missing_are_named(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("token", "utf-8")

    assert faults(tmp_path, expected=("index.html", "rss.xml")) == ["config: was not expected", "rss.xml: is missing"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("atom.xml", "<feed", "not well formed"),
        ("atom.xml", "<?xml version='1.0' encoding='utf-7'?><feed/>", "not well formed"),
        ("atom.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><title>y</title></feed>", "without updated"),
        ("rss.xml", "<rss><channel><title>x</title><link>y</link></channel></rss>", "channel without description"),
        (
            "rss.xml",
            "<rss><channel><title>x</title><link>y</link><description>z</description>"
            + "<item><title>x</title><guid>1</guid><description>z</description></item>" * 2
            + "</channel></rss>",
            "two entries have the id 1",
        ),
    ],
)
def test_a_feed_that_readers_would_refuse_is_named(tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    found = faults(tmp_path, expected=("index.html", name))

    assert any(fault.startswith(f"{name}: ") and words in fault for fault in found), found


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "<script></script><a href='nowhere/'>x</a>", expected=("index.html", "rss.xml"))) == 3


def test_foreign_text_about_templates_is_no_template(tmp_path: Path) -> None:
    folder = make.site(
        tmp_path, make.edition(picks=(make.pick(title="{{ 7 * 7 }}", excerpt="{% if x %} {filename} |tag|"),))
    )

    page = (folder / "index.html").read_text("utf-8")
    assert "{{ 7 * 7 }}" in page
    assert "{% if x %} {filename} |tag|" in page


PARTS = (
    "http",
    "https",
    "HTTPS",
    ":",
    "//",
    "/",
    "a.example",
    "a",
    "..",
    "?",
    "#",
    "%2e",
    "@",
    "[",
    " ",
    "\n",
    "é",
    "-",
    "mailto",
)


@given(st.lists(st.sampled_from(PARTS), max_size=7).map("".join))
def test_an_address_is_told_at_once_as_it_is_when_it_is_taken_apart(address: str) -> None:
    if press.PLACE.fullmatch(address) or press.WEB.match(address):
        parts = urlsplit(address)

        assert press._is_inside(address) == (not (parts.scheme or parts.netloc))
        assert press._is_inside(address) or parts.scheme in press.SCHEMES
        assert not press._is_inside(address) or press._parted(address) == (unquote(parts.path), unquote(parts.fragment))


@given(st.lists(st.sampled_from(["//e", "a", "#", ",", " ", "\n", "2x", "1w", "(", ")"]), max_size=9).map("".join))
def test_no_address_is_missed_that_a_browser_finds_in_a_list(said: str) -> None:
    ours = sight.asked_for("srcset", said)

    for address in browsed(said):
        assert not address.startswith("//") or any(address.startswith(each) for each in ours if each.startswith("//"))


def browsed(said: str) -> list[str]:
    """Return the addresses of a list (https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute)."""
    found, rest = [], said.lstrip(" \n,")
    while rest:
        address = rest.split()[0]
        rest = rest[len(address) :]
        found.append(address.rstrip(","))
        if not address.endswith(","):  # sizes go on up to a comma that stands in no brackets
            sizes = re.match(r"(?:[^,(]|\([^)]*(?:\)|\Z))*", rest)
            rest = rest[sizes.end() :] if sizes else rest
        rest = rest.lstrip(" \n,")
    return found
