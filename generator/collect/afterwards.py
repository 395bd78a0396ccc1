"""What is done once all sources have been visited, and what it brings to the harvest: links followed, papers looked up.

Items are logged as their sources gave them. What else is known, of their links and of the works they name, is kept
beside the log (`links.json`, `works.json`) and joined when the harvest is read: a source that says the same again
writes nothing, and losing these files costs a few requests.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter

from generator.collect import pages, works
from generator.collect.pages.memory import LINKS
from generator.collect.words import Street, Visit
from generator.model import Item, Source

REGISTER: TypeAdapter[works.Register] = TypeAdapter(works.Register)

T = TypeVar("T")

log = logging.getLogger(__name__)


class Clean(Protocol):
    """What takes secrets out of a value."""

    def __call__(self, value: T, shape: TypeAdapter[T], /) -> T:
        """Return the value without them."""
        ...


async def follow(
    items: Iterable[Item], sources: Mapping[str, Source], state: Path, street: Street, visit: Visit, *, clean: Clean
) -> None:
    """Follow the links of what is new and look up the papers it names, within the budgets; whatever fails is left.

    Args:
        items: those of the harvest.
        sources: Source.key -> Source.
        state: the folder where what is learnt is kept.
        street: the way out, without memory of its own.
        visit: the clock of the run, and how far back it looks.
        clean: takes secrets out of a value.
    """
    fresh = [item for item in items if item.when is None or item.when >= visit.since]
    known = pages.read(state)
    links, notes = await pages.visit(fresh, sources, known, street, now=visit.now, since=visit.since)
    links = clean(links, LINKS)
    if links != known:
        pages.write(state, links, visit.now)
    wanted = works.wanted(pages.join(fresh, links, sources, visit.now))
    register = works.read(state)
    learnt, more = await works.look_up(wanted, register, street, visit.now)
    learnt = clean(dict(learnt), REGISTER)
    if learnt != register:
        works.write(state, learnt, visit.now)
    for note in (*notes, *more):
        log.info("%s", note)


def join(items: Iterable[Item], state: Path, sources: Mapping[str, Source], now: datetime) -> tuple[Item, ...]:
    """Return items with all that is known of their links and of the works they name."""
    return works.join(pages.join(items, pages.read(state), sources, now), works.read(state))
