"""Texts about scholarly indexes in, what they mean out: arXiv, ERIC, Crossref, OpenAlex, DOAJ."""

import re
from collections.abc import Callable

from generator.config.kinds.words import Meant, Row, Web, from_page, refuse_page, search
from generator.forms import Mistake

ARCHIVES = frozenset(
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th physics "
    "q-bio q-fin quant-ph stat".split()
)
"""The archives of arXiv (arxiv.org/category_taxonomy)."""
LOWER = frozenset({"physics", "astro-ph", "cond-mat"})
"""Archives whose parts are not, or not wholly, written in capitals: physics.ed-ph, cond-mat.mtrl-sci, astro-ph.CO."""
CATEGORY = re.compile(r"(?i)(?:cat:\s*)?(?P<archive>[a-z-]+)(?:\.(?P<part>[a-z-]{2,}))?")
ISSN = re.compile(r"(?i)(?:issn:?\s*)?(?P<first>\d{4})-?(?P<last>\d{3}[\dx])")
"""ISO 3297: eight digits, the last of which is a check and may be an X."""

ARXIV_FORMS = "It can be a category, such as cs.CY, or words to search for."
WORDS_FORMS = 'It can be words to search for: "open textbooks"'
JOURNAL_FORMS = 'It can be words to search for, "open textbooks", or the ISSN of a journal.'
ASKED = ("search", "q", "query")
"""Parameters in which these sites write what was searched for."""

FILTER = re.compile(r"(?:^|,)(?:default|title_and_abstract)\.search:(?P<words>[^,|]+)")
"""The words in the address of a search on openalex.org (developers.openalex.org, filter)."""
QUERY_STRING = re.compile(r'"query_string"\s*:\s*\{\s*"query"\s*:\s*"(?P<words>[^"\\]+)"')
"""The words in the address of a search on doaj.org, which holds a query of Elasticsearch as JSON."""


def arxiv(value: str) -> Meant:
    """Read a category such as cs.CY, words, or the address of the list of a category."""
    stripped = value.strip()
    if meant := from_page(stripped, arxiv_page, "arXiv", ARXIV_FORMS):
        return meant
    found = CATEGORY.fullmatch(stripped)
    if found and found["archive"].lower() in ARCHIVES:
        name = _category(found["archive"].lower(), found["part"])
        return Meant(kind="arxiv", address=f"cat:{name}", name=f"{name} (arXiv)")
    if found and found["part"]:
        raise Mistake(f'arXiv has no category "{stripped}".', "arxiv.org/category_taxonomy lists them; one is cs.CY.")
    return search("arxiv", "arXiv", stripped)


def arxiv_page(page: Web) -> Meant | None:
    """Read the list of a category, or a search; None below other hosts, where the feeds and the blog are."""
    found = CATEGORY.fullmatch(page.step(1)) if page.host == "arxiv.org" and page.step(0) == "list" else None
    if found and found["archive"].lower() in ARCHIVES:
        return arxiv(found[0])
    if page.host != "arxiv.org":
        return None
    if page.step(0) == "search" and page.query.get("query") and page.query.get("searchtype", "all") == "all":
        return search("arxiv", "arXiv", page.query["query"])
    if page.step(0) in {"abs", "pdf", "html"}:
        raise Mistake("This is one paper.", ARXIV_FORMS)
    raise refuse_page("arXiv", ARXIV_FORMS)


def _category(archive: str, part: str | None) -> str:
    if part is None:
        return archive
    if archive in LOWER:
        return f"{archive}.{part.upper() if archive == 'astro-ph' else part.lower()}"
    return f"{archive}.{part.upper()}"


def _asked(kind: str, title: str, *hosts: str) -> Callable[[Web], Meant | None]:
    """Return a reader of the pages of a search on some hosts."""

    def read(page: Web) -> Meant | None:
        if page.host not in hosts:
            return None
        sought = next((page.query[name] for name in ASKED if page.query.get(name, "").strip()), "")
        if not sought and (found := FILTER.search(page.query.get("filter", ""))):
            sought = found["words"]
        return search(kind, title, sought) if sought else None

    return read


def _words(kind: str, title: str, page: Callable[[Web], Meant | None]) -> Callable[[str], Meant]:
    return lambda value: from_page(value, page, title, WORDS_FORMS) or search(kind, title, value)


def _journal(kind: str, title: str, page: Callable[[Web], Meant | None], form: str = "issn:") -> Callable[[str], Meant]:
    """Return a reader of the number of a journal (ISSN), of words, or of the page of a search."""

    def read(value: str) -> Meant:
        if meant := from_page(value, page, title, JOURNAL_FORMS):
            return meant
        found = ISSN.fullmatch(value.strip())
        if not found:
            if value.strip().lower().startswith("issn"):
                raise Mistake(f'"{value.strip()}" is not an ISSN.', "It has eight digits: 1234-5679")
            return search(kind, title, value)
        digits = (found["first"] + found["last"]).upper()
        if not _checks(digits):
            raise Mistake(f"{found[0]} cannot be an ISSN: its last digit does not fit.", "Is there a slip in it?")
        issn = f"{digits[:4]}-{digits[4:]}"
        return Meant(kind=kind, address=f"{form}{issn}", name=f"ISSN {issn} ({title})")

    return read


def doaj_page(page: Web) -> Meant | None:
    """Read the page of a journal, whose address ends with its ISSN, or of a search, which is a piece of JSON."""
    if page.host != "doaj.org":
        return None
    if page.step(0) == "toc" and ISSN.fullmatch(page.step(1)):
        return doaj(page.step(1))
    found = QUERY_STRING.search(page.query.get("source", ""))
    return search("doaj", "DOAJ", found["words"]) if found else _asked("doaj", "DOAJ", "doaj.org")(page)


openalex_page = _asked("openalex", "OpenAlex", "openalex.org", "api.openalex.org", "explore.openalex.org")
crossref_page = _asked("crossref", "Crossref", "search.crossref.org", "api.crossref.org")
eric_page = _asked("eric", "ERIC", "eric.ed.gov", "api.ies.ed.gov")
doaj = _journal("doaj", "DOAJ", doaj_page, "search:issn:")
"""DOAJ has a word of its own for a journal in a search (doaj.org/api/docs, short field names)."""


def _checks(digits: str) -> bool:
    """Tell whether the last digit fits the others: weights 8 to 2, modulo 11 (ISO 3297)."""
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=False))
    return (total + (10 if digits[7] == "X" else int(digits[7]))) % 11 == 0


ROWS = {
    "arxiv": Row(
        title="arXiv",
        read=arxiv,
        page=arxiv_page,
        hosts=("arxiv.org",),
        forms="category or words",
        words="New papers in a category, or that speak of some words.",
        examples=("arxiv: cs.CY", 'arxiv: "formative assessment"'),
    ),
    "eric": Row(
        title="ERIC",
        read=_words("eric", "ERIC", eric_page),
        page=eric_page,
        hosts=("eric.ed.gov",),
        forms="words",
        words="Education research, indexed by the United States' Institute of Education Sciences.",
        examples=('eric: "open educational resources"',),
    ),
    "crossref": Row(
        title="Crossref",
        read=_journal("crossref", "Crossref", crossref_page),
        page=crossref_page,
        hosts=("crossref.org",),
        forms="words or ISSN",
        words="New works of nearly every publisher, or of one journal.",
        examples=('crossref: "feedback literacy"', "crossref: 0360-1315"),
    ),
    "openalex": Row(
        title="OpenAlex",
        read=_journal("openalex", "OpenAlex", openalex_page),
        page=openalex_page,
        hosts=("openalex.org",),
        forms="words or ISSN",
        words="The same and preprints, theses and reports besides, in an open index.",
        examples=('openalex: "teacher agency"', "openalex: 0360-1315"),
    ),
    "doaj": Row(
        title="DOAJ",
        read=doaj,
        page=doaj_page,
        hosts=("doaj.org",),
        forms="words or ISSN",
        words="Articles in journals that anybody may read.",
        examples=('doaj: "learning analytics"', "doaj: 1492-3831"),
    ),
}
"""Key -> its row."""
