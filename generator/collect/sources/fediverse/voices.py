"""An account of a Mastodon server as JSON in, who speaks out; pure.

Fields after https://docs.joinmastodon.org/entities/Account/.
"""

import re
from collections.abc import Mapping
from typing import Any

from generator import text
from generator.collect.given import flag, link, mappings, number, string
from generator.collect.sources import draft, objections
from generator.collect.sources.fediverse import consent
from generator.model import Voice

SHORTCODE = re.compile(r":[\w.+-]{1,60}:")


def voice(account: Mapping[str, Any], server: str) -> Voice | None:
    """Read an account as a voice; None where it has no page of its own."""
    profile = link(account.get("url"))
    if not profile:
        return None
    made = draft.iso(account.get("created_at"))
    return Voice(
        key=profile,
        name=name(account) or handle(account, server),
        address=profile,
        network="mastodon",
        since=made.date() if made else None,
        bot=flag(account.get("bot")),
        followers=number(account.get("followers_count")),
        following=number(account.get("following_count")),
        posts=number(account.get("statuses_count")),
        bio=text.plain(string(account.get("note"))[: objections.NOTE], 2_000),
        links=_verified(account),
    )


def name(account: Mapping[str, Any]) -> str:
    """Return the display name, "" where it is empty or made of pictures only."""
    return text.one_line(spoken(string(account.get("display_name")), account), text.NAME)


def handle(account: Mapping[str, Any], server: str) -> str:
    """Return @name@host; the server's own people come without their host."""
    said = text.one_line(string(account.get("acct")), text.NAME)
    return f"@{said}" if "@" in said else f"@{said}@{text.host(server)}"


def spoken(words: str, owner: Mapping[str, Any]) -> str:
    """Return words without the shortcodes of pictures, which mean something on their server only."""
    pictures = {f":{emoji.get('shortcode')}:" for emoji in mappings(owner.get("emojis"))}
    if not pictures:
        return words
    found = SHORTCODE.sub(lambda code: "" if code[0] in pictures else code[0], words)
    return "\n".join(text.BLANKS.sub(" ", line).strip() for line in found.split("\n")).strip()


def _verified(account: Mapping[str, Any]) -> tuple[str, ...]:
    """Return own addresses that the voice's server has checked (rel=me)."""
    fields = (part for part in mappings(account.get("fields"), consent.FIELDS) if part.get("verified_at"))
    return tuple(dict.fromkeys(own for part in fields for own in text.links(string(part.get("value")), "")))
