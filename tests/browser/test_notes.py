"""What readers keep in their browser: written, found again, taken along, erased; and where no browser would keep it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route

from generator.model import AnswerWishes, Giscus
from tests.browser.conftest import FLAGS, NAMES, served
from tests.browser.test_pages import CONTRAST, SIDEWAYS
from tests.publish import make

pytestmark = pytest.mark.browser

FIRST, SECOND = "How we mark less and say more", "A noticeboard nobody reads"
QUESTION = "Whose version would you need to hear?"
NOTE = "Give the marks back a week late.\n<b>Ask</b> Ines what *she* told the parents."
EDITION = "editions/2026-W47/"
GISCUS = Giscus(repo="example/staffroom", repo_id="R_1", category="Editions", category_id="DIC_1")
BLOCKED = (
    """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})"""
)
FILL = """() => {
  for (let room = 1 << 22; room >= 1;)
    try { localStorage.setItem("filling " + room + Math.random(), "x".repeat(room)); } catch { room >>= 1; }
}"""
CACHED = """async () => {
  const open = await Promise.all((await caches.keys()).map(name => caches.open(name)));
  return (await Promise.all(open.map(cache => cache.keys()))).flat().map(request => request.url);
}"""
SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, each) => sum + each.value, 0))).observe({type: "layout-shift", buffered: true})
  || setTimeout(() => done(0), 300))"""


def printed(root: Path, **changed: Any) -> Path:
    weeks = (
        make.edition("2026-W46", picks=(make.pick(9, title="Last week's pick"),)),
        make.edition(
            "2026-W47",
            picks=(make.pick(1, title=FIRST), make.pick(2, title=SECOND), make.pick(3)),
            prompts=(make.prompt(text=QUESTION, about=("https://room.example/1",)),),
        ),
    )
    given = {"site_url": "https://room.example/digest"} | changed
    return make.printed(root, make.content(root, *weeks), **given)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(tmp_path_factory.mktemp("notes"))


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@contextmanager
def attended(context: BrowserContext, heard: list[str] | None = None) -> Iterator[BrowserContext]:
    """Let nothing be complained of and nobody else be asked: policies, errors, strangers."""
    heard = [] if heard is None else heard

    def asked(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "blob:", "file:")):
            heard.append(request.url)

    context.on("console", lambda message: heard.append(message.text))
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.on("request", asked)
    yield context
    context.close()
    assert heard == []


@pytest.fixture(scope="module")
def heard() -> list[str]:
    return []


@pytest.fixture(scope="module")
def context(browser: Browser, heard: list[str]) -> Iterator[BrowserContext]:
    """Open one browser for all tests that leave nothing behind in it."""
    with attended(browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce"), heard) as made:
        yield made


@pytest.fixture(scope="module")
def window(context: BrowserContext) -> Page:
    """Open one window for all of these; a new one costs as much as three pages."""
    return context.new_page()


@pytest.fixture
def page(window: Page, heard: list[str]) -> Iterator[Page]:
    heard.clear()
    yield window
    window.evaluate("{ try { localStorage.clear(); sessionStorage.clear(); } catch {} }")
    window.emulate_media(media="null")
    window.goto("about:blank")
    assert heard == []


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """Return the same site again, for a test that changes it."""
    return Path(shutil.copytree(folder, tmp_path / "site"))


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """Open a browser that has never been here."""
    with attended(browser.new_context()) as made:
        yield made.new_page()


def place(page: Page, title: str) -> Locator:
    """Return where a reader keeps something of a pick, a question or an entry of "My notes"."""
    return (
        page.locator(".pick, .prompt").filter(has=page.locator("h3, .question").filter(has_text=title)).locator(".keep")
    )


def write(page: Page, title: str, words: str) -> None:
    place(page, title).locator("summary").click()
    page.keyboard.insert_text(words)
    place(page, title).locator("textarea").blur()


def mark(page: Page, title: str, name: str) -> Locator:
    return place(page, title).get_by_role("button", name=name)


def until(page: Page, holds: str) -> None:
    """Wait for something; Playwright's own way evaluates strings, which our policy forbids."""
    for _ in range(200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"This never came true: {holds}")


def listed(page: Page) -> list[str]:
    return page.locator(".mine:visible h3").all_inner_texts()


def taken(page: Page, name: str) -> str:
    """Return what a download holds."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.path().read_text("utf-8")


def keep_three(page: Page, site: str) -> None:
    """Keep a note, an answer and a mark of one edition, and a mark of another."""
    page.goto(site + "editions/2026-W46/")
    mark(page, "Last week's pick", "For later").click()
    page.goto(site + EDITION)
    write(page, FIRST, NOTE)
    write(page, QUESTION, "The parents'.")
    mark(page, SECOND, "Done reading").click()


@pytest.fixture(scope="module")
def kept(window: Page, site: str) -> str:
    """Do that once, for all who find it in their browser."""
    keep_three(window, site)
    kept: str = window.evaluate("JSON.stringify(localStorage)")
    window.evaluate("localStorage.clear()")
    return kept


@pytest.fixture
def notes(page: Page, site: str, kept: str) -> Page:
    """Open "My notes" with what was kept."""
    page.goto(site + "archive/")
    page.evaluate("kept => { Object.assign(localStorage, JSON.parse(kept)); }", kept)
    page.goto(site + "notes/")
    return page


# ---------------------------------------------------------------- written and found again


def test_what_was_written_and_marked_is_there_after_a_reload(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    write(page, FIRST, NOTE)
    mark(page, FIRST, "For later").click()
    page.reload()

    assert mark(page, FIRST, "For later").get_attribute("aria-pressed") == "true"
    assert mark(page, FIRST, "Done reading").get_attribute("aria-pressed") == "false"
    assert mark(page, SECOND, "For later").get_attribute("aria-pressed") == "false"
    assert place(page, FIRST).locator("summary").inner_text().startswith("Your note")
    place(page, FIRST).locator("summary").click()
    assert place(page, FIRST).locator("textarea").input_value() == NOTE


def test_what_was_just_typed_is_kept_when_the_page_is_left_at_once(page: Page, site: str) -> None:
    page.goto(site)
    place(page, FIRST).locator("summary").click()
    page.keyboard.type("in haste")
    page.goto(site + "notes/")

    assert page.locator(".mine .jotting").all_inner_texts() == ["in haste"]


def test_it_outlives_the_browser(browser: Browser, site: str, tmp_path: Path) -> None:
    found = next(filter(None, map(shutil.which, NAMES)))

    def opened() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(tmp_path / "profile", executable_path=found, args=FLAGS)

    with attended(opened()) as context:
        keep_three(context.new_page(), site)
    with attended(opened()) as context:
        page = context.new_page()
        page.goto(site + "notes/")
        assert listed(page) == [SECOND, QUESTION, FIRST, "Last week's pick"]


def test_an_edition_that_is_gone_leaves_the_notes_that_were_written_under_it(page: Page, copy: Path) -> None:
    with served(copy) as site:
        keep_three(page, site)
        (copy / EDITION / "index.html").unlink()
        page.goto(site + "notes/")

        assert page.get_by_role("link", name=FIRST).get_attribute("href") == "https://room.example/1"
        assert page.locator(".mine").filter(has_text=FIRST).locator(".jotting").text_content() == NOTE


def test_two_windows_do_not_undo_each_other(page: Page, site: str) -> None:
    one, two = page, page.context.new_page()
    for window in (one, two):
        window.goto(site + EDITION)
    write(one, FIRST, "from the first")
    write(two, SECOND, "from the second")
    mark(two, FIRST, "Done reading").click()
    until(one, "localStorage.length === 2")
    one.locator("[aria-pressed=true]").wait_for()

    assert mark(one, FIRST, "Done reading").get_attribute("aria-pressed") == "true"
    one.goto(site + "notes/")
    assert one.locator(".mine .jotting").all_inner_texts() == ["from the first", "from the second"]
    two.bring_to_front()
    two.goto(site + "notes/")
    one.get_by_role("button", name="Erase", exact=True).first.click()
    two.locator(".mine").nth(1).wait_for(state="detached")
    assert two.locator(".mine .jotting").all_inner_texts() == ["from the second"]
    two.close()


def test_sites_that_share_a_host_do_not_mix_their_notes(notes: Page, site: str) -> None:
    notes.goto(site.replace("/digest/", "/notes/"))

    assert notes.get_by_text("Nothing is kept here yet.").is_visible()


# ---------------------------------------------------------------- my notes


def test_my_notes_are_grouped_searched_and_changed(notes: Page) -> None:
    assert [text.split(" ·")[0] for text in notes.locator("#mine section h2").all_inner_texts()] == [
        "Week 47",
        "Week 46",
    ]

    said = notes.locator("[role=status][data-is=found]")
    assert said.inner_text() == ""
    notes.get_by_label("Search").fill("márks INES")
    assert listed(notes) == [FIRST]
    assert said.inner_text() == "1 result"
    notes.get_by_label("Search").fill("nothing of the kind")
    assert said.inner_text() == "Nothing here fits that search."
    notes.get_by_label("Search").fill(" ")
    assert said.inner_text() == ""
    notes.get_by_label("Show").select_option("later")
    assert listed(notes) == ["Last week's pick"]
    notes.get_by_label("Show").select_option("everything")
    write(notes, FIRST, " And year 9.")
    notes.get_by_role("link", name="in the edition").nth(2).click()
    place(notes, FIRST).locator("summary").click()
    assert place(notes, FIRST).locator("textarea").input_value() == NOTE + " And year 9."


def test_one_is_erased_and_brought_back(notes: Page) -> None:
    place(notes, FIRST).get_by_role("button", name="Erase").click()
    assert listed(notes) == [SECOND, QUESTION, "Last week's pick"]
    notes.keyboard.press("Enter")  # the way back has the focus
    assert listed(notes) == [SECOND, QUESTION, FIRST, "Last week's pick"]
    place(notes, FIRST).get_by_role("button", name="Erase").click()
    notes.reload()

    assert listed(notes) == [SECOND, QUESTION, "Last week's pick"]


def test_everything_is_erased_only_after_a_question(notes: Page) -> None:
    notes.get_by_role("button", name="Erase everything").click()
    notes.get_by_role("button", name="Keep everything").click()
    assert len(listed(notes)) == 4
    for way_back in (True, False):
        notes.get_by_role("button", name="Erase everything").click()
        notes.locator("dialog").get_by_role("button", name="Erase everything").click()
        assert notes.evaluate("localStorage.length") == 0
        if way_back:
            notes.get_by_role("button", name="Undo").click()
            assert len(listed(notes)) == 4

    notes.reload()
    assert notes.get_by_text("Nothing is kept here yet.").is_visible()


def test_markdown_has_titles_links_dates_and_every_word(notes: Page, site: str) -> None:
    today = notes.evaluate("new Date().toLocaleDateString('sv')")

    assert taken(notes, "Export as Markdown").split("\n\n") == [
        "# My notes: The Staff Room",
        f"## [Week 47 · 14–20 November 2026]({site}editions/2026-W47/)",
        f"### [{SECOND}](https://room.example/2)",
        f"*Done reading ({today})*",
        f"### [{QUESTION}]({site}{EDITION}#{notes.evaluate('keeping.all()[1].anchor')})",
        f"*Note ({today})*",
        "The parents'.",
        f"### [{FIRST}](https://room.example/1)",
        f"*Note ({today})*",
        NOTE,
        f"## [Week 46 · 7–13 November 2026]({site}editions/2026-W46/)",
        "### [Last week's pick](https://room.example/9)",
        f"*For later ({today})*\n",
    ]


def test_json_goes_out_of_one_browser_and_into_another(browser: Browser, notes: Page, site: str) -> None:
    file = taken(notes, "Export as JSON")
    with attended(browser.new_context()) as other:
        there = other.new_page()
        there.goto(site + "notes/")
        assert imported(there, file).startswith("Taken over: 4.")
        assert listed(there) == listed(notes)
        assert json.loads(taken(there, "Export as JSON"))["entries"] == json.loads(file)["entries"]
        assert imported(there, file).startswith("Taken over: 0. Left as they are here, being newer or the same: 4.")


def imported(page: Page, content: str) -> str:
    """Import a file and return what the page says of it."""
    page.locator("[data-is=said]").evaluate("e => { e.textContent = ''; }")
    file: Any = {"name": "notes.json", "mimeType": "application/json", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("[data-is=said]:not(:empty)").wait_for()
    return page.locator("[data-is=said]").inner_text()


def test_an_import_takes_what_is_newer_part_by_part_and_believes_nothing(notes: Page, site: str) -> None:
    entries = json.loads(taken(notes, "Export as JSON"))["entries"]
    note = next(each for each in entries if each["title"] == FIRST)
    older = note | {"note": {"is": "old", "at": "2020-01-01T00:00:00.000Z"}, "later": {"is": True, "at": "2020-01-01"}}
    strange = [
        note | {"edition": "../../evil"},
        note | {"anchor": 'x" onclick="alert(1)'},
        note | {"format": 2},
        {"note": 7},
        None,
        7,
    ]
    hostile = {"title": "<img src=x onerror=alert(1)>", "url": "javascript:alert(1)", "anchor": "pick-hostile"}
    posing = {"title": "Posing", "url": "https://room.example@evil.example/", "anchor": "pick-posing"}
    said = imported(notes, json.dumps({"entries": [older, note | hostile, note | posing, *strange]}))

    assert said == "Taken over: 3. Left as they are here, being newer or the same: 0. Not understood: 6."
    assert notes.locator(".mine").filter(has_text=FIRST).locator(".jotting").text_content() == NOTE
    assert mark(notes, FIRST, "For later").get_attribute("aria-pressed") == "true"
    for title in ("<img src=x onerror=alert(1)>", "Posing"):
        assert (notes.get_by_role("link", name=title).get_attribute("href") or "").startswith(site)


SOUND: dict[str, Any] = {
    "format": 1,
    "edition": "2026-W47",
    "anchor": "pick-a",
    "note": {"is": "mine", "at": "2026-11-20T00:00:00Z"},
}
ODD = {"toString": 1, "valueOf": 1}


@pytest.mark.parametrize(
    "odd",
    [
        {"note": {"is": "x", "at": ODD}},
        {"note": ODD},
        {"edition": ODD},
        {"title": ODD, "note": None},
        {"note": {"is": "x", "at": -1}},
        {"anchor": [["pick-a"]]},
    ],
)
def test_one_strange_entry_keeps_no_other_from_being_taken(page: Page, site: str, odd: dict[str, Any]) -> None:
    page.goto(site + "notes/")
    said = imported(page, json.dumps({"entries": [SOUND, SOUND | odd, SOUND | {"anchor": "pick-c"}]}))

    assert said == "Taken over: 2. Left as they are here, being newer or the same: 0. Not understood: 1."
    assert page.locator(".mine").count() == 2


def test_what_nobody_can_read_is_neither_shown_nor_left_behind(page: Page, site: str) -> None:
    page.goto(site + "notes/")
    lying = {"unreadable": "{", "2026-W47 pick-z": json.dumps(SOUND), "2026-W47 pick-a": json.dumps(SOUND)}
    for name, entry in lying.items():
        page.evaluate("([name, entry]) => localStorage.setItem('gleaner /digest/ ' + name, entry)", [name, entry])
    page.evaluate("localStorage.setItem('gleaner /other/ x', '{}')")
    page.reload()
    assert page.locator(".mine").count() == 1

    page.get_by_role("button", name="Erase everything").click()
    page.locator("dialog").get_by_role("button", name="Erase everything").click()
    assert page.evaluate("Object.keys(localStorage)") == ["gleaner /other/ x"]
    assert page.get_by_text("Nothing is kept here yet.").is_visible()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"entries": 7}'])
def test_a_file_that_is_no_export_changes_nothing(page: Page, site: str, content: str) -> None:
    page.goto(site + "notes/")

    assert imported(page, content).startswith("This file is no export of notes.")
    assert page.evaluate("localStorage.length") == 0


# ---------------------------------------------------------------- where the browser will not have it


def test_a_full_storage_loses_nothing_and_says_so(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    write(page, SECOND, "kept before")
    page.evaluate(FILL)
    write(page, FIRST, NOTE * 100)
    trouble = place(page, FIRST).get_by_role("alert")

    assert trouble.inner_text().startswith("This browser has no room left for this site.")
    assert place(page, FIRST).locator("textarea").input_value() == NOTE * 100
    export = taken(page, "Download my notes")
    assert NOTE * 100 in export
    assert "kept before" in export
    page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('filling')).forEach(key => delete localStorage[key])"
    )
    place(page, FIRST).locator("textarea").press("End")
    page.keyboard.type("!")
    trouble.wait_for(state="detached")
    page.reload()
    place(page, FIRST).locator("summary").click()
    assert place(page, FIRST).locator("textarea").input_value() != ""


def test_a_blocked_storage_lets_one_write_and_download(fresh: Page, site: str) -> None:
    fresh.add_init_script(BLOCKED)
    fresh.goto(site + EDITION)
    mark(fresh, FIRST, "For later").click()
    assert place(fresh, FIRST).get_by_role("alert").inner_text().startswith("This browser lets this site keep nothing.")
    write(fresh, FIRST, NOTE)

    assert place(fresh, FIRST).get_by_role("alert").count() == 1
    assert NOTE in taken(fresh, "Download my notes")
    fresh.goto(site + "notes/")
    assert fresh.locator("[data-is=said]").inner_text().startswith("This browser lets this site keep nothing.")


def test_without_scripts_nothing_is_offered_that_does_not_work(browser: Browser, site: str) -> None:
    with attended(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        for path in ("", EDITION):
            page.goto(site + path)
            assert page.locator("button:visible, textarea:visible, .keep:visible, #offline:visible").count() == 0
        page.goto(site + "notes/")
        assert page.get_by_text("Notes need scripts, which are switched off").is_visible()
        assert page.get_by_text("has a place to write where scripts run").is_visible(), "which is true here too"
        assert page.get_by_role("heading", name="Where it is kept").is_visible()
        assert page.locator("button:visible, input:visible").count() == 0


def test_from_a_disk_notes_work_as_on_a_server(fresh: Page, tmp_path: Path) -> None:
    folder = printed(tmp_path, site_url=None)
    fresh.goto((folder / "index.html").as_uri())
    write(fresh, FIRST, NOTE)
    fresh.get_by_role("link", name="My notes").first.click()
    assert fresh.locator(".mine .jotting").all_inner_texts() == [NOTE]
    fresh.get_by_role("link", name="in the edition").click()

    assert fresh.url.startswith((folder / EDITION / "index.html").as_uri() + "#pick-")


# ---------------------------------------------------------------- without a network


def controlled(page: Page) -> None:
    until(page, "navigator.serviceWorker.controller !== null")


def rewrite(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    later = path.stat().st_mtime + 9  # HTTP tells times by the second
    os.utime(path, (later, later))


def test_notes_and_opened_editions_read_without_a_network(fresh: Page, site: str) -> None:
    fresh.goto(site + "editions/2026-W46/")
    controlled(fresh)
    fresh.goto(site + EDITION)
    fresh.context.set_offline(True)
    for path, title in (("", SECOND), ("editions/2026-W46/", "Last week's pick"), (EDITION, SECOND)):
        fresh.goto(site + path)
        assert fresh.get_by_role("link", name=title).first.is_visible(), path
    assert fresh.get_by_text("You are offline.").is_visible()
    write(fresh, SECOND, "on the train")
    fresh.goto(site + "notes/")
    assert fresh.locator(".mine .jotting").all_inner_texts() == ["on the train"]
    assert fresh.locator(".masthead").evaluate("e => getComputedStyle(e.querySelector('ul')).display") == "flex"


def test_after_the_front_page_alone_its_edition_is_kept_under_its_own_address_too(fresh: Page, site: str) -> None:
    fresh.goto(site)
    controlled(fresh)
    fresh.context.set_offline(True)
    for path in (EDITION, f"{EDITION}index.html", "", "index.html"):
        fresh.goto(site + path)
        assert fresh.get_by_role("link", name=FIRST).first.is_visible(), path


@pytest.mark.parametrize("path", ["archive/", "search/?q=marks", "editions/2026-W46/", "a/b/c/", "atom.xml"])
def test_a_page_that_is_not_kept_says_so_and_what_is(browser: Browser, site: str, path: str) -> None:
    complaints = list[str]()
    with attended(browser.new_context(viewport={"width": 320, "height": 700}), complaints) as context:
        page = context.new_page()
        page.goto(site)
        controlled(page)
        context.set_offline(True)
        answer = page.goto(site + path)
        page.locator("main li").nth(2).wait_for()

        assert answer is not None
        assert (answer.status, answer.from_service_worker, page.url) == (503, True, site + path)
        assert page.get_by_role("heading", level=1).inner_text() == "Reading offline"
        kept = page.locator("main li a")
        assert [each.split(" ·")[0] for each in kept.all_inner_texts()] == ["Newest week", "Week 47", "My notes"]
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CONTRAST) == []
        assert page.locator(".masthead").evaluate("e => getComputedStyle(e.querySelector('ul')).display") == "flex"
        if path == "archive/":
            context.set_offline(False)
            page.get_by_role("link", name="Try this page again").click()
            page.get_by_role("heading", name="All weeks", level=1).wait_for()
        else:
            kept.nth(1).click()
            page.wait_for_url(site + EDITION)
        assert {each.split("status of ")[-1] for each in complaints} <= {"503 (Service Unavailable)"}
        complaints.clear()


def test_what_the_page_for_readers_offline_lists_is_named_as_it_was_written(fresh: Page, copy: Path) -> None:
    with served(copy) as site:
        for place, week in (("editions/2026-W46/", "Week 46"), (EDITION, "Week 47")):
            rewrite(
                copy / place / "index.html",
                f'data-week="{week}',
                f'data-week="&#34;A&#39;s&#34; &lt;b&gt; &amp;lt; {week}',
            )
        fresh.goto(site + "editions/2026-W46/")
        controlled(fresh)
        fresh.goto(site + "offline/")
        fresh.locator("main li").nth(3).wait_for()

        assert [each.split(" ·")[0] for each in fresh.locator("main li").all_inner_texts()] == [
            "Newest week",
            '"A\'s" <b> &lt; Week 47',
            '"A\'s" <b> &lt; Week 46',
            "My notes",
        ]


def test_with_a_network_no_old_edition_is_shown(fresh: Page, copy: Path) -> None:
    with served(copy) as site:
        fresh.goto(site)
        controlled(fresh)
        fresh.goto(site)
        rewrite(copy / "index.html", SECOND, "Corrected")
        fresh.goto(site)

        assert fresh.get_by_role("link", name="Corrected").is_visible()


def test_an_edition_that_was_taken_down_is_not_kept(browser: Browser, copy: Path) -> None:
    complaints = list[str]()
    with served(copy) as site, attended(browser.new_context(), complaints) as context:
        page = context.new_page()
        there = f"({CACHED})().then(kept => kept.some(each => each.endsWith('{EDITION}')))"
        page.goto(site + EDITION)
        controlled(page)
        page.goto(site + EDITION)
        until(page, there)
        shutil.rmtree(copy / EDITION)
        page.goto(site + EDITION)
        page.goto(site)
        until(page, there.replace("kept.some", "!kept.some"))
        assert all("404" in each for each in complaints)
        complaints.clear()


def test_what_is_cached_is_bounded_to_the_site_and_old_makes_go(fresh: Page, copy: Path) -> None:
    with served(copy) as site:
        fresh.goto(site)
        controlled(fresh)
        fresh.goto(site + "?giscus=secret")
        fresh.goto(site + "archive/")
        fresh.evaluate("caches.open('gleaner /other/ pages')")
        before = fresh.evaluate("caches.keys()")
        rewrite(copy / "sw.js", "}shell ", "}shell new")
        fresh.evaluate("navigator.serviceWorker.getRegistration().then(each => each.update())")
        until(fresh, "caches.keys().then(names => names.length === 3 && names.some(name => name.includes('new')))")

        assert sorted(name.split(" shell ")[0] for name in before) == [
            "gleaner /digest/",
            "gleaner /digest/ pages",
            "gleaner /other/ pages",
        ]
        kept = fresh.evaluate(CACHED)
        assert {address.removeprefix(site) for address in kept if not address.startswith(site + "theme/")} == {
            "",
            EDITION,
            "notes/",
            "offline/",
        }


# ---------------------------------------------------------------- for everybody


def test_each_place_to_keep_something_is_told_from_the_next_by_what_it_belongs_to(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    place(page, FIRST).locator("summary").click()
    kept = page.locator("main .keep").locator("button, summary, textarea")
    described = kept.evaluate_all(
        """all => all.map(each => [document.getElementById(each.getAttribute("aria-describedby"))?.textContent.trim(),
          each.closest(".pick, .prompt").querySelector("h3, .question").textContent.trim()])"""
    )

    assert len(described) > page.locator("main .keep").count()
    assert [pair for pair in described if pair[0] != pair[1]] == []
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_the_keyboard_does_everything(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    mark(page, FIRST, "For later").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("by hand")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "My notes"
    page.keyboard.press("Enter")
    page.locator(".mine").wait_for()

    assert page.locator(".mine .jotting").all_inner_texts() == ["by hand"]
    assert mark(page, FIRST, "For later").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Erase everything").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Keep everything"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Erase everything"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_it_fits_and_stands_out_everywhere(browser: Browser, site: str, width: int, scheme: Any) -> None:
    size: Any = {"width": width, "height": 800}
    with attended(browser.new_context(viewport=size, color_scheme=scheme)) as context:
        page = context.new_page()
        page.goto(site + EDITION)
        write(page, FIRST, "W" * 300)
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CONTRAST) == []
        page.goto(site + "notes/")
        place(page, FIRST).locator("summary").click()
        small = page.locator("main :is(button, input, select, summary, textarea):visible").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect()).filter(box => box.height < 24).length"
        )
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CONTRAST) == []
        assert small == 0


def test_on_a_narrow_screen_the_places_to_keep_something_share_a_line(browser: Browser, site: str) -> None:
    with attended(browser.new_context(viewport={"width": 320, "height": 700})) as context:
        page = context.new_page()
        page.goto(site + EDITION)
        tops = place(page, FIRST).evaluate(
            "keep => [...keep.querySelectorAll('button, summary')].map(each => each.getBoundingClientRect().top)"
        )

        assert len(tops) == 3
        assert max(tops) - min(tops) < 5


def test_nothing_moves_when_the_scripts_set_to_work(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    write(page, FIRST, NOTE)
    mark(page, SECOND, "Done reading").click()
    for path in ("", EDITION):
        page.goto(site + path)
        assert page.evaluate(SHIFTS) == 0


def test_on_paper_stand_the_notes_and_not_the_buttons(page: Page, site: str) -> None:
    page.goto(site + EDITION)
    write(page, FIRST, NOTE)
    page.emulate_media(media="print")

    assert page.locator(".jotting:visible").all_inner_texts() == [NOTE]
    assert page.locator("button:visible, textarea:visible, summary:visible").filter(has_text="note").count() == 0


def test_no_string_can_become_markup_or_code(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + EDITION)
    tried = """given => { try { (%s)(given); } catch (error) { return error.name; } return "done"; }"""
    ways = ("text => { document.body.innerHTML = text; }", "text => { document.createElement('script').src = text; }")

    assert [page.evaluate(tried % way, "x") for way in ways] == ["TypeError", "TypeError"]
    context.close()


# ---------------------------------------------------------------- giscus


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    wishes = make.config(answers=AnswerWishes(giscus=GISCUS))
    with served(printed(tmp_path_factory.mktemp("talk"), config=wishes)) as address:
        yield address


STRANGER = """<!doctype html><title>x</title><script>
parent.postMessage({giscus: {resizeHeight: 432}}, "*");
if (location.search.includes("session=secret")) parent.postMessage({giscus: {error: "Bad credentials"}}, "*");
</script>"""


def test_nothing_of_giscus_is_asked_for_before_the_click(browser: Browser, talking: str) -> None:
    asked: list[str] = []

    def stranger(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=STRANGER, content_type="text/html")

    context = browser.new_context()
    context.route("https://giscus.app/**", stranger)
    page = context.new_page()
    page.goto(talking + EDITION)
    assert asked == []
    page.get_by_role("button", name="Load the discussion here").click()
    page.locator("iframe[height='432']").wait_for()

    here = f"{talking}{EDITION}".replace(":", "%3A").replace("/", "%2F")
    expected = {
        "repo=example%2Fstaffroom",
        "repoId=R_1",
        "category=Editions",
        "categoryId=DIC_1",
        "term=editions%2F2026-W47",
        "strict=1",
        "reactionsEnabled=0",
        f"origin={here}%23talk",
        f"backLink={here}",
        "session=",
        "theme=preferred_color_scheme",
    }
    assert asked[0].startswith("https://giscus.app/en/widget?")
    assert expected <= set(asked[0].partition("?")[2].split("&"))
    page.goto(talking + EDITION + "?giscus=secret#talk")
    page.wait_for_function('document.querySelector(\'iframe[src*="session=&"], iframe[src$="session="]\')')
    assert page.url == talking + EDITION + "#talk"
    assert ["session=secret" in address for address in asked] == [False, True, False], "an expired one is let go"
    context.close()


def test_an_address_with_a_session_alone_loads_nothing(page: Page, talking: str) -> None:
    page.goto(talking + EDITION + "?giscus=planted")

    assert page.url == talking + EDITION + "#talk"
    assert page.locator("iframe").count() == 0
    page.goto(talking)
    page.get_by_role("link", name="with a GitHub account").click()
    assert page.url == talking + EDITION + "#talk"
