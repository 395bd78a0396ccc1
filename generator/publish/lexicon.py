"""An edition in, its words of the week as a page shows them out: who says each, how many did before, and since when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from generator import text
from generator.model import Edition, Week, Word
from generator.publish import links
from generator.publish.glossary import Term, by_name, name
from generator.publish.shapes import Link, WordView
from generator.publish.strings import Say, direction, tongue

PLACE = "words/"
"""Where all words stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What is known of words beyond their week."""

    terms: Mapping[str, Term] = field(default_factory=lambda: MappingProxyType({}))
    """What the owner explains, by every way of writing it."""
    first: Mapping[str, Week] = field(default_factory=lambda: MappingProxyType({}))
    """Key -> the week in which it first rose."""

    def key(self, term: str) -> str:
        """Return the name under which all ways of writing a word meet."""
        found = name(term)
        return name(self.terms[found].term) if found in self.terms else found

    def shows(self, word: Word) -> bool:
        """Tell whether a word is printed: neither its week nor the glossary hides it."""
        entry = self.terms.get(name(word.term))
        return not word.hidden and not (entry and entry.hidden)


NOTHING = Lexicon()


def lexicon(editions: Iterable[Edition], glossary: Sequence[Term]) -> Lexicon:
    """Return what editions, in any order, and the owner's glossary say of words."""
    known = Lexicon(terms=by_name(glossary))
    first: dict[str, Week] = {}
    for edition in editions:
        for word in shown(edition, known):
            key = known.key(word.term)
            first[key] = min(edition.week, first.get(key, edition.week))
    return Lexicon(terms=known.terms, first=MappingProxyType(first))


def only(editions: Sequence[Edition], known: Lexicon) -> Lexicon:
    """Return of a lexicon only what the words of some editions ask for."""
    words = [word.term for edition in editions for word in edition.words]
    terms = {each: known.terms[each] for each in map(name, words) if each in known.terms}
    first = {key: known.first[key] for key in map(known.key, words) if key in known.first}
    return Lexicon(terms=terms, first=first)


def shown(edition: Edition, known: Lexicon = NOTHING) -> tuple[Word, ...]:
    """Return the words that are printed: those the owner has not hidden."""
    return tuple(word for word in edition.words if known.shows(word))


def views(edition: Edition, say: Say, known: Lexicon = NOTHING) -> tuple[WordView, ...]:
    """Turn the words of an edition into what a page shows."""
    return tuple(
        WordView(
            term=word.term,
            place=f"{PLACE}#{anchor(known.key(word.term))}",
            language=tongue(word.language),
            direction=direction(word.language),
            facts=_facts(word, say),
            since=_since(edition.week, known.first.get(known.key(word.term)), say),
            who=who(word, say),
            others=say("words.others", n=rest) if (rest := word.voices - len(word.who)) > 0 and word.who else "",
        )
        for word in shown(edition, known)
    )


def who(word: Word, say: Say) -> tuple[Link, ...]:
    """Return who said it first, each with the place where."""
    return tuple(Link(name=one.name or say("nobody"), address=text.address(one.url)) for one in word.who)


def anchor(key: str) -> str:
    """Return the id of a word on the page of all words."""
    return links.anchor("word", key)


def _facts(word: Word, say: Say) -> str:
    """Say how many voices use a word, and how many did at most in the weeks before."""
    before = say("words.most", n=word.weeks, most=word.most) if word.most else say("words.none", n=word.weeks)
    return say("words.facts", voices=say("voices", n=word.voices), before=before)


def _since(now: Week, first: Week | None, say: Say) -> str:
    """Say since when a word has been heard of here; "" where this is the first time."""
    if first is None or first >= now:
        return ""
    return say("words.since", week=say("week_year", number=first.number, year=str(first.year)))
