"""A question to arXiv's API in, its Atom out (info.arxiv.org/help/api/user-manual.html).

Ids are addresses with a version at the end, titles may break over lines, and what is wrong is said in an entry called
Error. Terms are joined by AND, OR and ANDNOT; a date range is one of them.
"""

import re
from datetime import UTC, datetime, time

from generator.demo.days import known
from generator.demo.elsewhere import Work
from generator.demo.networks import papers
from generator.demo.networks.writing import ATOM as NAMESPACE
from generator.demo.networks.writing import document, iso, tag
from generator.demo.sample import Sample
from generator.demo.words import ATOM, Reply, Request, nothing

HOST = "export.arxiv.org"
PAGE, LONGEST = 10, 2000
OPENSEARCH, OWN = "http://a9.com/-/spec/opensearch/1.1/", "http://arxiv.org/schemas/atom"
TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|\[([^\]]*)\]|(\S+))')
EVENING = time(18, 0, tzinfo=UTC)


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.path != "/api/query":
        return nothing()
    for name in ("start", "max_results"):
        if not request.one(name, "0").isdecimal():
            return _error(f"{name} must be an integer")
    ids = {each.strip().partition("v")[0] for each in request.one("id_list").split(",") if each.strip()}
    query = request.one("search_query")
    if not (ids or query):
        return _error("search_query or id_list must be given")
    found = [work for work in known(sample, "arxiv", request.today) if not ids or work.numbers["arxiv"] in ids]
    found = [work for work in found if not query or _either(work, query)]
    if request.one("sortOrder") == "ascending":
        found.reverse()
    start, size = request.number("start", 0), min(request.number("max_results", PAGE), LONGEST)
    page = found[start : start + size]
    head = (
        tag("link", href=f"http://{HOST}{request.target}", rel="self", type="application/atom+xml")
        + tag("title", f"ArXiv Query: {query}", type="html") + tag("id", f"http://{HOST}/api/sample")
        + tag("updated", iso(request.today.replace(hour=0, minute=0), "-05:00"))
        + tag("opensearch:totalResults", str(len(found))) + tag("opensearch:startIndex", str(start))
        + tag("opensearch:itemsPerPage", str(size))
    )  # fmt: skip
    return Reply(type=ATOM, data=_document(head + "".join(_entry(work) for work in page)))


def _document(inside: str) -> bytes:
    return document("feed", inside, own=NAMESPACE, opensearch=OPENSEARCH, arxiv=OWN)


def _error(words: str) -> Reply:
    entry = (
        f"<entry>{tag('title', 'Error')}{tag('id', f'http://{HOST}/api/errors#sample')}{tag('summary', words)}</entry>"
    )
    return Reply(status=400, type=ATOM, data=_document(entry))


def _either(work: Work, query: str) -> bool:
    """AND binds more tightly than OR here; parentheses are looked through, as the sample needs no deeper ones."""
    text = query.replace("(", " ").replace(")", " ")
    if " AND " in query and ") AND " in query:
        return all(any(_every(work, part) for part in group.split(" OR ")) for group in text.split(" AND "))
    return any(_every(work, part) for part in text.split(" OR "))


def _every(work: Work, query: str) -> bool:
    tests = query.replace(" ANDNOT ", " AND -").split(" AND ")
    return all(_term(work, each.strip().lstrip("-")) != each.strip().startswith("-") for each in tests if each.strip())


def _term(work: Work, text: str) -> bool:
    return all(_fits(work, name, phrase, span, word) for name, phrase, span, word in TERM.findall(text))


def _fits(work: Work, name: str, phrase: str, span: str, word: str) -> bool:
    if span:
        first, _, last = span.partition(" TO ")
        return first.strip()[:8] <= f"{work.at:%Y%m%d}" <= (last.strip() or "9")[:8]
    value = (phrase or word).lower()
    if name == "cat":
        return value.rstrip("*") in " ".join(work.subjects).lower()
    fields = {"ti": work.title, "abs": work.abstract, "au": " ".join(work.authors)}
    return papers.words(value) <= papers.words(fields.get(name, papers.everything(work)))


def _entry(work: Work) -> str:
    number = f"http://arxiv.org/abs/{work.numbers['arxiv']}v1"
    at = iso(datetime.combine(work.at, EVENING))
    authors = "".join(f"<author>{tag('name', name)}</author>" for name in papers.spoken(work))
    first = next((each for each in work.subjects if "." in each), "cs.CY")
    doi = tag("arxiv:doi", work.doi) if work.doi else ""
    title = work.title.replace(": ", ":\n  ", 1)
    return (
        f"\n<entry>{tag('id', number)}{tag('updated', at)}{tag('published', at)}{tag('title', title)}"
        f"{tag('summary', '  ' + work.abstract)}{authors}{tag('link', href=number, rel='alternate', type='text/html')}"
        f"{tag('link', title='pdf', href=number.replace('/abs/', '/pdf/'), rel='related', type='application/pdf')}"
        f"{tag('arxiv:primary_category', term=first, scheme=OWN)}"
        f"{''.join(tag('category', term=each, scheme=OWN) for each in work.subjects if '.' in each)}{doi}</entry>"
    )
