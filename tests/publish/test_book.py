import shutil
import subprocess
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from markupsafe import Markup

from generator.model import Edition
from generator.publish import book, fragment, typeset
from tests.publish import make
from tests.publish.bench import SITE, bench, planned

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
JARS = (Path("/usr/share/java/epubcheck.jar"),)

WEEK = make.edition(
    note="Read **this** first, and [what is new](about/).\n\n![A drawn map](images/map.png)\n\n---\n\nA  break.",
    picks=(
        make.pick(1, also=(make.mention(),)),
        make.pick(2, language="ar", title="تعليم الكسور بالخبز", excerpt="في صفّنا نقسم الخبز."),
        make.pick(3, warning="loss", excerpt="What must not be seen at once."),
        make.pick(4, title="<b>&amp;\x0c", excerpt="<script>alert(1)</script> & so on", name="<i>x"),
    ),
    prompts=(make.prompt(about=(make.pick(1).id,)), make.prompt(id="b", lens="scholar", text="And?")),
    words=(make.word(),),
    network=make.network(),
)
EARLIER = make.edition("2026-W46", picks=(make.pick(5),))


@cache
def shelf() -> dict[str, bytes]:
    return {each.file: each.make(bench()) for each in book.offprints(planned(EARLIER, WEEK))}


def books(*editions: Edition, **changed: Any) -> dict[str, bytes]:
    return {each.file: each.make(bench()) for each in book.offprints(planned(*editions, **changed))}


def week() -> bytes:
    return shelf()["editions/2026-W47/2026-W47.epub"]


def month() -> bytes:
    return shelf()["reviews/2026-11/2026-11.epub"]


def files(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def package(content: bytes) -> ET.Element:
    return ET.fromstring(files(content)["EPUB/package.opf"])


def said(content: bytes, name: str) -> str:
    found = package(content).find(f"{OPF}metadata/{DC}{name}")
    return "" if found is None else str(found.text)


def page(content: bytes, name: str = "2026-W47.xhtml") -> ET.Element:
    return ET.fromstring(files(content)[f"EPUB/{name}"])


def words(content: bytes, name: str = "2026-W47.xhtml") -> str:
    return " ".join("".join(page(content, name).itertext()).split())


# ---------------------------------------------------------------- the container


def test_there_is_a_book_of_every_edition_with_picks_and_of_every_month() -> None:
    empty = make.edition("2026-W45", picks=())

    assert sorted(books(empty, EARLIER, WEEK)) == [
        "editions/2026-W46/2026-W46.epub",
        "editions/2026-W47/2026-W47.epub",
        "reviews/2026-11/2026-11.epub",
    ]


def test_editions_of_a_quarter_and_months_of_two_years_have_a_book() -> None:
    weeks, named = [], WEEK.week
    for _ in range(120):
        weeks.append(make.edition(str(named)))
        named = named.before()
    found = [each.file for each in book.offprints(planned(*reversed(weeks)))]

    assert sum(file.startswith("editions/") for file in found) == 12
    assert sum(file.startswith("reviews/") for file in found) == 24
    assert "editions/2026-W47/2026-W47.epub" in found
    assert "reviews/2026-11/2026-11.epub" in found


def test_its_first_file_says_what_it_is_and_nothing_is_dated_or_pressed() -> None:
    with ZipFile(BytesIO(week())) as opened:
        about = opened.infolist()

    assert about[0].filename == "mimetype"
    assert week()[30:58] == b"mimetypeapplication/epub+zip", "at its place in the bytes, for those who look there"
    assert {each.compress_type for each in about} == {ZIP_STORED}
    assert {each.date_time for each in about} == {(1980, 1, 1, 0, 0, 0)}


def test_two_builds_give_the_same_bytes() -> None:
    assert books(EARLIER, WEEK) == shelf()


def test_the_package_names_every_file_and_no_other() -> None:
    for content in shelf().values():
        items = {str(item.get("href")) for item in package(content).iter(f"{OPF}item")}
        there = {name.removeprefix("EPUB/") for name in files(content) if name.startswith("EPUB/")}

        assert items | {"package.opf"} == there


def test_ids_are_stable_and_no_two_books_share_one() -> None:
    elsewhere = books(EARLIER, replace(WEEK, note=""), site_url="https://other.example", config=make.config(title="X"))
    ids = [said(content, "identifier") for content in shelf().values()]

    assert ids == [said(content, "identifier") for content in elsewhere.values()]
    assert len(set(ids)) == 3
    assert all(each.startswith("urn:uuid:") for each in ids)


def test_a_book_is_as_old_as_its_newest_edition() -> None:
    for content in (week(), month()):
        metas = {each.get("property"): each.text for each in package(content).iter(f"{OPF}meta")}

        assert metas["dcterms:modified"] == "2026-11-20T05:00:00Z"
        assert said(content, "date") == "2026-11-20"


def test_it_says_how_it_can_be_read() -> None:
    """EPUB Accessibility 1.1, section 2: what a book has to say of itself."""
    metas = [(str(each.get("property")), str(each.text)) for each in package(week()).iter(f"{OPF}meta")]
    told = dict(metas)

    assert told["schema:accessMode"] == told["schema:accessModeSufficient"] == "textual"
    assert told["schema:accessibilityHazard"] == "none"
    assert told["schema:accessibilitySummary"].startswith("Text alone")
    assert {value for name, value in metas if name == "schema:accessibilityFeature"} >= {
        "tableOfContents",
        "readingOrder",
    }


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """In the book of a month, which has every kind of page; Java takes seconds to start."""
    jar, java = next((each for each in JARS if each.exists()), None), shutil.which("java")
    if jar is None or java is None:
        pytest.skip("no epubcheck found; on Debian and Ubuntu: apt-get install epubcheck")
    path = tmp_path / "book.epub"
    path.write_bytes(month())
    told = subprocess.run([java, "-jar", str(jar), str(path)], capture_output=True, text=True, check=False)

    assert "No errors or warnings detected" in told.stdout + told.stderr, told.stderr


# ---------------------------------------------------------------- what is read


def test_a_book_reads_as_the_edition_does() -> None:
    order = [
        "From the editor",
        "Feedback, part 1",
        "تعليم",
        "Words of the week",
        "Around the table",
        "That was the week",
    ]
    places = [words(week()).index(each) for each in order]

    assert places == sorted(places)


def test_a_month_holds_its_editions_oldest_first() -> None:
    spine = [str(each.get("idref")) for each in package(month()).iter(f"{OPF}itemref")]
    items = {each.get("id"): each.get("href") for each in package(month()).iter(f"{OPF}item")}

    assert [items[each] for each in spine] == ["title.xhtml", "nav.xhtml", "2026-W46.xhtml", "2026-W47.xhtml"]
    assert said(month(), "title") == "The Staff Room: November 2026"


def test_the_title_page_says_that_these_are_excerpts_and_where_the_site_is() -> None:
    for content, place in ((week(), "editions/2026-W47/"), (month(), "reviews/2026-11/")):
        assert "This book holds beginnings and short posts." in words(content, "title.xhtml")
        assert f"{SITE}/{place}" in words(content, "title.xhtml")


def test_every_way_in_the_contents_leads_somewhere() -> None:
    for content in shelf().values():
        ways = [str(each.get("href")) for each in page(content, "nav.xhtml").iter(f"{XHTML}a")]
        for file, _, anchor in (way.partition("#") for way in ways):
            ids = {each.get("id") for each in page(content, file).iter()}
            assert not anchor or anchor in ids


def test_a_question_leads_to_its_pick_in_the_same_file() -> None:
    inside = [str(each.get("href")) for each in page(week()).iter(f"{XHTML}a") if str(each.get("href"))[0] == "#"]
    ids = {each.get("id") for each in page(week()).iter()}

    assert inside
    assert {each.removeprefix("#") for each in inside} <= ids


def test_a_question_has_room_to_think() -> None:
    assert len([each for each in page(week()).iter(f"{XHTML}div") if each.get("class") == "line"]) == 10


def test_a_text_under_a_warning_is_left_out_and_it_says_so() -> None:
    assert "What must not be seen" not in words(week())
    assert "Content warning: loss. The text is kept at its source" in words(week())


def test_foreign_text_is_text_and_says_its_language() -> None:
    tags = {each.tag.removeprefix(XHTML) for each in page(week()).iter()}
    arabic = [each for each in page(week()).iter() if each.get(LANGUAGE) == "ar"]

    assert "script" not in tags
    assert "<script>alert(1)</script>" in words(week())
    assert {each.get("lang") for each in arabic} == {"ar"}
    assert any(each.get("dir") == "rtl" for each in arabic)


def test_an_arabic_book_turns_its_pages_to_the_right() -> None:
    content = books(WEEK, config=make.config(language="ar"))["editions/2026-W47/2026-W47.epub"]
    spine = package(content).find(f"{OPF}spine")
    assert spine is not None

    assert spine.get("page-progression-direction") == "rtl"
    assert page(content).get("dir") == "rtl"
    assert said(content, "language") == "ar"


def test_a_site_without_an_address_leads_to_originals_alone() -> None:
    content = books(WEEK, site_url=None)["editions/2026-W47/2026-W47.epub"]
    ways = [str(each.get("href")) for each in page(content).iter(f"{XHTML}a")]

    assert [way for way in ways if not way.startswith(("#", "https://"))] == []
    assert said(content, "source") == ""


# ---------------------------------------------------------------- the owner's markup, elsewhere


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("One<br>two & <b>three</b>\n\n---", "<p>One<br/>two &amp; <b>three</b></p>\n<hr/>"),
        ("![A map](images/a.png)", "<p><em>[A map]</em></p>"),
        ("[about](about/) and [there](https://room.example/?a=1&b=2)",
         '<p>about and <a href="https://room.example/?a=1&amp;b=2">there</a></p>'),
        ('<span lang="de">x</span> <q lang="de">Ja</q>', '<p>x <q lang="de" xml:lang="de">Ja</q></p>'),
    ],
)  # fmt: skip
def test_markup_becomes_xml_without_pictures_and_dead_links(markdown: str, wanted: str) -> None:
    made = fragment.xml(typeset.typeset(markdown, lambda _: ""), lambda words: f"[{words}]")

    assert made.strip() == wanted
    ET.fromstring(f"<div>{made}</div>")


def test_an_entity_that_xml_does_not_know_becomes_its_sign() -> None:
    assert fragment.xml(Markup("<p>a&nbsp;b&eacute;</p>")) == "<p>a\N{NO-BREAK SPACE}bé</p>"
