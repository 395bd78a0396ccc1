"""A question to YouTube in, its Atom of a channel or a playlist out, and the page of a handle, which names the feed.

The feed's own yt:channelId lacks the leading UC (seen in 2023); `updated` moves when somebody watches.
"""

from datetime import timedelta
from html import escape

from generator.demo import days
from generator.demo.elsewhere import Piece, Place, Scene
from generator.demo.networks.writing import ATOM, MEDIA, document, iso, rfc822, tag
from generator.demo.sample import Sample
from generator.demo.words import GET, HTML, Reply, Request, nothing, wrong_method

SITE = "www.youtube.com"
YT = "http://www.youtube.com/xml/schemas/2015"
PAGE = 15
FRESH = timedelta(minutes=15)


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["youtube"]
    if request.path == "/feeds/videos.xml":
        return _feed(scene, request)
    path = request.path.lower()
    place = next((each for each in scene.places.values() if path in _pages(scene, each)), None)
    return Reply(type=HTML, data=_page(place)) if place else nothing()


def _pages(scene: Scene, place: Place) -> set[str]:
    handle = scene.speakers[place.by].handle
    return {each.lower() for each in (f"/@{handle}", f"/@{handle}/videos", f"/channel/{place.number}")}


def _feed(scene: Scene, request: Request) -> Reply:
    """`/feeds/videos.xml?channel_id=UC...` or `?playlist_id=`; UULF in place of UC is the channel without shorts."""
    wanted = request.one("channel_id") or request.one("playlist_id").replace("UULF", "UC", 1)
    found = [(key, place) for key, place in scene.places.items() if place.number == wanted]
    if not found:
        return nothing()
    key, place = found[0]
    videos = [piece for piece in days.said(scene, request.today) if piece.place == key][:PAGE]
    name = scene.speakers[place.by].name
    channel = f"https://{SITE}/channel/{place.number}"
    head = (
        tag("link", rel="self", href=f"http://{SITE}{request.target}") + tag("id", f"yt:channel:{place.number[2:]}")
        + tag("yt:channelId", place.number[2:]) + tag("title", place.title)
        + tag("link", rel="alternate", href=channel)
        + f"<author>{tag('name', name)}{tag('uri', channel)}</author>" + tag("published", "2021-09-01T08:00:00+00:00")
    )  # fmt: skip
    entries = "".join(_entry(place, name, piece) for piece in videos)
    headers = {
        "Expires": rfc822(request.today + FRESH).replace("+0000", "GMT"),
        "Cache-Control": "private, max-age=900",
    }
    data = document("feed", head + entries, own=ATOM, yt=YT, media=MEDIA)
    return Reply(type="text/xml; charset=UTF-8", data=data, headers=headers)


def _entry(place: Place, name: str, piece: Piece) -> str:
    page = f"https://{SITE}/watch?v={piece.number}"
    _, views, likes = piece.counts
    community = tag("media:starRating", count=str(likes), average="5.00", min="1", max="5")
    community += tag("media:statistics", views=str(views))
    group = (
        tag("media:title", piece.title)
        + tag("media:thumbnail", url=f"https://i1.ytimg.com/vi/{piece.number}/hqdefault.jpg", width="480", height="360")
        + tag("media:description", piece.text.strip()) + f"<media:community>{community}</media:community>"
    )  # fmt: skip
    channel = f"https://{SITE}/channel/{place.number}"
    return (
        f"\n<entry>{tag('id', f'yt:video:{piece.number}')}{tag('yt:videoId', piece.number)}"
        f"{tag('yt:channelId', place.number)}{tag('title', piece.title)}{tag('link', rel='alternate', href=page)}"
        f"<author>{tag('name', name)}{tag('uri', channel)}</author>{tag('published', iso(piece.at, '+00:00'))}"
        f"{tag('updated', iso(piece.at + timedelta(hours=9), '+00:00'))}<media:group>{group}</media:group></entry>"
    )


def _page(place: Place) -> bytes:
    feed = f"https://{SITE}/feeds/videos.xml?channel_id={place.number}"
    name = escape(place.title)
    return (
        f'<!doctype html>\n<html lang="en"><head><title>{name} - YouTube</title>'
        f'<link rel="canonical" href="https://{SITE}/channel/{place.number}">'
        f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{feed}"></head>'
        f'<body><script>var ytInitialData = {{"externalId":"{place.number}"}};</script>{name}</body></html>\n'
    ).encode()
