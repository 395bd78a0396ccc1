"""What readers meet: on a wide screen, a phone, paper; in the light, in the dark; by keyboard; without scripts."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import renewed, served
from tests.publish import golden, make, payloads

pytestmark = pytest.mark.browser

PLACES = (
    "",
    "editions/2026-W45/",
    "editions/2026-W46/",
    "editions/2026-W47/",
    "alerts/",
    "archive/",
    "notes/",
    "sources/",
    "how-it-chooses/",
    "about/",
    "subscribe/",
    "404.html",
)

PARTS = ("header.masthead", "main", "footer.foot", "h1")
WIDTHS = (320, 640, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

LEVELS = """all => all.map(e => Number(e.tagName[1]))"""

SIDEWAYS = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const known = new Map();
  const rgba = colour => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!words || !element.checkVisibility()) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 7) found.push([words.slice(0, 40), element.className, Math.round(ratio * 100) / 100]);
  }
  return found;
}"""

FOCUSABLE = (
    """() => [...document.querySelectorAll("a[href], button, summary")].filter(e => e.checkVisibility()).length"""
)

FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  window.seen ??= new Set();
  const first = !window.seen.has(element); window.seen.add(element);
  return {tag: element.tagName, first, outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""


@contextmanager
def watched(page: Page) -> Iterator[list[str]]:
    """Collect what must not happen on a page."""
    heard: list[str] = []
    ears: dict[str, Callable[[Any], object]] = {
        "console": lambda message: heard.append(f"console: {message.text}"),
        "pageerror": lambda error: heard.append(f"error: {error}"),
        "dialog": lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()),
        "request": lambda asked: None if asked.url.startswith("http://127.0.0.1:") else heard.append(asked.url),
    }
    for event, ear in ears.items():
        page.on(event, ear)  # type: ignore[call-overload]
    yield heard
    for event, ear in ears.items():
        page.remove_listener(event, ear)


Looked = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def looked(window: Page, site: str) -> Looked:
    """Open every page once and ask it everything, in every width and light, for the tests to read."""
    found: Looked = {}
    for place in PLACES:
        renewed(window)
        with watched(window) as heard:
            window.goto(site + place)
        found[place] = {"heard": heard, "levels": window.locator("h1, h2, h3, h4").evaluate_all(LEVELS)}
        found[place]["parts"] = [window.locator(part).count() for part in PARTS]
        window.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 800})
            found[place][str(width)] = window.evaluate(SIDEWAYS)
        for scheme in SCHEMES:
            window.emulate_media(color_scheme=scheme)
            found[place][scheme] = window.evaluate(CONTRAST)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_a_page_loads_without_a_word_to_anyone_else(looked: Looked, place: str) -> None:
    assert looked[place]["heard"] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_has_to_be_scrolled_sideways(looked: Looked, width: int) -> None:
    """320 is a small phone and a wide screen at 400 %, 640 a wide screen at 200 % (WCAG 2.2, 1.4.10)."""
    assert {place: answers[str(width)] for place, answers in looked.items() if answers[str(width)] > 0} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_word_stands_out_from_its_ground(looked: Looked, scheme: str) -> None:
    assert {place: answers[scheme] for place, answers in looked.items() if answers[scheme]} == {}


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site)
    stops = []
    for _ in range(page.evaluate(FOCUSABLE)):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))

    assert all(stop["first"] for stop in stops), "each stop once"
    assert {stop["tag"] for stop in stops} == {"A", "BUTTON", "SUMMARY"}
    assert [stop for stop in stops if not (stop["outline"] and stop["inside"])] == []


def test_the_first_stop_leads_past_the_navigation(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    skip = page.locator(".skip").first
    assert skip.evaluate("e => e === document.activeElement && getComputedStyle(e).clipPath === 'none'")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_is_lost_without_scripts(browser: Browser, site: str) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(site)
        texts.append(page.inner_text("body"))
        context.close()

    (instead,) = (line for line in texts[1].splitlines() if line not in texts[0].splitlines())
    words = [set(re.findall(r"\w{3,}", text.lower())) for text in texts]
    assert "JavaScript" in instead
    assert words[0] - words[1] == set()
    assert "That was the week." in texts[1]


def test_a_content_warning_stays_closed_until_it_is_opened(page: Page, site: str) -> None:
    page.goto(site)
    warning = page.locator(".pick details.warning")
    assert not warning.locator(".excerpt").is_visible()
    warning.locator("summary").focus()
    page.keyboard.press("Enter")

    assert warning.locator(".excerpt").is_visible()


def test_a_question_leads_to_what_it_is_about(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site)
    page.get_by_role("link", name="A field guide to school noticeboards").last.click()

    assert page.locator(".pick:target h3").inner_text() == "A field guide to school noticeboards"
    assert page.locator(".pick:target").bounding_box()["y"] < 200  # type: ignore[index]


def test_foreign_text_runs_as_it_should(page: Page, site: str) -> None:
    page.goto(site)
    arabic = page.locator("h3[lang=ar]")

    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("h3[lang=ja]").count() == 1


@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_its_landmarks_and_its_headings_in_order(looked: Looked, place: str) -> None:
    levels = looked[place]["levels"]

    assert looked[place]["parts"] == [1] * len(PARTS)
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_paper_has_the_addresses_and_not_the_navigation(page: Page, site: str) -> None:
    page.goto(site)
    page.emulate_media(media="print")
    shown = [part for part in (".masthead nav", ".foot", ".skip", ".earlier") if page.locator(part).first.is_visible()]
    address = page.locator(".pick .actions a").first.evaluate("e => getComputedStyle(e, '::after').content")

    assert shown == []
    assert address == '"https://lesson.example/2026/11/3"'
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 4


def test_motion_is_left_out_where_it_is_not_wanted(page: Page, site: str) -> None:
    page.goto(site)
    page.emulate_media(reduced_motion="reduce")

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_marks_and_rules_survive_forced_colours(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site)
    mark = page.locator(".mark").first
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert mark.evaluate("e => getComputedStyle(e).color") != ground


# ---------------------------------------------------------------- other weeks


def test_a_site_opens_from_a_disk(page: Page, tmp_path: Path) -> None:
    folder = golden.printed(tmp_path, site_url=None)
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="All weeks").first.click()
    page.get_by_role("link", name="The week the projector died").click()

    assert page.locator("h1").inner_text() == "The week the projector died"


def test_forty_picks_and_none_at_all_are_pages_too(page: Page, tmp_path: Path) -> None:
    forty = make.edition(picks=tuple(make.pick(number, title="W" * 90 + f" {number}") for number in range(40)))
    for name, editions in (("none", ()), ("forty", (forty,))):
        with served(make.site(tmp_path / name, *editions)) as address:
            page.set_viewport_size({"width": 320, "height": 800})
            page.goto(address)
            assert page.evaluate(SIDEWAYS) <= 0, name
            assert page.locator("h1").inner_text() == "The Staff Room"


def test_what_means_harm_does_none_in_a_browser(page: Page, tmp_path: Path) -> None:
    with served(make.site(tmp_path, payloads.edition())) as address, watched(page) as heard:
        for place in ("", "sources/index.html", "archive/index.html"):
            page.goto(address + place)
            page.evaluate(
                """() => { for (const element of document.querySelectorAll("*"))
                    for (const name of ["click", "mouseover", "error", "load", "focus", "toggle"])
                        if (!element.closest("a[href]")) element.dispatchEvent(new Event(name)); }"""
            )

    assert heard == []
