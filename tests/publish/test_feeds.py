import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.model import Week
from tests.publish import fed, make

KNOWN = fed.KNOWN
FEEDS = ("atom.xml", "rss.xml")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def printed(root: Path, *editions: Any, **changed: Any) -> Path:
    return fed.folder(root, *editions, **changed)


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
    entry = feedparser.parse((printed(tmp_path, edition) / feed).read_bytes()).entries[0]
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

    assert len(ids(printed(tmp_path, *weeks) / "atom.xml")) == 1 + 12


def test_a_rebuild_changes_no_date(tmp_path: Path) -> None:
    site = printed(tmp_path, make.edition())
    atom, rss = (ET.parse(site / feed).getroot() for feed in FEEDS)

    assert atom.findtext(f"{ATOM}updated") == atom.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-11-20T05:00:00+00:00"
    assert parsedate_to_datetime(rss.findtext("channel/item/pubDate") or "") == make.DUE


def test_rss_is_valid_where_feeds_of_its_kind_usually_are_not(tmp_path: Path) -> None:
    """https://validator.w3.org/feed/docs/rss2.html: ids that are no address say so, no description is empty."""
    site = printed(tmp_path, make.edition(), config=make.config(description=""))
    channel = ET.parse(site / "rss.xml").getroot().find("channel")
    assert channel is not None

    assert [guid.get("isPermaLink") for guid in channel.iter("guid")] == ["false"]
    assert all((description.text or "").strip() for description in channel.iter("description"))
    assert len(list(channel.iter(CONTENT))) == 1
    assert channel.findtext("link") == f"{KNOWN}/"
    assert channel.find(f"{ATOM}link").get("href") == f"{KNOWN}/rss.xml"  # type: ignore[union-attr]


def test_a_title_with_markup_in_it_is_shown_as_it_is_written(tmp_path: Path) -> None:
    site = printed(tmp_path, make.edition(title="<b>Less</b> & more"))

    for feed in FEEDS:
        entry = feedparser.parse((site / feed).read_bytes(), sanitize_html=False).entries[0]
        assert entry.title in {"<b>Less</b> & more", "&lt;b&gt;Less&lt;/b&gt; &amp; more"}


def test_a_content_warning_stays_closed_where_nothing_can_be_opened(tmp_path: Path) -> None:
    pick = make.pick(warning="illness", excerpt="Hard to read.", title="")
    site = printed(tmp_path, make.edition(picks=(pick,)))
    body = (site / "atom.xml").read_text("utf-8")

    assert "Content warning: illness" in body
    assert "Hard to read." not in body


def test_signs_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    edition = make.edition()
    folder = make.content(tmp_path, replace(edition, picks=()))
    path = folder / "editions" / "2026-W47.md"
    path.write_text(path.read_text("utf-8").replace("title: Week 47, 2026", r'title: "a\x08b\uFFFEc"'), "utf-8")

    assert ET.parse(make.printed(tmp_path, folder) / "atom.xml").getroot().findtext(f"{ATOM}entry/{ATOM}title") == "abc"


def test_without_an_address_a_feed_is_well_formed_and_links_to_originals_only(tmp_path: Path) -> None:
    site = printed(tmp_path, make.edition(prompts=(make.prompt(about=(make.pick(1).id,)),)), site_url=None)

    for feed in FEEDS:
        entry = feedparser.parse((site / feed).read_bytes()).entries[0]
        links = [part.split('"')[0] for part in entry.content[0].value.split('href="')[1:]]
        assert set(links) == {"https://room.example/", "https://room.example/1", "https://room.example/2"}
    assert (ET.parse(site / "rss.xml").getroot().findtext("channel/link") or "").startswith("urn:uuid:")


def test_before_the_first_edition_there_is_no_feed_and_no_page_promises_one(tmp_path: Path) -> None:
    folder = make.content(tmp_path, subscribe="---\ntitle: Subscribe\n---\nHow.\n")
    site = make.printed(tmp_path, folder)

    assert not [name for name in make.tree(site) if name.startswith("feed")]
    assert "atom.xml" not in (site / "index.html").read_text("utf-8")
    assert "The feeds begin with the first edition." in (site / "subscribe" / "index.html").read_text("utf-8")


def test_an_edition_of_another_zone_is_dated_in_universal_time(tmp_path: Path) -> None:
    at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    site = printed(tmp_path, make.edition(published=at, starts=at - timedelta(days=7)))

    assert "2026-11-20T06:00:00+00:00" in (site / "atom.xml").read_text("utf-8")


# ---------------------------------------------------------------- picks, for other digests


def picks(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "feed.json").read_bytes())
    return found


def test_every_pick_is_an_item_under_the_name_and_the_address_of_its_origin(tmp_path: Path) -> None:
    first = make.pick(1, tags=("maths",), about="https://study.example/")
    site = printed(tmp_path, make.edition("2026-W46", picks=(make.pick(3),)), make.edition(picks=(first, make.pick(2))))
    feed = picks(site)

    assert [item["id"] for item in feed["items"]] == [f"https://room.example/{n}" for n in (1, 2, 3)]
    assert feed["items"][0] == {
        "id": first.id,
        "url": first.url,
        "external_url": "https://study.example/",
        "title": first.title,
        "date_published": "2026-11-18T05:00:00+00:00",
        "authors": [{"name": "Ines Okafor", "url": "https://room.example/"}],
        "tags": ["maths"],
        "language": "en",
        "content_text": first.excerpt,
        "_gleaner": {
            "edition": "2026-W47",
            "reason": first.why,
            "kind": "article",
            "voice": first.voice,
            "source": first.source_name,
        },
    }


def test_the_json_feed_is_valid(tmp_path: Path) -> None:
    """https://www.jsonfeed.org/version/1.1/: what must be there, and of which type."""
    bare = make.pick(4, title="", name="", address=None, published=None, language=None)
    feed = picks(printed(tmp_path, make.edition(picks=(make.pick(1), bare))))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{KNOWN}/feed.json"
    assert feed["home_page_url"] == f"{KNOWN}/"
    assert feed["_gleaner"]["about"].startswith("https://")
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item["content_text"], str)
        assert all(author.keys() & {"name", "url", "avatar"} for author in item.get("authors", ()))
        assert all(isinstance(tag, str) for tag in item.get("tags", ()))
        assert "date_published" not in item or datetime.fromisoformat(item["date_published"]).tzinfo
        assert None not in item.values()


def test_posts_on_x_and_texts_under_a_warning_are_passed_on_without_text(tmp_path: Path) -> None:
    on_x = make.pick(1, url="https://x.com/ines/status/1", title="", kind="post")
    closed = make.pick(2, warning="illness")
    items = picks(printed(tmp_path, make.edition(picks=(on_x, closed))))["items"]

    assert [item["content_text"] for item in items] == ["", ""]
    assert items[1]["_gleaner"]["warning"] == "illness"


def test_hidden_picks_unsafe_addresses_and_old_weeks_are_not_passed_on(tmp_path: Path) -> None:
    weeks, week = [], Week(2026, 40)
    for number in range(7):
        weeks.append(make.edition(str(week), picks=(make.pick(number),)))
        week = week.after()
    last = make.edition(
        str(week), picks=(make.pick(90, hidden=True), make.pick(91, url="javascript:alert(1)"), make.pick(6))
    )
    items = picks(printed(tmp_path, *weeks, last))["items"]

    assert [item["id"] for item in items] == [f"https://room.example/{n}" for n in (6, 5, 4, 3)]
    assert items[0]["_gleaner"]["edition"] == str(week)


def test_a_long_excerpt_is_passed_on_as_short_as_a_page_shows_it(tmp_path: Path) -> None:
    items = picks(printed(tmp_path, make.edition(picks=(make.pick(1, excerpt="word " * 300),))))["items"]

    assert len(items[0]["content_text"]) <= 360


def test_pages_name_the_json_feed_behind_the_feeds_for_readers(tmp_path: Path) -> None:
    site = make.site(tmp_path, make.edition(), site_url=KNOWN)
    page = (site / "archive" / "index.html").read_text("utf-8")

    assert page.index('href="../atom.xml"') < page.index('type="application/feed+json"')
    assert 'href="../feed.json"' in page


def test_without_an_address_the_json_feed_still_says_where_its_extension_is_explained(tmp_path: Path) -> None:
    feed = picks(printed(tmp_path, make.edition(), site_url=None))

    assert "feed_url" not in feed
    assert feed["_gleaner"]["about"].startswith("https://www.jsonfeed.org/")
