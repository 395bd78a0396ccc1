"""An OPML list as one source: the list is read, then every feed in it; what they gave comes back as one catch.

The list has one entry in config.yaml and so one line on the health page, which names the feeds that could not be read.
The folder a feed stands in becomes a tag of its items.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from generator import text
from generator.collect.sources import draft
from generator.collect.sources.feeds import feed, opml
from generator.collect.words import Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source

NAMED = 5
"""Failed feeds that a note names; of the others it says how many."""


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read the list at `source.address` and all its feeds; StreetError where the list or every feed failed."""
    answer = await street.get(source.address, conditional=False)
    members = await asyncio.to_thread(opml.parse, answer.body, answer.headers.get("content-type", ""))
    found = await asyncio.gather(*(_member(source, member, street, visit) for member in members))
    catches = [catch for catch in found if isinstance(catch, Catch)]
    failures = [(member, error) for member, error in zip(members, found, strict=True) if isinstance(error, StreetError)]
    if not catches:
        raise StreetError(f"None of the {len(members)} feeds of this list could be read. {_words(failures)}")
    items = draft.once(item for catch in catches for item in catch.items)
    return Catch(
        items=draft.newest(items, visit.since, None),
        home=answer.url,
        title=source.name,
        notes=_notes(members, failures),
        unchanged=all(catch.unchanged for catch in catches) and not failures,
        gone=tuple(dict.fromkeys(gone for catch in catches for gone in catch.gone)),
    )


async def _member(source: Source, member: Source, street: Street, visit: Visit) -> Catch | StreetError:
    """Read one feed; its failure is a value, as that of any source is. `max_items` of the list holds for each feed."""
    try:
        catch = await feed.read(replace(member, max_items=source.max_items), street, visit)
    except StreetError as error:
        return error
    return replace(catch, items=tuple(_filed(item, source, member) for item in catch.items))


def _filed(item: Item, source: Source, member: Source) -> Item:
    return replace(item, source=source.key, tags=draft.tags((*item.tags, *member.topics)))


def _notes(members: Sequence[Source], failures: Sequence[tuple[Source, StreetError]]) -> tuple[str, ...]:
    size = f"This list names {text.count(len(members), 'feed')}."
    if not failures:
        return (size,)
    return (f"{size} {len(failures)} could not be read: {_words(failures)}",)


def _words(failures: Sequence[tuple[Source, StreetError]]) -> str:
    said = [f"{member.name} ({error.words.rstrip('.')})" for member, error in failures[:NAMED]]
    more = len(failures) - len(said)
    return ", ".join(said) + (f" and {more} more." if more else ".")
