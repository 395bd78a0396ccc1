"""ERIC: what was catalogued on some words by the library of education research of the United States.

https://eric.ed.gov/?api. ERIC knows the year of a work and no day, catalogues it months later, and sorts by relevance
only. So this year and the last are asked for; its accession numbers grow with time, and tell what is newest. Items are
undated: they count from the day they were first seen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from generator.collect import given
from generator.collect.sources import draft
from generator.collect.sources.scholarly import asking, record
from generator.collect.sources.scholarly.asking import Question
from generator.collect.sources.scholarly.record import Page, Paper, Register
from generator.collect.words import Catch, Street, Visit
from generator.collect.works import dates, dois, prose, updates
from generator.errors import StreetError
from generator.model import Source, Work

REGISTER = Register(name="ERIC", home="https://eric.ed.gov")
API = "https://api.ies.ed.gov/eric/"
ROWS = 200
"""Records that are asked for, in one page: there is no order in which a second could be said to be older."""
MOST = 50
"""Items that are taken where `max_items` does not say: all of them look new on the first day."""
FIELDS = (
    "id,title,author,description,publicationdateyear,source,publicationtype,peerreviewed,subject,publisher,url,issn,"
    "language"
)
"""Asked for by name, since `url` is not among the default ones; unknown names are ignored."""
NUMBER = re.compile(r"(E[JD])([0-9]{4,9})\Z")
"""EJ for an article of a journal, ED for a document."""
KINDS = (
    ("journal article", "journal-article"),
    ("dissertation", "dissertation"),
    ("speeches", "proceedings-article"),
    ("collected works - proceedings", "proceedings"),
    ("book", "book"),
    ("report", "report"),
)
"""Beginning of a publication type, in lower case -> the kind in the words of Crossref."""
LANGUAGES = {
    "english": "en", "spanish": "es", "french": "fr", "german": "de", "portuguese": "pt", "italian": "it",
    "turkish": "tr", "russian": "ru", "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar",
    "dutch": "nl", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi", "polish": "pl",
    "czech": "cs", "greek": "el", "hebrew": "he", "indonesian": "id", "catalan": "ca", "croatian": "hr",
    "slovenian": "sl", "hungarian": "hu", "romanian": "ro", "ukrainian": "uk", "persian": "fa", "welsh": "cy",
}  # fmt: skip
PEER_REVIEWED = "peer reviewed"
BROKEN = "ERIC answered with something that is not a list of records. Mostly that passes by itself."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read what ERIC has of this year and the last on `search:words`; its fields (peerreviewed:T) may be used."""
    _, wanted = asking.wish(source, "search")
    question = Question(
        register=REGISTER.name,
        address=partial(_address, wanted, visit.now.year - 1),
        parse=partial(parse, source=source.key),
        refusal=lambda _: "",
        rows=ROWS,
        pages=1,
        home=f"{REGISTER.home}/?{urlencode({'q': wanted})}",
        title=f"ERIC: {wanted}",
        conditional=True,
    )
    return await asking.read(question, replace(source, max_items=source.max_items or MOST), street, visit)


def _address(wanted: str, year: int, page: int) -> str:
    search = f"({wanted}) AND publicationdateyear:[{year} TO *]"
    query = {"search": search, "format": "json", "start": str(page * ROWS), "rows": str(ROWS), "fields": FIELDS}
    return f"{API}?{urlencode(query)}"


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a list of records as items of `source` (Source.key); StreetError where it is none."""
    answer = given.entity(body, BROKEN)
    response = given.mapping(answer.get("response"))
    if not isinstance(response.get("docs"), list):
        raise StreetError(BROKEN, kind="broken")
    rows = given.mappings(response["docs"])
    return Page(
        items=record.items(map(_paper, _newest(rows)), REGISTER, source),
        rows=len(rows),
        total=given.whole(response.get("numFound")),
    )


def _newest(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Put what was catalogued last first: articles and documents, which are numbered apart, in turn."""
    known = [(kind, number, row) for row in rows for kind, number in _accession(row)]
    known.sort(key=lambda part: -part[1])
    kinds = ([row for kind, _, row in known if kind == wanted] for wanted in ("EJ", "ED"))
    return [row for pair in zip_longest(*kinds) for row in pair if row is not None]


def _accession(row: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the kind and the number of a record, nothing where it has none."""
    if found := NUMBER.match(given.first(row.get("id"))):
        yield found[1], int(found[2])


def _paper(row: Mapping[str, Any]) -> Paper:
    number = given.first(row.get("id"))
    page = f"{REGISTER.home}/?id={number}"
    work = _work(row)
    reviewed = (PEER_REVIEWED,) if given.first(row.get("peerreviewed")).strip().upper() == "T" else ()
    return Paper(
        work=work,
        url=None if work.doi else page,
        id=None if work.doi else page,
        abstract=prose.abstract(given.first(row.get("description"))),
        language=_language(row),
        tags=(*reviewed, *given.strings(row.get("subject"))),
    )


def _work(row: Mapping[str, Any]) -> Work:
    title = draft.heading(given.first(row.get("title")), is_markup=True).removesuffix(".")
    year = dates.of(row.get("publicationdateyear"))
    return Work(
        doi=_doi(row) or "",
        title=title,
        venue=prose.title(given.first(row.get("source"))),
        year=year[0] if year else None,
        authors=prose.names(map(prose.forename_first, given.strings(row.get("author")))),
        kind=_kind(row),
        retracted=updates.is_marked(title),
    )


def _doi(row: Mapping[str, Any]) -> str | None:
    """Return the DOI in the address of a record; ERIC has no field for it."""
    return next((doi for way in given.strings(row.get("url")) if (doi := dois.of_link(way))), None)


def _kind(row: Mapping[str, Any]) -> str:
    types = [said.lower() for said in given.strings(row.get("publicationtype"))]
    return next((kind for start, kind in KINDS if any(said.startswith(start) for said in types)), "")


def _language(row: Mapping[str, Any]) -> str | None:
    known = given.strings(row.get("language"))
    return LANGUAGES.get(known[0].strip().lower()) if len(known) == 1 else None
