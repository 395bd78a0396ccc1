"""A real browser, and the golden site behind a real server; without Chromium these tests say how to get one."""

import functools
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.publish import golden

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
UNWANTED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsUpgrades HttpsFirstBalancedModeAutoEnable "
    "LensOverlay MediaRouter PaintHolding ThirdPartyStoragePartitioning AvoidCorsURLLoaderRestartOnRedirect "
    "TcpPortRandomizationWin OptimizationHints NetworkTimeServiceQuerying AimEnabled PreconnectToSearch "
    "WebUIOmniboxPopup WebUIOmniboxFullPopup WebUIOmniboxAimPopup"
).split()
"""What Playwright (1.65) switches off, for Chromium heeds the last such list only; and what drops down from the bar for
addresses, which nobody sees here and which has a process of its own for every window."""
WITHOUT = "--disable-features=" + ",".join(UNWANTED)
HELP = "no Chromium found; on Debian and Ubuntu: apt-get install chromium"


RUNNING = pytest.StashKey[tuple[ExitStack, Browser]]()
"""Where the browser is kept while tests in one follow one another; to start one takes more than most tests."""


@pytest.fixture(scope="module")
def browser(pytestconfig: pytest.Config) -> Browser:
    """Return the Chromium of this machine; what it keeps of a site, and how it shows it, is of each context alone."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(HELP)
    if RUNNING not in pytestconfig.stash:
        ends = ExitStack()
        playwright = ends.enter_context(sync_playwright())
        started = playwright.chromium.launch(executable_path=found, args=[*FLAGS, WITHOUT])
        ends.callback(started.close)
        pytestconfig.stash[RUNNING] = ends, started
    return pytestconfig.stash[RUNNING][1]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Close the browser before a test that needs none: Playwright's loop keeps others from having theirs."""
    if nextitem is None or item.path.parent != nextitem.path.parent:
        pytest_unconfigure(item.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the browser where the tests end early, too."""
    if RUNNING in config.stash:
        ends, _ = config.stash[RUNNING]
        del config.stash[RUNNING]
        ends.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder below /digest, as a project's site on Pages is, and keeps no log."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/digest"))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and give its address, with a final slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/digest/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the golden site."""
    with served(golden.printed(tmp_path_factory.mktemp("golden"))) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """Open the window in which the tests of a module follow one another: a new one costs as much as a few pages."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def renewed(window: Page) -> Page:
    """Make a window what a new one is: nowhere been, nothing kept of any site, 1280 wide, in the light."""
    window.goto("about:blank")
    session = window.context.new_cdp_session(window)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    session.send("Network.clearBrowserCache")
    session.send("Page.resetNavigationHistory")
    session.detach()
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(media="null", color_scheme="light", reduced_motion="null", forced_colors="null")
    return window


@pytest.fixture
def page(window: Page) -> Page:
    """Hand on the window of the module as if it were new; what listens, answers or hinders needs one of its own."""
    return renewed(window)
