"""By keyboard alone: everything that can be used is reached, once, in the order of reading, and is seen when it is."""

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

EDITION = "editions/2026-W47/"
WALK = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  const part = e.closest("header, main, footer") || document.body;
  return {at: all.indexOf(e), part: part.tagName, name: (e.innerText || e.ariaLabel || "").slice(0, 40),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? style.outlineColor : "",
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""
ALL = """() => [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
  .filter(e => e.checkVisibility()).length"""


def walk(page: Page, stops: int) -> list[dict[str, object]]:
    found = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        found.append(page.evaluate(WALK))
    return found


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_an_edition_is_walked_through_in_the_order_of_reading(page: Page, site: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site + EDITION)
    page.wait_for_function("!document.querySelector('.keep[hidden]')")
    stops = walk(page, page.evaluate(ALL))

    places = [stop["at"] for stop in stops]
    assert places == sorted(set(places)), "each once, and never back"
    assert [stop for stop in stops if not (stop["ring"] and stop["seen"] and stop["name"])] == []
    parts = [stop["part"] for stop in stops]
    assert [part for at, part in enumerate(parts) if part != parts[at - 1 if at else -1]] == [
        "BODY",
        "HEADER",
        "MAIN",
        "FOOTER",
    ]


def test_the_ring_stands_out_from_the_paper_in_every_mode(page: Page, site: str) -> None:
    for scheme, forced in (("light", "none"), ("dark", "none"), ("light", "active")):
        page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        page.goto(site + EDITION)
        (stop,) = walk(page, 1)
        assert stop["ring"] != page.evaluate("getComputedStyle(document.documentElement).backgroundColor"), (
            scheme,
            forced,
        )


def test_what_opens_is_opened_and_closed_with_the_same_key(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    for part in (".pick details.why > summary", "details.roll > summary"):
        summary = page.locator(part).first
        summary.focus()
        page.keyboard.press("Enter")
        assert summary.evaluate("e => e.parentElement.open"), part
        page.keyboard.press("Space")
        assert not summary.evaluate("e => e.parentElement.open"), part


def test_a_note_is_written_and_left_without_a_mouse(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    page.wait_for_function("!document.querySelector('.keep[hidden]')")
    page.locator(".pick .keep summary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type("Try this with year 9.")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA", "no trap (WCAG 2.2, 2.1.2)"
    page.goto(site + "notes/")
    assert "Try this with year 9." in page.locator("#mine").inner_text()


def test_a_question_before_erasing_holds_the_focus_and_gives_it_back(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    page.wait_for_function("!document.querySelector('.keep[hidden]')")
    page.locator(".pick .keep button").first.click()
    page.goto(site + "notes/")
    erase = page.locator("[data-is=clear]")
    erase.focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog").evaluate("e => e.open && e.contains(document.activeElement)")
    page.keyboard.press("Escape")

    assert not page.locator("dialog").evaluate("e => e.open")
    assert erase.evaluate("e => e === document.activeElement")


def test_a_link_within_the_page_takes_the_keyboard_along(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + EDITION)
    page.locator(".contents a").last.focus()
    page.keyboard.press("Enter")
    (stop,) = walk(page, 1)

    place = re.search(r"#(.+)", page.url)
    assert place
    assert page.evaluate("([id, at]) => !!(document.getElementById(id).compareDocumentPosition("
                         "document.querySelectorAll('*')[at]) & 4)", [place[1], stop["at"]])  # fmt: skip
