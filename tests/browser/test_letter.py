"""The HTML of a letter where mail programs show it: narrow, wide, dark, and stripped of every style."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import CONTRAST, SIDEWAYS
from tests.publish import golden

pytestmark = pytest.mark.browser

STRIP = """() => {
  for (const sheet of document.querySelectorAll("style")) sheet.remove();
  for (const one of document.querySelectorAll("[style]")) one.removeAttribute("style");
  for (const one of document.querySelectorAll("[class]")) one.removeAttribute("class");
}"""
TEXT = """() => document.querySelector("table").innerText.split(/\\s+/).join(" ")"""
EDGES = """() => [...document.querySelectorAll("h1, h2, h3, p")].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width && (box.left < 0 || box.right > innerWidth);
}).length"""


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the HTML of the golden edition's letter."""
    file = golden.printed(tmp_path_factory.mktemp("letter")) / "editions/2026-W47/letter.eml"
    body = message_from_bytes(Path(file).read_bytes(), policy=policy.default).get_body(("html",))  # type: ignore[attr-defined]
    return str(body.get_content())


@pytest.mark.parametrize("width", [320, 600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_letter_fits_and_can_be_read(browser: Browser, letter: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_content(letter)

    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(EDGES) == 0
    assert page.evaluate(CONTRAST) == []
    context.close()


@pytest.mark.parametrize("width", [320, 600])
def test_a_letter_without_its_styles_keeps_its_words_and_their_order(browser: Browser, letter: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    page = context.new_page()
    page.set_content(letter)
    before = page.evaluate(TEXT)
    page.evaluate(STRIP)

    assert page.evaluate(TEXT) == before
    assert page.evaluate(SIDEWAYS) == 0
    context.close()


def test_a_letter_asks_for_nothing(browser: Browser, letter: str) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(letter)

    assert asked == []
    context.close()
