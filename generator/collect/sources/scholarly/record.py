"""What a register says of a paper in, an item out: the rules that all scholarly sources share.

A paper is one item whatever register it comes from: its id is its DOI as an address, so that two registers that have
it give one item. Its voice is its first author, known by the ORCID where the register has one, else by name: names are
not unique, but within one search they nearly are. What readers see is the authors' line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from generator import text
from generator.collect.sources import draft
from generator.collect.works import dois
from generator.model import Item, Voice, Work

ORCID = re.compile(r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$", re.IGNORECASE)
"""An ORCID, behind whatever form of its address (https://support.orcid.org, structure of the identifier)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who keeps the records."""

    name: str
    home: str
    """Its page for readers; voices that have no address of their own are named under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A record, read; all text plain."""

    work: Work
    """Its facts; without a DOI (ERIC) it is `""`, and `url` says where it is."""
    url: str | None = None
    """Where it is read where that is not its DOI."""
    id: str | None = None
    """Its id where that is not its DOI."""
    abstract: str = ""
    orcid: str | None = None
    """The address of its first author."""
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    also: tuple[Work, ...] = ()
    """Other works it names: the article that a preprint became."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an answer."""

    items: tuple[Item, ...] = ()
    """In the order of the page."""
    rows: int = 0
    """Records on the page, with those that were left out."""
    late: int = 0
    """Records left out because only their registration is new."""
    total: int | None = None
    """How many records the register has on the question."""


def item(paper: Paper, register: Register, source: str) -> Item | None:
    """Return a paper as an item of `source` (Source.key); None where it has no title, or is nowhere to be read."""
    work = paper.work
    doi = dois.address(work.doi) if work.doi else None
    url = paper.url or doi
    if not url or not work.title:
        return None
    return Item(
        id=paper.id or doi or url,
        source=source,
        url=url,
        voice=voice(work.authors, paper.orcid, register, work.venue),
        title=work.title,
        text=paper.abstract,
        published=paper.published,
        updated=paper.updated if paper.updated != paper.published else None,
        language=paper.language,
        tags=draft.tags(paper.tags[: draft.TAGS * 2]),
        kind="article",
        works=tuple(replace(part, title=part.title or work.title) for part in (work, *paper.also) if part.doi),
    )


def items(papers: Iterable[Paper | None], register: Register, source: str) -> tuple[Item, ...]:
    """Return papers as items, each id once."""
    return draft.once(found for paper in papers if paper and (found := item(paper, register, source)))


def voice(authors: Sequence[str], orcid: str | None, register: Register, venue: str) -> Voice:
    """Return the first author; of a work without authors its journal, else the register."""
    if not authors:
        name = text.one_line(venue, text.NAME)
        return Voice(key=f"{register.home}#{text.fold(name)}" if name else register.home, name=name or register.name)
    key = orcid or f"{register.home}#{text.fold(authors[0])}"
    return Voice(key=key, name=line(authors), address=orcid)


def line(authors: Sequence[str]) -> str:
    """Return the authors as a reader meets them: one, two, or the first of many."""
    if len(authors) > 2:  # noqa: PLR2004  as journals do
        return f"{authors[0]} et al."
    return " and ".join(authors)


def orcid(written: str) -> str | None:
    """Return the address of a person at ORCID; None where there is none."""
    found = ORCID.search(written.strip().rstrip("/"))
    return f"https://orcid.org/{found[1].upper()}" if found else None
