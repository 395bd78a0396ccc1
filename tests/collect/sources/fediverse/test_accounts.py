"""An account followed by its name: its pages, its wishes, its own feed where the server is closed."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.fediverse import accounts, mastodon
from generator.collect.words import OPEN, Answer, Seal
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street
from tests.collect.sources.fediverse.driver import SERVER, TOKEN, VISIT, account, body, page, refusal, status

LOOKUP = f"{SERVER}/api/v1/accounts/lookup?acct=ana"
POSTS = f"{SERVER}/api/v1/accounts/1/statuses?limit=40&exclude_reblogs=true&exclude_replies=true"
RSS = f"{SERVER}/@ana.rss"
OWN = f"{SERVER}/@ana/feed.rss"
FINGER = f"{SERVER}/.well-known/webfinger?resource=acct:ana@school.example"
CLOSED = refusal(401, "This API requires an authenticated user")
FEED = b"""<rss version="2.0"><channel><title>Ana</title><link>https://school.example/@ana</link>
<generator>Mastodon v4.6.0</generator><item><guid isPermaLink="true">https://school.example/@ana/7</guid>
<link>https://school.example/@ana/7</link><pubDate>Wed, 18 Nov 2026 07:30:00 +0000</pubDate>
<description>&lt;p&gt;&lt;strong&gt;CW:&lt;/strong&gt; exams&lt;/p&gt;&lt;hr&gt;&lt;p&gt;Mocks:
&lt;a href="https://mocks.example/1"&gt;here&lt;/a&gt;&lt;/p&gt;</description></item></channel></rss>"""
GOTOSOCIAL = b"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Posts from @ana@school.example</title><link>https://school.example/@ana</link><item>
<title>@ana@school.example made a new post: "Fractions"</title><link>https://school.example/@ana/statuses/01H</link>
<guid isPermaLink="true">https://school.example/@ana/statuses/01H</guid>
<pubDate>Wed, 18 Nov 2026 07:30:00 +0000</pubDate><content:encoded>&lt;p&gt;Fractions
&lt;a href="https://school.example/@bo" class="u-url mention"&gt;@bo&lt;/a&gt;
&lt;a href="https://school.example/tags/oer" class="mention hashtag"&gt;#oer&lt;/a&gt;
&lt;a href="https://lessons.example/f"&gt;plan&lt;/a&gt;&lt;/p&gt;</content:encoded></item></channel></rss>"""


def source(address: str = "@ana@school.example", limit: int | None = None, **options) -> Source:
    return Source(kind="mastodon", address=address, name="Ana", options=options, max_items=limit)


def read(street: Street, wish: Source | None = None):
    return asyncio.run(mastodon.read(wish or source(), street, VISIT))


def street(*posts, who: dict | None = None, secrets=(), **more) -> Street:
    return Street({LOOKUP: body(who or account()), POSTS: page(*posts), **more}, secrets)


# ---------------------------------------------------------------- the API


def test_an_account_costs_a_look_up_and_a_page():
    asked = Street({LOOKUP: body(account()), POSTS: page(status(2), status(1), link='<x>; rel="prev"')})
    found = read(asked)
    assert [item.url[-1] for item in found.items] == ["1", "2"]
    assert asked.asked == [LOOKUP, POSTS]
    assert asked.seals == [OPEN, OPEN]
    assert (found.home, found.title, found.notes) == (f"{SERVER}/@ana", "Ana", ())


def test_pages_are_followed_until_they_end_before_the_first_day():
    older = f"{POSTS}&max_id=8"
    asked = street(status(9), **{older: page(status(7, 10)), POSTS: page(status(9), link=f'<{older}>; rel="next"')})
    assert len(read(asked).items) == 1
    assert asked.asked == [LOOKUP, POSTS, older]


def test_only_public_posts_that_start_a_talk_are_taken():
    found = read(
        street(
            status(1, visibility="unlisted"), status(2, visibility="private"), status(3, reblog={"id": "x"}),
            status(4, in_reply_to_id="9", in_reply_to_account_id="2"),
            status(5, in_reply_to_id="4", in_reply_to_account_id="1"), status(6),
        )
    )  # fmt: skip
    assert sorted(item.url[-1] for item in found.items) == ["5", "6"]
    assert found.gone == tuple(
        sorted(f"{SERVER}{end}{n}" for n in (1, 2) for end in ("/@ana/", "/users/ana/statuses/"))
    )


def test_a_server_may_be_named_that_the_address_does_not_name():
    home = "http://127.0.0.1:8080"
    asked = Street({f"{home}/api/v1/accounts/lookup?acct=ana": body(account())})
    with suppress(StreetError):
        read(asked, source(servers=(home,)))
    assert asked.asked[0].startswith(home)


def test_an_account_that_has_moved_says_where_to():
    new = account(acct="ana@new.example", url="https://new.example/@ana")
    with pytest.raises(StreetError, match=r"@ana@school.example has moved to @ana@new.example") as caught:
        read(street(status(1), who=account(moved=new)))
    assert caught.value.kind == "moved"


@pytest.mark.parametrize(
    "written", ["@ana", "ana", "@@school.example", "@ana@", "@ana@not a host", "@a/b@school.example"]
)
def test_what_is_no_account_is_said_to_be_none(written):
    with pytest.raises(StreetError, match=r"@name@server.example|There is no such|Look whether"):
        read(Street({}), source(written if written.startswith("@") else f"@{written}"))


def test_an_account_that_nobody_has_is_told_from_a_machine_of_another_kind():
    with pytest.raises(StreetError, match=r"There is no @ana@school.example"):
        read(Street({LOOKUP: refusal(404, "Record not found")}))
    with pytest.raises(StreetError, match=r"shows no account @ana@school.example.*- feed:"):
        read(Street({}))


def test_a_server_that_is_down_is_named_and_asked_nothing_else():
    asked = Street({LOOKUP: StreetError("It is down.", status=500)})
    with pytest.raises(StreetError, match=r"school.example: It is down."):
        read(asked)
    assert asked.asked == [LOOKUP]


# ---------------------------------------------------------------- wishes


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"noindex": True}, "does not want to be listed"),
        ({"note": "<p>#<span>nobot</span></p>"}, "does not want to be listed"),
        ({"fields": [{"name": "x", "value": "#NoArchive"}]}, "does not want to be listed"),
        ({"display_name": "Ana #nobots"}, "does not want to be listed"),
        ({"locked": True}, "locked"),
        ({"suspended": True}, "locked"),
        ({"limited": True}, "locked"),
        ({"memorial": True}, "locked"),
    ],
)
def test_a_plain_no_is_a_no_to_the_owner_as_well_and_withdraws_what_was_given(changes, why):
    asked = street(status(1), who=account(**changes))
    found = read(asked)
    assert found.items == ()
    assert found.present == frozenset()
    assert why in found.notes[0]
    assert asked.asked == [LOOKUP]


def test_an_account_that_has_ended_takes_its_posts_with_it():
    found = read(Street({LOOKUP: StreetError("It has ended.", kind="gone", status=410)}))
    assert (found.items, found.present) == ((), frozenset())
    assert "ended for good" in found.notes[0]


def test_a_no_that_stands_beside_the_posts_only_counts_too():
    found = read(street(status(1, who=account(noindex=True))))
    assert found.items == ()
    assert status(1)["uri"] in found.gone


@pytest.mark.parametrize("value", [None, True])
def test_whom_the_owner_names_need_not_have_agreed_to_be_found(value):
    (item,) = read(street(status(1, who=account(indexable=value)))).items
    assert item.text == "Hello"


def test_who_has_said_no_to_being_found_is_linked_to_and_not_quoted():
    shy = account(indexable=False)
    words = status(1, who=shy, spoiler_text="Mine", content='<p>My <a href="https://a.example">words</a></p>')
    found = read(street(words, status(2, 10, who=shy), who=shy))
    (item,) = found.items
    assert (item.id, item.url) == (words["uri"], words["url"])
    assert (item.title, item.voice.name) == ("A post by @ana@school.example", "@ana@school.example")
    assert (item.text, item.warning, item.links, item.about, item.voice.bio) == ("", "", (), None, "")
    assert found.notes == ("1 post kept as a link only: the author has not agreed to be found by search.",)


# ---------------------------------------------------------------- doors


@pytest.mark.parametrize("code", [401, 403, 422])
def test_a_closed_server_gives_way_to_the_feed_of_the_account(code):
    asked = Street({LOOKUP: refusal(code, "This method requires an authenticated user"), RSS: FEED})
    found = read(asked)
    (item,) = found.items
    assert asked.asked == [LOOKUP, RSS]
    assert (item.voice.key, item.voice.name) == (f"{SERVER}/@ana", "@ana@school.example")
    assert "own feed was read instead" in found.notes[0]


def test_mastodons_feed_has_quiet_posts_among_the_public_ones_so_its_words_are_not_kept():
    found = read(Street({LOOKUP: CLOSED, RSS: FEED}))
    (item,) = found.items
    assert (item.kind, item.url, item.title) == ("post", f"{SERVER}/@ana/7", "A post by @ana@school.example")
    assert (item.text, item.warning, item.links, item.about) == ("", "", (), None)
    assert "quiet posts" in found.notes[1]


def test_in_the_feed_of_misskey_answers_and_what_is_passed_on_are_left_out():
    titles = {"7": "Post by ana", "8": "Reply by ana", "9": "Boost by ana"}
    entries = "".join(
        f"<item><title>{title}</title><link>{SERVER}/notes/{name}</link></item>" for name, title in titles.items()
    )
    feed = f"<rss version='2.0'><channel><title>Ana</title><link>{SERVER}/@ana</link>{entries}</channel></rss>"
    found = read(Street({LOOKUP: CLOSED, RSS: feed.encode()}))
    assert [item.url for item in found.items] == [f"{SERVER}/notes/7"]
    assert found.notes[2:] == (
        "1 post left out: passed on, not written.",
        "1 post left out: answers to somebody else.",
    )


def test_gotosocial_has_its_feed_elsewhere_and_titles_that_machines_have_made():
    (item,) = read(Street({LOOKUP: CLOSED, OWN: GOTOSOCIAL})).items
    assert (item.title, item.kind, item.text) == ("", "post", "Fractions @bo #oer plan")
    assert item.links == ("https://lessons.example/f",)
    assert item.about == "https://lessons.example/f"
    assert item.voice.key == f"{SERVER}/@ana"


def test_a_feed_that_has_not_changed_is_known():
    found = read(Street({LOOKUP: CLOSED, RSS: Answer(url=RSS, status=304)}))
    assert found.unchanged


def test_a_feed_that_cannot_be_read_is_asked_for_whole_the_next_time():
    asked = Street({LOOKUP: CLOSED, RSS: b"no feed"})
    with pytest.raises(StreetError, match=r"no feed of @ana@school.example was to be had") as caught:
        read(asked)
    assert asked.forgotten == [RSS]
    assert TOKEN in caught.value.words


def test_a_token_opens_a_closed_server_and_no_other_is_shown():
    asked = Street({LOOKUP: [CLOSED, body(account())], POSTS: page(link='<x>; rel="prev"')}, secrets=[TOKEN])
    read(asked)
    assert asked.asked == [LOOKUP, LOOKUP, POSTS]
    assert asked.seals == [OPEN, Seal(bearer=TOKEN), Seal(bearer=TOKEN)]


def test_an_open_server_is_never_shown_the_token():
    asked = street(status(1), secrets=[TOKEN])
    read(asked)
    assert asked.seals == [OPEN, OPEN, OPEN]


def test_posts_may_be_closed_where_the_look_up_is_not():
    asked = Street({LOOKUP: body(account()), POSTS: [CLOSED, page(status(1, 10))]}, secrets=[TOKEN])
    read(asked)
    assert asked.seals == [OPEN, OPEN, Seal(bearer=TOKEN)]


def test_a_token_that_is_not_accepted_is_said_and_the_feed_is_read():
    asked = Street({LOOKUP: [CLOSED, refusal(401, "The access token is invalid")], RSS: FEED}, secrets=[TOKEN])
    found = read(asked)
    assert len(found.items) == 1
    assert f"does not accept the token in {TOKEN}" in found.notes[0]


def test_webfinger_tells_where_an_account_lives():
    home = "https://social.school.example"
    links = [{"rel": "self", "type": "application/activity+json", "href": f"{home}/users/ana"}]
    asked = Street({
        LOOKUP: b"<html>Our school</html>", FINGER: body({"subject": "acct:ana@school.example", "links": links}),
        LOOKUP.replace(SERVER, home): body(account()), POSTS.replace(SERVER, home): page(status(1, 10)),
    })  # fmt: skip
    read(asked)
    assert asked.asked == [LOOKUP, FINGER, LOOKUP.replace(SERVER, home), POSTS.replace(SERVER, home)]


def test_an_account_of_misskey_is_asked_for_in_its_own_way():
    show, notes = f"POST {SERVER}/api/users/show", f"POST {SERVER}/api/users/notes"
    note = {"id": "9a", "createdAt": "2026-11-20T07:30:00Z", "text": "Hi", "visibility": "public", "userId": "u1"}
    user = {"id": "u1", "username": "ana", "host": None, "name": "Ana"}
    asked = Street({show: body(user), notes: [body([{**note, "user": user}]), b"[]"]})
    found = read(asked)
    assert [(item.url, item.text, item.voice.name) for item in found.items] == [(f"{SERVER}/notes/9a", "Hi", "Ana")]
    assert asked.sent[0] == {"username": "ana"}
    assert asked.sent[1] == {"userId": "u1", "withRenotes": False, "limit": 100}
    assert asked.sent[2]["untilId"] == "9a"
    refused = read(Street({show: body({**user, "noCrawle": True})}))
    assert (refused.items, refused.present) == ((), frozenset())


def test_a_server_that_asks_for_a_pause_on_the_way_is_left_alone():
    busy = StreetError("Pause.", kind="resting", status=429)
    asked = Street({f"POST {SERVER}/api/users/show": busy})
    with pytest.raises(StreetError, match="Pause") as caught:
        read(asked)
    assert caught.value.kind == "resting"


# ---------------------------------------------------------------- any bytes

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*account(), "moved", "suspended", "links", "rel", "href", "type"]), inner)
    ),
    max_leaves=20,
)


@given(st.binary(max_size=200) | anything.map(body))
def test_whatever_a_look_up_gives_only_a_street_error_comes_out(said):
    with suppress(StreetError):
        assert accounts.person(said, SERVER).id
    with suppress(StreetError):
        assert isinstance(accounts.lives_at(said), str)
