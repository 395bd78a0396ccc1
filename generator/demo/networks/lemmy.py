"""A question to a Lemmy server in, what version 0.19 answers out: communities as JSON (API v3), and as RSS.

Its host is an invented one, since there are many Lemmy servers. What was removed, deleted, marked nsfw or written by a
machine is in the answer, with its flag. Shapes: lemmy-js-client 0.19.
"""

import base64

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Place, Scene, Speaker
from generator.demo.networks.writing import DC, document, rfc822, tag
from generator.demo.sample import Sample
from generator.demo.words import GET, RSS, Reply, Request, told, wrong_method

VERSION = "0.19.11"
PAGE, LONGEST = 10, 50
Value = dict[str, object]


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["lemmy"]
    if request.path == "/api/v3/site":
        return told({"site_view": {"site": {"name": scene.title, "actor_id": _home(scene)}}, "version": VERSION})
    if request.path == "/api/v3/community":
        key, place = _place(scene, request.one("name"))
        return told({"community_view": {"community": community(scene, key, place)}}) if place else unknown()
    if request.path == "/api/v3/post/list":
        return _posts(scene, request)
    if request.path.startswith("/feeds/c/"):
        return _rss(scene, request)
    return Reply(status=404)


def unknown() -> Reply:
    """Say that there is no such community."""
    return told({"error": "couldnt_find_community"}, 404)


def _posts(scene: Scene, request: Request) -> Reply:
    """`GET /api/v3/post/list`."""
    limit = request.number("limit", PAGE)
    if not 1 <= limit <= LONGEST:
        return told({"error": "couldnt_get_posts"}, 400)
    key, place = _place(scene, request.one("community_name"))
    if place is None and request.one("community_name"):
        return unknown()
    found = [piece for piece in days.said(scene, request.today) if place is None or piece.place == key]
    start = _start(request)
    page = found[start : start + limit]
    more = {"next_page": _cursor(start + limit)} if start + limit < len(found) else {}
    return told({"posts": [post_view(scene, piece) for piece in page], **more})


def _start(request: Request) -> int:
    """Read a cursor, or the page of older callers."""
    try:
        cursor = base64.b32decode(request.one("page_cursor")).decode()
    except ValueError:
        cursor = ""
    if cursor.isdecimal():
        return int(cursor)
    return (max(1, request.number("page", 1)) - 1) * request.number("limit", PAGE)


def _cursor(start: int) -> str:
    return base64.b32encode(str(start).encode()).decode()


# ---------------------------------------------------------------- entities


def post_view(scene: Scene, piece: Piece) -> Value:
    """`PostView`."""
    person, place = scene.speakers[piece.by], scene.places[piece.place]
    replies, _, score = piece.counts
    at = _at(piece)
    return {
        "post": _post(scene, piece, place),
        "creator": creator(scene, person),
        "community": community(scene, piece.place, place),
        "counts": {
            "post_id": int(piece.number), "comments": replies, "score": score, "upvotes": score + 1, "downvotes": 1,
            "published": at, "newest_comment_time": at,
        },
        **dict.fromkeys(("creator_banned_from_community", "creator_is_moderator", "creator_is_admin", "read"), False),
        "subscribed": "NotSubscribed",
        "unread_comments": replies,
    }  # fmt: skip


def _post(scene: Scene, piece: Piece, place: Place) -> Value:
    return {
        "id": int(piece.number), "name": piece.title, "creator_id": int(scene.speakers[piece.by].number),
        "community_id": int(place.number), "removed": "removed" in piece.labels, "locked": False,
        "deleted": "deleted" in piece.labels, "nsfw": "nsfw" in piece.labels, "published": _at(piece),
        "ap_id": f"{_home(scene)}post/{piece.number}", "local": True, "language_id": 37,
        "featured_community": False, "featured_local": False,
        **({"url": piece.link} if piece.link else {}),
        **({"body": piece.text.strip()} if piece.text else {}),
        **({"updated": _at(piece)} if piece.edit else {}),
    }  # fmt: skip


def creator(scene: Scene, person: Speaker) -> Value:
    """`Person`."""
    return {
        "id": int(person.number), "name": person.handle, "display_name": person.name, "banned": False,
        "published": f"{person.since}T00:00:00.000000Z", "actor_id": f"{_home(scene)}u/{person.handle}",
        "bio": person.bio, "local": True, "deleted": False, "bot_account": person.bot, "instance_id": 1,
    }  # fmt: skip


def community(scene: Scene, key: str, place: Place) -> Value:
    """`Community`."""
    flags = ("removed", "deleted", "nsfw", "hidden", "posting_restricted_to_mods")
    return {
        "id": int(place.number), "name": key, "title": place.title, "description": place.about,
        "published": "2024-01-01T00:00:00.000000Z", "actor_id": f"{_home(scene)}c/{key}", "local": True,
        "instance_id": 1, "visibility": "Public", **dict.fromkeys(flags, False),
    }  # fmt: skip


def _place(scene: Scene, name: str) -> tuple[str, Place | None]:
    key = name.removesuffix(f"@{scene.hosts[0]}")
    return key, scene.places.get(key)


def _home(scene: Scene) -> str:
    return f"https://{scene.hosts[0]}/"


def _at(piece: Piece) -> str:
    return f"{piece.at:%Y-%m-%dT%H:%M:%S}.123456Z"


# ---------------------------------------------------------------- RSS


def _rss(scene: Scene, request: Request) -> Reply:
    """`/feeds/c/<community>.xml`: the address it is about is an enclosure of no length."""
    key, place = _place(scene, request.path.removeprefix("/feeds/c/").removesuffix(".xml"))
    if place is None:
        return told({"error": "not_found"}, 400)
    found = [piece for piece in days.said(scene, request.today) if piece.place == key and not piece.labels]
    items = "".join(_item(scene, piece) for piece in found[: request.number("limit", 20)])
    head = tag("title", place.title) + tag("link", f"{_home(scene)}c/{key}") + tag("description", place.about)
    data = document('rss version="2.0"', f"<channel>{head}{items}</channel>", dc=DC)
    return Reply(type=RSS, data=data, headers={"Cache-Control": "public, max-age=3600"})


def _item(scene: Scene, piece: Piece) -> str:
    page, person = f"{_home(scene)}post/{piece.number}", f"{_home(scene)}u/{scene.speakers[piece.by].handle}"
    about = tag("enclosure", url=piece.link, length="0", type="application/octet-stream") if piece.link else ""
    words = f'submitted by <a href="{person}">{person}</a><br>{markup.article(piece.text)}'
    return (
        f"\n<item>{tag('title', piece.title)}{tag('link', page)}{tag('comments', page)}{tag('guid', page)}"
        f"{tag('description', words)}{tag('dc:creator', person)}{tag('pubDate', rfc822(piece.at))}{about}</item>"
    )
