"""Pages on paper: how many sheets, nothing cut off, black on white whatever the screen is, addresses spelled out."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import PLACES

pytestmark = pytest.mark.browser

SIZES = {"A4": (794, 1123), "Letter": (816, 1056)}
"""Of a sheet in CSS pixels."""
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  return [style.getPropertyValue("--paper").trim(), style.getPropertyValue("--ink").trim()];
}"""
CUT = """() => [...document.querySelectorAll("main *")].filter(each => {
  const box = each.getBoundingClientRect(), aside = each.closest("svg, [hidden], template, .keep");
  return each.checkVisibility() && !aside && box.width && box.right > innerWidth + 1;
}).map(each => each.className || each.tagName).slice(0, 5)"""
SPELLED = """() => [...document.querySelectorAll(".pick > .actions a")].map(each => ({
  href: each.getAttribute("href"), content: getComputedStyle(each, "::after").content,
}))"""
ALONE = """() => [...document.querySelectorAll(".part > header, .pick > h3")].filter(each =>
  !["avoid", "avoid-page"].includes(getComputedStyle(each).breakAfter)).length"""


@pytest.fixture
def paper(page: Page) -> Page:
    """Open a page as a printer sees it, on a dark screen."""
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", ["", "editions/2026-W47/"])
def test_an_edition_prints_on_four_sheets_at_most(paper: Page, site: str, place: str, size: str) -> None:
    paper.goto(site + place)

    assert 2 <= paper.pdf(format=size).count(b"/Type /Page\n") <= 4


@pytest.mark.parametrize("place", PLACES)
def test_every_page_prints_black_on_white_with_nothing_cut_off(paper: Page, site: str, place: str) -> None:
    paper.goto(site + place)

    assert paper.evaluate(COLOURS) == ["white", "black"]
    assert paper.evaluate(CUT) == []


def test_addresses_are_spelled_out_whole(paper: Page, site: str) -> None:
    paper.goto(site + "editions/2026-W47/")
    found = paper.evaluate(SPELLED)

    assert len(found) > 5
    assert all(each["content"] == f'"{each["href"]}"' for each in found)


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(paper: Page, site: str) -> None:
    paper.goto(site + "editions/2026-W47/")

    assert paper.evaluate(ALONE) == 0


def test_a_note_of_ones_own_is_printed_and_the_place_to_write_is_not(paper: Page, site: str) -> None:
    paper.emulate_media(media="screen")
    paper.goto(site + "editions/2026-W47/")
    place = paper.locator(".pick .keep details").first
    place.locator("summary").click()
    place.locator("textarea").fill("Try this with year 9.")
    place.locator("summary").click()
    paper.reload()
    paper.emulate_media(media="print")

    assert paper.get_by_text("Try this with year 9.").first.is_visible()
    assert not paper.locator(".pick .keep button").first.is_visible()


def test_ways_to_take_it_along_are_on_the_screen_and_not_on_paper(paper: Page, site: str) -> None:
    paper.goto(site + "editions/2026-W47/")
    line = paper.locator(".along:not(.unscripted)")

    assert not line.is_visible()
    paper.emulate_media(media="screen")
    assert line.is_visible()
    assert line.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href').split('/').pop())") == [
        "2026-W47.epub",
        "letter.eml",
    ]
