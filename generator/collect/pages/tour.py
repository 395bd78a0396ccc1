"""The round after the sources: items and what is known in, more known links out; nothing that fails stops it.

One question a link. A short address is followed to its end; where robots.txt lets us, the page there is read at once,
and so costs no second question. What a page does not permit to keep is not kept (permits.py).
"""

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from generator import text, tracking
from generator.collect import addresses
from generator.collect.pages import page as pages
from generator.collect.pages import robots
from generator.collect.pages.errands import Budget, Errand, errands
from generator.collect.pages.memory import Link, Links
from generator.collect.pages.page import Page
from generator.collect.pages.robots import Robots
from generator.collect.words import PAGES, Answer, Street
from generator.errors import StreetError
from generator.model import Item, Source

WALL = re.compile(
    r"^(?:consent|login|accounts|signin|auth|sso)\.|/(?:login|signin|sign-in|authwall|checkpoint)\b", re.IGNORECASE
)
"""Where one is sent who is not logged in or has not agreed: not what the link leads to."""
NOT_ASKED = frozenset({"unasked", "resting"})
"""Kinds of failure that say nothing of an address: its turn did not come, or its host is left alone."""
BUDGET = Budget()


async def visit(
    items: Iterable[Item],
    sources: Mapping[str, Source],
    known: Links,
    street: Street,
    *,
    now: datetime,
    since: datetime,
    budget: Budget = BUDGET,
) -> tuple[Links, tuple[str, ...]]:
    """Follow short links and read the pages of items that say nothing themselves.

    Args:
        items: those of the harvest.
        sources: Source.key -> Source; says whose pages are wanted (full_text). What has none is treated as None.
        known: what earlier runs found.
        street: how the network is met.
        now: the instant of the run, aware.
        since: items older than this are left as they are.
        budget: the most that is asked.

    Returns:
        What is known now, and sentences for the health page.
    """
    tour = Tour(street=street, now=now, known=known)
    chosen = errands(items, sources, known, now=now, since=since, budget=budget)
    found = await asyncio.gather(*(tour.run(errand) for errand in chosen))
    own = {form: link for trace in found for form, link in trace[:1]}
    met = {form: link for trace in found for form, link in trace[1:] if form not in known.links}
    fresh = {**met, **own}
    said = {place: task.result() for place, task in sorted(tour.asked.items()) if task.exception() is None}
    return Links(links={**known.links, **fresh}, robots={**known.robots, **said}), _notes(chosen, fresh)


@dataclass(slots=True, kw_only=True)
class Tour:
    """One round under way."""

    street: Street
    now: datetime
    known: Links
    asked: dict[str, asyncio.Task[Robots]] = field(default_factory=dict)
    """Origin -> its robots.txt, asked for once."""
    readers: dict[str, Callable[[str], bool]] = field(default_factory=dict)

    async def run(self, errand: Errand) -> list[tuple[str, Link]]:
        """Do one errand; return what is known of its address, and behind it of the one it led to.

        Nothing is learnt of an address whose turn did not come.
        """
        try:
            return await self._went(errand, text.canonical(errand.url))
        except StreetError as error:
            if error.kind not in NOT_ASKED:
                raise
            return []

    async def _went(self, errand: Errand, form: str) -> list[tuple[str, Link]]:
        if not errand.short and not await self.may_read(errand.url):
            return [(form, self._failure(form, "Its robots.txt does not want this page to be read."))]
        try:
            answer = await self.street.get(errand.url, accept=PAGES, conditional=False, enough=pages.BYTES)
        except StreetError as error:
            if error.kind in NOT_ASKED:
                raise
            return self._dead_end(form, error)
        if errand.short and _is_wall(answer.url):
            return [(form, self._failure(form, "It leads to a page that wants a log-in."))]
        return await self._arrived(form, answer)

    async def _arrived(self, form: str, answer: Answer) -> list[tuple[str, Link]]:
        try:
            page = await self._read(answer)
        except StreetError as error:
            page, words = None, error.words
        else:
            words = "" if page else "Its robots.txt does not want this page to be read."
        target = tracking.bare(page.address if page else answer.url)
        link = Link(asked=self.now, target=target, page=page, words=words)
        found = text.canonical(answer.url)
        home = text.canonical(target)  # a page may call itself by an address of another site, and does not speak for it
        forms = dict.fromkeys((form, found, *([home] if text.host(home) == text.host(found) else [])))
        return [(each, link) for each in forms]

    async def _read(self, answer: Answer) -> Page | None:
        if not await self.may_read(answer.url):
            return None
        return pages.parse(answer.body, answer.url, answer.headers.get("content-type", ""), answer.headers)

    def _dead_end(self, form: str, error: StreetError) -> list[tuple[str, Link]]:
        """Keep where a link led even when nothing good is there: the address is what was wanted of a short one."""
        if error.url and text.canonical(error.url) != form and not _is_wall(error.url):
            return [(form, Link(asked=self.now, target=tracking.bare(error.url), words=error.words))]
        return [(form, self._failure(form, error.words))]

    def _failure(self, form: str, words: str) -> Link:
        before = self.known.links.get(form)
        return Link(
            asked=self.now, failures=(before.failures if before else 0) + 1, words=words,
            target=before.target if before else None, page=before.page if before else None,
        )  # fmt: skip

    async def may_read(self, url: str) -> bool:
        """Tell whether robots.txt of its host lets us read an address."""
        place = addresses.origin(url)
        kept = self.known.robots.get(place)
        if kept and kept.fresh(self.now):
            said = kept
        else:
            if place not in self.asked:
                self.asked[place] = asyncio.ensure_future(robots.ask(place, self.street, self.now))
            said = await self.asked[place]
        if place not in self.readers:
            self.readers[place] = robots.reader(said)
        return self.readers[place](url)


def _is_wall(url: str) -> bool:
    parts = urlsplit(url)
    return bool(WALL.search(f"{parts.hostname or ''}{parts.path}"))


def _notes(chosen: Iterable[Errand], fresh: Mapping[str, Link]) -> tuple[str, ...]:
    """Say how it went, where there was anything to do."""
    chosen = tuple(chosen)
    if not chosen:
        return ()
    links = [link for errand in chosen if (link := fresh.get(text.canonical(errand.url)))]
    short = sum(errand.short for errand in chosen)
    read = sum(link.page is not None for link in links)
    failed = sum(link.failures > 0 for link in links)
    looked = f"{text.count(short, 'short link')} and {text.count(len(chosen) - short, 'page')} were looked at"
    good = f"{text.count(read, 'page')} could be read"
    return (f"{looked}; {good}, {failed} could not be reached or may not be read." if failed else f"{looked}; {good}.",)
