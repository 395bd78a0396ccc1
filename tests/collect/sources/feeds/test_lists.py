"""Pages that name feeds, and lists of feeds."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from inspect import iscoroutinefunction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources import MODULES, adapters
from generator.collect.sources.feeds import discovery, opml, reading_list
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 1, tzinfo=UTC))
URL = "https://a.example/blog/page"
RSS = 'rel="alternate" type="application/rss+xml"'


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (f'<link {RSS} href="/feed">', ("https://a.example/feed",)),
        (f"<LINK {RSS.upper()} HREF=feed.xml />", ("https://a.example/blog/feed.xml",)),
        ("<link href='x' type='application/atom+xml; charset=utf-8' rel='home ALTERNATE'>", ("https://a.example/blog/x",)),
        (f'<base href="https://b.example/d/"><link {RSS} href="f">', ("https://b.example/d/f",)),
        (f'<link {RSS} href="/a"><link {RSS} href="/b"><link {RSS} href="/a">', ("https://a.example/a", "https://a.example/b")),
        (f'<link {RSS} title="T &raquo; Comments Feed" href="/comments/feed"><link {RSS} href="/f">', ("https://a.example/f",)),
        (f'<link {RSS} title="Comments on X" href="/comments/feed"><link {RSS} title="Comments on X" href="/f">',
         ("https://a.example/f",)),
        (f'<link {RSS} title="Comments" href="/comments/feed">', ()),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">', ()),
        ('<link rel="alternate" type="application/json+oembed" href="/oembed?x">', ()),
        ('<link rel="alternate" type="application/json" title="JSON Feed" href="/f.json">', ("https://a.example/f.json",)),
        ('<link rel="alternate" type="application/json" title="API" href="/f.json">', ()),
        ('<link rel="feed" href="/f">', ("https://a.example/f",)),
        ('<link rel="stylesheet" type="application/rss+xml" href="/f">', ()),
        (f'<!-- <link {RSS} href="/no"> --><script>"<link {RSS} href=/no>"</script><link {RSS} href="/f?a=1&amp;b=2">',
         ("https://a.example/f?a=1&b=2",)),
        (f'<link {RSS} href="javascript:alert(1)"><link {RSS} href="">', ()),
        (f'<link {RSS} title="a > b" href="/f">', ("https://a.example/f",)),
    ],
)  # fmt: skip
def test_a_page_names_its_feeds(head, wanted):
    assert discovery.feeds(f"<html><head>{head}</head><body></body></html>", URL) == wanted


@given(st.text(max_size=300))
def test_any_page_names_checked_addresses_only(page):
    assert all(found.startswith("http") for found in discovery.feeds(page, URL))


LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine &amp; yours</title></head><body>
<outline text="Teaching"><outline text="Maths"><outline type="rss" text="A" title="Blog A" xmlUrl="https://a.example/feed"
htmlUrl="https://a.example/"/></outline><outline text="B &amp; co"
xmlurl='https://b.example/feed?x=1&amp;y=2' category="/Tech/AI, tools"/></outline>
<!-- <outline text="C" xmlUrl="https://c.example/feed"/> -->
<outline text="A again" xmlUrl="https://a.example/feed"/>
<outline text="D" type="atom" url="feed://d.example/feed"></outline>
<outline text="a > b" xmlUrl="https://e.example/feed"/>
<outline text="a page" type="link" url="https://f.example/"/><outline text="bad" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_a_list_gives_each_feed_once_with_the_folders_it_stands_in():
    assert [(found.address, found.name, found.topics) for found in opml.parse(LIST)] == [
        ("https://a.example/feed", "Blog A", ("Teaching", "Maths")),
        ("https://b.example/feed?x=1&y=2", "B & co", ("Teaching", "AI", "tools")),
        ("https://d.example/feed", "D", ()),
        ("https://e.example/feed", "a > b", ()),
    ]
    assert {found.kind for found in opml.parse(LIST)} == {"feed"}


def test_a_broken_list_is_read_as_far_as_it_goes():
    broken = LIST.replace(b"</body></opml>", b"").replace(b'type="rss" text="A"', b'type="rss text="A" & <')
    assert "https://e.example/feed" in {found.address for found in opml.parse(broken)}


def test_a_list_is_read_in_its_own_encoding():
    body = '<?xml version="1.0" encoding="iso-8859-1"?><opml><outline text="Café" xmlUrl="https://a.example/"/></opml>'
    assert opml.parse(body.encode("latin-1"))[0].name == "Café"


def test_no_more_than_a_thousand_feeds_are_taken_of_a_list():
    body = b"<opml>" + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(1_200)) + b"</opml>"
    assert len(opml.parse(body)) == 1_000


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<opml><body><outline text='x'/></body></opml>"])
def test_what_names_no_feeds_is_refused(body):
    with pytest.raises(StreetError, match="names no feeds"):
        opml.parse(body)


@given(st.binary(max_size=300))
def test_any_bytes_give_feeds_or_a_sentence(body):
    with suppress(StreetError):
        assert opml.parse(body)


# ---------------------------------------------------------------- a list as a source

FEED = b"""<rss version="2.0"><channel><title>A</title><link>https://a.example/</link><item><title>one</title>
<link>https://a.example/1</link><category>x</category></item><item><title>two</title></item></channel></rss>"""
SOURCE = Source(kind="opml", address="https://l.example/list.opml", name="List", max_items=1)


def read(street: Street):
    return asyncio.run(reading_list.read(SOURCE, street, VISIT))


def test_a_list_gives_what_its_feeds_give_filed_under_their_folders():
    found = read(Street({SOURCE.address: LIST, "https://a.example/feed": FEED}))
    assert [(item.title, item.source, item.tags) for item in found.items] == [
        ("one", SOURCE.key, ("x", "Teaching", "Maths"))
    ]
    assert found.notes[0] == "This list names 4 feeds."
    assert found.notes[1].startswith("3 could not be read: B & co (")


def test_a_list_of_dead_feeds_is_dead():
    with pytest.raises(StreetError, match="None of the 4 feeds"):
        read(Street({SOURCE.address: LIST}))


ADDRESSES = [found.address for found in opml.parse(LIST)]


def test_what_a_feed_of_a_list_has_to_say_is_said_with_its_name_as_far_as_there_is_room():
    late = FEED.replace(b"<category>", b"<pubDate>Mon, 01 Feb 2027 00:00:00 GMT</pubDate><category>")
    assert (
        "Blog A: 1 date in the future was not believed."
        in read(Street({SOURCE.address: LIST, ADDRESSES[0]: late})).notes
    )
    many = b"<opml>" + b"".join(b'<outline text="M%d" xmlUrl="https://a.example/%d"/>' % (n, n) for n in range(7))
    found = read(Street({SOURCE.address: many, **{f"https://a.example/{n}": late for n in range(7)}}))
    assert len(found.notes) == 1 + reading_list.NAMED + 1
    assert found.notes[-1] == "2 more remarks of its feeds left out here."


def failing(*errors: StreetError) -> Street:
    return Street({SOURCE.address: LIST, **dict(zip(ADDRESSES, errors, strict=False))})


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        (("gone", "gone", "gone", "gone"), "gone"),
        (("resting", "resting", "resting", "resting"), "resting"),
        (("unasked", "unasked", "unasked", "unasked"), "unasked"),
        (("unasked", "resting", "resting", "resting"), "resting"),
        (("gone", "resting", "gone", "gone"), "failed"),
    ],
)
def test_what_all_feeds_of_a_list_share_is_true_of_the_list(kinds, wanted):
    with pytest.raises(StreetError, match="None of the 4 feeds") as caught:
        read(failing(*(StreetError("Words.", kind=kind, status=410 if kind == "gone" else None) for kind in kinds)))
    assert caught.value.kind == wanted
    assert caught.value.status == (410 if "gone" in kinds else None)


def test_a_feed_that_is_left_alone_for_a_while_has_not_failed():
    patience = StreetError("It asks for patience.", kind="resting", status=429)
    notes = read(Street({SOURCE.address: LIST, ADDRESSES[0]: FEED, ADDRESSES[1]: patience})).notes
    assert notes[1].startswith("2 could not be read: D (")
    assert notes[2] == "1 is left alone for now: B & co (It asks for patience)."


def test_a_list_whose_feeds_have_not_changed_has_not_changed():
    addresses = [found.address for found in opml.parse(LIST)]
    street = Street({SOURCE.address: LIST, **{url: Answer(url=url, status=304) for url in addresses}})
    assert read(street).unchanged


def test_every_kind_of_source_has_its_adapter():
    assert all(map(iscoroutinefunction, adapters(MODULES).values()))
