"""The list of sources: what is in it, what never is, and that others and we ourselves can read it."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.feeds import opml as our_reader
from generator.model import Source
from generator.publish import opml
from generator.publish.house import House
from tests.publish import fed, make, strange
from tests.publish.reading import make_reader


def source(kind: str = "feed", address: str = "https://room.example/feed", **changed: Any) -> Source:
    return Source(**({"kind": kind, "address": address, "name": f"{kind} {address}"} | changed))


def house(*sources: Source, **changed: Any) -> House:
    settings = replace(make.config(), sources=sources, **changed)
    return House(config=settings, weeks=(make.edition(),), written=(), method=make.METHOD, site_url=None)


def outlines(*sources: Source, **changed: Any) -> list[dict[str, str]]:
    root = ET.fromstring(opml.opml(house(*sources, **changed)))
    return [dict(each.attrib) for each in root.iter("outline") if "xmlUrl" in each.attrib]


MASTODON = {"servers": ("edu.example", "other.example")}


@pytest.mark.parametrize(
    ("given", "feed"),
    [
        (source(), "https://room.example/feed"),
        (source("gleaner", "https://south.example/digest"), "https://south.example/digest/atom.xml"),
        (source("gleaner", "https://south.example/digest/feed.json"), "https://south.example/digest/atom.xml"),
        (source("mastodon", "#oer", options=MASTODON), "https://edu.example/tags/oer.rss"),
        (source("mastodon", "#教育", options=MASTODON), "https://edu.example/tags/%E6%95%99%E8%82%B2.rss"),
        (source("mastodon", "@ines@edu.example"), "https://edu.example/@ines.rss"),
        (source("bluesky", "@ines.bsky.example"), "https://bsky.app/profile/ines.bsky.example/rss"),
        (source("bluesky", "@did:plc:abc"), "https://bsky.app/profile/did:plc:abc/rss"),
        (source("reddit", "r/teaching+edtech"), "https://www.reddit.com/r/teaching+edtech/new/.rss"),
        (source("reddit", "u/name"), "https://www.reddit.com/user/name/submitted/.rss"),
        (source("reddit", "search:open textbooks"), "https://www.reddit.com/search.rss?q=open+textbooks&sort=new"),
        (source("lemmy", "!teaching@lemmy.example"), "https://lemmy.example/feeds/c/teaching.xml?sort=New"),
        (source("youtube", "channel:UCabc"), "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"),
        (source("youtube", "playlist:PLabc"), "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc"),
        (source("hackernews", "front"), "https://news.ycombinator.com/rss"),
        (source("devto", "#education"), "https://dev.to/feed/tag/education"),
        (source("devto", "@name"), "https://dev.to/feed/name"),
    ],
    ids=lambda each: each.key if isinstance(each, Source) else "at",
)
def test_a_source_is_listed_by_the_documented_address_of_its_feed(given: Source, feed: str) -> None:
    assert [each["xmlUrl"] for each in outlines(given)] == [feed]


@pytest.mark.parametrize(
    "given",
    [
        source("mastodon", "#oer"),
        source("mastodon", "list:12"),
        source("bluesky", "#edtech"),
        source("bluesky", "list:at://a.example/app.bsky.graph.list/3k"),
        source("x", "@name"),
        source("youtube", "@handle"),
        source("hackernews", "open education"),
        source("crossref", "open textbooks"),
        source("opml", "feeds.opml"),
    ],
    ids=lambda each: each.key,
)
def test_what_has_no_feed_for_others_is_named_in_a_comment_and_not_listed(given: Source) -> None:
    document = opml.opml(house(source(), given)).decode()

    assert [each["xmlUrl"] for each in outlines(source(), given)] == [source().address]
    assert given.name in document.partition("<!--")[2].partition("-->")[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://room.example/feed?token=abc",
        "https://room.example/feed?access_token=abc",
        "https://room.example/feed?api_key=abc&x=1",
        "https://room.example/feed?auth=abc",
        "https://letter.example/feed/private/0f3b2c1d-aaaa-4bbb-8ccc-0123456789ab.rss",
        "https://radio.example/feed/8f14e45fceea167a5a36dedd4bea2543",
        "https://name:word@room.example/feed",
        "http://rsshub.lan:1200/telegram/channel/name",
        "http://localhost:1200/feed",
        "http://rsshub/feed",
        "http://192.168.1.4/feed",
        "http://[::1]/feed",
        "https://room.example/feed?accesstoken=abc",
        "https://room.example/feed?rsskey=abc",
        "https://room.example/feed?x=1;token=abc",
        "https://room.example/feed?x=1&amp;token=abc",
        "https://room.example/feed#token=abc",
        "https://room.example/feed?PHPSESSID=abc",
        "https://room.example/feed?bearer=abc",
        "https://room.example/private/abc/feed",
        "https://room.example/token/abc/feed",
        "https://room.example/s/AbCdEf-GhIjKl_MnOpQr5tUvWxYz/feed",
        "https://127.1/feed",
        "https://10.0.0.1./feed",
        "https://wiki.intranet./feed",
        "https://nas.fritz.box/feed",
        "https://house.tail1234.ts.net/feed",
    ],
)
def test_no_address_is_given_away_that_opens_a_door_or_means_this_house(address: str) -> None:
    document = opml.opml(house(source(), source(address=address, name="Private")))

    assert address.partition("://")[2].encode() not in document
    assert b"Private" in document


@pytest.mark.parametrize(
    "address",
    [
        "https://room.example/?feed=rss2&cat=7&the-36-questions-that-everybody-asks-in-2026=1",
        "https://room.example/tag/keyword/feed?keyword=a&page=2#top",
        "https://room.example/2026/11/author/ines-okafor-and-the-long-way-to-school-12/feed",
        "https://room.example:8443/feed",
    ],
)
def test_an_ordinary_address_keeps_no_feed_out(address: str) -> None:
    assert [each["xmlUrl"] for each in outlines(source(address=address))] == [address]


def test_what_the_owner_notes_down_is_not_for_others() -> None:
    document = opml.opml(house(source(note="my sister's blog", options={"servers": ("a.example",)}))).decode()

    assert "sister" not in document
    assert "ownerName" not in document


def test_who_is_withdrawn_is_neither_listed_nor_named() -> None:
    document = opml.opml(
        house(source(), source(address="https://gone.example/feed"), withdrawn=("https://gone.example/",))
    )

    assert b"gone.example" not in document


def test_sources_stand_in_the_folder_of_their_topic_or_of_their_network() -> None:
    given = (
        source(address="https://a.example/", topics=("maths", "feedback")),
        source(address="https://b.example/"),
        source("reddit", "r/teaching"),
        source(address="https://c.example/", topics=("maths",)),
    )
    body = ET.fromstring(opml.opml(house(*given))).find("body")
    assert body is not None

    assert [(each.get("text"), len(each)) for each in body] == [
        ("maths", 2),
        ("Reddit", 1),
        ("feed https://b.example/", 0),
    ]
    assert [each.get("category") for each in body[0]] == ["/maths,/feedback", "/maths"]


def test_what_we_write_we_read() -> None:
    given = (
        source(address="https://a.example/?a=1&b=2", name="Less & “more” <b>", topics=("maths", "feedback")),
        source(address="https://b.example/", name="教室"),
    )

    assert [(each.address, each.name, each.topics) for each in our_reader.parse(opml.opml(house(*given)))] == [
        (given[0].address, "Less & “more”", given[0].topics),
        (given[1].address, given[1].name, ()),
    ]


@given(names=st.lists(strange.FOREIGN, max_size=4), topics=strange.TEXTS)
def test_whatever_names_are_the_list_is_well_formed_and_each_feed_is_there_once(
    names: list[str], topics: tuple[str, ...]
) -> None:
    given = [source(address=f"https://{n}.example/", name=name, topics=topics) for n, name in enumerate(names)]
    document = opml.opml(house(source(), *given, source("x", "@a", name="--".join(names))))

    assert [each.address for each in our_reader.parse(document)].count(source().address) == 1
    assert len(our_reader.parse(document)) == 1 + len(given)


def test_the_site_has_the_list_even_before_the_first_edition() -> None:
    assert b"https://room.example/feed" in fed.files()["sources.opml"]


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed")
def test_newsboat_imports_it(tmp_path: Path) -> None:
    given = (source(topics=("maths",)), source("reddit", "r/teaching"), source(address="https://b.example/?a=1&b=2"))
    (tmp_path / "sources.opml").write_bytes(opml.opml(house(*given)))
    (tmp_path / "urls").write_text("", "utf-8")
    told = ["newsboat", "-u", "urls", "-c", "cache.db", "-i", "sources.opml"]
    where = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(told, cwd=tmp_path, env=where, check=True, timeout=60, capture_output=True)
    taken = (tmp_path / "urls").read_text("utf-8")

    for each in given:
        assert opml.shared(each) in taken


def test_reader_takes_every_address() -> None:
    found = outlines(source(), source("mastodon", "#oer", options=MASTODON), source("youtube", "channel:UCabc"))
    with make_reader(":memory:") as program:
        for each in found:
            program.add_feed(each["xmlUrl"])

        assert len(list(program.get_feeds())) == len(found)
