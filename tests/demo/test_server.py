"""What a faithful server of feeds does (RFC 9110), proved over real HTTP on loopback."""

import gzip
import http.client
import json
import time
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest

from generator.demo import formats, server
from tests.demo.sampled import SAMPLE

FRIDAY = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 10, 5, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def street():
    with server.serve(SAMPLE, today=FRIDAY) as running:
        yield running


@pytest.fixture(autouse=True)
def friday(street):
    street.today = FRIDAY


def ask(street, url, method="GET", **headers):
    host, slash, target = url.removeprefix("http://").partition("/")
    with closing(http.client.HTTPConnection(*street.hosts.get(host, street.server_address))) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, slash + target, headers={"Host": host, **named})
        reply = connection.getresponse()
        return reply.status, dict(reply.getheaders()), reply.read()


BOARD = "http://board-work.example/feed.xml"


def test_both_validators_lead_to_an_empty_304_with_the_headers_of_the_200(street):
    _, whole, body = ask(street, BOARD)
    asked = {"If_None_Match": whole["ETag"], "If_Modified_Since": whole["Last-Modified"]}
    status, fields, nothing = ask(street, BOARD, **asked)

    assert (status, nothing) == (304, b"")
    assert body
    assert {name: fields[name] for name in ("ETag", "Last-Modified", "Cache-Control", "Vary", "Date")} == {
        name: whole[name] for name in ("ETag", "Last-Modified", "Cache-Control", "Vary", "Date")
    }
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(fields)


@pytest.mark.parametrize("dress", ["{0}", "W/{0}", '"other", {0}', "*"])
def test_etags_are_compared_weakly_and_in_lists(street, dress):
    tag = ask(street, BOARD)[1]["ETag"].removeprefix("W/")

    assert ask(street, BOARD, If_None_Match=dress.format(tag))[0] == 304


def test_an_etag_that_does_not_match_wins_over_a_date_that_does(street):
    since = ask(street, BOARD)[1]["Last-Modified"]

    assert ask(street, BOARD, If_None_Match='"another"', If_Modified_Since=since)[0] == 200


@pytest.mark.parametrize("value", ["yesterday", "", "0", "Fri, 99 Nov 2026 06:00:00 GMT"])
def test_a_date_that_is_none_is_ignored(street, value):
    assert ask(street, BOARD, If_Modified_Since=value)[0] == 200


def test_what_is_unchanged_between_two_days_says_so_and_what_changed_does_not(street):
    street.today = TUESDAY
    before = ask(street, BOARD)[1]
    street.today = FRIDAY

    assert ask(street, BOARD, If_None_Match=before["ETag"], If_Modified_Since=before["Last-Modified"])[0] == 200
    street.today = TUESDAY.replace(day=12)
    assert ask(street, BOARD, If_None_Match=before["ETag"], If_Modified_Since=before["Last-Modified"])[0] == 304


@pytest.mark.parametrize(
    ("host", "sent"),
    [
        ("http://kreidestaub.example/atom.xml", {"ETag"}),
        ("http://daftar.example/feed/", {"Last-Modified"}),
        ("http://ysgol-notes.example/news.rss", set()),
        (BOARD, {"ETag", "Last-Modified"}),
    ],
)
def test_sites_differ_in_the_validators_they_send(street, host, sent):
    assert {"ETag", "Last-Modified"} & set(ask(street, host)[1]) == sent


def test_compression_is_asked_for_and_makes_the_etag_weak(street):
    _, plain, body = ask(street, BOARD)
    _, packed, data = ask(street, BOARD, Accept_Encoding="gzip")

    assert gzip.decompress(data) == body
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] == "W/" + plain["ETag"]
    assert ask(street, BOARD, Accept_Encoding="gzip")[2] == data


def test_head_has_the_headers_of_get_and_no_body(street):
    status, fields, body = ask(street, BOARD, "HEAD")

    assert (status, body) == (200, b"")
    assert fields == ask(street, BOARD)[1]


def test_other_methods_and_strange_hosts_are_refused(street):
    status, fields, _ = ask(street, BOARD, "POST")

    assert (status, fields["Allow"]) == (405, "GET, HEAD")
    assert ask(street, "http://nobody.example/")[0] == 421


def test_the_street_shows_the_simulated_day(street):
    assert parsedate_to_datetime(ask(street, BOARD)[1]["Date"]) == FRIDAY.replace(second=0)


def test_nothing_is_shown_before_it_was_written(street):
    street.today = TUESDAY
    feed = feedparser.parse(ask(street, BOARD)[2])

    assert [entry.title for entry in feed.entries] == ["The wrong answer in my pocket"]


@pytest.mark.parametrize("blog", SAMPLE.blogs, ids=lambda blog: f"{blog.format} {blog.host}")
def test_every_feed_is_what_its_format_promises(street, blog):
    street.today = FRIDAY.replace(day=16)
    data = ask(street, blog.feed)[2]
    if blog.format == "jsonfeed":
        assert json.loads(data)["version"] == "https://jsonfeed.org/version/1.1"
        return
    feed = feedparser.parse(data)
    known = {"rss2": "rss20", "rss1": "rss10", "rss091": "rss091u", "atom1": "atom10", "atom03": "atom03"}

    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == known[blog.format]
    assert feed.encoding == blog.encoding
    assert feed.entries
    assert all(entry.link.startswith(blog.home) for entry in feed.entries)


def test_every_format_is_on_the_street():
    assert {blog.format for blog in SAMPLE.blogs} == set(formats.FORMATS)


def test_a_json_feed_leads_page_by_page_to_its_end(street):
    titles, url = [], "http://design-notes.example/feed.json"
    while url:
        page = json.loads(ask(street, url)[2])
        titles += [item["title"] for item in page["items"]]
        url = page.get("next_url")

    assert len(titles) == len(set(titles)) == 5
    assert ask(street, "http://design-notes.example/feed.json?page=9")[0] == 404


def test_a_withdrawn_entry_leaves_a_tombstone(street):
    street.today = datetime(2026, 11, 17, 5, 20, tzinfo=UTC)
    assert b"vertretungsplan</id>" in ask(street, "http://kreidestaub.example/atom.xml")[2]
    street.today = FRIDAY
    after = ask(street, "http://kreidestaub.example/atom.xml")[2]

    assert b"vertretungsplan</id>" not in after
    assert b'<at:deleted-entry ref="tag:kreidestaub.example,2026-11-16:vertretungsplan"' in after


def test_an_edited_article_says_when_and_is_another_text(street):
    street.today = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
    before = ask(street, "http://returned-books.example/rss")[2]
    street.today = FRIDAY
    after = ask(street, "http://returned-books.example/rss")[2]

    assert b"had moved a bus" in before
    assert b"had moved a bus" not in after


def test_a_home_page_names_its_feed(street):
    _, fields, page = ask(street, "http://kokuban.example/")

    assert fields["Content-Type"].startswith("text/html")
    assert b'<link rel="alternate" type="application/atom+xml"' in page
    assert b'href="/atom.xml"' in page


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://chalk-and-cheese.example/podcast.xml", 410),
        ("http://assessment-weekly.example/feed", 404),
        ("http://northmoor-schools.example/newsroom/feed", 200),
        ("http://board-work.example/the-left-third-of-the-board", 200),
        ("http://board-work.example/no-such-article", 404),
        ("http://reading-circle.example/circle.opml", 200),
    ],
)
def test_the_addresses_that_every_old_list_holds(street, url, status):
    assert ask(street, url)[0] == status


def test_a_site_that_moved_says_where_to_for_good(street):
    status, fields, _ = ask(street, "http://rteo-chem.example/feed.xml")

    assert (status, fields["Location"]) == (301, "http://fume-hood.example/feed.xml")
    assert ask(street, fields["Location"])[0] == 200


def test_a_site_that_is_tired_asks_for_a_rest_from_its_day_on(street):
    status, fields, _ = ask(street, "http://syllabus-exchange.example/recent.xml")
    street.today = TUESDAY

    assert (status, fields["Retry-After"]) == (429, "432000")
    assert ask(street, "http://syllabus-exchange.example/recent.xml")[0] == 200


def test_the_slow_one_is_slow_and_holds_up_nobody_else(street):
    begun = time.monotonic()
    ask(street, BOARD)
    quick = time.monotonic() - begun
    ask(street, "http://verksted.example/feed.xml")

    assert quick < 0.5
    assert time.monotonic() - begun > 0.8


def test_what_was_asked_is_written_down(street):
    street.log.clear()
    ask(street, BOARD, User_Agent="somebody/1.0")

    assert [(line.method, line.host, line.target, line.status) for line in street.log] == [
        ("GET", "board-work.example", "/feed.xml", 200)
    ]
    assert street.log[0].headers["user-agent"] == "somebody/1.0"
