"""The RSS of a Lemmy community in, items out; pure, for servers that keep their API closed.

Lemmy writes a line before the words of a post: "submitted by", points, comments, and the address it is about. That
line is read and taken away. RSS does not say who is a program, nor what is not for everybody; Lemmy leaves the latter
out of its feeds by itself.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from generator import text
from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.collect.sources.feeds import entries
from generator.model import Item, Reactions, Voice

NOT_A_FEED = "This server has no feed for this community, so it may not be a Lemmy server."
ANCHOR = r'<a href="([^"<>]{1,2048})">([^<>]{0,300})</a>'
HEAD = re.compile(
    rf"\s{{0,9}}submitted by {ANCHOR} to {ANCHOR}\s{{0,9}}<br\s?/?>\s{{0,9}}"
    rf"-?\d{{1,9}} points? \| {ANCHOR}(?:\s{{0,9}}<br\s?/?>\s{{0,9}}{ANCHOR})?"
)
ANSWERS = re.compile(r"(\d{1,9}) comments?")
PICTURES = re.compile(r"/pictrs/image/|\.(?:png|jpe?g|gif|webp|avif|mp4|webm)$", re.IGNORECASE)
"""Paths of pictures and films: a post that shows one is about itself."""


def parse(body: bytes, url: str, source: str, content_type: str = "") -> Parsed:
    """Read a feed that came from `url` as items of `source`; StreetError where it is none."""
    parsed, markups = entries.read(body, url, source, content_type, words=NOT_A_FEED)
    return replace(parsed, items=tuple(_post(item, markups) for item in parsed.items))


def _post(item: Item, markups: Mapping[str, str]) -> Item:
    """Return the entry as a post; its page is its id, for the link may lead to what it is about."""
    markup = markups.get(item.id) or markups.get(item.url, "")
    item = replace(item, kind="post", url=text.address(item.id) or item.url)
    head = HEAD.match(markup)
    if not head:
        return replace(item, voice=replace(item.voice, network="lemmy"))
    person, name, _, community, _, answers, outgoing, _ = head.groups()
    own = markup[head.end() :]
    told = ANSWERS.match(answers)
    post = replace(
        item,
        voice=_voice(person, name, item),
        text=text.plain(own),
        links=text.links(own, item.url),
        alts=text.alts(own),
        tags=draft.tags((html.unescape(community),)),
        reactions=Reactions(replies=int(told[1]) if told else None),
        about=None,
    )
    link = text.address(html.unescape(outgoing or ""), item.url) if outgoing else None
    return draft.about(post, None if link and PICTURES.search(urlsplit(link).path) else link)


def _voice(person: str, name: str, item: Item) -> Voice:
    profile = text.address(html.unescape(person), item.url)
    if not profile:
        return replace(item.voice, network="lemmy")
    shown = text.label(name, text.NAME) or text.host(profile)
    return Voice(key=profile, name=shown, address=profile, network="lemmy")
