"""Items in, the addresses that are worth a look out, in a fair and fixed order; pure.

Two things are worth one: a short address, for the same article comes under another one in each network; and the page of
an item that says nothing itself. Sources take turns, so that a busy one does not use up the budget of the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from generator import text, tracking
from generator.collect.pages.memory import Links
from generator.collect.pages.shorteners import is_short
from generator.model import Item, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much one run may ask for, beside the feeds themselves."""

    pages: int = 60
    short: int = 60
    host: int = 8
    """Errands to one host; a shortener is a host of many sites and may be asked as often as the budget allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One address to look at."""

    url: str
    short: bool


def page_of(item: Item, source: Source | None) -> str | None:
    """Return the address of the page that would say more of an item, None where none is wanted.

    It is what the item is about, else its own page; the page of a post says nothing that the post does not.
    """
    wish = source.full_text if source else None
    if wish is False or (wish is None and item.text.strip()):
        return None
    return item.about or (item.url if item.kind == "article" else None)


def errands(
    items: Iterable[Item],
    sources: Mapping[str, Source],
    known: Links,
    *,
    now: datetime,
    since: datetime,
    budget: Budget,
) -> tuple[Errand, ...]:
    """Return what to look at in this run: the newest of each source first, sources in turn, within the budget."""
    queues: dict[str, list[Item]] = {}
    for item in sorted(items, key=_newest_first):
        if item.when is None or item.when >= since:
            queues.setdefault(item.source, []).append(item)
    wanted = [list(_of_source(queues[key], sources.get(key))) for key in sorted(queues)]
    left, hosts, met, chosen = {True: budget.short, False: budget.pages}, dict[str, int](), set[str](), []
    for errand in (errand for turn in zip_longest(*wanted) for errand in turn if errand):
        form, host = text.canonical(errand.url), text.host(errand.url)
        link = known.links.get(form)
        full = not errand.short and hosts.get(host, 0) >= budget.host
        if form in met or full or not left[errand.short] or (link and link.rests(now)):
            continue
        met.add(form)
        left[errand.short] -= 1
        hosts[host] = hosts.get(host, 0) + 1
        chosen.append(errand)
    return tuple(chosen)


def _newest_first(item: Item) -> tuple[bool, float, str, str]:
    return (item.when is None, -item.when.timestamp() if item.when else 0.0, item.source, item.id)


def _of_source(items: Sequence[Item], source: Source | None) -> Iterator[Errand]:
    for item in items:
        page = page_of(item, source)
        for url in dict.fromkeys(tracking.bare(link) for link in (item.about, page, *item.links) if link):
            if is_short(url):
                yield Errand(url=url, short=True)
            elif page and url == tracking.bare(page):
                yield Errand(url=url, short=False)
