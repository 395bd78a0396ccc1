"""Another digest as a source: originals stay originals, and a ring of digests makes nothing twice."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources import draft
from generator.collect.sources.feeds import gleaner
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from generator.publish import feeds
from tests.collect.fakes import Street
from tests.publish import make

HOME = "https://other.example/digest/"
PLACE = f"{HOME}feed.json"
SOURCE = Source(kind="gleaner", address=HOME, name="The other room")
VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 1, tzinfo=UTC))
PAGE = b'<html><link rel="alternate" type="application/atom+xml" href="feed.atom">%s</html>'
NAMED = PAGE % b'<link rel="alternate" type="application/feed+json" href="feed.json">'
ENTRY = b"<entry><id>urn:x:1</id><title>Week 46</title></entry>"
ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>O</title>" + ENTRY + b"</feed>"


def pick(number: int = 1, **changed) -> dict:
    extension = {"edition": "2026-W46", "kind": "article", "voice": "https://ines.example/"} | changed.pop(
        "_gleaner", {}
    )
    entry = {
        "id": f"https://room.example/{number}",
        "url": f"https://room.example/{number}?utm_source=x",
        "title": f"Feedback, part {number}",
        "content_text": "She stopped returning marks.",
        "authors": [{"name": "Ines Okafor", "url": "https://ines.example/"}],
        "date_published": "2026-11-12T08:00:00Z",
        "tags": ["feedback"],
    }
    return entry | changed | {"_gleaner": extension}


def digest(*items: dict, **changed) -> bytes:
    head = {"version": feeds.JSON_FEED, "title": "The other room", "home_page_url": HOME, "_gleaner": {"format": 1}}
    return json.dumps(head | {"authors": [{"name": "The other room", "url": HOME}], "items": items} | changed).encode()


def read(places, source: Source = SOURCE):
    street = Street(places)
    return asyncio.run(gleaner.read(source, street, VISIT)), street


def test_a_pick_is_what_its_author_said_and_the_digest_passed_it_on():
    found, street = read({HOME: NAMED, PLACE: digest(pick())})
    (item,) = found.items
    assert street.asked == [HOME, PLACE]
    assert (item.id, item.url) == ("https://room.example/1", "https://room.example/1?utm_source=x")
    assert (item.voice.key, item.voice.name) == ("https://ines.example/", "Ines Okafor")
    assert (item.source, item.shared_by, item.tags) == (SOURCE.key, (HOME,), ("feedback",))
    assert (item.title, item.text, item.kind) == ("Feedback, part 1", "She stopped returning marks.", "article")
    assert item.published == datetime(2026, 11, 12, 8, tzinfo=UTC)
    assert (found.home, found.title, found.notes) == (HOME, "The other room", ())


@pytest.mark.parametrize(("address", "asked"), [(PLACE, [PLACE]), (HOME[:-1], [HOME[:-1], PLACE])])
def test_the_feed_is_found_from_its_own_address_and_beside_a_page_that_names_none(address, asked):
    source = Source(kind="gleaner", address=address, name="O")
    found, street = read({HOME[:-1]: b"<html></html>", PLACE: digest(pick())}, source)
    assert len(found.items) == 1
    assert street.asked == asked


def test_digests_that_read_one_another_or_themselves_find_the_same_items():
    first = gleaner.parse(digest(pick(), pick(2)), PLACE, "gleaner a").items
    entries = [pick(), pick(), pick(2)]
    again = gleaner.parse(
        digest(*entries, home_page_url="https://third.example/"), "https://third.example/f", "gleaner b"
    )
    assert (
        {item.id for item in first}
        == {item.id for item in again.items}
        == {f"https://room.example/{n}" for n in (1, 2)}
    )
    assert {item.voice.key for item in (*first, *again.items)} == {"https://ines.example/"}


def test_posts_on_x_and_texts_under_a_warning_come_without_text():
    on_x = pick(
        1, id="x:1", url="https://x.com/ines/status/1", _gleaner={"kind": "post", "voice": "https://x.com/ines"}
    )
    closed = pick(2, _gleaner={"warning": "exams"})
    one, two = gleaner.parse(digest(on_x, closed), PLACE, "gleaner a").items
    assert (one.text, one.voice.network, one.kind) == ("", "x", "post")
    assert (two.text, two.warning) == ("", "exams")


def test_authors_are_known_again_by_their_profiles():
    toot = pick(
        1,
        url="https://school.example/@ines/115",
        authors=[{"name": "Ines"}],
        _gleaner={"voice": "https://school.example/@ines"},
    )
    sky = pick(
        2, url="https://bsky.app/profile/ines.example/post/3l", _gleaner={"voice": "https://bsky.app/profile/did:plc:x"}
    )
    bare = pick(3, authors=[], _gleaner={"voice": ""})
    voices = [item.voice for item in gleaner.parse(digest(toot, sky, bare), PLACE, "gleaner a").items]
    assert [(voice.key, voice.network) for voice in voices] == [
        ("https://school.example/@ines", "mastodon"),
        ("https://bsky.app/profile/did:plc:x", "bluesky"),
        ("https://room.example/", "web"),
    ]
    assert [voice.name for voice in voices] == ["Ines", "Ines Okafor", "room.example"]


@pytest.mark.parametrize("page", [PAGE % b"", NAMED])
def test_a_site_without_picks_is_read_as_a_feed(page):
    found, _ = read({HOME: page, f"{HOME}feed.atom": ATOM})
    assert [item.title for item in found.items] == ["Week 46"]
    assert gleaner.PLAIN in found.notes


def test_an_address_that_is_a_feed_is_asked_for_once():
    source = Source(kind="gleaner", address=f"{HOME}feed.atom", name="O")
    found, street = read({source.address: ATOM}, source)
    assert len(found.items) == 1
    assert street.asked.count(source.address) == 1


def test_a_json_feed_of_another_make_is_read_as_one():
    found, _ = read({HOME: NAMED, PLACE: digest(pick(), _gleaner=None)})
    assert (found.items[0].shared_by, gleaner.PLAIN in found.notes) == ((), True)


def test_a_site_with_neither_is_refused_with_a_sentence():
    with pytest.raises(StreetError, match="neither picks nor a feed"):
        read({HOME: b"<html></html>"})


@pytest.mark.parametrize("at", [HOME, PLACE])
def test_what_has_not_changed_is_said_to_be_so(at):
    assert read({HOME: NAMED, PLACE: digest(pick())} | {at: Answer(url=at, status=304)})[0].unchanged


def test_a_broken_list_is_not_taken_for_known():
    street = Street({HOME: NAMED, PLACE: b'{"version": '})
    with pytest.raises(StreetError, match="broken"):
        asyncio.run(gleaner.read(SOURCE, street, VISIT))
    assert street.forgotten == [PLACE]


def test_what_a_site_of_ours_prints_is_what_the_adapter_reads(tmp_path):
    picks = (make.pick(1, tags=("maths",)), make.pick(2, warning="exams"), make.pick(3, title="", kind="post"))
    site = make.site(tmp_path, make.edition(picks=picks), site_url=HOME[:-1])
    found, _ = read({HOME: (site / "index.html").read_bytes(), PLACE: (site / "feed.json").read_bytes()})
    by_id = {item.id: item for item in found.items}
    assert by_id.keys() == {one.id for one in picks}
    for one in picks:
        item = by_id[one.id]
        assert (item.url, item.voice.key, item.voice.name, item.title) == (one.url, one.voice, one.name, one.title)
        assert (item.published, item.tags, item.kind, item.warning) == (one.published, one.tags, one.kind, one.warning)
        assert item.text == ("" if one.warning else one.excerpt)
        assert item.shared_by == (HOME,)


KEYS = st.sampled_from("id url authors name _gleaner voice kind warning items title".split())
ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(st.lists(ANY, max_size=4), ANY)
def test_any_json_gives_items_or_a_sentence(items, extension):
    body = json.dumps({"title": "T", "items": items, "_gleaner": extension}).encode()
    with suppress(StreetError):
        assert isinstance(gleaner.parse(body, PLACE, "gleaner x"), draft.Parsed)
