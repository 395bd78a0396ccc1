"""A hashtag on one server in, what it gave of it out: pages of the API, or whatever else the server leaves open.

Asked in this order, each only where the one before was refused: everything, as a stranger; everything, with a token
that the owner has for this server; the server's own part of it, as a stranger; its RSS; the API of Misskey. Nothing is
asked beforehand about the server (`/api/v2/instance`, nodeinfo): where it is open that would be a request for nothing,
and where it is closed the refusal says as much.

Facts and limits: https://docs.joinmastodon.org/methods/timelines/#tag and Mastodon's tag_controller and tag_feed.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import quote, urlencode

from generator import text
from generator.collect.sources import draft, microblog
from generator.collect.sources.fediverse import door, misskey, rss, timelines
from generator.collect.sources.fediverse.door import BUSY, UNKNOWN, Place
from generator.collect.sources.fediverse.timelines import LIMIT, Errand
from generator.collect.sources.fediverse.union import Found
from generator.collect.words import FEEDS, OPEN, Seal
from generator.errors import StreetError
from generator.model import Item, Source

TAGS = 4
"""Tags Mastodon looks at in `any` (the main one among them), `all` and `none`."""
MOST = MappingProxyType({"any": TAGS - 1, "all": TAGS, "none": TAGS})
"""Option -> how many of its tags are asked for."""
RSS_LIMIT = 200
RIGHT = "read:statuses"
RSS_NOTE = (
    "{host} keeps its API closed to strangers; its RSS feed was read instead, which has fewer posts. It does not say "
    "who wants to be listed, so only links to the posts are kept."
)
MISSKEY_NOTE = "{host} does not say who wants to be listed, so only links to the posts are kept."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A hashtag as it is asked for."""

    tag: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    """Tags beyond those that servers look at, as the owner reads them."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what is not asked for."""
        words = (
            f"Servers look at {TAGS} tags at most of each kind, so these were passed over: {', '.join(self.unheard)}."
        )
        return (words,) if self.unheard else ()


def wish(source: Source) -> Wish:
    """Return what a source asks for."""
    written = {name: _tags(source, name) for name in MOST}
    unheard = (f"#{tag} ({name})" for name, most in MOST.items() for tag in written[name][most:])
    heard = {name: written[name][:most] for name, most in MOST.items()}
    return Wish(tag=source.address.strip().lstrip("#"), **heard, unheard=tuple(unheard))


def _tags(source: Source, name: str) -> tuple[str, ...]:
    return tuple(tag.strip().lstrip("#") for tag in door.option(source, name) if tag.strip("# "))


async def ask(errand: Errand, wanted: Wish) -> Found:
    """Return what one server gives of a hashtag; its failure is a part of that."""

    async def whole(seal: Seal) -> Found:
        return await _pages(errand, wanted, seal=seal)

    try:
        return await door.opened(errand.place, errand.street, whole, RIGHT)
    except StreetError as error:
        refusal = error
    if refusal.status == UNKNOWN:
        return await _unknown(errand, wanted, refusal)
    if not door.is_closed(refusal) and refusal.kind != "token":
        return Found(failure=door.named(errand.place, refusal))
    found = await _half(errand, wanted)
    return replace(found, notes=(refusal.words, *found.notes)) if refusal.kind == "token" else found


async def _half(errand: Errand, wanted: Wish) -> Found:
    """Read what a server shows that keeps its view of the fediverse to its members."""
    try:
        found = await _pages(errand, wanted, local=True)
    except StreetError as error:
        if not door.is_closed(error):
            return Found(failure=door.named(errand.place, error))
        return await _rss(errand, wanted)
    note = f"{errand.place.host} shows strangers the posts of its own members only."
    return replace(found, notes=(*found.notes, note), whole=False)


async def _unknown(errand: Errand, wanted: Wish, error: StreetError) -> Found:
    """Tell a tag nobody has used yet (the code says 200, the documentation 404) from a server of another kind."""
    if not door.is_unknown(error) and (found := await _misskey(errand, wanted)):
        return found
    words = f"{errand.place.host} does not know #{wanted.tag}."
    hint = f"{words} If it should, look whether {errand.place.host} is the name of a Mastodon server."
    return Found(notes=(hint,), whole=door.is_unknown(error))


async def _pages(errand: Errand, wanted: Wish, *, local: bool = False, seal: Seal = OPEN) -> Found:
    def address(here: str | None) -> str:
        return _address(errand.place, wanted, here, local=local)

    return await timelines.timeline(errand, address, seal=seal, named=False)


def _address(place: Place, wanted: Wish, here: str | None, *, local: bool) -> str:
    """Return the address of a page; Mastodon's own links to it forget `any`, `all` and `none`."""
    query = [("limit", str(LIMIT))]
    query += [(f"{name}[]", tag) for name in ("any", "all", "none") for tag in getattr(wanted, name)]
    query += [("local", "true")] if local else []
    query += [("max_id", here)] if here else []
    return f"{place.server}/api/v1/timelines/tag/{quote(wanted.tag, safe='')}?{urlencode(query)}"


# ---------------------------------------------------------------- Misskey


async def _misskey(errand: Errand, wanted: Wish) -> Found | None:
    """Ask as programs of the Misskey family are asked; None where this is none of them."""
    try:
        groups = [[tag, *wanted.all] for tag in (wanted.tag, *wanted.any)]
        found = await misskey.tagged(errand, groups)
    except StreetError as error:
        return Found(failure=error) if error.status == BUSY else None
    fitting = tuple(microblog.bare(item, item.voice) for item in found.items if _fits(item, wanted))
    return replace(found, items=(), links=fitting, notes=(MISSKEY_NOTE.format(host=errand.place.host), *found.notes))


# ---------------------------------------------------------------- RSS


async def _rss(errand: Errand, wanted: Wish) -> Found:
    """Read the RSS of the hashtag; it knows nothing of `all` and `none`, which are therefore looked at here.

    It gathers people who were not asked and has no errand.place for their wishes: only the way to their posts is kept.
    """
    items: tuple[Item, ...] = ()
    missing = 0
    for tag in (wanted.tag, *wanted.any):
        try:
            items += await _rss_of(f"{errand.place.server}/tags/{quote(tag, safe='')}.rss?limit={RSS_LIMIT}", errand)
        except StreetError as error:
            if error.status != UNKNOWN:
                return Found(failure=_no_rss(errand.place, error))
            missing += 1
    if missing == 1 + len(wanted.any):
        return await _misskey(errand, wanted) or Found(failure=_nothing(errand.place))
    return Found(
        links=tuple(microblog.bare(item) for item in draft.once(items) if _fits(item, wanted)),
        notes=(RSS_NOTE.format(host=errand.place.host),),
    )


def _nothing(place: Place) -> StreetError:
    words = (
        f"{place.host} keeps its API closed to strangers and has no RSS for this hashtag. Name another server, or put "
        f"a token of your account there into {place.token}."
    )
    return StreetError(words, status=UNKNOWN)


def _no_rss(place: Place, error: StreetError) -> StreetError:
    if error.status in door.CLOSED:
        words = (
            f"{place.host} keeps its API and its RSS closed to strangers. Name another server, or put a token of your "
            f"account there into {place.token}."
        )
    else:
        words = f"{place.host} keeps its API closed to strangers, and its RSS could not be read: {error.words}"
    return error.saying(words)


async def _rss_of(url: str, errand: Errand) -> tuple[Item, ...]:
    answer = await errand.street.get(url, accept=FEEDS, conditional=False)
    return await asyncio.to_thread(rss.items, answer, errand.source.key)


def _fits(item: Item, wanted: Wish) -> bool:
    has = _folded(item.tags)
    return _folded(wanted.all) <= has and not has & _folded(wanted.none)


def _folded(tags: Sequence[str]) -> frozenset[str]:
    return frozenset(text.fold(tag) for tag in tags)
