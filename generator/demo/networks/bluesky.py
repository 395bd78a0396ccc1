"""A question to a machine of Bluesky in, what the AppView, the entryway or the author's own server answers out.

The doors are those of 2026: the public AppView does not search (403, a page of HTML), the other one searches for
strangers as long as they do not turn pages (403, plain words), and with a session everything is asked at the member's
own server, which the log-in names. Shapes and errors: the lexicons of bluesky-social/atproto, its issues 3423 and 3583.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.demo import days
from generator.demo.elsewhere import Piece, Place, Speaker
from generator.demo.networks import bluesky_views as views
from generator.demo.networks.bluesky_views import Sky
from generator.demo.sample import Sample
from generator.demo.words import GET, HTML, POST, RSS, Reply, Request, nothing, told, wrong_method

PUBLIC, OPEN, DOOR, HOME, SITE = "public.api.bsky.app", "api.bsky.app", "bsky.social", "pds.example", "bsky.app"
"""The cached AppView, the AppView, the entryway, the server of our member, the web app."""
ANYBODY = frozenset({PUBLIC, OPEN})
MEMBER = "reader.between-lessons.example"
PASSWORD = "abcd-efgh-ijkl-mnop"  # noqa: S105  invented, and shown as what an app password looks like
ACCESS, REFRESH = "sample.access.token", "sample.refresh.token"
LONGEST = 100
NOT_SEARCHED = "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n"
NO_PAGES = b"Request forbidden by administrative rules.\n"
MEMBERS_DID = "did:plc:samplereadersamplerea22"
WINDOW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818  it is an answer
    """An error of XRPC."""

    name: str
    words: str
    status: int = 400


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    sky = Sky(scene=sample.scenes["bluesky"], today=request.today)
    if request.host == SITE:
        return _site(sky, request)
    name = request.path.removeprefix("/xrpc/")
    methods, reply = ROUTES.get(name, ((), None))
    if reply is None:
        return _error(Refused("MethodNotImplemented", "Method Not Implemented", 501), request)
    if request.method not in methods:
        return wrong_method(*methods)
    try:
        _let_in(name, request)
        return reply(sky, request)
    except Refused as refused:
        return _error(refused, request)


def _let_in(name: str, request: Request) -> None:
    if request.host in {DOOR, HOME} and not name.startswith("com.atproto.") and request.bearer != ACCESS:
        words = ("AuthMissing", "Authentication Required") if not request.bearer else ("InvalidToken", "Bad token")
        raise Refused(*words, 401)


def limits(request: Request) -> Mapping[str, str]:
    """Return the headers of the rate limit (3,000 in five minutes)."""
    reset = int(request.today.timestamp() // WINDOW.total_seconds() + 1) * int(WINDOW.total_seconds())
    return {
        "RateLimit-Limit": "3000",
        "RateLimit-Remaining": str(max(0, 3000 - request.asked)),
        "RateLimit-Reset": str(reset),
        "RateLimit-Policy": "3000;w=300",
    }


def _told(value: object, request: Request) -> Reply:
    return told(value, headers=limits(request))


def _error(refused: Refused, request: Request) -> Reply:
    return told({"error": refused.name, "message": refused.words}, refused.status, limits(request))


# ---------------------------------------------------------------- sessions


def create_session(_: Sky, request: Request) -> Reply:
    """`com.atproto.server.createSession`."""
    sent = request.sent
    if (sent.get("identifier"), sent.get("password")) != (MEMBER, PASSWORD):
        raise Refused("AuthenticationRequired", "Invalid identifier or password", 401)
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": f"https://{HOME}"}
    session = {
        "accessJwt": ACCESS,
        "refreshJwt": REFRESH,
        "handle": MEMBER,
        "did": MEMBERS_DID,
        "didDoc": {"@context": ["https://www.w3.org/ns/did/v1"], "id": MEMBERS_DID, "service": [service]},
        "active": True,
    }
    return _told(session, request)


def delete_session(_: Sky, request: Request) -> Reply:
    """`com.atproto.server.deleteSession`, with the refresh token."""
    if request.bearer != REFRESH:
        raise Refused("InvalidToken", "Token could not be verified")
    return Reply()


# ---------------------------------------------------------------- reading


def search(sky: Sky, request: Request) -> Reply:
    """`app.bsky.feed.searchPosts`: newest first, replies among them."""
    if request.host == PUBLIC:
        return Reply(status=403, type=HTML, data=NOT_SEARCHED.encode())
    if request.host in ANYBODY and request.one("cursor"):
        return Reply(status=403, data=NO_PAGES)
    if not request.one("q").strip():
        raise Refused("InvalidRequest", 'Params must have the property "q"')
    found = [piece for piece in sky.scene.pieces if _wanted(sky, piece, request)]
    page, further = _page(sky, found, request, 25)
    posts = [views.post_view(sky, piece) for piece in page if not piece.shares]
    return _told({"posts": posts, "hitsTotal": len(found), **further}, request)


def author_feed(sky: Sky, request: Request) -> Reply:
    """`app.bsky.feed.getAuthorFeed`: own posts and what was passed on."""
    speaker = _actor(sky, request.one("actor"))
    own = [piece for piece in sky.scene.pieces if sky.scene.speakers[piece.by] is speaker]
    if request.one("filter") == "posts_no_replies":
        own = [piece for piece in own if not piece.re]
    return _feed(sky, own, request)


def list_feed(sky: Sky, request: Request) -> Reply:
    """`app.bsky.feed.getListFeed`."""
    place = _place(sky, request.one("list"), "UnknownList", "List not found")
    return _feed(sky, [piece for piece in sky.scene.pieces if piece.by in place.members], request)


def custom_feed(sky: Sky, request: Request) -> Reply:
    """`app.bsky.feed.getFeed`: what its maker thinks belongs in it."""
    place = _place(sky, request.one("feed"), "UnknownFeed", "feed not found")
    return _feed(sky, [piece for piece in sky.scene.pieces if place.title.lower() in piece.text.lower()], request)


def feed_generator(sky: Sky, request: Request) -> Reply:
    """`app.bsky.feed.getFeedGenerator`."""
    place = _place(sky, request.one("feed"), "InvalidRequest", "could not find feed")
    return _told({"view": views.list_view(sky, "feed", place), "isOnline": True, "isValid": True}, request)


def one_list(sky: Sky, request: Request) -> Reply:
    """`app.bsky.graph.getList`."""
    place = _place(sky, request.one("list"), "InvalidRequest", "List not found")
    members = [{"uri": "", "subject": views.author_view(sky.scene.speakers[key])} for key in place.members]
    return _told({"list": views.list_view(sky, "list", place), "items": members}, request)


def posts(sky: Sky, request: Request) -> Reply:
    """`app.bsky.feed.getPosts`: what is no more is not there."""
    wanted = set(request.query.get("uris", ())[:25])
    return _told(
        {"posts": [views.post_view(sky, each) for each in sky.pieces if views.uri(sky, each) in wanted]}, request
    )


def profile(sky: Sky, request: Request) -> Reply:
    """`app.bsky.actor.getProfile`."""
    return _told(views.author_view(_actor(sky, request.one("actor")), whole=True), request)


def profiles(sky: Sky, request: Request) -> Reply:
    """`app.bsky.actor.getProfiles`."""
    known = (sky.scene.speaker(each) for each in request.query.get("actors", ())[:25])
    return _told({"profiles": [views.author_view(each, whole=True) for each in known if each]}, request)


def resolve(sky: Sky, request: Request) -> Reply:
    """`com.atproto.identity.resolveHandle`."""
    known = sky.scene.speaker(request.one("handle"))
    if known is None:
        raise Refused("InvalidRequest", "Unable to resolve handle")
    return _told({"did": known.number}, request)


ROUTES: Mapping[str, tuple[Sequence[str], Callable[[Sky, Request], Reply]]] = {
    "com.atproto.server.createSession": (POST, create_session),
    "com.atproto.server.deleteSession": (POST, delete_session),
    "com.atproto.identity.resolveHandle": (GET, resolve),
    "app.bsky.feed.searchPosts": (GET, search),
    "app.bsky.feed.getAuthorFeed": (GET, author_feed),
    "app.bsky.feed.getListFeed": (GET, list_feed),
    "app.bsky.feed.getFeed": (GET, custom_feed),
    "app.bsky.feed.getFeedGenerator": (GET, feed_generator),
    "app.bsky.feed.getPosts": (GET, posts),
    "app.bsky.graph.getList": (GET, one_list),
    "app.bsky.actor.getProfile": (GET, profile),
    "app.bsky.actor.getProfiles": (GET, profiles),
}


# ---------------------------------------------------------------- choosing


def _wanted(sky: Sky, piece: Piece, request: Request) -> bool:
    """Tell whether a post is what was searched for; words are joined by AND."""
    text = days.wording(piece, sky.today)
    have = {*views.words_of(text), *(word.lstrip("#") for word in views.words_of(text))}
    have |= {f"#{tag.casefold()}" for tag in piece.tags}
    language = piece.language or sky.scene.speakers[piece.by].language
    since, until = request.one("since")[:19], request.one("until")[:19]
    at = f"{piece.at:%Y-%m-%dT%H:%M:%S}"
    return (
        have.issuperset(word for word in views.words_of(request.one("q").replace("*", "")))
        and have.issuperset(f"#{tag.casefold().lstrip('#')}" for tag in request.query.get("tag", ()))
        and not (request.one("lang") and language.partition("-")[0] != request.one("lang").partition("-")[0])
        and not (since and at < since)
        and not (until and at >= until)
    )


def _page(sky: Sky, found: Sequence[Piece], request: Request, usual: int) -> tuple[list[Piece], Mapping[str, str]]:
    """Return a page and its cursor; what was deleted has left its gap, so a page may be short or empty."""
    limit = request.number("limit", usual)
    if not 1 <= limit <= LONGEST:
        raise Refused("InvalidRequest", f"limit can not be greater than {LONGEST}")
    cursor = request.one("cursor")
    start = int(cursor, 36) if re.fullmatch("[0-9a-z]{1,8}", cursor) else 0
    ordered = sorted(found, key=lambda piece: (piece.at, piece.number), reverse=True)
    ordered = [piece for piece in ordered if piece.at <= sky.today]
    further = {"cursor": _base36(start + limit)} if start + limit < len(ordered) else {}
    standing = set(sky.pieces) & set(ordered[start : start + limit])
    return [piece for piece in ordered if piece in standing], further


def _base36(number: int) -> str:
    return (_base36(number // 36) if number >= 36 else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]  # noqa: PLR2004


def _feed(sky: Sky, found: Sequence[Piece], request: Request) -> Reply:
    page, further = _page(sky, found, request, 50)
    shown = (_in_feed(sky, piece) for piece in page)
    return _told({"feed": [each for each in shown if each], **further}, request)


def _in_feed(sky: Sky, piece: Piece) -> views.Value | None:
    """`app.bsky.feed.defs#feedViewPost`."""
    if piece.shares:
        shared = sky.standing(piece.shares)
        by = views.author_view(sky.scene.speakers[piece.by])
        reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by, "indexedAt": views.instant(piece.at)}
        return {"post": views.post_view(sky, shared), "reason": reason} if shared else None
    answered = sky.scene.piece(piece.re)
    if answered is None:
        return {"post": views.post_view(sky, piece)}
    there = sky.standing(answered.number)
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": views.uri(sky, answered), "notFound": True}
    parent = {"$type": "app.bsky.feed.defs#postView", **views.post_view(sky, there)} if there else gone
    return {"post": views.post_view(sky, piece), "reply": {"root": parent, "parent": parent}}


def _actor(sky: Sky, name: str) -> Speaker:
    known = sky.scene.speaker(name)
    if known is None:
        raise Refused("InvalidRequest", "Profile not found")
    return known


def _place(sky: Sky, uri: str, name: str, words: str) -> Place:
    for place in sky.scene.places.values():
        handle = f"at://{sky.scene.speakers[place.by].handle}/{place.number}"
        if uri in {views.place_uri(sky, place), handle}:
            return place
    raise Refused(name, words)


# ---------------------------------------------------------------- the web app


def _site(sky: Sky, request: Request) -> Reply:
    """`/profile/<handle>/rss`: an RSS of the own posts, with dates that have no weekday; 403 for the shy."""
    found = re.fullmatch(r"/profile/([^/]+)/rss", request.path)
    speaker = sky.scene.speaker(found[1]) if found else None
    if speaker is None:
        return nothing()
    if found and found[1] != speaker.number:
        return Reply(status=302, headers={"Location": f"https://{SITE}/profile/{speaker.number}/rss"})
    if speaker.refuses:
        return Reply(status=403, data=b"author does not want to be shown to strangers\n")
    own = [piece for piece in sky.pieces if sky.scene.speakers[piece.by] is speaker and not (piece.re or piece.shares)]
    return Reply(type=RSS, data=views.rss(sky, speaker, own[:30]))
