"""Observations of items, in any order and however often, in; the items they mean out. Pure.

Several sources may tell of one item: its own feed, a hashtag on two servers, another digest, a stranger. Whose words
count is decided here, and so is who may say that something is gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import AwareDatetime, TypeAdapter

from generator import text
from generator.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One line: at `seen`, this was the item; or the source said that the id is gone."""

    seen: AwareDatetime
    item: Item | None = None
    gone: str | None = None
    source: str | None = None


SIGHT = TypeAdapter(Sight)
ITEM = TypeAdapter(Item)

RETELLER = "gleaner "
"""How the key of a source begins that tells again, shorter, what others have written."""

Identity = tuple[str, str]
"""(Item.id, page of the voice): an id belongs to who speaks, so that no feed can overwrite another's post by naming its
id. The page is the Voice.key in its canonical form: a feed that goes over to https, or in which a second author turns
up (`#name` is added), still speaks of its old entries."""

HEARSAY = frozenset({"feed", "opml", "mastodon", "lemmy"})
"""Kinds of source that tell of people who are at home elsewhere; the other networks have their members in one place."""
RETOLD, HEARD, KNOWN = range(3)
"""How well a source knows what it tells."""
Seen = tuple[datetime, bytes, Item]
"""When an item was last seen, the bytes of that sight where two had to be compared, and the sight."""
Newest = dict[Identity, dict[str, Seen]]
"""Identity -> source -> its newest sight."""


def fold(seen: Iterable[Sight]) -> tuple[Item, ...]:
    """Fold observations, in any order and however often, into items."""
    newest: Newest = {}
    first: dict[Identity, dict[str, datetime]] = {}
    claimed: dict[tuple[str, str], set[Identity]] = {}
    gone: dict[tuple[str, str], datetime] = {}
    for sight in seen:
        if item := sight.item:
            who = (item.id, text.canonical(item.voice.key))
            since = first.setdefault(who, {})
            since[item.source] = min(sight.seen, since.get(item.source, sight.seen))
            claimed.setdefault((item.source, item.id), set()).add(who)
            _newer(newest.setdefault(who, {}), sight.seen, item)
        elif sight.gone is not None and sight.source is not None:
            key = (sight.source, sight.gone)
            gone[key] = max(sight.seen, gone.get(key, sight.seen))
    for (source, identity), when in gone.items():
        for who in claimed.get((source, identity), ()):
            _delete(newest[who], source, when, who)
    found = {who: _told(sights, first[who]) for who, sights in newest.items() if sights}
    return _ordered(found)


def _delete(sights: dict[str, Seen], source: str, when: datetime, who: Identity) -> None:
    """Delete what a source says is gone: its own sight, and all where it knows better than by hearsay."""
    everywhere = _standing(source, who[1]) == KNOWN and _speaks_for_itself(source)
    for each in [each for each, (seen, _, _) in sights.items() if seen <= when and (everywhere or each == source)]:
        del sights[each]


def _told(sights: Mapping[str, Seen], first: Mapping[str, datetime]) -> Item:
    """Choose whose words count; other digests only add that they passed it on.

    Of those who know, the newest; of hearsay the first: a feed that claims another's posts as its own comes later.
    """
    ranks = {source: _standing(source, item.voice.key) for source, (_, _, item) in sights.items()}
    best = [source for source in sorted(sights) if ranks[source] == max(ranks.values())]
    if max(ranks.values()) == HEARD:
        chosen = min(best, key=lambda source: (first[source], source))
    else:
        chosen = max(best, key=lambda source: (sights[source][0], ITEM.dump_json(sights[source][2])))
    item = sights[chosen][2]
    others = (voice for source in sorted(sights) if ranks[source] == RETOLD for voice in sights[source][2].shared_by)
    shared = tuple(dict.fromkeys((*item.shared_by, *others)))
    return replace(item, seen=min(first.values()), shared_by=shared)


def _standing(source: str, voice: str) -> int:
    """Say how well a source knows a voice: who is at home there, or on the one network there is; another by hearsay."""
    kind, _, address = source.partition(" ")
    if source.startswith(RETELLER):
        return RETOLD
    if kind not in HEARSAY:
        return KNOWN
    own = text.host(address) or address.rpartition("@")[2].lower()
    claimed, path = text.host(voice), urlsplit(voice).path.rstrip("/")
    at_home = bool(own) and (own == claimed or own.endswith(f".{claimed}") or claimed.endswith(f".{own}"))
    stranger = "//" in address and path and not urlsplit(address).path.startswith(path)  # many live at some hosts
    return KNOWN if at_home and not stranger else HEARD


def _speaks_for_itself(source: str) -> bool:
    """Tell whether a source is one voice: what is no longer under a hashtag or in a list may well be there still."""
    kind, _, address = source.partition(" ")
    return kind in {"feed", "opml"} or address.startswith(("@", "channel:", "u/"))


def _newer(sights: dict[str, Seen], seen: datetime, item: Item) -> None:
    known = sights.get(item.source)
    if known and seen < known[0]:
        return
    if known is None or seen > known[0]:
        sights[item.source] = (seen, b"", item)
    elif (mine := ITEM.dump_json(item)) > (known[1] or ITEM.dump_json(known[2])):
        sights[item.source] = (seen, mine, item)


def _ordered(items: Mapping[Identity, Item]) -> tuple[Item, ...]:
    """Order by id; where several voices claim one id, the first who was seen has it and the others get their own."""
    claims: dict[str, list[Item]] = {}
    for item in items.values():
        claims.setdefault(item.id, []).append(item)
    kept = []
    for claimants in claims.values():
        claimants.sort(key=lambda item: (item.seen, item.voice.key))
        kept += [claimants[0], *(replace(item, id=f"{item.id} {item.voice.key}") for item in claimants[1:])]
    return tuple(sorted(kept, key=lambda item: (item.id, item.voice.key)))
