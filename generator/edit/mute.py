"""Items and the owner's mutes in; whether an item is muted, and by which mute, out."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from generator.model import Item, Mute
from generator.text import fold, host


def muting(item: Item, mutes: Sequence[Mute], zone: str) -> Mute | None:
    """Return the first mute that holds for an item, or None."""
    return next((mute for mute in mutes if MATCHES[mute.kind](item, mute.value) and holds(mute, item, zone)), None)


def holds(mute: Mute, item: Item, zone: str) -> bool:
    """Whether a mute held on the day the item appeared, in the site's zone; its last day included."""
    return mute.until is None or item.when is None or item.when.astimezone(ZoneInfo(zone)).date() <= mute.until


@lru_cache(maxsize=256)
def _phrase(value: str) -> re.Pattern[str]:
    """Compile a phrase so that it is found as whole words, whatever blanks stand between them."""
    body = r"\s+".join(re.escape(word) for word in fold(value).split())
    return re.compile(rf"(?<!\w){body}(?!\w)" if fold(value).isascii() else body)


@lru_cache(maxsize=1)
def _words(item: Item) -> str:
    """Return all that an item says; kept for the next phrase, as folding a text takes longer than searching it."""
    return fold("\n".join((item.title, item.text, item.warning, *item.alts)))


def _says(item: Item, value: str) -> bool:
    return bool(_phrase(value).search(_words(item)))


def _tagged(item: Item, value: str) -> bool:
    return fold(value).lstrip("#") in {fold(tag).lstrip("#") for tag in item.tags}


def _spoken(item: Item, value: str) -> bool:
    names = {fold(name).rstrip("/") for name in (item.voice.key, item.voice.name, item.voice.address or "")}
    wanted = {name.rstrip("/") for name in (fold(value), _profile(fold(value)))}
    return bool(names & wanted - {""})


def _profile(handle: str) -> str:
    """Return the profile address behind @name@host; servers of the Mastodon kind put it at https://host/@name."""
    name, _, server = handle.lstrip("@").partition("@")
    return f"https://{server}/@{name}" if server else handle


def _from(item: Item, value: str) -> bool:
    muted = fold(value).removeprefix("www.")
    hosts = (host(item.url), host(item.about or ""))
    return any(found == muted or found.endswith(f".{muted}") for found in hosts)


def _written(item: Item, value: str) -> bool:
    return item.language is not None and fold(item.language).split("-")[0] == fold(value).split("-")[0]


MATCHES: Mapping[str, Callable[[Item, str], bool]] = MappingProxyType(
    {"phrase": _says, "tag": _tagged, "voice": _spoken, "domain": _from, "language": _written}
)
"""What the owner can mute, and how each is recognised."""
