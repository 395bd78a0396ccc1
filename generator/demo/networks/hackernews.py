"""A question to Hacker News in, what its search (Algolia) and its API (Firebase) answer out.

Both know the same stories. Numbers are larger than any real one, so that no address of the sample is a real discussion.
"""

import re

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene
from generator.demo.sample import Sample
from generator.demo.words import GET, Reply, Request, told, wrong_method

SEARCH, STORE = "hn.algolia.com", "hacker-news.firebaseio.com"
PAGE, LONGEST = 20, 1000
Value = dict[str, object]


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    scene = sample.scenes["hackernews"]
    if request.host == STORE:
        return _item(scene, request)
    if request.path in {"/api/v1/search", "/api/v1/search_by_date"}:
        return _search(scene, request)
    if found := re.fullmatch(r"/api/v1/items/(\d+)", request.path):
        piece = next((each for each in days.said(scene, request.today) if each.number == found[1]), None)
        return told(hit(scene, piece) | {"children": []}) if piece else told({"status": 404, "error": "Not Found"}, 404)
    return told({"status": 404, "error": "Not Found"}, 404)


def _search(scene: Scene, request: Request) -> Reply:
    found = [piece for piece in days.said(scene, request.today) if _wanted(scene, piece, request)]
    if request.path == "/api/v1/search":
        found.sort(key=lambda piece: (-piece.counts[2], piece.number))
    size, page = min(request.number("hitsPerPage", PAGE), LONGEST), request.number("page", 0)
    hits = found[page * size : (page + 1) * size]
    return told(
        {
            "hits": [hit(scene, piece) for piece in hits],
            "nbHits": len(found), "nbPages": -(-len(found) // size) if size else 0, "page": page, "hitsPerPage": size,
            "exhaustiveNbHits": True, "processingTimeMS": 2, "query": request.one("query"),
            "params": request.target.partition("?")[2],
        }
    )  # fmt: skip


def _wanted(scene: Scene, piece: Piece, request: Request) -> bool:
    """Tell whether a story fits words, tags (comma: and, parentheses: or) and numbers."""
    own = _tags(scene, piece)
    words = re.findall(r"\w+", request.one("query").lower())
    text = f"{piece.title} {piece.text} {piece.link or ''}".lower()
    groups = re.findall(r"\(([^)]*)\)|([\w-]+)", request.one("tags"))
    return (
        all(word in text for word in words)
        and all(own & set((several or one).split(",")) for several, one in groups)
        and all(_holds(piece, rule) for rule in request.one("numericFilters").split(",") if rule)
    )


def _holds(piece: Piece, rule: str) -> bool:
    found = re.fullmatch(r"(created_at_i|points|num_comments)(>=|<=|>|<|=)(\d+)", rule.strip())
    if found is None:
        return True
    values = {
        "created_at_i": int(piece.at.timestamp()), "points": piece.counts[2], "num_comments": piece.counts[0],
    }  # fmt: skip
    have, bound = values[found[1]], int(found[3])
    return {">": have > bound, ">=": have >= bound, "<": have < bound, "<=": have <= bound, "=": have == bound}[
        found[2]
    ]


def _tags(scene: Scene, piece: Piece) -> set[str]:
    more = {"ask_hn"} if piece.title.startswith("Ask HN") else set()
    more |= {"show_hn"} if piece.title.startswith("Show HN") else set()
    more |= {"front_page"} if "front_page" in piece.labels else set()
    return {"story", f"author_{scene.speakers[piece.by].handle}", f"story_{piece.number}"} | more


def hit(scene: Scene, piece: Piece) -> Value:
    """A hit of the search; a question has no address and a text."""
    return {
        "objectID": piece.number, "story_id": int(piece.number), "title": piece.title, "url": piece.link,
        "author": scene.speakers[piece.by].handle, "points": piece.counts[2], "num_comments": piece.counts[0],
        "story_text": markup.article(piece.text) if piece.text else None,
        "created_at": f"{piece.at:%Y-%m-%dT%H:%M:%SZ}", "created_at_i": int(piece.at.timestamp()),
        "updated_at": f"{piece.at:%Y-%m-%dT%H:%M:%SZ}", "_tags": sorted(_tags(scene, piece)),
        "_highlightResult": {"title": {"value": piece.title, "matchLevel": "none", "matchedWords": []}},
    }  # fmt: skip


def _item(scene: Scene, request: Request) -> Reply:
    """`/v0/item/<id>.json` and the lists of ids; what does not exist is `null`."""
    if re.fullmatch(r"/v0/(top|new|best|ask|show)stories\.json", request.path):
        return told([int(piece.number) for piece in days.said(scene, request.today)])
    found = re.fullmatch(r"/v0/item/(\d+)\.json", request.path)
    piece = scene.piece(found[1]) if found else None
    if piece is None or piece.at > request.today:
        return told(None)
    if piece.deleted and piece.deleted <= request.today:
        return told({"id": int(piece.number), "type": "story", "deleted": True, "time": int(piece.at.timestamp())})
    return told(
        {
            "id": int(piece.number), "type": "story", "by": scene.speakers[piece.by].handle, "title": piece.title,
            "time": int(piece.at.timestamp()), "score": piece.counts[2], "descendants": piece.counts[0],
            **({"url": piece.link} if piece.link else {"text": markup.article(piece.text)}),
        }
    )  # fmt: skip
