"""The editions and the owner's glossary in, the page of all words out: explained, and week by week."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from generator import text
from generator.model import Edition, Week, Word
from generator.publish import lexicon, links
from generator.publish.glossary import Term, name
from generator.publish.lexicon import PLACE
from generator.publish.links import Links
from generator.publish.shapes import EntryView, LetterView, Link, WeeksView, WordsWeekView
from generator.publish.strings import Say, direction, tongue
from generator.publish.typeset import typeset

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

WEEKS = 8
"""Editions whose words are shown week by week: two months. Older weeks have theirs on their own pages."""
NAMED = 3
"""Up to so many later weeks of a word are named; of more, how many there were, and the last."""
FEW = 24
"""Up to so many words the glossary is one list; beyond, letters help to find one."""


def rose(weeks: Sequence[Edition], known: lexicon.Lexicon = lexicon.NOTHING) -> tuple[Edition, ...]:
    """Return the editions that have words to show, in their order."""
    return tuple(edition for edition in weeks if lexicon.shown(edition, known))


def exists(house: "House") -> bool:
    """Tell whether there is anything to put on the page."""
    return bool(house.lexicon.first) or any(not term.hidden for term in house.lexicon.terms.values())


def page(house: "House") -> "Sheet":
    """The glossary of every word that ever rose or is explained, and the words of a year, newest week first."""
    say, known = house.say, house.lexicon
    weeks = rose(house.weeks, known)
    named = {
        edition.week: say("week_year", number=edition.week.number, year=str(edition.week.year)) for edition in weeks
    }
    heads = {edition.week: house.head(edition) for edition in weeks[:WEEKS]}
    gathered = _gathered(weeks, known)

    def link(week: Week, to: Links) -> Link:
        return Link(name=named[week], address=to(links.edition(week)))

    def names(to: Links) -> Mapping[str, Any]:
        return {
            "letters": _letters([_entry(each, house, to, link) for each in gathered]),
            "weeks": tuple(
                WordsWeekView(head=heads[edition.week], words=lexicon.views(edition, say, known))
                for edition in weeks[:WEEKS]
            ),
        }

    return house.sheet(PLACE, "words.html", say("words"), say("words.words"), names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A word, all that is explained of it, and all weeks in which it rose."""

    key: str
    word: Word | None = None
    """As it first rose."""
    weeks: tuple[Week, ...] = ()
    """Oldest first."""
    term: Term | None = field(default=None)


def _gathered(weeks: Sequence[Edition], known: lexicon.Lexicon) -> list[_Entry]:
    """Put together what rose and what is explained, in the order of the alphabet."""
    found: defaultdict[str, list[tuple[Week, Word]]] = defaultdict(list)
    for edition in sorted(weeks, key=lambda each: each.week):
        for word in lexicon.shown(edition, known):
            found[known.key(word.term)].append((edition.week, word))
    entries = {
        key: _Entry(key=key, word=rises[0][1], weeks=tuple(dict.fromkeys(week for week, _ in rises)))
        for key, rises in found.items()
    }
    for term in known.terms.values():
        key = name(term.term)
        if not term.hidden:
            entries[key] = replace(entries.get(key, _Entry(key=key)), term=term)
    return sorted(entries.values(), key=lambda entry: (not entry.key[:1].isalpha(), entry.key))


def _entry(entry: _Entry, house: "House", to: Links, link: Callable[[Week, Links], Link]) -> EntryView:
    say, term, word = house.say, entry.term, entry.word
    language = (word.language if word and not term else None) if word else house.config.site.language
    return EntryView(
        anchor=lexicon.anchor(entry.key),
        letter=_letter(entry.key),
        term=term.term if term else word.term if word else "",
        language=tongue(language),
        direction=direction(language),
        also=term.also if term else (),
        means=typeset(term.means if term else "", to),
        see=text.address(term.see) if term and term.see else None,
        first=link(entry.weeks[0], to) if entry.weeks else None,
        later=_later(entry.weeks[1:], say, lambda week: link(week, to)),
        who=lexicon.who(word, say) if word else (),
    )


def _later(weeks: Sequence[Week], say: Say, link: Callable[[Week], Link]) -> WeeksView:
    many = len(weeks) > NAMED
    named = tuple(map(link, weeks[-1:] if many else weeks))
    return WeeksView(links=named, count=say("review.weeks_n", n=len(weeks)) if many else "")


def _letter(key: str) -> str:
    """Return the letter under which a word stands; "" for scripts that have no capitals, and for signs."""
    first = unicodedata.normalize("NFKD", key[:1])[:1].upper()
    return first if first.isalpha() and first != first.lower() else ""


def _letters(entries: Sequence[EntryView]) -> tuple[LetterView, ...]:
    if len(entries) <= FEW:
        return (LetterView(letter="", entries=tuple(entries)),) if entries else ()
    found: dict[str, list[EntryView]] = {}
    for entry in entries:
        found.setdefault(entry.letter, []).append(entry)
    return tuple(LetterView(letter=letter, entries=tuple(each)) for letter, each in found.items())
