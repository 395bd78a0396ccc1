"""A record of Crossref in, the facts of a work out; pure (https://api.crossref.org/swagger-ui)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from generator import text
from generator.collect import given
from generator.collect.works import dates, dois, prose, updates
from generator.collect.works.updates import Verdict
from generator.errors import StreetError
from generator.model import Work

API = "https://api.crossref.org"
BROKEN = "Crossref answered with something that is not a record of it. Mostly that passes by itself."
OPEN_LICENCE = "creativecommons.org/"
WHEN = ("published", "issued", "published-online", "published-print", "posted")
"""Fields with the date of a work, the earliest known first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A work and what is said against it."""

    work: Work
    verdict: Verdict


def parse(body: bytes) -> Known:
    """Read the answer to a question for one work; StreetError where it is none."""
    answer = given.entity(body, BROKEN)
    known = of(given.mapping(answer.get("message")))
    if known is None:
        raise StreetError(BROKEN, kind="broken")
    return known


def of(message: Mapping[str, Any]) -> Known | None:
    """Read one record; None where it names no DOI."""
    doi = dois.clean(given.first(message.get("DOI")))
    if not doi:
        return None
    title = heading(message)
    said = updates.verdict(message, title)
    dated = date_of(message)
    work = Work(
        doi=doi,
        title=title,
        venue=venue(message),
        year=dated[0] if dated else None,
        authors=authors(message),
        kind=text.one_line(given.first(message.get("type")), text.NAME),
        open_at=dois.address(doi) if _is_open(message) else None,
        retracted=bool(said.retracted),
        notice=said.notice,
        concern=said.concern,
    )
    return Known(work=work, verdict=said)


def address(doi: str) -> str:
    """Return where Crossref is asked for one work."""
    return f"{API}/works/{quote(doi, safe='')}"


def heading(message: Mapping[str, Any]) -> str:
    """Return title and subtitle as one line."""
    title = prose.title(given.first(message.get("title")))
    subtitle = prose.title(given.first(message.get("subtitle")))
    if not title or not subtitle or text.fold(subtitle) in text.fold(title):
        return title or subtitle
    return text.one_line(f"{title.rstrip(':')}: {subtitle}")


def venue(message: Mapping[str, Any]) -> str:
    """Return the journal or book, else the repository, else the publisher."""
    institutions = (given.first(part.get("name")) for part in given.mappings(message.get("institution")))
    ways = (given.first(message.get("container-title")), *institutions, given.first(message.get("publisher")))
    return next((said for way in ways if (said := prose.title(way))), "")


def date_of(message: Mapping[str, Any]) -> dates.Parts:
    """Return the date of a work, as much of it as is known."""
    return next((found for name in WHEN if (found := dates.parts(message.get(name)))), ())


def authors(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the persons who wrote it; only where there are none, the organisations: publishers list employers too."""
    listed = given.mappings(message.get("author"))
    return prose.names(map(_person, listed)) or prose.names(given.first(author.get("name")) for author in listed)


def _person(author: Mapping[str, Any]) -> str:
    parts = (given.first(author.get(name)).strip() for name in ("given", "family", "suffix"))
    return " ".join(part for part in parts if part)


def _is_open(message: Mapping[str, Any]) -> bool:
    """Tell whether all may read it now: a free licence from its first day, or a preprint."""
    if message.get("type") == "posted-content":
        return True
    licences: Iterable[Mapping[str, Any]] = given.mappings(message.get("license"))
    return any(
        OPEN_LICENCE in given.first(part.get("URL")) and not given.whole(part.get("delay-in-days")) for part in licences
    )
