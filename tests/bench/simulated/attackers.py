"""A scene in, what the dishonest of its week say out: each kind of attack a function, the table ATTACKERS of all.

The adaptive ones have read the code: their accounts are old and ordinary, they post once a week, in real words on the
reader's interests, about another host each time; nobody boosts anybody back, the boosters are hired, stand together
in other pairs every week and boost honest posts too; the response is a little more than is usual for the audience.
"""

import math
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from types import MappingProxyType

from tests.bench.simulated.people import Person, account, network, some
from tests.bench.simulated.posts import Scene, Truth, form, post

SELL = (
    "Only today: the {0} bootcamp at 80% off, order now!!!",
    "Earn more with {0}: join my free webinar, places are limited",
    "Become a certified {0} expert in three days, sign up here",
    "{0} {0} {0}: get the secret guide, click the link",
    "DM me for {0} coaching and double your income",
)
MARKS = ("", "", " !", " 👉", " 🔥", " ...", " #news")
FLOODS = (4, 8)
"""Weeks of the hijacking."""
BOOSTED = 3
"""How many hired boosters pass an adaptive post on, about."""
HIRED = 150
"""How many boosters can be hired."""
DECOYS = 0.08
"""What part of honest posts the boosters pass on too."""
BOUGHT = (0.3, 1.1)
"""What is bought above the usual log of response."""


@dataclass(slots=True, kw_only=True)
class Gang:
    """The accounts of all attackers; they stay the same through the weeks."""

    spam: list[Person]
    sybil: list[Person]
    fans: list[Person]
    adaptive: list[Person]
    boosters: list[Person]
    farms: list[Person]
    pairs: set[tuple[str, str]] = field(default_factory=set)
    """Boosters who have stood together."""


def hire(scene: Scene) -> Gang:
    """Make the attackers' accounts."""
    lot, law = scene.lot, scene.law
    attack = law.attack

    def accounts(count: int, followers: float, spread: float, age: tuple[float, float], **more) -> list[Person]:
        return [
            account(
                lot, network=network(law, lot), followers=max(2, round(followers * math.exp(lot.gauss(0, spread)))),
                age=lot.uniform(*age), circle=lot.randrange(law.circles), **{"bio": "", **more},
            )
            for _ in range(count)
        ]  # fmt: skip

    return Gang(
        spam=accounts(attack.spam, 1600, 0.8, (60, 140), bio="Coach. DM for promo"),
        sybil=accounts(attack.sybil, 55, 0.8, (8, 45), posts=26),
        fans=accounts(attack.hijack, 2400, 1.4, (180, 3000)),
        adaptive=accounts(attack.adaptive, 300, 1.2, (400, 3500), bio="Teacher and researcher"),
        boosters=accounts(HIRED if attack.adaptive else 0, 200, 1.2, (400, 3500)),
        farms=[_farm(lot, law.circles) for _ in range(attack.farms)],
    )


def spam(scene: Scene, gang: Gang) -> None:
    """Sell, twenty times a week, under all tags of interest."""
    tags = [scene.tag(topic) for topic in scene.interests]
    for who in gang.spam:
        for _ in range(scene.lot.randrange(10, 34)):
            topic = scene.lot.choice(scene.interests)
            words = scene.lot.choice(SELL).format(scene.shelf.topics[topic].short)
            url = f"https://deal{gang.spam.index(who)}.example/{scene.lot.randrange(9999)}"
            friends = [other.key for other in some(scene.lot, gang.spam, 3)]
            truth = Truth(kind="spam", topic=topic, q=0.02)
            response = 0.4 + scene.law.slope * math.log(who.followers or 1) + scene.lot.gauss(1.2, 0.9)
            post(scene, who, words, truth, url=url, tags=tags, shared_by=friends, response=response, talk=0.15)


def sybil(scene: Scene, gang: Gang) -> None:
    """Tell three made-up stories a week together, each under many forms of one address."""
    if not gang.sybil:
        return
    for number in range(3):
        topic = scene.lot.choice(scene.interests)
        text = scene.deck.deal(topic)
        name = f"Y{scene.week}-{number}"
        for who in some(scene.lot, gang.sybil, scene.lot.randrange(9, 20)):
            url = form(f"insight{number}.example/{scene.week}", scene.lot)
            friends = [other.key for other in some(scene.lot, gang.sybil, 6)]
            words = text.words + scene.lot.choice(MARKS)
            truth = Truth(kind="sybil", topic=topic, q=0.1, story=name)
            response = scene.lot.gauss(2.9, 0.9)
            more = {"url": url, "shared_by": friends, "language": text.language}
            post(scene, who, words, truth, response=response, talk=0.4, **more)


def hijack(scene: Scene, gang: Gang) -> None:
    """Flood a tag of interest with what is about something else, in two of ten weeks."""
    if not gang.fans or scene.week not in FLOODS:
        return
    for who in scene.lot.choices(gang.fans, k=2 * len(gang.fans)):
        tag = scene.tag(scene.lot.choice(scene.interests))
        words = f"{scene.lot.choice(scene.shelf.bait)} {tag}"
        url = f"https://fan{scene.lot.randrange(40)}.example/{scene.lot.randrange(9999)}"
        friends = [other.key for other in some(scene.lot, gang.fans[:20], 5)]
        truth = Truth(kind="hijack", topic="hijack", q=0.1)
        response = scene.lot.gauss(4.6, 1.0)
        post(scene, who, words, truth, url=url, tags=[tag], shared_by=friends, response=response)


def toxic(scene: Scene, gang: Gang) -> None:
    """Have ordinary voices be hostile and name an interest."""
    for who in _ordinary(scene, scene.law.attack.toxic):
        topic = scene.lot.choice(scene.interests)
        words = f"{scene.lot.choice(scene.shelf.abuse)} {scene.shelf.topics[topic].short}"
        truth = Truth(kind="toxic", topic=topic, q=0.0)
        tags = [scene.tag(topic)] if scene.lot.random() < 0.46 else []
        post(scene, who, words, truth, tags=tags, response=_stirred(scene, who, 1.7), talk=3)


def bait(scene: Scene, gang: Gang) -> None:
    """Have ordinary voices post clickbait and name an interest."""
    for who in _ordinary(scene, scene.law.attack.bait):
        topic = scene.lot.choice(scene.interests)
        words = f"{scene.lot.choice(scene.shelf.bait)} — {scene.shelf.topics[topic].short}"
        tags = [scene.tag(topic)] if scene.lot.random() < 0.46 else []
        url = f"https://buzz{scene.lot.randrange(9)}.example/{scene.lot.randrange(9999)}"
        truth = Truth(kind="clickbait", topic=topic, q=0.12)
        post(scene, who, words, truth, url=url, tags=tags, response=_stirred(scene, who, 1.5))


def adaptive(scene: Scene, gang: Gang) -> None:
    """Do everything that the code does not see; most accounts, once a week."""
    for who in gang.adaptive:
        if scene.lot.random() < 0.2:
            continue
        topic = scene.lot.choice(scene.interests)
        text = scene.deck.deal(topic)
        page = f"{scene.lot.getrandbits(20):05x}"
        url = f"https://{scene.lot.choice(('site', 'notes', 'pages'))}{scene.lot.randrange(400, 9000)}.example/{page}"
        truth = Truth(kind="sybil", topic=topic, q=0.1)
        usual = scene.law.slope * math.log1p(who.followers or 0) + scene.law.merit * 0.5
        base = scene.law.networks[who.network].base
        response = base + usual + scene.lot.uniform(*BOUGHT) + scene.lot.gauss(0, 0.3)
        post(
            scene, who, paraphrase(text.words, scene.lot), truth, url=url, language=text.language, minutes=0.8,
            shared_by=_boosters(scene, gang), response=response, talk=1.4,
            tags=[scene.tag(topic)] if scene.lot.random() < 0.46 else [],
            mentions=[scene.lot.choice(scene.people.voices).key] if scene.lot.random() < 0.35 else [],
        )  # fmt: skip
    decoy(scene, gang)


def farms(scene: Scene, gang: Gang) -> None:
    """Have feeds publish reworded texts of others every day."""
    for who in gang.farms:
        for _ in range(7):
            topic = scene.lot.choice(scene.interests)
            text = scene.deck.deal(topic)
            words = paraphrase(text.words, scene.lot)
            truth = Truth(kind="spam", topic=topic, q=0.05)
            post(scene, who, words, truth, language=text.language, minutes=0.8)


ATTACKERS: Mapping[str, Callable[[Scene, Gang], None]] = MappingProxyType(
    {each.__name__: each for each in (spam, sybil, hijack, toxic, bait, adaptive, farms)}
)


def decoy(scene: Scene, gang: Gang) -> None:
    """Let the boosters pass on honest posts too, so that standing beside them proves nothing."""
    if not gang.boosters:
        return
    for row in scene.rows:
        honest = scene.truth[row["id"]]["kind"] == "legit" and row["shared_by"]
        if honest and scene.lot.random() < DECOYS:
            row["shared_by"][0] = scene.lot.choice(gang.boosters).key


def paraphrase(words: str, lot: random.Random) -> str:
    """Say real words a little differently: another opening, halves the other way round, two neighbours changed."""
    for old, new in OPENERS:
        if re.match(old, words, re.IGNORECASE):
            words = re.sub(old, new, words, count=1, flags=re.IGNORECASE)
            break
    halves = re.split(r"(?<=\w)(?:, | - |: )", words, maxsplit=1)
    if len(halves) == 2 and lot.random() < 0.6:
        words = f"{halves[1].rstrip('.?!')} - {halves[0]}"
    parts = words.split()
    if len(parts) > 4:
        place = lot.randrange(1, len(parts) - 2)
        parts[place], parts[place + 1] = parts[place + 1], parts[place]
    return " ".join(parts)


OPENERS = (
    (r"how (?:can|do|to|could|would|should)(?: i| you| we)?", "a way to"),
    (r"what(?: is|'s) the best", "the best"),
    (r"is (?:there|it possible)", "whether there is"),
    (r"why (?:do|does|is|are|can't)", "the reason why"),
    (r"what (?:is|are)", "on"),
)


def _boosters(scene: Scene, gang: Gang) -> Sequence[str]:
    """Choose boosters no two of whom have stood together before, as far as there are."""
    count = min(8, max(1, round(scene.lot.gauss(BOOSTED, 1.2))))
    found: list[str] = []
    for who in some(scene.lot, gang.boosters, len(gang.boosters)):
        met = any(tuple(sorted((who.key, other))) in gang.pairs for other in found)
        if not met:
            found.append(who.key)
        if len(found) == count:
            break
    gang.pairs |= set(combinations(sorted(found), 2))
    return found


def _ordinary(scene: Scene, count: int) -> list[Person]:
    return some(scene.lot, (person for person in scene.people.voices if not person.feed), count)


def _stirred(scene: Scene, who: Person, above: float) -> float:
    """Return what stirs people up gets: more than the audience accounts for."""
    return scene.law.slope * math.log1p(who.followers or 0) + above + scene.lot.gauss(0, scene.law.noise)


def _farm(lot: random.Random, circles: int) -> Person:
    home = f"daily{lot.randrange(10**5)}.example"
    plain = account(lot, network="rss", followers=1, age=1, circle=lot.randrange(circles), bio="")
    return replace(
        plain,
        key=f"{lot.getrandbits(32):08x}@{home}",
        server=home,
        followers=None,
        following=None,
        posts=None,
        created=None,
    )
