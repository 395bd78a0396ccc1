"""One content, printed for every kind of place and served as GitHub Pages does: each address leads somewhere inside."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.links import absolute, from_anywhere, home
from generator.publish.sight import read
from tests.publish import golden, make

PLACES = {
    "a project on GitHub": "https://u.github.io/repo",
    "a domain": "https://staffroom.example",
    "deep below a path": "https://school.example:8443/a/b/c",
    "beyond ASCII": "https://bücher.example/größe",
}
WHOLE = PLACES["a project on GitHub"]
"""For this one the whole golden content is printed; for the others what is printed sooner."""
WRITTEN = "---\ntitle: A page\n---\nText.\n"
DEEP = ("nowhere", "a/b/c/", "editions/2019-W01/", "editions/2026-W47/x/y.html")


# ---------------------------------------------------------------- the address of a site


@pytest.mark.parametrize(
    ("given_as", "written"),
    [
        ("https://u.github.io/repo/", "https://u.github.io/repo"),
        ("https://U.GitHub.io/Repo", "https://u.github.io/Repo"),
        ("HTTPS://u.github.io//repo//", "https://u.github.io/repo"),
        ("https://u.github.io:443/repo", "https://u.github.io/repo"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("https://u.example:8443/a/b/c/", "https://u.example:8443/a/b/c"),
        ("https://u.example/repo/index.html", "https://u.example/repo"),
        ("https://u.example/a/./b/../c", "https://u.example/a/c"),
        ("https://u.example.", "https://u.example"),
        ("https://Bücher.example/Größe/", "https://xn--bcher-kva.example/Gr%C3%B6%C3%9Fe"),
        ("https://faß.example", "https://xn--fa-hia.example"),
        ("https://u.example/a%20b", "https://u.example/a%20b"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        (" https://u.example ", "https://u.example"),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_written_in_one_way_however_people_write_it(given_as: str | None, written: str | None) -> None:
    assert home(given_as) == written


@given(st.text("aA.%/äß~ -_25", max_size=12))
def test_an_address_that_is_written_so_is_left_alone(path: str) -> None:
    once = home(f"https://u.example/{path}")
    assert home(once) == once
    assert once is not None
    assert not once.endswith("/")
    assert once.isascii()


def test_the_case_of_a_path_stays_for_servers_tell_them_apart() -> None:
    assert home("https://u.github.io/My-Digest") == "https://u.github.io/My-Digest"


def test_without_an_address_the_page_for_missing_ones_takes_the_host_for_the_site() -> None:
    assert from_anywhere(None)("archive/") == "/archive/index.html"
    assert from_anywhere(None)("theme/gleaner.css") == "/theme/gleaner.css"


# ---------------------------------------------------------------- served


class Pages(SimpleHTTPRequestHandler):
    """Serves a folder below a path as GitHub Pages does: types by ending, folders by a slash, 404.html for the rest."""

    base = "/"
    extensions_map = {  # noqa: RUF012  as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".xml": "application/xml",
        ".ics": "text/calendar",
        ".opml": "text/x-opml",
        ".epub": "application/epub+zip",
    }

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.base.rstrip("/")))

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        there = Path(self.translate_path(path))
        if path.startswith(self.base) and (there.is_file() or (there / "index.html").is_file()):
            super().do_GET()  # a folder without its slash is sent on to the one with it
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, base: str) -> Iterator[HTTPConnection]:
    handler = type("Below", (Pages,), {"base": base})
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        talking = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        try:
            yield talking
        finally:
            talking.close()
            server.shutdown()
            thread.join()


def ask(server: HTTPConnection, path: str) -> tuple[int, str, bytes]:
    server.request("GET", path)
    answer = server.getresponse()
    return answer.status, answer.headers.get("Content-Type", ""), answer.read()


@pytest.fixture(scope="module", params=PLACES, ids=list(PLACES))
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Print a site for a place: the folder, and the address as the site writes it."""
    address, root = home(PLACES[request.param]), tmp_path_factory.mktemp("site")
    assert address is not None
    if address == WHOLE:
        return golden.printed(root, site_url=f"{address}/"), address
    return small(root, PLACES[request.param] + "/"), address


def small(root: Path, site_url: str | None) -> Path:
    """Print what has a page of every kind, but for the reviews of a long archive."""
    editions = (
        make.edition("2026-W46"),
        make.edition(network=make.network(), words=(make.word(),), alerts=(make.found(),)),
    )
    folder = make.content(root, *editions, **dict.fromkeys(("about", "subscribe"), WRITTEN))
    return make.printed(root, folder, config=make.config(alerts=(make.alert(),)), site_url=site_url)


def addresses(folder: Path, file: str) -> set[str]:
    page = read(file, folder / file)
    return {*page.links, *page.loads, *page.named}


def test_whoever_follows_every_link_finds_a_page_and_never_leaves_the_site(
    printed: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = printed
    base = urlsplit(address).path + "/"
    seen: dict[str, int] = {}
    waiting = [base]
    with served(folder, base) as server:
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen[path], kind, body = ask(server, path)
            if not kind.startswith("text/html"):
                continue
            file = tmp_path / "page.html"
            file.write_bytes(body)
            for link in addresses(tmp_path, "page.html"):
                target = urldefrag(urljoin(address + path.removeprefix(base.rstrip("/")), link)).url
                if target.startswith(f"{address}/"):
                    waiting.append(base.rstrip("/") + target.removeprefix(address))
                else:
                    assert urlsplit(target).netloc != urlsplit(address).netloc, (path, link)
    assert {path: status for path, status in seen.items() if status != HTTPStatus.OK} == {}
    pages = {path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
    reached = {unquote(path).removeprefix(unquote(base)).strip("/") or "." for path in seen}
    shown_by_the_worker = {"offline"}
    assert pages - shown_by_the_worker <= reached, "there are pages to which nothing leads"


def test_a_missing_page_has_its_style_and_its_links_at_any_depth(printed: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = printed
    base = urlsplit(address).path + "/"
    with served(folder, base) as server:
        for place in DEEP:
            status, kind, body = ask(server, base + place)
            assert (status, kind) == (HTTPStatus.NOT_FOUND, "text/html; charset=utf-8")
            (tmp_path / "404.html").write_bytes(body)
            links = (link for link in addresses(tmp_path, "404.html") if not link.startswith("#"))
            found = {urljoin(base + place, link) for link in links}
            ours = {urldefrag(link).url for link in found if not urlsplit(link).netloc}
            assert f"{base}theme/gleaner.css" in ours
            assert {link: ask(server, link)[0] for link in ours} == dict.fromkeys(ours, 200)


def test_a_folder_without_its_slash_is_the_same_page(printed: tuple[Path, str]) -> None:
    folder, address = printed
    base = urlsplit(address).path + "/"
    with served(folder, base) as server:
        server.request("GET", f"{base}archive")
        answer = server.getresponse()
        answer.read()
        assert answer.status == HTTPStatus.MOVED_PERMANENTLY
        assert urlsplit(answer.headers["Location"]).path == f"{base}archive/"


# ---------------------------------------------------------------- what is printed


def test_pages_of_all_places_are_the_same_but_for_whole_addresses(tmp_path: Path) -> None:
    one, other = (small(tmp_path / name, address) for name, address in zip("ab", (
        "https://u.github.io/repo", "https://staffroom.example"), strict=True))  # fmt: skip
    for path in sorted(one.rglob("*.html")):
        place = path.relative_to(one)
        if place.as_posix() in {"404.html", "offline/index.html"}:
            continue
        here = path.read_text("utf-8").replace("https://u.github.io/repo", "https://staffroom.example")
        there = (other / place).read_text("utf-8")
        assert here.replace("u.github.io/repo", "staffroom.example") == there, place


def test_addresses_for_others_are_whole_and_on_this_site(printed: tuple[Path, str]) -> None:
    folder, address = printed
    page = read("index.html", folder / "editions/2026-W47/index.html")
    assert set(page.named) == {f"{address}/editions/2026-W47/", f"{address}/editions/2026-W47/card.png"}
    for name in ("atom.xml", "rss.xml", "feed.json", "sitemap.xml", "robots.txt"):
        assert address in (folder / name).read_text("utf-8"), name


def test_nothing_tells_in_which_folder_the_site_was_made(printed: tuple[Path, str]) -> None:
    folder, _ = printed
    told = [str(folder), folder.parent.name, str(make.ROOT), f"{Path.home()}/"]
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [words for words in told if words.encode() in data], path


def test_the_worker_answers_for_its_own_site_alone(printed: tuple[Path, str]) -> None:
    folder, _ = printed
    script = (folder / "sw.js").read_text("utf-8")
    assert "self.registration.scope" in script
    assert '"/' not in script.split("const OPENED")[0], "what it keeps is named from where it lies"


def test_a_site_without_an_address_has_no_absolute_path_but_on_pages_that_stand_in_for_others(tmp_path: Path) -> None:
    folder = small(tmp_path, None)
    for path in folder.rglob("*.html"):
        place = path.relative_to(folder).as_posix()
        found = addresses(folder, place)
        assert place in {"404.html", "offline/index.html"} or not [link for link in found if link.startswith("/")], path


def test_links_for_others_start_with_the_address_as_it_is_written() -> None:
    assert absolute(home("https://Bücher.example/Größe/"))("archive/") == (
        "https://xn--bcher-kva.example/Gr%C3%B6%C3%9Fe/archive/"
    )
