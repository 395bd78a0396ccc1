"""Items and what is known of links in; the same items with true addresses, and with what their pages say, out; pure.

Nothing that an item says itself is replaced, and no more of a page is taken than it permits (permits.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from generator import text, tracking
from generator.collect.pages.errands import page_of
from generator.collect.pages.memory import Links
from generator.collect.pages.page import Page
from generator.model import Item, Source, Voice, Work


def join(items: Iterable[Item], links: Links, sources: Mapping[str, Source], now: datetime) -> tuple[Item, ...]:
    """Return the items, each with the addresses its links lead to, and filled from its page where it says nothing.

    Args:
        items: those of the harvest, in any order, which is kept.
        links: what is known of links (memory.read).
        sources: Source.key -> Source; says whose pages are wanted (full_text).
        now: the instant of the run, aware: some pages permit to be quoted up to a day only.
    """
    items = tuple(items)
    own = frozenset(text.canonical(item.url) for item in items)
    return tuple(_joined(item, links, sources.get(item.source), now, own) for item in items)


def _joined(item: Item, links: Links, source: Source | None, now: datetime, told: frozenset[str]) -> Item:
    """Join one item; `told` are the pages that another item is, in the words of who wrote them."""
    wanted = page_of(item, source)
    known = links.of(wanted) if wanted else None
    about = _true(item.about, links) if item.about else None
    own = text.canonical(item.url)
    there = {text.canonical(link): link for link in (_true(link, links) for link in reversed(item.links))}
    led = replace(
        item,
        about=about if about and text.canonical(about) != own else None,
        links=tuple(reversed(there.values())),
    )
    if not (known and known.page):
        return led
    if led.about and led.kind == "post" and not led.text.strip() and text.canonical(led.about) not in told:
        return _passed_on(led, led.about, known.page, now)
    return _filled(led, known.page, now, own=not item.about)


def _true(url: str, links: Links) -> str:
    """Return where an address leads, without tracking."""
    bare = tracking.bare(url)
    target = links.target(bare) or bare
    return text.address(target) or url


def _passed_on(item: Item, target: str, page: Page, now: datetime) -> Item:
    """Speak of the page, in the name of its site: a post of which no words may be kept has only passed it on."""
    home = text.address("/", target) or target
    site = Voice(key=home, name=text.one_line(page.site, text.NAME) or text.host(home), address=home)
    pointer = replace(
        item, url=target, about=None, kind="article", title=page.title or item.title, voice=site,
        shared_by=tuple(dict.fromkeys((item.voice.key, *item.shared_by))), language=page.language or item.language,
    )  # fmt: skip
    return _filled(pointer, page, now, own=False)


def _filled(item: Item, page: Page, now: datetime, *, own: bool) -> Item:
    """Fill what an item does not say from its page; `own` where the page is the item's and not what it is about."""
    limit = page.permit.allowed(now)
    if limit == 0:
        return item
    said = page.text or page.description
    bare = not item.text.strip()
    return replace(
        item,
        text=(text.clip(said, limit) if limit else said) if bare else item.text,
        title=item.title or (page.title if own or bare else ""),
        language=item.language or page.language,
        published=item.published or (page.published if own else None),
        works=(*item.works, *(Work(doi=doi) for doi in page.dois if doi not in {work.doi for work in item.works})),
    )
