"""Items in, stories out: what is about one thing becomes one entry that keeps every voice.

Three things make items one story: the same canonical link, near-duplicate text, a reply to another of them. The lead is
the original, not the loudest: what stands at the link itself, else what was there first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from generator.edit import near
from generator.edit.meaning import Meaning
from generator.model import Item, Story
from generator.text import canonical

LATE = datetime.max.replace(tzinfo=UTC)


def gather(items: Sequence[Item], meaning: Meaning | None = None) -> tuple[Story, ...]:  # noqa: ARG001
    """Join the items into stories, ordered by the id of their leads; every item is in exactly one."""
    ordered = sorted(items, key=lambda item: item.id)
    roots = list(range(len(ordered)))
    for one, other in _bonds(ordered):
        _join(roots, one, other)
    groups: defaultdict[int, list[Item]] = defaultdict(list)
    for place, item in enumerate(ordered):
        groups[_root(roots, place)].append(item)
    return tuple(sorted((_story(group) for group in groups.values()), key=lambda story: story.lead.id))


def link(item: Item) -> str | None:
    """Return the canonical address of what an item is about, or None where it is about nothing but itself.

    A front page is no story: two posts that link to the same museum speak of two exhibitions.
    """
    about = item.about or (item.links[0] if item.kind == "post" and len(item.links) == 1 else None)
    if about is None:
        return None
    return _page(about)


def _page(address: str) -> str | None:
    """Return the canonical form of an address, or None for a front page and for what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return canonical(address) if parts.path.strip("/") or parts.query else None


def addresses(item: Item) -> tuple[str, ...]:
    """Return the canonical addresses under which an item can be met again: its own and the one it is about.

    Neither of them where it is a front page: a feed without addresses of its own gives all its items that of the site.
    """
    return tuple(dict.fromkeys(found for found in (_page(item.url), link(item)) if found))


def silent(item: Item) -> bool:
    """Whether only the link of a post is known, because its author has not agreed to more, or it has no words."""
    return item.kind == "post" and not (item.text or item.alts or item.about)


def retracted(item: Item) -> bool:
    """Whether an item is a paper that its publisher has taken back; one that only speaks of such a paper is not."""
    own = f"{item.id} {item.url}".lower()
    return any(work.retracted and work.doi in own for work in item.works)


def _bonds(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield the places of items that belong together."""
    places: dict[str, int] = {}
    names = {name: place for place, item in enumerate(items) for name in (item.url, item.id)}
    for place, item in enumerate(items):
        for address in addresses(item):
            yield places.setdefault(address, place), place
        if item.reply_to in names:
            yield names[item.reply_to], place
    yield from near.pairs(["" if silent(item) else f"{item.title}\n{item.text}" for item in items])


def _root(roots: list[int], place: int) -> int:
    while roots[place] != place:
        roots[place] = roots[roots[place]]
        place = roots[place]
    return place


def _join(roots: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(roots, one), _root(roots, other)))
    roots[high] = low


def _story(group: Sequence[Item]) -> Story:
    shared = Counter(address for item in group for address in addresses(item))
    links = {address for address, count in shared.items() if count > 1}

    def age(item: Item) -> tuple[bool, bool, bool, datetime, str, str]:
        return (
            silent(item),
            canonical(item.url) not in links,
            item.reply_to is not None,
            item.when or LATE,
            item.url,
            item.id,
        )

    items = sorted(group, key=age)
    key = min(links, key=lambda address: (-shared[address], address)) if links else items[0].id
    return Story(key=key, lead=items[0], items=tuple(items))
