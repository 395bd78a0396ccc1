"""The week's stories in, who met whom out: who answers, cites, passes on or names whom, and who speak of one thing.

Only who has said something for all to hear is there: somebody of whom no more than an address is known, because they
were named, or passed something on, meets nobody here. Machines do not either.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.edit.bonds import own_address, page_at, paper, recorded
from generator.edit.past import CIRCLE
from generator.edit.stories import LATE, silent
from generator.model import Bond, Item, Story, Voice
from generator.text import host

BONDS = tuple(Bond)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What one voice did towards another in a week, or what both did besides one another."""

    who: str
    """Voice.key of who did it; of two who share something, the first in the alphabet."""
    whom: str
    """Voice.key of whom it reached."""
    kinds: tuple[Bond, ...]
    """In the order of Bond."""
    times: int
    """In how many items, or of how many things both speak."""


class _Deed(NamedTuple):
    who: str
    whom: str
    bond: Bond
    item: str


class _Places(NamedTuple):
    """Where somebody is met."""

    items: Mapping[str, str]
    """Item.id and address of what was said -> Voice.key."""
    pages: Mapping[str, str]
    """Canonical address of a page that a voice wrote on a site of theirs -> Voice.key."""
    hosts: frozenset[str]
    """The hosts of these pages."""
    sites: Mapping[str, str]
    """Host at which one voice alone is at home -> Voice.key."""
    names: Mapping[str, str]
    """Key or profile -> Voice.key: a person with a site and an account is named by both."""


def heard(stories: Iterable[Story]) -> tuple[Item, ...]:
    """Return what people and organisations have said for all to hear, the oldest first."""
    items = (item for story in stories for item in story.items if not (silent(item) or item.voice.bot))
    return tuple(sorted(items, key=lambda item: (item.when or LATE, item.id)))


def who_met(stories: Sequence[Story], items: Sequence[Item]) -> tuple[Meeting, ...]:
    """Return the meetings of a week, ordered by who met whom; of each pair either what one did, or what both share.

    Args:
        stories: The stories of the week.
        items: What was heard of them, the oldest first.
    """
    places = _places(items)
    kinds: defaultdict[tuple[str, str], set[Bond]] = defaultdict(set)
    times: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for deed in (deed for item in items for deed in _deeds(item, places)):
        kinds[deed.who, deed.whom].add(deed.bond)
        times[deed.who, deed.whom].add(deed.item)
    shared = {
        pair: count for pair, count in _shared(stories, items).items() if pair not in kinds and pair[::-1] not in kinds
    }
    found = [
        *(Meeting(who=a, whom=b, kinds=_ordered(kinds[a, b]), times=len(each)) for (a, b), each in times.items()),
        *(Meeting(who=a, whom=b, kinds=(Bond.SHARES,), times=count) for (a, b), count in shared.items()),
    ]
    return tuple(sorted(found, key=lambda meeting: (meeting.who, meeting.whom)))


def _ordered(kinds: Iterable[Bond]) -> tuple[Bond, ...]:
    return tuple(sorted(kinds, key=BONDS.index))


# ---------------------------------------------------------------- towards another


def _deeds(item: Item, places: _Places) -> Iterator[_Deed]:
    """Yield what somebody did towards others by one item; who answers or cites another names them anyway."""
    own, met = item.voice.key, set[str]()
    found = (
        (Bond.ANSWERS, (places.items.get(item.reply_to or ""),)),
        (Bond.CITES, (_wrote(address, places) for address in _leads(item))),
        (Bond.NAMES, (places.names.get(name) for name in item.mentions)),
    )
    for bond, keys in found:
        for key in dict.fromkeys(keys):
            if key and key != own and key not in met:
                met.add(key)
                yield _Deed(own, key, bond, item.id)
    for name in item.shared_by:
        if (giver := places.names.get(name)) and giver != own:
            yield _Deed(giver, own, Bond.PASSES_ON, item.id)


def _leads(item: Item) -> tuple[str, ...]:
    """Return the addresses an item points to; the record of a paper is of its author, and points nowhere."""
    return () if recorded(item) else (*((item.about,) if item.about else ()), *item.links)


def _wrote(address: str, places: _Places) -> str | None:
    """Return who wrote what stands at an address, or whose the whole site is."""
    site = host(address)
    if owner := places.sites.get(site):
        return owner
    # Reading an address well costs 50 microseconds, and long articles link to thousands of them.
    return places.pages.get(page_at(address) or "") if site in places.hosts else None


def _places(items: Sequence[Item]) -> _Places:
    own = {(host(site), item.voice.key) for item in items for site in _sites(item.voice)}
    homes = {(host(_home(item.voice)), item.voice.key) for item in items}
    pages = _alone((address, item.voice.key) for item in items for address in _written(item))
    return _Places(
        items=_alone((name, item.voice.key) for item in items for name in (item.url, item.id)),
        pages=pages,
        hosts=frozenset(map(host, pages)),
        sites={site: key for site, key in _alone(sorted(own | homes)).items() if (site, key) in own},
        names=_alone((name, item.voice.key) for item in items for name in (item.voice.key, item.voice.address) if name),
    )


def _written(item: Item) -> Iterator[str]:
    """Yield the addresses of what a voice wrote: a page where it is at home, or a paper; anybody can point anywhere."""
    if doi := recorded(item):
        yield paper(doi)
    elif host(item.url) == host(_home(item.voice)) and (own := own_address(item)):
        yield own


def _sites(voice: Voice) -> Iterator[str]:
    """Yield the front pages that are a voice's home, or that its server has verified as an address of its own."""
    if voice.network == "web" and "#" not in voice.key:
        yield from filter(_front, (_home(voice),))
    yield from filter(_front, voice.links)


def _home(voice: Voice) -> str:
    return voice.address or voice.key


def _front(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and not (parts.path.strip("/") or parts.query or parts.fragment)


def _alone(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return name -> key, where a name has only one."""
    found: dict[str, str | None] = {}
    for name, key in pairs:
        found[name] = key if found.setdefault(name, key) == key else None
    return {name: key for name, key in found.items() if key}


# ---------------------------------------------------------------- beside one another


def _shared(stories: Iterable[Story], items: Sequence[Item]) -> Mapping[tuple[str, str], int]:
    """Return two voices -> of how many things both speak: a story, or a page that several stories point to."""
    said = {item.id for item in items}
    told = [[item for item in story.items if item.id in said] for story in stories]
    lead = {item.id: place for place, each in enumerate(told) for item in each}
    pointing: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        for address in _topics(item):
            pointing[address].append(item)
    pages = (each for each in pointing.values() if len({lead[item.id] for item in each}) > 1)
    groups = ([item.voice.key for item in each] for each in (*told, *pages) if len(each) > 1)
    return Counter(pair for group in groups for pair in _pairs(tuple(dict.fromkeys(group))))


def _topics(item: Item) -> Iterable[str]:
    """Return the pages that an item speaks of; the links of an article lead to licences and shops as well."""
    leads = _leads(item) if item.kind == "post" else filter(None, (item.about,))
    return dict.fromkeys(filter(None, map(page_at, leads)))


def _pairs(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every two of those who speak first; of a crowd, everybody else meets only the first of all."""
    for one, other in (*combinations(keys[:CIRCLE], 2), *((keys[0], key) for key in keys[CIRCLE:])):
        yield (one, other) if one < other else (other, one)
