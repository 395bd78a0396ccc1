"""A number of weeks in, as many invented editions of 40 picks out, the same every time.

A voice is picked by Zipf's law, as in life, so that the register of voices and the pages of topics grow as they would;
words are invented ones, by the same law.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate

from generator.model import Edition, Meters, Network, Numbers, Pick, Reason, Tie, Week
from tests.publish import make

PICKS = 40
VOICES = 1_500
"""Who is ever picked in ten years; half of them once or twice."""
SOURCES = 60
INTERESTS = ("formative assessment", "open textbooks", "statistics in school", "reading aloud", "school gardens")
TAGS = tuple(
    f"{first}{second}" for first in ("open", "slow", "fair", "outdoor") for second in ("maths", "reading", "art")
)
PARTS = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "wen", "dal", "for", "gri", "hal", "kin", "mor")
FIRST = Week.named("2026-W02")
LENSES = ("practitioner", "sceptic", "scholar", "connector", "newcomer")
SECTIONS = ("conversation", "interests", "overlooked", "research", "questions", "besides")


def config(**changed):
    return make.config(interests=INTERESTS, **changed)


def editions(weeks: int, *, after: int = 0) -> Iterator[Edition]:
    """Invent so many editions, oldest first; `after` says how many came before them."""
    week = FIRST
    for number in range(weeks + after):
        if number >= after:
            yield edition(week, number)
        week = week.after()


def edition(week: Week, number: int) -> Edition:
    chance = random.Random(number)
    due = week.due(5, 6, "Europe/Berlin")
    picks = tuple(_pick(number * PICKS + at, at, due, chance) for at in range(PICKS))
    return make.edition(
        str(week),
        id=f"urn:uuid:6a3c1f6e-0000-4000-9000-{number:012}",
        published=due,
        starts=due - timedelta(days=7),
        picks=picks,
        prompts=tuple(
            make.prompt(
                id=f"{lens}-{number}", lens=lens, text=f"{_words(14, chance).capitalize()}?", about=(picks[at].id,)
            )
            for at, lens in enumerate(LENSES)
        ),
        words=tuple(make.word(_words(2, chance)) for _ in range(5)),
        meters=Meters(
            concentration=0.4, new=0.2, strong=0.4, weak=0.3, very_weak=0.3, overlap=0.2, spread=0.7, own=0.8
        ),
        network=_network(number),
        numbers=Numbers(items=900, voices=300, stories=700, joined=60, repeated=20, minutes=30.0),
        reports=tuple(
            make.report(
                source=f"feed https://s{each}.example/feed", name=f"Source {each}", address=f"https://s{each}.example/"
            )
            for each in range(SOURCES)
        ),
        note=f"{_words(30, chance).capitalize()}.\n\n**{_words(3, chance)}**: [{_words(2, chance)}](https://n.example/{number})",
    )


def _pick(serial: int, at: int, due, chance: random.Random) -> Pick:
    who = chance.choices(range(VOICES), cum_weights=ZIPF)[0]
    source = who % SOURCES
    interest = INTERESTS[who % len(INTERESTS)]
    url = f"https://v{who}.example/{serial}"
    reasons = tuple(
        Reason(signal=name, value=0.5, weight=1.0, words=f"{_words(7, chance).capitalize()}.", effect=effect)
        for name, effect in (("relevance", 1.6), ("corroboration", 1.2), ("recency", 0.9))
    )
    return make.pick(
        id=url,
        url=url,
        title=_words(8, chance).capitalize(),
        excerpt=f"{_words(38, chance).capitalize()}.",
        voice=f"https://v{who}.example/",
        name=_name(who),
        address=f"https://v{who}.example/",
        source=f"feed https://s{source}.example/feed",
        source_name=f"Source {source}",
        section=SECTIONS[at * len(SECTIONS) // PICKS],
        why=f"It is close to “{interest}”.",
        reasons=reasons,
        minutes=0.75,
        published=due - timedelta(hours=3 * at + 1),
        tags=tuple(chance.sample(TAGS, 2)),
        topics=(interest,),
        tie=tuple(Tie)[who % len(Tie)],
    )


def _network(number: int) -> Network:
    return make.network(20 + number % 7)


def _name(who: int) -> str:
    one = random.Random(f"voice {who}")
    return f"{_words(1, one)} {_words(1, one)}".title()


def _words(count: int, chance: random.Random) -> str:
    return " ".join(_word(int(8_000 ** chance.random())) for _ in range(count))


def _word(number: int) -> str:
    parts = []
    while number:
        number, part = divmod(number, len(PARTS))
        parts.append(PARTS[part])
    return "".join(parts) or PARTS[0]


ZIPF = tuple(accumulate(1 / (rank + 1) for rank in range(VOICES)))
"""Weights of the voices, added up: the first is picked most often."""
