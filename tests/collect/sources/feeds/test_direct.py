"""What is read directly is what feedparser reads, field by field; what could be read in two ways is left to it."""

import gc
import random
import re
from pathlib import Path

import pytest
from feedparser import api
from feedparser.html import _cp1252
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.collect.sources import decode
from generator.collect.sources.feeds import bounds, feed, limited, reading, xmlfeed
from generator.collect.sources.feeds.direct import elements, namespaces, reader, state
from tests.collect.sources import recorded
from tests.collect.sources.feeds import dialects
from tests.collect.sources.feeds.agreement import DECLINED, DIRECTLY, REFUSED, URL, compared

KEPT = sorted((Path(__file__).resolve().parents[3] / "data" / "feeds").glob("*.xml"))
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" {}>{}</feed>'
RSS = (
    '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:x="http://x.example/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{}</channel></rss>'
)
ITEM = RSS.format("<item><title>t</title><link>https://a.example/</link>{}</item>")
ENTRY = ATOM.format("", "<entry><title>t</title>{}</entry>")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_the_feeds_of_our_own_tests_are_read_alike(path):
    assert compared(decode.text(path.read_bytes()))[1] == []


@pytest.mark.skipif(not recorded.DATA.is_dir(), reason="recorded feeds lie beside the repository and are not shipped")
def test_recorded_feeds_are_read_alike_and_most_of_them_directly():
    looked_at = [(path, decode.text(body, told)) for path, body, told in recorded.documents() if path.endswith("xml")]
    found = {path: compared(document) for path, document in looked_at[::25] if "<" in document[:200]}

    assert {path: differences for path, (_, differences) in found.items() if differences} == {}
    assert sum(way == DIRECTLY for way, _ in found.values()) > 0.8 * len(found)


@given(st.integers(min_value=0, max_value=2**32))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_feeds_of_all_dialects_in_any_order_are_read_alike(seed):
    assert compared(dialects.document(random.Random(seed)))[1] == []


@pytest.mark.parametrize(
    "inside", ["<title>A</title>", "<title type='xhtml'><div xmlns='{}'>A</div></title>", "<a><b>"]
)
def test_what_was_read_is_let_go_at_once_without_looking_for_circles(inside):
    document = ATOM.format("", "<entry>" + inside.format("http://www.w3.org/1999/xhtml") + "<id>a</id></entry>")
    reader.read(document, URL, None)  # what is made once stays
    gc.collect()
    gc.disable()
    try:
        for _ in range(9):
            reader.read(document, URL, None)
        assert gc.collect() < 9
    finally:
        gc.enable()


def test_many_made_feeds_are_read_directly():
    ways = [compared(dialects.document(random.Random(seed)))[0] for seed in range(30)]

    assert ways.count(DIRECTLY) > 4, "else the comparison above says nothing"


@pytest.mark.parametrize(
    "document",
    [
        ITEM.format("<managingEditor>Ada</managingEditor><author>Bo</author>"),
        ITEM.format("<author>ada@a.example (Ada)</author><dc:creator>Bo</dc:creator>"),
        RSS.format(
            "<itunes:author>e@a.example (E)</itunes:author><itunes:owner><itunes:name>O</itunes:name></itunes:owner>"
        ),
        ENTRY.format("<author>said<name>A</name></author><author><uri>/b</uri><name>B</name></author>"),
        ENTRY.format('<source><author><uri>/there</uri></author><title type="html">&lt;b>S&lt;/b></title></source>'),
        ENTRY.format('<source><link href="https://b.example/"/><title>S</title></source><title>late</title>'),
        ITEM.format("<image/><title>the second</title>"),
        ITEM.format("<description>one</description><description>&lt;p>two&lt;/p></description>"),
        RSS.format(
            "<itunes:summary>a</itunes:summary><description>b</description><item><description>c</description></item>"
        ),
        ENTRY.format('<rights type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">r</div></rights>'),
        ENTRY.format(
            '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a</x:p></x:div></content>'
        ),
        RSS.format("<image><title>p</title><url>u</url></image><title>late</title>"),
        RSS.replace("<rss", '<rss xmlns:xlink="http://www.w3.org/1999/xlink"').format("<item><title>t</title></item>"),
        "<!DOCTYPE rss [<!ENTITY me 'Ada'>]>"
        + ITEM.format("<author>&me;</author><description>&nbsp;&hellip;</description>"),
    ],
)
def test_what_has_a_rule_of_its_own_is_read_directly_and_alike(document):
    assert compared(document) == (DIRECTLY, [])


@pytest.mark.parametrize(
    "document",
    [
        ITEM.format("<description>not <b>escaped</b></description>"),
        ITEM.format("<x:wrap><title>whose?</title></x:wrap>"),
        ITEM.format("<item><title>within</title></item>"),
        ITEM.format("<x:item>of another</x:item>"),
        ITEM.format("<links>many</links>"),
        ITEM.format("<date>2026-11-16</date>"),
        ITEM.format('<link x:rel="self" href="https://b.example/"/>'),
        ITEM.format('<itunes:block why="so">yes</itunes:block>'),
        ITEM.format("<author>ada@a.example</author><itunes:owner><itunes:name>O</itunes:name></itunes:owner>"),
        ENTRY.format('<content type="application/octet-stream">YQ==</content>'),
        ENTRY.format('<title mode="base64">YQ==</title>'),
        ENTRY.format('<content type="xhtml"><svg xmlns="http://www.w3.org/2000/svg"/></content>'),
        ENTRY.format('<content type="xhtml"><p>in no namespace</p></content>'),
        ATOM.format('xml:base="javascript:x"', "<entry><title>t</title></entry>"),
        '<rss version="2.0" xmlns:media="http://odd.example/"><channel><item><title>t</title></item></channel></rss>',
        "<channel><item><title>CDF</title></item></channel>",
        ITEM.format("&undeclared; <unclosed>"),
        RSS.format("</channel><channel><item><title>two channels</title></item>"),
    ],
)
def test_what_could_be_read_in_two_ways_is_left_to_feedparser(document):
    assert compared(document) == (DECLINED, [])


@pytest.mark.parametrize(
    ("way", "document"),
    [
        (DIRECTLY, ITEM.format(f"<description>{'long ' * bounds.TEXT}</description>")),
        (DIRECTLY, ITEM.format("".join(f"<category>c{number}</category>" for number in range(bounds.TAGS + 9)))),
        (DIRECTLY, ITEM.format(f"<itunes:keywords>{','.join(map(str, range(200)))}</itunes:keywords>")),
        (DIRECTLY, ITEM.format(f"<author>{'a' * (bounds.WORD + 9)}</author>")),
        (DIRECTLY, RSS.format("<item><title>t</title><pubDate>2026-11-16</pubDate></item>" * (bounds.ITEMS + 9))),
        (REFUSED, ATOM.format(f'xml:base="https://a.example/{"p/" * bounds.ADDRESS}"', "<entry><id>i</id></entry>")),
        (REFUSED, ATOM.format(f'xml:lang="{"x" * 60}"', "<entry><id>i</id></entry>")),
    ],
    ids=["text", "tags", "keywords", "author", "items", "base", "language"],
)
def test_limits_hold_in_both_ways(way, document):
    assert compared(document) == (way, [])


def test_of_too_many_entries_the_newest_are_read_wherever_they_stand():
    items = [
        f"<item><guid>{n}</guid><pubDate>2026-{1 + n // 60:02}-{1 + n % 28:02}</pubDate></item>" for n in range(600)
    ]

    assert compared(RSS.format("".join(items))) == (DIRECTLY, [])
    assert len(reading.read(RSS.format("".join(items)), URL).entries) == bounds.ITEMS


def test_every_element_that_feedparser_knows_is_read_or_declined():
    handlers = re.findall(r" _(?:start|end)_(\w+)", " ".join(f" {name}" for name in dir(limited._Strict)))

    assert {name.lower() for name in handlers} - set(elements.ELEMENTS) - elements.DECLINED == set()


def test_every_namespace_that_means_something_has_the_prefix_that_feedparser_gives_it():
    theirs = {
        uri.lower(): prefix.lower() for uri, prefix in (api.StrictFeedParser.namespaces | limited.NAMESPACES).items()
    }

    assert {uri: theirs.get(uri) for uri in namespaces.KNOWN} == dict(namespaces.KNOWN)
    assert {
        uri for uri in theirs.keys() - namespaces.KNOWN.keys() if theirs[uri] in {"", *namespaces.PREFIXES}
    } == set()


def test_characters_of_windows_are_those_that_feedparser_knows():
    for code in range(0x80, 0xA0):
        assert chr(code).translate(state.WINDOWS) == chr(code).translate(_cp1252)


MONTH_13 = "Fri, 2026/13/15 08:19:53 EDT"
"""A date on which feedparser itself fails."""


@pytest.mark.parametrize("written", ["2026-11", "Nov 2026", "soon", "Mon, 16 Nov 2026 08:00:00 GMT"])
def test_dates_that_we_leave_open_are_asked_of_feedparser_in_both_ways(written):
    document = ITEM.format(f"<pubDate>{written}</pubDate>")

    assert compared(document) == (DIRECTLY, [])


def test_a_date_on_which_feedparser_fails_is_none_and_the_item_is_read():
    (item,) = feed.parse(ITEM.format(f"<pubDate>{MONTH_13}</pubDate>").encode(), URL, "s").items

    assert item.published is None


@pytest.mark.parametrize("read", [reading.read, reading.read_slowly])
@pytest.mark.parametrize(
    "element",
    ["pubDate", "dc:date", "dcterms:issued", "dcterms:modified", "dcterms:created", "lastBuildDate", "expirationDate"],
)
def test_a_malformed_feed_keeps_the_item_with_such_a_date_and_all_others(read, element):
    spoilt = f"<item><guid>1</guid><title>T1</title><{element}>{MONTH_13}</{element}></item>"
    sound = "<item><guid>2</guid><title>T2 & more</title><pubDate>Mon, 16 Nov 2026 08:00:00 GMT</pubDate></item>"
    first, second = read(f"<rss><channel>{spoilt}{sound}</channel></rss>", URL).entries

    assert (first["title"], second["title"]) == ("T1", "T2 & more")
    assert not any(dict.get(first, f"{name}_parsed") for name in limited.DATES)
    assert second["published_parsed"][:3] == (2026, 11, 16)


def test_a_malformed_feed_survives_how_long_its_texts_hold():
    valid = f"<dcterms:valid>start={MONTH_13};end={MONTH_13}</dcterms:valid>"
    (entry,) = reading.read(f"<rss><channel><item><title>T & T</title>{valid}</item></channel></rss>", URL).entries

    assert entry["title"] == "T & T"


def test_of_old_items_only_the_frame_is_read_and_the_others_are_as_they_were():
    items = "".join(
        f"<item><guid>{day}</guid><title>T{day}</title><pubDate>2026-11-{day:02}</pubDate><description>words</description></item>"
        for day in range(1, 29)
    )
    document = RSS.format(items + "<item><description>no name at all</description><pubDate>2026-11-02</pubDate></item>")
    whole = xmlfeed.parse(document, URL, "feed x").items
    since = next(item.published for item in whole if item.id.endswith("#10"))
    some = xmlfeed.parse(document, URL, "feed x", since=since).items

    assert [item for item in some if item.published >= since] == [item for item in whole if item.published >= since]
    assert [(item.id, item.published, item.title) for item in some] == [(i.id, i.published, i.title) for i in whole]
    assert {item.text for item in some if item.published < since} <= {"", "no name at all"}


def test_a_document_that_came_from_no_web_address_is_left_to_feedparser():
    assert reader.read(ITEM.format(""), "", None) is None
