import locale
import logging
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.errors import InputError, PressError
from generator.publish import pages, printing
from generator.publish.dress import wardrobe
from generator.publish.folders import MARKER
from generator.publish.plan import plan
from tests.publish import make

ABOUT = "---\ntitle: About\ndescription: Who we are.\n---\n# Hello\n\nWe teach.\n"
SUBSCRIBE = "---\ntitle: Subscribe\n---\nHow to.\n"
KNOWN = "https://room.example/digest"


ANYWHERE = frozenset({"404.html", "offline/index.html"})
"""Pages that are shown at other addresses than their own: their links start at the root of the host."""


class Links(HTMLParser):
    """Collects addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src"} and (tag, name) != ("link", "x")]


def links(path: Path) -> list[str]:
    reader = Links()
    reader.feed(path.read_text("utf-8"))
    return reader.found


def test_a_site_has_every_page_it_promises(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition("2026-W46"), make.edition(), about=ABOUT, subscribe=SUBSCRIBE)

    assert {file for file in make.tree(site) if not file.startswith("pagefind/")} == {
        MARKER,
        "404.html",
        "about/index.html",
        "archive/index.html",
        "atom.xml",
        "editions.json",
        "editions/2026-W46/2026-W46.epub",
        "editions/2026-W46/edition.json",
        "editions/2026-W46/index.html",
        "editions/2026-W46/letter.eml",
        "editions/2026-W47/2026-W47.epub",
        "editions/2026-W47/edition.json",
        "editions/2026-W47/index.html",
        "editions/2026-W47/letter.eml",
        "feed.json",
        "how-it-chooses/index.html",
        "index.html",
        "notes/index.html",
        "offline/index.html",
        "picks.xml",
        "reading.ics",
        "reviews/2026-11/2026-11.epub",
        "reviews/2026-11/index.html",
        "reviews/2026/index.html",
        "rss.xml",
        "schema/edition-1.json",
        "search/index.html",
        "sources.opml",
        "sources/index.html",
        "subscribe/index.html",
        "sw.js",
        "theme/feed.css",
        "theme/gleaner.css",
        "theme/gleaner.svg",
        "theme/keeping.js",
        "theme/my-notes.js",
        "theme/notes.js",
        "theme/offline.js",
        "theme/search.js",
        "theme/talk.js",
        "topics/index.html",
        "voices/index.html",
    }


def test_the_same_input_prints_the_same_bytes(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition("2026-W46"), make.edition(), about=ABOUT)
    first = make.tree(make.printed(tmp_path, folder, site_url=KNOWN))
    second = make.tree(make.printed(tmp_path, folder, site_url=KNOWN, output=tmp_path / "again"))

    assert first == second


def test_a_site_without_an_address_works_from_a_folder_on_a_disk(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(), about=ABOUT)
    pages_found = [page for page in site.rglob("*.html") if page.relative_to(site).as_posix() not in ANYWHERE]
    own = [link for page in pages_found for link in links(page) if "://" not in link]

    assert [link for link in own if link.startswith("/") or link.split("#")[0].endswith("/")] == []
    assert 'rel="canonical"' not in (site / "index.html").read_text("utf-8")


def test_a_site_with_an_address_works_below_any_path(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(), site_url=f"{KNOWN}/", about=ABOUT)
    pages_found = [page for page in site.rglob("*.html") if page.relative_to(site).as_posix() not in ANYWHERE]

    for page in pages_found:
        place = page.relative_to(site).as_posix().removesuffix("index.html")
        assert [
            link
            for link in links(page)
            if link.startswith("/") or (link.startswith(KNOWN) and link != f"{KNOWN}/{place}")
        ] == []
    assert "/digest/archive/" in links(site / "404.html"), "this one is shown at any depth"
    assert f"Sitemap: {KNOWN}/sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    assert (site / "sitemap.xml").read_text("utf-8").count("<loc>") == len(
        [page for page in pages_found if 'rel="canonical"' in page.read_text("utf-8")]
    )


def test_the_front_page_is_the_newest_edition_whole(tmp_path: Path) -> None:
    old = make.edition("2026-W46", picks=(make.pick(9, title="Old news"),))
    site = make.site(tmp_path, old, make.edition(note="Good morning."))
    front = (site / "index.html").read_text("utf-8")

    for words in ("Week 47 · 14–20 November 2026", "Good morning.", "Feedback, part 2", "That was the week."):
        assert words in front
    assert "editions/2026-W46/index.html" in front


def test_a_hand_edit_is_printed(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    path = folder / "editions" / "2026-W47.md"
    title = "  - title: Feedback, part 1\n"
    path.write_text(path.read_text("utf-8").replace(title, title + "    hidden: true\n") + "\nSee *part 2*.\n", "utf-8")
    front = (make.printed(tmp_path, folder) / "index.html").read_text("utf-8")

    assert "<em>part 2</em>" in front
    assert "Feedback, part 1" not in front
    assert "1 pick · 2 minutes" in front


def test_pictures_of_the_owners_are_copied(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition(note="![A room](images/room.svg)"))
    (folder / "images").mkdir()
    (folder / "images" / "room.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    site = make.printed(tmp_path, folder)

    assert (site / "images" / "room.svg").is_file()
    assert "../../images/room.svg" in links(site / "editions" / "2026-W47" / "index.html")


def test_what_a_system_hides_among_the_pictures_is_not_copied(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    for name in (".DS_Store", "._room.jpg", "trip/.DS_Store", ".cache/room.jpg", "trip/room.jpg"):
        (folder / "images" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "images" / name).touch()

    assert {name for name in make.tree(make.printed(tmp_path, folder)) if "images" in name} == {"images/trip/room.jpg"}


def test_a_linked_folder_of_pictures_is_copied(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    (folder / "images").mkdir()
    (tmp_path / "trip").mkdir()
    (tmp_path / "trip" / "room.jpg").touch()
    (folder / "images" / "trip").symlink_to(tmp_path / "trip")

    assert "images/trip/room.jpg" in make.tree(make.printed(tmp_path, folder))


def test_a_link_to_a_picture_that_is_gone_is_named(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    (folder / "images").mkdir()
    (folder / "images" / "gone.png").symlink_to(tmp_path / "nowhere.png")
    with pytest.raises(InputError, match="no file that can be copied") as caught:
        make.printed(tmp_path, folder)

    assert caught.value.problems[0].file == "content/images/gone.png"


def test_the_page_about_choosing_is_made_from_the_settings(tmp_path: Path) -> None:
    page = (make.site(tmp_path, make.edition()) / "how-it-chooses" / "index.html").read_text("utf-8")

    for words in (
        *make.METHOD.rules,
        make.METHOD.signals[0].words,
        make.METHOD.signals[0].formula,
        "Preset “balanced”",
    ):
        assert words in page


def test_sources_that_nobody_has_asked_yet_are_named(tmp_path: Path) -> None:
    assert "Not asked yet" in (make.site(tmp_path) / "sources" / "index.html").read_text("utf-8")


# ---------------------------------------------------------------- what goes wrong


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    folder = make.content(tmp_path, make.edition())
    before = make.tree(make.printed(tmp_path, folder))
    theme = shutil.copytree(make.THEME, tmp_path / "theme")
    (theme / "templates" / "archive.html").write_text("<script>", "utf-8")
    with pytest.raises(PressError, match=r"archive/index\.html: <script>"):
        make.printed(tmp_path, folder, theme=theme)

    assert before == make.tree(tmp_path / "site")
    assert {each.name for each in tmp_path.iterdir()} == {"content", "site", "theme"}, "nothing is left lying about"


def test_a_template_that_is_missing_is_not_taken_from_another_theme(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "static").mkdir()
    with pytest.raises(PressError, match=r"front\.html"):
        make.printed(tmp_path, make.content(tmp_path), theme=theme)


def test_a_name_that_a_template_makes_up_stops_the_press(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "static").mkdir()
    (theme / "templates" / "front.html").write_text("{{ sight.title }}", "utf-8")
    with pytest.raises(PressError, match="sight"):
        make.printed(tmp_path, make.content(tmp_path), theme=theme)


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("About Us", ABOUT, "cannot be an address"),
        ("archive", ABOUT, "belongs to a page that Gleaner makes"),
        ("about", "Hello.", "three dashes"),
        ("about", "---\ntitel: About\n---\n", "titel"),
    ],
)
def test_a_page_that_cannot_be_used_is_named(tmp_path: Path, name: str, body: str, words: str) -> None:
    folder = make.content(tmp_path, **{name: body})
    with pytest.raises(InputError, match=words) as caught:
        pages.read(folder / "pages")

    assert caught.value.problems[0].file == f"content/pages/{name}.md"


# ---------------------------------------------------------------- Pelican, contained


def test_pelican_leaves_the_process_as_it_found_it(tmp_path: Path) -> None:
    root, kind, where, path = (
        logging.getLogger(),
        logging.getLoggerClass(),
        locale.setlocale(locale.LC_ALL),
        sys.path[:],
    )
    own, handlers = root.__class__, root.handlers[:]
    make.site(tmp_path, make.edition())

    assert (root.__class__, logging.getLoggerClass(), root.handlers) == (own, kind, handlers)
    assert (locale.setlocale(locale.LC_ALL), sys.path) == (where, path)
    logging.getLogger("anything").warning("a warning that is nobody's business")


def test_pelican_says_nothing_at_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make.site(tmp_path, make.edition())

    assert capfd.readouterr() == ("", "")


def test_a_warning_of_pelicans_stops_the_press_every_time(tmp_path: Path) -> None:
    """Our own plan has no final slash in the site's address; Pelican takes one away and warns of it."""
    folder = make.content(tmp_path, make.edition())
    careless = plan(make.config(), (make.edition(),), (), make.METHOD, f"{KNOWN}/")
    for output in (tmp_path / "a", tmp_path / "b"):
        with pytest.raises(PressError, match=r"Pelican was not content:\n.*trailing slash"):
            printing.printed(careless, folder, output, wardrobe(make.THEME, careless.config.theme, tmp_path / "mine"))


def test_what_is_heavy_is_loaded_only_to_print() -> None:
    code = "import sys, generator.publish; print({'pelican', 'markdown', 'jinja2', 'pydantic'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=make.ROOT, check=True, capture_output=True, text=True)

    assert told.stdout == "set()\n"
