"""A person and something to say in, a line of a week and its truth out."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.bench.simulated.law import FIRST, Law, Network
from tests.bench.simulated.people import SITES, People, Person
from tests.bench.simulated.texts import Deck, Shelf

SAMPLE = 8
"""So many of those who passed something on are named, at most."""
FORMS = ("https://{}", "http://www.{}", "https://{}/", "https://m.{}", "https://{}#comments",
         "https://{}?utm_source=newsletter&utm_medium=social", "https://{}?fbclid={n}")  # fmt: skip
OPENINGS = (
    "",
    "",
    "",
    "Worth your time: ",
    "Found today: ",
    "Lesetipp: ",
    "Lectura: ",
    "From my list: ",
    "Saving this: ",
)
ENDINGS = ("", "", "", " Thoughts?", " (thanks to a friend)")
FEED = Network(share=0, counts=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What only the measure knows of a post."""

    kind: str
    topic: str
    q: float
    story: str = ""
    """Of several tellings; "" for a post of its own."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """A week of a world while it is being written."""

    law: Law
    shelf: Shelf
    deck: Deck
    lot: random.Random
    people: People
    interests: tuple[str, ...]
    week: int = 1
    rows: list[dict] = field(default_factory=list)
    truth: dict[str, dict] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """When the edition of this week appears."""
        return FIRST + timedelta(weeks=self.week - 1)

    def tag(self, topic: str) -> str:
        """Return the hashtag of a topic."""
        return self.shelf.topics[topic].tag


def post(
    scene: Scene,
    who: Person,
    words: str,
    truth: Truth,
    *,
    url: str = "",
    tags: Sequence[str] = (),
    mentions: Sequence[str] = (),
    shared_by: Sequence[str] | None = None,
    response: float | None = None,
    talk: float = 1.0,
    language: str = "en",
    minutes: float = 1.1,
) -> None:
    """Write a post into the week.

    Args:
        scene: The week.
        who: Its author.
        words: What it says.
        truth: What only the measure knows.
        url: What it is about; a page of some site by default.
        tags: With their #.
        mentions: Keys of people.
        shared_by: Keys; by default as the law says.
        response: Log of 1 + likes + 2 shares + 3 replies; by default as the law says.
        talk: How much more it is answered than is usual.
        language: Of the words.
        minutes: Median of its reading time.
    """
    lot = scene.lot
    name = f"{lot.getrandbits(40):010x}"
    response = usual(scene.law, who, truth.q, lot) if response is None else response
    counts = split(scene.law, who, response, talk, lot)
    if shared_by is None:
        shared_by = sharers(scene, who, counts.get("shares", 0))
    scene.rows.append(
        {
            "id": name, "author": who.key, "author_followers": who.followers, "author_following": who.following,
            "author_posts": who.posts, "author_created": who.created.isoformat() if who.created else None,
            "author_bio": who.bio, "source": who.network, "server": who.server,
            "post_url": f"https://{who.server}/{name}", "url": url or own(scene, who, name),
            "title": words if who.feed else "", "text": words, "published": moment(scene), "engagement": counts,
            "language": language, "hashtags": list(tags), "mentions": list(mentions),
            "shared_by": [] if who.feed else list(shared_by), "minutes": reading(minutes, lot),
        }
    )  # fmt: skip
    relevant = truth.kind in {"legit", "celebrity"} and truth.topic in scene.interests
    scene.truth[name] = {
        "week": scene.week, "kind": truth.kind, "topic": truth.topic, "rel": int(relevant), "q": round(truth.q, 3),
        "story": truth.story or name, "g": who.circle, "author": who.key, "f": who.followers,
        "promo": int(bool(who.shop) and who.shop in url), "tie": scene.people.tie(who.key), "lang": language,
    }  # fmt: skip


def usual(law: Law, who: Person, quality: float, lot: random.Random) -> float:
    """Draw the log of the response that a post of some quality meets with, under the law."""
    base = law.networks.get(who.network, FEED).base
    audience = law.slope * math.log1p(who.followers or 0)
    return base + audience + law.merit * quality + who.habit + lot.gauss(0, law.noise)


def split(law: Law, who: Person, response: float, talk: float, lot: random.Random) -> dict[str, int | None]:
    """Spread a response over likes, shares and replies, as the network does; a feed has none, some do not tell."""
    net = law.networks.get(who.network, FEED)
    if who.feed:
        return {"likes": 0, "shares": 0, "replies": 0}
    if not net.counts:
        return {"likes": None, "shares": None, "replies": None}
    parts = [part * lot.gammavariate(3, 1 / 3) for part in (net.likes, net.shares, net.replies * talk)]
    total = max(0.0, math.exp(response) - 1) / max(1e-9, parts[0] + 2 * parts[1] + 3 * parts[2])
    likes, shares, replies = (int(total * part + lot.random()) for part in parts)
    return {"likes": likes, "shares": shares, "replies": replies}


def sharers(scene: Scene, who: Person, shares: int | None) -> list[str]:
    """Return who passed a post on, under the law: by themselves, or as their circle does, or after a celebrity."""
    lot, law, people = scene.lot, scene.law, scene.people
    count = min(SAMPLE, lot.randrange(5) if shares is None else shares)
    everywhere = people.circles[lot.randrange(law.circles)]
    found: dict[str, None] = {}
    for _ in range(count):
        if law.sharing == "circle" and lot.random() < law.herd:
            crowd = people.circles[who.circle][:10]
        elif law.sharing == "celebrity" and lot.random() < law.herd:
            crowd = people.fans
        elif lot.random() < law.homophily:
            crowd = people.circles[who.circle]
        else:
            crowd, everywhere = everywhere, people.circles[lot.randrange(law.circles)]
        found[lot.choice(crowd).key] = None
    return [key for key in found if key != who.key]


def own(scene: Scene, who: Person, name: str) -> str:
    """Return an address that only this post is about."""
    if who.feed:
        return f"https://{who.server}/{scene.week}-{name[:6]}"
    return f"https://site{scene.lot.randrange(SITES)}.example/{name[:6]}"


def form(address: str, lot: random.Random) -> str:
    """Return one of the many forms of an address (without its scheme)."""
    return lot.choice(FORMS).format(address, n=f"{lot.getrandbits(48):012x}")


def dressed(words: str, lot: random.Random) -> str:
    """Return words as somebody passes them on."""
    return lot.choice(OPENINGS) + words + lot.choice(ENDINGS)


def moment(scene: Scene) -> str:
    """Draw an instant of the week before the edition."""
    return (scene.now - timedelta(seconds=scene.lot.randrange(3600, 7 * 86400))).isoformat()


def reading(middle: float, lot: random.Random) -> float:
    """Draw a reading time in minutes."""
    return round(min(15.0, max(0.3, middle * math.exp(lot.gauss(0, 0.65)))), 1)
