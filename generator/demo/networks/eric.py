"""A question to ERIC in, its JSON out (api.ies.ed.gov/eric): what the United States' index of education knows.

It has no DOI field; a DOI may be the address. `url` comes only when it is asked for, unknown fields are ignored, and a
question without `format=json` is answered in XML.
"""

import re

from generator.demo.days import known
from generator.demo.elsewhere import Work
from generator.demo.networks import papers
from generator.demo.networks.papers import Value
from generator.demo.networks.writing import document, tag
from generator.demo.sample import Sample
from generator.demo.words import Reply, Request, nothing, told

HOST = "api.ies.ed.gov"
PAGE, LONGEST = 20, 2000
USUAL = "id,title,author,description,publicationdateyear,source,subject,peerreviewed,publicationtype".split(",")
FIELDED = re.compile(r'(\w+):\s*("[^"]*"|\[[^\]]*\]|\S+)')


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.path not in {"/eric/", "/eric"}:
        return nothing()
    found = [work for work in known(sample, "eric", request.today) if _wanted(work, request.one("search"))]
    start, rows = request.number("start", 0), min(request.number("rows", PAGE), LONGEST)
    fields = [each.strip() for each in request.one("fields").split(",") if each.strip()] or USUAL
    docs = [_kept(_doc(work), fields) for work in found[start : start + rows]]
    if request.one("format") != "json":
        return Reply(
            type="text/xml", data=document("response", tag("result", name="response", numFound=str(len(found))))
        )
    return told({"response": {"numFound": len(found), "start": start, "numFoundExact": True, "docs": docs}})


def _wanted(work: Work, query: str) -> bool:
    plain = FIELDED.sub(" ", query)
    return papers.fits(work, plain) and all(_field(work, name, value) for name, value in FIELDED.findall(query))


def _field(work: Work, name: str, value: str) -> bool:
    if name == "publicationdateyear":
        years: list[str] = re.findall(r"\d{4}", value) or ["0"]
        return years[0] <= str(work.at.year) <= ("9999" if "*" in value else years[-1])
    have = {"title": work.title, "subject": " ".join(work.subjects), "author": " ".join(work.authors)}.get(name)
    return have is None or papers.words(value) <= papers.words(have)


def _kept(doc: Value, fields: list[str]) -> Value:
    return {name: doc[name] for name in fields if name in doc}


def _doc(work: Work) -> Value:
    return {
        "id": work.numbers["eric"], "title": work.title, "author": list(work.authors),
        "description": papers.paragraph(work.abstract), "publicationdateyear": work.at.year, "source": work.venue,
        "subject": [each for each in work.subjects if "." not in each],
        "peerreviewed": "T" if work.kind == "journal-article" else "F",
        "publicationtype": ["Journal Articles", "Reports - Research"] if work.issn else ["Reports - Research"],
        "publisher": work.venue, "issn": [f"ISSN-{work.issn}"] if work.issn else [],
        "language": ["English" if work.language == "en" else "Spanish"],
        **({"url": f"http://dx.doi.org/{work.doi}"} if work.doi else {}),
    }  # fmt: skip
