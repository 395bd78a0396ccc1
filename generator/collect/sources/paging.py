"""A way to ask for one page in, everything the pages hold out; shared by the readers of APIs with pages.

Pages come newest first. The walk ends where a page names no next one, reaches behind the week, or the stated number of
pages is read; a server that fails on the way costs the rest and nothing that was read before.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Generic, TypeVar

from generator import text
from generator.collect.sources import draft
from generator.errors import StreetError
from generator.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an answer, or several of them together."""

    items: tuple[Item, ...] = ()
    read: int = 0
    """How many posts were on it, those that are left out among them."""
    next: str | None = None
    """What to ask for the next page with; None on the last one."""
    oldest: datetime | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why, as a key of the reader's reasons -> how many posts."""
    gone: tuple[str, ...] = ()
    """Ids of posts that must not be shown (any more)."""
    notes: tuple[str, ...] = ()
    cut: bool = False
    """Whether there may be older posts that were not read, though they were wanted."""
    covered: datetime | None = None
    """From when on these are all posts there are, as in Catch; None where that is not known."""

    @property
    def standing(self) -> tuple[Item, ...]:
        """Each item once, without those that a later page took back."""
        gone = frozenset(self.gone)
        return tuple(item for item in draft.once(self.items) if item.id not in gone)


Leaf = TypeVar("Leaf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages(Generic[Leaf]):
    """The pages of an answer, in their order; at least one."""

    pages: tuple[Leaf, ...]
    failure: StreetError | None = None
    """Why there is not another page, where a server did not give it."""
    cut: bool = False
    """Whether there are more pages than may be asked for."""
    ended: bool = False
    """Whether there is none behind the last of them that is wanted."""


async def follow(ask: Callable[[str | None], Awaitable[tuple[Leaf, str | None]]], most: int) -> Pages[Leaf]:
    """Ask for a page after the other, each of which names the next, None behind the last that is wanted.

    The failure of the first page is raised; that of a later one ends the walk. A next one that comes a second time
    would lead in a circle, and ends it too.
    """
    found: list[Leaf] = []
    here: str | None = None
    known: set[str | None] = {None, ""}
    while len(found) < most:
        try:
            page, here = await ask(here)
        except StreetError as error:
            if not found:
                raise
            return Pages(pages=tuple(found), failure=error)
        found.append(page)
        if here in known:
            return Pages(pages=tuple(found), ended=not here)
        known.add(here)
    return Pages(pages=tuple(found), cut=True)


Ask = Callable[[str | None, int], Awaitable[Page]]
"""What a page named as its next one, and how many posts have been read before -> that page."""


async def walk(ask: Ask, *, since: datetime, most: int, name: str) -> Page:
    """Read at most `most` pages of the server `name`; the failure of the first one is raised as it is."""
    read = 0

    async def one(here: str | None) -> tuple[Page, str | None]:
        nonlocal read
        page = await ask(here, read)
        read += page.read
        return page, None if page.oldest and page.oldest < since else page.next

    found = await follow(one, most)
    whole = reduce(joined, found.pages, Page(cut=not found.ended))
    if found.failure:
        note = f"{name} stopped answering, so not everything was read: {found.failure.words}"
    elif found.cut:
        note = f"Only {text.count(whole.read, 'post')} of {name} were read."
    else:
        return whole
    return replace(whole, notes=(*whole.notes, note))


def joined(whole: Page, page: Page) -> Page:
    """Return what was read before together with the next page."""
    return Page(
        items=(*whole.items, *page.items),
        read=whole.read + page.read,
        next=page.next,
        oldest=min((time for time in (whole.oldest, page.oldest) if time), default=None),
        left_out=Counter(whole.left_out) + Counter(page.left_out),
        gone=(*whole.gone, *page.gone),
        notes=tuple(dict.fromkeys((*whole.notes, *page.notes))),
        cut=whole.cut or page.cut,
    )


def words(counts: Mapping[str, int], reasons: Mapping[str, str]) -> tuple[str, ...]:
    """Say how many posts were left out for which reason, in the order of the reasons."""
    said = ((counts.get(key, 0), why) for key, why in reasons.items())
    return tuple(f"{text.count(number, 'post')} left out: {why}." for number, why in said if number)
