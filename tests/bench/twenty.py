"""Twenty simulated weeks of a whole digest: python -m tests.bench.twenty [--seed N] [--weeks N] [--show N].

A small network is grown by a seeded model: people join and leave, answer one another, share links, and quarrel. In
weeks 8 to 12 one voice floods it; in weeks 13 to 16 newcomers arrive. Every week goes through the desk as it would on a
Friday, with the bank of questions that is shipped. What is printed are figures, no verdict.
"""

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from generator.edit import desk
from generator.edit.conditions import hold
from generator.edit.evidence import known
from generator.edit.prompts import MEMORY, Bank
from generator.edit.selecting import LATE, select, window
from generator.edit.wording import render
from generator.model import (
    Config,
    Digest,
    Edition,
    Harvest,
    Item,
    Kindness,
    Meters,
    Reactions,
    Site,
    Source,
    Voice,
    Week,
)
from generator.pipeline import read_bank
from tests.bench.simulated.texts import Deck, invented

ROOT = Path(__file__).resolve().parents[2]
FIRST = Week(2026, 20)
CIRCLES = ("birds", "bread", "maps", "radio", "gardens")
PEOPLE = 42
FLOOD, ARRIVALS = range(8, 13), range(13, 17)
NAMES = "Ada Bo Cem Dara Edda Femi Gul Hana Ida Jo Kei Lou Mia Nia Ole Pia Quin Rea Sol Tao Uma Vera Wim Xia Yara Zoe"


@dataclass(slots=True)
class Person:
    """Somebody of the model."""

    voice: Voice
    circle: str
    rate: float
    site: str | None
    foes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class World:
    """Everybody who is there, and what they will say."""

    lot: random.Random
    deck: Deck
    people: list[Person] = field(default_factory=list)
    born: int = 0

    def join(self, circle: str) -> Person:
        """Let somebody in; every fifth has a site of their own, which the digest follows."""
        self.born += 1
        name = f"{NAMES.split()[self.born % 26]} {'ABCDEFGHJKLMNPRSTVW'[self.born % 19]}{self.born}"
        place = f"p{self.born}.example"
        site = f"https://{place}/" if self.born % 5 == 0 else None
        voice = Voice(
            key=f"https://social.example/@p{self.born}",
            name=name,
            address=f"https://social.example/@p{self.born}",
            network="mastodon",
            followers=int(20 * self.lot.paretovariate(0.8)),
            posts=self.lot.randrange(20, 4_000),
        )
        person = Person(voice=voice, circle=circle, rate=self.lot.choice((0.6, 1, 2, 3)), site=site)
        self.people.append(person)
        return person


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=20)
    parser.add_argument("--language", default="en")
    parser.add_argument("--show", type=int, default=0, help="print questions and courtesies of so many last weeks")
    given = parser.parse_args()
    run = glean(given.seed, given.weeks, read_bank(ROOT, given.language))
    print(report(run))
    for edition in run.editions[len(run.editions) - given.show :] if given.show else ():
        print(f"\n{edition.week}")
        print(*(f"  {prompt.lens}: {prompt.text}" for prompt in edition.prompts), sep="\n")
        print(
            *(f"  {each.kind}: {', '.join(o.name for o in each.who)}: {each.words}" for each in edition.courtesies),
            sep="\n",
        )


@dataclass(slots=True, kw_only=True)
class Run:
    """What came of it."""

    bank: Bank
    editions: list[Edition] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    """Questions whose condition does not hold in their week, as week and id."""


def glean(seed: int, weeks: int, bank: Bank) -> Run:
    """Let the model live and the desk work, week after week."""
    lot = random.Random(seed)
    shelf = invented(seed, each=1_500)
    world = World(lot=lot, deck=Deck(shelf=shelf, lot=lot))
    for number in range(PEOPLE):
        world.join(CIRCLES[number % len(CIRCLES)])
    run, traces, judged, week = Run(bank=bank), [], {}, FIRST
    for number in range(1, weeks + 1):
        due = week.due(5, 6, "UTC")
        live(world, number)
        items = tuple(said(world, number, due))
        owner = config(world)
        asked = {"due": due, "archive": tuple(run.editions), "judged": judged, "traces": tuple(traces)}
        starts = due - timedelta(days=7)
        found = desk.glean(Harvest(items=items), owner, week, starts=starts, bank=bank, **asked)
        picked = select(
            window(items, starts, due, late=LATE if run.editions else timedelta(), judged=judged), owner, **asked
        )
        run.untrue += untrue(found.edition, run.editions, picked, bank)
        run.editions.append(found.edition)
        traces.append(found.traces)
        judged = judged | {line.id: line.fate for line in found.ledger}
        week = week.after()
    return run


def config(world: World) -> Config:
    """Return what the owner follows: a hashtag for each circle, and the sites of people who have one."""
    tags = [Source(kind="mastodon", address=f"#{circle}", name=f"#{circle}") for circle in CIRCLES]
    sites = [
        Source(kind="feed", address=f"{each.site}feed", name=each.voice.name) for each in world.people if each.site
    ]
    phrases = [world.deck.shelf.topics[circle].phrase for circle in CIRCLES[:3]]
    return Config(
        site=Site(title="Twenty weeks", zone="UTC"),
        sources=(*tags, *sites),
        digest=Digest(minutes=30),
        interests=tuple(phrases),
    )


def live(world: World, week: int) -> None:
    """Let people leave, arrive and quarrel."""
    lot = world.lot
    if week > 1:
        world.people = [each for each in world.people if lot.random() > 0.03 or len(world.people) < PEOPLE // 2]
        for _ in range(9 if week in ARRIVALS else lot.choice((0, 1, 1, 2))):
            world.join(lot.choice(CIRCLES))
    if week % 4 == 0:
        one, other = lot.sample([each for each in world.people if each.circle == CIRCLES[week // 4 % 5]], 2)
        one.foes.add(other.voice.key)
        other.foes.add(one.voice.key)


def said(world: World, week: int, due) -> list[Item]:
    """Return what everybody says in a week, answers last."""
    lot, items = world.lot, []
    flooder = max(world.people, key=lambda each: (each.rate, each.voice.key)) if week in FLOOD else None
    for person in world.people:
        times = sum(lot.random() < person.rate / 4 for _ in range(4)) + (60 if person is flooder else 0)
        items += [speak(world, person, f"{week}-{number}", week, due) for number in range(times)]
    first = {each.voice.key: each for each in world.people}
    for number, item in enumerate(list(items)):
        others = [each for each in world.people if each.circle == first[item.voice.key].circle or lot.random() < 0.05]
        willing = [each for each in others if each.voice.key not in {item.voice.key, *first[item.voice.key].foes}]
        if willing and lot.random() < 0.3:
            items.append(answer(world, lot.choice(willing), item, f"{week}-a{number}", due))
    return items


def speak(world: World, person: Person, name: str, week: int, due) -> Item:
    """Return an item: an article on a site of one's own, a link, a question, a hello or a thought."""
    lot = world.lot
    text = world.deck.deal(person.circle).words
    if (chance := lot.random()) < 0.1:
        text += " What would you do?"
    elif week in ARRIVALS and name.endswith("-0") and chance < 0.4:
        text = f"Hello, I am new here. {text}"
    when = due - timedelta(hours=lot.uniform(2, 160))
    own = person.site is not None and lot.random() < 0.4
    address = f"{person.site}{name}" if own else f"{person.voice.key}/{name}"
    page = f"https://pages.example/{person.circle}/{week}/{lot.randrange(3)}" if lot.random() < 0.2 else None
    return Item(
        id=address,
        source=f"feed {person.site}feed" if own else f"mastodon #{person.circle}",
        url=address,
        voice=person.voice,
        title=text.split("?")[0][:80] if own else "",
        text=f"{text} {text[::-1]}" if own else text,
        published=when,
        language="en",
        tags=(person.circle,),
        kind="article" if own else "post",
        about=None if own else page,
        reactions=Reactions()
        if own
        else Reactions(replies=lot.choice((0, 0, 1, 3)), shares=lot.randrange(4), likes=lot.randrange(9)),
    )


def answer(world: World, person: Person, item: Item, name: str, due) -> Item:
    """Return an answer; every tenth begins with a but."""
    but = "But is that so? " if world.lot.random() < 0.1 else ""
    address = f"{person.voice.key}/{name}"
    return Item(
        id=address,
        source=f"mastodon #{person.circle}",
        url=address,
        voice=person.voice,
        text=but + world.deck.deal(person.circle).words,
        published=min(due - timedelta(hours=1), (item.published or due) + timedelta(hours=world.lot.uniform(0.2, 9))),
        language="en",
        tags=(person.circle,),
        kind="post",
        reply_to=item.id,
        mentions=(item.voice.key,),
        reactions=Reactions(replies=0, shares=0, likes=world.lot.randrange(4)),
    )


def untrue(edition: Edition, archive: list[Edition], selection, bank: Bank) -> list[str]:
    """Return the questions that no occasion of their condition bears out."""
    facts = known(replace(edition, prompts=()), tuple(archive), desk._public(selection))
    entries = {entry.id: entry for entry in bank.entries}
    found = []
    for prompt in edition.prompts:
        entry = entries[prompt.id]
        texts = {
            render(entry.ask, each, bank.language)
            for each in hold(entry.conditions, facts)
            if (each.about, each.see) == (prompt.about, prompt.see)
        }
        found += [] if prompt.text in texts else [f"{edition.week} {prompt.id}"]
    return found


def again(editions: list[Edition]) -> list[str]:
    """Return the questions that were asked again within the weeks in which they must not be."""
    found = []
    for place, edition in enumerate(editions):
        before = {prompt.id for old in editions[max(0, place - MEMORY) : place] for prompt in old.prompts}
        found += [f"{edition.week} {prompt.id}" for prompt in edition.prompts if prompt.id in before]
        found += [
            f"{edition.week} {name}" for name, times in Counter(p.id for p in edition.prompts).items() if times > 1
        ]
    return found


def shift(one: Edition, other: Edition) -> list[float]:
    """Return how far each voice that is on two maps has moved, as part of their width."""
    places = {node.voice: (node.x, node.y) for node in one.network.nodes}
    return [
        ((node.x - places[node.voice][0]) ** 2 + (node.y - places[node.voice][1]) ** 2) ** 0.5
        for node in other.network.nodes
        if node.voice in places
    ]


def report(run: Run) -> str:
    """Write the figures of a run as text."""
    names = tuple(Meters.__slots__)
    lines = ["week     items voices picks " + " ".join(f"{name[:8]:>8}" for name in names) + "  asks courtesies shift"]
    for before, edition in zip([None, *run.editions], run.editions, strict=False):
        moved = shift(before, edition) if before else []
        given = Counter(each.kind for each in edition.courtesies)
        lines.append(
            f"{edition.week} {edition.numbers.items:5} {edition.numbers.voices:6} {len(edition.picks):5} "
            + " ".join(
                f"{'–' if (one := getattr(edition.meters, name)) is None else f'{one:.2f}':>8}" for name in names
            )
            + f" {len(edition.prompts):5} {'/'.join(str(given[kind]) for kind in Kindness):>10}"
            + (f" {fmean(moved):5.3f}" if moved else "")
        )
    lenses = Counter(prompt.lens for edition in run.editions for prompt in edition.prompts)
    named = Counter(who.voice for edition in run.editions for each in edition.courtesies for who in each.who)
    kinds, most = (
        len({prompt.id for edition in run.editions for prompt in edition.prompts}),
        max(named.values(), default=0),
    )
    moves = [far for one, other in pairwise(run.editions) for far in shift(one, other)]
    lines += [
        f"questions: {sum(lenses.values())}, {kinds} of the {len(run.bank.entries)} in the bank",
        f"asked again within {MEMORY} weeks: {len(again(run.editions))} {again(run.editions)[:5]}",
        f"whose condition does not hold: {len(run.untrue)} {run.untrue[:5]}",
        f"lenses: {dict(sorted(lenses.items()))}",
        f"mean shift of a voice on the map from week to week: {fmean(moves):.3f}" if moves else "no map",
        f"courtesies: {named.total()} times somebody was named, {len(named)} people, one at most {most} times",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
