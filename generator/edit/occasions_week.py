"""The rest of an edition in, what of it is worth a question out: words, saved searches, courtesies, retracted papers.

These are no picks. What was said by somebody is written like a pick all the same, so that it is named as picks are: by
its title, or as somebody's post.
"""

import re
from collections.abc import Iterator

from generator.edit.agreed import MARKS, SENTENCES
from generator.edit.occasions import Facts, Occasion, Retraction
from generator.model import Courtesy, Kindness, Mention, Pick

NAMELESS = ""
"""Voice.key of what has no voice of its own: a paper."""
TAGS = re.compile(r"^(?:#\w+[\s,:]+)+")
"""Hashtags that stand before a question."""


def silence(facts: Facts) -> Iterator[Occasion]:
    """Nothing was picked."""
    if not facts.picks:
        yield Occasion()


def word(facts: Facts) -> Iterator[Occasion]:
    """More voices use a word than in the weeks before."""
    for found in facts.words:
        if found.who and not found.hidden:
            first = found.who[0]
            yield Occasion(words={"term": found.term, "voice": first.name, "count": found.voices}, see=found.who)


def offer(facts: Facts) -> Iterator[Occasion]:
    """A saved search found it; where it is a pick besides, it is that pick."""
    picks = {pick.id: pick for pick in facts.picks}
    seen = set[str]()
    for alert in facts.alerts:
        for match in alert.matches:
            if match.hidden or match.id in seen:
                continue
            seen.add(match.id)
            words = {"search": alert.name}
            if match.id in picks:
                yield Occasion((picks[match.id],), words)
            else:
                where = Mention(name=match.name, url=match.url, voice=match.voice)
                yield Occasion((match,), words, see=(where,), elsewhere=True)


# ---------------------------------------------------------------- courtesies


def asked(facts: Facts) -> Iterator[Occasion]:
    """Somebody asked something that is no pick, and nobody had answered."""
    return (_question(courtesy) for courtesy in _open_questions(facts))


def newcomer_asked(facts: Facts) -> Iterator[Occasion]:
    """The same, by somebody who is here for the first time."""
    new = {each.who[0].voice for each in _kind(facts, Kindness.WELCOME)}
    new |= {node.voice for node in facts.network.nodes if node.new}
    return (_question(courtesy) for courtesy in _open_questions(facts) if courtesy.who[0].voice in new)


def strangers(facts: Facts) -> Iterator[Occasion]:
    """Two voices speak of one thing, and have not met."""
    for courtesy in _kind(facts, Kindness.INTRODUCE):
        if len(courtesy.who) > 1 and courtesy.words:
            names = tuple(mention.name for mention in courtesy.who)
            yield Occasion(words={"voices": names, "subject": courtesy.words}, see=courtesy.who)


def _open_questions(facts: Facts) -> Iterator[Courtesy]:
    picked = {address for pick in facts.picks for address in (pick.id, pick.url)}
    return (each for each in _kind(facts, Kindness.ANSWER) if _ask(each.words) and each.who[0].url not in picked)


def _kind(facts: Facts, kind: Kindness) -> Iterator[Courtesy]:
    return (each for each in facts.courtesies if each.kind is kind and each.who and not each.hidden)


def _question(courtesy: Courtesy) -> Occasion:
    """Name a post by what it asks: the last of its questions, which is what the others lead up to."""
    asker = courtesy.who[0]
    post = _written(asker, _ask(courtesy.words), language=courtesy.language)
    return Occasion((post,), see=(asker,), elsewhere=True)


def _ask(words: str) -> str:
    """Return the last question of a post, without the hashtags before it; "" where none is whole."""
    asks = [sentence for sentence in SENTENCES.split(words) if sentence.endswith(MARKS)]
    return TAGS.sub("", asks[-1]) if asks else ""


# ---------------------------------------------------------------- papers


def retracted(facts: Facts) -> Iterator[Occasion]:
    """Somebody names a paper that its publisher has taken back."""
    return (_paper(each) for each in facts.retracted)


def _paper(found: Retraction) -> Occasion:
    notice = Mention(name=found.title, url=found.address, voice=NAMELESS)
    author = Mention(name=found.author or found.venue, url=found.address, voice=NAMELESS)
    return Occasion((_written(author, found.title, kind="article"),), see=(notice,), elsewhere=True)


def _written(who: Mention, title: str, *, kind: str = "post", language: str | None = None) -> Pick:
    """Write something that somebody said the way a pick is written, to be named like one."""
    return Pick(
        id=who.url,
        url=who.url,
        title=title,
        voice=who.voice,
        name=who.name,
        source="",
        source_name="",
        section="",
        why="",
        minutes=0,
        kind=kind,
        language=language,
    )
