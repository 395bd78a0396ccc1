"""A post of the sample in, the views of the AT Protocol's lexicons out (app.bsky.feed.defs, app.bsky.actor.defs).

Facets count bytes of UTF-8 and not letters; a link is shown shortened and has its address in the facet; who does not
want to be seen by strangers says so with a label, and is sent to strangers all the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Place, Scene, Speaker

SHOWN = 24
"""Letters of an address that the app shows."""
TOKEN = re.compile(
    r"(?P<url>https?://[^\s<]*[^\s<.,;:!?)])|(?<!\w)#(?P<tag>\w+)|(?<!\w)@(?P<handle>[\w-]+(?:\.[\w-]+)+)"
)
Value = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sky:
    """The network on one day."""

    scene: Scene
    today: datetime

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What stands, newest first."""
        return days.said(self.scene, self.today)

    def standing(self, number: str | None) -> Piece | None:
        """Return a piece that has not been deleted."""
        return next((piece for piece in self.pieces if piece.number == number), None)


def uri(sky: Sky, piece: Piece) -> str:
    """Return the at-uri of a post."""
    return f"at://{sky.scene.speakers[piece.by].number}/app.bsky.feed.post/{piece.number}"


def cid(text: str) -> str:
    """Return something that looks like a content hash."""
    return "bafyrei" + sha256(text.encode()).hexdigest()[:52].translate(str.maketrans("0189", "ghij"))


def instant(at: datetime) -> str:
    """Write an instant as the lexicons do."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"


def post_view(sky: Sky, piece: Piece) -> Value:
    """`app.bsky.feed.defs#postView`."""
    replies, shares, likes = piece.counts
    embed = _embed_view(sky, piece)
    return {
        "uri": uri(sky, piece),
        "cid": cid(piece.number),
        "author": author_view(sky.scene.speakers[piece.by]),
        "record": record(sky, piece),
        **({"embed": embed} if embed else {}),
        "replyCount": replies,
        "repostCount": shares,
        "likeCount": likes,
        "quoteCount": 0,
        "bookmarkCount": 0,
        "indexedAt": instant(piece.at),
        "labels": [_label(MODERATION, uri(sky, piece), value, piece.at) for value in piece.labels],
    }


MODERATION = "did:plc:samplelabelersamplelab2"
"""Who sticks labels to other people's posts here."""


def author_view(speaker: Speaker, *, whole: bool = False) -> Value:
    """`app.bsky.actor.defs#profileViewBasic`, or the detailed one."""
    profile = f"at://{speaker.number}/app.bsky.actor.profile/self"
    since = datetime.combine(speaker.since, datetime.min.time())
    basic: Value = {
        "did": speaker.number,
        "handle": speaker.handle,
        "displayName": speaker.name,
        "createdAt": instant(since),
        "labels": [_label(speaker.number, profile, speaker.refuses, since)] if speaker.refuses.startswith("!") else [],
        "verification": {"verifications": [], "verifiedStatus": "none", "trustedVerifierStatus": "none"},
    }
    if speaker.bot:
        basic["labels"] = [_label(speaker.number, profile, "bot", since)]
    more: Value = {
        "description": speaker.bio,
        "followersCount": speaker.followers,
        "followsCount": speaker.following,
        "postsCount": speaker.posts,
        "indexedAt": instant(since),
    }
    return {**basic, **more} if whole else basic


def record(sky: Sky, piece: Piece) -> Value:
    """`app.bsky.feed.post`."""
    text, facets = rich(sky, days.wording(piece, sky.today))
    answered = sky.scene.piece(piece.re)
    strong = {"uri": uri(sky, answered), "cid": cid(answered.number)} if answered else None
    embed = _embed(sky, piece)
    return {
        "$type": "app.bsky.feed.post",
        "text": text,
        "createdAt": instant(piece.at),
        "langs": [piece.language or sky.scene.speakers[piece.by].language],
        **({"facets": facets} if facets else {}),
        **({"reply": {"root": strong, "parent": strong}} if strong else {}),
        **({"embed": embed} if embed else {}),
        **({"tags": list(piece.tags)} if piece.tags else {}),
    }


def rich(sky: Sky, text: str) -> tuple[str, list[Value]]:
    """Return the text as it is stored and its facets, by bytes (app.bsky.richtext.facet)."""
    whole, end = "", 0
    facets: list[Value] = []
    text = "\n\n".join(markup.paragraphs(text))
    for found in TOKEN.finditer(text):
        whole += text[end : found.start()]
        end = found.end()
        shown = _shown(found["url"]) if found["url"] else found[0]
        start = len(whole.encode())
        feature = _feature(sky, found)
        if feature:
            index = {"byteStart": start, "byteEnd": start + len(shown.encode())}
            facets.append({"index": index, "features": [feature]})
        whole += shown
    return whole + text[end:], facets


def _shown(url: str) -> str:
    bare = url.partition("://")[2]
    return bare if len(bare) <= SHOWN else bare[:SHOWN] + "..."


def _feature(sky: Sky, found: re.Match[str]) -> Value | None:
    if found["url"]:
        return {"$type": "app.bsky.richtext.facet#link", "uri": found["url"]}
    if found["tag"]:
        return {"$type": "app.bsky.richtext.facet#tag", "tag": found["tag"]}
    known = sky.scene.speaker(found["handle"])
    return {"$type": "app.bsky.richtext.facet#mention", "did": known.number} if known else None


def _embed(sky: Sky, piece: Piece) -> Value | None:
    """Return what the record holds besides its text."""
    if quoted := sky.scene.piece(piece.quotes):
        return {"$type": "app.bsky.embed.record", "record": {"uri": uri(sky, quoted), "cid": cid(quoted.number)}}
    if piece.image:
        blob = {"$type": "blob", "ref": {"$link": cid(piece.image.name)}, "mimeType": "image/jpeg", "size": 81_000}
        return {"$type": "app.bsky.embed.images", "images": [{"alt": piece.image.alt, "image": blob}]}
    card = _card(sky, piece)
    return {"$type": "app.bsky.embed.external", "external": card} if card else None


def _embed_view(sky: Sky, piece: Piece) -> Value | None:
    """Return the same as it is shown; a post that is no more is not found."""
    if quoted := sky.scene.piece(piece.quotes):
        return {"$type": "app.bsky.embed.record#view", "record": _quoted(sky, quoted)}
    if piece.image:
        base = f"https://cdn.bsky.app/img/feed_fullsize/plain/{cid(piece.image.name)}"
        shown = {"thumb": base, "fullsize": base, "alt": piece.image.alt, "aspectRatio": {"width": 3, "height": 2}}
        return {"$type": "app.bsky.embed.images#view", "images": [shown]}
    card = _card(sky, piece)
    return {"$type": "app.bsky.embed.external#view", "external": card} if card else None


def _quoted(sky: Sky, quoted: Piece) -> Value:
    if sky.standing(quoted.number) is None:
        return {"$type": "app.bsky.embed.record#viewNotFound", "uri": uri(sky, quoted), "notFound": True}
    view = post_view(sky, quoted)
    kept = ("uri", "cid", "author", "labels", "indexedAt")
    return {"$type": "app.bsky.embed.record#viewRecord", "value": view["record"], **{name: view[name] for name in kept}}


def _card(sky: Sky, piece: Piece) -> Value | None:
    address = piece.link or next(iter(markup.addresses(days.wording(piece, sky.today))), None)
    return {"uri": address, "title": piece.title, "description": ""} if address else None


def list_view(sky: Sky, key: str, place: Place) -> Value:
    """`app.bsky.graph.defs#listView`, or a feed generator's, for they say much the same."""
    owner = sky.scene.speakers[place.by]
    return {
        "uri": place_uri(sky, place),
        "cid": cid(key),
        "name": place.title,
        "displayName": place.title,
        "purpose": "app.bsky.graph.defs#curatelist",
        "description": place.about,
        "creator": author_view(owner, whole=True),
        "listItemCount": len(place.members),
        "indexedAt": instant(sky.today),
    }


def place_uri(sky: Sky, place: Place) -> str:
    """Return the at-uri of a list or a feed; its number holds the collection."""
    return f"at://{sky.scene.speakers[place.by].number}/{place.number}"


def words_of(text: str) -> Sequence[str]:
    """Return the words that search looks at, in small letters; tags keep their #."""
    return re.findall(r"#?\w+", text.casefold())


def rss(sky: Sky, speaker: Speaker, own: Sequence[Piece]) -> bytes:
    """The RSS that the web app makes of a profile: no titles, at-uris for ids, and dates of a kind of its own."""
    link = f"https://bsky.app/profile/{speaker.handle}"
    items = "".join(
        f"<item><link>{link}/post/{piece.number}</link>"
        f"<description>{escape(piece.text.strip(), quote=False)}</description>"
        f'<pubDate>{piece.at:%d %b %Y %H:%M} +0000</pubDate><guid isPermaLink="false">{uri(sky, piece)}</guid></item>'
        for piece in own
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0"><channel><description>{escape(speaker.bio)}'
        f"</description><link>{link}</link><title>@{speaker.handle} - {escape(speaker.name)}</title>{items}"
        "</channel></rss>\n"
    ).encode()


def _label(source: str, target: str, value: str, at: datetime) -> Value:
    return {"ver": 1, "src": source, "uri": target, "val": value, "cts": instant(at)}
