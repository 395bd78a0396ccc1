"""Items in, stories out: what is about one thing becomes one entry that keeps every voice.

First what is certain: one address, one paper, an answer, the same words (bonds.py). Then what tells one story in words
of its own (topics.py). The lead is the original, not the loudest: what stands at the link itself, else what was there
first.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from generator.edit import topics
from generator.edit.bonds import addresses, bonds, link, open_copies, own_address, recorded, retracted
from generator.edit.meaning import Meaning, words_of
from generator.model import Item, Story
from generator.text import host

__all__ = ["LATE", "addresses", "gather", "link", "retracted", "silent"]

LATE = datetime.max.replace(tzinfo=UTC)
BELATED = timedelta(days=2)
"""So long before we first saw it an item may say it was published, and be believed to be the original: whoever copies
can give any date. Sources are asked daily."""


Thing = TypeVar("Thing")


def gather(items: Iterable[Item], meaning: Meaning | None = None) -> tuple[Story, ...]:
    """Join the items into stories, ordered by the id of their leads; every item is in exactly one.

    Args:
        items: In any order.
        meaning: What they are about; without it, only what is certain is joined.
    """
    ordered = sorted(items, key=lambda item: item.id)
    texts = ["" if silent(item) or retracted(item) else f"{item.title}\n{item.text}" for item in ordered]
    stories = [_story(group) for group in _joined(ordered, bonds(ordered, texts))]
    if meaning:
        groups = _joined(stories, _retold(stories, meaning))
        stories = [
            group[0] if len(group) == 1 else _story([item for story in group for item in story.items])
            for group in groups
        ]
    return tuple(sorted(stories, key=lambda story: story.lead.id))


def silent(item: Item) -> bool:
    """Whether only the link of an item is known, because its author has not agreed to more, or it has no words."""
    said = item.text or item.alts or item.about
    return not (said if item.kind == "post" else said or item.title)


def _retold(stories: Sequence[Story], meaning: Meaning) -> Iterable[tuple[int, int]]:
    """Yield the places of stories that are one, told in other words; for each speaks the first text that was read."""
    spoken = {place: item for place, story in enumerate(stories) if (item := _spokesman(story, meaning))}
    places = sorted(spoken, key=lambda place: (-_closest(spoken[place], meaning), spoken[place].id))[: topics.MOST]
    places.sort(key=lambda place: spoken[place].id)
    read = [spoken[place] for place in places]
    rows = meaning.vectors[[meaning.places[item.id] for item in read]] if meaning.vectors is not None else None
    for one, other in topics.alike([words_of(item) for item in read], [item.voice.key for item in read], rows):
        yield places[one], places[other]


def _spokesman(story: Story, meaning: Meaning) -> Item | None:
    known = (item for item in story.items if meaning.vectors is None or item.id in meaning.places)
    return next((item for item in known if not (silent(item) or retracted(item))), None)


def _closest(item: Item, meaning: Meaning) -> float:
    return max((close.value for close in meaning.closeness.get(item.id, ())), default=0.0)


def _joined(things: Sequence[Thing], pairs: Iterable[tuple[int, int]]) -> list[list[Thing]]:
    """Return the groups that pairs of places make (union-find), in the order of their first members."""
    roots = list(range(len(things)))
    for one, other in pairs:
        low, high = sorted((_root(roots, one), _root(roots, other)))
        roots[high] = low
    groups: defaultdict[int, list[Thing]] = defaultdict(list)
    for place, thing in enumerate(things):
        groups[_root(roots, place)].append(thing)
    return list(groups.values())


def _root(roots: list[int], place: int) -> int:
    while roots[place] != place:
        roots[place] = roots[roots[place]]
        place = roots[place]
    return place


def _story(group: Sequence[Item]) -> Story:
    if len(group) == 1:
        return Story(key=group[0].id, lead=group[0], items=tuple(group))
    shared = Counter(address for item in group for address in addresses(item))
    links = {address for address, count in shared.items() if count > 1}
    copies = {copy for item in group for copy in open_copies(item)}
    items = sorted(group, key=lambda item: (_standing(item, links | copies), *_age(item)))
    key = min(links, key=lambda address: (-shared[address], address)) if links else items[0].id
    return Story(key=key, lead=items[0], items=tuple(items))


def _standing(item: Item, links: Container[str | None]) -> tuple[bool, ...]:
    """Return what keeps an item from leading: silence, no link to it, an answer, a register, a reprint."""
    home = host(item.voice.address or item.voice.key)
    return (
        silent(item),
        own_address(item) not in links,
        item.reply_to is not None,
        recorded(item) is not None,
        host(item.url) != home,
    )


def _age(item: Item) -> tuple[datetime, datetime, str, str]:
    """Return when an item was there, as far as it can be believed; equals are told apart by what they say."""
    when = item.when or LATE
    believed = max(when, item.seen - BELATED) if item.seen else when
    return believed, when, item.url, item.id
