"""An OPML list as one source: the list is read, then every feed in it; what they gave comes back as one catch.

The list has one entry in config.yaml and so one line on the health page, which names the feeds that could not be read.
The folder a feed stands in becomes a tag of its items.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator import text
from generator.collect.sources import draft
from generator.collect.sources.feeds import feed, opml
from generator.collect.words import Catch, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source

NAMED = 5
"""Feeds that a note names because they failed, and remarks of feeds that are passed on; it says how many more."""
WAITING = frozenset({"resting", "unasked"})
"""Kinds of failures that are none: nobody was asked, or a server asks for patience."""


Failures = Sequence[tuple[Source, StreetError]]
"""Members, and why they could not be read."""


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read the list at `source.address` and all its feeds; StreetError where the list or every feed failed."""
    answer = await street.get(source.address, conditional=False)
    members = await asyncio.to_thread(opml.parse, answer.body, answer.headers.get("content-type", ""))
    found = await asyncio.gather(*(_member(source, member, street, visit) for member in members))
    read_well = [(member, catch) for member, catch in zip(members, found, strict=True) if isinstance(catch, Catch)]
    catches = [catch for _, catch in read_well]
    failures = [(member, error) for member, error in zip(members, found, strict=True) if isinstance(error, StreetError)]
    if not catches:
        raise _failure(failures)
    remarks = [f"{member.name}: {note}" for member, catch in read_well for note in catch.notes]
    items = draft.once(item for catch in catches for item in catch.items)
    return Catch(
        items=draft.newest(items, visit.since, None),
        home=answer.url,
        title=source.name,
        notes=(*_notes(members, failures), *remarks[:NAMED], *_more(remarks)),
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


def _failure(failures: Failures) -> StreetError:
    """Return why no feed could be read; what all of them share is true of the list: ended, to be left alone, ..."""
    kinds = {error.kind for _, error in failures}
    kind = kinds.pop() if len(kinds) == 1 else "resting" if kinds <= WAITING else "failed"
    status = next((error.status for _, error in failures if error.status), None)
    words = f"None of the {len(failures)} feeds of this list could be read. {_words(failures)}"
    return StreetError(words, kind=kind, status=status)


def _notes(members: Sequence[Source], failures: Failures) -> Iterable[str]:
    yield f"This list names {text.count(len(members), 'feed')}."
    waiting = [pair for pair in failures if pair[1].kind in WAITING]
    failed = [pair for pair in failures if pair[1].kind not in WAITING]
    if failed:
        yield f"{len(failed)} could not be read: {_words(failed)}"
    if waiting:
        yield f"{len(waiting)} {'is' if len(waiting) == 1 else 'are'} left alone for now: {_words(waiting)}"


def _more(remarks: Sequence[str]) -> tuple[str, ...]:
    left = len(remarks) - NAMED
    return (f"{text.count(left, 'more remark', 'more remarks')} of its feeds left out here.",) if left > 0 else ()


def _words(failures: Failures) -> str:
    said = [f"{member.name} ({error.words.rstrip('.')})" for member, error in failures[:NAMED]]
    more = len(failures) - len(said)
    return ", ".join(said) + (f" and {more} more." if more else ".")
