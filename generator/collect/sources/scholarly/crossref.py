"""Crossref: new articles on some words, or of one journal, out of the register of most publishers.

https://api.crossref.org/swagger-ui. Crossref finds works that have any of the words and puts the best first; sorted by
date its answer would be noise. So the best of the week are asked for, and those that lack a word are left out here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
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
from generator.collect.works import crossref, dates, prose
from generator.errors import StreetError
from generator.model import Item, Source

REGISTER = Register(name="Crossref", home="https://www.crossref.org")
ROWS = 100
"""Records on a page, some 300 kB; Crossref allows 1,000."""
PAGES = 3
FIELDS = (
    "DOI,type,title,subtitle,container-title,publisher,author,issued,published,created,abstract,license,update-to,"
    "updated-by,subject,language,institution"
)
NO_READING = frozenset(
    {"component", "journal", "journal-issue", "journal-volume", "peer-review", "grant", "database", "sa-component"}
)
"""Kinds of records that are no works to read: figures, whole issues, grants."""
LONG, MEDIUM = 6, 4
"""Letters from which a word may lose two, or one, for its ending: teachers, teaching, teach."""
MISSING, REFUSED, BARRED = 404, frozenset({400, 422}), 403


async def read(source: Source, street: Street, visit: Visit) -> Catch:
    """Read what was registered since the last visit on `search:words` or of `issn:1234-5678`."""
    form, wanted = asking.wish(source, "search", "issn")
    since = visit.since.date().isoformat()
    question = Question(
        register=REGISTER.name,
        address=partial(_journal if form == "issn" else _search, wanted, since),
        parse=partial(parse, source=source.key),
        refusal=partial(refusal, wanted=wanted),
        rows=ROWS,
        pages=PAGES,
        home=_home(form, wanted),
        title=f"Crossref: {wanted}",
        seal=Seal(query={"mailto": "CONTACT_EMAIL"}) if street.has("CONTACT_EMAIL") else OPEN,
        wants=_all_words(wanted) if form == "search" else lambda _: True,
    )
    return await asking.read(question, source, street, visit)


def _search(wanted: str, since: str, page: int) -> str:
    words = wanted.replace('"', " ")
    query = {"query": words, "filter": f"from-created-date:{since}", "sort": "score", "order": "desc"}
    return f"{crossref.API}/works?{urlencode({**query, **_paging(page)}, safe=':,')}"


def _journal(issn: str, since: str, page: int) -> str:
    query = {"filter": f"from-created-date:{since}", "sort": "created", "order": "desc"}
    return f"{crossref.API}/journals/{issn}/works?{urlencode({**query, **_paging(page)}, safe=':,')}"


def _paging(page: int) -> Mapping[str, str]:
    return {"rows": str(ROWS), "select": FIELDS, **({"offset": str(page * ROWS)} if page else {})}


def _home(form: str, wanted: str) -> str:
    if form == "issn":
        return asking.journal(wanted)
    return f"https://search.crossref.org/search/works?q={quote(wanted)}&from_ui=yes"


def _all_words(wanted: str) -> Callable[[Item], bool]:
    """Return the test whether an item has all the words, in whatever form, and the phrases in quotation marks."""
    stems = [_stem(word) for word in text.words(text.fold(wanted))]
    phrases = [" ".join(text.words(text.fold(phrase))) for phrase in re.findall(r'"([^"]+)"', wanted)]

    def has_all(item: Item) -> bool:
        venues = (work.venue for work in item.works)
        said = text.words(text.fold(" ".join((item.title, item.text, item.voice.name, *venues, *item.tags))))
        flow = " ".join(said)
        found = all(any(word.startswith(stem) for word in said) for stem in stems)
        return found and all(phrase in flow for phrase in phrases)

    return has_all


def _stem(word: str) -> str:
    return word[: -2 if len(word) > LONG else -1 if len(word) > MEDIUM else None]


# ---------------------------------------------------------------- pure


def parse(body: bytes, source: str) -> Page:
    """Read a list of works as items of `source` (Source.key); StreetError where it is none."""
    answer = given.entity(body, crossref.BROKEN)
    message = answer.get("message")
    if not isinstance(message, dict) or not isinstance(message.get("items"), list):
        why = asking.quoted(_complaint(answer))
        raise StreetError(f"Crossref answered without a list of works. {why}".strip(), kind="broken")
    rows = given.mappings(message["items"])
    read_by_people = [row for row in rows if given.first(row.get("type")) not in NO_READING]
    news = [row for row in read_by_people if not dates.is_late(crossref.date_of(row), _registered(row))]
    return Page(
        items=record.items(map(_paper, news), REGISTER, source),
        rows=len(rows),
        late=len(read_by_people) - len(news),
        total=given.whole(message.get("total-results")),
    )


def _paper(row: Mapping[str, Any]) -> Paper | None:
    known = crossref.of(row)
    if known is None:
        return None
    first = next(iter(given.mappings(row.get("author"))), {})
    return Paper(
        work=known.work,
        abstract=prose.abstract(given.first(row.get("abstract"))),
        orcid=record.orcid(given.first(first.get("ORCID"))),
        published=dates.came_out(crossref.date_of(row), _registered(row)),
        language=draft.language(row.get("language")),
        tags=tuple(given.strings(row.get("subject"))),
    )


def _registered(row: Mapping[str, Any]) -> datetime | None:
    return draft.iso(given.mapping(row.get("created")).get("date-time"))


def refusal(error: StreetError, wanted: str) -> str:
    """Say why Crossref refused; "" where the street's own words are the best."""
    if error.status in REFUSED:
        why = asking.quoted(asking.said(error.body, "message") or _complaint(given.peek(error.body)))
        return f"Crossref does not understand this question. {why}".strip()
    sentences = {
        MISSING: f"Crossref knows nothing by {wanted}. Try the journal's other ISSN: print and web have their own.",
        BARRED: "Crossref lets us in no longer; it does so by hand. CONTACT_EMAIL in the environment tells it whom to "
        "write to.",
        BUSY: f"Crossref was asked too often. {error.words}",
    }
    return sentences.get(error.status or 0, "")


def _complaint(answer: Mapping[str, Any]) -> str:
    """Return what a failed answer says: `message` is a list of complaints."""
    return next((given.first(part.get("message")) for part in given.mappings(answer.get("message"))), "")
