"""A question to dev.to in, what Forem's API v1 answers out: articles of a tag or of a person, a page at a time.

An article that stands elsewhere first says so in canonical_url (developers.forem.com/api/v1).
"""

from datetime import UTC, timedelta

from generator.demo import days
from generator.demo.elsewhere import Piece, Scene
from generator.demo.sample import Sample
from generator.demo.words import GET, Reply, Request, told, wrong_method

SITE = "dev.to"
PAGE, LONGEST = 30, 1000
Value = dict[str, object]


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["devto"]
    if request.path in {"/api/articles", "/api/articles/latest"}:
        return _articles(scene, request)
    if request.path == "/api/users/by_username":
        person = scene.speaker(request.one("url"))
        if person:
            return told({"type_of": "user", "username": person.handle, "name": person.name})
    return told({"error": "not found", "status": 404}, 404)


def _articles(scene: Scene, request: Request) -> Reply:
    found = [piece for piece in days.said(scene, request.today) if _wanted(scene, piece, request)]
    size = max(1, min(request.number("per_page", PAGE), LONGEST))
    start = (max(1, request.number("page", 1)) - 1) * size
    return told([article(scene, piece) for piece in found[start : start + size]])


def _wanted(scene: Scene, piece: Piece, request: Request) -> bool:
    tags, one = set(piece.tags), request.one("tag").lower()
    some = [each.strip() for each in request.one("tags").lower().split(",") if each.strip()]
    never = [each.strip() for each in request.one("tags_exclude").lower().split(",") if each.strip()]
    since = request.today - timedelta(days=request.number("top", 10_000))
    return (
        (not one or one in tags)
        and (not some or bool(tags & set(some)))
        and tags.isdisjoint(never)
        and request.one("username", scene.speakers[piece.by].handle).lower() == scene.speakers[piece.by].handle.lower()
        and piece.at >= since
    )


def article(scene: Scene, piece: Piece) -> Value:
    """An article as lists show it: `tag_list` is a list and `tags` a text (in a single article it is the other way)."""
    person = scene.speakers[piece.by]
    slug = f"{piece.number}"
    at = f"{piece.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    page = f"https://{SITE}/{person.handle}/{slug}"
    replies, _, likes = piece.counts
    return {
        "type_of": "article", "id": 9_000_000 + len(piece.title), "title": piece.title, "slug": slug,
        "description": piece.text.strip(), "readable_publish_date": f"{piece.at:%b %d}",
        "path": f"/{person.handle}/{slug}", "url": page, "canonical_url": piece.link or page, "cover_image": None,
        "social_image": f"https://{SITE}/social_previews/article/1.png", "published_at": at,
        "published_timestamp": at, "created_at": at, "edited_at": None, "crossposted_at": None,
        "comments_count": replies, "public_reactions_count": likes, "positive_reactions_count": likes,
        "collection_id": None, "language": piece.language or person.language, "reading_time_minutes": 4,
        "tag_list": list(piece.tags), "tags": ", ".join(piece.tags),
        "user": {
            "name": person.name, "username": person.handle, "twitter_username": None, "github_username": None,
            "user_id": 1, "website_url": person.site, "profile_image": f"https://{SITE}/avatar.png",
        },
    }  # fmt: skip
