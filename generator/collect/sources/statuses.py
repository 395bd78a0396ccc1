"""The JSON of a Mastodon timeline in, items and the number left out for each reason out; pure.

Fields after https://docs.joinmastodon.org/entities/Status/ as Mastodon 4.8, Pleroma and GoToSocial send them; what is
missing or of another type is unknown, never an error.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from generator import text
from generator.collect.sources import consent, draft, posts
from generator.errors import StreetError
from generator.model import Item, Reactions, Voice

NOT_A_TIMELINE = "This server does not answer as Mastodon does."
POSTS = 100
"""Posts read of one page; we ask for 40."""
CURSOR = re.compile(r"[A-Za-z0-9_.~:-]{1,100}")
SHORTCODE = re.compile(r":[\w.+-]{1,60}:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One page of a timeline."""

    items: tuple[Item, ...] = ()
    """What may be listed, in the order of the page."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Key of consent.REASONS -> number of posts."""
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Key of consent.REASONS -> ids and addresses of the posts and, where it is about their authors, of these."""
    oldest: datetime | None = None
    last: str | None = None
    """The id of the last post on this server."""


def parse(body: bytes, server: str, source: str) -> Timeline:
    """Read a page of a timeline of `server` (https://host) as items of `source`; StreetError where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StreetError(NOT_A_TIMELINE, kind="not-mastodon") from error
    if not isinstance(found, list):
        raise StreetError(NOT_A_TIMELINE, kind="not-mastodon")
    page = [status for status in found[:POSTS] if isinstance(status, Mapping)]
    reasons = [consent.reason(status) for status in page]
    items = (_item(status, server, source) for status, reason in zip(page, reasons, strict=True) if not reason)
    times = [found for status in page if (found := draft.iso(status.get("created_at")))]
    return Timeline(
        items=_threaded([(status, item) for status, item in items if item]),
        left_out=Counter(reason for reason in reasons if reason),
        refused=_refused(zip(page, reasons, strict=True)),
        oldest=min(times, default=None),
        last=cursor(page[-1].get("id")) if page else None,
    )


def cursor(value: object) -> str | None:
    """Return the id of a post where it can be asked with; ids are opaque, but those of all servers are plain words."""
    return value if isinstance(value, str) and CURSOR.fullmatch(value) else None


def _refused(pairs: Iterable[tuple[Mapping[str, Any], str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for status, reason in pairs:
        if reason:
            names = [_string(status.get("uri")), _link(status.get("url"))]
            names += [_link(_mapping(status.get("account")).get("url"))] if reason in consent.OF_AUTHORS else []
            found.setdefault(reason, set()).update(name for name in names if name)
    return {reason: frozenset(names) for reason, names in found.items()}


def _threaded(pairs: Sequence[tuple[Mapping[str, Any], Item]]) -> tuple[Item, ...]:
    """Name the post that a later part of a thread answers by its own id where it is on the page."""
    known = {_string(status.get("id")): item.id for status, item in pairs}
    return tuple(
        replace(item, reply_to=known.get(item.reply_to, item.reply_to)) if item.reply_to else item for _, item in pairs
    )


def _item(status: Mapping[str, Any], server: str, source: str) -> tuple[Mapping[str, Any], Item | None]:
    url = text.address(_string(status.get("url"))) or text.address(_string(status.get("uri")))
    voice = _voice(_mapping(status.get("account")), server)
    if not url or not voice:
        return status, None
    words = posts.read(_string(status.get("content")), url)
    about = _about(status, words.links)
    item = Item(
        id=text.one_line(_string(status.get("uri")), 1_000) or url,
        source=source,
        url=url,
        voice=voice,
        text="\n\n".join(part for part in (words.text, _poll(status)) if part),
        published=draft.iso(status.get("created_at")),
        updated=draft.iso(status.get("edited_at")),
        language=draft.language(status.get("language")),
        tags=draft.tags(tag.get("name") for tag in _list(status.get("tags"))),
        kind="post",
        links=words.links,
        warning=_warning(status),
        alts=_alts(status),
        reply_to=_reply_to(status),
        mentions=tuple(link for person in _list(status.get("mentions")) if (link := _link(person.get("url")))),
        reactions=_reactions(status),
    )
    return status, draft.about(item, about)


def _about(status: Mapping[str, Any], links: Iterable[str]) -> str | None:
    """Return what a post speaks of: its card, else its first link, else the post it quotes."""
    quoted = _mapping(_mapping(status.get("quote")).get("quoted_status"))
    card = _link(_mapping(status.get("card")).get("url"))
    return card or next(iter(links), None) or _link(quoted.get("url"))


def _warning(status: Mapping[str, Any]) -> str:
    said = text.one_line(_string(status.get("spoiler_text")))
    return said or (posts.SENSITIVE if status.get("sensitive") is True else "")


def _alts(status: Mapping[str, Any]) -> tuple[str, ...]:
    found = (
        text.one_line(_string(media.get("description")), 1_000) for media in _list(status.get("media_attachments"))
    )
    return tuple(dict.fromkeys(words for words in found if words))


def _poll(status: Mapping[str, Any]) -> str:
    options = _list(_mapping(status.get("poll")).get("options"))
    return "\n".join(f"– {title}" for option in options if (title := text.one_line(_string(option.get("title")))))


def _reply_to(status: Mapping[str, Any]) -> str | None:
    return _string(status.get("in_reply_to_id")) or None


def _reactions(status: Mapping[str, Any]) -> Reactions:
    return Reactions(
        replies=_number(status.get("replies_count")),
        shares=_number(status.get("reblogs_count")),
        likes=_number(status.get("favourites_count")),
    )


def _voice(account: Mapping[str, Any], server: str) -> Voice | None:
    profile = _link(account.get("url"))
    if not profile:
        return None
    handle = _string(account.get("acct"))
    made = draft.iso(account.get("created_at"))
    return Voice(
        key=profile,
        name=_name(account) or f"@{handle if '@' in handle else handle + '@' + text.host(server)}",
        address=profile,
        network="mastodon",
        since=made.date() if made else None,
        bot=account["bot"] if isinstance(account.get("bot"), bool) else None,
        followers=_number(account.get("followers_count")),
        following=_number(account.get("following_count")),
        posts=_number(account.get("statuses_count")),
        bio=text.plain(_string(account.get("note"))[: consent.NOTE], 2_000),
        links=_verified(account),
    )


def _name(account: Mapping[str, Any]) -> str:
    """Return the display name without the shortcodes of pictures, which mean something on their server only."""
    pictures = {f":{emoji.get('shortcode')}:" for emoji in _list(account.get("emojis"))}
    said = text.one_line(_string(account.get("display_name")), text.NAME)
    return " ".join(SHORTCODE.sub(lambda found: "" if found[0] in pictures else found[0], said).split())


def _verified(account: Mapping[str, Any]) -> tuple[str, ...]:
    """Return own addresses that the voice's server has checked (rel=me)."""
    fields = (part for part in _list(account.get("fields")) if part.get("verified_at"))
    return tuple(dict.fromkeys(link for part in fields for link in text.links(_string(part.get("value")), "")))


# ---------------------------------------------------------------- strangers' JSON


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    """Return a count; servers that hide one send 0 or -1, and -1 is no number of anything."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Mapping[str, Any]]:
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else ()


def _link(value: object) -> str | None:
    return text.address(value) if isinstance(value, str) else None
