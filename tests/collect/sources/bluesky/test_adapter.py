"""Bluesky as it is asked: five forms of address, who may search, the log-in, paging, and refusals told apart."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.bluesky import adapter as bluesky
from generator.collect.words import OPEN, Answer, Seal, Sealed, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
SECRETS = ("BSKY_IDENTIFIER", "BSKY_APP_PASSWORD")
LOG_IN = "POST https://bsky.social/xrpc/com.atproto.server.createSession"
PDS = "https://morel.host.example"
BEARER = Seal(bearer="BSKY_SESSION")
ANA = "did:plc:ana"
TAG = "q=%23oer&tag=oer&sort=latest&since=2026-11-14T00%3A00%3A00Z&limit=100"
SEARCH = "/xrpc/app.bsky.feed.searchPosts?"
AUTHOR = (
    "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?"
    "actor=ana.example&filter=posts_and_author_threads&limit=100"
)
RSS = "https://bsky.app/profile/ana.example/rss"
LIST = "https://public.api.bsky.app/xrpc/app.bsky.feed.getListFeed?list=at%3A%2F%2Fdid%3Aplc%3Aana%2Fapp.bsky.graph.list%2F3l&limit=100"
FEED = "/xrpc/app.bsky.feed.getFeed?feed=at%3A%2F%2Fdid%3Aplc%3Aana%2Fapp.bsky.feed.generator%2Foer&limit=100"
PUBLIC_FEED = f"https://public.api.bsky.app{FEED}"
HANDLE = "https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?handle=ana.example"
HTML_403 = b"<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>"


def view(number: int = 1, day: int = 20, text: str = "Plans #oer", **changes):
    return {
        "uri": f"at://{ANA}/app.bsky.feed.post/3l{number}", "cid": "x",
        "author": {"did": ANA, "handle": "ana.example", "displayName": "Ana", "labels": []},
        "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": f"2026-11-{day:02}T08:00:00.000Z"},
        "indexedAt": f"2026-11-{day:02}T08:00:01.000Z", "labels": [], **changes,
    }  # fmt: skip


def page(*views, cursor=None, left="2990", name="posts", url=""):
    body = {name: list(views) if name == "posts" else [{"post": one} for one in views]}
    body |= {"cursor": cursor} if cursor is not None else {}
    return Answer(url=url, status=200, body=json.dumps(body).encode(), headers={"ratelimit-remaining": left})


def feed(*views, **more):
    return page(*views, name="feed", **more)


def refusal(status: int, error: str = "", message: str = "", body: bytes = b"", kind: str = "failed") -> StreetError:
    said = body or json.dumps({"error": error, "message": message}).encode()
    return StreetError(f"The server said {status}.", status=status, body=said, kind=kind)


def session(**changes):
    document = {"service": [{"id": "#other", "serviceEndpoint": "https://no.example"},
                            {"id": "#atproto_pds", "serviceEndpoint": f"{PDS}/"}]}  # fmt: skip
    return json.dumps({"accessJwt": "s3cr3t-t0ken", "refreshJwt": "r", "didDoc": document, **changes}).encode()


def source(address: str, **more) -> Source:
    return Source(kind="bluesky", address=address, name="x", **more)


def read(street: Street, address: str = "#oer", **more):
    return asyncio.run(bluesky.read(source(address, **more), street, VISIT))


def refused(street: Street, address: str = "#oer") -> StreetError:
    with pytest.raises(StreetError) as caught:
        read(street, address)
    return caught.value


def known(pages: dict, **changes) -> Street:
    """Return a street on which somebody has the two secrets."""
    return Street({LOG_IN: session(**changes), **pages}, SECRETS)


# ---------------------------------------------------------------- hashtags and searches


def test_a_hashtag_is_searched_for_at_the_own_server_with_a_session():
    street = known({f"{PDS}{SEARCH}{TAG}": page(view())})
    found = read(street)
    assert [item.id for item in found.items] == [f"at://{ANA}/app.bsky.feed.post/3l1"]
    assert (found.home, found.title, found.notes) == ("https://bsky.app/hashtag/oer", "#oer", ())
    assert street.sent == [{"identifier": Sealed("BSKY_IDENTIFIER"), "password": Sealed("BSKY_APP_PASSWORD")}]
    assert street.seals == [OPEN, BEARER]
    assert street.learnt == {"BSKY_SESSION": "s3cr3t-t0ken"}


def test_only_one_language_of_a_source_is_searched_for():
    street = known({f"{PDS}{SEARCH}{TAG.replace('&limit', '&lang=en&limit')}": page(view())})
    assert read(street, languages=("en-GB",)).items
    street = known({f"{PDS}{SEARCH}{TAG}": page(view())})
    assert read(street, languages=("en", "de")).items


def test_words_are_searched_for_as_they_are_written():
    where = f"{PDS}{SEARCH}q=open+%22text+book%22&sort=latest&since=2026-11-14T00%3A00%3A00Z&limit=100"
    found = read(known({where: page(view(text="No tag at all"))}), 'search: open "text book"')
    assert (len(found.items), found.home) == (1, "https://bsky.app/search?q=open+%22text+book%22")


def test_what_a_search_for_a_hashtag_gives_beside_it_is_left_out():
    facet = {
        "index": {"byteStart": 0, "byteEnd": 1},
        "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "OER"}],
    }
    marked = {"text": "x", "createdAt": "2026-11-20T08:00:00Z", "facets": [facet]}
    views = [view(1, text="Of oer"), view(2, text="＃Öer!"), view(3, text="#oerx"), view(4, record=marked)]
    found = read(known({f"{PDS}{SEARCH}{TAG}": page(*views)}))
    assert [item.id[-3:] for item in found.items] == ["3l2", "3l4"]
    assert found.notes == ("2 posts left out: the hashtag is not in them.",)


def test_a_stranger_gets_one_page_without_cursor_and_is_told_how_to_get_more():
    street = Street({f"https://api.bsky.app{SEARCH}{TAG}": page(view(), cursor="100")})
    found = read(street)
    assert len(found.items) == len(street.asked) == 1
    assert "only the first page of the search could be read: 1 post" in found.notes[0]
    assert all(name in found.notes[0] for name in SECRETS)


def test_a_stranger_who_was_answered_in_full_is_told_that_this_was_luck():
    (note,) = read(Street({f"https://api.bsky.app{SEARCH}{TAG}": page(view())})).notes
    assert "often refuses" in note
    assert "BSKY_APP_PASSWORD" in note


@pytest.mark.parametrize(
    "answer",
    [
        refusal(403, body=HTML_403),
        refusal(403, body=b"Request forbidden by administrative rules.\n"),
        refusal(401, "AuthMissing", "Authentication Required"),
        refusal(400, "AuthMissing", "Authentication Required"),
    ],
)
def test_a_stranger_who_is_refused_learns_which_secrets_would_help(answer):
    error = refused(Street({f"https://api.bsky.app{SEARCH}{TAG}": answer}))
    assert error.kind == "secret"
    assert all(name in error.words for name in SECRETS)


def test_one_secret_of_the_two_is_none():
    street = Street({f"https://api.bsky.app{SEARCH}{TAG}": page(view())}, SECRETS[:1])
    assert read(street).items
    assert not street.sent


def test_a_search_that_fails_for_another_reason_is_not_blamed_on_secrets():
    street = Street(
        {f"https://api.bsky.app{SEARCH}{TAG}": refusal(500, "InternalServerError", "Internal Server Error")}
    )
    assert refused(street).words == "Bluesky failed at #oer: Internal Server Error"


# ---------------------------------------------------------------- the log-in


def test_one_log_in_serves_all_sources_of_a_run():
    street = known({f"{PDS}{SEARCH}{TAG}": page(view())})

    async def both():
        return [await bluesky.read(source("#oer"), street, VISIT) for _ in range(2)]

    assert all(found.items for found in asyncio.run(both()))
    assert street.asked.count(LOG_IN) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (refusal(401, "AuthenticationRequired", "Invalid identifier or password"), "secret", "without @"),
        (refusal(401, "AuthFactorTokenRequired", "A sign in code has been sent"), "secret", "Put an app password"),
        (refusal(401, "AccountTakedown", "Account has been taken down"), "secret", "has taken the account"),
        (refusal(400, "InvalidRequest", "Invalid identifier or password"), "secret", "without @"),
        (refusal(429, "RateLimitExceeded", "Rate Limit Exceeded", kind="resting"), "resting", "too often"),
        (refusal(429, body=b"slow down", kind="resting"), "resting", "The server said 429."),
        (refusal(502, body=b"<html>"), "failed", "Bluesky failed at the log-in: The server said 502."),
        (StreetError("The server did not answer."), "failed", "The server did not answer."),
        (session(active=False, status="takendown"), "secret", "takendown"),
        (session(accessJwt=None), "secret", "gave no session"),
        (b"[]", "secret", "gave no session"),
        (b"<html>", "broken", "gave no session"),
    ],
)  # fmt: skip
def test_a_log_in_that_fails_says_why_and_is_not_tried_again(answer, kind, words):
    street = Street({LOG_IN: answer}, SECRETS)
    errors = [refused(street), refused(street, "search:oer")]
    assert {error.kind for error in errors} == {kind}
    assert all(words in error.words for error in errors)
    assert street.asked == [LOG_IN]
    assert not street.learnt


@pytest.mark.parametrize(
    "document",
    [
        None, [], {"service": None}, {"service": [{"id": "#atproto_pds"}]},
        {"service": [{"id": "#atproto_pds", "serviceEndpoint": "http://plain.example"}]},
        {"service": [{"id": "#atproto_pds", "serviceEndpoint": "https://u:p@trap.example"}]},
        {"service": [{"id": "#elsewhere", "serviceEndpoint": "https://no.example"}]},
    ],
)  # fmt: skip
def test_a_session_goes_where_it_was_made_when_no_safe_server_is_named(document):
    street = known({f"https://bsky.social{SEARCH}{TAG}": page(view())}, didDoc=document)
    assert read(street).items


def test_an_ended_session_is_said():
    street = known({f"{PDS}{SEARCH}{TAG}": refusal(400, "ExpiredToken", "Token has expired")})
    assert "next run logs in again" in refused(street).words


# ---------------------------------------------------------------- paging


def test_short_and_empty_pages_with_a_cursor_are_followed_to_the_end_of_the_week():
    base = f"{PDS}{SEARCH}{TAG}"
    street = known({
        base: page(view(1, 20), cursor="a b"),
        f"{base}&cursor=a+b": page(cursor="c"),
        f"{base}&cursor=c": page(view(2, 18), view(3, 12), cursor="d"),
    })  # fmt: skip
    assert [item.id[-1] for item in read(street).items] == ["1", "2"]
    assert len(street.asked) == 4


@pytest.mark.parametrize("again", ["", "a"])
def test_a_cursor_that_comes_a_second_time_ends_the_pages(again):
    base = f"{PDS}{SEARCH}{TAG}"
    street = known({base: page(view(1), cursor="a"), f"{base}&cursor=a": page(view(2), cursor=again)})
    assert len(read(street).items) == 2


def test_a_circle_of_cursors_ends():
    base = f"{PDS}{SEARCH}{TAG}"
    street = known({
        base: page(view(1), cursor="a"), f"{base}&cursor=a": page(view(2), cursor="b"),
        f"{base}&cursor=b": page(view(3), cursor="a"),
    })  # fmt: skip
    assert len(read(street).items) == 3


def test_pages_without_end_are_capped_and_the_cap_is_said():
    base = f"{PDS}{SEARCH}{TAG}"
    pages = {f"{base}&cursor={number}": page(view(number), cursor=str(number + 1)) for number in range(1, 50)}
    street = known({base: page(view(0), cursor="1"), **pages})
    found = read(street)
    assert len(found.items) == 20
    assert "Only 20 posts" in found.notes[0]


def test_a_failure_on_a_later_page_keeps_what_was_read():
    base = f"{PDS}{SEARCH}{TAG}"
    street = known(
        {base: page(view(1), cursor="a"), f"{base}&cursor=a": refusal(429, "RateLimitExceeded", kind="resting")}
    )
    found = read(street)
    assert len(found.items) == 1
    assert "asks for a pause" in found.notes[0]


def test_the_last_requests_of_a_server_are_left_to_others():
    street = known({f"{PDS}{SEARCH}{TAG}": page(view(1), cursor="a", left="3")})
    found = read(street)
    assert len(found.items) == 1
    assert found.notes == ("Bluesky's limit of requests is nearly used up, so older posts of the week were not read.",)


def test_posts_are_given_once_newest_first_and_no_more_than_wanted():
    base = f"{PDS}{SEARCH}{TAG}"
    pages = {base: page(view(1, 18), view(2, 20), cursor="a"), f"{base}&cursor=a": page(view(1, 18), view(3, 19))}
    assert [item.id[-1] for item in read(known(pages)).items] == ["2", "3", "1"]
    assert [item.id[-1] for item in read(known(pages), max_items=2).items] == ["2", "3"]


# ---------------------------------------------------------------- accounts


@pytest.mark.parametrize("address", ["@ana.example", "@Ana.Example"])
def test_an_account_is_read_without_a_log_in(address):
    street = known({AUTHOR: feed(view())})
    found = read(street, address)
    assert len(found.items) == 1
    assert (found.home, found.title) == ("https://bsky.app/profile/ana.example", "@ana.example")
    assert street.seals == [OPEN]


@pytest.mark.parametrize("address", ["@did:plc:ana", "did:plc:ana"])
def test_an_account_may_be_named_by_its_did(address):
    street = Street({AUTHOR.replace("ana.example", "did%3Aplc%3Aana"): feed(view())})
    assert read(street, address).title == "did:plc:ana"


def test_own_threads_stay_together_and_answers_to_others_and_reposts_are_left_out():
    def answering(*uris):
        reply = {name: {"uri": uri, "cid": "x"} for name, uri in zip(("parent", "root"), uris, strict=True)}
        return {"text": "more", "createdAt": "2026-11-20T09:00:00Z", "reply": reply}

    own, other = f"at://{ANA}/app.bsky.feed.post/3l1", "at://did:plc:bo/app.bsky.feed.post/3l9"
    views = [view(1), view(2, record=answering(own, own)), view(3, record=answering(other, other)),
             view(4, record=answering(own, other))]  # fmt: skip
    entries = [{"post": one} for one in views]
    repost = {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-11-20T10:00:00Z"}
    entries.append({"post": view(5), "reason": repost})
    entries.append({"post": view(6), "reason": {"$type": "app.bsky.feed.defs#reasonPin"}})
    found = read(Street({AUTHOR: json.dumps({"feed": entries}).encode()}), "@ana.example")
    assert {item.id[-1]: item.reply_to for item in found.items} == {"1": None, "2": own, "6": None}
    assert found.notes == (
        "1 post left out: passed on, not written.",
        "2 posts left out: answers to somebody else.",
    )


def test_reposts_of_old_posts_and_pinned_ones_do_not_end_the_pages():
    repost = {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-11-20T10:00:00Z"}
    entries = [
        {"post": view(8, 1), "reason": {"$type": "app.bsky.feed.defs#reasonPin"}},
        {"post": view(9, 2), "reason": repost},
    ]
    street = Street({
        AUTHOR: json.dumps({"feed": entries, "cursor": "a"}).encode(), f"{AUTHOR}&cursor=a": feed(view(1)),
    })  # fmt: skip
    assert [item.id[-1] for item in read(street, "@ana.example").items] == ["1"]


PROFILE = b"""<rss version="2.0"><channel><description>Maths</description><link>https://bsky.app/profile/ana.example</link>
<title>@ana.example - Ana</title>
<item><link>https://bsky.app/profile/ana.example/post/3l1</link>
<description>Plans for #OER, at https://plans.example/a.&#xA;&#xA;Do look</description>
<pubDate>17 Nov 2026 12:00 +0000</pubDate><guid isPermaLink="false">at://did:plc:ana/app.bsky.feed.post/3l1</guid></item>
<item><link>https://bsky.app/profile/ana.example/post/3l2</link>
<description>See&#xA;&#xA;[contains quote post or other embedded content]</description>
<pubDate>17 Nov 2026 13:00 +0000</pubDate><guid isPermaLink="false">at://did:plc:ana/app.bsky.feed.post/3l2</guid></item>
<item><link>https://bsky.app/x</link><description>No id</description><guid>https://bsky.app/x</guid></item>
</channel></rss>"""


@pytest.mark.parametrize(
    "failure",
    [
        StreetError("The server did not answer."),
        refusal(502, body=b"<html>"),
        refusal(403, body=HTML_403),
        b"<html>",
        b"{}",
    ],
)
def test_the_rss_of_an_account_is_read_where_the_api_fails(failure):
    found = read(Street({AUTHOR: failure, RSS: PROFILE}), "@ana.example")
    (item,) = found.items
    assert (item.id, item.url) == (
        "at://did:plc:ana/app.bsky.feed.post/3l1",
        "https://bsky.app/profile/ana.example/post/3l1",
    )
    assert item.published == datetime(2026, 11, 17, 12, tzinfo=UTC)
    assert (item.voice.key, item.voice.name) == ("https://bsky.app/profile/did:plc:ana", "Ana")
    assert (item.tags, item.links, item.about) == (("OER",), ("https://plans.example/a",), "https://plans.example/a")
    assert (item.kind, item.title, item.voice.network) == ("post", "", "bluesky")
    assert "RSS of @ana.example was read instead" in found.notes[0]
    assert "of which the RSS says nothing" in found.notes[1]


PLAIN = PROFILE.replace(
    b"at https://plans.example/a.&#xA;&#xA;Do look",
    b"a Vec&lt;String&gt; &amp;amp; 1 &lt; 2:&#xA;https://plans.example/A_(b)&#xA;&#xA;Do look (https://b.example/)",
)


def test_the_rss_is_plain_text_with_its_lines_its_brackets_and_what_looks_like_markup():
    (item,) = read(Street({AUTHOR: refusal(502), RSS: PLAIN}), "@ana.example").items
    assert item.text == (
        "Plans for #OER, a Vec<String> &amp; 1 < 2:\nhttps://plans.example/A_(b)\n\nDo look (https://b.example/)"
    )
    assert item.links == ("https://plans.example/A_(b)", "https://b.example/")


@pytest.mark.parametrize(
    ("rss", "kind", "words"),
    [
        (refusal(403, body=b"no"), "consent", "does not want to be shown to people who are not logged in"),
        (refusal(404), "unknown", "Bluesky knows no @ana.example"),
        (StreetError("{It} fell over."), "failed", "Internal {0} Server Error Its RSS did not help: {It} fell over."),
        (b"<html></html>", "failed", "Its RSS did not help"),
    ],
)
def test_an_account_that_neither_way_gives_says_why(rss, kind, words):
    error = refused(
        Street({AUTHOR: refusal(500, "InternalServerError", "Internal {0} Server Error"), RSS: rss}), "@ana.example"
    )
    assert error.kind == kind
    assert words in error.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal(400, "InvalidRequest", "Profile not found"), "Bluesky knows no @ana.example"),
        (refusal(400, "AccountDeactivated", "Account is deactivated"), "put the account to sleep"),
        (refusal(400, "AccountTakedown", "Account has been suspended"), "has taken @ana.example down"),
        (refusal(400, "BlockedByActor", "Requester is blocked by actor: did:plc:ana"), "stands a block"),
        (refusal(429, "RateLimitExceeded", "Rate Limit Exceeded", kind="resting"), "asks for a pause"),
        (StreetError("Asked enough.", kind="unasked"), "Asked enough."),
    ],
)
def test_a_reason_that_holds_for_the_rss_as_well_is_said_at_once(answer, words):
    street = Street({AUTHOR: answer, RSS: PROFILE})
    assert words in refused(street, "@ana.example").words
    assert street.asked == [AUTHOR]


# ---------------------------------------------------------------- lists and feeds


def test_a_list_is_read_under_the_did_of_its_owner():
    street = Street({HANDLE: b'{"did":"did:plc:ana"}', LIST: feed(view())})
    found = read(street, "list:at://ana.example/app.bsky.graph.list/3l")
    assert len(found.items) == 1
    assert found.home == "https://bsky.app/profile/ana.example/lists/3l"
    assert len(read(Street({LIST: feed(view())}), "list:at://did:plc:ana/app.bsky.graph.list/3l").items) == 1


SINCE = VISIT.since
OWN = f"at://{ANA}/app.bsky.feed.post/3l"
BY_LIST = "list:at://did:plc:ana/app.bsky.graph.list/3l"
FULL = feed(view(1), view(2, 15), view(3, 10), cursor="c")
SHORT = feed(view(1), view(2, 18))


@pytest.mark.parametrize(
    ("address", "place", "answer", "present", "covered"),
    [
        ("@ana.example", AUTHOR, FULL, "123", SINCE),
        ("@ana.example", AUTHOR, SHORT, "12", SINCE),
        ("@ana.example", AUTHOR, feed(), "", SINCE),
        (BY_LIST, LIST, FULL, "123", SINCE),
        (BY_LIST, LIST, SHORT, "12", datetime(2026, 11, 18, 8, tzinfo=UTC)),
    ],
)
def test_what_was_read_to_its_end_is_all_there_is(address, place, answer, present, covered):
    found = read(Street({place: answer}), address, max_items=1)
    assert (found.present, found.covered) == ({f"{OWN}{number}" for number in present}, covered)


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("@ana.example", {AUTHOR: feed(view(), cursor="c"), f"{AUTHOR}&cursor=c": StreetError("Slow.")}),
        ("@ana.example", {AUTHOR: feed(view(), cursor="c"), f"{AUTHOR}&cursor=c": feed(view(), cursor="c")}),
        ("@ana.example", {AUTHOR: feed(view(), cursor="c", left="3")}),
        ("@ana.example", {AUTHOR: StreetError("Slow."), RSS: PROFILE}),
        (BY_LIST, {LIST: feed()}),
        (BY_LIST, {LIST: feed(view(), cursor="c", left="3")}),
        ("feed:at://did:plc:ana/app.bsky.feed.generator/oer", {PUBLIC_FEED: feed(view())}),
        ("#oer", {f"https://api.bsky.app{SEARCH}{TAG}": page(view())}),
    ],
)
def test_what_may_have_gaps_says_nothing_of_deletions(address, places):
    found = read(Street(places), address)
    assert (found.present, found.covered) == (None, None)


def test_what_is_withdrawn_is_not_there_and_gone():
    hidden = view(2, labels=[{"src": "did:plc:m", "uri": "at://x", "val": "!hide", "cts": "2026-11-19T00:00:00Z"}])
    found = read(Street({AUTHOR: feed(view(1), hidden)}), "@ana.example")
    assert (found.present, found.gone) == ({f"{OWN}1"}, (f"{OWN}2",))


def test_a_handle_is_looked_up_once_a_run():
    street = Street({HANDLE: b'{"did":"did:plc:ana"}', LIST: feed(view()), PUBLIC_FEED: feed(view())})

    async def both():
        for address in (
            "list:at://ana.example/app.bsky.graph.list/3l",
            "feed:at://ana.example/app.bsky.feed.generator/oer",
        ):
            assert (await bluesky.read(source(address), street, VISIT)).items

    asyncio.run(both())
    assert street.asked.count(HANDLE) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal(400, "InvalidRequest", "Unable to resolve handle"), "Bluesky knows no @ana.example"),
        (refusal(400, "HandleNotFound", ""), "Bluesky knows no @ana.example"),
        (b"{}", "could not say who @ana.example is"),
        (b"[]", "could not say who @ana.example is"),
    ],
)
def test_a_handle_that_leads_nowhere_is_said(answer, words):
    assert words in refused(Street({HANDLE: answer}), "list:at://ana.example/app.bsky.graph.list/3l").words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            refusal(400, "UnknownList", "List not found"),
            "does not have the list https://bsky.app/profile/did:plc:ana/lists/3l",
        ),
        (
            refusal(400, "InvalidRequest", "List not found: at://x"),
            "does not have the list https://bsky.app/profile/did:plc:ana/lists/3l",
        ),
        (refusal(404, body=b"<html>"), "Bluesky failed at the list https://bsky.app/profile/did:plc:ana/lists/3l"),
    ],
)
def test_a_list_that_is_not_there_is_told_from_one_that_failed(answer, words):
    assert words in refused(Street({LIST: answer}), "list:at://did:plc:ana/app.bsky.graph.list/3l").words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal(400, "UnknownFeed", "Feed unknown"), "does not have the feed"),
        (refusal(400, "InvalidRequest", "could not find feed"), "does not have the feed"),
        (refusal(502, "UpstreamFailure", "feed unavailable"), "somebody else than Bluesky"),
        (refusal(502, "InvalidFeedResponse", "feed provided an invalid response"), "somebody else than Bluesky"),
        (refusal(401, "AuthenticationRequired", "x"), "BSKY_IDENTIFIER and BSKY_APP_PASSWORD"),
    ],
)
def test_the_reasons_of_feeds_are_told_apart(answer, words):
    assert words in refused(Street({PUBLIC_FEED: answer}), "feed:at://did:plc:ana/app.bsky.feed.generator/oer").words


def test_a_feed_that_wants_to_know_for_whom_it_is_gets_the_session():
    street = known({PUBLIC_FEED: refusal(401, "AuthMissing", "Authentication Required"), f"{PDS}{FEED}": feed(view())})
    found = read(street, "feed:at://did:plc:ana/app.bsky.feed.generator/oer")
    assert len(found.items) == 1
    assert street.seals == [OPEN, OPEN, BEARER]


def test_a_feed_in_an_order_of_its_own_ends_behind_a_page_that_is_too_old_as_a_whole():
    base = PUBLIC_FEED
    street = Street({
        base: feed(view(1, 2), view(2, 20), cursor="a"), f"{base}&cursor=a": feed(view(3, 3), cursor="b"),
        f"{base}&cursor=b": feed(view(4, 19)),
    })  # fmt: skip
    found = read(street, "feed:at://did:plc:ana/app.bsky.feed.generator/oer")
    assert [item.id[-1] for item in found.items] == ["2"]
    assert len(street.asked) == 2


@pytest.mark.parametrize(
    "address",
    ["", "oer", "#", "@", "@ana", "@..", "search: ", "list:3l", "list:at://ana.example/app.bsky.feed.generator/oer",
     "feed:at://ana/app.bsky.feed.generator/oer", "feed:at://ana.example/app.bsky.feed.generator/a/b"],
)  # fmt: skip
def test_an_address_that_is_none_asks_nobody(address):
    street = Street({}, SECRETS)
    assert refused(street, address).kind == "address"
    assert not street.asked


# ---------------------------------------------------------------- anything


PARTS = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["feed", "posts", "post", "did", "cursor", "error"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(["#oer", "search:x", "@ana.example", "list:at://ana.example/app.bsky.graph.list/3l"]), st.data())
def test_whatever_servers_answer_only_a_street_error_comes_out(address, data):
    body = data.draw(st.binary(max_size=20) | PARTS.map(lambda value: json.dumps(value).encode()))

    class Anything(Street):
        def _answer(self, _key, url, _seal):
            return Answer(url=url, status=200, body=body)

    with suppress(StreetError):
        read(Anything({}, SECRETS), address)


def test_what_is_asked_of_a_search_is_what_its_lexicon_knows():
    street = known({})
    refused(street, "#größe")
    query = dict(parse_qsl(urlsplit(street.asked[-1]).query))
    assert query == {"q": "#größe", "tag": "größe", "sort": "latest", "since": "2026-11-14T00:00:00Z", "limit": "100"}
