"""A question to the Directory of Open Access Journals in, its JSON out: articles, and whether a journal is in it.

`/api/search/articles/<query>`; doi:, issn:, title: are fields, words are joined by AND (doaj.org/api/docs).
"""

import re
from urllib.parse import unquote

from generator.demo.days import known
from generator.demo.elsewhere import Work
from generator.demo.networks import papers
from generator.demo.networks.papers import Value
from generator.demo.sample import Sample
from generator.demo.words import Reply, Request, told

HOST = "doaj.org"
PAGE, LONGEST, REACHED = 10, 100, 1000
ROUTE = re.compile(r"/api(?:/v\d)?/search/(articles|journals)/(.+)")
FIELDED = re.compile(r'([\w.]+):("[^"]*"|\[[^\]]*\]|\S+)')


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    found = ROUTE.fullmatch(request.path)
    if found is None:
        return told({"status": "not_found", "error": "404"}, 404)
    size, page = request.number("pageSize", PAGE), max(1, request.number("page", 1))
    if size > LONGEST or (page - 1) * size >= REACHED:
        return told({"status": "bad_request", "error": f"Page size must be at most {LONGEST}"}, 400)
    query = unquote(found[2]).replace("\\", "")
    works = [work for work in known(sample, "doaj", request.today) if _wanted(work, query)]
    if found[1] == "journals":
        works = list({work.issn: work for work in works}.values())
    write = _article if found[1] == "articles" else _journal
    here = works[(page - 1) * size : page * size]
    base = f"https://{HOST}{request.path}"
    more = {"next": f"{base}?page={page + 1}&pageSize={size}"} if page * size < len(works) else {}
    return told(
        {
            "total": len(works), "page": page, "pageSize": size, "query": query,
            "results": [write(work) for work in here],
            "timestamp": f"{request.today:%Y-%m-%dT%H:%M:%S.000000Z}", **more,
        }
    )  # fmt: skip


def _wanted(work: Work, query: str) -> bool:
    plain = FIELDED.sub(" ", query)
    return papers.fits(work, plain) and all(_field(work, name, value) for name, value in FIELDED.findall(query))


def _field(work: Work, name: str, value: str) -> bool:
    bare = value.strip('"').lower()
    if name in {"doi", "bibjson.identifier.id.exact"}:
        return bare == work.doi.lower()
    if name == "issn":
        return bare == work.issn.lower()
    if value.startswith("["):
        first, last = [*value[1:-1].split(" TO "), "9"][:2]
        return first.strip() <= f"{work.at}"[: len(first.strip())] and f"{work.at}" <= last.replace("*", "9")
    have = {"title": work.title, "abstract": work.abstract, "publisher": work.venue}.get(name)
    return have is None or papers.words(bare) <= papers.words(have)


def _article(work: Work) -> Value:
    return {
        "id": work.numbers["doaj"], "created_date": f"{work.at}T06:00:00Z", "last_updated": f"{work.at}T06:00:00Z",
        "bibjson": {
            "title": work.title, "year": f"{work.at.year}", "month": f"{work.at.month}",
            "abstract": papers.paragraph(work.abstract), "author": [{"name": name} for name in papers.spoken(work)],
            "journal": {"title": work.venue, "issns": [work.issn], "publisher": work.venue, "country": "NO",
                        "language": [work.language.upper()]},
            "identifier": [{"type": "doi", "id": work.doi}, {"type": "eissn", "id": work.issn}],
            "link": [{"type": "fulltext", "content_type": "HTML", "url": work.open_at or f"https://doi.org/{work.doi}"}],
            "keywords": list(work.subjects), "subject": [{"scheme": "LCC", "code": "L", "term": "Education"}],
        },
    }  # fmt: skip


def _journal(work: Work) -> Value:
    return {"id": work.issn.replace("-", ""), "bibjson": {"title": work.venue, "eissn": work.issn, "boai": True}}
