"""The site in a real browser: from a disk, below a path, and the page for missing addresses at any depth."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import served
from tests.publish import golden, make

pytestmark = pytest.mark.browser

STYLED = """() => getComputedStyle(document.documentElement).getPropertyValue("--paper") !== "" """
ABSENT = "net::ERR_FILE_NOT_FOUND"
"""What a disk answers for a file that is not there; a server says it with a status."""
LINKS = """() => [...document.querySelectorAll("a[href]")].map(link => link.href)"""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print a site that does not know where it will be."""
    editions = make.edition("2026-W46"), make.edition(network=make.network())
    return make.site(tmp_path_factory.mktemp("disk"), *editions)


def _fails(answer: Response) -> bool:
    return answer.status >= 400 and answer.request.resource_type != "document"


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    """Open a page that fails when something that it asks for cannot be had."""
    context = browser.new_context(service_workers="block")
    opened = context.new_page()
    lost: list[str] = []
    opened.on("requestfailed", lambda request: lost.append(request.url) if request.failure == ABSENT else None)
    opened.on("response", lambda answer: lost.append(answer.url) if _fails(answer) else None)
    yield opened
    context.close()
    assert lost == []


def test_from_a_disk_every_link_of_every_page_leads_to_a_styled_page(quiet: Page, disk: Path) -> None:
    waiting, seen = [(disk / "index.html").as_uri()], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen or not address.endswith(".html"):
            continue
        seen.add(address)
        quiet.goto(address)
        assert quiet.evaluate(STYLED), address
        links = {link.partition("#")[0] for link in quiet.evaluate(LINKS) if link.startswith("file:")}
        assert [link for link in links if not Path(link.removeprefix("file://")).is_file()] == []
        waiting += links
    pages = {
        path.as_uri() for path in disk.rglob("*.html") if path.name != "404.html" and path.parent.name != "offline"
    }
    assert pages <= seen


def test_from_a_disk_a_reader_comes_to_an_edition_and_back_by_clicking(quiet: Page, disk: Path) -> None:
    quiet.goto((disk / "index.html").as_uri())
    quiet.locator(".dateline a").first.click()
    assert quiet.url.endswith("/editions/2026-W47/index.html")
    quiet.locator(".nameplate a").click()
    assert quiet.url == (disk / "index.html").as_uri()


def test_below_a_path_a_missing_page_at_any_depth_is_styled_and_leads_back(quiet: Page, tmp_path: Path) -> None:
    folder = golden.printed(tmp_path, site_url="https://staffroom.example/digest")
    missing = (folder / "404.html").read_bytes()
    with served(folder) as root:
        for place in ("gone", "a/b/c/", "editions/2026-W47/x/y/z"):
            quiet.route(root + place, lambda route: route.fulfill(status=404, content_type="text/html", body=missing))
            quiet.goto(root + place)
            assert quiet.evaluate(STYLED), place
            with quiet.expect_navigation():
                quiet.locator("main a").first.click()
            assert quiet.url == f"{root}archive/"
