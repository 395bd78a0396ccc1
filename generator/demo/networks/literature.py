"""A question to a register of papers in, its answer out: arXiv, ERIC, Crossref, OpenAlex, DOAJ, and doi.org itself."""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from generator.demo.networks import arxiv, crossref, doaj, eric, openalex
from generator.demo.sample import Sample
from generator.demo.words import GET, Reply, Request, nothing, told, wrong_method

RESOLVERS = ("doi.org", "dx.doi.org")


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    return REGISTERS[request.host](sample, request)


def resolve(sample: Sample, request: Request) -> Reply:
    """`https://doi.org/<doi>` leads to the page of the work; `/ra/<doi>` says who registered it."""
    name = unquote(request.path.removeprefix("/")).lower()
    doi = name.removeprefix("ra/")
    work = next((each for each in sample.works if each.doi and each.doi.lower() == doi), None)
    if doi != name:
        return told([{"DOI": doi, "RA": "Crossref"} if work else {"DOI": doi, "status": "DOI does not exist"}])
    return Reply(status=302, headers={"Location": work.open_at}) if work and work.open_at else nothing()


REGISTERS: Mapping[str, Callable[[Sample, Request], Reply]] = {
    arxiv.HOST: arxiv.answer,
    eric.HOST: eric.answer,
    crossref.HOST: crossref.answer,
    openalex.HOST: openalex.answer,
    doaj.HOST: doaj.answer,
    **dict.fromkeys(RESOLVERS, resolve),
}
