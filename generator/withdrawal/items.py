"""Items and sources in, those that are left of them without the people who are withdrawn out. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.model import Item, Source
from generator.withdrawal.people import VOICE, withheld

FEED = "feed "
"""How Source.key begins where one place is read, and not what many say of something."""


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
    """Return the sources that do not belong to somebody who is withdrawn; the others are neither asked nor shown.

    `feeds_of` finds those of theirs whose address says nothing of whose they are.
    """
    return tuple(source for source in sources if not withheld(withdrawn, source.key))


def feeds_of(items: Iterable[Item], withdrawn: Sequence[str]) -> tuple[str, ...]:
    """Return entries for feeds that hold nothing but what people who are withdrawn write, wherever these feeds lie.

    A feed whose keys tell its authors apart has several, whoever of them was heard.
    """
    theirs: dict[str, bool] = {}
    for item in items:
        if item.source.startswith(FEED):
            voice = item.voice
            alone = "#" not in voice.key and withheld(withdrawn, voice.key, voice.address, *voice.links)
            theirs[item.source] = theirs.get(item.source, True) and alone
    found = (VOICE + source for source, alone in theirs.items() if alone and not withheld(withdrawn, source))
    return tuple(sorted(found))
