"""Invented weeks of one small network, one after the other: who writes what, and the editions that come of it."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta

from generator.edit import desk
from generator.edit.prompts import Bank
from generator.edit.reading import reading
from generator.model import Edition, Harvest, Source, Traces
from tests.edit.plain import OFF, ON, off
from tests.edit.week import DUE, WEEK, config, post

PEOPLE = len(ON)
TAG = Source(kind="mastodon", address="#school", name="#school")
INTEREST = "formative assessment"


@dataclass(frozen=True)
class Run:
    """What came of some weeks."""

    editions: tuple[Edition, ...] = ()
    traces: tuple[Traces, ...] = ()
    judged: dict = None

    def names(self):
        """Return the names of the voices of all picks, week after week."""
        return [pick.name for edition in self.editions for pick in edition.picks]


def said(week, number):
    """Return a text on the interest, another for each person and week."""
    return f"{ON[(number + 7 * week) % len(ON)]} ({OFF[(number * 3 + week * 11) % len(OFF)]}, {week})"


def ordinary(week, people=PEOPLE, others=20, **more):
    """Return what a small network writes in a week: some on the interest, others on anything, with modest response."""
    chance = random.Random(week)
    for number in range(people):
        yield post(
            f"w{week}-{number}",
            f"P{number}",
            days=chance.uniform(0.5, 6.5),
            text=said(week, number),
            followers=20 * 2 ** (number % 8),
            likes=chance.randrange(8),
            shares=chance.randrange(3),
            replies=chance.randrange(3),
            source=TAG.key,
            **more,
        )
    for number in range(others):
        yield post(
            f"o{week}-{number}",
            f"O{number}",
            days=chance.uniform(0.5, 6.5),
            text=off(week * others + number),
            followers=20 * 2 ** (number % 8),
            likes=chance.randrange(8),
            shares=0,
            replies=0,
            source=TAG.key,
        )


def moved(item, week):
    """Return an item of the first week in another."""
    later = timedelta(days=7 * week)
    return replace(item, published=item.published and item.published + later, seen=item.seen and item.seen + later)


def run(weeks, *, places=10, **wishes):
    """Glean one week after the other, each knowing what came before it.

    Args:
        weeks: The items of each, dated as in the first.
        places: How many of the ordinary posts can be read in the time there is.
        wishes: What else the owner wishes.
    """
    minutes = places * max(map(reading, ordinary(0)))
    owner = config(**{"interests": [INTEREST], "sources": (TAG,), "minutes": minutes, **wishes})
    editions, traces, judged, week = [], [], {}, WEEK
    for number, items in enumerate(weeks):
        due = DUE + timedelta(days=7 * number)
        found = desk.glean(
            Harvest(items=tuple(moved(item, number) for item in items)),
            owner,
            week,
            starts=due - timedelta(days=7),
            due=due,
            archive=tuple(editions),
            bank=Bank(),
            judged=judged,
            traces=tuple(traces),
        )
        editions.append(found.edition)
        traces.append(found.traces)
        judged = judged | {line.id: line.fate for line in found.ledger}
        week = week.after()
    return Run(editions=tuple(editions), traces=tuple(traces), judged=judged)
