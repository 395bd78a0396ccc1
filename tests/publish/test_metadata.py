"""What the head of each page says to programs: true, whole, escaped, and only what the site can say."""

from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.errors import PressError
from generator.model import AnswerWishes, Edition
from generator.publish import meta, strings
from generator.publish.picture import room
from generator.publish.verify import verify
from tests.publish import make

HOME = "https://staffroom.example/digest"
NASTY = '"><script>alert(1)</script> & {{ 7 * 7 }}'


class Head(HTMLParser):
    """Collects what a head says."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.said.setdefault(values.get("property") or values.get("name", ""), []).append(values.get("content", ""))
        if tag == "link":
            self.links.setdefault(values.get("rel", ""), []).append(values.get("href", ""))

    def __getitem__(self, name: str) -> str:
        (only,) = self.said[name]
        return only


def head(folder: Path, place: str = "") -> Head:
    file = folder / (place if place.endswith(".html") else f"{place}index.html")
    return Head(file.read_text("utf-8"))


def printed(root: Path, *editions: Edition, site_url: str | None = HOME, **config: object) -> Path:
    return make.printed(root, make.content(root, *editions), config=make.config(**config), site_url=site_url)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    answers = AnswerWishes(mastodon="@ines@social.example")
    editions = (make.edition("2026-W46"), make.edition(title=NASTY))
    return printed(tmp_path_factory.mktemp("site"), *editions, answers=answers, language="en")


# ---------------------------------------------------------------- links shown elsewhere


def test_an_edition_is_an_article_with_a_title_a_day_a_picture_and_an_address(site: Path) -> None:
    said = head(site, "editions/2026-W46/")
    assert said["og:type"] == "article"
    assert said["og:title"] == "Week 46, 2026"
    assert said["og:site_name"] == "The Staff Room"
    assert said["og:url"] == f"{HOME}/editions/2026-W46/"
    assert said["article:published_time"] == "2026-11-13T05:00:00+00:00"
    assert said["og:image"] == f"{HOME}/editions/2026-W46/card.png"
    assert said["og:image:alt"] == (
        "A small poster of The Staff Room: Week 46, 7–13 November 2026, and a drawing of the week."
    )
    assert said["twitter:card"] == "summary_large_image"


def test_the_size_a_page_names_is_the_size_of_the_picture(site: Path) -> None:
    said = head(site, "editions/2026-W46/")
    png = (site / "editions/2026-W46/card.png").read_bytes()
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert (said["og:image:width"], said["og:image:height"]) == (str(width), str(height))


def test_every_other_page_is_of_a_website_and_has_the_picture_of_the_site(site: Path) -> None:
    for place in ("", "archive/", "sources/", "how-it-chooses/"):
        said = head(site, place)
        assert said["og:type"] == "website"
        assert said["og:image"] == f"{HOME}/card.png"
        assert said["og:url"] == f"{HOME}/{place}"
        assert "article:published_time" not in said.said
    assert head(site)["og:title"] == "The Staff Room"


def test_foreign_words_arrive_as_they_are_and_open_nothing(site: Path) -> None:
    assert head(site, "editions/2026-W47/")["og:title"] == NASTY
    text = (site / "editions/2026-W47/index.html").read_text("utf-8")
    assert "<script>alert" not in text
    assert "{{ 7" in text


def test_each_thing_is_said_once(site: Path) -> None:
    for place in ("", "editions/2026-W47/", "archive/"):
        said = head(site, place)
        assert {name for name, values in said.said.items() if len(values) > 1} <= {"", "theme-color"}
        assert len(said.links["canonical"]) == 1


def test_a_site_without_an_address_says_nothing_that_needs_one(tmp_path: Path) -> None:
    said = head(printed(tmp_path, make.edition(), site_url=None), "editions/2026-W47/")
    assert not {"og:url", "og:image", "og:image:alt", "twitter:card"} & set(said.said)
    assert "canonical" not in said.links
    assert said["og:title"] == "Week 47, 2026"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_GB"), ("de", "de_DE"), ("de-AT", "de_AT"), ("es", "es_ES"), ("ar", "ar_EG"), ("en-US", "en_US")],
)
def test_the_language_goes_with_a_land_as_open_graph_has_it(language: str, locale: str) -> None:
    assert meta.territorial(strings.catalogue(language)) == locale


# ---------------------------------------------------------------- whose it is


def test_the_account_of_the_owner_is_named_where_there_is_one(site: Path, tmp_path: Path) -> None:
    said = head(site, "editions/2026-W46/")
    assert said["fediverse:creator"] == "@ines@social.example"
    assert said.links["me"] == ["https://social.example/@ines"]
    alone = head(printed(tmp_path, make.edition()), "editions/2026-W47/")
    assert "fediverse:creator" not in alone.said
    assert "me" not in alone.links


# ---------------------------------------------------------------- crawlers


@pytest.mark.parametrize("place", ["404.html", "notes/", "offline/", "search/"])
def test_pages_on_which_nothing_can_be_found_say_nothing_to_programs_that_list_pages(place: str, site: Path) -> None:
    if not (site / place).exists():
        pytest.skip("this machine makes no index, so there is no page to search on")
    said = head(site, place)
    assert "canonical" not in said.links
    assert not [name for name in said.said if name.startswith("og:")]


def test_the_map_for_crawlers_has_every_page_that_may_be_listed_with_the_day_it_changed(site: Path) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    rows = {
        url.findtext("s:loc", "", space): url.findtext("s:lastmod", "", space) for url in root.findall("s:url", space)
    }
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")} - {
        "notes",
        "offline",
        "search",
    }
    assert set(rows) == {f"{HOME}/" if page == "." else f"{HOME}/{page}/" for page in pages}
    assert rows[f"{HOME}/editions/2026-W46/"] == "2026-11-13T05:00:00+00:00"
    assert rows[f"{HOME}/"] == rows[f"{HOME}/archive/"] == "2026-11-20T05:00:00+00:00"
    assert rows[f"{HOME}/how-it-chooses/"] == ""


def test_nothing_goes_out_that_names_a_picture_that_is_not_there(site: Path, tmp_path: Path) -> None:
    files = make.tree(site)
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    verify(tmp_path, frozenset(files), site_url=HOME)
    (tmp_path / "editions/2026-W46/card.png").unlink()
    with pytest.raises(PressError, match=r"editions/2026-W46/card.png is not an address on this site"):
        verify(tmp_path, frozenset(files) - {"editions/2026-W46/card.png"}, site_url=HOME)


def test_the_pictures_are_printed_with_the_site(site: Path) -> None:
    assert {path.relative_to(site).as_posix() for path in site.rglob(room.FILE)} == {
        "card.png",
        "editions/2026-W46/card.png",
        "editions/2026-W47/card.png",
    }
