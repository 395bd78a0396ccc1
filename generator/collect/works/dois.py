"""Text and addresses in, the DOIs they name out; pure, and linear in the length of the text.

The pattern is the one Crossref recommends, which met 74.4 of its 74.9 million DOIs
(https://www.crossref.org/blog/dois-and-matching-regular-expressions/), with the angle brackets that early DOIs of
Wiley have. A DOI says nothing about where it ends, so what follows it in prose and in addresses is taken off here.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

LENGTH = 256
"""Longest DOI; there is no limit in the standard (ISO 26324), but registered ones rarely have 100 characters."""
MOST = 30
"""DOIs taken from one text: who lists more does not point at a work."""
TEXT = 100_000
"""Characters of a text that are looked at."""

SHAPE = re.compile(r"10\.\d{4,9}/[-._;()/:a-z0-9]+|10\.1002/\(sici\)[-._;()/:a-z0-9<>]+", re.ASCII)
"""A DOI in lower case, which is the form it is compared in."""
IN_TEXT = re.compile(
    r"(?<![\w.])(?:10\.1002/\(sici\)[-._;()/:a-z0-9<>]{1,1000}|10\.\d{4,9}/[-._;()/:a-z0-9]+)", re.ASCII | re.IGNORECASE
)
ARXIV_IN_TEXT = re.compile(r"(?<!\w)arxiv:\s?(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})(?!\d)", re.IGNORECASE)
ESCAPED = re.compile(r"10\.\d{4,9}%2f", re.IGNORECASE)
FOLLOWING = ".,;:'\"?!"
"""Marks of a sentence that stand after a DOI and are not part of it."""
PAIRS = (("(", ")"), ("<", ">"))
AFTER = re.compile(
    r"/(?:full|fulltext|full-text|pdf|epdf|pdfdirect|abstract|abs|summary|html|epub|meta|references|download)$|"
    r"\.(?:pdf|html?|full|abstract)$"
)
"""What publishers put behind a DOI in the addresses of their pages."""
VERSION = re.compile(r"^(10\.(?:1101|64898)/[\d.]+|10\.48550/arxiv\.[\d.]+)v\d+.*$")
"""bioRxiv, medRxiv and arXiv: the version is part of the address only."""

PREPRINT_HOSTS = {
    "psyarxiv": "10.31234",
    "socarxiv": "10.31235",
    "osf": "10.31219",
    "edarxiv": "10.35542",
    "mediarxiv": "10.33767",
    "metaarxiv": "10.31222",
    "lawarxiv": "10.31228",
    "thesiscommons": "10.31237",
    "africarxiv": "10.31730",
    "lissa": "10.31229",
    "sportrxiv": "10.31236",
}
"""Provider in osf.io/preprints/<provider>/<id> -> prefix of its DOIs."""

PLACES: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html|format)/(\d{4}\.\d{4,5})(?!\d)"), "10.48550/arxiv.{}"),
    (re.compile(r"(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf)/([a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})"), "10.48550/arxiv.{}"),
    (re.compile(r"zenodo\.org/records?/(\d{1,12})"), "10.5281/zenodo.{}"),
    (re.compile(r"nature\.com/articles/([sdn][\w-]{5,40})"), "10.1038/{}"),
    (re.compile(r"elifesciences\.org/(?:articles|reviewed-preprints)/(\d{4,7})"), "10.7554/elife.{}"),
    (re.compile(r"peerj\.com/articles/(\d{1,6})"), "10.7717/peerj.{}"),
    (re.compile(r"peerj\.com/articles/(cs-\d{1,6})"), "10.7717/peerj-{}"),
    (re.compile(r"(?:papers\.)?ssrn\.com/sol3/papers\.cfm\?(?:.{0,200}&)?abstract_?id=(\d{4,9})"), "10.2139/ssrn.{}"),
    (re.compile(r"researchsquare\.com/article/(rs-\d{4,9}/v\d{1,3})"), "10.21203/rs.3.{}"),
)
"""Address, in lower case and without its scheme and www. -> the DOI that its publisher made of it."""
TELLING = re.compile(r"arxiv\.org|zenodo|osf\.io|nature\.com|elife|peerj|ssrn|researchsquare", re.IGNORECASE)
"""What addresses have that PLACES or OSF may know; most have nothing of it, and are not taken apart."""
OSF = re.compile(r"osf\.io/preprints/([a-z]{2,20})/([a-z0-9]{5,8}(?:_v\d{1,3})?)(?![a-z0-9])")


def found(text: str, links: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the DOIs that a text and its links name, in lower case, each once: those of the text first, in order.

    Every one of them has the form of SHAPE; whether anybody registered it is for the registers to say.
    """
    text = text[:TEXT]
    named: list[tuple[int, str | None]] = []
    if "10." in text:  # most texts have neither, and are passed over fifty times as fast
        text = unquote(text) if ESCAPED.search(text) else text
        named += [(match.start(), clean(match[0])) for match in IN_TEXT.finditer(text)]
    if "arxiv" in text.lower():
        named += [(match.start(), clean(f"10.48550/arXiv.{match[1]}")) for match in ARXIV_IN_TEXT.finditer(text)]
    ordered = [doi for _, doi in sorted(named, key=lambda pair: pair[0])]
    kept = dict.fromkeys(doi for doi in (*ordered, *(of_link(link) for link in links)) if doi)
    return tuple(kept)[:MOST]


def of_link(url: str) -> str | None:
    """Return the DOI in an address, or the one that its publisher made of it; None where there is none."""
    readable = unquote(url[: LENGTH * 8])
    match = IN_TEXT.search(readable) if "10." in readable else None
    doi = clean(match[0]) if match else None
    if doi or not TELLING.search(readable):
        return doi
    try:
        parts = urlsplit(readable.lower())
    except ValueError:
        return None
    place = f"{parts.netloc.removeprefix('www.')}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    if preprint := OSF.match(place):
        prefix = PREPRINT_HOSTS.get(preprint[1])
        return clean(f"{prefix}/osf.io/{preprint[2]}") if prefix else None
    made = (form.format(match[1]) for pattern, form in PLACES if (match := pattern.match(place)))
    return next((doi for doi in map(clean, made) if doi), None)


def clean(written: str) -> str | None:
    """Return a DOI, written in any way, in the form it is compared in; None where it is none.

    Taken off: the resolver before it, marks and unbalanced brackets after it, the endings of publishers' addresses.
    """
    start = IN_TEXT.search(unquote(written[: LENGTH * 8]))
    if not start or len(start[0]) > LENGTH * 2:
        return None
    doi = _without_version(_unclosed(start[0].lower()))
    while (shorter := AFTER.sub("", _ended(doi))) != doi:
        doi = shorter
    return doi if SHAPE.fullmatch(doi) and len(doi) <= LENGTH else None


def _without_version(doi: str) -> str:
    return VERSION.sub(r"\1", doi)


def _ended(doi: str) -> str:
    """Take off what ends a sentence or closes a bracket that was opened before the DOI."""
    while doi:
        opened = next((opening for opening, closing in PAIRS if closing == doi[-1]), None)
        unbalanced = opened is not None and doi.count(opened) < doi.count(doi[-1])
        if not unbalanced and doi[-1] not in FOLLOWING and doi[-1] != "/":
            return doi
        doi = doi[:-1]
    return doi


def _unclosed(doi: str) -> str:
    """Cut at a bracket that is never closed: it belongs to the sentence."""
    for opening, closing in PAIRS:
        while doi.count(opening) > doi.count(closing):
            doi = doi[: doi.rindex(opening)]
    return doi


def address(doi: str) -> str:
    """Return where a DOI leads: https://doi.org/..., safe to print."""
    return "https://doi.org/" + doi.translate({ord("<"): "%3C", ord(">"): "%3E"})
