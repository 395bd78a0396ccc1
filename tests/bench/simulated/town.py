"""A seed in, the weeks of a network that lives out: who says what to whom, and the truth of who belongs together.

People stand in circles, some in two; each week a fifth of them says nothing. Some come and some leave; now and then the
largest circle splits in a quarrel, one falls silent, one is founded.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model import Item
from tests.edit.meeting import key
from tests.edit.week import post

SILENT = 0.2
"""Part of the people who say nothing in a week."""
AGAIN = 0.4
"""Part of the others who speak twice."""
LEAVE = 0.03
COME = 0.04
"""Parts of the people who leave for good, and who come, in a week."""
BETWEEN = 0.15
"""Part of the people who belong to a second circle."""
STRAY = 0.07
"""Part of what is said that is said to anybody in town."""
QUARRELS = frozenset({7, 14})
FAREWELL = 10
FOUNDING = 12
"""Weeks in which something happens."""
DEEDS = ("nothing", "reply_to", "links", "mentions", "shared_by")
WEIGHTS = (25, 35, 10, 15, 15)
SOUNDS = ("ka", "lo", "mi", "ru", "te", "sa", "no")


@dataclass(slots=True)
class Town:
    """People by name, and the circles they belong to."""

    lot: random.Random
    circle: dict[str, int] = field(default_factory=dict)
    second: dict[str, int] = field(default_factory=dict)
    born: int = 0
    circles: int = 0


def founded(size: int, seed: int) -> Town:
    """Return a network of so many people, about ten in a circle."""
    town = Town(lot=random.Random(seed))
    town.circles = max(1, min(60, size // 10))
    for number in range(size):
        _settle(town, 1 + number % town.circles)
    return town


def pass_by(town: Town, week: int) -> None:
    """Let a week pass, counted from 1."""
    for name in [name for name in town.circle if town.lot.random() < LEAVE]:
        _leave(town, name)
    for _ in range(max(1, round(len(town.circle) * COME))):
        _settle(town, town.lot.choice(sorted(set(town.circle.values())) or [1]))
    if week in QUARRELS:
        town.circles += 1
        for name in max(_people(town).values(), key=len)[::2]:
            town.circle[name] = town.circles
            town.second.pop(name, None)
    if week == FAREWELL and len(_people(town)) > 1:
        for name in min(_people(town).items())[1]:
            _leave(town, name)
    if week == FOUNDING:
        town.circles += 1
        for _ in range(6):
            _settle(town, town.circles)


def said(town: Town, week: int) -> list[Item]:
    """Return what is posted in a week."""
    lot = town.lot
    here = [name for name in town.circle if lot.random() >= SILENT]
    at_home: defaultdict[int, list[str]] = defaultdict(list)
    for name in here:
        at_home[town.circle[name]].append(name)
    last: dict[str, Item] = {}
    items = []
    for number, name in enumerate(here * 2):
        if number < len(here) or lot.random() < AGAIN:
            circle = lot.choice([town.circle[name], town.second.get(name, town.circle[name])])
            friend = lot.choice(here if lot.random() < STRAY else at_home[circle] or here)
            last[name] = _post(town, f"w{week}-{number}", name, last.get(friend))
            items.append(last[name])
    return items


def _post(town: Town, number: str, name: str, other: Item | None) -> Item:
    """Let somebody say something to somebody, who has spoken before them."""
    lot = town.lot
    deed = lot.choices(DEEDS, WEIGHTS)[0]
    done = {} if other is None else {
        "reply_to": other.id, "links": (other.url,), "mentions": (other.voice.key,), "shared_by": (other.voice.key,),
    }  # fmt: skip
    words = " ".join(f"{lot.choice(SOUNDS)}{lot.randrange(10**6)}" for _ in range(9))
    more = {deed: done[deed]} if deed in done else {}
    return post(number, name, days=lot.uniform(0.1, 6.9), text=words, tags=(f"circle{town.circle[name]}",), **more)


def agreement(town: Town, found: dict[str, int]) -> float:
    """Return how well communities that were found agree with the circles there are: F1 over pairs of people."""
    names = sorted(name for name in town.circle if key(name) in found)[:400]
    both = either = 0
    for place, one in enumerate(names):
        for other in names[:place]:
            true = town.circle[one] == town.circle[other]
            told = found[key(one)] == found[key(other)]
            both += true and told
            either += true + told
    return 2 * both / either if either else 1.0


def _settle(town: Town, circle: int) -> None:
    town.born += 1
    name = f"p{town.born}"
    town.circle[name] = circle
    if town.lot.random() < BETWEEN:
        town.second[name] = town.lot.choice(sorted(set(town.circle.values())))


def _leave(town: Town, name: str) -> None:
    del town.circle[name]
    town.second.pop(name, None)


def _people(town: Town) -> dict[int, Sequence[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for name, circle in town.circle.items():
        found[circle].append(name)
    return dict(sorted(found.items()))
