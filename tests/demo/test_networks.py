"""What the networks of the sample do, where it differs from what one would think: asked as pure functions."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import feedparser
import pytest

from generator.demo import street
from generator.demo.networks import bluesky, misskey, openalex, reddit, x, x_query
from tests.demo.sampled import SAMPLE

FRIDAY = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)


def ask(url, *, today=FRIDAY, token="", body=None, agent="test/1"):
    host, slash, target = url.partition("://")[2].partition("/")
    headers = {"user-agent": agent} | ({"authorization": f"Bearer {token}"} if token else {})
    data = b"" if body is None else json.dumps(body).encode()
    method = "GET" if body is None else "POST"
    request = street.Request(
        host=host, target=slash + target, today=today, asked=1, method=method, headers=headers, body=data
    )
    return street.answer(SAMPLE, request)


def got(url, **wishes):
    reply = ask(url, **wishes)
    assert reply.status == 200, reply.data
    return json.loads(reply.data)


SEARCH = "app.bsky.feed.searchPosts?q=%23formativeassessment&limit=100"


# ---------------------------------------------------------------- Bluesky


def test_the_public_door_does_not_search_and_the_other_does_not_turn_pages():
    public = ask(f"https://public.api.bsky.app/xrpc/{SEARCH}")
    paged = ask(f"https://api.bsky.app/xrpc/{SEARCH}&cursor=1")

    assert (public.status, public.type.partition(";")[0]) == (403, "text/html")
    assert (paged.status, paged.data) == (403, b"Request forbidden by administrative rules.\n")
    assert len(got(f"https://api.bsky.app/xrpc/{SEARCH}")["posts"]) >= 6


def test_a_session_opens_the_members_own_server_and_nothing_else_does():
    login = {"identifier": bluesky.MEMBER, "password": bluesky.PASSWORD}
    session = json.loads(ask("https://bsky.social/xrpc/com.atproto.server.createSession", body=login).data)
    home = session["didDoc"]["service"][0]["serviceEndpoint"]

    assert got(f"{home}/xrpc/{SEARCH}", token=session["accessJwt"])["posts"]
    assert ask(f"{home}/xrpc/{SEARCH}").status == 401
    assert (
        ask("https://bsky.social/xrpc/com.atproto.server.createSession", body=login | {"password": "x"}).status == 401
    )


def test_pages_follow_one_another_to_the_end_and_may_be_short_or_empty():
    url = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=ines.segunda-leitura.example&limit=1"
    sizes, cursor = [], ""
    while cursor is not None:
        page = got(f"{url}&cursor={cursor}" if cursor else url)
        sizes.append(len(page["feed"]))
        cursor = page.get("cursor")

    assert sum(sizes) == 3
    assert 0 in sizes, "what was deleted has left its gap"


def test_facets_count_bytes_and_show_what_they_point_to():
    for post in got(f"https://api.bsky.app/xrpc/{SEARCH}")["posts"]:
        raw = post["record"]["text"].encode()
        for facet in post["record"].get("facets", ()):
            shown = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
            feature = facet["features"][0]
            assert (
                shown == f"#{feature['tag']}"
                if "tag" in feature
                else feature.get("uri", "").partition("://")[2].startswith(shown.rstrip("."))
            )


def test_the_shy_are_sent_with_a_label_and_have_no_rss():
    posts = got(f"https://api.bsky.app/xrpc/{SEARCH}")["posts"]
    shy = [post for post in posts if any(label["val"] == "!no-unauthenticated" for label in post["author"]["labels"])]
    number = shy[0]["author"]["did"]

    assert shy
    assert ask(f"https://bsky.app/profile/{number}/rss").status == 403


def test_the_rss_of_a_profile_has_dates_without_a_weekday():
    moved = ask("https://bsky.app/profile/evidence-group.example/rss")
    feed = ask(moved.headers["Location"]).data

    assert moved.status == 302
    assert b"<pubDate>16 Nov 2026 08:25 +0000</pubDate>" in feed
    assert not feedparser.parse(feed).bozo


# ---------------------------------------------------------------- X


def x_search(query, **params):
    return ask("https://api.x.com/2/tweets/search/recent?" + urlencode({"query": query, **params}), token=x.TOKEN)


def test_nothing_found_is_an_answer_without_data():
    assert json.loads(x_search("#nobodyusesthis").data) == {"meta": {"result_count": 0}}


def test_the_newer_spelling_is_a_fault_that_names_the_parameter():
    reply = x_search("#OpenEdu", **{"post.fields": "created_at"})

    assert reply.status == 400
    assert "post.fields" in json.loads(reply.data)["errors"][0]["parameters"]


def test_only_seven_days_can_be_searched_and_only_with_the_token():
    late = x_search("#OpenEdu", start_time=f"{FRIDAY - timedelta(days=8):%Y-%m-%dT%H:%M:%SZ}")

    assert late.status == 400
    assert ask("https://api.x.com/2/tweets?ids=1").status == 401


def test_what_is_no_more_is_an_error_beside_the_data():
    found = json.loads(ask("https://api.x.com/2/tweets?ids=1987654321000000003,7", token=x.TOKEN).data)

    assert [post["id"] for post in found["data"]] == ["1987654321000000003"]
    assert [error["value"] for error in found["errors"]] == ["7"]


def test_addresses_in_a_text_are_short_and_lead_to_the_true_ones():
    post = json.loads(x_search("lottery").data)["data"][0]
    link = post["entities"]["urls"][0]

    assert post["text"][link["start"] : link["end"]] == link["url"]
    assert link["url"].startswith("https://t.co/")
    assert ask(link["url"]).headers["Location"] == link["expanded_url"]


SEEN = x_query.Seen(
    words={"open", "tables"}, text="open tables", tags={"openedu"}, by="ceg", language="en", traits={"has:links"}
)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("#OpenEdu", True),
        ("(#OER OR #OpenEdu) lang:en has:links -is:retweet -is:reply", True),
        ("#OpenEdu -has:links", False),
        ('"open tables" from:ceg', True),
        ("closed OR tables", True),
        ("#OpenEdu -(tables OR chairs)", False),
    ],
)
def test_a_query_is_understood(query, fits):
    assert x_query.read(query)(SEEN) is fits


@pytest.mark.parametrize("query", ["", "lang:en", "a" * 513, "(open", "open)", "colour:red x"])
def test_what_is_no_query_is_refused(query):
    with pytest.raises(x_query.NoQueryError):
        x_query.read(query)


# ---------------------------------------------------------------- the others


def test_reddit_knows_its_members_and_turns_away_who_has_no_name():
    url = "https://www.reddit.com/r/BetweenLessonsExample/.rss"

    assert ask(url).headers["x-ratelimit-remaining"] == "0.0"
    assert ask(f"{url}?feed={reddit.FEED}&user={reddit.USER}").headers["x-ratelimit-remaining"] == "99.0"
    assert ask(f"{url}?feed=wrong&user={reddit.USER}").status == 403
    assert ask(url, agent="").status == 403
    assert ask("https://old.reddit.com/r/x/.rss").headers["Location"].endswith("/login/?reason=lor2")


def test_the_feeds_of_all_networks_are_well_formed():
    urls = [
        "https://www.reddit.com/r/BetweenLessonsExample+SchoolLibraryExample/.rss",
        "https://commons-room.example/feeds/c/openedu.xml",
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCexampleSlowBoard000001",
        "https://matheducators.stackexchange.com/feeds/tag?tagnames=fractions+or+proofs&sort=newest",
        "https://github.com/between-lessons-example/paper-rota/releases.atom",
        "https://medium.com/feed/@example.lenka",
        "https://small-classes-example.substack.com/feed",
        "https://bridge.example/telegram/channel/guru_pustaka_example",
        "https://nori.example/@chihiro.atom",
        "https://werkbank.example/@brigid/feed.rss",
        "https://export.arxiv.org/api/query?search_query=cat:cs.CY",
    ]
    for url in urls:
        feed = feedparser.parse(ask(url).data)
        assert not feed.bozo, url
        assert feed.entries, url


def test_lemmy_turns_pages_by_a_cursor_and_marks_what_should_not_be_shown():
    url = "https://commons-room.example/api/v3/post/list?community_name=openedu&limit=2"
    first = got(url)
    second = got(f"{url}&page_cursor={quote(first['next_page'])}")
    views = first["posts"] + second["posts"] + got(f"{url}&page_cursor={quote(second['next_page'])}")["posts"]

    assert len({view["post"]["id"] for view in views}) == 5
    assert {"nsfw", "removed"} <= {name for view in views for name, on in view["post"].items() if on is True}
    assert any(view["creator"]["bot_account"] for view in views)


def test_misskey_is_asked_by_post_alone_and_sends_the_shy_with_a_flag():
    found = json.loads(
        ask("https://nori.example/api/notes/search-by-tag", body={"tag": "formativeassessment", "limit": 100}).data
    )
    ids = [note["id"] for note in found]

    assert ask("https://nori.example/api/notes/search-by-tag").status == 405
    assert ask("https://nori.example/api/v1/timelines/tag/x").status == 404
    assert ids == sorted(ids, reverse=True)
    assert sum(note["user"]["requireSigninToViewContents"] for note in found) == 1
    assert {note["visibility"] for note in found} == {"public", "home"}
    assert misskey.note_id(SAMPLE.scenes["misskey"].pieces[0]) in ids


def test_a_work_is_taken_back_on_its_day_in_every_register_that_knows():
    day = datetime(2026, 11, 11, tzinfo=UTC)
    doi = "10.5555/jce.2026.0042"
    before, after = (got(f"https://api.crossref.org/works/{doi}", today=when)["message"] for when in (day, FRIDAY))
    listed = [
        got(f"https://api.openalex.org/works?filter=doi:{doi}", today=when)["results"][0] for when in (day, FRIDAY)
    ]

    assert "updated-by" not in before
    assert after["updated-by"][0]["type"] == "retraction"
    assert (
        got(f"https://api.crossref.org/works/{after['updated-by'][0]['DOI']}")["message"]["update-to"][0]["DOI"] == doi
    )
    assert [work["is_retracted"] for work in listed] == [False, True]


def test_what_crossref_has_not_is_plain_text_and_an_old_number_of_openalex_leads_on():
    missing = ask("https://api.crossref.org/works/10.5555/none")
    merged = ask(f"https://api.openalex.org/works/{openalex.MERGED}")

    assert (missing.status, missing.type, missing.data) == (404, "text/plain", b"Resource not found.")
    assert merged.status == 301
    assert got(merged.headers["Location"])["id"].endswith("W9900000044")


def test_a_short_address_leads_to_the_long_one():
    assert (
        ask("https://krz.example/bell")
        .headers["Location"]
        .startswith("https://evidence-group.example/before-the-bell?")
    )
    assert ask("https://krz.example/nothing").status == 404


def test_a_sold_domain_speaks_of_something_else_from_its_day_on():
    before = ask("http://chalk-lines.example/feed.xml", today=datetime(2026, 11, 15, tzinfo=UTC)).data
    after = ask("http://chalk-lines.example/feed.xml", today=datetime(2026, 11, 17, tzinfo=UTC)).data

    assert b"Kredit" not in before
    assert b"Kredit" in after
    assert b"chalk" not in after.lower().replace(b"chalk-lines", b"")
