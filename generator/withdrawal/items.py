"""Items and sources in, those that are left of them without the people who are withdrawn out. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.model import Edition, Item, Source
from generator.withdrawal.people import withheld


def items_without(items: Iterable[Item], withdrawn: Sequence[str]) -> tuple[Item, ...]:
    """Return items without those by people who are withdrawn, and without mention of them in the others."""
    if not withdrawn:
        return tuple(items)
    return tuple(kept for item in items if (kept := item_without(item, withdrawn)))


def item_without(item: Item, withdrawn: Sequence[str]) -> Item | None:
    """Return an item without mention of people who are withdrawn; None where it is by one of them."""
    voice = item.voice
    if withheld(withdrawn, voice.key, voice.address, *voice.links, item.id, item.url, item.source):
        return None
    links, mentions, shared_by = (_others(each, withdrawn) for each in (item.links, item.mentions, item.shared_by))
    about = None if withheld(withdrawn, item.about) else item.about
    reply_to = None if withheld(withdrawn, item.reply_to) else item.reply_to
    kept = replace(item, links=links, mentions=mentions, shared_by=shared_by, about=about, reply_to=reply_to)
    return kept if kept != item else item


def _others(addresses: Iterable[str], withdrawn: Sequence[str]) -> tuple[str, ...]:
    return tuple(address for address in addresses if not withheld(withdrawn, address))


def sources_without(sources: Iterable[Source], withdrawn: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources that do not belong to somebody who is withdrawn; the others are neither asked nor shown."""
    return tuple(source for source in sources if not withheld(withdrawn, source.key))


def voices(editions: Iterable[Edition] = (), items: Iterable[Item] = ()) -> Iterator[tuple[str | None, ...]]:
    """Yield each voice that can be seen with several addresses, as `people.widened` wants it."""
    for edition in editions:
        for pick in (*edition.picks, *(match for found in edition.alerts for match in found.matches)):
            yield pick.voice, pick.address
        for node in edition.network.nodes:
            yield node.voice, node.address
    for item in items:
        yield item.voice.key, item.voice.address, *item.voice.links
