"""A post or a person of the sample in, the entities of X's API v2 out, in the older spelling of their fields."""

import re
from datetime import datetime
from hashlib import sha256

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene, Speaker
from generator.demo.networks import x_query

SHORT = "t.co"
"""The machine behind every address in a text."""
Value = dict[str, object]


def post_entity(scene: Scene, piece: Piece, today: datetime) -> Value:
    """A post in the older spelling."""
    text, urls, tags = text_and_entities(days.wording(piece, today))
    replies, shares, likes = piece.counts
    pairs = ((piece.re, "replied_to"), (piece.quotes, "quoted"), (piece.shares, "retweeted"))
    referred = [{"type": kind, "id": number} for number, kind in pairs if number]
    return {
        "id": piece.number,
        "text": text,
        "author_id": scene.speakers[piece.by].number,
        "lang": piece.language or scene.speakers[piece.by].language,
        "created_at": f"{piece.at:%Y-%m-%dT%H:%M:%S}.000Z",
        "possibly_sensitive": "sensitive" in piece.labels,
        "edit_history_tweet_ids": [piece.number],
        "public_metrics": {
            "retweet_count": shares, "reply_count": replies, "like_count": likes, "quote_count": 0,
            "bookmark_count": 0, "impression_count": 40 * likes,
        },
        "entities": {"urls": urls, "hashtags": tags},
        **({"referenced_tweets": referred} if referred else {}),
    }  # fmt: skip


def text_and_entities(text: str) -> tuple[str, list[Value], list[Value]]:
    """Return the text with t.co for each address, and where addresses and tags stand, in code points."""
    whole, end = "", 0
    urls: list[Value] = []
    tags: list[Value] = []
    text = "\n\n".join(markup.paragraphs(text))
    for found in markup.TOKEN.finditer(text):
        whole += text[end : found.start()]
        end = found.end()
        shown = short(found["url"]) if found["url"] else found[0]
        span = {"start": len(whole), "end": len(whole) + len(shown)}
        if address := found["url"]:
            bare = address.partition("://")[2]
            urls.append({**span, "url": shown, "expanded_url": address, "display_url": bare[:30]})
        elif found["tag"]:
            tags.append({**span, "tag": found["tag"]})
        whole += shown
    return whole + text[end:], urls, tags


def short(address: str) -> str:
    """Return the t.co address that stands for another one."""
    return f"https://{SHORT}/{sha256(address.encode()).hexdigest()[:10]}"


def user_entity(speaker: Speaker) -> Value:
    """A user."""
    return {
        "id": speaker.number, "username": speaker.handle, "name": speaker.name, "verified": False,
        "verified_type": "none", "protected": bool(speaker.refuses), "description": speaker.bio,
        "created_at": f"{speaker.since}T00:00:00.000Z",
        "public_metrics": {
            "followers_count": speaker.followers, "following_count": speaker.following, "listed_count": 0,
            "tweet_count": speaker.posts,
        },
    }  # fmt: skip


def seen(scene: Scene, piece: Piece, today: datetime) -> x_query.Seen:
    """Return a post as a query looks at it."""
    text = days.wording(piece, today).lower()
    traits = {"is:reply": piece.re, "is:quote": piece.quotes, "has:links": markup.addresses(text)}
    return x_query.Seen(
        words=set(re.findall(r"\w+", text)),
        text=text,
        tags=markup.tags(text),
        by=scene.speakers[piece.by].handle.lower(),
        language=piece.language or scene.speakers[piece.by].language,
        traits={name for name, there in traits.items() if there},
    )
