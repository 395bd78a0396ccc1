"""OpenAlex: new works on some words, or of one journal, out of an open catalogue of the world's research.

https://developers.openalex.org. Its filters by the day of entry are for paying customers, so the day of publication is
asked for, up to today: some records are of 2050. Abstracts come as a list of words and places; OpenAlex may publish
them so, we may print them as text only where the work is under a free licence.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from generator import text
from generator.collect import given
from generator.collect.sources import draft
from generator.collect.sources.scholarly import asking, record
from generator.collect.sources.scholarly.asking import BUSY, Question
from generator.collect.sources.scholarly.record import Page, Paper, Register
from generator.collect.words import OPEN, Catch, Seal, Street, Visit
from generator.collect.works import openalex, prose
from generator.errors import StreetError
from generator.model import Source

REGISTER = Register(name="OpenAlex", home="https://openalex.org")
PAGES = 2
"""A search costs a hundredth of what a stranger has in a day."""
FIELDS = f"{openalex.FIELDS},id,language,primary_topic,keywords,best_oa_location,abstract_inverted_index"
WORDS = 2_000
"""Places in an abstract that are read."""
FREE = ("cc-", "cc0", "public-domain")
"""Beginnings of the names OpenAlex gives to licences that let anybody reprint an abstract."""
KEY = "OPENALEX_API_KEY"
REFUSED, BARRED = 400, frozenset({401, 403})


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read what was published since the last visit on `search:words` or in `issn:1234-5678`."""
    form, wanted = asking.wish(source, "search", "issn")
    days = (visit.since.date(), visit.now.date() + timedelta(days=1))
    question = Question(
        register=REGISTER.name,
        address=partial(_address, form, wanted, days),
        parse=partial(parse, source=source.key),
        refusal=partial(refusal, has_key=street.has(KEY)),
        rows=openalex.AT_ONCE,
        pages=PAGES,
        home=_home(form, wanted),
        title=f"OpenAlex: {wanted}",
        seal=Seal(bearer=KEY) if street.has(KEY) else OPEN,
    )
    return await asking.read(question, source, street, visit)


def _address(form: str, wanted: str, days: tuple[date, date], page: int) -> str:
    filters = [f"from_publication_date:{days[0]}", f"to_publication_date:{days[1]}"]
    filters += [f"primary_location.source.issn:{wanted}"] if form == "issn" else []
    query = {"search": wanted} if form == "search" else {}
    query |= {"filter": ",".join(filters), "sort": "publication_date:desc", "per_page": str(openalex.AT_ONCE)}
    query |= {"page": str(page + 1)} if page else {}
    return f"{openalex.API}/works?{urlencode({**query, 'select': FIELDS}, safe=':,')}"


def _home(form: str, wanted: str) -> str:
    if form == "issn":
        return asking.journal(wanted)
    return f"https://openalex.org/works?search={quote(wanted)}&sort=publication_date:desc"


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a list of works, or one work, as items of `source` (Source.key); StreetError where it is neither."""
    answer = given.entity(body, openalex.BROKEN)
    if "results" not in answer and "display_name" not in answer:
        why = asking.quoted(given.first(answer.get("message")))
        raise StreetError(f"OpenAlex answered without a list of works. {why}".strip(), kind="broken")
    rows = openalex.records(answer)
    return Page(
        items=record.items(map(_paper, rows), REGISTER, source),
        rows=len(rows),
        total=given.whole(given.mapping(answer.get("meta")).get("count")),
    )


def _paper(row: Mapping[str, Any]) -> Paper:
    work = openalex.facts(row)
    own = text.address(given.first(row.get("id")))
    first = given.mapping(next(iter(given.mappings(row.get("authorships"))), {}).get("author"))
    names = (given.mapping(row.get("primary_topic")), *given.mappings(row.get("keywords")))
    return Paper(
        work=work,
        url=None if work.doi else openalex.landing(row) or own,
        id=None if work.doi else own,
        abstract=abstract(row),
        orcid=record.orcid(given.first(first.get("orcid"))),
        published=draft.iso(row.get("publication_date")),
        language=draft.language(row.get("language")),
        tags=tuple(given.first(name.get("display_name")) for name in names),
    )


def abstract(row: Mapping[str, Any]) -> str:
    """Return the abstract of a work under a free licence as text, "" for all others."""
    places = (given.mapping(row.get(name)) for name in ("primary_location", "best_oa_location"))
    if not any(given.first(place.get("license")).lower().startswith(FREE) for place in places):
        return ""
    found: dict[int, str] = {}
    for word, where in given.mapping(row.get("abstract_inverted_index")).items():
        for place in where[:WORDS] if isinstance(where, list) else ():
            if isinstance(place, int) and 0 <= place < WORDS:
                found.setdefault(place, word)
    return prose.abstract(" ".join(found[place] for place in sorted(found)))


def refusal(error: StreetError, *, has_key: bool) -> str:
    """Say why OpenAlex refused; "" where the street's own words are the best."""
    why = asking.quoted(asking.said(error.body, "message", "error"))
    if error.status == REFUSED:
        return f"OpenAlex does not understand this question. {why}".strip()
    if error.status in BARRED and has_key:
        return f"OpenAlex does not accept the key in {KEY}. {why}".strip()
    if error.status == BUSY or error.status in BARRED:
        more = "" if has_key else f" A free key, in {KEY}, gives ten times as much."
        return f"What OpenAlex gives in a day is used up; the day ends at midnight UTC.{more} {error.words}".strip()
    return ""
