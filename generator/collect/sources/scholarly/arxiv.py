"""arXiv: new preprints of a field or on some words, through its Atom interface.

https://info.arxiv.org/help/api/user-manual.html. A preprint is one item in all its versions: its id is the DOI that
arXiv gives it, without the version. Since November 2025 arXiv reads questions strictly: every word needs its field.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from generator import text
from generator.collect.sources import decode, draft
from generator.collect.sources.scholarly import asking, record
from generator.collect.sources.scholarly.asking import BUSY, Question
from generator.collect.sources.scholarly.record import Page, Paper, Register
from generator.collect.words import FEEDS, Catch, Street, Visit
from generator.collect.works import dois, prose, updates
from generator.errors import StreetError
from generator.model import Source, Work

REGISTER = Register(name="arXiv", home="https://arxiv.org")
API = "https://export.arxiv.org/api/query"
ROWS = 100
"""Preprints on a page; 2,000 are allowed, but smaller pages are asked for."""
PAGES = 5
"""Pages that are read, three seconds apart; only the largest fields have more in a week."""
FIELDED = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate):|\b(?:AND|OR|ANDNOT)\b")
"""A question in arXiv's own language."""
TERM = re.compile(r'"[^"]+"|[^\s"()]+')
FIELD = re.compile(r"^[a-zA-Z-]{2,20}(?:\.[a-zA-Z-]{2,5})?$")
"""cs.CY, physics.ed-ph, math, hep-th."""
NUMBER = re.compile(r"arxiv\.org/abs/(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?$", re.IGNORECASE)
WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|work|preprint|version) (?:has been|is|was) (?:temporarily )?withdrawn|"
    r"^withdrawn\b",
    re.IGNORECASE,
)
"""What authors write over a preprint that they take back; arXiv has no field for it."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NO_FEED = "arXiv answered with something that is not a list of preprints. Mostly that passes by itself."
REFUSED = 400


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read what was submitted since the last visit to `cat:cs.CY`, or what `search:words` finds."""
    form, wanted = asking.wish(source, "cat", "search")
    if form == "cat" and not FIELD.match(wanted):
        raise StreetError("A field of arXiv is written as in cs.CY or physics.ed-ph.", kind="address")
    question = Question(
        register=REGISTER.name,
        address=partial(_address, f"cat:{wanted}" if form == "cat" else words(wanted)),
        parse=partial(parse, source=source.key),
        refusal=refusal,
        rows=ROWS,
        pages=PAGES,
        home=_home(form, wanted),
        title=f"arXiv: {wanted}",
        accept=FEEDS,
        conditional=True,
    )
    return await asking.read(question, source, street, visit)


def words(wanted: str) -> str:
    """Return words as arXiv asks for them: every one anywhere in the record; its own language is left as it is."""
    if FIELDED.search(wanted):
        return wanted
    return " AND ".join(f"all:{term}" for term in TERM.findall(wanted)) or f"all:{text.one_line(wanted)}"


def _address(search: str, page: int) -> str:
    query = {"search_query": search, "sortBy": "submittedDate", "sortOrder": "descending", "start": str(page * ROWS)}
    return f"{API}?{urlencode({**query, 'max_results': str(ROWS)}, safe=':')}"


def _home(form: str, wanted: str) -> str:
    if form == "cat":
        return f"{REGISTER.home}/list/{wanted}/recent"
    return f"{REGISTER.home}/search/?query={quote(wanted)}&searchtype=all&order=-announced_date_first"


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a page of arXiv's Atom as items of `source` (Source.key); StreetError where it is none, or an error."""
    from generator.collect.sources.feeds import reading  # noqa: PLC0415  only those who ask arXiv need it

    found = reading.read_slowly(decode.text(body), API)  # by feedparser, which keeps the elements of arXiv's own
    if not found.version:
        raise StreetError(NO_FEED, kind="broken")
    rows = [entry for entry in found.entries if isinstance(entry, dict)]
    if complaint := next((said for entry in rows if (said := _complaint(entry)) is not None), None):
        raise StreetError(f"arXiv does not understand this question. {complaint}".strip(), kind="refused")
    total = _get(found.feeddata, "opensearch_totalresults")
    return Page(
        items=record.items(map(_paper, rows), REGISTER, source),
        rows=len(rows),
        total=int(total) if total.isascii() and total.isdigit() and len(total) < 10 else None,  # noqa: PLR2004  sane
    )


def _complaint(entry: Mapping[str, Any]) -> str | None:
    """Return what an error says: arXiv prints errors as an entry of that title. None for a preprint."""
    if "/api/errors" not in _get(entry, "id") and _get(entry, "title").strip().lower() != "error":
        return None
    return asking.quoted(_get(entry, "summary")) or "It does not say why."


def _paper(entry: Mapping[str, Any]) -> Paper | None:
    found = NUMBER.search(_get(entry, "id"))
    own = dois.clean(f"10.48550/arXiv.{found[1]}") if found else None
    if not found or not own:
        return None
    page, published = f"{REGISTER.home}/abs/{found[1]}", draft.iso(_get(entry, "published"))
    abstract = prose.flat(_get(entry, "summary"))
    title = draft.heading(_get(entry, "title"))
    authors = prose.names(_names(entry))
    taken_back = any(WITHDRAWN.search(said[:300]) for said in (abstract, _get(entry, "arxiv_comment")))
    return Paper(
        work=Work(
            doi=own,
            title=title,
            venue="arXiv",
            year=published.year if published else None,
            authors=authors,
            kind="posted-content",
            open_at=page,
            retracted=taken_back or updates.is_marked(title),
        ),
        url=page,
        id=dois.address(own),
        abstract=abstract,
        published=published,
        updated=draft.iso(_get(entry, "updated")),
        tags=_fields(entry),
        also=_article(entry, authors),
    )


def _article(entry: Mapping[str, Any], authors: tuple[str, ...]) -> tuple[Work, ...]:
    """Return the article that a preprint has become, as its authors say."""
    doi = dois.clean(_get(entry, "arxiv_doi"))
    if not doi:
        return ()
    journal = text.one_line(_get(entry, "arxiv_journal_ref"))
    years = YEAR.findall(journal)
    return (Work(doi=doi, venue=journal, year=int(years[-1]) if years else None, authors=authors),)


def _names(entry: Mapping[str, Any]) -> list[str]:
    people = entry.get("authors")
    found = people if isinstance(people, list) else []
    return [_get(person, "name") for person in found if isinstance(person, dict)]


def _fields(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields a preprint is in, its main one first."""
    main = entry.get("arxiv_primary_category")
    tags = entry.get("tags")
    named = [main, *(tags if isinstance(tags, list) else [])]
    return tuple(_get(part, "term") for part in named if isinstance(part, dict))


def _get(part: Mapping[str, Any], key: str) -> str:
    """Look up text that is really there: feedparser's own `get` answers one key with another's value, and warns."""
    value = dict.get(part, key) if isinstance(part, dict) else None
    return value if isinstance(value, str) else ""


def refusal(error: StreetError) -> str:
    """Say why arXiv refused; "" where the street's own words are the best."""
    if error.status == REFUSED:
        try:
            parse(error.body, "")
        except StreetError as said:
            if said.kind == "refused":
                return said.words
        return "arXiv does not understand this question."
    if error.status == BUSY:
        return f"arXiv was asked more often than every three seconds, perhaps by a neighbour. {error.words}"
    return ""
