from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.model import Week
from tests.publish import make

KNOWN = "https://room.example/digest"
FEEDS = ("feed.atom", "feed.rss")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def printed(root: Path, *editions: Any, **changed: Any) -> Path:
    return make.printed(root, make.content(root, *editions), **({"site_url": KNOWN} | changed))


def ids(path: Path) -> list[str]:
    feed = feedparser.parse(path.read_bytes())
    return [feed.feed.get("id", ""), *(entry.id for entry in feed.entries)]


@pytest.mark.parametrize("feed", FEEDS)
def test_ids_survive_a_new_domain_title_theme_and_a_new_edition(tmp_path: Path, feed: str) -> None:
    weeks = [make.edition("2026-W46"), make.edition("2026-W47")]
    before = ids(printed(tmp_path / "a", weeks[0]) / feed)
    after = ids(
        printed(tmp_path / "b", *weeks, site_url="https://other.example", config=make.config(title="Another name"))
        / feed
    )

    assert after == [before[0], weeks[1].id, *before[1:]]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_carries_the_whole_edition_newest_first(tmp_path: Path, feed: str) -> None:
    site = printed(tmp_path, make.edition("2026-W46"), make.edition(note="Read **this**.", prompts=(make.prompt(),)))
    entries = feedparser.parse((site / feed).read_bytes()).entries
    body = entries[0].content[0].value

    assert [entry.title for entry in entries] == ["Week 47, 2026", "Week 46, 2026"]
    for words in ("<strong>this</strong>", "Feedback, part 1", "Feedback, part 2", "Why it is here", "Whose version"):
        assert words in body
    assert entries[0].summary.startswith("2 picks, 4 minutes, 2 voices. Feedback, part 1")


@pytest.mark.parametrize("feed", FEEDS)
def test_every_link_in_a_feed_leads_out_of_it(tmp_path: Path, feed: str) -> None:
    edition = make.edition(prompts=(make.prompt(about=(make.pick(1).id,)),), note="[about](about/)")
    folder = make.content(tmp_path, edition, about="---\ntitle: About\n---\nHello.\n")
    entry = feedparser.parse((make.printed(tmp_path, folder, site_url=KNOWN) / feed).read_bytes()).entries[0]
    links = [part.split('"')[0] for part in entry.content[0].value.split('href="')[1:]]

    assert entry.link == f"{KNOWN}/editions/2026-W47/"
    assert f"{KNOWN}/about/" in links
    assert any(link.startswith(f"{KNOWN}/editions/2026-W47/#pick-") for link in links)
    assert [link for link in links if not link.startswith("https://")] == []


def test_a_quarter_of_a_year_is_in_a_feed(tmp_path: Path) -> None:
    weeks, week = [], Week(2026, 40)
    for _ in range(14):
        weeks.append(make.edition(str(week), picks=(make.pick(),)))
        week = week.after()

    assert len(ids(printed(tmp_path, *weeks) / "feed.atom")) == 1 + 12


def test_a_rebuild_changes_no_date(tmp_path: Path) -> None:
    site = printed(tmp_path, make.edition())
    atom, rss = (ET.parse(site / feed).getroot() for feed in FEEDS)

    assert atom.findtext(f"{ATOM}updated") == atom.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-11-20T05:00:00+00:00"
    assert parsedate_to_datetime(rss.findtext("channel/item/pubDate") or "") == make.DUE


def test_rss_is_valid_where_feeds_of_its_kind_usually_are_not(tmp_path: Path) -> None:
    """https://validator.w3.org/feed/docs/rss2.html: ids that are no address say so, no description is empty."""
    site = printed(tmp_path, make.edition(), config=make.config(description=""))
    channel = ET.parse(site / "feed.rss").getroot().find("channel")
    assert channel is not None

    assert [guid.get("isPermaLink") for guid in channel.iter("guid")] == ["false"]
    assert all((description.text or "").strip() for description in channel.iter("description"))
    assert len(list(channel.iter(CONTENT))) == 1
    assert channel.findtext("link") == f"{KNOWN}/"
    assert channel.find(f"{ATOM}link").get("href") == f"{KNOWN}/feed.rss"  # type: ignore[union-attr]


def test_a_title_with_markup_in_it_is_shown_as_it_is_written(tmp_path: Path) -> None:
    site = printed(tmp_path, make.edition(title="<b>Less</b> & more"))

    for feed in FEEDS:
        entry = feedparser.parse((site / feed).read_bytes(), sanitize_html=False).entries[0]
        assert entry.title in {"<b>Less</b> & more", "&lt;b&gt;Less&lt;/b&gt; &amp; more"}


def test_a_content_warning_stays_closed_where_nothing_can_be_opened(tmp_path: Path) -> None:
    pick = make.pick(warning="illness", excerpt="Hard to read.", title="")
    site = printed(tmp_path, make.edition(picks=(pick,)))
    body = (site / "feed.atom").read_text("utf-8")

    assert "Content warning: illness" in body
    assert "Hard to read." not in body


def test_signs_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    edition = make.edition()
    folder = make.content(tmp_path, replace(edition, picks=()))
    path = folder / "editions" / "2026-W47.md"
    path.write_text(path.read_text("utf-8").replace("title: Week 47, 2026", r'title: "a\x08b\uFFFEc"'), "utf-8")

    assert (
        ET.parse(make.printed(tmp_path, folder) / "feed.atom").getroot().findtext(f"{ATOM}entry/{ATOM}title") == "abc"
    )


def test_without_an_address_a_feed_is_well_formed_and_links_to_originals_only(tmp_path: Path) -> None:
    site = printed(tmp_path, make.edition(prompts=(make.prompt(about=(make.pick(1).id,)),)), site_url=None)

    for feed in FEEDS:
        entry = feedparser.parse((site / feed).read_bytes()).entries[0]
        links = [part.split('"')[0] for part in entry.content[0].value.split('href="')[1:]]
        assert set(links) == {"https://room.example/", "https://room.example/1", "https://room.example/2"}
    assert (ET.parse(site / "feed.rss").getroot().findtext("channel/link") or "").startswith("urn:uuid:")


def test_before_the_first_edition_there_is_no_feed_and_no_page_promises_one(tmp_path: Path) -> None:
    folder = make.content(tmp_path, subscribe="---\ntitle: Subscribe\n---\nHow.\n")
    site = make.printed(tmp_path, folder)

    assert not [name for name in make.tree(site) if name.startswith("feed")]
    assert "feed.atom" not in (site / "index.html").read_text("utf-8")
    assert "The feeds begin with the first edition." in (site / "subscribe" / "index.html").read_text("utf-8")


def test_an_edition_of_another_zone_is_dated_in_universal_time(tmp_path: Path) -> None:
    at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    site = printed(tmp_path, make.edition(published=at, starts=at - timedelta(days=7)))

    assert "2026-11-20T06:00:00+00:00" in (site / "feed.atom").read_text("utf-8")
