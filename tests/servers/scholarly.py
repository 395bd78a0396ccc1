"""The faults and traps of arXiv, ERIC, Crossref, OpenAlex and DOAJ.

Always there: a work that was taken back (updated-by, is_retracted, a title that says so), an old number that leads to
the new one (301), what is not there as plain text, limits in headers, an id with a version, a title over two lines.
"""

from dataclasses import replace

from generator.demo.networks import arxiv, crossref, doaj, eric, openalex
from tests.servers.ways import Fault, Network, edited, html, on, text, value


def _years(request, answer):
    """Years come as texts, authors as one text, lists as null."""

    def change(content):
        for doc in content["response"]["docs"]:
            doc.update(publicationdateyear=str(doc.get("publicationdateyear")), author="Doe, J.", issn=None)

    reply = answer(request)
    return edited(reply, change) if request.host == eric.HOST and reply.data.startswith(b"{") else reply


def _half_a_date(request, answer):
    """Crossref knows the year only, or says null."""

    def change(content):
        for number, item in enumerate(content["message"].get("items", ())):
            item["issued"] = {"date-parts": [[item["issued"]["date-parts"][0][0]] if number % 2 else [None]]}
            item["title"] = item["title"] if number % 2 else []

    reply = answer(request)
    return edited(reply, change) if request.host == crossref.HOST and reply.data.startswith(b"{") else reply


def _burst(request, answer):
    """Five at once are allowed, and no more."""
    if request.host == doaj.HOST and request.asked > 5:
        return value(429, {"status": "too_many_requests", "error": "You have exceeded the rate limit"})
    return answer(request)


def _broken_over_pages(request, answer):
    reply = answer(request)
    return reply if request.host != arxiv.HOST or request.number("start", 0) == 0 else replace(reply, data=b"<feed>")


BUDGET = value(
    429,
    {"error": "Rate limit exceeded", "message": "Insufficient budget. This request costs $0.001."},
    X_RateLimit_Limit="1000",
    X_RateLimit_Remaining="0",
    X_RateLimit_Reset="67200",
)
RATE = {
    "x_rate_limit_limit": "5",
    "x_rate_limit_interval": "1s",
    "x_concurrency_limit": "1",
    "x_api_pool": "public-array",
}
FAULTS = {
    "arxiv-503": on(
        "/api/query", "503 with Retry-After", html(503, "Service Unavailable", Retry_After="10"), host=arxiv.HOST
    ),
    "arxiv-429": on("/api/query", "429, plain words", text(429, "Rate exceeded."), host=arxiv.HOST),
    "arxiv-pages": Fault(words="the second page is broken", act=_broken_over_pages),
    "eric-years": Fault(words="years as texts, one author as a text", act=_years),
    "eric-down": on("/eric", "502, HTML", html(502, "Bad Gateway"), host=eric.HOST),
    "crossref-busy": on("/", "429 with rate headers", text(429, "Too many requests", **RATE), host=crossref.HOST),
    "crossref-blocked": on(
        "/", "403, blocked by hand", text(403, "Please contact support@crossref.example"), host=crossref.HOST
    ),
    "crossref-dates": Fault(words="half a date, no title", act=_half_a_date),
    "openalex-budget": on("/works", "429, the day's budget is spent", BUDGET, host=openalex.HOST),
    "openalex-key": on(
        "/works",
        "401, a wrong key",
        value(401, {"error": "Unauthorized", "message": "Invalid API key."}),
        host=openalex.HOST,
    ),
    "doaj-burst": Fault(words="429 after five questions", act=_burst),
    "doaj-error": on(
        "/api", "500, JSON", value(500, {"status": "error", "error": "Unable to retrieve"}), host=doaj.HOST
    ),
}
NETWORK = Network(
    scenes=("literature",),
    hosts=(crossref.HOST, openalex.HOST, arxiv.HOST, eric.HOST, doaj.HOST, "doi.org", "dx.doi.org"),
    paths=("/works/10.5555/ceg.2026.0318", "/works?query=formative+assessment"),
    sources=(
        ("arxiv", "cat:cs.CY", {}),
        ("eric", "search:formative assessment", {}),
        ("crossref", "search:formative assessment", {}),
        ("openalex", "search:formative assessment", {}),
        ("doaj", "search:formative assessment", {}),
    ),
    secrets={"OPENALEX_API_KEY": openalex.KEY, "CONTACT_EMAIL": "reader@between-lessons.example"},
    faults=FAULTS,
)
