"""What an owner's texts lean on is there, or the file that was written is named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import publish
from generator.errors import InputError, Problem
from generator.publish import checking, manuscript, press, proof
from generator.publish.typeset import addresses, ends
from tests.publish import make

ABOUT = "---\ntitle: About\n---\n"
WELL = (
    "[a](about/) [b](archive/) [c](./atom.xml) [d](editions/2026-W46/) [e](images/room.jpg) ![f](images/room.jpg) "
    "[g](editions/2026-W46/#chosen) [h](https://elsewhere.example/) [i](mailto:me@room.example) [j](about/index.html)"
)
ASTRAY = (
    "nowhere/",
    "/about/",
    "../secret",
    "about",
    "abut.md",
    "images/no.jpg",
    "?page=2",
    "two words",
    "//x.example/a",
)


def checked(folder: Path) -> int:
    told = publish.check(make.config(), content=folder, theme=make.THEME, site_url=None, method=make.METHOD)
    return len(told)


def content(root: Path, note: str = "", about: str = "") -> Path:
    folder = make.content(root, make.edition("2026-W46", note=note), make.edition(), about=ABOUT + about)
    (folder / "images").mkdir()
    (folder / "images" / "room.jpg").touch()
    return folder


def refused(folder: Path) -> tuple[Problem, ...]:
    """Return what both the check and the build refuse."""
    with pytest.raises(InputError) as check:
        checked(folder)
    with pytest.raises(InputError) as build:
        make.printed(folder.parent, folder)
    assert str(check.value) == str(build.value)
    return check.value.problems


def test_links_that_lead_somewhere_are_printed(tmp_path: Path) -> None:
    folder = content(tmp_path, WELL, WELL)

    assert checked(folder) == 2
    make.printed(tmp_path, folder)


@pytest.mark.parametrize("link", ASTRAY)
def test_a_link_that_leads_nowhere_is_named_with_the_file_it_was_written_in(tmp_path: Path, link: str) -> None:
    written = f"[x](<{link}>)"
    note, page = refused(content(tmp_path, written, written))

    assert (note.file, page.file) == ("content/editions/2026-W46.md", "content/pages/about.md")
    assert note.words == page.words == f"The link ({link}) leads nowhere."
    for each in (note, page):
        assert Path(tmp_path, each.file).read_text("utf-8").split("\n")[(each.line or 0) - 1] == written


def test_the_line_is_that_of_the_file_and_not_one_of_the_record_above_the_note(tmp_path: Path) -> None:
    folder = content(tmp_path, "Hello.\n\nSee [x](nowhere/).")
    path = folder / "editions" / "2026-W46.md"
    path.write_text(path.read_text("utf-8").replace("\npicks:", "\n# nowhere/\npicks:"), "utf-8")
    (folder / "glossary.yaml").write_text("- term: a\n  means: b\n- term: c\n  means: See [d](gone/).\n", "utf-8")

    note, means = refused(folder)

    assert path.read_text("utf-8").split("\n")[(note.line or 0) - 1] == "See [x](nowhere/)."
    assert (means.file, means.line) == ("content/glossary.yaml", 4)


@pytest.mark.parametrize(
    ("link", "meant"), [("/about/", "about/"), ("archiv/", "archive/"), ("images/Room.jpg", "images/room.jpg")]
)
def test_what_was_probably_meant_is_offered(tmp_path: Path, link: str, meant: str) -> None:
    (problem,) = refused(content(tmp_path, f"[x]({link})"))

    assert problem.hint == f"Did you mean {meant}?"


def test_a_link_to_a_part_of_a_page_that_is_not_there_is_named_when_it_is_printed(tmp_path: Path) -> None:
    words = "content/pages/about.md:4: The link (archive/#1999) leads to a part"
    with pytest.raises(InputError, match=re.escape(words)):
        make.printed(tmp_path, content(tmp_path, about="[x](archive/#1999)"))


def test_of_a_page_that_cannot_be_read_nobody_says_that_a_part_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_bytes("<p id='a'>x</p>".encode("utf-16"))
    text = proof.Text(file="note.md", body="[x](old.html#a)", path=tmp_path / "note.md")

    proof.read_printed((text,), tmp_path)


def test_a_footnote_leads_down_and_up_again(tmp_path: Path) -> None:
    folder = content(tmp_path, "One[^1], and again[^1].\n\n[^1]: See *the report*.", "Two[^two].\n\n[^two]: A book.")
    for site_url in (None, "https://room.example"):
        site = make.printed(tmp_path, folder, site_url=site_url)
        page = (site / "about" / "index.html").read_text("utf-8")

        assert '<sup id="fnref-two"><a href="#fn-two">1</a></sup>' in page
        assert '<a href="#fnref-two">' in page
        assert "<em>the report</em>" in (site / "editions" / "2026-W46" / "index.html").read_text("utf-8")
        assert "#fn" not in (site / "atom.xml").read_text("utf-8"), "a feed sets many texts on one page"


@pytest.mark.parametrize("note", ["One[^1].", "One.\n\n[^1]: Nobody asks for this."])
def test_a_footnote_or_a_mark_without_the_other_is_named(tmp_path: Path, note: str) -> None:
    (problem,) = refused(content(tmp_path, note))

    assert problem.file == "content/editions/2026-W46.md"
    assert "[^1]" in problem.words


def test_what_looks_like_a_mark_in_code_is_code(tmp_path: Path) -> None:
    assert checked(content(tmp_path, "Write `[^1]`.\n\n    [^2]\n")) == 2


@pytest.mark.parametrize(
    ("name", "body"), [("editions/2026-W47.md", "---\nweek: 1\n---\n"), ("pages/archive.md", ABOUT)]
)
def test_what_cannot_be_read_is_found_by_the_check_too(tmp_path: Path, name: str, body: str) -> None:
    folder = content(tmp_path)
    (folder / name).write_text(body, "utf-8")

    assert {problem.file for problem in refused(folder)} == {f"content/{name}"}


def test_everything_that_leads_nowhere_is_said_at_once(tmp_path: Path) -> None:
    assert len(refused(content(tmp_path, "[x](a/) [y](b/) [z](a/) [^1]", "[x](a/)"))) == 4


SIGNS = (
    "[ ] ( ) ]( [a](about/) ![b](no.jpg) [c](no/#d) [e](f.md) [g](../h.md) ]: ![ ` ``` ~~~ > - 1. | * _ ** \\ ! # = : "
    "< <b> </b> <pre> </pre> <div> <script> <!-- --> <a~ href=no/ hre f= src= HREF='no/' <? <![CDATA[ /> \" ' -- ... & "
    "&amp; &#91; &#94; &Hat; &rsqb; &rbrack; \x02 \x03 \xad \u200b \u2028 \x02klzzwxh:0001\x03 klzzwxh:0 ^ [^ "
    "[^1] [^1]: *[ "
    "http://x.example <http://x.example> me@x.example <me@x.example> mailto:me {: no/ about/ #fn-1 x X "
    "![#fn-1](no/) ![a`#fn`](no/) <abbr~title='#fn-1'> &num;fn-1 # fn-1"
).split(" ")
MARKDOWN = st.lists(
    st.sampled_from([sign.replace("~", " ") for sign in SIGNS])
    | st.sampled_from([" ", "\n", "\n\n", "    ", "\t"])
    | st.text(max_size=2),
    max_size=12,
).map("".join)


def leads(address: str) -> str | None:
    """Lead as a page does: out of the site, or elsewhere on it."""
    return None if address.startswith("../") else address.replace(".md", "/")


@given(MARKDOWN, st.booleans())
@example("[x](no/) `](about/)`", True)  # noqa: FBT003
@example("[*^x*] [`x`^y] [\\^z]", False)  # noqa: FBT003
@example("[a]\n(no/) ]<!-- -->(no/) [b]<b></b>(no/)", True)  # noqa: FBT003
@example("![a](../../config.yaml)", True)  # noqa: FBT003
@example("- ![a\n\n](../x)", True)  # noqa: FBT003
@example("![`#`fn-1](no/)", True)  # noqa: FBT003
@example("<abbr title='#fn-1'>", True)  # noqa: FBT003
@example("[`]`^x&rsqb;", True)  # noqa: FBT003
@example("<table><tr><td>]</td></tr>[^x</table>", False)  # noqa: FBT003
def test_what_the_signs_alone_tell_holds_all_that_is_printed(markdown: str, whole: bool) -> None:  # noqa: FBT001
    told = addresses(markdown, leads)

    if told is not None:
        printed = ends(markdown, leads, whole=whole)
        assert told.issuperset(printed.places.values())
        assert not printed.loose


def test_signs_tell_of_plain_links_and_leave_what_is_in_doubt() -> None:
    assert addresses("A [a](about/), ![b](images/b.png) and [c](https://c.example/?d=1).") == {"about/", "images/b.png"}
    assert addresses("[a](b.md) [c](../d.md)", leads) == {"b/"}
    assert addresses("[a](../b) ![c](../d) weights (`^`)", leads) == {"../d"}
    for doubtful in ("[a](b c)", "[a]: b", "[^1]", '<a href="b/">', "[a](<b>)", "[a](b 'c')", "[a](#fn-1)", "[&#94;a]"):
        assert addresses(doubtful) is None


@pytest.mark.parametrize("editions", [(), (make.edition("2026-W46"), make.edition())])
def test_the_site_has_every_file_that_it_is_sure_to_have(tmp_path: Path, editions: tuple) -> None:
    folder = make.content(tmp_path, *editions, about=ABOUT)
    (folder / "images").mkdir()
    (folder / "images" / "room.jpg").touch()
    there = manuscript.read(make.config(), folder, make.THEME)
    copy = press.copy(make.config(), folder, there, None, make.METHOD)

    assert {"index.html", "about/index.html", "images/room.jpg"} < checking.surely(there, folder) <= copy.files


def test_of_texts_that_lead_to_pages_and_pictures_no_site_is_planned() -> None:
    code = (
        "import sys; from generator.cli import main; "
        "assert main(['check', '--offline', '--quiet']) == 0; "
        "print({'generator.publish.plan', 'generator.collect.going', 'jinja2', 'pelican'} & set(sys.modules))"
    )
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert run.stdout == "set()\n"
