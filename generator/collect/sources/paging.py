"""A way to ask for one page in, everything the pages hold out; shared by the readers of APIs with pages.

Pages come newest first. The walk ends where a page names no next one, reaches behind the week, or the stated number of
pages is read; a server that fails on the way costs the rest and nothing that was read before.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

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

    @property
    def standing(self) -> tuple[Item, ...]:
        """Each item once, without those that a later page took back."""
        gone = frozenset(self.gone)
        return tuple(item for item in draft.once(self.items) if item.id not in gone)


Ask = Callable[[str | None, int], Awaitable[Page]]
"""What a page named as its next one, and how many posts have been read before -> that page."""


async def walk(ask: Ask, *, since: datetime, most: int, name: str) -> Page:
    """Read at most `most` pages of the server `name`; the failure of the first one is raised as it is."""
    whole = Page()
    for count in range(most):
        try:
            page = await ask(whole.next, whole.read)
        except StreetError as error:
            if not count:
                raise
            note = f"{name} stopped answering, so not everything was read: {error.words}"
            return replace(whole, notes=(*whole.notes, note))
        before, whole = whole.next, joined(whole, page)
        if page.next in {None, before} or (page.oldest and page.oldest < since):
            return whole
    return replace(whole, notes=(*whole.notes, f"Only {text.count(whole.read, 'post')} of {name} were read."))


def joined(whole: Page, page: Page) -> Page:
    """Return what was read before together with the next page."""
    return Page(
        items=(*whole.items, *page.items),
        read=whole.read + page.read,
        next=page.next,
        oldest=page.oldest,
        left_out=Counter(whole.left_out) + Counter(page.left_out),
        gone=(*whole.gone, *page.gone),
        notes=tuple(dict.fromkeys((*whole.notes, *page.notes))),
    )


def words(counts: Mapping[str, int], reasons: Mapping[str, str]) -> tuple[str, ...]:
    """Say how many posts were left out for which reason, in the order of the reasons."""
    said = ((counts.get(key, 0), why) for key, why in reasons.items())
    return tuple(f"{text.count(number, 'post')} left out: {why}." for number, why in said if number)
