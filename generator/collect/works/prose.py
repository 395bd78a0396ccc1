"""Titles, abstracts and names as registers have them in, plain text out.

Crossref's titles hold HTML and MathML, its abstracts JATS (https://jats.nlm.nih.gov), both often escaped once more.
"""

import re
from collections.abc import Iterable
from itertools import islice

from generator import text
from generator.collect.sources import draft

AUTHORS = 20
"""Authors kept of one work, the first; some have thousands."""
ENTRIES = 100
"""Entries in a list of authors that are looked at; "and others" and repetitions are among them."""
ABSTRACT = 5_000
"""Longest abstract; journals ask for 250 words, and structured ones have 500."""

JATS = re.compile(r"<(/?)(?:jats:)?(title|sec|list-item|list|disp-quote|break)\b", re.IGNORECASE)
HTML = {
    "title": "h4",
    "sec": "section",
    "list-item": "li",
    "list": "ul",
    "disp-quote": "blockquote",
    "break": "br",
}
"""Elements of JATS that part a text -> the element of HTML that does."""
PREFIX = re.compile(r"<(/?)jats:", re.IGNORECASE)
TEX = re.compile(r"<(?:jats:)?tex-math[^<>]{0,200}>[^<]{0,2000}</(?:jats:)?tex-math>", re.IGNORECASE)
"""The same formula as the MathML beside it, as a whole TeX document."""
LEFT_OVER = re.compile(r"</?(?:jats:)?(?:p|em|strong|i|b|u|br|sup|sub|span|div|italic|bold|sec|title)\b[^<>]{0,200}>")
"""Markup in what should be text: it was escaped twice."""
CALLED_ABSTRACT = re.compile(
    r"^(?:abstract|summary|resumen|resumo|résumé|zusammenfassung|riassunto|abstrak|özet|аннотация|摘要)\s*[:.]?\n+",
    re.IGNORECASE,
)
"""A first line that says only what a reader sees."""
ABSTRACT_TOO = re.compile(r"^(?:abstract|summary)\s*[:.—–-]\s*", re.IGNORECASE)
OTHERS = frozenset({"and others", "et al", "et al.", "others", "..."})
"""What stands in the place of an author."""
SUFFIX = re.compile(r"^(?:jr|sr|[ivx]{1,4}|ph\.?d|m\.?d|ed\.?d)\.?$", re.IGNORECASE)


def title(written: str) -> str:
    """Return a title as one line; markup and what was escaped twice are read."""
    said = draft.heading(written, is_markup=True)
    return text.label(said) if LEFT_OVER.search(said) else said


def abstract(markup: str) -> str:
    """Return an abstract as paragraphs of text, without the word Abstract over it."""
    html = PREFIX.sub(r"<\1", JATS.sub(_in_html, TEX.sub("", markup[: text.MARKUP])))
    said = text.plain(html, ABSTRACT)
    if LEFT_OVER.search(said):
        said = text.plain(said, ABSTRACT)
    return ABSTRACT_TOO.sub("", CALLED_ABSTRACT.sub("", said))


def _in_html(tag: re.Match[str]) -> str:
    return f"<{tag[1]}{HTML[tag[2].lower()]}"


def flat(written: str) -> str:
    """Return an abstract that is written without markup as text."""
    return text.clip("\n\n".join(text.one_line(part, ABSTRACT) for part in _paragraphs(written)), ABSTRACT)


def _paragraphs(written: str) -> Iterable[str]:
    return (part for part in re.split(r"\n[ \t]*\n", text.tidy(written[: text.MARKUP])) if part.strip())


def names(written: Iterable[str]) -> tuple[str, ...]:
    """Return the names of authors in order, each once, without those who are only "others"."""
    found: dict[str, None] = {}
    for name in islice(written, ENTRIES):
        said = draft.name(name)
        if said and said.casefold() not in OTHERS:
            found.setdefault(said)
        if len(found) == AUTHORS:
            break
    return tuple(found)


def forename_first(name: str) -> str:
    """Return `Doe, Jane` as `Jane Doe`, `Doe, Jane, Jr.` as `Jane Doe Jr.`; a name written otherwise, as it is."""
    family, *rest = (part.strip() for part in name.split(","))
    suffix = rest[1:] if len(rest) > 1 and SUFFIX.match(rest[1]) else []
    if len(rest) - len(suffix) != 1 or SUFFIX.match(rest[0]):
        return name
    return " ".join(part for part in (rest[0], family, *suffix) if part)
