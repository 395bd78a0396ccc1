"""Feeds of every format, read as readers of feeds would want them."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import feed
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Item, Source
from tests.collect.fakes import Street

HERE = Path(__file__).resolve().parents[3] / "data" / "feeds"
PAIRS = sorted(HERE.glob("*.expected.json"))
VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 1, tzinfo=UTC))
ONE = b"<rss version='2.0'><channel><title>T</title><link>https://t.example/</link>%s</channel></rss>"


def parse(body: str | bytes, url: str = "https://chalk.example/feed.xml", content_type: str = "") -> Parsed:
    return feed.parse(body.encode() if isinstance(body, str) else body, url, "feed x", content_type)


def item(inside: str, head: str = "") -> Item:
    whole = f"<rss version='2.0'><channel><link>https://t.example/</link>{head}<item>{inside}</item></channel></rss>"
    return parse(whole).items[0]


def source(address: str = "https://t.example/feed", limit: int | None = None) -> Source:
    return Source(kind="feed", address=address, name="T", max_items=limit)


def read(street: Street, **kwargs: object):
    return asyncio.run(feed.read(source(**kwargs), street, VISIT))


def visible(found: object, wanted: object) -> object:
    """Cut what was found down to the keys that are wanted, at every depth."""
    if isinstance(wanted, dict):
        return {key: visible(found[key], wanted[key]) for key in wanted}
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        assert len(found) == len(wanted)
        return [visible(one, other) for one, other in zip(found, wanted, strict=True)]
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda path: path.name.partition(".")[0])
def test_a_feed_is_read_as_written_down_beside_it(pair):
    wanted = json.loads(pair.read_bytes())
    stem = pair.name.removesuffix(".expected.json")
    document = next(path for path in HERE.glob(f"{stem}.*") if path != pair)
    found = TypeAdapter(Parsed).dump_python(parse(document.read_bytes()), mode="json")
    assert visible(found, wanted) == wanted


def test_there_are_pairs():
    assert len(PAIRS) > 10


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Mon, 16 Nov 2026 08:00:00 +0130", "2026-11-16T06:30:00"),
        ("2026-11-16T08:00:00.123Z", "2026-11-16T08:00:00"),
        ("2026-11-16 08:00", "2026-11-16T08:00:00"),
        ("16 Nov 2026 12:00 +0000", "2026-11-16T12:00:00"),
        ("2026-11-16 08:00:00 UTC", "2026-11-16T08:00:00"),
        ("Lun, 16 Nov 2026 08:00:00 +0100", "2026-11-16T07:00:00"),
        ("Mon,16 Nov 2026 08:00:00 GMT", "2026-11-16T08:00:00"),
        ("Mon, 16 Nov 2026 08:00:00 AEDT", "2026-11-15T21:00:00"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00", None),
        ("yesterday", None),
        ("", None),
        ("Mon, 30 Feb 2026 08:00:00 GMT", None),
    ],
)
def test_dates_are_read_in_utc_or_left_unknown(written, wanted):
    found = item(f"<title>t</title><pubDate>{written}</pubDate>").published
    assert (found.replace(tzinfo=None).isoformat() if found else None) == wanted
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("en-us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("pt_br", "pt-BR"), ("und", None), ("", None)],
)
def test_languages_are_written_as_bcp_47_has_them(written, wanted):
    assert item("<title>t</title>", f"<language>{written}</language>").language == wanted


def test_a_date_of_a_million_blanks_is_none_and_costs_nothing():
    assert draft.iso("2026" + " " * 1_000_000 + "x") is draft.mail_date(" " * 1_000_000 + "x") is None


def test_a_mail_address_is_never_a_name():
    assert item("<author>me@t.example</author>", "<title>T</title>").voice.name == "T"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("desk@x.example (Ada)", "Ada"),
        ("Ada &lt;desk@x.example&gt;", "Ada"),
        ('"Ada Chalk" &lt;desk@x.example&gt;', "Ada Chalk"),
        ("mailto:desk@x.example (Ada)", "Ada"),
        ("desk@x.example (Ada (Chalk Ltd))", "Ada (Chalk Ltd)"),
        ("Ada (Chalk Ltd) desk@x.example", "Ada (Chalk Ltd)"),
        ("Ada (desk@x.example), Chalk Ltd", "Ada, Chalk Ltd"),
    ],
)
def test_a_name_is_taken_from_beside_a_mail_address(written, wanted):
    assert item(f"<title>t</title><author>{written}</author>").voice.name == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("It&amp;amp;#8217;s", "It’s"),
        ("AT&amp;amp;amp;T", "AT&T"),
        ("Using the &lt;details&gt; element", "Using the <details> element"),
        ("&amp;amp;lt;script&amp;amp;gt;", "&lt;script&gt;"),
    ],
)
def test_a_title_that_was_escaped_once_too_often_is_read_once_more(written, wanted):
    assert item(f"<title>{written}</title>").title == wanted


def test_dangerous_addresses_are_not_kept():
    found = item("<title>t</title><link>javascript:alert(1)</link><guid isPermaLink='false'>g</guid>")
    assert found.url == "https://t.example/"


def test_links_of_a_text_start_from_its_page_where_the_feed_lives_elsewhere():
    body = ONE % b"<item><link>https://t.example/a/b</link><description>&lt;a href='c'&gt;</description></item>"
    assert parse(body, "https://feeds.example/t").items[0].links == ("https://t.example/a/c",)


def test_the_comments_of_a_feed_are_said_to_be_left_out():
    found = parse((HERE / "atom.xml").read_bytes())
    assert "comment" in found.notes[0]


def test_two_feeds_with_the_same_small_number_as_an_id_do_not_meet():
    one = parse(ONE % b"<item><guid isPermaLink='false'>1</guid></item>")
    two = parse((ONE % b"<item><guid isPermaLink='false'>1</guid></item>").replace(b"t.example", b"u.example"))
    assert one.items[0].id != two.items[0].id


@pytest.mark.parametrize("same", ["<guid isPermaLink='false'>x</guid>", "<link>https://t.example/</link>", ""])
def test_entries_that_share_their_id_or_lead_to_the_front_page_are_told_apart_by_their_titles(same):
    titles = [f"title {n}" for n in range(3)]
    body = ONE % "".join(f"<item>{same}<title>{title}</title></item>" for title in titles).encode()
    assert [one.title for one in parse(body).items] == titles


def test_entries_of_a_json_feed_that_share_all_but_their_title_are_told_apart_by_it():
    titles = [f"title {n}" for n in range(3)]
    entries = [{"id": "x", "url": "https://t.example/", "title": title} for title in titles]
    whole = {"title": "T", "home_page_url": "https://t.example/", "items": entries}
    assert [one.title for one in parse(json.dumps(whole)).items] == titles


def test_an_entry_that_is_listed_twice_is_one():
    twice = "".join(f"<item><guid>https://t.example/1</guid><title>{title}</title></item>" for title in ("new", "old"))
    assert [one.title for one in parse(ONE % twice.encode()).items] == ["new"]


@pytest.mark.parametrize("label", ["", "text/xml; charset=iso-8859-1", "text/xml; charset=utf-8"])
def test_one_broken_character_does_not_make_rubble_of_all_others(label):
    body = ONE % (
        "<item><title>Été à l’école, große Pause</title><description>".encode() + b"\xe2\x80</description></item>"
    )
    assert parse(body, content_type=label).items[0].title == "Été à l’école, große Pause"


def test_latin_1_without_a_label_is_still_read():
    assert parse(ONE % "<item><title>Été à l'école</title></item>".encode("latin-1")).items[0].title == "Été à l'école"


def test_the_charset_of_the_header_is_used_where_the_bytes_do_not_say():
    body = ONE % "<item><title>Привет</title></item>".encode("koi8-r")
    assert parse(body, content_type="text/xml; charset=koi8-r").items[0].title == "Привет"


def test_utf_8_is_utf_8_whatever_the_header_says():
    body = ONE % "<item><title>naïve</title></item>".encode()
    assert parse(body, content_type="text/xml; charset=iso-8859-1").items[0].title == "naïve"


def test_a_body_that_is_the_name_of_a_file_is_not_opened(tmp_path):
    secret = tmp_path / "feed.xml"
    secret.write_bytes(ONE % b"<item><title>secret</title></item>")
    with pytest.raises(StreetError):
        parse(str(secret).encode())


# ---------------------------------------------------------------- failures with words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty page"),
        (b" \n", "empty page"),
        (b"<html><body>Hello</body></html>", "Look for an RSS link"),
        (b"hello", "Look for an RSS link"),
        (b'{"a": 1}', "not with a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "broken"),
        (b"[" * 100_000, "broken"),
        (b"<?xml version='1.0'?><!-- <rss> --><opml version='2.0'><body/></opml>", "OPML"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_sentence(body, words):
    with pytest.raises(StreetError, match=words):
        parse(body)


@given(st.binary(max_size=2_000))
def test_any_bytes_give_items_or_a_sentence(body):
    with suppress(StreetError):
        assert isinstance(parse(body), Parsed)


PIECES = [
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&", "&amp;",
    "&#x", "<link>", "https://a.example/", "<!--", "-->", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>",
    "<guid>", "<link rel='via' href='", "'/>", "<pubDate>", "2026-11-1", "\x00", "\ud83d", "é", "<!DOCTYPE x [",
    "&aa;", "]>", "<!ENTITY aa 'b'>", "<media:description>", "<author>", "a@b.example (", ")", "xml:base='//",
    "<content type='xhtml'>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_rubble_of_a_feed_gives_items_or_a_sentence(pieces):
    try:
        found = parse("".join(pieces).encode("utf-8", "surrogatepass"))
    except StreetError:
        return
    assert len({one.id for one in found.items}) == len(found.items)
    assert all(one.url.startswith(("http://", "https://")) for one in found.items)


# ---------------------------------------------------------------- the adapter


def test_a_page_costs_one_more_request_for_the_feed_it_names():
    page = b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head></html>"
    street = Street({"https://t.example/": page, "https://t.example/feed": ONE % b"<item><title>a</title></item>"})
    found = read(street, address="https://t.example/")
    assert street.asked == ["https://t.example/", "https://t.example/feed"]
    assert [one.title for one in found.items] == ["a"]
    assert "https://t.example/feed" in found.notes[0]


def test_a_page_that_names_another_page_is_refused():
    page = b"<html><link rel=alternate type=application/rss+xml href=/b></html>"
    with pytest.raises(StreetError, match="another page"):
        read(Street({"https://t.example/": page, "https://t.example/b": page}), address="https://t.example/")


def test_what_cannot_be_read_is_not_taken_for_known():
    street = Street({"https://t.example/feed": b"{"})
    with pytest.raises(StreetError):
        read(street)
    assert street.forgotten == ["https://t.example/feed"]


def test_what_has_not_changed_is_said_to_be_so():
    assert read(Street({"https://t.example/feed": Answer(url="https://t.example/feed", status=304)})).unchanged


def test_old_items_are_left_out_and_undated_ones_kept_newest_first():
    body = ONE % (
        b"<item><title>old</title><guid>a</guid><pubDate>Sat, 31 Oct 2026 00:00:00 GMT</pubDate></item>"
        b"<item><title>undated</title><guid>b</guid></item>"
        b"<item><title>first</title><guid>c</guid><pubDate>Mon, 02 Nov 2026 00:00:00 GMT</pubDate></item>"
        b"<item><title>last</title><guid>d</guid><pubDate>Tue, 03 Nov 2026 00:00:00 GMT</pubDate></item>"
    )
    street = Street({"https://t.example/feed": body})
    assert [one.title for one in read(street).items] == ["last", "first", "undated"]
    assert [one.title for one in read(street, limit=1).items] == ["last"]


def page(number: int, following: str | None, day: int) -> bytes:
    entry = {"id": f"https://t.example/{number}", "date_published": f"2026-11-{day:02}T00:00:00Z"}
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "T", "next_url": following, "items": [entry]}
    ).encode()


def test_pages_of_a_json_feed_are_followed_and_a_loop_ends():
    one, two = "https://t.example/feed", "https://t.example/feed?2"
    street = Street({one: page(1, two, 20), two: page(2, one, 19)})
    assert len(read(street).items) == 2
    assert street.asked == [one, two]


def test_at_most_five_pages_of_a_json_feed_are_read():
    street = Street({
        "https://t.example/feed" + ("" if n == 1 else f"?{n}"): page(n, f"https://t.example/feed?{n + 1}", 20)
        for n in range(1, 9)
    })  # fmt: skip
    assert len(read(street).items) == 5


def test_an_older_page_that_fails_leaves_what_was_read():
    found = read(Street({"https://t.example/feed": page(1, "https://t.example/none", 20)}))
    assert len(found.items) == 1
    assert "older page" in found.notes[0]
