"""A law in, the people of a world out: their audiences, ages, circles, habits, and what they care about."""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.bench.simulated.law import FIRST, Law

SERVERS = 30
SITES = 350
BIOS = ("Teacher and researcher", "Librarian, runner", "Here to learn", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who posts, whether a voice or a feed."""

    key: str
    network: str
    server: str
    circle: int
    followers: int | None
    following: int | None
    posts: int | None
    created: datetime | None
    bio: str
    topics: tuple[str, ...] = ()
    gift: float = 0.5
    """Mean quality of what they post."""
    rate: float = 1.0
    """How often they post, against others."""
    habit: float = 0.0
    """What their followers do whatever they post, on the log of the response."""
    shop: str = ""
    """The host they sell at."""

    @property
    def feed(self) -> bool:
        """Whether this is a feed."""
        return self.network == "rss"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody honest."""

    voices: tuple[Person, ...]
    celebrities: tuple[Person, ...]
    circles: Mapping[int, tuple[Person, ...]]
    """Those of a circle who have accounts, the habitual sharers first."""
    fans: tuple[Person, ...]
    """Those who pass on what a celebrity posts."""
    strong: frozenset[str]
    weak: frozenset[str]

    def tie(self, key: str) -> str:
        """Return how near somebody is to the reader."""
        if key in self.strong:
            return "strong"
        return "weak" if key in self.weak else "very weak"


def settle(law: Law, topics: Sequence[str], lot: random.Random) -> People:
    """Make the people of a world."""
    tastes = [[math.exp(lot.gauss(0, 0.7)) for _ in topics] for _ in range(law.circles)]
    sizes = audiences(law, lot)
    voices = tuple(_voice(law, size, topics, tastes, lot) for size in sizes)
    stars = tuple(_star(law, topics, lot) for _ in range(law.celebrities))
    accounts = [person for person in voices if not person.feed]
    circles = {place: tuple(p for p in accounts if p.circle == place) for place in range(law.circles)}
    # The reader knows the first circles well and the last hardly.
    near = [
        person for person in (*voices, *stars) if lot.random() < law.following * (1.45 if person.circle < 5 else 0.3)
    ]
    strong = frozenset(person.key for person in lot.sample(near, min(law.friends, len(near))))
    return People(
        voices=voices,
        celebrities=stars,
        circles={place: found or tuple(accounts) for place, found in circles.items()},
        fans=tuple(lot.sample(accounts, min(40, len(accounts)))),
        strong=strong,
        weak=frozenset(person.key for person in near) - strong,
    )


def audiences(law: Law, lot: random.Random) -> list[int]:
    """Return how many follow each voice."""
    if law.audience == "zipf":
        top = law.middle * (law.voices / 2) ** law.steepness
        found = [max(1, round(top / rank**law.steepness)) for rank in range(1, law.voices + 1)]
        lot.shuffle(found)
        return found
    return [max(1, round(law.middle * math.exp(lot.gauss(0, law.spread)))) for _ in range(law.voices)]


def account(  # a profile has many facts
    lot: random.Random, *, network: str, followers: int, age: float, circle: int, bio: str, posts: float = 914, **more
) -> Person:
    """Make an account that is `age` days old when the first edition appears."""
    server = f"server{min(int(lot.expovariate(0.12)), SERVERS - 1)}.example"
    return Person(
        key=f"{lot.getrandbits(32):08x}@{server}",
        network=network,
        server=server,
        circle=circle,
        followers=followers,
        following=max(1, round(402 * math.exp(lot.gauss(0, 1.2)))),
        posts=max(1, round(posts * math.exp(lot.gauss(0, 1.6)))),
        created=FIRST - timedelta(days=int(age), seconds=lot.randrange(86400)),
        bio=bio,
        **more,
    )


def network(law: Law, lot: random.Random) -> str:
    """Draw a network by its share."""
    return lot.choices(list(law.networks), [each.share for each in law.networks.values()])[0]


def some(lot: random.Random, people: Iterable[Person], count: int) -> list[Person]:
    """Draw some people, each once."""
    found = list(people)
    return lot.sample(found, min(count, len(found)))


def _voice(law: Law, size: int, topics: Sequence[str], tastes: Sequence[Sequence[float]], lot: random.Random) -> Person:
    circle = lot.randrange(law.circles)
    more = {
        "topics": tuple(dict.fromkeys(lot.choices(topics, tastes[circle], k=3))),
        "gift": min(1.0, max(0.0, lot.gauss(0.5, 0.17))),
        "rate": math.exp(lot.gauss(0, 0.9)),
    }
    bio = lot.choice(BIOS)
    if lot.random() < law.feeds:
        home = f"blog{lot.randrange(10**6)}.example"
        return Person(
            key=f"{lot.getrandbits(32):08x}@{home}", network="rss", server=home, circle=circle, followers=None,
            following=None, posts=None, created=None, bio=bio, **more,
        )  # fmt: skip
    shop = f"brand{lot.randrange(10**4)}.example" if lot.random() < law.selling else ""
    more |= {"habit": lot.gauss(0, law.habit), "shop": shop}
    age = lot.uniform(90, 4700)
    return account(lot, network=network(law, lot), followers=size, age=age, circle=circle, bio=bio, **more)


def _star(law: Law, topics: Sequence[str], lot: random.Random) -> Person:
    return account(
        lot,
        network=network(law, lot),
        followers=round(lot.uniform(43_000, 440_000)),
        age=lot.uniform(1800, 4800),
        circle=lot.choice((0, 1, 1, 1, 2, 3)) % law.circles,
        bio="Keynote speaker, author",
        topics=tuple(topics),
        gift=0.38,
        rate=5,
    )
