"""Items in, pairs of items out that are about one thing for certain: one address, one paper, an answer, the same words.

Nothing here is a matter of degree or of taste; what is, stands in topics.py. Addresses bind only where they say what
an item is about: a front page does not, nor a list of links, nor the file in which the papers of a whole volume lie.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from generator.edit import near
from generator.edit.cues import DOI
from generator.model import Item
from generator.text import canonical, fold, host, words

STEPS = frozenset({"", "comments", "respond", "disqus_thread"})
"""Fragments of an address that still lead to the page itself; others are places on a page that holds several things."""
ARXIV = "10.48550/arxiv."
"""How the DOI of a paper on arXiv begins; the rest is its number (info.arxiv.org/help/doi.html)."""
DOI_BEGINS = "10."
AFTER = ".,;:'\")"
"""Marks of a sentence that stand behind a DOI."""
INSIDE = re.compile(r"https?://[a-z0-9.-]+/+[^/?#\s]")
"""How an address begins that is surely no front page."""
TITLE = 4
"""Fewest words by which a title is known again on another site: below that, "Weekly links" would be one story."""


def link(item: Item) -> str | None:
    """Return the canonical address of what an item is about, or None where it is about nothing but itself.

    A front page is no story: two posts that link to the same museum speak of two exhibitions.
    """
    if item.about:
        return page_at(item.about)
    if item.kind != "post":
        return None
    pages = {page for address in item.links if (page := page_at(address))}
    return pages.pop() if len(pages) == 1 else None


def addresses(item: Item) -> tuple[str, ...]:
    """Return the canonical addresses under which an item can be met again: its own, what it is about, its paper's.

    None of them where it is a front page: a feed without addresses of its own gives all its items that of the site.
    """
    found = (own_address(item), link(item), *(paper(doi) for doi in _dois(item)))
    return tuple(dict.fromkeys(address for address in found if address))


def own_address(item: Item) -> str | None:
    """Return the canonical address of an item itself; a place on a page of several things is not that page."""
    page = page_at(item.url)
    step = item.url.partition("#")[2]
    return page if page is None or step in STEPS or "=" in step or step[:1] in {"!", "/"} else f"{page}#{step}"


def open_copies(item: Item) -> tuple[str, ...]:
    """Return the canonical addresses at which the papers can be read freely that an item is, or points to."""
    if not item.works:
        return ()
    named = _dois(item)
    pages = (page_at(work.open_at) for work in item.works if work.open_at and work.doi in named)
    return tuple(page for page in pages if page)


def recorded(item: Item) -> str | None:
    """Return the DOI of the paper that an item is the record of, None for one that only speaks of a paper."""
    if not item.works:
        return None
    own = f"{item.id} {item.url}".lower()
    return next((work.doi for work in item.works if work.doi in own), None)


def retracted(item: Item) -> bool:
    """Whether an item is a paper that its publisher has taken back; one that only speaks of such a paper is not."""
    if not item.works:
        return False
    own = f"{item.id} {item.url}".lower()
    return any(work.retracted and work.doi in own for work in item.works)


def paper(doi: str) -> str:
    """Return the canonical address of a paper; on arXiv it is the one everybody links to."""
    doi = doi.lower()
    return canonical(
        f"https://arxiv.org/abs/{doi.removeprefix(ARXIV)}" if doi.startswith(ARXIV) else f"https://doi.org/{doi}"
    )


def bonds(items: Sequence[Item], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of items that belong together, as pairs; `texts` holds what each of them says."""
    yield from _by_address(items)
    yield from _by_answer(items)
    yield from _by_title(items)
    yield from near.pairs(texts, [item.voice.key for item in items])


def _by_address(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield what has an address in common. A paper that was taken back keeps to itself: who argues with it is heard."""
    papers = _papers(items)
    places: dict[tuple[str, bool], int] = {}
    for place, item in enumerate(items):
        back = retracted(item)
        copies = (page for page in open_copies(item) if len(papers[page]) == 1)
        for address in (*addresses(item), *copies):
            yield places.setdefault((address, back), place), place


def _papers(items: Iterable[Item]) -> Mapping[str, set[str]]:
    """Return page -> the papers that can be read there: the file of a whole volume holds many."""
    papers: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for work in item.works:
            if work.open_at and (page := page_at(work.open_at)):
                papers[page].add(work.doi)
    return papers


def _by_answer(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    names = {name: place for place, item in enumerate(items) for name in (item.url, item.id)}
    for place, item in enumerate(items):
        if item.reply_to in names:
            yield names[item.reply_to], place


def _by_title(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield articles of one title and one author on different sites: a paper in a register, a text that was sent on."""
    first: defaultdict[tuple[tuple[str, ...], str], dict[str, int]] = defaultdict(dict)
    for place, item in enumerate(items):
        title = tuple(words(item.title))
        if item.kind != "article" or len(title) < TITLE or retracted(item):
            continue
        for author in _authors(item):
            sites = first[title, author]
            other = next((there for site, there in sites.items() if site != host(item.url)), None)
            if other is not None:
                yield other, place
            sites.setdefault(host(item.url), place)


def _authors(item: Item) -> set[str]:
    """Return the key of the voice, and for the record of a paper and what may be its page the names of its authors."""
    names = {fold(name) for work in item.works if work.doi == recorded(item) for name in work.authors}
    return {item.voice.key, *(names or {fold(item.voice.name)})}


def _dois(item: Item) -> tuple[str, ...]:
    """Return the DOI an item is the record of, or the only one that a post names."""
    if own := recorded(item):
        return (own,)
    if item.kind != "post":
        return ()
    if not item.works and DOI_BEGINS not in item.text:
        return ()
    known = tuple({work.doi for work in item.works})
    named = {match[0].rstrip(AFTER).lower() for match in DOI.finditer(item.text)}
    found = {*known, *(doi for doi in named if not doi.startswith(known))}
    return tuple(found) if len(found) == 1 else ()


def page_at(address: str) -> str | None:
    """Return the canonical form of an address, or None for a front page and for what is no address."""
    if INSIDE.match(address):
        return canonical(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return canonical(address) if parts.path.strip("/") or parts.query else None
