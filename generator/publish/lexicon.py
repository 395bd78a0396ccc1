"""An edition in, its words of the week as a page shows them out: who says each, and how many did before, in words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator import text
from generator.model import Edition, Word
from generator.publish.shapes import Link, WordView
from generator.publish.strings import Say, direction, tongue

ALONE: Mapping[str, Sequence[Link]] = MappingProxyType({})


def shown(edition: Edition) -> tuple[Word, ...]:
    """Return the words that are printed: those the owner has not hidden."""
    return tuple(word for word in edition.words if not word.hidden)


def views(edition: Edition, say: Say, also: Mapping[str, Sequence[Link]] = ALONE) -> tuple[WordView, ...]:
    """Turn the words of an edition into what a page shows; `also` are the other weeks in which each rose, by `name`."""
    return tuple(
        WordView(
            term=word.term,
            language=tongue(word.language),
            direction=direction(word.language),
            facts=_facts(word, say),
            who=tuple(Link(name=who.name or say("nobody"), address=text.address(who.url)) for who in word.who),
            others=say("words.others", n=rest) if (rest := word.voices - len(word.who)) > 0 and word.who else "",
            also=tuple(also.get(name(word), ())),
        )
        for word in shown(edition)
    )


def name(word: Word) -> str:
    """Return the form in which the terms of two weeks are compared."""
    return "".join(text.fold(word.term).split())


def _facts(word: Word, say: Say) -> str:
    """Say how many voices use a word, and how many did at most in the weeks before."""
    before = say("words.most", n=word.weeks, most=word.most) if word.most else say("words.none", n=word.weeks)
    return say("words.facts", voices=say("voices", n=word.voices), before=before)
