"""A question to another Gleaner site in, its JSON Feed out: what other people picked, each pick with its own address.

An item is a pick: `url` is its place in their edition, `external_url` the page it is about (JSON Feed 1.1, as linkblogs
do), the authors are those who wrote the page. The front page names the feed.
"""

import json
from html import escape

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene
from generator.demo.networks.writing import iso
from generator.demo.sample import Sample
from generator.demo.words import GET, HTML, Reply, Request, nothing, wrong_method

FEED = "/feed.json"
Value = dict[str, object]


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["gleaner"]
    picks = days.said(scene, request.today)
    if request.path == FEED:
        data = json.dumps(_feed(scene, picks), ensure_ascii=False, indent=1).encode()
        changed = max((piece.at for piece in picks), default=None)
        return Reply(type="application/feed+json", data=data, tagged=True, modified=changed)
    if request.path == "/":
        return Reply(type=HTML, data=_front(scene), tagged=True)
    return nothing()


def _home(scene: Scene) -> str:
    return f"https://{scene.hosts[0]}/"


def _feed(scene: Scene, picks: tuple[Piece, ...]) -> Value:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": scene.title,
        "home_page_url": _home(scene),
        "feed_url": _home(scene).rstrip("/") + FEED,
        "language": "en",
        "items": [_item(scene, piece) for piece in picks],
    }


def _item(scene: Scene, piece: Piece) -> Value:
    person = scene.speakers[piece.by]
    page = f"{_home(scene)}editions/{piece.place}/#{piece.number}"
    return {
        "id": page,
        "url": page,
        "external_url": piece.link,
        "title": piece.title,
        "content_text": "\n\n".join(markup.paragraphs(piece.text)),
        "date_published": iso(piece.at),
        "authors": [{"name": person.name, **({"url": person.site} if person.site else {})}],
        "tags": list(piece.tags),
        "language": piece.language or person.language,
    }


def _front(scene: Scene) -> bytes:
    title = escape(scene.title)
    link = f'<link rel="alternate" type="application/feed+json" title="{title}" href="{FEED}">'
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="generator" content="Gleaner">'
        f"<title>{title}</title>{link}</head><body><h1>{title}</h1></body></html>\n"
    ).encode()
