"""Invented facts of many weeks of one community, without a harvest: picks, words, courtesies, searches, a network.

Voices are born and fall silent, some come back, some are only ever overlooked; what a week holds is drawn, and always
the same for the same seed.
"""

import random
from itertools import count

from generator.edit.occasions import Facts, Rejoinder, Retraction
from generator.edit.prompts import ask
from generator.model import AlertMatches, Bond, Courtesy, Kindness, Line, Network, Numbers, Section, Tie, Week, Word
from tests.edit.invented import edition, mention, node, pick, studied

TOPICS = ("formative assessment", "open pedagogy", "AI in schools", "reading", "school gardens")
NAMES = tuple(
    f"{first} {last}" for last in ("Abel", "Berg", "Costa", "Diaz") for first in "Ana Ben Cleo Dov Eda".split()
)
THINGS = "margins rubrics bridges compost deadlines footnotes corridors timetables vowels maps".split()
BEGIN = Week(2026, 10)


def picked(chance, week, number):
    """Return a pick such as a week might hold."""
    kind = chance.choice(["article", "article", "post"])
    section = chance.choice([*Section])
    thing = chance.choice(THINGS)
    return pick(
        chance.choice(NAMES),
        "" if kind == "post" else f"On {thing}, part {week.number}.{number}",
        id=f"https://community.example/{week}/{number}",
        excerpt=f"This is what we have learnt so far about {thing}, and it is little.",
        kind=kind,
        section=section.value,
        minutes=chance.choice([0.4, 1.0]) if kind == "post" else chance.choice([2.0, 4.0, 7.0, 11.0]),
        language=chance.choice(["en"] * 8 + ["es", "de"]),
        topics=tuple(chance.sample(TOPICS, chance.choice([0, 1, 1, 2]))),
        tie=chance.choice([*Tie]),
        claim=kind == "post" and chance.random() < 0.15,
        warning="exams" if chance.random() < 0.06 else "",
        alts=("A chart",) if chance.random() < 0.15 else (),
        about="https://elsewhere.example/x" if kind == "post" and chance.random() < 0.4 else None,
        new_voice=chance.random() < 0.25,
        also=tuple(map(mention, chance.sample(NAMES, 3))) if section is Section.CONVERSATION else (),
        reasons=studied(chance.choice(["a study", "links to a study"])) if section is Section.RESEARCH else (),
    )


def network(chance, picks):
    """Return who met whom among the voices of the week."""
    voices = sorted({each.voice for each in picks})
    tie = Tie.WEAK
    nodes = tuple(
        node(number, voice, number % 3, tie=tie, items=1, bridge=0.1) for number, voice in enumerate(voices, start=1)
    )
    ends = [chance.sample(range(1, len(nodes) + 1), 2) for _ in range(len(nodes))] if len(nodes) > 1 else []
    return Network(nodes=nodes, lines=tuple(Line(ends=tuple(pair), kinds=(Bond.CITES,)) for pair in ends))


def facts(seed, week, archive, size=12):
    """Return what a week of the community holds."""
    chance = random.Random(f"{seed} {week}")
    picks = tuple(picked(chance, week, number) for number in range(size))
    who = mention(chance.choice(NAMES))
    asked = Courtesy(kind=Kindness.ANSWER, who=(who,), words=f"Who has tried {chance.choice(THINGS)}?")
    two = Courtesy(kind=Kindness.INTRODUCE, who=tuple(map(mention, chance.sample(NAMES, 2))), words="school gardens")
    found = pick("Harbour School", f"Post {week} to fill", id=f"https://jobs.example/{week}", section="alerts")
    answered = chance.choice(picks).id if picks else ""
    return Facts(
        picks=picks,
        numbers=Numbers(items=400, voices=120),
        language="en",
        archive=tuple(archive),
        words=tuple(
            Word(term=chance.choice(THINGS), voices=4, weeks=8, who=(who,)) for _ in range(chance.choice([0, 1]))
        ),
        courtesies=(asked, two) if chance.random() < 0.5 else (),
        alerts=(AlertMatches(name="Jobs", query="job", key="jobs", matches=(found,)),) if chance.random() < 0.4 else (),
        network=network(chance, picks),
        retracted=(Retraction(title="Gum", address="https://gum.example/"),) if chance.random() < 0.1 else (),
        rejoinders=(Rejoinder(to=answered, by=who, words="But"),) if chance.random() < 0.3 else (),
    )


def season(seed, bank, wishes, weeks=24, size=12):
    """Live through weeks, each remembering those before; yield what each could speak of and what was asked."""
    archive, week = [], BEGIN
    for number in count():
        if number == weeks:
            return
        given = facts(seed, week, archive, size)
        asked = ask(given, bank, wishes, week)
        yield given, asked
        archive.append(edition(week, given.picks, asked))
        week = week.after()
