"""A hashtag on Mastodon: paging, several servers, closed doors, and who must not be listed."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.fediverse import consent, mastodon, statuses
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
FIRST = "https://school.example/api/v1/timelines/tag/oer?limit=40"
RSS = "https://school.example/tags/oer.rss?limit=200"
CLOSED = StreetError("It asks for a log-in.", status=422)


def account(**changes):
    return {
        "id": "1", "acct": "ana", "username": "ana", "display_name": "Ana :sun:", "url": "https://school.example/@ana",
        "locked": False, "bot": False, "indexable": True, "note": "<p>Teacher</p>", "fields": [],
        "created_at": "2022-11-05T00:00:00.000Z", "followers_count": 410, "following_count": -1,
        "emojis": [{"shortcode": "sun"}], **changes,
    }  # fmt: skip


def status(number: int = 1, day: int = 20, who: dict | None = None, **changes):
    return {
        "id": str(number), "uri": f"https://school.example/users/ana/statuses/{number}",
        "url": f"https://school.example/@ana/{number}", "created_at": f"2026-11-{day:02}T07:30:00.000Z",
        "visibility": "public", "sensitive": False, "spoiler_text": "", "language": "en", "content": "<p>Hello</p>",
        "in_reply_to_id": None, "in_reply_to_account_id": None, "reblog": None, "tags": [{"name": "oer"}],
        "media_attachments": [], "mentions": [], "replies_count": 4, "reblogs_count": 12, "favourites_count": 31,
        "account": who or account(), **changes,
    }  # fmt: skip


def answer(*page: dict, url: str = FIRST, older: str | None = None) -> Answer:
    link = f'<https://school.example/api/v1/timelines/tag/oer?limit=40&max_id={older}>; rel="next", <x>; rel="prev"'
    return Answer(url=url, status=200, body=json.dumps(page).encode(), headers={"link": link} if older else {})


def source(*servers: str, limit: int | None = None, **options: tuple[str, ...]) -> Source:
    named = {"servers": servers or ("school.example",), **options}
    return Source(kind="mastodon", address="#oer", name="OER", options=named, max_items=limit)


def read(street: Street, wish: Source | None = None):
    return asyncio.run(mastodon.read(wish or source(), street, VISIT))


def one(**changes):
    """Return the item that one post becomes, None where it is left out."""
    found = statuses.parse(json.dumps([status(**changes)]).encode(), "https://school.example", "mastodon #oer")
    return found.items[0] if found.items else None


# ---------------------------------------------------------------- fields


def test_a_post_is_kept_as_text_with_its_voice_and_its_counts():
    content = (
        '<p>New plans: <a href="https://lessons.example/f"><span class="invisible">https://</span>'
        '<span>lessons.example/f</span></a> <a href="https://school.example/tags/OER" class="mention hashtag">#<span>'
        'OER</span></a> <span class="h-card"><a href="https://b.example/@bo" class="u-url mention">@<span>bo</span></a>'
        "</span></p>"
    )
    verified = {"name": "Site", "value": '<a href="https://ana.example">ana</a>', "verified_at": "2025-02-01"}
    found = one(
        content=content, who=account(fields=[verified, {"name": "x", "value": '<a href="https://no.example">'}])
    )
    assert found.text == "New plans: https://lessons.example/f #OER @bo"
    assert found.links == ("https://lessons.example/f",)
    assert found.about == "https://lessons.example/f"
    assert (found.kind, found.language, found.tags) == ("post", "en", ("oer",))
    assert (found.voice.key, found.voice.name, found.voice.network) == (
        "https://school.example/@ana",
        "Ana",
        "mastodon",
    )
    assert found.voice.links == ("https://ana.example",)
    assert found.voice.since.isoformat() == "2022-11-05"
    assert (found.voice.followers, found.voice.following, found.voice.posts) == (410, None, None)
    assert (found.reactions.replies, found.reactions.shares, found.reactions.likes) == (4, 12, 31)


def test_the_card_is_what_a_post_is_about():
    assert one(card={"url": "https://card.example/"}).about == "https://card.example/"


def test_a_quoted_post_is_what_a_post_without_links_is_about():
    quote = {"state": "accepted", "quoted_status": {"url": "https://b.example/@bo/1"}}
    assert one(quote=quote).about == "https://b.example/@bo/1"


def test_of_a_post_under_a_warning_the_warning_is_kept_and_nothing_else_its_author_put_there():
    found = one(
        spoiler_text="exams", sensitive=True, content='<p>Mine: <a href="https://a.example/">a</a></p>',
        media_attachments=[{"description": "A map"}, {"type": "audio", "url": "https://a.example/1.mp3"}],
        mentions=[{"url": "https://b.example/@bo"}], card={"url": "https://a.example/"},
        poll={"options": [{"title": "Yes"}]},
    )  # fmt: skip
    assert (found.warning, found.url, found.voice.name) == ("exams", "https://school.example/@ana/1", "Ana")
    assert (found.title, found.text, found.about, found.links, found.alts) == ("", "", None, (), ())
    assert (found.mentions, found.media) == ((), ())
    assert one().warning == ""


def test_a_post_that_is_sensitive_without_a_word_why_is_left_out_and_taken_back():
    wordless = status(2, spoiler_text=":sun:", emojis=[{"shortcode": "sun"}])
    found = read(Street({FIRST: answer(status(1, sensitive=True), wordless, status(3), status(4, 10))}))
    assert [item.url[-1] for item in found.items] == ["3"]
    assert {status(1)["uri"], wordless["uri"]} <= set(found.gone)
    assert found.notes == ("2 posts left out: marked as sensitive, without a word of what they hold.",)


def test_pictures_are_kept_as_their_descriptions_and_polls_as_their_options():
    found = one(
        media_attachments=[{"description": "A map"}, {"description": None}], poll={"options": [{"title": "Yes"}]}
    )
    assert found.alts == ("A map",)
    assert found.text == "Hello\n\n– Yes"


def test_a_name_without_letters_gives_way_to_the_handle():
    assert one(who=account(display_name=":sun:")).voice.name == "@ana@school.example"
    assert one(who=account(display_name="", acct="bo@b.example")).voice.name == "@bo@b.example"


def test_a_later_part_of_a_thread_names_the_part_before():
    page = [status(2, in_reply_to_id="1", in_reply_to_account_id="1"), status(1)]
    found = statuses.parse(json.dumps(page).encode(), "https://school.example", "s")
    assert found.items[0].reply_to == found.items[1].id


def test_a_part_before_that_is_not_on_the_page_is_not_named_by_a_number_of_the_server():
    assert one(in_reply_to_id="77", in_reply_to_account_id="1").reply_to is None


# ---------------------------------------------------------------- consent


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"visibility": "unlisted"}, "visibility"),
        ({"visibility": "private"}, "visibility"),
        ({"visibility": "local"}, "visibility"),
        ({"visibility": None}, "visibility"),
        ({"local_only": True}, "visibility"),
        ({"reblog": {"id": "2"}}, "boost"),
        ({"in_reply_to_id": "9", "in_reply_to_account_id": "2"}, "reply"),
        ({"in_reply_to_id": "9", "in_reply_to_account_id": "1"}, ""),
        ({"in_reply_to_id": None, "in_reply_to_account_id": "2"}, "reply"),
        ({"who": account(noindex=True)}, "no"),
        ({"who": account(indexable=False)}, "no"),
        ({"who": account(indexable=None)}, "unasked"),
        ({"who": {k: v for k, v in account().items() if k != "indexable"}}, "unasked"),
        ({"who": account(note="<p>Hi <a href='x'>#<span>NoBot</span></a></p>")}, "no"),
        ({"who": account(note="#nobots.")}, "no"),
        ({"who": account(note="#nobotany is a garden")}, ""),
        ({"who": account(note="nobot without its mark")}, ""),
        ({"who": account(note="<p>#<b>No</b><i>Index</i></p>")}, "no"),
        ({"who": account(note="&#35;no\u200bbot")}, "no"),
        ({"who": account(note="＃nobot")}, "no"),
        ({"who": account(note="#no-bots #NO_SEARCH")}, "no"),
        ({"who": account(display_name="Ana #NoBridge")}, "no"),
        ({"who": account(display_name="Ana <#nobot>")}, "no"),
        ({"who": account(fields=[None, 7, {"name": None, "value": "#NOSEARCH"}])}, "no"),
        ({"who": account(fields=[{"name": "Rules", "value": "#<b>noindex</b>"}])}, "no"),
        ({"who": account(fields=[{"name": "#noarchive", "value": ""}])}, "no"),
        ({"who": account(locked=True)}, "closed"),
        ({"who": account(memorial=True)}, "closed"),
        ({"who": account(moved=account())}, "closed"),
        ({"who": account(suspended=True)}, "closed"),
        ({"who": account(limited=True)}, "closed"),
        ({"who": account(bot=True)}, ""),
        ({"who": account(discoverable=False)}, ""),
    ],
)
def test_who_is_left_out(changes, reason):
    assert consent.reason(status(**changes)) == reason
    assert (one(**changes) is None) == bool(reason)


def test_a_bot_is_kept_and_said_to_be_one():
    assert one(who=account(bot=True)).voice.bot is True


def test_the_health_page_says_how_many_were_left_out_and_why():
    shy = account(indexable=False, url="https://school.example/@bo")
    page = [status(n, who=shy) for n in (1, 2)] + [status(3, visibility="unlisted"), status(4)]
    found = read(Street({FIRST: answer(*page)}))
    assert len(found.items) == 1
    assert found.notes == (
        "1 post left out: not public.",
        "2 posts left out: their authors do not want to be listed elsewhere.",
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(status()) + list(account())), inner)
    ),
    max_leaves=20,
)


@given(
    st.dictionaries(st.sampled_from(list(status())), json_values),
    st.dictionaries(st.sampled_from(list(account())), json_values),
)
def test_no_strange_json_gets_past_consent_or_breaks_the_reading(strange, person):
    whole = status(**{**strange, "account": account(**person)})
    found = statuses.parse(json.dumps([whole]).encode(), "https://school.example", "s")
    assert not found.items or (whole["visibility"] == "public" and whole["account"]["indexable"] is True)


@given(st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_timeline_is_refused_with_a_sentence(body):
    with suppress(StreetError):
        assert statuses.parse(body, "https://school.example", "s").items == ()


# ---------------------------------------------------------------- paging


def test_pages_are_followed_back_to_the_first_day_with_all_own_parameters():
    wish = source(any=("#open", "b", "c", "d"), none=("ad",))
    first = f"{FIRST}&any%5B%5D=open&any%5B%5D=b&any%5B%5D=c&none%5B%5D=ad"
    street = Street({
        first: answer(status(9), older="8"),
        f"{first}&max_id=8": answer(status(7, day=15), *(status(n, day=13) for n in (6, 5, 4, 3, 2)), older="1"),
    })  # fmt: skip
    assert [item.url[-1] for item in read(street, wish).items] == ["9", "7"]
    assert len(street.asked) == 2


@pytest.mark.parametrize(
    "link",
    [
        '<http://[>; rel="next"', "<https://school.example/?max_id=\udce9>; rel=next", "<?max_id=%00>; rel=next",
        "<>; rel=next", "<<<<",
    ],
)  # fmt: skip
def test_a_strange_link_to_the_next_page_gives_way_to_the_last_post(link):
    first = Answer(url=FIRST, status=200, body=json.dumps([status(9)]).encode(), headers={"link": link})
    street = Street({FIRST: first, f"{FIRST}&max_id=9": answer()})
    assert len(read(street).items) == 1
    assert street.asked[1:] == [f"{FIRST}&max_id=9"]


def test_an_id_that_cannot_be_asked_with_ends_the_paging():
    street = Street({FIRST: answer(status(9, id="\ud800"))})
    assert len(read(street).items) == 1
    assert street.asked == [FIRST]


def test_a_full_page_without_a_link_is_followed_by_its_last_post_and_an_empty_one_ends_it():
    street = Street({FIRST: answer(status(9)), f"{FIRST}&max_id=9": answer()})
    assert len(read(street).items) == 1
    assert len(street.asked) == 2


def test_a_server_that_sends_the_same_page_for_ever_is_not_asked_for_ever():
    street = Street({FIRST: answer(status(9), older="8"), f"{FIRST}&max_id=8": answer(status(9), older="8")})
    assert len(read(street).items) == 1


def test_at_most_25_pages_of_a_server_are_read():
    pages = {FIRST: answer(status(999), older="900")}
    pages |= {f"{FIRST}&max_id={n}": answer(status(n), older=str(n - 1)) for n in range(901)}
    street = Street(pages)
    found = read(street)
    assert len(street.asked) == 25
    assert "newest 1,000" in found.notes[0]


def test_a_server_that_asks_for_a_pause_leaves_what_was_read():
    street = Street({FIRST: answer(status(9), older="8"), f"{FIRST}&max_id=8": StreetError("Pause.", status=429)})
    found = read(street)
    assert len(found.items) == 1
    assert "asked for a pause" in found.notes[0]


def test_newest_first_and_no_more_than_the_owner_wants():
    street = Street({FIRST: answer(status(1, 15), status(2, 16), status(3, 17), status(4, 10))})
    assert [item.url[-1] for item in read(street, source(limit=2)).items] == ["3", "2"]


# ---------------------------------------------------------------- servers and doors


def test_one_post_on_two_servers_is_one_item_with_the_highest_counts():
    other = FIRST.replace("school", "other")
    street = Street({
        FIRST: answer(status(1, favourites_count=1, replies_count=9), status(2, 10)),
        other: answer(status(1, favourites_count=5, replies_count=2), status(2, 10), url=other),
    })  # fmt: skip
    found = read(street, source("school.example", "other.example"))
    assert len(found.items) == 1
    assert (found.items[0].reactions.likes, found.items[0].reactions.replies) == (5, 9)


def test_a_dead_server_does_not_stop_the_others():
    dead = FIRST.replace("school", "dead")
    street = Street(
        {FIRST: answer(status(1)), f"{FIRST}&max_id=1": answer(), dead: StreetError("It is down.", status=500)}
    )
    found = read(street, source("school.example", "dead.example"))
    assert len(found.items) == 1
    assert found.notes == ("dead.example: It is down.",)


def test_where_all_servers_are_dead_the_reasons_are_said():
    with pytest.raises(StreetError, match="It is down"):
        read(Street({FIRST: StreetError("It is down.", status=500)}))


def test_failures_of_one_kind_stay_of_that_kind_together():
    other = FIRST.replace("school", "other")

    def both_fail(one, two):
        with pytest.raises(StreetError) as caught:
            read(Street({FIRST: one, other: two}), source("school.example", "other.example"))
        return caught.value.kind, caught.value.status

    resting, unasked = StreetError("Later.", kind="resting", status=429), StreetError("Enough.", kind="unasked")
    assert both_fail(resting, resting) == ("resting", 429)
    assert both_fail(unasked, unasked) == ("unasked", None)
    assert both_fail(resting, unasked) == ("failed", None)
    assert both_fail(StreetError("Ended.", kind="gone", status=410), resting) == ("failed", None)


def test_tags_beyond_those_that_servers_look_at_are_said():
    asked = f"{FIRST}&any%5B%5D=a&any%5B%5D=b&any%5B%5D=c&none%5B%5D=x"
    found = read(Street({asked: answer(status(1), status(2, 10))}), source(any=("a", "b", "c", "#d", "e"), none=("x",)))
    assert found.notes[0].endswith("passed over: #d (any), #e (any).")


def test_an_unknown_tag_has_no_posts_yet():
    found = read(Street({}))
    assert found.items == ()
    assert found.notes[0].startswith("school.example does not know #oer.")


def test_a_server_that_opens_only_its_own_part_is_asked_for_that():
    found = read(Street({FIRST: CLOSED, f"{FIRST}&local=true": answer(status(1), status(2, 10))}))
    assert len(found.items) == 1
    assert "own members" in found.notes[0]


FEED = b"""<rss version="2.0"><channel><title>#oer</title><link>https://school.example/tags/oer</link>
<generator>Mastodon v4.6.0</generator><item><guid>https://b.example/@bo/7</guid><link>https://b.example/@bo/7</link>
<pubDate>Wed, 18 Nov 2026 07:30:00 +0000</pubDate><description>&lt;p&gt;My words&lt;/p&gt;</description>
<category>oer</category></item></channel></rss>"""


@pytest.mark.parametrize("code", [401, 403, 422])
def test_a_closed_api_gives_way_to_rss_of_which_only_the_links_are_kept(code):
    closed = StreetError("Closed.", status=code)
    street = Street({FIRST: closed, f"{FIRST}&local=true": closed, RSS: FEED})
    found = read(street)
    assert street.asked == [FIRST, f"{FIRST}&local=true", RSS]
    assert [(item.url, item.text, item.voice.key) for item in found.items] == [
        ("https://b.example/@bo/7", "", "https://b.example/@bo")
    ]
    assert "RSS feed was read instead" in found.notes[0]


WORDY = FEED.replace(b"My words", b"&lt;strong&gt;CW:&lt;/strong&gt; exams&lt;/p&gt;&lt;hr&gt;&lt;p&gt;&lt;a "
    b"href='https://lessons.example/'&gt;My words&lt;/a&gt;")  # fmt: skip


NAMED = WORDY.replace(b"<item>", b"<item><title>My words</title><author>Bo</author>")
OTHER = WORDY.replace(b"<generator>Mastodon v4.6.0</generator>", b"")


@pytest.mark.parametrize("feed", [WORDY, NAMED, OTHER])
def test_of_rss_nothing_is_kept_that_the_author_wrote_or_is_called(feed):
    (item,) = read(Street({FIRST: CLOSED, f"{FIRST}&local=true": CLOSED, RSS: feed})).items
    assert (item.title, item.voice.name) == ("A post on b.example", "b.example")
    assert (item.text, item.about, item.links, item.warning, item.tags, item.alts) == ("", None, (), "", (), ())


def both(*page, limit=None):
    """Ask a server with an open API and one that has only RSS."""
    closed = FIRST.replace("school", "closed")
    street = {
        FIRST: answer(*page),
        closed: CLOSED,
        f"{closed}&local=true": CLOSED,
        RSS.replace("school", "closed"): FEED,
    }
    return read(Street(street), source("school.example", "closed.example", limit=limit))


BO = account(url="https://b.example/@bo", acct="bo@b.example")


@pytest.mark.parametrize("who", [{**BO, "indexable": False}, {**BO, "indexable": None}, {**BO, "locked": True}])
def test_who_is_left_out_of_one_server_does_not_come_in_through_the_rss_of_another(who):
    assert both(status(3, 10, who=who)).items == ()


def test_a_post_left_out_of_one_server_does_not_come_in_through_the_rss_of_another():
    assert both(status(3, 10, who=BO, url="https://b.example/@bo/7", visibility="unlisted")).items == ()


def test_a_post_that_one_server_gives_in_full_is_not_there_again_as_a_link():
    (item,) = both(status(3, 15, who=BO, url="https://b.example/@bo/7"), status(2, 10)).items
    assert item.text == "Hello"


@pytest.mark.parametrize(("limit", "texts"), [(1, ["Hello"]), (2, ["Hello", ""]), (None, ["Hello", ""])])
def test_a_bare_link_takes_no_place_from_a_post_that_can_be_read(limit, texts):
    assert [item.text for item in both(status(3, 15), status(2, 10), limit=limit).items] == texts


def test_a_no_at_one_server_is_a_no_at_all_and_takes_back_what_was_collected():
    other = FIRST.replace("school", "other")
    street = Street({FIRST: answer(status(1), status(2, 10)), other: answer(status(1, 10, who=account(noindex=True)))})
    found = read(street, source("school.example", "other.example"))
    assert found.items == ()
    assert status(1)["uri"] in found.gone


def test_a_server_that_does_not_say_takes_nothing_back():
    other = FIRST.replace("school", "other")
    street = Street(
        {FIRST: answer(status(1), status(2, 10)), other: answer(status(1, 10, who=account(indexable=None)))}
    )
    found = read(street, source("school.example", "other.example"))
    assert len(found.items) == 1
    assert found.gone == ()


def test_rss_is_held_to_all_and_none():
    street = {FIRST + rest: CLOSED for rest in ("&all%5B%5D=maths", "&all%5B%5D=maths&local=true")}
    assert read(Street({**street, RSS: FEED}), source(all=("maths",))).items == ()


def test_where_everything_is_closed_the_reason_is_said():
    street = Street({FIRST: CLOSED, f"{FIRST}&local=true": CLOSED, RSS: StreetError("No.", status=403)})
    with pytest.raises(StreetError, match="API and its RSS closed"):
        read(street)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (StreetError("Nothing.", status=404), "no RSS for this hashtag"),
        (StreetError("It is slow."), "read: It is slow."),
    ],
)
def test_a_closed_api_with_a_broken_rss_says_what_is_wrong_with_it(failure, words):
    with pytest.raises(StreetError, match=words):
        read(Street({FIRST: CLOSED, f"{FIRST}&local=true": CLOSED, RSS: failure}))


def test_a_hashtag_without_a_server_says_what_is_missing():
    with pytest.raises(StreetError, match="servers"):
        read(Street({}), Source(kind="mastodon", address="#oer", name="OER"))


def test_servers_may_be_written_with_a_scheme_and_tags_in_any_script():
    street = Street({"http://127.0.0.1:8080/api/v1/timelines/tag/%C3%A9tudes?limit=40": b"[]"})
    wish = Source(kind="mastodon", address="#études", name="", options={"servers": "http://127.0.0.1:8080/"})
    read(street, wish)
    assert street.asked == ["http://127.0.0.1:8080/api/v1/timelines/tag/%C3%A9tudes?limit=40"]


def test_a_server_named_twice_is_asked_once():
    street = Street({FIRST: b"[]"})
    read(street, source("school.example", "https://School.Example/"))
    assert street.asked == [FIRST]
