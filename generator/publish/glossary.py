"""content/glossary.yaml in, the owner's explanations out: what words of this community mean, in the owner's own words.

The program only reads this file. Words that rose in an edition are in the glossary by themselves; here they are
explained, joined with other ways of writing them, or left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import forms, text
from generator.errors import Problem
from generator.forms import Kind, Node, Page

FILE = "glossary.yaml"
LONGEST = 80
"""Longest term, in characters: more than the longest phrase that can rise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of the file."""

    term: str
    """As readers see it."""
    means: str = ""
    """Markdown, a sentence or two."""
    also: tuple[str, ...] = ()
    """Other ways of writing it; what rose under one of them stands here."""
    see: str | None = None
    """Where to read more."""
    hidden: bool = False
    """It is not printed."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every way of writing it, in the form in which terms are compared."""
        return tuple(dict.fromkeys(name(each) for each in (self.term, *self.also)))


def name(term: str) -> str:
    """Return the form in which terms are compared, of two weeks or of a week and the glossary."""
    return "".join(text.fold(term).split())


def read(content: Path) -> tuple[Term, ...]:
    """Read the owner's glossary; where there is no such file, nothing is explained.

    Raises:
        InputError: what cannot be used in it, all at once, with line and column.
    """
    path = content / FILE
    if not path.exists():
        return ()
    label = "/".join(path.absolute().parts[-2:])
    page = forms.page(forms.load(path, file=label), file=label)
    terms, problems = _terms(page)
    page.refuse(*problems)
    return terms


def _terms(page: Page) -> tuple[tuple[Term, ...], list[Problem]]:
    if not page.root:
        return (), []
    if page.root.kind is not Kind.LIST:
        return (), [page.problem(page.root, "This is no list of words.", "Begin each word with `- term:`.")]
    terms: list[Term] = []
    problems: list[Problem] = []
    first: dict[str, Node] = {}
    for number, node in enumerate(page.root.value, start=1):
        term, wrong = forms.fill(node, Term, file=page.file, name=f"Word {number}")
        problems += wrong or (*_slips(term, node, page), *_twice(term, node, first, page))
        terms += [term] if term else []
    return tuple(terms), problems


def _slips(term: Term | None, node: Node, page: Page) -> Iterator[Problem]:
    """Say what is well formed and still no word, or no address."""
    if term is None:
        return
    for key, words in (("term", term.term), *(("also", each) for each in term.also)):
        if not name(words):
            yield page.problem(node.value[key], "This is no word.", "Write it, or take the line away.")
        elif len(words) > LONGEST:
            yield page.problem(node.value[key], "This is too long for a word.", "What it means belongs under `means:`.")
    if term.see is not None and not text.address(term.see):
        yield page.problem(
            node.value["see"], "This is no address that a page could lead to.", "Begin it with https://."
        )


def _twice(term: Term | None, node: Node, first: dict[str, Node], page: Page) -> Iterator[Problem]:
    """Two entries must not explain one word: which of them would hold?"""
    for each in term.names if term else ():
        if (other := first.setdefault(each, node)) is not node:
            yield page.problem(node, "This word is explained twice.", f"The other one is in line {other.line}.")
            return


def by_name(terms: Sequence[Term]) -> Mapping[str, Term]:
    """Return each entry by every way of writing it."""
    return {each: term for term in terms for each in term.names}
