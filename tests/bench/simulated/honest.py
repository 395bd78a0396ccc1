"""A scene in, what honest people say in its week: single posts, stories told by several, and celebrities."""

from itertools import accumulate

from tests.bench.simulated.people import SITES, Person
from tests.bench.simulated.posts import SAMPLE, Scene, Truth, dressed, form, post

WITHIN = 0.16
"""Standard deviation of quality between the posts of one voice."""
TELLERS = {2: 45, 3: 19, 4: 13, 5: 9, 6: 7, 7: 7}
"""How many voices tell a story, with weights."""
NOTICED = 0.2
"""What part of posts a celebrity passes on where people share after celebrities."""
LIFT = 1.5
"""What that adds to the log of the response."""


def week(scene: Scene) -> None:
    """Write everything honest of a week."""
    voices = scene.people.voices
    rates = list(accumulate(person.rate for person in voices))
    for who in scene.lot.choices(voices, cum_weights=rates, k=scene.law.singles):
        single(scene, who)
    for number in range(scene.law.stories):
        story(scene, f"S{scene.week}-{number}", rates)
    for star in scene.people.celebrities:
        for _ in range(int(star.rate)):
            famous(scene, star)


def single(scene: Scene, who: Person) -> None:
    """Write something that one voice says."""
    topic = scene.lot.choice(who.topics)
    text = scene.deck.deal(topic)
    truth = Truth(kind="legit", topic=topic, q=quality(scene, who))
    url = f"https://{who.shop}/{scene.week}-{scene.lot.randrange(9999)}" if who.shop else ""
    response = None
    if scene.law.sharing == "celebrity" and scene.lot.random() < NOTICED:
        base = scene.lot.gauss(LIFT, 0.3) + scene.law.slope * 5 + scene.law.merit * truth.q
        response = base + scene.lot.gauss(0, scene.law.noise)
    words = text.words if who.feed else dressed(text.words, scene.lot)
    post(scene, who, words, truth, url=url, language=text.language, response=response, **_manners(scene, topic))


def story(scene: Scene, name: str, rates: list[float]) -> None:
    """Write something that several voices tell, half of them of one circle."""
    lot = scene.lot
    first = lot.choices(scene.people.voices, cum_weights=rates)[0]
    topic = lot.choice(first.topics)
    text = scene.deck.deal(topic)
    count = lot.choices(list(TELLERS), list(TELLERS.values()))[0]
    near = scene.people.circles[first.circle]
    tellers = {first.key: first}
    while len(tellers) < count:
        who = lot.choice(near if lot.random() < scene.law.homophily else scene.people.voices)
        if not who.feed:
            tellers[who.key] = who
    truth = Truth(kind="legit", topic=topic, q=quality(scene, first), story=name)
    address = f"site{lot.randrange(SITES)}.example/{name.lower()}"
    for who in tellers.values():
        url = "" if who.feed or lot.random() < scene.law.reworded else form(address, lot)
        post(
            scene, who, dressed(text.words, lot), truth, url=url, language=text.language, **_manners(scene, topic)
        )  # fmt: skip


def famous(scene: Scene, star: Person) -> None:
    """Write what a celebrity says: much passed on by the same fans, whatever it is worth."""
    topic = scene.lot.choice(star.topics)
    text = scene.deck.deal(topic)
    truth = Truth(kind="celebrity", topic=topic, q=quality(scene, star))
    fans = [fan.key for fan in scene.lot.sample(scene.people.fans, min(SAMPLE - 1, len(scene.people.fans)))]
    manners = _manners(scene, topic) | {"mentions": [scene.lot.choice(scene.people.celebrities).key]}
    words = dressed(text.words, scene.lot)
    post(scene, star, words, truth, language=text.language, shared_by=fans, **manners)


def quality(scene: Scene, who: Person) -> float:
    """Draw how good a post of somebody is."""
    return min(1.0, max(0.0, scene.lot.gauss(who.gift, WITHIN)))


def _manners(scene: Scene, topic: str) -> dict:
    """Draw whether a post is tagged and whom it mentions."""
    lot = scene.lot
    mentions = [lot.choice(scene.people.voices).key] if lot.random() < 0.35 else []
    return {"tags": [scene.tag(topic)] if lot.random() < 0.46 else [], "mentions": mentions}
