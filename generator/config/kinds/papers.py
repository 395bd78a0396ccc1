"""Texts about scholarly indexes in, what they mean out: arXiv, ERIC, Crossref, OpenAlex, DOAJ."""

import re
from collections.abc import Callable

from generator.config.kinds.words import Meant, Row, Web, from_page, search
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


def arxiv(value: str) -> Meant:
    """Read a category such as cs.CY, words, or the address of the list of a category."""
    stripped = value.strip()
    if meant := from_page(stripped, arxiv_page, "arXiv", "It can be a category, such as cs.CY, or words."):
        return meant
    found = CATEGORY.fullmatch(stripped)
    if found and found["archive"].lower() in ARCHIVES:
        name = _category(found["archive"].lower(), found["part"])
        return Meant(kind="arxiv", address=f"cat:{name}", name=f"{name} (arXiv)")
    if found and found["part"]:
        raise Mistake(f'arXiv has no category "{stripped}".', "arxiv.org/category_taxonomy lists them; one is cs.CY.")
    return search("arxiv", "arXiv", stripped)


def arxiv_page(page: Web) -> Meant | None:
    """Read the list of a category."""
    found = CATEGORY.fullmatch(page.step(1)) if page.host == "arxiv.org" and page.step(0) == "list" else None
    return arxiv(found[0]) if found and found["archive"].lower() in ARCHIVES else None


def _category(archive: str, part: str | None) -> str:
    if part is None:
        return archive
    if archive in LOWER:
        return f"{archive}.{part.upper() if archive == 'astro-ph' else part.lower()}"
    return f"{archive}.{part.upper()}"


def _words(kind: str, title: str) -> Callable[[str], Meant]:
    return lambda value: search(kind, title, value)


def _journal(kind: str, title: str) -> Callable[[str], Meant]:
    """Return a reader of the number of a journal (ISSN), or of words."""

    def read(value: str) -> Meant:
        found = ISSN.fullmatch(value.strip())
        if not found:
            if value.strip().lower().startswith("issn"):
                raise Mistake(f'"{value.strip()}" is not an ISSN.', "It has eight digits: 1234-5679")
            return search(kind, title, value)
        digits = (found["first"] + found["last"]).upper()
        if not _checks(digits):
            raise Mistake(f"{found[0]} cannot be an ISSN: its last digit does not fit.", "Is there a slip in it?")
        issn = f"{digits[:4]}-{digits[4:]}"
        return Meant(kind=kind, address=f"issn:{issn}", name=f"ISSN {issn} ({title})")

    return read


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
        read=_words("eric", "ERIC"),
        forms="words",
        words="Education research, indexed by the United States' Institute of Education Sciences.",
        examples=('eric: "open educational resources"',),
    ),
    "crossref": Row(
        title="Crossref",
        read=_journal("crossref", "Crossref"),
        forms="words or ISSN",
        words="New works of nearly every publisher, or of one journal.",
        examples=('crossref: "feedback literacy"', "crossref: 0360-1315"),
    ),
    "openalex": Row(
        title="OpenAlex",
        read=_journal("openalex", "OpenAlex"),
        forms="words or ISSN",
        words="The same and preprints, theses and reports besides, in an open index.",
        examples=('openalex: "teacher agency"', "openalex: 0360-1315"),
    ),
    "doaj": Row(
        title="DOAJ",
        read=_words("doaj", "DOAJ"),
        forms="words",
        words="Articles in journals that anybody may read.",
        examples=('doaj: "learning analytics"',),
    ),
}
"""Key -> its row."""
