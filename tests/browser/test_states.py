"""Every state that is designed, on the invented site of the styleguide: whole, legible, named, however one looks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from generator import publish
from generator.model import ThemeWishes
from generator.publish.dress import tokens
from tests.browser.conftest import renewed, served
from tests.browser.test_pages import CONTRAST, SIDEWAYS, watched
from tests.publish import make

pytestmark = pytest.mark.browser

WISHES = ThemeWishes(
    light={"paper": "#ffffff", "accent": "#0b6bcb", "link": "#0058ad"},
    dark={"paper": "#151515", "accent": "#96c4ff", "link": "#96c4ff"},
    text='"Liberation Serif", serif',
    measure=50,
    size=120,
)
NAMELESS = """() => [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [role=img]")]
  .filter(e => e.checkVisibility())
  .filter(e => !(e.innerText || "").trim() && !e.getAttribute("aria-label") && !e.labels?.length
    && !document.getElementById((e.getAttribute("aria-labelledby") || "-").split(" ")[0]))
  .map(e => e.outerHTML.slice(0, 90))"""
"""What one can use, or is a picture, and has no name (WCAG 2.2, 4.1.2 and 1.1.1)."""
BROKEN = """() => [...document.querySelectorAll("[aria-labelledby], [aria-describedby], [for], [headers]")]
  .flatMap(e => ["aria-labelledby", "aria-describedby", "for", "headers"]
    .flatMap(name => (e.getAttribute(name) || "").split(" ").filter(Boolean)))
  .filter(id => !document.getElementById(id))"""
TABLES = """() => [...document.querySelectorAll("table")].filter(e => e.checkVisibility())
  .filter(e => !e.querySelector("th[scope]") && !e.closest(".prose")).length"""
SMALL = """() => [...document.querySelectorAll("nav a, .actions a, .feeds dt a, button, summary")]
  .filter(e => e.checkVisibility())
  .filter(e => (e.closest("nav li, .beside p, dt") || e).getBoundingClientRect().height < 23.5)
  .map(e => e.innerText.slice(0, 30))"""
"""Targets lower than 24 px, a fraction of a pixel left aside; in lists the line counts (WCAG 2.2, 2.5.8: spacing)."""
CUT = """() => [...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && e.children.length === 0)
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" && !e.closest("svg"))
  .map(e => e.className + ": " + e.innerText.slice(0, 40))"""


LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((320, "light"), (640, "dark"), (1280, "light"))


def guide(root: Path, **wishes: object) -> Path:
    config = make.config(**wishes)
    return publish.styleguide(
        config, content=root / "content", output=root / "site", theme=make.THEME, site_url=None
    ).folder


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Serve the styleguide; give its address and the places of all its pages."""
    folder = guide(tmp_path_factory.mktemp("guide"))
    places = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if "pagefind" not in path.parts
    )
    with served(folder) as address:
        yield address, tuple(places)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


Looked = dict[str, dict[tuple[int, str] | str, object]]


@pytest.fixture(scope="module")
def looked(window: Page, states: tuple[str, tuple[str, ...]]) -> Looked:
    """Open every page once and ask it everything, in every width and light, for the tests to read."""
    address, places = states
    renewed(window).set_viewport_size({"width": 320, "height": 800})
    found: Looked = {}
    for place in places:
        window.emulate_media(color_scheme="light")
        window.set_viewport_size({"width": 320, "height": 800})
        with watched(window) as heard:
            opened(window, address + place)
        found[place] = {"used": [*heard, *(each for ask in (NAMELESS, BROKEN, SMALL) for each in window.evaluate(ask))]}
        found[place]["tables"] = window.evaluate(TABLES)
        for width, scheme in LOOKS:
            window.set_viewport_size({"width": width, "height": 800})
            window.emulate_media(color_scheme=scheme)
            found[place][width, scheme] = (
                window.evaluate(SIDEWAYS) <= 0,
                window.evaluate(CONTRAST),
                window.evaluate(CUT),
            )
    return found


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_state_fits_and_stands_out_from_its_ground(looked: Looked, width: int, scheme: str) -> None:
    found = {place: answers[width, scheme] for place, answers in looked.items()}

    assert found
    assert {place: each for place, each in found.items() if each != (True, [], [])} == {}


def test_whatever_can_be_used_has_a_name_and_a_size(looked: Looked) -> None:
    assert {place: answers["used"] for place, answers in looked.items() if answers["used"]} == {}
    assert [place for place, answers in looked.items() if answers["tables"]] == []


def test_marks_lines_and_controls_are_seen_in_forced_colours(page: Page, states: tuple[str, tuple[str, ...]]) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(states[0])
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    for part, name in ((".mark", "color"), (".lines path", "stroke"), (".marks path", "stroke"), (".map text", "fill"),
                       (".pick .actions a", "color"), (".part", "borderTopColor"), (".ear", "color")):  # fmt: skip
        assert page.locator(part).first.evaluate(f"e => getComputedStyle(e).{name}") != ground, part


def test_without_scripts_nothing_is_offered_that_does_not_work(
    browser: Browser, states: tuple[str, tuple[str, ...]]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for place in ("index.html", "notes/index.html"):
        page.goto(states[0] + place)
        assert [each for each in page.locator("button").all() if each.is_visible()] == [], place
    context.close()


def test_a_week_and_a_site_without_anything_say_why(page: Page, states: tuple[str, tuple[str, ...]]) -> None:
    reasons = set()
    for place in (*(f"editions/2026-W{number}/" for number in range(40, 44)), "first-run/"):
        page.goto(states[0] + place)
        reasons.add(page.locator(".empty").inner_text())
        assert page.locator(".pick").count() == 0

    assert len(reasons) == 5


def test_the_styleguide_leads_to_every_state_and_measures_every_colour(
    page: Page, states: tuple[str, tuple[str, ...]]
) -> None:
    page.goto(states[0] + "styleguide/")
    shades = page.locator("#colours").locator("xpath=ancestor::section").locator("tr").all_inner_texts()

    assert {"paper", "ink", "soft", "accent", "scholar", "six"} <= {row.split("\t")[0].strip() for row in shades}
    assert all(page.locator(f'main a[href*="2026-W{number}"]').count() for number in range(40, 48))
    assert page.locator(".trouble, .paper, .offline, .keep button, .jotting").count() >= 5


def test_paper_is_white_and_black_whatever_the_theme_and_the_system_say(page: Page, tmp_path: Path) -> None:
    with served(guide(tmp_path, theme=WISHES)) as address:
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(address)

        assert page.evaluate(
            "['backgroundColor', 'color'].map(name => getComputedStyle(document.documentElement)[name])"
        ) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") < 13
        hue = page.locator(".prompt.sceptic .who b").first.evaluate("e => getComputedStyle(e).color")
        assert hue == "rgb(0, 0, 0)", "ink, as all the rest"


def test_what_config_yaml_says_of_the_theme_is_what_a_reader_sees(page: Page, tmp_path: Path) -> None:
    seen = """() => { const of = (part, name) => getComputedStyle(document.querySelector(part))[name];
      return {paper: of("html", "backgroundColor"), mark: of(".warning summary", "borderInlineStartColor"),
        link: of(".pick .actions a", "color"), face: of("html", "fontFamily"), size: of("html", "fontSize"),
        wide: document.querySelector(".picks").getBoundingClientRect().width}; }"""
    with served(guide(tmp_path, theme=WISHES)) as address:
        page.goto(address)
        light = page.evaluate(seen)
        assert page.evaluate(CONTRAST) == []
        page.emulate_media(color_scheme="dark")
        dark = page.evaluate(seen)
        page.emulate_media(forced_colors="active")
        forced = page.evaluate(seen)

    assert (light["paper"], light["mark"], light["link"]) == (
        "rgb(255, 255, 255)",
        "rgb(11, 107, 203)",
        "rgb(0, 88, 173)",
    )
    assert light["face"].startswith('"Liberation Serif"')
    assert float(light["size"].removesuffix("px")) == pytest.approx(18.4 * 1.2, abs=0.1)
    assert light["wide"] == pytest.approx(50 * tokens.CHARACTER * 18.4 * 1.2, abs=2)
    assert (dark["paper"], dark["mark"]) == ("rgb(21, 21, 21)", "rgb(150, 196, 255)")
    assert forced["paper"] not in {light["paper"], dark["paper"]} or forced["link"] not in {light["link"], dark["link"]}
