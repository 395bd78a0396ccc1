"""The map of the network in a real browser: its writing can be read on a phone, on paper, in the dark, by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import served
from tests.publish import make

pytestmark = pytest.mark.browser

NAMES = ("Österreichische Gesellschaft für Hochschuldidaktik", "علي حسن الكرمي", "李梅老师的课堂笔记本", *make.PEOPLE)

LABELS = """() => [...document.querySelectorAll(".map text")].filter(e => getComputedStyle(e).display !== "none")
  .map(e => {
    const box = e.getBoundingClientRect(), scale = e.ownerSVGElement.getScreenCTM().a;
    return {text: e.textContent, size: parseFloat(getComputedStyle(e).fontSize) * scale,
            left: box.left, right: box.right, top: box.top, bottom: box.bottom};
  })"""

FRAME = """() => {
  const box = document.querySelector(".map").getBoundingClientRect();
  return {left: box.left, right: box.right, top: box.top, bottom: box.bottom};
}"""

HUES = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const light = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
      .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  };
  const paper = light(getComputedStyle(document.documentElement).backgroundColor);
  return [...document.querySelectorAll(".marks > g, .lines path")].map(e => {
    const mark = e.querySelector("path") ?? e;
    const [a, b] = [light(getComputedStyle(mark).stroke), paper].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve three weeks of a growing network, the last with names of every kind."""
    loose = make.network(48, NAMES)
    loose = replace(loose, nodes=tuple(replace(node, circle=node.circle * (node.number < 40)) for node in loose.nodes))
    maps = (make.network(5), make.network(20), loose)
    picks = tuple(make.pick(number, voice=f"https://voices.example/{number}") for number in (1, 4, 7))
    editions = [make.edition(f"2026-W{week}", network=each, picks=picks) for week, each in enumerate(maps, 45)]
    with served(make.site(tmp_path_factory.mktemp("network"), *editions, site_url="https://room.example")) as address:
        yield address


@pytest.mark.parametrize("place", ["", "network/"])
def test_labels_are_legible_whole_and_clear_of_one_another(page: Page, site: str, place: str) -> None:
    page.goto(site + place)
    for width in (320, 639, 640, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        legible(page.evaluate(LABELS), page.evaluate(FRAME))


def legible(labels: list[dict[str, Any]], frame: dict[str, float]) -> None:
    assert len(labels) > 5
    assert [each for each in labels if not 10.5 <= each["size"] <= 20] == []
    for each in labels:
        assert frame["left"] <= each["left"], each
        assert each["right"] <= frame["right"], each
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] + 2 or other["bottom"] <= one["top"] + 2, (one, other)


def test_every_mark_and_line_stands_out_from_paper(page: Page, site: str) -> None:
    page.goto(site)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)

        assert min(page.evaluate(HUES)) >= 4.5, scheme


def test_the_map_is_one_picture_with_a_name_and_no_stop_for_the_keyboard(page: Page, site: str) -> None:
    page.goto(site)
    picture = page.get_by_role("img", name="Map of the network")

    assert picture.count() == 1
    assert picture.locator("a, [tabindex]").count() == 0


def test_the_keyboard_opens_the_table_and_goes_through_its_voices_in_their_order(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("details.roll > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details.roll table").is_visible()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('tr').querySelector('a').textContent"))
    voices = page.locator("details.roll tbody th[scope=row] > a").all_inner_texts()

    assert list(dict.fromkeys(stops)) == voices[: len(set(stops))]


def test_nothing_has_to_be_scrolled_sideways(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    for place in ("", "network/"):
        page.goto(site + place)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_forced_colours_leave_shapes_and_words(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site)
    strokes = page.locator(".marks path").evaluate_all("all => [...new Set(all.map(e => getComputedStyle(e).stroke))]")

    assert strokes == [page.locator("body").evaluate("e => getComputedStyle(e).color")]


@pytest.mark.parametrize("place", ["", "network/"])
def test_paper_has_the_wide_map_across_the_sheet_and_no_closed_table(page: Page, site: str, place: str) -> None:
    """An edition is printed in two columns, and its map goes across both."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{site}{place}")
    page.emulate_media(media="print")

    assert page.locator(".map .wide").first.is_visible()
    assert not page.locator(".map .narrow").first.is_visible()
    assert page.locator("main > .network").first.evaluate("e => getComputedStyle(e).columnSpan") == (
        "none" if place else "all"
    )
    assert page.locator("details.roll:visible").count() == 0


def test_the_page_keeps_names_of_other_scripts_as_they_are(page: Page, site: str) -> None:
    page.goto(site)

    assert set(NAMES) <= set(page.locator(".marks title").all_text_contents())
