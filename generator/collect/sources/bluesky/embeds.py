"""What hangs on a Bluesky post in: its link card, its pictures, what it quotes out; pure.

Title and description of a card are the words of the page and not of the person, and the text of a quoted post is
somebody else's: of both only the address is taken. What of it is worth reading, its own source may bring. Kinds of
embeds that are not known are passed over (https://atproto.com/lexicons/app-bsky-embed).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator import text
from generator.collect.given import link, mapping, mappings, string
from generator.collect.sources.bluesky.names import POST, did, place, profile

PICTURES = 20
"""Pictures of one post that are looked at; a gallery has that many."""
ALT = 2_000
"""Longest description of a picture, in characters."""
GIF = re.compile(r"\.(?:gif|webp)$", re.IGNORECASE)
GIF_HOSTS = frozenset({"media.tenor.com", "c.tenor.com", "media.giphy.com", "i.giphy.com", "static.klipy.com"})
"""Where apps get moving pictures from; they are put into posts as if they were links."""
ALT_MARK = re.compile(r"^alt:\s*", re.IGNORECASE)


def _name(embed: Mapping[str, Any]) -> str:
    """Return the kind of an embed, of a record or of a view of it."""
    return string(embed.get("$type")).removeprefix("app.bsky.embed.").removesuffix("#view").removesuffix("#main")


def _parts(embed: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return an embed as its parts: one, or a quotation and what stands beside it."""
    return (
        (mapping(embed.get("record")), mapping(embed.get("media"))) if _name(embed) == "recordWithMedia" else (embed,)
    )


def about(embed: Mapping[str, Any]) -> str | None:
    """Return the page of a link card."""
    cards = (_card(part) for part in _parts(embed))
    return next((page for card in cards if not _is_gif(card) and (page := link(card.get("uri")))), None)


def alts(embed: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the descriptions of pictures and videos, each once, in order."""
    found = (text.one_line(said, ALT) for part in _parts(embed) for said in _descriptions(part))
    return tuple(dict.fromkeys(said for said in found if said))


def quoted(embed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the view of the post that is quoted, {} where none is, or where its author does not allow it."""
    for part in _parts(embed):
        view = mapping(part.get("record"))
        if _name(part) in {"record", ""} and view.get("author") and place(view.get("uri"))[1] == POST:
            return {} if view.get("blocked") or view.get("detached") else view
    return {}


def quoted_page(embed: Mapping[str, Any]) -> str | None:
    """Return the page of the post that is quoted."""
    author, _, key = place(quoted(embed).get("uri"))
    return link(f"{profile(author)}/post/{key}") if did(author) else None


def _card(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(part.get("external")) if _name(part) == "external" else {}


def _is_gif(card: Mapping[str, Any]) -> bool:
    page = link(card.get("uri")) or ""
    return text.host(page) in GIF_HOSTS and bool(GIF.search(page.partition("?")[0]))


def _descriptions(part: Mapping[str, Any]) -> Sequence[str]:
    match _name(part):
        case "images":
            return [string(picture.get("alt")) for picture in mappings(part.get("images"), PICTURES)]
        case "gallery":
            pictures = mappings(part.get("items")) or mappings(part.get("media"))
            return [string(picture.get("alt")) for picture in pictures[:PICTURES]]
        case "video":
            return [string(part.get("alt"))]
        case "external" if _is_gif(_card(part)):
            return [ALT_MARK.sub("", string(_card(part).get("description")))]
        case _:
            return ()
