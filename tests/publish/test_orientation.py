"""Who comes to an edition first, by ear or by keyboard, learns what it is, what is in it and how to get about."""

import re
from pathlib import Path

import pytest

from tests.publish import make

ABOUT = "---\ntitle: About\n---\nA digest.\n"
PICKS = (make.pick(1), make.pick(2, section="research"))
PLACE = "editions/2026-W47/index.html"


def printed(folder: Path, **changed: object) -> Path:
    kind = {"picks": PICKS, "prompts": (make.prompt(),), "network": make.network(), "words": (make.word(),)}
    edition = make.edition(**(kind | changed))
    return make.site(folder, make.edition("2026-W46"), edition, site_url="https://digest.example", about=ABOUT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(tmp_path_factory.mktemp("orientation"))


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    return (site / PLACE).read_text("utf-8")


def test_the_contents_name_every_section_that_has_something_in_the_order_of_the_page(page: str) -> None:
    nav = page[page.index('<nav class="part contents"') :].partition("</nav>")[0]
    named = re.findall(r'<li><a href="#([^"]+)">', nav)
    sections = re.findall(r'<section class="part[^>]*aria-labelledby="([^"]+)"', page)

    assert named == [each for each in sections if each != "chosen"]
    assert {"interests", "research", "network", "words", "table"} <= set(named)
    assert "map of 20 voices" in nav
    assert "1 word<" in nav


def test_every_section_of_the_contents_ends_with_a_way_back_to_them(page: str) -> None:
    nav = page[page.index('<nav class="part contents"') :].partition("</nav>")[0]

    assert page.count('<a class="skip" href="#contents">Skip to the contents</a>') == 1
    assert page.count('<a class="skip" href="#contents">Back to the contents</a>') == nav.count("<li>")


def test_an_edition_without_contents_leads_to_none(tmp_path: Path) -> None:
    bare = printed(tmp_path, picks=PICKS[:1], prompts=())

    assert "#contents" not in (bare / PLACE).read_text("utf-8")


def test_a_feed_has_no_ways_about_a_page(site: Path) -> None:
    feed = (site / "atom.xml").read_text("utf-8")

    for words in ("#contents", "aria-describedby", "Back to the contents"):
        assert words not in feed


def test_an_edition_says_what_it_is_part_of_and_other_pages_do_not(site: Path, page: str) -> None:
    assert '<a href="../../about/">What is this?</a>' in page
    for other in ("index.html", "archive/index.html", "about/index.html"):
        assert "What is this?" not in (site / other).read_text("utf-8"), other


def test_where_no_page_says_what_this_is_nothing_leads_there(tmp_path: Path) -> None:
    bare = make.site(tmp_path, make.edition())

    assert "What is this?" not in (bare / PLACE).read_text("utf-8")


def test_an_edition_says_its_week_once_at_its_head(site: Path, page: str, tmp_path: Path) -> None:
    named = printed(tmp_path, title="The projector died")

    assert ">14–20 November 2026</time>" in page
    assert "Week 47 · 14–20 November 2026</time>" in (named / PLACE).read_text("utf-8")
    assert "Week 47 · 14–20 November 2026</a></time>" in (site / "index.html").read_text("utf-8")


def test_what_every_pick_has_is_told_apart_by_its_heading(page: str) -> None:
    described = re.findall(r'aria-(?:describedby|labelledby)="(pick-[^"]+)"', page)

    assert {*described} == {f"{each}-title" for each in re.findall(r'<article class="pick" id="([^"]+)"', page)}
    for heading in {*described}:
        assert page.count(f'<h3 id="{heading}"') == 1


def test_the_weeks_beside_an_edition_and_the_foot_are_each_one_named_landmark(page: str) -> None:
    foot = page[page.index('<footer class="foot">') :]

    assert '<nav class="beside" aria-label="The week before and the week after">' in page
    assert foot.count("<nav") == 1
    assert '<nav class="ways" aria-label="Everything on this site">' in foot
    assert [f"foot-{number}" for number in (1, 2, 3)] == re.findall(r'<ul aria-labelledby="([^"]+)"', foot)
