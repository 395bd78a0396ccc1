"""What is remembered of works between runs (`works.json`), read and written whole; and how it joins items.

Losing it costs some look-ups and nothing else, so a file that cannot be read is set aside and begun anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from pydantic import AwareDatetime, TypeAdapter

from generator.collect import shelf
from generator.collect.works import dois
from generator.model import Item, Work

NAME = "works.json"
SIZE = 64 << 20
"""Largest file that is read, in bytes; ENTRIES of them have half of it."""
ENTRIES = 40_000
"""Most works that are remembered: ten years of a lively site."""
FORGET = timedelta(days=120)
"""A work that nobody has named for so long is forgotten."""
KEPT_LINKS = 40
"""Links of an item that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the registers said of one DOI."""

    work: Work | None
    """None: none of them knows it."""
    asked: AwareDatetime
    """When it was last asked for."""
    wanted: AwareDatetime
    """When an item last named it."""
    detailed: AwareDatetime | None = None
    """When Crossref was last asked for it alone: it knows the notices."""


Register = Mapping[str, Entry]
"""DOI in lower case -> what is known of it; never changed in place."""
EMPTY: Register = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    format: int = 1
    works: dict[str, Entry] = field(default_factory=dict)


FILE = TypeAdapter(_File)


def read(state: Path) -> Register:
    """Return what was remembered; a file that is torn, too large or of another format is set aside as `.bad`."""
    kept = shelf.read(state / NAME, FILE, most=SIZE, lost="works are looked up anew", is_sound=_has_dois)
    return MappingProxyType(kept.works) if kept else EMPTY


def _has_dois(file: _File) -> bool:
    return all(dois.SHAPE.fullmatch(doi) for doi in file.works)


SHELF = shelf.Shelf(name=NAME, shape=FILE, most=SIZE, newer={"works": "asked"}, is_sound=_has_dois)
"""How two runs' files become one: of each work what the registers said last."""


def write(state: Path, register: Register, now: datetime) -> None:
    """Write atomically, ordered by DOI, what is still wanted."""
    fresh = [doi for doi, entry in register.items() if entry.wanted > now - FORGET]
    fresh.sort(key=lambda doi: (-register[doi].wanted.timestamp(), doi))
    kept = _File(works={doi: register[doi] for doi in sorted(fresh[:ENTRIES])})
    shelf.write(state / NAME, FILE, kept, most=SIZE)


# ---------------------------------------------------------------- items


def named(item: Item) -> tuple[str, ...]:
    """Return the DOIs that an item names: in its text, its links, what it is about, where it is read, its own works."""
    links = (*(work.doi for work in item.works), item.id, item.url, item.about or "", *item.links[:KEPT_LINKS])
    return dois.found(item.text, links)


def wanted(items: Iterable[Item]) -> tuple[str, ...]:
    """Return all DOIs that items name, each once, in order."""
    return tuple(sorted({doi for item in items for doi in named(item)}))


def join(items: Iterable[Item], register: Register) -> tuple[Item, ...]:
    """Return the items with the works they name.

    What their own source said of a work fills what the registers leave open.
    """
    return tuple(_joined(item, register) for item in items)


def _joined(item: Item, register: Register) -> Item:
    own = {work.doi: work for work in item.works}
    known = {doi: entry.work for doi in named(item) if (entry := register.get(doi)) and entry.work}
    if not known:
        return item
    merged = {doi: filled(known.get(doi), work) for doi, work in own.items()}
    return replace(item, works=(*merged.values(), *(work for doi, work in known.items() if doi not in own)))


def filled(first: Work | None, second: Work) -> Work:
    """Return the first work, with the second's facts where it has none; a retraction that either knows stands."""
    if first is None:
        return second
    return replace(
        first,
        title=first.title or second.title,
        venue=first.venue or second.venue,
        year=second.year if first.year is None else first.year,
        authors=first.authors or second.authors,
        kind=first.kind or second.kind,
        open_at=first.open_at or second.open_at,
        in_doaj=second.in_doaj if first.in_doaj is None else first.in_doaj,
        retracted=first.retracted or second.retracted,
        notice=first.notice or second.notice,
        concern=first.concern or second.concern,
    )
