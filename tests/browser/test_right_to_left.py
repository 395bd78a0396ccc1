"""The Arabic site in a browser: it stands the other way round, and what is Latin or foreign in it stays as it is."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import renewed, served
from tests.browser.test_pages import CONTRAST, SCHEMES, SIDEWAYS, watched
from tests.publish import arabic

pytestmark = pytest.mark.browser

PLACES = (
    "",
    "editions/2026-W45/",
    "editions/2026-W46/",
    "editions/2026-W47/",
    "alerts/",
    "archive/",
    "network/",
    "notes/",
    "words/",
    "search/",
    "sources/",
    "how-it-chooses/",
    "about/",
    "404.html",
)
WIDE = 1280

SLANTED = """() => {
  const joined = /[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]/, found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim(), style = getComputedStyle(walker.currentNode.parentElement);
    if (!joined.test(words[0] ?? "")) continue;
    if (style.fontStyle !== "normal" || !["normal", "0px"].includes(style.letterSpacing))
      found.push([words.slice(0, 40), style.fontStyle, style.letterSpacing]);
  }
  return found;
}"""

OUTSIDE = """() => [...document.querySelectorAll("main *")]
  .filter(e => e.checkVisibility() && !e.closest("svg") && e.getBoundingClientRect().left < -1)
  .map(e => e.outerHTML.slice(0, 80))"""
"""What hangs out at the end of a line: a page cannot be scrolled that way, so it would be lost."""

ACROSS = """(element, words) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.textContent.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    return [range.getBoundingClientRect().left, range.getBoundingClientRect().right];
  }
  throw new Error(`not here: ${words}`);
}"""


EDGES = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [range.getBoundingClientRect().left, range.getBoundingClientRect().right];
}"""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the Arabic site."""
    with served(arabic.printed(tmp_path_factory.mktemp("arabic"))) as address:
        yield address


def across(line: Locator, words: str) -> tuple[float, float]:
    """Return where words of a line begin and end on the screen, from the left."""
    begins, ends = line.evaluate(ACROSS, words)
    return float(begins), float(ends)


def reads(line: Locator, *parts: str) -> bool:
    """Tell whether parts of a line follow one another from right to left."""
    places = [across(line, part) for part in parts]
    return all(later[1] <= earlier[0] + 1 for earlier, later in pairwise(places))


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


Looked = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def looked(window: Page, left: str) -> Looked:
    """Open every page once and ask it everything, narrow and wide, in either light, for the tests to read."""
    renewed(window)
    found: Looked = {}
    for place in PLACES:
        window.set_viewport_size({"width": 320, "height": 800})
        opened(window, left + place)
        found[place] = {"narrow": (window.evaluate(SIDEWAYS), window.evaluate(OUTSIDE))}
        window.set_viewport_size({"width": WIDE, "height": 900})
        for scheme in SCHEMES:
            window.emulate_media(color_scheme=scheme)
            found[place][scheme] = (window.evaluate(SLANTED), window.evaluate(CONTRAST))
    return found


def test_nothing_has_to_be_scrolled_sideways(looked: Looked) -> None:
    assert {place: answers["narrow"] for place, answers in looked.items() if answers["narrow"] != (0, [])} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_arabic_is_neither_slanted_nor_spaced_and_stands_out(looked: Looked, scheme: str) -> None:
    assert {place: answers[scheme] for place, answers in looked.items() if answers[scheme] != ([], [])} == {}


def test_arabic_in_an_english_site_is_neither_slanted_nor_spaced(page: Page, site: str) -> None:
    for place in ("", "editions/2026-W47/", "words/"):
        opened(page, site + place)

        assert page.evaluate(SLANTED) == [], place


def test_latin_words_in_an_arabic_site_may_still_be_slanted(page: Page, left: str) -> None:
    page.goto(left)
    why = page.locator(".why span[dir]").first

    assert why.evaluate("e => getComputedStyle(e).fontStyle") == "italic"


def test_what_is_stressed_in_arabic_is_stressed_by_weight(page: Page, left: str) -> None:
    page.goto(left + "about/")
    stressed, plain = page.locator(".prose em"), page.locator(".prose p").first
    weight = "e => Number(getComputedStyle(e).fontWeight)"

    assert stressed.evaluate(weight) > plain.evaluate(weight)


def test_the_page_stands_the_other_way_round(page: Page, left: str) -> None:
    page.goto(left)
    part = page.locator("main > .part").nth(2)
    beside, read = part.locator("> header").bounding_box(), part.locator("> :not(header)").bounding_box()
    menu = page.locator(".masthead li").evaluate_all("all => all.map(e => e.getBoundingClientRect().left)")

    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    assert beside
    assert read
    assert beside["x"] > read["x"] + read["width"]
    assert menu == sorted(menu, reverse=True)
    assert page.locator(".part > header").first.evaluate("e => getComputedStyle(e).position") == "sticky"


def test_the_thread_of_a_question_hangs_on_its_right(page: Page, left: str) -> None:
    page.goto(left)
    prompt = page.locator(".thread .prompt").first
    mark, words = prompt.locator(".mark").bounding_box(), prompt.locator(".question").bounding_box()

    assert mark
    assert words
    assert mark["x"] >= words["x"] + words["width"]
    assert prompt.locator("> div").evaluate("e => parseFloat(getComputedStyle(e).borderRightWidth)") > 0


def test_a_latin_title_in_an_arabic_line_keeps_its_order(page: Page, left: str) -> None:
    page.goto(left)
    line = page.locator(".who", has_text="A field guide").first
    title = line.locator("bdi", has_text="A field guide")

    assert reads(line, "نظرة", "إلى", "A field guide")
    assert across(title, "A field")[1] <= across(title, "(2nd ed.)")[0]


def test_an_arabic_title_keeps_its_order_around_a_latin_word(page: Page, left: str) -> None:
    page.goto(left)
    inside = page.locator("h3", has_text="GeoGebra").first
    first = page.locator("h3", has_text="Padlet").first

    assert reads(inside, "مع", "GeoGebra", "نسخة")
    assert reads(first, "Padlet", "أم السبورة")


def test_a_title_that_begins_with_a_latin_word_is_arabic_in_a_list_too(page: Page, left: str) -> None:
    page.goto(left + "archive/")
    lead = page.locator(".lead", has_text="Padlet")

    assert reads(lead, "Padlet", "أم السبورة", "الصف الرابع")


def test_a_list_of_latin_names_runs_from_right_to_left(page: Page, left: str) -> None:
    page.goto(left + "network/")
    sentence = page.locator("p", has_text="يقف بين الآخرين")

    assert reads(sentence, "R. Adeyemi", "Yusuf Demir (TR)")


@pytest.mark.parametrize(("words", "edge"), [("A field guide", 0), ("GeoGebra", 1)])
def test_a_title_and_its_text_stand_on_their_own_edge(page: Page, left: str, words: str, edge: int) -> None:
    page.goto(left)
    pick = page.locator(".pick", has=page.locator("h3", has_text=words))
    room = pick.bounding_box()
    lines = [pick.locator(f"> {part}").evaluate(EDGES)[edge] for part in ("h3", ".meta", ".excerpt")]

    assert room
    assert [line for line in lines if abs(line - room["x"] - edge * room["width"]) > 1] == []


def test_the_map_stays_as_it_is_and_time_runs_with_the_page(page: Page, left: str, site: str) -> None:
    marks = "all => all.map(e => e.getAttribute('d'))"
    maps = []
    for address in (left, site):
        page.goto(address + "network/")
        maps.append(page.locator(".map .marks path").evaluate_all(marks))
    page.goto(left + "network/")
    chart = page.locator(".chart").first
    first, newest = (chart.locator("text").nth(at) for at in (2, 3))
    hundred = chart.locator("text").first.bounding_box()

    assert maps[0] == maps[1]
    assert str(first.text_content()) < str(newest.text_content())
    assert first.bounding_box()["x"] > newest.bounding_box()["x"]  # type: ignore[index]
    assert hundred
    assert hundred["x"] > first.bounding_box()["x"]  # type: ignore[index]


def test_notes_are_kept_and_found_again(page: Page, left: str) -> None:
    with watched(page) as heard:
        page.goto(left)
        place = page.locator(".pick", has_text="GeoGebra").first
        place.locator("> .keep summary").click()
        area = place.locator("textarea")
        area.fill("جرّب هذا مع الصف الرابع (year 9).")
        area.blur()
        page.goto(left + "notes/")

    assert heard == []
    jotting = page.locator(".mine .jotting")
    assert jotting.inner_text() == "جرّب هذا مع الصف الرابع (year 9)."
    assert jotting.evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.locator("[data-is=search]").fill("geogebra")
    assert page.locator(".mine h3").is_visible()
    page.locator("[data-is=search]").fill("غياب")
    assert not page.locator(".mine h3").is_visible()


def test_the_first_stop_stands_at_the_right_edge(page: Page, left: str) -> None:
    page.goto(left)
    page.keyboard.press("Tab")
    box = page.locator(".skip").first.bounding_box()

    assert box
    assert box["x"] + box["width"] / 2 > WIDE / 2
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


def test_addresses_on_paper_run_from_left_to_right(page: Page, left: str) -> None:
    page.goto(left)
    page.emulate_media(media="print")
    address = page.locator(".pick .actions a").first

    assert address.evaluate("e => getComputedStyle(e, '::after').direction") == "ltr"
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 5
