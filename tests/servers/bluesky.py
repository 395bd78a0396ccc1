"""The faults and traps of Bluesky.

Always there: the public AppView that does not search (403, HTML), the other one that does not turn pages (403, plain
words), a page that is short because something was deleted, facets by bytes in Greek, German and emoji, a self-label
`!no-unauthenticated` on an author and on somebody quoted, a quoted post, a repost, a reply to a deleted post.
"""

from generator.demo.networks import bluesky
from tests.servers.ways import Fault, Network, changed, edited, html, on, text, value

SEARCH = "searchPosts"
LOGIN = "createSession"
RATE = {
    "RateLimit_Limit": "30",
    "RateLimit_Remaining": "0",
    "RateLimit_Reset": "1795238700",
    "RateLimit_Policy": "30;w=300",
}


def error(status, name, words, **headers):
    """Answer with an error of XRPC."""
    return value(status, {"error": name, "message": words}, **headers)


def _posts(reply):
    return reply["posts"] if "posts" in reply else [each["post"] for each in reply.get("feed", ())]


def _each(change):
    def act(reply):
        for number, post in enumerate(_posts(reply)):
            change(number, post)

    return act


def _facets(_, post):
    """Facets that overlap, reach beyond the end, split a letter, run backwards, or are of a kind nobody knows."""
    size = len(post["record"]["text"].encode())
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://evil.example/over"}
    spans = [(0, 4), (2, 6), (size - 1, size + 40), (5, 3), (-1, 2), (1, 2)]
    made = [{"index": {"byteStart": start, "byteEnd": end}, "features": [link]} for start, end in spans]
    made.append({"index": {"byteStart": 0, "byteEnd": 1}, "features": [{"$type": "com.example.unknown", "x": 1}]})
    made.append({"index": None, "features": None})
    post["record"]["facets"] = [*post["record"].get("facets", ()), *made]


def label(post, name, **more):
    """Return a label."""
    return {
        "ver": 1,
        "src": post["author"]["did"],
        "uri": post["author"]["did"],
        "val": name,
        "cts": "2026-11-01T00:00:00.000Z",
        **more,
    }


def _negated(_, post):
    post["author"]["labels"] = [
        label(post, "!no-unauthenticated"),
        label(post, "!no-unauthenticated", neg=True, cts="2026-11-02T00:00:00.000Z"),
    ]


def _expired(_, post):
    post["labels"] = [label(post, "porn", exp="2026-11-02T00:00:00.000Z")]


def _self_labelled(_, post):
    values = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "sexual"}]}
    post["record"]["labels"] = values


EMBEDS = (
    {
        "$type": "app.bsky.embed.record#view",
        "record": {"$type": "app.bsky.embed.record#viewNotFound", "uri": "at://x/y/z", "notFound": True},
    },
    {
        "$type": "app.bsky.embed.record#view",
        "record": {
            "$type": "app.bsky.embed.record#viewBlocked",
            "uri": "at://x/y/z",
            "blocked": True,
            "author": {"did": "did:plc:x"},
        },
    },
    {
        "$type": "app.bsky.embed.record#view",
        "record": {"$type": "app.bsky.embed.record#viewDetached", "uri": "at://x/y/z", "detached": True},
    },
    {"$type": "app.bsky.embed.hologram#view", "what": [1, 2]},
    {
        "$type": "app.bsky.embed.video#view",
        "cid": "bafy",
        "playlist": "https://video.example/p.m3u8",
        "alt": "A pupil at a board.",
    },
    {"$type": "app.bsky.embed.recordWithMedia#view", "record": {}, "media": None},
)


def _embeds(number, post):
    post["embed"] = EMBEDS[number % len(EMBEDS)]


def _invalid(_, post):
    post["author"]["handle"] = "handle.invalid"


def _quoted_shy(_, post):
    """Everybody quotes somebody who does not want to be shown to strangers."""
    shy = {
        "did": "did:plc:shy",
        "handle": "shy.example",
        "labels": [{"val": "!no-unauthenticated", "src": "did:plc:shy"}],
    }
    quoted = {
        "$type": "app.bsky.embed.record#viewRecord",
        "uri": "at://did:plc:shy/app.bsky.feed.post/1",
        "cid": "b",
        "author": shy,
        "value": {"text": "Only for people who are logged in."},
        "labels": [],
        "indexedAt": "",
    }
    post["embed"] = {"$type": "app.bsky.embed.record#view", "record": quoted}


def _odd(_, post):
    for name in ("embed", "replyCount", "likeCount", "labels"):
        post.pop(name, None)
    post["record"].update(langs=None, createdAt="yesterday", facets={})


def _empty_pages(request, answer):
    """The first page is empty and has a cursor; what follows is the truth."""
    if request.one("cursor") == "first" or not any(name in request.path for name in (SEARCH, "Feed")):
        return answer(request if not request.one("cursor") else _without_cursor(request))
    if request.one("cursor"):
        return answer(request)
    return edited(
        answer(request), lambda it: it.update({name: [] for name in ("posts", "feed") if name in it}, cursor="first")
    )


def _without_cursor(request):
    kept = [part for part in request.target.split("?", 1)[-1].split("&") if not part.startswith("cursor=")]
    return type(request)(
        host=request.host,
        target=f"{request.path}?{'&'.join(kept)}",
        today=request.today,
        asked=request.asked,
        method=request.method,
        headers=request.headers,
        body=request.body,
    )


def _one_a_page(request, answer):
    """However many are asked for, there is one a page."""
    target = request.target.replace("limit=100", "limit=1").replace("limit=50", "limit=1")
    return answer(
        type(request)(
            host=request.host,
            target=target,
            today=request.today,
            asked=request.asked,
            method=request.method,
            headers=request.headers,
            body=request.body,
        )
    )


def _expired_token(request, answer):
    """The session ends after its first question."""
    if request.host == bluesky.HOME and request.asked > 1 and "com.atproto" not in request.path:
        return error(400, "ExpiredToken", "Token has expired")
    return answer(request)


ANY = "/xrpc/app.bsky.feed."
FAULTS = {
    "no-search": on(SEARCH, "nobody may search, with a page of HTML", html(403, "403 Forbidden")),
    "wrong-password": on(
        LOGIN, "401 AuthenticationRequired", error(401, "AuthenticationRequired", "Invalid identifier or password")
    ),
    "second-factor": on(
        LOGIN,
        "401 AuthFactorTokenRequired",
        error(401, "AuthFactorTokenRequired", "A sign in code has been sent to your email address"),
    ),
    "taken-down": on(LOGIN, "401 AccountTakedown", error(401, "AccountTakedown", "Account has been taken down")),
    "many-logins": on(LOGIN, "429 with RateLimit-*", error(429, "RateLimitExceeded", "Rate Limit Exceeded", **RATE)),
    "expired-token": Fault(words="the session ends after one question", act=_expired_token),
    "busy": on(ANY, "429 on every reading", error(429, "RateLimitExceeded", "Rate Limit Exceeded", **RATE)),
    "empty-pages": Fault(words="an empty page with a cursor comes first", act=_empty_pages),
    "one-a-page": Fault(words="pages of one post", act=_one_a_page),
    "facets": changed(ANY, "overlapping, split and far-off facets", _each(_facets)),
    "negated": changed(ANY, "a label that was taken back", _each(_negated)),
    "expired": changed(ANY, "a label that has run out", _each(_expired)),
    "self-label": changed(ANY, "adult by the author's own word", _each(_self_labelled)),
    "embeds": changed(ANY, "embeds that are gone, blocked, detached, unknown", _each(_embeds)),
    "quoted-shy": changed(ANY, "everybody quotes somebody with !no-unauthenticated", _each(_quoted_shy)),
    "invalid-handle": changed(ANY, "handle.invalid", _each(_invalid)),
    "odd": changed(ANY, "fields that are missing or of another type", _each(_odd)),
    "unknown-list": on("getListFeed", "400 UnknownList", error(400, "UnknownList", "List not found")),
    "unknown-feed": on("getFeed", "400 UnknownFeed", error(400, "UnknownFeed", "feed not found")),
    "no-profile": on("getAuthorFeed", "400 Profile not found", error(400, "InvalidRequest", "Profile not found")),
    "down": on("/xrpc/", "502 from the edge, HTML", html(502, "Bad gateway")),
    "rss-403": on("/rss", "the profile is not for strangers", text(403, "not for strangers")),
}
NETWORK = Network(
    scenes=("bluesky",),
    hosts=(bluesky.OPEN, bluesky.PUBLIC, bluesky.DOOR, bluesky.HOME, bluesky.SITE),
    paths=(
        "/xrpc/app.bsky.feed.searchPosts?q=%23oer&tag=oer",
        "/xrpc/app.bsky.feed.getAuthorFeed?actor=kreidestaub.example",
    ),
    sources=(
        ("bluesky", "#FormativeAssessment", {}),
        ("bluesky", "@evidence-group.example", {}),
        ("bluesky", "list:at://hedda.lesesal.example/app.bsky.graph.list/3samplelist2a", {}),
        ("bluesky", "feed:at://hedda.lesesal.example/app.bsky.feed.generator/three-languages", {}),
        ("bluesky", "search:left third", {}),
    ),
    secrets={"BSKY_IDENTIFIER": bluesky.MEMBER, "BSKY_APP_PASSWORD": bluesky.PASSWORD},
    faults=FAULTS,
)
