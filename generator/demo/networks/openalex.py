"""A question to OpenAlex in, its JSON out: works by search, by filter, by number or DOI; retracted ones are marked.

Since February 2026 every question costs a part of a day's budget, and the headers say what is left. An old number leads
to the new one (301). An unknown filter is a 400, because a misspelt one would otherwise mean "everything"
(help.openalex.org).
"""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from generator.demo.days import known
from generator.demo.elsewhere import Work
from generator.demo.networks import papers
from generator.demo.networks.papers import Value
from generator.demo.sample import Sample
from generator.demo.words import Reply, Request, told

HOST = "api.openalex.org"
PAGE, LONGEST = 25, 100
FREE, KEYED = 1_000, 10_000
"""Budget of a day in hundredths of a cent: without a key and with one."""
KEY = "sample-openalex-key-0123456789"
MERGED = "W9900000000"
"""An old number of the newest work."""
ISSN = ("primary_location.source.issn", "locations.source.issn", "primary_location.source.issn_l", "journal")


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    works = known(sample, "openalex", request.today)
    if request.one("api_key", KEY) != KEY:
        return _wrong("Unauthorized", "Invalid API key.", 401, request)
    if request.path == "/works":
        return _list(works, request)
    name = request.path.removeprefix("/works/").removeprefix("https://doi.org/").removeprefix("doi:").lower()
    if name.upper() == MERGED and works:
        return Reply(status=301, headers={"Location": f"https://{HOST}/works/{works[0].numbers['openalex']}"})
    work = next((each for each in works if name in {each.doi.lower(), each.numbers["openalex"].lower()}), None)
    if work is None:
        return _wrong("Not found", "Page not found", 404, request)
    return told(_chosen(entity(work, request.today), request), headers=limits(request, 0))


def limits(request: Request, cost: int) -> dict[str, str]:
    """Return what is left of the day."""
    most = KEYED if request.one("api_key") or request.bearer else FREE
    midnight = datetime.combine(request.today.date() + timedelta(days=1), time(tzinfo=request.today.tzinfo))
    return {
        "X-RateLimit-Limit": str(most),
        "X-RateLimit-Remaining": str(max(0, most - 10 * request.asked)),
        "X-RateLimit-Credits-Used": str(cost),
        "X-RateLimit-Reset": str(int((midnight - request.today).total_seconds())),
    }  # fmt: skip


def _wrong(error: str, words: str, status: int, request: Request) -> Reply:
    return told({"error": error, "message": words}, status, limits(request, 0))


def _list(works: Sequence[Work], request: Request) -> Reply:
    """`GET /works`."""
    rules = [_rule(each) for each in re.split(r",(?=[\w.]+:)", request.one("filter")) if each]
    if wrong := [name for name, _ in rules if name not in KNOWN]:
        words = f"{wrong[0]} is not a valid field. Valid fields are underscore or hyphenated versions of: ..."
        return _wrong("Invalid query parameters error.", words, 403, request)
    found = [work for work in works if papers.fits(work, request.one("search"))]
    found = [work for work in found if all(_holds(work, name, values, request.today) for name, values in rules)]
    size = request.number("per_page", request.number("per-page", PAGE))
    if not 1 <= size <= LONGEST:
        return _wrong("Invalid query parameters error.", "per-page parameter must be between 1 and 100", 400, request)
    page = max(1, request.number("page", 1))
    results = [_chosen(entity(work, request.today), request) for work in found[(page - 1) * size : page * size]]
    cost = 0.001 if request.one("search") else 0.0001
    meta: Value = {"count": len(found), "db_response_time_ms": 9, "page": page, "per_page": size, "cost_usd": cost}
    if request.one("cursor"):
        meta["next_cursor"] = "sample-cursor" if request.one("cursor") == "*" else None
        results = results if request.one("cursor") == "*" else []
    return told({"meta": meta, "results": results, "group_by": []}, headers=limits(request, int(cost * 10_000)))


def _rule(text: str) -> tuple[str, list[str]]:
    name, _, value = text.partition(":")
    return name, value.split("|")


KNOWN = frozenset({
    "doi", "openalex", "from_publication_date", "to_publication_date", "from_created_date", "is_retracted", "language",
    "type", "title.search", "default.search", "title_and_abstract.search", "abstract.search", "has_abstract", *ISSN,
})  # fmt: skip


def _holds(work: Work, name: str, values: list[str], today: datetime) -> bool:
    if name in ISSN:
        return work.issn in values
    if name.startswith(("from_", "to_")):
        return f"{work.at}" >= values[0] if name.startswith("from_") else f"{work.at}" <= values[0]
    if name.endswith(".search"):
        return any(papers.fits(work, value) for value in values)
    have = {
        "doi": work.doi.lower(), "openalex": work.numbers["openalex"], "language": work.language,
        "is_retracted": str(work.taken_back(today)).lower(), "type": "article",
    }.get(name)  # fmt: skip
    return have is None or have in {value.lower().removeprefix("https://doi.org/") for value in values} | set(values)


def _chosen(value: Value, request: Request) -> Value:
    kept = request.one("select").split(",") if request.one("select") else []
    return {name: each for name, each in value.items() if name in kept} if kept else value


def entity(work: Work, today: datetime) -> Value:
    """A work; its abstract is an index of words, since publishers do not let it be printed whole."""
    page = f"https://doi.org/{work.doi}" if work.doi else work.home
    source = {
        "id": "https://openalex.org/S9900000001", "display_name": work.venue, "issn_l": work.issn or None,
        "issn": [work.issn] if work.issn else None, "is_in_doaj": work.in_doaj, "type": "journal",
    }  # fmt: skip
    place = {
        "is_oa": bool(work.home), "landing_page_url": page, "pdf_url": None, "license": "cc-by", "source": source,
    }  # fmt: skip
    title = papers.retitled(work, today)
    return {
        "id": f"https://openalex.org/{work.numbers['openalex']}",
        "doi": f"https://doi.org/{work.doi}" if work.doi else None,
        "display_name": title, "title": title, "publication_year": work.at.year, "publication_date": f"{work.at}",
        "type": "article", "language": work.language, "is_retracted": work.taken_back(today),
        "authorships": [_author(name) for name in papers.spoken(work)],
        "primary_location": place, "best_oa_location": place if work.home else None,
        "open_access": {
            "is_oa": bool(work.home), "oa_status": "gold" if work.home else "closed", "oa_url": work.home,
        },
        "cited_by_count": work.cited, "fwci": None, "topics": [], "primary_topic": None, "referenced_works": [],
        "ids": {"openalex": f"https://openalex.org/{work.numbers['openalex']}"}, "keywords": [],
        "abstract_inverted_index": _index(work.abstract),
    }  # fmt: skip


def _author(name: str) -> Value:
    person = {"id": None, "display_name": name, "orcid": None}
    return {"author_position": "middle", "author": person, "raw_author_name": name}


def _index(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        found.setdefault(word, []).append(place)
    return found
