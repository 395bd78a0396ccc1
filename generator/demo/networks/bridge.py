"""A question to a bridge of the shape of RSSHub in, a feed out of a channel that has none of its own.

`/telegram/channel/<name>`: titles are the beginning of the text, ids the addresses (docs.rsshub.app). With a key the
bridge is closed to others: `?key=`.
"""

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Place, Scene
from generator.demo.networks.writing import ATOM, document, rfc822, tag
from generator.demo.sample import Sample
from generator.demo.words import GET, HTML, RSS, Reply, Request, wrong_method

ROUTE = "/telegram/channel/"
TITLE = 60
"""Letters of the text that make a title."""
NOT_FOUND = "<!doctype html><html><body><h1>Looks like something went wrong</h1><p>NotFoundError</p></body></html>\n"


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["bridge"]
    key = request.path.removeprefix(ROUTE) if request.path.startswith(ROUTE) else ""
    place = scene.places.get(key)
    if place is None:
        return Reply(status=503, type=HTML, data=NOT_FOUND.encode())
    found = [piece for piece in days.said(scene, request.today) if piece.place == key]
    limit = request.number("limit", 20)
    return Reply(
        type=RSS,
        data=_feed(scene, key, place, found[:limit]),
        headers={"Cache-Control": "public, max-age=300"},
        tagged=True,
    )


def _feed(scene: Scene, key: str, place: Place, found: list[Piece]) -> bytes:
    link = f"https://t.me/s/{key}"
    head = tag("title", f"{place.title} - Telegram Channel") + tag("link", link) + tag("description", place.about)
    head += tag("generator", "RSSHub") + tag("language", scene.speakers[place.by].language) + tag("ttl", "5")
    items = "".join(_item(scene, key, piece) for piece in found)
    return document('rss version="2.0"', f"<channel>{head}{items}</channel>", atom=ATOM)


def _item(scene: Scene, key: str, piece: Piece) -> str:
    words = markup.plain(piece.text)
    page = f"https://t.me/{key}/{piece.number}"
    return (
        f"\n<item>{tag('title', words[:TITLE])}{tag('description', markup.article(piece.text))}{tag('link', page)}"
        f"{tag('guid', page, isPermaLink='false')}{tag('pubDate', rfc822(piece.at).replace('+0000', 'GMT'))}"
        f"{tag('author', scene.speakers[piece.by].name)}</item>"
    )
