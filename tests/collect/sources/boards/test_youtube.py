"""YouTube: feeds of channels and playlists, handles that lead to them, and outages that mean nothing."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.boards import youtube
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Enclosure, Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
CHANNEL = "UC" + "a" * 22
SOURCE = Source(kind="youtube", address=f"channel:{CHANNEL}", name="Lessons")
FEED = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"
HANDLE = "https://www.youtube.com/@lessons"
WATCH = "https://www.youtube.com/watch?v=vid00000001"


def entry(text="Words https://a.example/x.", day=16, updated="2026-11-17T08:00:00+00:00", views=123, author=CHANNEL):
    return f"""<entry><id>yt:video:vid00000001</id><yt:videoId>vid00000001</yt:videoId><title>Lesson &amp; more</title>
<link rel="alternate" href="{WATCH}"/>
<author><name>Demo</name><uri>https://www.youtube.com/channel/{author}</uri></author>
<published>2026-11-{day}T08:00:00+00:00</published><updated>{updated}</updated>
<media:group><media:title>Lesson</media:title>
<media:content url="https://www.youtube.com/v/x" type="application/x-shockwave-flash"/>
<media:thumbnail url="https://i1.ytimg.com/vi/x/hqdefault.jpg"/><media:description>{text}</media:description>
<media:community><media:starRating count="10" average="5.00"/><media:statistics views="{views}"/></media:community>
</media:group></entry>"""


def feed(*entries: str) -> bytes:
    head = "<id>yt:channel:a</id><title>Demo</title><published>2016-01-01T00:00:00+00:00</published>"
    names = 'xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"'
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {names}>{head}{"".join(entries)}</feed>'.encode()


def one(**changes):
    return youtube.parse(feed(entry(**changes)), FEED, "s").items[0]


def read(street, source=SOURCE):
    return asyncio.run(youtube.read(source, street, VISIT))


def test_a_video_has_its_description_as_text_and_itself_to_be_seen():
    found = one()
    assert (found.id, found.url, found.title) == ("yt:video:vid00000001", WATCH, "Lesson & more")
    assert (found.text, found.links) == ("Words https://a.example/x.", ("https://a.example/x",))
    assert found.media == (Enclosure(address=WATCH),)
    assert (found.voice.key, found.voice.name) == (f"https://www.youtube.com/channel/{CHANNEL}", "Demo")
    assert (found.voice.network, found.published) == ("youtube", datetime(2026, 11, 16, 8, tzinfo=UTC))
    assert (found.alts, found.about) == ((), None)


def test_a_video_that_was_watched_once_more_is_the_same_video():
    assert one(updated="2026-11-20T08:00:00+00:00", views=999) == one()
    assert one().updated is None


def test_a_description_is_no_markup():
    found = one(text="a &lt;b&gt; &lt;script&gt;x&lt;/script&gt;\nb")
    assert (found.text, found.alts) == ("a <b> <script>x</script>\nb", ())


def test_in_a_playlist_each_video_has_its_own_channel():
    other = "UC" + "b" * 22
    assert one(author=other).voice.key.endswith(other)


@pytest.mark.parametrize(
    ("address", "url", "home"),
    [
        (f"channel:{CHANNEL}", FEED, f"https://www.youtube.com/channel/{CHANNEL}"),
        (
            "playlist:PLabc-1_2",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc-1_2",
            "https://www.youtube.com/playlist?list=PLabc-1_2",
        ),
    ],
)
def test_channels_and_playlists_have_a_feed_by_their_id(address, url, home):
    street = Street({url: feed(entry())})
    catch = read(street, replace(SOURCE, address=address))
    assert (street.asked, catch.home, catch.title, len(catch.items)) == ([url], home, "Demo", 1)
    assert catch.notes == ()


@pytest.mark.parametrize(
    "page",
    [
        f'<html><head><link rel="alternate" type="application/rss+xml" title="RSS" href="{FEED}"></head></html>',
        f'<html><body><script>var data = {{"externalId":"{CHANNEL}"}};</script></body></html>',
    ],
)
def test_a_handle_is_asked_for_its_feed_and_the_owner_is_told_how_to_save_that(page):
    street = Street({HANDLE: page.encode(), FEED: feed(entry())})
    catch = read(street, replace(SOURCE, address="@lessons"))
    assert street.asked == [HANDLE, FEED]
    assert street.conditional == [False, True]
    assert f"With channel:{CHANNEL}" in catch.notes[0]
    assert catch.home == HANDLE


def test_a_handle_that_leads_nowhere_is_told_apart_from_one_that_is_not_there():
    source = replace(SOURCE, address="@lessons")
    with pytest.raises(StreetError, match="does not name its feed"):
        read(Street({HANDLE: b"<html><body>Before you continue</body></html>"}), source)
    with pytest.raises(StreetError, match="knows no channel @lessons"):
        read(Street({}), source)
    with pytest.raises(StreetError, match="Later"):
        read(Street({HANDLE: StreetError("Later.", status=429)}), source)


@pytest.mark.parametrize("status", [404, 500])
def test_a_feed_that_fails_now_and_then_is_not_called_broken(status):
    with pytest.raises(StreetError, match=rf"gave no feed \({status}\). It does this now and then") as caught:
        read(Street({FEED: StreetError("There is nothing.", status=status)}))
    assert (caught.value.status, caught.value.kind) == (status, "failed")


def test_other_failures_keep_their_words():
    with pytest.raises(StreetError, match="ended"):
        read(Street({FEED: StreetError("It has ended.", status=410, kind="gone")}))
    with pytest.raises(StreetError, match="left alone"):
        read(Street({FEED: StreetError("It asks to be left alone.", status=503, kind="resting")}))


def test_nothing_new_is_nothing_new_and_a_page_is_no_feed():
    assert read(Street({FEED: Answer(url=FEED, status=304)})).unchanged
    street = Street({FEED: b"<html><head></head><body>Sorry</body></html>"})
    with pytest.raises(StreetError, match="with a page and not with a feed"):
        read(street)
    assert street.forgotten == [FEED]


@pytest.mark.parametrize("address", ["lessons", "channel:", "channel:a/b", "playlist:PL?x", "@", "@a/b", "user:x"])
def test_an_address_of_no_known_form_is_not_asked(address):
    street = Street({})
    with pytest.raises(StreetError, match="none of them"):
        read(street, replace(SOURCE, address=address))
    assert street.asked == []


@given(st.binary(max_size=300) | st.builds(lambda inner: feed(f"<entry>{inner}</entry>"), st.text(max_size=100)))
def test_whatever_bytes_come_only_a_streeterror_comes_out(body):
    youtube.channel_of(body, HANDLE)
    with suppress(StreetError):
        youtube.parse(body, FEED, "s")
