"""The JSON of a Mastodon timeline in, items and the number left out for each reason out; pure.

Fields after https://docs.joinmastodon.org/entities/Status/ as Mastodon 4.8, Pleroma and GoToSocial send them; what is
missing or of another type is unknown, never an error.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from generator import text
from generator.collect.given import array, cursor, link, mapping, mappings, number, seconds, string
from generator.collect.sources import draft, microblog
from generator.collect.sources.fediverse import consent
from generator.collect.sources.fediverse.voices import handle, spoken, voice
from generator.model import Enclosure, Item, Reactions

NOT_A_TIMELINE = "This server does not answer as Mastodon does."
NOT_MASTODON = "not-mastodon"
POSTS = 100
"""Posts read of one page; we ask for 40."""
PARTS = 50
"""Attachments, mentions, authors, options that are looked at of one post."""
TAIL = 5
"""Posts at the end of a page that tell how far back it goes. Pleroma sorts by arrival: one old post proves nothing."""
LATE = timedelta(hours=1)
"""So far may the dates of a page be out of order before they tell that it is sorted by arrival."""
PLAYS = frozenset({"audio", "video"})
"""Attachments to hear or to see; a gifv is a picture that moves."""
TYPES = MappingProxyType(
    {
        "flac": "audio/flac", "m4a": "audio/mp4", "mov": "video/quicktime", "mp3": "audio/mpeg", "mp4": "video/mp4",
        "oga": "audio/ogg", "ogg": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav", "webm": "video/webm",
    }
)  # fmt: skip
"""End of an address -> media type, for Mastodon says no more than "audio" and "video"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One page of a timeline."""

    items: tuple[Item, ...] = ()
    """What may be listed, in the order of the page."""
    links: tuple[Item, ...] = ()
    """Posts to which only the way is kept."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Key of consent.REASONS -> number of posts."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Key of consent.REASONS -> ids and addresses of the posts and, where it is about their authors, of these."""
    reach: datetime | None = None
    """How far back the page goes: the newest date among its last few posts."""
    covers: datetime | None = None
    """From when on no post can stand behind this page."""
    last: str | None = None
    """The id of the last post on this server."""


def parse(body: bytes, server: str, source: str, *, named: bool = False) -> Timeline:
    """Read a page of a timeline of `server` (https://host) as items of `source`; StreetError where it is none.

    With `named`, its authors are people whom the owner names (see consent.py).
    """
    page = mappings(array(body, NOT_A_TIMELINE, kind=NOT_MASTODON), POSTS)
    reasons = [reason_against(status, named=named) for status in page]
    good = [status for status, reason in zip(page, reasons, strict=True) if not reason]
    read = [(status, item) for status in good if (item := _item(status, server, source))]
    items = list(zip((status for status, _ in read), _threaded(read), strict=True))
    return Timeline(
        items=tuple(item for status, item in items if not consent.is_shy(status.get("account"))),
        links=tuple(
            microblog.bare(item, item.voice, by=handle(mapping(status.get("account")), server))
            for status, item in items
            if consent.is_shy(status.get("account"))
        ),
        left_out=Counter(reason for reason in reasons if reason),
        refused=_refused(zip(page, reasons, strict=True)),
        reach=reach(status.get("created_at") for status in page),
        covers=covers(status.get("created_at") for status in page),
        last=cursor(page[-1].get("id")) if page else None,
    )


def reach(dates: Iterable[object]) -> datetime | None:
    """Return how far back a page goes, by the dates of its posts from the newest on."""
    known = [found for date in dates if (found := draft.iso(date))]
    return max(known[-TAIL:], default=None)


def covers(dates: Iterable[object]) -> datetime | None:
    """Return from when on no post can stand behind a page, by the dates of its posts from the newest on.

    That is its oldest date, where they are in order. A date behind an older one tells that posts stand in the order in
    which they arrived: then one that is missing may be as new as that.
    """
    known = [found for date in dates if (found := draft.iso(date))]
    late = (date for date, before in zip(known, accumulate(known, min), strict=True) if date - before > LATE)
    return max((min(known), *late)) if known else None


def reason_against(status: Mapping[str, Any], *, named: bool = False) -> str:
    """Return the key of consent.REASONS for which a post is left out, "" where it may be listed."""
    warned = status.get("sensitive") is True or bool(string(status.get("spoiler_text")).strip())
    return consent.reason(status, named=named) or ("sensitive" if warned and not _warning(status) else "")


def _refused(pairs: Iterable[tuple[Mapping[str, Any], str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for status, reason in pairs:
        if reason:
            names = [text.one_line(string(status.get("uri")), 1_000), link(status.get("url"))]
            names += [link(mapping(status.get("account")).get("url"))] if reason in consent.OF_AUTHORS else []
            found.setdefault(reason, set()).update(name for name in names if name)
    return {reason: frozenset(names) for reason, names in found.items()}


def _threaded(pairs: Sequence[tuple[Mapping[str, Any], Item]]) -> tuple[Item, ...]:
    """Name the post that a later part of a thread answers by its global id, where that is on the page, else not."""
    known = {string(status.get("id")): item.id for status, item in pairs}
    return tuple(replace(item, reply_to=known.get(item.reply_to)) if item.reply_to else item for _, item in pairs)


def _item(status: Mapping[str, Any], server: str, source: str) -> Item | None:
    url = link(status.get("url")) or link(status.get("uri"))
    account = mapping(status.get("account"))
    author = voice(account, server)
    if not url or not author:
        return None
    content = string(status.get("content"))
    words = microblog.read(microblog.unquoted(content) if status.get("quote") else content, url)
    item = Item(
        id=text.one_line(string(status.get("uri")), 1_000) or url,
        source=source,
        url=url,
        voice=author,
        text="\n\n".join(part for part in (spoken(words.text, status), _poll(status)) if part),
        published=draft.iso(status.get("created_at")),
        updated=draft.iso(status.get("edited_at")),
        language=draft.language(status.get("language")),
        tags=draft.tags(tag.get("name") for tag in mappings(status.get("tags"), PARTS)),
        kind="post",
        links=words.links,
        warning=_warning(status),
        alts=_alts(status),
        reply_to=_reply_to(status),
        mentions=_mentions(status, author.key),
        reactions=_reactions(status),
        media=_media(status),
    )
    return microblog.closed(item) if item.warning else draft.about(item, _about(status, words.links))


def _about(status: Mapping[str, Any], links: Iterable[str]) -> str | None:
    """Return what a post speaks of: its card, else its first link, else the post it quotes."""
    card = link(mapping(status.get("card")).get("url"))
    card = None if card and microblog.is_inside(card) else card
    return card or next(iter(links), None) or _quoted(status)


def _quoted(status: Mapping[str, Any]) -> str | None:
    """Return the address of the post that is quoted; its words are never taken.

    Where its author has not agreed to the quotation, or does not want to be listed, not even its address is.
    """
    quote = mapping(status.get("quote"))
    post = mapping(quote.get("quoted_status"))
    if quote.get("state", "accepted") != "accepted" or not post:
        return None
    known = {"visibility": "public", **post}
    return None if consent.reason(known) in consent.PLAIN else link(post.get("url"))


def _mentions(status: Mapping[str, Any], author: str) -> tuple[str, ...]:
    """Return the profiles of those whom the post names, and of those who say that they wrote the linked page."""
    people = [person.get("url") for person in mappings(status.get("mentions"), PARTS)]
    writers = mappings(mapping(status.get("card")).get("authors"), PARTS)
    people += [mapping(writer.get("account")).get("url") for writer in writers]
    found = (profile for person in people if (profile := link(person)) and profile != author)
    return tuple(dict.fromkeys(found))


def _warning(status: Mapping[str, Any]) -> str:
    return text.one_line(spoken(string(status.get("spoiler_text")), status))


def _alts(status: Mapping[str, Any]) -> tuple[str, ...]:
    found = (
        text.one_line(string(media.get("description")), 1_000)
        for media in mappings(status.get("media_attachments"), PARTS)
    )
    return tuple(dict.fromkeys(words for words in found if words))


def _media(status: Mapping[str, Any]) -> tuple[Enclosure, ...]:
    """Return what there is to hear or to see; pictures are kept as their descriptions."""
    found: dict[str, Enclosure] = {}
    for media in mappings(status.get("media_attachments"), PARTS):
        place = link(media.get("url")) or link(media.get("remote_url"))
        if place and string(media.get("type")) in PLAYS:
            end = urlsplit(place).path.rpartition(".")[2].lower()
            duration = mapping(mapping(media.get("meta")).get("original")).get("duration")
            found[place] = Enclosure(address=place, type=TYPES.get(end, ""), seconds=seconds(duration))
    return tuple(found.values())


def _poll(status: Mapping[str, Any]) -> str:
    options = mappings(mapping(status.get("poll")).get("options"), PARTS)
    titles = (text.one_line(spoken(string(option.get("title")), status)) for option in options)
    return "\n".join(f"– {title}" for title in titles if title)


def _reply_to(status: Mapping[str, Any]) -> str | None:
    return string(status.get("in_reply_to_id")) or None


def _reactions(status: Mapping[str, Any]) -> Reactions:
    return Reactions(
        replies=number(status.get("replies_count")),
        shares=number(status.get("reblogs_count")),
        likes=number(status.get("favourites_count")),
    )
