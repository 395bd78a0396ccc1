"""DOAJ: new articles on some words out of the directory of journals that anybody may read.

https://doaj.org/api/v4/docs. The newest entries come first; the date of an article is the month of its issue, so it is
dated by the day it was entered, unless it is old.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from generator import text
from generator.collect import given
from generator.collect.sources import draft
from generator.collect.sources.scholarly import asking, record
from generator.collect.sources.scholarly.asking import BUSY, Question
from generator.collect.sources.scholarly.record import Page, Paper, Register
from generator.collect.words import Catch, Street, Visit
from generator.collect.works import dates, dois, prose, updates
from generator.errors import StreetError
from generator.model import Source, Work

REGISTER = Register(name="DOAJ", home="https://doaj.org")
API = "https://doaj.org/api/search/articles/"
ROWS = 100
"""Records on a page, the most DOAJ gives."""
PAGES = 3
"""Pages that are read; it can be paged to 1,000 records."""
NUMBER = re.compile(r"[0-9A-Za-z_-]{1,64}")
"""The id of a record."""
REFUSED = 400
BROKEN = "DOAJ answered with something that is not a list of articles. Mostly that passes by itself."


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read the newest articles on `search:words`; DOAJ's own fields (title:, issn:, bibjson.keywords:) may be used."""
    _, wanted = asking.wish(source, "search")
    question = Question(
        register=REGISTER.name,
        address=partial(_address, wanted),
        parse=partial(parse, source=source.key),
        refusal=refusal,
        rows=ROWS,
        pages=PAGES,
        home="https://doaj.org/search/articles",
        title=f"DOAJ: {wanted}",
    )
    return await asking.read(question, source, street, visit)


def _address(wanted: str, page: int) -> str:
    """Return where a page is; the question is part of the path, where a plus sign would be a plus sign."""
    return f"{API}{quote(wanted, safe='')}?page={page + 1}&pageSize={ROWS}&sort=created_date%3Adesc"


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a list of articles as items of `source` (Source.key); StreetError where it is none."""
    answer = given.entity(body, BROKEN)
    if not isinstance(answer.get("results"), list):
        why = asking.quoted(given.first(answer.get("error")))
        raise StreetError(f"DOAJ answered without a list of articles. {why}".strip(), kind="broken")
    rows = given.mappings(answer["results"])
    news = [row for row in rows if not dates.is_late(_date(row), _entered(row))]
    return Page(
        items=record.items(map(_paper, news), REGISTER, source),
        rows=len(rows),
        late=len(rows) - len(news),
        total=given.whole(answer.get("total")),
    )


def _paper(row: Mapping[str, Any]) -> Paper:
    article = given.mapping(row.get("bibjson"))
    authors = given.mappings(article.get("author"))
    own = NUMBER.fullmatch(given.first(row.get("id")))
    work, fulltext = _work(article), _fulltext(article)
    page = f"{REGISTER.home}/article/{own[0]}" if own else None
    return Paper(
        work=work,
        url=None if work.doi else fulltext or page,
        id=None if work.doi else page,
        abstract=prose.abstract(given.first(article.get("abstract"))),
        orcid=record.orcid(given.first(next(iter(authors), {}).get("orcid_id"))),
        published=dates.came_out(_date(row), _entered(row)),
        language=_language(article),
        tags=tuple(given.strings(article.get("keywords"))),
    )


def _work(article: Mapping[str, Any]) -> Work:
    title = prose.title(given.first(article.get("title")))
    year = dates.of(article.get("year"))
    named = (given.first(author.get("name")) for author in given.mappings(article.get("author")))
    return Work(
        doi=_doi(article) or "",
        title=title,
        venue=prose.title(given.first(given.mapping(article.get("journal")).get("title"))),
        year=year[0] if year else None,
        authors=prose.names(map(prose.forename_first, named)),
        kind="journal-article",
        open_at=_fulltext(article),
        in_doaj=True,
        retracted=updates.is_marked(title),
    )


def _doi(article: Mapping[str, Any]) -> str | None:
    parts: Iterable[Mapping[str, Any]] = given.mappings(article.get("identifier"))
    named = (given.first(part.get("id")) for part in parts if given.first(part.get("type")).lower() == "doi")
    return next((doi for doi in map(dois.clean, named) if doi), None)


def _fulltext(article: Mapping[str, Any]) -> str | None:
    ways = (given.first(part.get("url")) for part in given.mappings(article.get("link")))
    return next((found for way in ways if (found := text.address(way))), None)


def _language(article: Mapping[str, Any]) -> str | None:
    """Return the language of the journal where it has one only: DOAJ does not say in which an article is."""
    known = given.strings(given.mapping(article.get("journal")).get("language"))
    return draft.language(known[0]) if len(known) == 1 else None


def _date(row: Mapping[str, Any]) -> dates.Parts:
    article = given.mapping(row.get("bibjson"))
    return dates.of(article.get("year"), article.get("month"))


def _entered(row: Mapping[str, Any]) -> datetime | None:
    return draft.iso(row.get("created_date"))


def refusal(error: StreetError) -> str:
    """Say why DOAJ refused; "" where the street's own words are the best."""
    if error.status == REFUSED:
        why = asking.quoted(asking.said(error.body, "error"))
        return f"DOAJ does not understand this question: wildcards and the like are not allowed. {why}".strip()
    if error.status == BUSY:
        return f"DOAJ was asked more often than twice a second. {error.words}"
    return ""
