"""What feeds say beside their texts: rhythm, pages, files, people, wishes; and what comes where a feed should be."""

import asyncio
import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest

from generator import text
from generator.collect.sources.feeds import discovery, feed, media, pages, wishes
from generator.collect.words import Answer, Schedule, Visit
from generator.errors import StreetError
from generator.model import Enclosure, Source
from tests.collect.fakes import Street

URL = "https://t.example/feed"
SOURCE = Source(kind="feed", address=URL, name="T")
VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 1, tzinfo=UTC))
SPACES = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(inside: str) -> bytes:
    return f"<rss version='2.0' {SPACES}><channel><link>https://t.example/</link>{inside}</channel></rss>".encode()


def parse(inside: str, **headers: str):
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return feed.parse(rss(inside), URL, SOURCE.key, headers=told)


def item(inside: str, head: str = "", **headers: str):
    return parse(f"{head}<item><title>t</title>{inside}</item>", **headers).items[0]


def entry(number: int, day: int, more: str = "") -> str:
    return (
        f"<item><title>n{number}</title><guid>https://t.example/{number}</guid>"
        f"<pubDate>2026-11-{day:02}</pubDate>{more}</item>"
    )


def read(places, address: str = URL, visit: Visit = VISIT):
    street = Street(places)
    return asyncio.run(feed.read(Source(kind="feed", address=address, name="T"), street, visit)), street


# ---------------------------------------------------------------- rhythm


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("", Schedule()),
        ("<ttl> 90 </ttl>", Schedule(every=timedelta(minutes=90))),
        ("<ttl>soon</ttl>", Schedule()),
        ("<ttl>-5</ttl>", Schedule()),
        ("<ttl>99999999</ttl>", Schedule()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Schedule(every=timedelta(hours=1))),
        ("<sy:updatePeriod>Weekly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
         Schedule(every=timedelta(days=3, hours=12))),
        ("<sy:updateFrequency>4</sy:updateFrequency>", Schedule(every=timedelta(hours=6))),
        ("<sy:updateFrequency>0</sy:updateFrequency>", Schedule(every=timedelta(days=1))),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", Schedule()),
        ("<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>", Schedule(every=timedelta(days=1))),
        ("<skipHours><hour>24</hour><hour> 5 </hour><hour>25</hour><hour>x</hour></skipHours>",
         Schedule(skip_hours=frozenset({0, 5}))),
        ("<skipDays><day>Saturday</day><day>sunday</day><day>Caturday</day></skipDays>",
         Schedule(skip_days=frozenset({6, 7}))),
        ("<skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>", Schedule()),
    ],
)  # fmt: skip
def test_the_rhythm_of_a_feed_is_read_as_it_is_written(written, wanted):
    assert parse(written + entry(1, 2)).schedule == wanted


def test_the_rhythm_reaches_the_catch():
    found, _ = read({URL: rss("<ttl>60</ttl>" + entry(1, 20))})
    assert found.schedule == Schedule(every=timedelta(hours=1))


# ---------------------------------------------------------------- pages and wholes (RFC 5005)


def page(number: int, day: int, rel: str = "next", following: str = "") -> bytes:
    at = following or f"https://t.example/feed?{number + 1}"
    return rss(f'<atom:link rel="{rel}" href="{at}"/>' + entry(number, day))


@pytest.mark.parametrize("rel", ["next", "prev-archive"])
def test_pages_of_a_feed_are_followed_while_they_hold_new_entries(rel):
    places = {URL: page(1, 20, rel), f"{URL}?2": page(2, 10, rel), f"{URL}?3": rss(entry(3, 1) + entry(4, 1))}
    visit = Visit(now=VISIT.now, since=datetime(2026, 11, 5, tzinfo=UTC))
    found, street = read(places, visit=visit)
    assert [one.title for one in found.items] == ["n1", "n2"]
    assert street.asked == [URL, f"{URL}?2", f"{URL}?3"]


def test_no_page_is_asked_for_behind_one_that_holds_old_entries():
    old = "".join(entry(n, 1) for n in (7, 8))
    _, street = read(
        {URL: rss(f'<atom:link rel="next" href="{URL}?2"/>' + entry(1, 20) + old)},
        visit=Visit(now=VISIT.now, since=datetime(2026, 11, 5, tzinfo=UTC)),
    )
    assert street.asked == [URL]


def test_one_old_entry_among_new_ones_is_pinned_and_ends_nothing():
    pinned = rss(f'<atom:link rel="next" href="{URL}?2"/>' + entry(9, 1) + entry(1, 20))
    visit = Visit(now=VISIT.now, since=datetime(2026, 11, 5, tzinfo=UTC))
    _, street = read({URL: pinned, f"{URL}?2": rss(entry(2, 19))}, visit=visit)
    assert len(street.asked) == 2


def test_at_most_five_pages_are_read_each_once():
    found, street = read({f"{URL}?{n}" if n > 1 else URL: page(n, 20) for n in range(1, 9)})
    assert (len(found.items), len(street.asked)) == (5, 5)
    _, street = read({URL: page(1, 20, following=f"{URL}?2"), f"{URL}?2": page(2, 20, following=URL)})
    assert len(street.asked) == 2


def test_a_complete_feed_says_what_is_still_there_however_old():
    found, _ = read({URL: rss("<fh:complete/>" + entry(1, 20) + entry(2, 1).replace("2026", "2019"))})
    assert [one.title for one in found.items] == ["n1"]
    assert found.present == {"https://t.example/1", "https://t.example/2"}
    assert read({URL: rss(entry(1, 20))})[0].present is None


# ---------------------------------------------------------------- long feeds


def long(numbers) -> bytes:
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return rss("".join(
        f"<item><title>n{n}</title><guid>https://t.example/{n}</guid><pubDate>{start + timedelta(days=n):%a, %d %b %Y}"
        f" 00:00:00 GMT</pubDate><description><![CDATA[<item> {n}]]></description></item>" for n in numbers
    ))  # fmt: skip


@pytest.mark.parametrize("end", [0, 9])
@pytest.mark.parametrize("numbers", [range(1200), range(1199, -1, -1), [*range(600, 1200), *range(600)]])
def test_of_a_long_feed_the_newest_entries_are_read_wherever_they_stand(numbers, end):
    body = long(numbers)
    found = feed.parse(body[: len(body) - end], URL, "feed x")
    assert {one.title for one in found.items} == {f"n{n}" for n in range(700, 1200)}
    assert all(len(one.text) < 20 for one in found.items)
    assert "1,200 entries" in found.notes[0]


def test_a_long_feed_without_dates_is_read_from_its_beginning():
    body = rss("".join(f"<item><title>n{n}</title></item>" for n in range(700)))
    assert [one.title for one in feed.parse(body, URL, "feed x").items] == [f"n{n}" for n in range(500)]


def test_a_long_feed_is_never_taken_for_whole():
    body = rss("<fh:complete/>" + "".join(f"<item><title>n{n}</title></item>" for n in range(501)))
    assert not feed.parse(body, URL, "feed x").whole


def test_of_a_long_json_feed_the_newest_entries_are_read():
    start = datetime(2000, 1, 1, tzinfo=UTC)
    items = [
        {"id": str(n), "title": f"n{n}", "date_published": (start + timedelta(days=n)).isoformat()} for n in range(700)
    ]
    found = feed.parse(json.dumps({"title": "T", "items": items}).encode(), URL, "feed x")
    assert {one.title for one in found.items} == {f"n{n}" for n in range(200, 700)}


def test_of_old_items_of_a_json_feed_only_the_frame_is_read_and_the_others_are_as_they_were():
    items = [
        {"id": str(day), "title": f"T{day}", "url": f"/{day}", "content_html": "<p>words", "tags": ["a"],
         "authors": [{"name": "Ada"}], ("date_published", "date_modified")[day % 2]: f"2026-11-{day:02}T08:00:00Z"}
        for day in range(1, 29)
    ]  # fmt: skip
    body = json.dumps({"title": "T", "home_page_url": "https://t.example/", "items": items}).encode()
    since = datetime(2026, 11, 10, 8, tzinfo=UTC)
    whole, some = (feed.parse(body, URL, "feed x", since=day).items for day in (feed.BEGINNING, since))

    assert [one for one in some if one.published >= since] == [one for one in whole if one.published >= since]
    assert [(i.id, i.url, i.published, i.title) for i in some] == [(i.id, i.url, i.published, i.title) for i in whole]
    assert {(one.text, one.tags, one.voice.name) for one in some if one.published < since} == {("", (), "T")}


def test_a_text_of_megabytes_is_cut_while_it_is_read():
    found = item("<description>" + "word " * 600_000 + "</description>")
    assert 19_000 < len(found.text) <= 20_000


# ---------------------------------------------------------------- dates


def test_dates_in_the_future_are_not_believed_and_that_is_said():
    body = rss(entry(1, 20) + entry(2, 23) + entry(3, 22).replace("2026-11-22", "Sat, 21 Nov 2026 23:00:00 -0000"))
    found, _ = read({URL: body})
    assert {one.title: one.published is not None for one in found.items} == {"n1": True, "n2": False, "n3": True}
    assert found.notes == ("1 date in the future was not believed.",)


def test_an_ambiguous_date_is_settled_by_the_other_dates_of_its_feed():
    two = "<item><title>a</title><pubDate>05/11/2026</pubDate></item><item><title>b</title><pubDate>{}</pubDate></item>"
    assert parse(two.format("25/11/2026")).items[0].published == datetime(2026, 11, 5, tzinfo=UTC)
    assert parse(two.format("11/25/2026")).items[0].published == datetime(2026, 5, 11, tzinfo=UTC)
    assert parse(two.format("06/11/2026")).items[0].published is None


# ---------------------------------------------------------------- files


def test_enclosures_are_kept_with_type_and_length():
    found = item(
        "<enclosure url='/a.mp3' type='audio/mpeg; x=y' length='1'/><enclosure url='/a.mp3'/>"
        "<enclosure url='javascript:x'/><itunes:duration>1:02:03</itunes:duration>"
        "<media:content url='https://t.example/b.mp4' medium='video' duration='60'/>"
        "<media:content url='https://t.example/c.jpg' medium='image'/>"
        "<media:content url='https://t.example/d.swf' type='application/x-shockwave-flash' medium='video'/>"
    )
    assert found.media == (
        Enclosure(address="https://t.example/a.mp3", type="audio/mpeg", seconds=3723),
        Enclosure(address="https://t.example/b.mp4", seconds=60),
    )


def test_attachments_of_a_json_feed_are_kept():
    files = [{"url": "a.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 5.5}, {"url": 1}, "x"]
    body = {"title": "T", "home_page_url": "https://t.example/", "items": [{"id": "1", "attachments": files}]}
    found = feed.parse(json.dumps(body).encode(), URL, "feed x").items[0]
    assert found.media == (Enclosure(address="https://t.example/a.mp3", type="audio/mpeg", seconds=5),)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("3723", 3723), ("62:03", 3723), ("01:02:03", 3723), ("3723.9", 3723), ("0", None), ("long", None), ("", None),
     ("99999999", None), ("１:００", None), (3723, 3723), (True, None), (float("nan"), None), (float("inf"), None)],
)  # fmt: skip
def test_how_long_something_plays_is_read_or_unknown(written, wanted):
    assert media.seconds(written) == wanted


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<guid>4711</guid><enclosure url='https://t.example/a.mp3' type='audio/mpeg'/>", "https://t.example/a.mp3"),
        ("<guid>4711</guid>", "https://t.example/"),
        ("<guid>t3_abc</guid><link>/x</link>", "https://t.example/x"),
        ("<guid>https://t.example/9</guid>", "https://t.example/9"),
        ("<guid isPermaLink='false'>https://t.example/9</guid>", "https://t.example/"),
    ],
)
def test_an_id_that_is_no_address_leads_nowhere(inside, wanted):
    assert item(inside).url == wanted


def test_a_page_that_stands_as_a_file_is_what_the_entry_is_about():
    found = item("<link>/post/1</link><enclosure url='https://lesson.example/' type='text/html' length='0'/>")
    assert (found.about, found.media) == ("https://lesson.example/", ())


# ---------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("inside", "head", "wanted"),
    [
        ("<author>a@t.example (Ada)</author>", "", "Ada"),
        ("<author>a@t.example</author><dc:creator>Ada</dc:creator>", "", "Ada"),
        ("<dc:creator>Ada</dc:creator><author>a@t.example</author>", "", "Ada"),
        ("<dc:creator>Ada</dc:creator><dc:creator>Ben</dc:creator>", "", "Ada"),
        ("<itunes:author>Ada</itunes:author>", "", "Ada"),
        ("", "<itunes:author>Ada</itunes:author>", "Ada"),
        ("", "<managingEditor>a@t.example (Ada)</managingEditor>", "Ada"),
        ("<podcast:person role='guest'>Gil</podcast:person><podcast:person href='https://a.example/'>Ada</podcast:person>",
         "", "Ada"),
        ("<dc:creator>Ben</dc:creator>", "<itunes:author>Ada</itunes:author>", "Ben"),
        ("<atom:author><atom:name>Ada</atom:name><atom:email>a@t.example</atom:email></atom:author>", "", "Ada"),
    ],
)  # fmt: skip
def test_who_speaks_is_found_in_each_of_the_places_a_feed_has_for_it(inside, head, wanted):
    assert item(inside, head).voice.name == wanted


def test_the_author_of_an_atom_feed_speaks_in_all_its_entries():
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Ada</name><uri>https://ada.example/</uri></author>"
        "<entry><id>urn:x:1</id><title>t</title></entry></feed>"
    )
    found = feed.parse(body.encode(), URL, "feed x").items[0].voice
    assert (found.name, found.address) == ("Ada", "https://ada.example/")


# ---------------------------------------------------------------- wishes


@pytest.mark.parametrize(
    ("header", "most"),
    [
        ("", None), ("all", None), ("index, follow", None), ("nosnippet", 0), ("none", 0), ("noindex", 0),
        ("NOINDEX,nofollow", 0),
        ("noindex, follow", None), ("max-snippet:50", 50), ("max-snippet: 0", 0), ("max-snippet:-1", None),
        ("max-snippet:many", None), ("googlebot: nosnippet", None), ("googlebot: nosnippet, noarchive", None),
        ("gleaner: max-snippet:9", 9), ("googlebot: noindex, gleaner: nosnippet", 0), ("max-image-preview:none", None),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST", 0), ("unavailable_after: 2026-11-22", None),
        ("noarchive", 0), ("noarchive, noindex, follow", 0), ("none, follow", 0),
        ("max-snippet:50, max-snippet:20", 20),
    ],
)  # fmt: skip
def test_what_a_header_wishes_is_read_for_us_alone(header, most):
    assert wishes.most({"x-robots-tag": header}, VISIT.now) == most


def test_of_a_feed_whose_rights_are_reserved_no_more_than_a_quotation_is_kept():
    found = parse("<item><title>t</title><description>" + "word " * 100 + "</description></item>", tdm_reservation="1")
    assert len(found.items[0].text) <= 300
    assert "TDM-Reservation" in found.notes[0]


def test_a_text_is_kept_until_the_day_on_which_its_publisher_wants_it_gone():
    inside = "<item><title>t</title><pubDate>2026-11-20</pubDate><description>words</description></item>"
    for day, wanted in (("2026-11-22", "words"), ("2026-11-20", "")):
        told = {"x-robots-tag": f"unavailable_after: {day}"}
        (item,) = read({URL: Answer(url=URL, status=200, body=rss(inside), headers=told)})[0].items
        assert item.text == wanted


def test_text_is_left_out_or_cut_where_its_publisher_wishes_and_that_is_said():
    inside = "<item><title>t</title><description>one two three four five</description></item>"
    assert [one.text for one in parse(inside).items] == ["one two three four five"]
    none, some = parse(inside, x_robots_tag="nosnippet"), parse(inside, x_robots_tag="max-snippet:12")
    assert [(one.title, one.text) for one in none.items] == [("t", "")]
    assert [one.text for one in some.items] == ["one two thr…"]
    assert "only titles and links" in none.notes[0]
    assert "12 characters" in some.notes[0]


@pytest.mark.parametrize(
    ("head", "items"),
    [
        ("<podcast:block>yes</podcast:block>", 0),
        ("<podcast:block>yes</podcast:block><podcast:block id='x'>no</podcast:block>", 0),
        ("<podcast:block id='x'>yes</podcast:block>", 1),
        ("<podcast:block>no</podcast:block>", 1),
        ("<itunes:block>Yes</itunes:block>", 0),
    ],
)
def test_a_podcast_that_asks_not_to_be_listed_is_not(head, items):
    assert len(parse(head + entry(1, 2)).items) == items


def test_a_podcast_that_asks_not_to_be_listed_any_more_is_taken_back_whole():
    found, _ = read({URL: rss("<podcast:block>yes</podcast:block>" + entry(1, 20))})
    assert (found.items, found.present, found.covered) == ((), frozenset(), None)


def test_an_entry_that_asks_not_to_be_listed_is_taken_back_under_the_id_it_had():
    before, _ = read({URL: rss(entry(1, 20) + entry(2, 19))})
    after, _ = read({URL: rss(entry(1, 20, "<itunes:block>yes</itunes:block>") + entry(2, 19))})
    assert [one.title for one in after.items] == ["n2"]
    assert after.gone == (before.items[0].id,)
    nameless = "<item><title>a</title>{}</item><item><title>b</title></item>"
    assert parse(nameless.format("<itunes:block>yes</itunes:block>")).gone == (parse(nameless.format("")).items[0].id,)


MASTODON = (
    "<generator>Mastodon v4.6.0</generator><item><guid>https://m.example/@ana/7</guid><link>https://m.example/@ana/7</link>"
    "<description>&lt;p&gt;My words https://a.example/&lt;/p&gt;</description><category>oer</category>{}</item>"
)


@pytest.mark.parametrize(
    ("place", "title", "tags", "written"),
    [
        ("@ana", "A post by @ana@m.example", (), "@ana@m.example"),
        ("tags/oer", "A post on m.example", ("oer",), "#oer@m.example"),
        ("about", "A post on m.example", ("oer",), "@name@host"),
    ],
)
@pytest.mark.parametrize("more", ["", "<title>My words</title><media:description>A map</media:description>"])
def test_of_a_feed_of_mastodon_only_the_way_to_its_posts_is_kept(place, title, tags, written, more):
    body = rss(MASTODON.format(more)).replace(b"<link>https://t.example/", f"<link>https://m.example/{place}".encode())
    found = feed.parse(body, URL, SOURCE.key)
    (item,) = found.items
    assert (item.url, item.title, item.tags) == ("https://m.example/@ana/7", title, tags)
    assert (item.text, item.links, item.about, item.alts, item.warning) == ("", (), None, (), "")
    assert item.voice.key == "https://m.example/@ana"
    assert f"Write {written} in config.yaml" in found.notes[0]


def test_a_handle_takes_no_more_room_than_any_name():
    place = f"@{'a' * 80}"
    home = f"<link>https://{'m' * 40}.example/{place}".encode()
    (item,) = feed.parse(rss(MASTODON.format("")).replace(b"<link>https://t.example/", home), URL, SOURCE.key).items

    assert len(item.voice.name) <= text.NAME
    assert item.voice.name.startswith(place)


def test_a_feed_that_says_it_has_ended_is_asked_for_before_each_edition_and_not_every_day():
    body = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [], "expired": True}
    assert read({URL: json.dumps(body).encode()})[0].schedule == Schedule(every=timedelta(days=6))
    assert read({URL: json.dumps({**body, "expired": "yes"}).encode()})[0].schedule == Schedule()


def test_a_description_is_no_picture_though_it_has_angle_brackets():
    said = "<media:description>See &lt;https://a.example/&gt; and x &lt; y</media:description>"
    assert item(said).alts == ()
    assert item(said + "<media:description>A &lt;b&gt;map&lt;/b&gt;</media:description>").alts == ("A map",)


def test_the_language_of_the_answer_stands_in_for_a_missing_one():
    assert item("", content_language="de-AT").language == "de-AT"
    assert item("", "<language>fr</language>", content_language="de").language == "fr"
    assert item("", content_language="de, en").language is None


# ---------------------------------------------------------------- odd bytes


@pytest.mark.parametrize("cut", [0, 12])
def test_a_packed_feed_is_unpacked_though_nobody_said_so(cut):
    body = gzip.compress(rss(entry(1, 2)))
    assert feed.parse(body[: len(body) - cut], URL, "feed x").items[0].title == "n1"
    assert feed.parse(body + b"rubbish", URL, "feed x").items[0].title == "n1"


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"\0" * 11_000_000),
        b"".join([gzip.compress(b" " * 9_000_000), gzip.compress(b" " * 9_000_000)]),
        gzip.compress(gzip.compress(rss(entry(1, 2)))),
        gzip.compress(b"") * 50_000,
        b"\x1f\x8b\x08" + b"\xff" * 100,
    ],
)
def test_a_packed_bomb_or_rubble_is_refused(body):
    with pytest.raises(StreetError):
        feed.parse(body, URL, "feed x")


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes():
    body = rss(entry(1, 2) + entry(2, 3))
    for part, wanted in ((b"n2", ["n1"]), (b"<pubDate>2026-11-03", ["n1", "n2"]), (b"</channel>", ["n1", "n2"])):
        assert [one.title for one in feed.parse(body[: body.index(part) + 2], URL, "feed x").items] == wanted


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", "image/png", ""])
def test_the_type_a_server_gives_a_feed_does_not_matter(kind):
    assert parse(entry(1, 2), content_type=kind).items


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-16-be"])
def test_a_feed_in_another_encoding_is_read(codec):
    body = "<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>Grüße</title></item></channel></rss>"
    assert feed.parse(body.encode(codec), URL, "feed x").items[0].title == "Grüße"


# ---------------------------------------------------------------- pages where a feed should be

CHECK = "<html><head><title>Just a moment...</title></head></html>"
LOG_IN = "<html><head><title>Log in &raquo; School</title></head><body><input type='password'></body></html>"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (CHECK, "check"),
        ("<title>School</title><script src='/cdn-cgi/challenge-platform/x.js'></script>", "check"),
        (LOG_IN, "log-in"),
        ("<html><title>Intranet</title><form><input name=p type=password></form></html>", "log-in"),
        ("<title>Anmelden - Schulportal</title>", "log-in"),
        ("<title>school.example is for sale</title><script src='https://x.parkingcrew.net/y.js'></script>", "parked"),
        ("<title>The domain name school.example is for sale</title>", "parked"),
        ("<title>404 Not Found</title>", "missing"),
        ("<title>Seite nicht gefunden</title>", "missing"),
        ("<title>Site under maintenance</title>", "closed"),
        ("<title>502 Bad Gateway</title>", "broken"),
        ("<title>Access Denied</title>", "refused"),
        ("<title>A blog about teaching</title>" + "x" * 40_000 + "<input type=password>", ""),
        ("<title>A blog about teaching</title><p>How to log in, and error 404</p>", ""),
        ("", ""),
    ],
)
def test_a_page_is_told_from_other_pages(page, kind):
    assert pages.kind(page) == kind


@pytest.mark.parametrize(("page", "words"), [(CHECK, "whether we are a robot"), (LOG_IN, "asks to log in")])
def test_a_page_with_status_200_is_called_what_it_is(page, words):
    with pytest.raises(StreetError, match=words):
        feed.parse(page.encode(), URL, "feed x")


def test_a_refusal_says_what_the_page_with_it_says():
    refused = StreetError("It refused (403).", status=403, body=CHECK.encode())
    with pytest.raises(StreetError, match=r"It refused \(403\)\. It asks whether we are a robot") as caught:
        read({URL: refused})
    assert caught.value.status == 403


def refresh(target: str, wait: int = 0) -> bytes:
    return f"<html><head><meta content='{wait}; URL={target}' http-equiv=Refresh></head></html>".encode()


def test_a_page_that_only_sends_its_readers_on_is_followed_once():
    found, street = read({URL: refresh("/new"), "https://t.example/new": rss(entry(1, 20))})
    assert [one.title for one in found.items] == ["n1"]
    assert street.asked == [URL, "https://t.example/new"]
    assert "https://t.example/new" in found.notes[0]
    with pytest.raises(StreetError, match="so does the next one"):
        read({URL: refresh("/new"), "https://t.example/new": refresh("/newer")})


@pytest.mark.parametrize(
    "page", [refresh("/new", 300), refresh(URL), refresh("javascript:x"), b"<html><meta http-equiv=refresh content=5>"]
)
def test_a_page_that_lets_its_reader_read_sends_nobody_on(page):
    with pytest.raises(StreetError, match="not a feed"):
        read({URL: page})


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ('</feed>; rel="alternate"; type="application/rss+xml"', ("https://t.example/feed",)),
        ('<https://t.example/wp-json/>; rel="https://api.w.org/", <f.json>; rel=alternate; type=application/feed+json',
         ("https://t.example/f.json",)),
        ('</comments/feed>; rel=alternate; type="application/rss+xml", </f>; rel=feed', ("https://t.example/f",)),
        ('</x>; rel="alternate"; type="application/json+oembed"', ()),
        ("</x>; rel=stylesheet", ()),
        ("<javascript:x>; rel=feed", ()),
        ("<" * 9_000, ()),
    ],
)  # fmt: skip
def test_a_link_header_names_feeds(header, wanted):
    assert discovery.linked(header, "https://t.example/") == wanted


def test_a_page_whose_header_names_its_feed_leads_there():
    page = Answer(url="https://t.example/", status=200, body=b"<html></html>", headers={"link": "</f>; rel=feed"})
    found, street = read({"https://t.example/": page, "https://t.example/f": rss(entry(1, 20))}, "https://t.example/")
    assert len(found.items) == 1
    assert street.asked == ["https://t.example/", "https://t.example/f"]
