"""The picks of a week in, what one of them says word for word out: what can be quoted, the place it links to, a word.

Foreign words stand in a question only where they can stand there as they are: whole, short, and in a language that
the readers of the site read.
"""

import re
from collections.abc import Iterator

from generator import text
from generator.edit.agreed import MARKS, SENTENCES
from generator.edit.occasions import Facts, Occasion
from generator.edit.occasions_picks import asking, leads_away, letters, readable
from generator.model import Pick
from generator.text import fold, host

QUOTABLE = re.compile(r"(?!.*(?:https?://|www\.|[@#|]))[^\W\d_][^“”„«»\"]{23,108}[.!?？。]")
"""A sentence that can stand in a question: whole, of 25 to 110 signs, without quotes, addresses or hashtags."""
SHORTENED = 7
"""Up to so many letters a host is taken for a link shortener (t.co, bit.ly, buff.ly), where no page is; a place with so
short a name is not asked about then, which is a question less."""
FORWARDING = frozenset({"cutt.link", "eepurl.com", "rebrand.ly", "shorturl.at", "tinyurl.com"})
"""Shorteners with longer names."""


def leads_elsewhere(facts: Facts) -> Iterator[Occasion]:
    """It is about a page at another place, which is named; a link shortener is none."""
    for pick in filter(leads_away, facts.picks):
        place = host(pick.about or "").removeprefix("www.")
        if len(place) > SHORTENED and place not in FORWARDING:
            yield Occasion((pick,), {"place": place})


def opens(facts: Facts) -> Iterator[Occasion]:
    """Its first sentence is whole, short, plain, in the language of the site, no bare finding, and not its title.

    Nor a question: one that waits for an answer is `asks_aloud`, and another its author goes on to answer.
    """
    for pick in facts.picks:
        first = SENTENCES.split(text.one_line(_said(pick)))[0]
        told = not (pick.claim or asking(pick) or first.endswith(MARKS))
        if told and readable(pick, facts) and QUOTABLE.fullmatch(first) and letters(first) not in letters(pick.title):
            yield Occasion((pick,), {"opening": first})


def asks_aloud(facts: Facts) -> Iterator[Occasion]:
    """It asks, nobody had answered, and its question is short enough to be quoted."""
    for pick in filter(asking, facts.picks):
        asked = [words for words in SENTENCES.split(text.one_line(_said(pick))) if words.endswith(MARKS)]
        if asked and QUOTABLE.fullmatch(asked[-1]):
            yield Occasion((pick,), {"asks": asked[-1]})


def _said(pick: Pick) -> str:
    """Return what its page shows of it; nothing of what lies behind a content warning."""
    return "" if pick.warning else pick.excerpt or pick.title


def uses_word(facts: Facts) -> Iterator[Occasion]:
    """Its title or its first lines hold a word of the week, the surest one of them."""
    risen = [(word.term, _within(word.term)) for word in facts.words if not word.hidden]
    for pick in facts.picks:
        said = _within(f"{pick.title} | {pick.excerpt}")
        if term := next((term for term, form in risen if form.strip() and form in said), ""):
            yield Occasion((pick,), {"term": term})


def _within(words: str) -> str:
    """Return words in the form in which they are compared: folded, and marked off, so that no part of a word counts."""
    return f" {' '.join(''.join(sign if sign.isalnum() else ' ' for sign in fold(words)).split())} "
