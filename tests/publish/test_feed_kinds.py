"""The feeds of picks, topics and saved searches; how long a feed may be; what a person sees who opens one."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.publish import links
from generator.publish.feeds import jsonfeed
from generator.publish.feeds.atom import atom
from generator.publish.feeds.channel import LIMIT, Channel, Item, bounded
from generator.publish.feeds.rss import rss
from generator.publish.house import House
from tests.publish import fed, make

KNOWN = fed.KNOWN
XHTML = "{http://www.w3.org/1999/xhtml}"


def entries(path: Path) -> list[Any]:
    found: list[Any] = feedparser.parse(path.read_bytes()).entries
    return found


# ---------------------------------------------------------------- picks


def test_every_pick_of_a_month_is_an_entry_by_its_author_at_its_origin(tmp_path: Path) -> None:
    earlier, week = make.edition("2026-W46", picks=(make.pick(3),)), make.edition(picks=(make.pick(1), make.pick(2)))
    found = entries(fed.folder(tmp_path, earlier, week) / "picks.xml")

    assert [entry.link for entry in found] == [f"https://room.example/{n}" for n in (1, 2, 3)]
    assert found[0].author_detail == {"name": "Ines Okafor", "href": "https://room.example/"}
    body = found[0].content[0].value
    assert make.pick(1).excerpt in body
    assert make.pick(1).why in body
    assert f'href="{KNOWN}/editions/2026-W47/#{links.anchor("pick", make.pick(1).id)}"' in body


def test_a_hidden_pick_is_in_no_feed_and_changes_no_date_of_the_others(tmp_path: Path) -> None:
    picks = (make.pick(1), make.pick(2), make.pick(3))
    before = entries(fed.folder(tmp_path / "a", make.edition(picks=picks)) / "picks.xml")
    hidden = (picks[0], replace(picks[1], hidden=True), picks[2])
    after = entries(fed.folder(tmp_path / "b", make.edition(picks=hidden)) / "picks.xml")

    assert [(entry.id, entry.updated) for entry in after] == [(before[n].id, before[n].updated) for n in (0, 2)]


def test_a_pick_of_two_weeks_is_one_entry(tmp_path: Path) -> None:
    site = fed.folder(tmp_path, make.edition("2026-W46", picks=(make.pick(1),)), make.edition(picks=(make.pick(1),)))

    assert [entry.updated[:10] for entry in entries(site / "picks.xml")] == ["2026-11-20"]


def test_of_posts_on_x_and_under_a_warning_a_feed_of_picks_has_no_text(tmp_path: Path) -> None:
    on_x = make.pick(1, url="https://x.com/ines/status/1", title="", kind="post", excerpt="Said on X.")
    closed = make.pick(2, warning="illness", excerpt="Hard to read.")
    document = (fed.folder(tmp_path, make.edition(picks=(on_x, closed))) / "picks.xml").read_text("utf-8")

    assert "Said on X." not in document
    assert "Hard to read." not in document
    assert "Content warning: illness" in document


def test_a_topic_has_a_feed_with_the_same_entries(tmp_path: Path) -> None:
    about = make.pick(1, topics=("feedback",))
    site = fed.folder(tmp_path, make.edition(picks=(about, make.pick(2))))
    [entry] = entries(site / "topics" / "feedback" / "atom.xml")
    twin = entries(site / "picks.xml")[0]

    assert (entry.id, entry.updated, entry.content) == (twin.id, twin.updated, twin.content)
    assert entry.link == about.url


PLACES = ("atom.xml", "rss.xml", "picks.xml", "topics/feedback/atom.xml", "alerts/jobs.xml", "editions.json")


def ids(site: Path, place: str) -> list[str]:
    body = (site / place).read_bytes()
    if place.endswith(".json"):
        return [item["id"] for item in json.loads(body)["items"]]
    feed = feedparser.parse(body)
    return [feed.feed.get("id", ""), *(entry.id for entry in feed.entries)]


def test_no_id_of_any_feed_depends_on_where_or_under_which_name_the_site_is(tmp_path: Path) -> None:
    week = make.edition(picks=(make.pick(1, topics=("feedback",)),), alerts=(make.found(),))
    settings = {"alerts": (make.alert(),)}
    sites = [
        fed.folder(
            tmp_path / str(number), week, site_url=address, config=make.config(title=title, language=tongue, **settings)
        )
        for number, (address, title, tongue) in enumerate(
            [
                ("https://a.example/", "The Staff Room", "en"),
                ("https://u.github.io/repo", "The Staff Room", "en"),
                ("https://b.example", "Another", "de"),
                (None, "The Staff Room", "en"),
            ]
        )
    ]

    for place in PLACES:
        assert len({tuple(ids(site, place)) for site in sites}) == 1, place
        assert all(name.startswith("urn:uuid:") for name in ids(sites[0], place) if name), place


def test_editions_are_a_json_feed_too(tmp_path: Path) -> None:
    feed = json.loads((fed.folder(tmp_path, make.edition(note="Read **this**.")) / "editions.json").read_bytes())

    assert feed["version"] == jsonfeed.VERSION
    assert feed["feed_url"] == f"{KNOWN}/editions.json"
    assert feed["items"][0]["url"] == f"{KNOWN}/editions/2026-W47/"
    assert "<strong>this</strong>" in feed["items"][0]["content_html"]
    assert not any(key.startswith("_") for key in feed), "a digest that reads this one would take editions for picks"


# ---------------------------------------------------------------- how long


def channel(*items: Item, **changed: Any) -> Channel:
    house = House(config=make.config(), weeks=(), written=(), method=make.METHOD, site_url=KNOWN)
    kind = {"file": "atom.xml", "id": make.edition().id, "title": "A", "words": "B", "home": "", "updated": make.DUE}
    return Channel(**({"house": house, "items": items} | kind | changed))


def item(number: int, size: int) -> Item:
    text = f"begin {number} " + "ä" * (size // 2) + " end"
    return Item(
        id=f"urn:x:{number}", title=f"N {number}", address=KNOWN, published=make.DUE, html=text, summary=f"S {number}"
    )


@pytest.mark.parametrize("written", [atom, rss, jsonfeed.feed])
def test_a_feed_ends_before_the_limit_with_a_whole_entry(written: Callable[[Channel], bytes]) -> None:
    body = bounded(channel(*(item(n, 300_000) for n in range(12))), written)

    assert LIMIT * 2 // 3 < len(body) <= LIMIT
    assert body.count(b"begin") == body.count(b" end") == 3
    assert b"N 0" in body


@pytest.mark.parametrize("written", [atom, rss, jsonfeed.feed])
def test_one_entry_that_is_too_long_keeps_its_title_and_summary(written: Callable[[Channel], bytes]) -> None:
    body = bounded(channel(item(1, 2 * LIMIT), item(2, 10)), written)

    assert len(body) < 10_000
    assert b"S 1" in body
    assert b"begin 1" not in body
    assert b"begin 2" in body


def test_the_feeds_of_a_monstrous_edition_stay_below_the_limit(tmp_path: Path) -> None:
    monstrous = tuple(make.pick(n, why="why " * 2_000, topics=("feedback",)) for n in range(200))
    site = fed.folder(tmp_path, make.edition("2026-W46"), make.edition(picks=monstrous))

    for place in (*PLACES[:4], "editions.json", "feed.json"):
        assert (site / place).stat().st_size <= LIMIT, place
    for place in PLACES[:4]:
        assert entries(site / place), place
    assert 0 < len(json.loads((site / "feed.json").read_bytes())["items"]) < 200


# ---------------------------------------------------------------- opened by a person


def test_who_opens_a_feed_as_text_reads_first_what_it_is(tmp_path: Path) -> None:
    site = fed.folder(tmp_path, make.edition())

    for place in ("atom.xml", "rss.xml", "picks.xml"):
        first = (site / place).read_text("utf-8").splitlines()[:6]
        assert any("This is a feed, made for feed readers." in line and f"{KNOWN}/" in line for line in first), place
    assert list(json.loads((site / "editions.json").read_bytes()))[1] == "user_comment"


def test_who_opens_a_feed_as_a_page_has_a_link_back_and_one_for_each_entry(tmp_path: Path) -> None:
    site = fed.folder(tmp_path, make.edition(picks=(make.pick(1, topics=("feedback",)),)))
    root = ET.fromstring((site / "topics" / "feedback" / "atom.xml").read_bytes())
    note = root.find(f"{XHTML}div")
    assert note is not None

    assert note.get("lang") == "en"
    assert [link.get("href") for link in note.iter(f"{XHTML}a")] == [
        f"{KNOWN}/topics/feedback/",
        "https://room.example/1",
    ]
    assert [words.text for words in note.iter(f"{XHTML}small")] == ["Ines Okafor · 20 November 2026"]


def test_the_style_sheet_of_a_feed_is_where_it_says(tmp_path: Path) -> None:
    site = fed.folder(tmp_path, make.edition(picks=(make.pick(1, topics=("feedback",)),)))

    for path in (path for path in site.rglob("*.xml") if path.name != "sitemap.xml"):
        line = path.read_text("utf-8").splitlines()[1]
        assert line.startswith('<?xml-stylesheet href="')
        assert (path.parent / line.split('"')[1]).resolve() == (site / "theme" / "feed.css").resolve()


def test_a_feed_in_a_language_from_right_to_left_says_so(tmp_path: Path) -> None:
    site = fed.folder(tmp_path, make.edition(), config=make.config(language="ar"))
    note = ET.fromstring((site / "atom.xml").read_bytes()).find(f"{XHTML}div")
    assert note is not None

    assert (note.get("lang"), note.get("dir")) in {("ar", "rtl"), ("en", "ltr")}
