"""What a post carries beyond its words: quotations, cards, polls, pictures' shortcodes, sounds, odd servers' values."""

import json
from datetime import UTC, datetime

import pytest

from generator.collect.given import cursor
from generator.collect.sources import microblog
from generator.collect.sources.fediverse import statuses
from tests.collect.sources.fediverse.driver import SERVER, account, body, status

INLINE = (
    '<p class="quote-inline">RE: <a href="https://b.example/@bo/1"><span class="invisible">https://</span>b</a></p>'
)
QUOTED = {"url": "https://b.example/@bo/1", "content": "<p>Words of Bo</p>", "account": account(acct="bo@b.example")}


def one(**changes):
    found = statuses.parse(body([status(**changes)]), SERVER, "s")
    return found.items[0] if found.items else None


def test_an_edit_is_dated():
    assert one(edited_at="2026-11-20T08:00:00.000Z").updated == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert one().updated is None


def test_of_a_quotation_the_address_is_kept_and_no_word():
    found = one(content=f"{INLINE}<p>Look</p>", quote={"state": "accepted", "quoted_status": QUOTED})
    assert (found.text, found.about, found.links) == ("Look", "https://b.example/@bo/1", ())


@pytest.mark.parametrize(
    "quote",
    [
        {"state": "pending", "quoted_status": None},
        {"state": "revoked", "quoted_status": QUOTED},
        {"state": "accepted", "quoted_status": {**QUOTED, "account": account(indexable=False)}},
        {"state": "accepted", "quoted_status": {**QUOTED, "account": account(note="#nobot")}},
        {"state": "accepted", "quoted_status": {**QUOTED, "visibility": "private"}},
        {"state": "accepted", "quoted_status_id": "7"},
    ],
)
def test_who_has_not_agreed_to_be_quoted_is_not_even_linked_to(quote):
    found = one(content=f"{INLINE}<p>Look</p>", quote=quote)
    assert (found.text, found.about, found.links) == ("Look", None, ())


def test_where_the_server_knows_no_quotations_the_line_is_a_link_of_the_author():
    assert one(content=INLINE, quote=None).links == ("https://b.example/@bo/1",)


@pytest.mark.parametrize("line", ['<p class="quote-inlined">x</p>', '<p class="a">x</p>', "<p>quote-inline</p>"])
def test_only_the_line_of_the_quotation_is_taken_away(line):
    assert microblog.unquoted(line) == line


def test_who_wrote_the_linked_page_is_named_unless_it_is_the_poster():
    authors = [
        {"name": "Bo", "account": {"url": "https://b.example/@bo"}},
        {"account": account()},
        {"account": None},
        7,
    ]
    card = {"url": "https://b.example/post", "authors": authors}
    found = one(card=card, mentions=[{"url": "https://c.example/@cy"}])
    assert found.mentions == ("https://c.example/@cy", "https://b.example/@bo")
    assert found.about == "https://b.example/post"


def test_shortcodes_of_pictures_are_no_words():
    found = one(content="<p>Good :wave: day :) at 7:30:15 :unknown:</p>", emojis=[{"shortcode": "wave"}])
    assert found.text == "Good day :) at 7:30:15 :unknown:"
    assert one(spoiler_text=":wave: exams", emojis=[{"shortcode": "wave"}]).warning == "exams"


def test_what_can_be_heard_or_seen_is_kept_with_its_length():
    files = [
        {"type": "audio", "url": "https://f.example/1.MP3?x", "meta": {"original": {"duration": 61.4}}},
        {"type": "video", "url": None, "remote_url": "https://f.example/2.mp4", "meta": None},
        {"type": "image", "url": "https://f.example/3.png", "description": "A map"},
        {"type": "gifv", "url": "https://f.example/4.mp4"}, {"type": ["audio"], "url": "https://f.example/5.mp3"},
    ]  # fmt: skip
    found = one(media_attachments=files)
    assert [(media.address, media.type, media.seconds) for media in found.media] == [
        ("https://f.example/1.MP3?x", "audio/mpeg", 61),
        ("https://f.example/2.mp4", "video/mp4", None),
    ]
    assert found.alts == ("A map",)


@pytest.mark.parametrize("length", [None, "61", True, 0, -1, 1e300, float("nan"), float("inf"), []])
def test_a_strange_length_is_unknown(length):
    file = {"type": "audio", "url": "https://f.example/1.mp3", "meta": {"original": {"duration": length}}}
    assert one(media_attachments=[file]).media[0].seconds is None


def test_a_link_whose_text_is_split_is_read_whole():
    link = (
        '<a href="https://lessons.example/a/long/way"><span class="invisible">https://</span>'
        '<span class="ellipsis">lessons.example/a/lo</span><span class="invisible">ng/way</span></a>'
    )
    assert one(content=f"<p>See {link}</p>").text == "See https://lessons.example/a/long/way"


@pytest.mark.parametrize("value", ["local", "list", "unlisted", "mutuals_only", "direct", "", 7, None])
def test_what_other_servers_call_their_narrower_circles_is_not_public(value):
    assert one(visibility=value) is None


def test_a_number_that_is_hidden_is_unknown():
    voice = one(who=account(followers_count=-1, following_count=None, statuses_count="12")).voice
    assert (voice.followers, voice.following, voice.posts) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("115500000000000123", "115500000000000123"), ("01HQZ3", "01HQZ3"), ("AjK-9_x", "AjK-9_x"), (17, "17"),
        (True, None), (1.5, None), ("", None), ("a b", None), ("x" * 101, None), ("?&", None), (None, None),
    ],
)  # fmt: skip
def test_ids_are_opaque(value, wanted):
    assert cursor(value) == wanted


def test_a_page_reaches_as_far_back_as_the_newest_of_its_last_posts():
    days = [20, 3, 19, 18, 18, 17, 2, 17]
    page = [status(number, day) for number, day in enumerate(days)]
    assert statuses.parse(body(page), SERVER, "s").reach == datetime(2026, 11, 18, 7, 30, tzinfo=UTC)
    assert statuses.parse(b"[]", SERVER, "s").reach is None


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([20, 19, 17], 17), ([17], 17), ([], None),
        ([20, 3, 19, 18], 19), ([3, 3, 18, 2], 18),
    ],
)  # fmt: skip
def test_a_page_covers_what_is_newer_than_its_end_unless_it_is_sorted_by_arrival(days, wanted):
    found = statuses.parse(body([status(number, day) for number, day in enumerate(days)]), SERVER, "s").covers
    assert found == (datetime(2026, 11, wanted, 7, 30, tzinfo=UTC) if wanted else None)


def test_any_dates_can_be_compared():
    dates = ["9999-12-31T23:59:59Z", "1981-01-01T00:00:00Z", None, "no", "9999-12-31T23:59:59-12:00"]
    assert statuses.covers(dates).year == 1981


@pytest.mark.parametrize(
    "link",
    [
        "https://bsky.app/hashtag/oer", "https://b.example/?s=%23oer", "https://b.example/search?q=%23oer&f=live",
        "https://b.example/tags/oer", "https://b.example/explore/tags/oer/", "https://b.example/search?tag=oer",
        "https://www.threads.net/@bo", "https://b.example/@bo", "https://b.example/@bo@c.example/",
        "https://b.example/users/bo", "https://bsky.app/profile/bo.example", "https://www.threads.net/@bo?hl=en",
    ],
)  # fmt: skip
def test_people_and_hashtags_are_nothing_a_post_is_about(link):
    found = one(content=f'<p><a href="{link}">x</a></p>', card={"url": link})
    assert (found.about, found.links) == (None, ())


@pytest.mark.parametrize(
    "link",
    [
        "https://b.example/@bo/1", "https://b.example/users/bo/statuses/1", "https://b.example/?s=open+%23oer",
        "https://bsky.app/profile/bo.example/post/1", "https://b.example/search?q=plans", "https://b.example/hashtag",
        "https://medium.com/@bo/a-plan-1", "https://b.example/a?b=%23c", "https://b.example/tags/oer/plan",
    ],
)  # fmt: skip
def test_what_lies_below_a_profile_is_something_a_post_can_be_about(link):
    assert one(content=f'<p><a href="{link}">x</a></p>').about == link


def test_a_page_of_anything_is_cut_to_what_a_page_can_hold():
    found = statuses.parse(
        json.dumps([status(n, mentions=[{"url": "https://b.example/"}] * 999) for n in range(150)]).encode(),
        SERVER,
        "s",
    )
    assert len(found.items) == 100
