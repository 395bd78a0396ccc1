"""Search in a real browser: asked, narrowed, linked, gone back to, by keyboard; and where it cannot work, said so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from generator.publish import indexing
from tests.browser.conftest import served
from tests.browser.test_pages import SIDEWAYS
from tests.publish import make

pytestmark = pytest.mark.browser

ABOUT = (
    "---\ntitle: About\n---\nWe read **together** on Fridays. "
    + "Much is said here. " * 80
    + "At the end is a lantern.\n"
)
MANY = 23
"""Picks with one word, for more than one screen of results."""


def printed(root: Path) -> Path:
    weeks = (
        make.edition("2025-W47", picks=(make.pick(7, title="Feedback before all this", name="Ada"),)),
        make.edition(
            "2026-W46",
            picks=tuple(
                make.pick(
                    100 + number, title=f"Lesson {number}", name="Kestrel Maths", voice="https://kestrel.example/"
                )
                for number in range(MANY)
            ),
        ),
        make.edition(
            "2026-W47",
            picks=(
                make.pick(1, title="Teachers teaching", topics=("feedback",)),
                make.pick(2, title="Grüße aus der Straße", excerpt="Schönes <b>Wetter</b> & mehr.", language="de"),
                make.pick(3, title="التغذية الراجعة", excerpt="تطوير التغذية في الفصل", language="ar", name="دفتر"),
                make.pick(4, title="板書", excerpt="今週の板書について考える", language="ja", name="黒板"),
                make.pick(5, title="Eating", warning="food", excerpt="A pancake."),
                make.pick(6, title="Feedback, again", topics=("feedback",), name="Tomás Lindqvist"),
            ),
            words=(make.word(),),
            note="A quiet week.",
            prompts=(make.prompt(text="Who would have drawn a capybara?"),),
        ),
    )
    return make.site(root, *weeks, about=ABOUT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if indexing.engine() is None:
        pytest.skip("pagefind has no program for this machine")
    return printed(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def asked() -> list[str]:
    """Return what the page asks the server for, in order."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    """Open a page that nothing may be complained of in: no policy broken, no error, nobody else asked."""
    context = browser.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    heard: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.split("/digest/")[-1])
        if not request.url.startswith(("http://127.0.0.1:", "file:")):
            heard.append(request.url)

    context.on("console", lambda message: heard.append(message.text))
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.on("request", note)
    yield context.new_page()
    context.close()
    assert heard == []


@pytest.fixture
def rough(browser: Browser) -> Iterator[Page]:
    """Open a page in which something goes wrong on purpose."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def look(page: Page, words: str) -> None:
    page.get_by_label("Words").fill(words)
    page.keyboard.press("Enter")


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("status")).to_have_text(words)


def titles(page: Page) -> list[str]:
    return page.locator(".match h3").all_inner_texts()


def test_nothing_of_the_index_is_loaded_before_it_is_used(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site + "search/", wait_until="networkidle")
    assert not [each for each in asked if each.startswith("pagefind")]

    page.get_by_label("Words").focus()
    look(page, "lesson")
    said(page, f"{MANY} results")

    assert asked[0] == "search/"
    loaded = [each.split("?")[0] for each in asked if each.startswith("pagefind")]
    assert loaded[0] == "pagefind/pagefind-worker.js"
    assert not [each for each in loaded if "filter" in each or each.endswith("pagefind.js")]


@pytest.mark.parametrize(
    ("words", "title", "marked"),
    [
        ("teach", "Teachers teaching", ["Teachers", "teaching"]),
        ("schones", "Grüße aus der Straße", ["Schönes"]),
        ("strasse", "Grüße aus der Straße", []),
        ("wetter", "Grüße aus der Straße", ["b>Wetter</b"]),
        ("التغذية", "التغذية الراجعة", ["التغذية", "التغذية"]),
        ("فصل", "التغذية الراجعة", []),
        ("板書", "板書", ["板書", "板書"]),
        ("書につ", "板書", ["書につ"]),
        ("quiet", "Week 47, 2026", ["quiet"]),
        ("capybaras", "Around the table", ["capybara"]),
        ("pedagogy", "open pedagogy", ["pedagogy"]),
        ("fridays", "About", ["Fridays"]),
        ("lantern", "About", ["lantern"]),
    ],
)
def test_every_language_and_every_kind_is_found_and_marked(
    page: Page, site: str, words: str, title: str, marked: list[str]
) -> None:
    page.goto(site + "search/")
    look(page, words)
    said(page, re.compile(r"^\d+ results?$"))

    first = page.locator(".match").filter(has=page.locator("h3").get_by_text(title, exact=True)).first
    assert first.locator("mark").all_inner_texts() == marked
    assert first.locator("b").count() == 0, "text stays text"


def test_a_long_page_shows_the_part_with_the_hit(page: Page, site: str) -> None:
    page.goto(site + "search/?q=lantern")
    said(page, "1 result")

    excerpt = page.locator(".excerpt").inner_text()
    assert excerpt.startswith("… ")
    assert excerpt.endswith("At the end is a lantern.")
    assert len(excerpt.split()) < 70


def test_a_result_says_who_and_when_and_leads_to_its_place(page: Page, site: str) -> None:
    page.goto(site + "search/?q=gruesse")
    look(page, "aus der")
    said(page, "1 result")

    hit = page.locator(".match")
    assert hit.locator(".meta").inner_text() == "Ines Okafor · Week 47 · 14–20 November 2026"
    assert hit.locator("a").get_attribute("lang") == "de"
    hit.locator("a").click()
    assert page.url.startswith(site + "editions/2026-W47/#pick-")
    assert page.locator(":target h3").inner_text() == "Grüße aus der Straße"


def test_a_closed_text_is_not_found(page: Page, site: str) -> None:
    page.goto(site + "search/?q=pancake")
    said(page, re.compile("^Nothing found"))

    look(page, "eating")
    said(page, "1 result")
    assert page.locator(".excerpt").inner_text() == "Content warning: food"


def test_results_are_narrowed_by_topic_voice_year_and_week(page: Page, site: str) -> None:
    page.goto(site + "search/")
    look(page, "feedback")
    page.get_by_label("Topic").select_option("feedback")
    said(page, "1 result")
    assert titles(page) == ["Feedback, again"]

    page.get_by_label("Topic").select_option("")
    page.get_by_label(re.compile("^Year")).select_option("2025")
    expect(page.locator(".match h3")).to_have_text(["Feedback before all this"])  # "1 result" stood there before
    said(page, "1 result")
    assert page.get_by_label("Week").locator("option").count() == 2

    page.get_by_role("button", name="Start again").click()
    said(page, "")
    page.get_by_label("Voice").fill("kestrel")
    said(page, f"{MANY + 1} results")
    page.get_by_label("Voice").fill("nobody of that name")
    said(page, "There is no voice of that name here.")
    page.get_by_label("Voice").fill("tomas")
    said(page, "2 results")

    page.get_by_role("button", name="Start again").click()
    week = page.get_by_label("Week")
    assert (week.is_disabled(), week.inner_text()) == (True, "choose a year first")
    page.get_by_label(re.compile("^Year")).select_option("2026")
    assert week.inner_text().startswith("all weeks")
    page.get_by_label("Week").select_option("2026-W47")
    said(page, "9 results")
    assert titles(page)[:3] == ["Week 47, 2026", "Teachers teaching", "Grüße aus der Straße"], "as on the page"


def test_the_names_of_all_voices_are_offered_and_only_loaded_for_that(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site + "search/")
    page.get_by_label("Voice").focus()
    expect(page.locator("#voices option")).to_have_count(6)

    names = page.locator("#voices option").evaluate_all("all => all.map(each => each.value)")
    assert {"Ada", "Ines Okafor", "Kestrel Maths", "Tomás Lindqvist", "دفتر", "黒板"} == set(names)
    assert len([each for each in asked if "filter/" in each]) == 1
    assert len([each for each in asked if "index/" in each]) == 1, "of the index no more than the word that all have"


def test_the_newest_come_first_when_that_is_wished(page: Page, site: str) -> None:
    page.goto(site + "search/?q=feedback&order=newest")
    said(page, re.compile(r"^\d+ results?$"))

    found = titles(page)
    assert found.index("Feedback, again") < found.index("Feedback before all this")


def test_more_are_shown_when_asked_for_and_the_keyboard_stays_where_they_begin(page: Page, site: str) -> None:
    page.goto(site + "search/?q=lesson")
    said(page, f"{MANY} results")
    more = page.get_by_role("button", name="Show more")

    assert len(titles(page)) == 10
    more.click()
    expect(page.locator(".match")).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('.match') === document.querySelectorAll('.match')[10]")
    more.click()
    expect(page.locator(".match")).to_have_count(MANY)
    expect(more).to_be_hidden()
    assert len(set(titles(page))) == MANY


def test_a_search_can_be_linked_and_the_way_back_leads_through_it(page: Page, site: str) -> None:
    page.goto(site + "search/")
    look(page, "lesson")
    said(page, f"{MANY} results")
    page.get_by_label("Words").fill("eat")
    said(page, "1 result")
    page.get_by_label("Words").fill("eating")
    page.get_by_label(re.compile("^Year")).select_option("2026")
    page.get_by_label("Week").select_option("2026-W47")
    expect(page).to_have_url(site + "search/?q=eating&week=2026-W47")
    page.locator(".match a").click()
    page.wait_for_url("**/editions/**")

    page.go_back()
    said(page, "1 result")
    assert page.get_by_label("Words").input_value() == "eating"
    assert (page.get_by_label(re.compile("^Year")).input_value(), page.get_by_label("Week").input_value()) == (
        "2026",
        "2026-W47",
    )
    page.go_back()
    expect(page).to_have_url(site + "search/?q=eating&year=2026")
    page.go_back()
    said(page, f"{MANY} results")
    expect(page).to_have_url(site + "search/?q=lesson")
    page.go_back()
    said(page, "")
    expect(page).to_have_url(site + "search/")
    assert page.get_by_label("Words").input_value() == ""


def test_an_address_that_nobody_made_here_does_no_harm(page: Page, site: str) -> None:
    page.goto(site + "search/?q=%3Cimg+src=x%3E&topic=none&week=2020-W01&year=1&order=x&voice=&z=1#q=y")
    said(page, re.compile(r"^(Nothing found|\d+ result)"))

    assert page.locator("main img").count() == 0
    assert page.get_by_label("Topic").input_value() == ""
    assert page.get_by_label("Words").input_value() == "<img src=x>"


def test_everything_is_done_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(site + "search/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name === 'q'"):
            break
    page.keyboard.type("lesson")
    said(page, f"{MANY} results")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.match')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/editions/2026-W46/#pick-*")


def test_it_fits_a_narrow_screen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "search/?q=lesson")
    said(page, f"{MANY} results")

    assert page.evaluate(SIDEWAYS) <= 0


def test_without_scripts_the_page_says_where_everything_is(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "search/")

    expect(page.get_by_text("needs scripts")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="All weeks")).to_be_visible()
    assert page.locator("form :enabled").count() == 0
    context.close()


def test_from_a_disk_the_page_says_that_search_needs_the_web(page: Page, folder: Path) -> None:
    page.goto((folder / "search" / "index.html").as_uri() + "?q=lesson")

    said(page, re.compile("^Search works where this site is on the web"))
    assert page.locator("form :enabled").count() == 0
    expect(page.locator("main").get_by_role("link", name="All weeks")).to_be_visible()


@pytest.mark.parametrize(
    "missing", ["pagefind-worker.js", "pagefind-entry.json", ".pf_meta", "wasm.en", ".pf_fragment"]
)
def test_what_cannot_be_loaded_is_said_and_tried_again(rough: Page, site: str, missing: str) -> None:
    rough.goto(site + "search/")

    def fail(route: Route) -> None:
        route.abort()

    rough.context.route(f"**/pagefind/**{missing}*", fail)
    look(rough, "lesson")
    said(rough, re.compile("^The search could not be loaded"))
    assert titles(rough) == []

    rough.context.unroute(f"**/pagefind/**{missing}*")
    look(rough, "eating")
    said(rough, "1 result")


def test_without_a_network_that_is_said_and_what_was_found_before_is_not_believed(rough: Page, site: str) -> None:
    rough.goto(site + "search/?q=lesson")
    said(rough, f"{MANY} results")

    rough.context.set_offline(True)
    look(rough, "eating")
    said(rough, re.compile("^The search could not be loaded"))
    rough.context.set_offline(False)
    look(rough, "eating")
    said(rough, "1 result")


def test_the_search_loads_from_wherever_the_site_is(rough: Page, folder: Path) -> None:
    """Serve the same files at the root of a host, too."""
    with served(folder) as address:
        rough.goto(address.replace("digest/", "search/?q=lesson"))
        said(rough, f"{MANY} results")
        led = rough.locator(".match a").first.get_attribute("href")
        assert led is not None
        assert led.startswith(address.replace("digest/", "editions/"))
