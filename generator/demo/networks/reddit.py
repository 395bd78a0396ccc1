"""A question to Reddit in, its Atom out: subreddits alone or joined by +, people, a search.

The address a post is about stands only in its [link] (sample of 2023). Since June 2026 a stranger is let in about once
a minute; the token of a member's own feeds (`?feed=...&user=...`) lifts that. old.reddit.com asks strangers to log in.
"""

import re
from html import escape

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene
from generator.demo.networks.writing import ATOM as NAMESPACE
from generator.demo.networks.writing import MEDIA, document, iso, tag
from generator.demo.sample import Sample
from generator.demo.words import ATOM, GET, HTML, Reply, Request, nothing, wrong_method

SITE, OLD = "www.reddit.com", "old.reddit.com"
USER, FEED = "between_lessons_example", "0123456789abcdef0123456789abcdef01234567"
"""The invented member and the token of the feeds; Reddit's are of this shape."""
PAGE, LONGEST = 25, 100
PER_MINUTE = 1
"""Requests of a stranger in a minute."""
LOGIN = "<!doctype html><html><head><title>reddit.com: Log in</title></head><body><form></form></body></html>\n"
BLOCKED = (
    "<!doctype html><html><body><h1>whoa there, pardner!</h1><p>You've been blocked by network security.</p></body>"
)


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    if request.path.startswith("/login"):
        return Reply(type=HTML, data=LOGIN.encode())
    if request.host == OLD:
        return Reply(status=302, headers={"Location": f"https://{SITE}/login/?reason=lor2"})
    if not request.headers.get("user-agent") or (request.one("feed") and not member(request)):
        return Reply(status=403, type=HTML, data=BLOCKED.encode())
    scene = sample.scenes["reddit"]
    found = [piece for piece in days.said(scene, request.today) if "removed" not in piece.labels]
    page = _chosen(scene, found, request)
    if page is None:
        return nothing()
    limit = min(request.number("limit", PAGE), LONGEST)
    return Reply(type=ATOM, data=_feed(scene, request, page[:limit]), headers=limits(request))


def member(request: Request) -> bool:
    """Tell whether the question carries the token of our member."""
    return (request.one("feed"), request.one("user")) == (FEED, USER)


def limits(request: Request) -> dict[str, str]:
    """Return what is left of the minute; members have a hundred questions."""
    most = 100 if member(request) else PER_MINUTE
    left = max(0, most - request.asked)
    return {
        "x-ratelimit-used": str(request.asked),
        "x-ratelimit-remaining": f"{left}.0",
        "x-ratelimit-reset": str(60 - request.today.second),
    }


def _chosen(scene: Scene, found: list[Piece], request: Request) -> list[Piece] | None:
    """Return what belongs on a page; None where there is no such page."""
    if match := re.fullmatch(r"/r/([\w+]+)(?:/(?:new|top|hot))?/?\.rss", request.path):
        names = [name.lower() for name in match[1].split("+")]
        known = {key.lower() for key in scene.places}
        return [piece for piece in found if piece.place.lower() in names] if known & set(names) else None
    if match := re.fullmatch(r"/(?:user|u)/([\w-]+)(?:/submitted)?/?\.rss", request.path):
        person = scene.speaker(match[1])
        return [piece for piece in found if scene.speakers[piece.by] is person] if person else None
    if request.path == "/search.rss":
        words = {word.lower() for word in re.findall(r"\w+", request.one("q"))}
        return [piece for piece in found if words <= set(re.findall(r"\w+", f"{piece.title} {piece.text}".lower()))]
    return None


def _feed(scene: Scene, request: Request, page: list[Piece]) -> bytes:
    changed = page[0].at if page else request.today
    path = request.path
    head = (
        tag("id", path) + tag("title", path.strip("/").removesuffix("/.rss")) + tag("updated", iso(changed, "+00:00"))
    )
    links = tag("link", rel="self", href=f"https://{SITE}{path}", type="application/atom+xml")
    links += tag("link", rel="alternate", href=f"https://{SITE}{path.removesuffix('.rss')}", type="text/html")
    return document("feed", head + links + "".join(_entry(scene, piece) for piece in page), own=NAMESPACE, media=MEDIA)


def _entry(scene: Scene, piece: Piece) -> str:
    name = scene.speakers[piece.by].handle
    person, page = f"https://{SITE}/user/{name}", address(piece)
    author = f"<author>{tag('name', f'/u/{name}')}{tag('uri', person)}</author>"
    at = iso(piece.at, "+00:00")
    return (
        f"\n<entry>{author}{tag('category', term=piece.place, label=f'r/{piece.place}')}"
        f"{tag('content', _content(piece, name, page), type='html')}{tag('id', f't3_{piece.number}')}"
        f"{tag('link', href=page)}{tag('updated', at)}{tag('published', at)}{tag('title', piece.title)}</entry>"
    )


def address(piece: Piece) -> str:
    """Return the page on which a post is talked about."""
    slug = re.sub(r"\W+", "_", piece.title.lower(), flags=re.ASCII).strip("_")[:50]
    return f"https://{SITE}/r/{piece.place}/comments/{piece.number}/{slug}/"


def _content(piece: Piece, name: str, page: str) -> str:
    words = f'<!-- SC_OFF --><div class="md">{markup.article(piece.text)}</div><!-- SC_ON -->' if piece.text else ""
    about = escape(piece.link or page)
    return (
        f'{words} &#32; submitted by &#32; <a href="https://{SITE}/user/{name}"> /u/{name} </a> <br/> '
        f'<span><a href="{about}">[link]</a></span> &#32; <span><a href="{page}">[comments]</a></span>'
    )
