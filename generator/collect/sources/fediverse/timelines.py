"""A way to ask for one page of a timeline in, the pages of the week together out.

The whole week is read again in each run, though much of it is known: an edit, a withdrawn consent and a count that has
grown show only where the post is seen again, and reading since the last known post would hide all three. What keeps
this cheap is the end: paging stops where a page ends before the first day, where the server says there is no more, at
the cap, and before the server would have to refuse us.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from urllib.parse import parse_qs

from generator.collect import waiting
from generator.collect.given import cursor
from generator.collect.sources import paging
from generator.collect.sources.fediverse import statuses
from generator.collect.sources.fediverse.door import BUSY, UNKNOWN, Place
from generator.collect.sources.fediverse.statuses import Timeline
from generator.collect.sources.fediverse.union import Found
from generator.collect.words import JSON, OPEN, Answer, Seal, Street, Visit
from generator.errors import StreetError
from generator.model import Source

PAGES = 25
"""Pages of one timeline; Mastodon gives a stranger 300 in a quarter of an hour, for all timelines together."""
LIMIT = 40
"""Posts on a page; larger values are cut silently."""
RESERVE = 10
"""Requests that are left to other sources of this server, by its own X-RateLimit-Remaining."""
NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next"?')
PREVIOUS = re.compile(r'\brel="?prev"?')

Ask = Callable[[str | None], Awaitable[Answer]]
"""The cursor of a page, None for the newest -> the server's answer."""
Read = Callable[[bytes], Timeline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One server that is asked for one source in one run."""

    place: Place
    source: Source
    street: Street
    visit: Visit


async def timeline(errand: Errand, address: Callable[[str | None], str], *, seal: Seal = OPEN, named: bool) -> Found:
    """Page through a timeline of the Mastodon API, whose pages lie at `address(cursor)`."""

    async def ask(here: str | None) -> Answer:
        return await errand.street.get(address(here), accept=JSON, conditional=False, seal=seal)

    def read(body: bytes) -> Timeline:
        return statuses.parse(body, errand.place.server, errand.source.key, named=named)

    return await back(ask, read, errand)


async def back(ask: Ask, read: Read, errand: Errand, *, pages: int = PAGES, limit: int = LIMIT) -> Found:
    """Page back until the week is covered; what was read before a failure is kept, one on the first page is raised."""
    host, scarce = errand.place.host, False

    async def one(here: str | None) -> tuple[Timeline, str | None]:
        nonlocal scarce
        answer = await ask(here)
        part = await asyncio.to_thread(read, answer.body)
        is_past = part.reach and part.reach < errand.visit.since
        older = None if is_past else _older(answer.headers.get("link", ""), part)
        scarce = bool(older) and _is_scarce(answer)
        return part, None if scarce else older

    walked = await paging.follow(one, pages)
    found = reduce(_joined, walked.pages, Found())
    if walked.failure:
        return found if walked.failure.status == UNKNOWN else _noted(found, _stopped(host, walked.failure))
    if scarce:
        return _noted(found, f"{host} allows few more requests for now, so older posts were not read.")
    if walked.cut:
        return _noted(found, f"Only the newest {pages * limit:,} posts of {host} were read.")
    return replace(found, whole=walked.ended, covered=_covered(walked.pages, errand.visit) if walked.ended else None)


def _covered(pages: Sequence[Timeline], visit: Visit) -> datetime | None:
    """Return from when on nothing was missed: the last page that has posts reaches back so far."""
    reached = next((page.covers for page in reversed(pages) if page.covers), None)
    return max(visit.since, reached) if reached else None


def _older(link: str, page: Timeline) -> str | None:
    """Return the cursor of the next page; None behind an empty page, and where the server names only newer ones.

    It stands in the Link header; where that is missing or strange, the last post is it.
    """
    found = NEXT.search(link)
    if not page.last or (not found and PREVIOUS.search(link)):
        return None
    query = parse_qs(found[1].partition("?")[2]) if found else {}
    return cursor(query.get("max_id", [""])[0]) or page.last


def _is_scarce(answer: Answer) -> bool:
    left = waiting.left(answer.headers)
    return left is not None and left <= RESERVE


def _stopped(host: str, error: StreetError) -> str:
    if error.status == BUSY:
        return f"{host} asked for a pause, so older posts of the week were not read."
    return f"{host} stopped answering, so older posts of the week were not read: {error.words}"


def _noted(found: Found, note: str) -> Found:
    return replace(found, notes=(*found.notes, note))


def _joined(found: Found, page: Timeline) -> Found:
    counts = Counter(found.left_out) + Counter(page.left_out)
    refused = {why: found.refused.get(why, frozenset()) | names for why, names in page.refused.items()}
    return replace(
        found, items=(*found.items, *page.items), links=(*found.links, *page.links), left_out=counts,
        refused={**found.refused, **refused},
    )  # fmt: skip
