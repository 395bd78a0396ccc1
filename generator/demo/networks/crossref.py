"""A question to Crossref's REST API in, its answer out: a work by its DOI, or a list; retractions are in both.

A work that was taken back says so in `updated-by`, its notice in `update-to`. What is not there is plain text; the
limits are in the headers and depend on whether the caller says who it is (api.crossref.org, change of December 2025).
"""

import re
from datetime import date
from urllib.parse import unquote

from generator.demo.days import known
from generator.demo.elsewhere import Work
from generator.demo.networks import papers
from generator.demo.networks.papers import Value
from generator.demo.sample import Sample
from generator.demo.words import Reply, Request, told

HOST = "api.crossref.org"
PAGE, LONGEST = 20, 1000
FILTERS = frozenset(
    """from-pub-date until-pub-date from-created-date from-index-date from-online-pub-date from-update-date
    from-deposit-date issn type updates is-update update-type has-abstract""".split()
)


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    works = known(sample, "crossref", request.today)
    if request.path == "/works":
        return _list(works, request)
    if found := re.fullmatch(r"/journals/([\dXx-]{9})/works", request.path):
        return _list(tuple(work for work in works if work.issn == found[1].upper()), request)
    if request.path.startswith("/works/"):
        name = unquote(request.path.removeprefix("/works/")).lower()
        doi = name.removesuffix("/agency")
        value = _found(works, doi, request)
        if value and doi != name:
            agency = {"DOI": doi, "agency": {"id": "crossref", "label": "Crossref"}}
            return _told(agency, "work-agency", request)
        if value:
            return _told(value, "work", request)
    return Reply(status=404, type="text/plain", data=b"Resource not found.", headers=limits(request, "single"))


def limits(request: Request, kind: str) -> dict[str, str]:
    """Return the headers of the rate limit; who gives an address of mail is in the polite pool."""
    polite = "mailto" in request.query or "mailto:" in request.headers.get("user-agent", "")
    most = ("10" if kind == "single" else "3") if polite else "5"
    return {
        "x-rate-limit-limit": most, "x-rate-limit-interval": "1s", "x-concurrency-limit": "3" if polite else "1",
        "x-api-pool": f"{'polite' if polite else 'public'}-{kind}",
    }  # fmt: skip


def _told(message: object, kind: str, request: Request) -> Reply:
    value = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    headers = limits(request, "array" if kind == "work-list" else "single")
    return told(value, headers=headers)


def _found(works: tuple[Work, ...], doi: str, request: Request) -> Value | None:
    for work in works:
        if work.doi.lower() == doi:
            return entity(work, request)
        if work.taken_back(request.today) and work.notice and work.notice.doi.lower() == doi:
            return notice(work)
    return None


def _list(works: tuple[Work, ...], request: Request) -> Reply:
    """`GET /works`."""
    filters = [each.partition(":")[::2] for each in request.one("filter").split(",") if each]
    if wrong := [name for name, _ in filters if name not in FILTERS]:
        words = (
            f"Filter {wrong[0]} specified but there is no such filter for this route. Valid filters for this route are"
        )
        fault = {"type": "filter-not-available", "value": wrong[0], "message": words}
        return told({"status": "failed", "message-type": "validation-failure", "message": [fault]}, 400)
    query = " ".join(request.one(name) for name in ("query", "query.bibliographic", "query.title"))
    found = [work for work in works if papers.fits(work, query) and all(_holds(work, *each) for each in filters)]
    size, start = min(request.number("rows", PAGE), LONGEST), request.number("offset", 0)
    kept = request.one("select").split(",") if request.one("select") else []
    items = [_chosen(entity(work, request), kept) for work in found[start : start + size]]
    more = {"next-cursor": "sample-cursor=="} if request.one("cursor") else {}
    if request.one("cursor") not in {"", "*"}:
        items = []
    message = {
        "facets": {}, "total-results": len(found), "items": items, "items-per-page": size,
        "query": {"start-index": start, "search-terms": query.strip() or None}, **more,
    }  # fmt: skip
    return _told(message, "work-list", request)


def _holds(work: Work, name: str, value: str) -> bool:
    if name.startswith("from-"):
        return f"{work.at}" >= value
    if name.startswith("until-"):
        return f"{work.at}" <= value
    return {"issn": work.issn, "type": work.kind, "is-update": "false"}.get(name, value) == value


def _chosen(value: Value, kept: list[str]) -> Value:
    return {name: each for name, each in value.items() if name in kept} if kept else value


def _parts(day: date) -> Value:
    return {
        "date-parts": [[day.year, day.month, day.day]], "date-time": f"{day}T00:00:00Z",
        "timestamp": (day.toordinal() - 719_163) * 86_400_000,
    }  # fmt: skip


def entity(work: Work, request: Request) -> Value:
    """A work; titles are lists, the abstract is JATS, a date may lack its day."""
    people = papers.names(work)
    authors: list[Value] = [
        {"given": given, "family": family, "sequence": "additional" if number else "first", "affiliation": []}
        for number, (family, given) in enumerate(people)
    ]
    found: Value = {
        "DOI": work.doi, "type": work.kind, "title": [papers.retitled(work, request.today)], "subtitle": [],
        "container-title": [work.venue], "publisher": work.venue, "author": authors, "URL": f"https://doi.org/{work.doi}",
        "issued": {"date-parts": [[work.at.year, work.at.month, work.at.day]]},
        "published": {"date-parts": [[work.at.year, work.at.month, work.at.day]]}, "created": _parts(work.at),
        "indexed": _parts(work.at), "ISSN": [work.issn] if work.issn else [], "language": work.language,
        "abstract": f"<jats:title>Abstract</jats:title><jats:p>{papers.paragraph(work.abstract)}</jats:p>",
        "is-referenced-by-count": work.cited, "references-count": 0, "score": 17.2, "relation": {}, "subject": [],
    }  # fmt: skip
    if work.taken_back(request.today) and work.notice:
        update = {
            "DOI": work.notice.doi, "type": work.notice.type, "label": work.notice.label, "source": "retraction-watch",
            "record-id": "99999", "updated": _parts(work.notice.at),
        }  # fmt: skip
        found["updated-by"] = [update]
    return found


def notice(work: Work) -> Value:
    """The notice that takes a work back."""
    if work.notice is None:
        return {}
    update = {
        "DOI": work.doi, "type": work.notice.type, "label": work.notice.label, "source": "publisher",
        "updated": _parts(work.notice.at),
    }  # fmt: skip
    return {
        "DOI": work.notice.doi, "type": work.kind, "title": [f"{work.notice.label}: {work.title}"],
        "container-title": [work.venue], "issued": {"date-parts": [[work.notice.at.year, work.notice.at.month]]},
        "URL": f"https://doi.org/{work.notice.doi}", "update-to": [update],
    }  # fmt: skip
