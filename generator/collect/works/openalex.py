"""Records of OpenAlex in, the facts of works out; pure (https://developers.openalex.org, the entity Work)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import text
from generator.collect import given
from generator.collect.works import dates, dois, prose, updates
from generator.model import Work

API = "https://api.openalex.org"
FIELDS = "doi,display_name,publication_date,publication_year,type,is_retracted,authorships,primary_location,open_access"
"""The fields read here; a whole record has 15 kB, these have 3."""
AT_ONCE = 100
"""Most DOIs in one question, and most works on one page (filters take 100 values joined by |)."""
ADDRESS = 3_800
"""Longest address in characters; beyond 4 kB servers on the way refuse it."""
BROKEN = "OpenAlex answered with something that is not a record of it. Mostly that passes by itself."
KINDS = {
    "article": "journal-article",
    "review": "journal-article",
    "letter": "journal-article",
    "editorial": "journal-article",
    "erratum": "journal-article",
    "retraction": "journal-article",
    "preprint": "posted-content",
    "reference-entry": "reference-entry",
    "conference-paper": "proceedings-article",
}
"""Types of OpenAlex in the words of Crossref, where they differ."""


def parse(body: bytes) -> Mapping[str, Work]:
    """Read the answer to a question for several works: DOI -> work; StreetError where it is none."""
    answer = given.entity(body, BROKEN)
    found = (of(record) for record in records(answer))
    return {work.doi: work for work in found if work}


def records(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the records of a list, or the one that was asked for alone."""
    return given.mappings(answer.get("results")) if "results" in answer else (answer,)


def of(record: Mapping[str, Any]) -> Work | None:
    """Read one record; None where it names no DOI."""
    work = facts(record)
    return work if work.doi else None


def facts(record: Mapping[str, Any]) -> Work:
    """Read one record; its DOI is "" where it has none."""
    title = heading(record)
    year = dates.of(record.get("publication_year"))
    return Work(
        doi=dois.clean(given.first(record.get("doi"))) or "",
        title=title,
        venue=venue(record),
        year=year[0] if year else None,
        authors=prose.names(people(record)),
        kind=kind(record),
        open_at=open_at(record),
        in_doaj=given.flag(_source(record).get("is_in_doaj")),
        retracted=record.get("is_retracted") is True or updates.is_marked(title),
    )


def heading(record: Mapping[str, Any]) -> str:
    """Return the title as one line of text."""
    return prose.title(given.first(record.get("display_name")) or given.first(record.get("title")))


def people(record: Mapping[str, Any]) -> Iterable[str]:
    """Yield the names of the authors as OpenAlex knows them, else as they are printed."""
    for part in given.mappings(record.get("authorships")):
        known = given.first(given.mapping(part.get("author")).get("display_name"))
        yield known or given.first(part.get("raw_author_name"))


def kind(record: Mapping[str, Any]) -> str:
    """Return the type in the words of Crossref."""
    said = text.one_line(given.first(record.get("type")), text.NAME)
    return KINDS.get(said, said)


def venue(record: Mapping[str, Any]) -> str:
    """Return the journal or the repository."""
    place = given.mapping(record.get("primary_location"))
    named = given.first(_source(record).get("display_name")) or given.first(place.get("raw_source_name"))
    return prose.title(named)


def open_at(record: Mapping[str, Any]) -> str | None:
    """Return where it can be read without paying."""
    best = given.mapping(record.get("best_oa_location"))
    ways = (
        given.mapping(record.get("open_access")).get("oa_url"),
        best.get("landing_page_url"),
        best.get("pdf_url"),
    )
    return next((found for way in ways if (found := text.address(given.first(way)))), None)


def landing(record: Mapping[str, Any]) -> str | None:
    """Return the page of a work at its publisher or repository."""
    return text.address(given.first(given.mapping(record.get("primary_location")).get("landing_page_url")))


def _source(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return given.mapping(given.mapping(record.get("primary_location")).get("source"))


# ---------------------------------------------------------------- questions


def batches(wanted: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Part DOIs, in order, into as few questions as the limits of OpenAlex allow."""
    found: list[list[str]] = [[]]
    for doi in wanted:
        if len(found[-1]) == AT_ONCE or len(address([*found[-1], doi])) > ADDRESS:
            found.append([])
        found[-1].append(doi)
    return tuple(tuple(part) for part in found if part)


def address(wanted: Sequence[str]) -> str:
    """Return where OpenAlex is asked for several works by DOI."""
    values = "|".join(quote(doi, safe="/") for doi in wanted)
    return f"{API}/works?filter=doi:{values}&per_page={AT_ONCE}&select={FIELDS}"


def alone(doi: str) -> str:
    """Return where OpenAlex is asked for one work: free, and it finds those that were merged with others."""
    return f"{API}/works/doi:{quote(doi, safe='/')}?select={FIELDS}"
