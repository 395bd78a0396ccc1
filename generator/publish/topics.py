"""The editions and the owner's interests in, what the digest looked for and what it found out: a page for each topic.

A topic is an interest that picks matched, or a hashtag that several people used over several weeks. Nobody's rank is in
it: people stand by name. All of it is made from the editions, in one walk.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator import text
from generator.model import Edition, Pick
from generator.publish import naming, view
from generator.publish.links import Links
from generator.publish.shapes import Link, TopicRowView, TopicsView, TopicView
from generator.publish.shared import shared, week

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "topics/"
WEEKS, VOICES = 3, 3
"""What makes a topic of a hashtag: posts with it in so many weeks, by so many voices.

One person's habit is no topic, nor is the tag of one event. Both can only grow with the archive, so that a topic that
has an address keeps it.
"""
LATELY = 13
"""Editions in which a hashtag is heard of lately: a quarter. Of ten years, all of them would be twenty screens."""
SHOWN = 40
"""Picks on the page of a topic: about an hour's reading. Who wants more wants the archive."""
SPEAKING = 40
"""Names on it: those who spoke of it last, by name."""
NEAR = 8
"""Neighbours of a topic: those that share most picks with it, by name."""
LONGEST = 60
"""Characters of a name that stand in an address."""
JOINTS = re.compile(r"[\s_\-‐‑–·]+")
"""What stands between words: `open textbooks`, `open-textbooks` and `#OpenTextbooks` are one topic."""
HASHED = re.compile(r".*-[0-9a-f]{8}")
"""How a name ends that has a hash; one that ends so by itself gets one too, or two topics could share an address."""
DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that no folder may have on Windows (Microsoft, "Naming Files, Paths, and Namespaces"), where sites go too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What several picks are about."""

    key: str
    """The name under which all ways of writing it meet."""
    slug: str
    """Its name in addresses, `open-textbooks`: small letters, digits and hyphens of ASCII, and no other topic's."""
    name: str
    """For readers: as config.yaml has it, else as most of the picks do."""
    interest: bool
    """The owner looks for it."""
    picks: tuple[tuple[Edition, Pick], ...]
    """The newest week first, each week in the order of its page; never empty."""

    @property
    def place(self) -> str:
        """Where its page is."""
        return f"{PLACE}{self.slug}/"

    @property
    def weeks(self) -> tuple[Edition, ...]:
        """The editions that have it, newest first."""
        return tuple({edition.week: edition for edition, _ in self.picks}.values())


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """Return the name under which all ways of writing a topic meet; "" for one of signs only, which is no topic."""
    folded = JOINTS.sub("", text.fold(text.fold(name))).lstrip("#")
    return folded if any(sign.isalnum() for sign in folded) else ""


def slug(name: str) -> str:
    """Return a topic's name as it stands in an address.

    Where it has more than letters and figures of ASCII, or cannot be a folder, a hash of the whole stands behind it; so
    no two topics share an address, not even where capitals and small letters are one.
    """
    meant = key(name)
    plain = re.sub(r"[^a-z0-9]+", "-", naming.plain(name)).strip("-")
    safe = len(plain) <= LONGEST and not DEVICES.fullmatch(plain) and not HASHED.fullmatch(plain)
    if plain and plain.replace("-", "") == meant and safe:
        return plain
    return f"{plain[:LONGEST].strip('-') or 'topic'}-{hashlib.sha256(meant.encode()).hexdigest()[:8]}"


@dataclass(slots=True, kw_only=True)
class _Finds:
    """What the walk through the archive finds of one key."""

    interests: Counter[str] = field(default_factory=Counter)
    """How it is written as an interest."""
    tags: Counter[str] = field(default_factory=Counter)
    picks: list[tuple[Edition, Pick]] = field(default_factory=list)
    posts: list[tuple[Edition, Pick]] = field(default_factory=list)
    """Those that have it as a hashtag; what a blog files an article under is none."""

    @property
    def kept(self) -> bool:
        """Whether it is a topic."""
        if self.interests:
            return True
        weeks, speak = {edition.week for edition, _ in self.posts}, {pick.voice for _, pick in self.posts}
        return len(weeks) >= WEEKS and len(speak) >= VOICES


def gather(weeks: Iterable[Edition], interests: Sequence[str]) -> tuple[Topic, ...]:
    """Return every topic that picks are about: the interests in the order of config.yaml, then the others by name.

    Args:
        weeks: the editions, in any order.
        interests: those of config.yaml.
    """
    finds: defaultdict[str, _Finds] = defaultdict(_Finds)
    for edition in sorted(weeks, key=lambda each: each.week, reverse=True):
        for pick in view.shown(edition):
            wished, tagged = _by_key(pick.topics), _by_key(pick.tags)
            for each in dict.fromkeys((*wished, *tagged)):
                found = finds[each]
                found.picks.append((edition, pick))
                found.interests.update(wished.get(each, ()))
                found.tags.update(tagged.get(each, ()))
                if pick.kind == "post" and each in tagged:
                    found.posts.append((edition, pick))
    wishes = {key(name): name for name in reversed(interests)}
    kept = {each: found for each, found in finds.items() if found.kept or each in wishes}
    topics = [_topic(each, found, wishes.get(each, "")) for each, found in kept.items()]
    places = {each: place for place, each in enumerate(map(key, reversed(interests)))}
    return tuple(sorted(topics, key=lambda one: (-places.get(one.key, -1), naming.order(one.name), one.key)))


def _by_key(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by what they mean; those that mean nothing are left out."""
    meant: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if each := key(name):
            meant.setdefault(each, []).append(name)
    return meant


def _topic(each: str, finds: _Finds, wished: str) -> Topic:
    written = wished or (_usual(finds.interests) if finds.interests else "")
    return Topic(
        key=each,
        slug=slug(written or each),
        name=written or f"#{_usual(finds.tags).lstrip('#')}",
        interest=bool(wished),
        picks=tuple(finds.picks),
    )


def _usual(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda each: (-spellings[each], each))


# ---------------------------------------------------------------- the pages


def exists(house: "House") -> bool:
    """Tell whether there is a page of topics: as soon as something is looked for, or could have been found."""
    return bool(house.weeks or house.config.interests)


def pages(house: "House") -> Iterator["Sheet"]:
    """Yield the page of all topics, and one for each."""
    if not exists(house):
        return
    every = house.topics
    neighbours = near(every)
    say = house.say
    yield house.sheet(PLACE, "topics.html", say("topics"), say("topics.words"), lambda to: _index(every, house, to))
    for topic in every:
        yield _page(topic, neighbours[topic.key], house)


def near(topics: Sequence[Topic]) -> dict[str, tuple[Topic, ...]]:
    """Return the neighbours of each topic, by its key: those that share most picks with it, by name."""
    of_pick: defaultdict[tuple[object, str], list[int]] = defaultdict(list)
    for at, topic in enumerate(topics):
        for edition, pick in topic.picks:
            of_pick[edition.week, pick.id].append(at)
    common: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for several in of_pick.values():
        for at in several:
            common[at].update(other for other in several if other != at)
    return {topic.key: tuple(_nearest(common[at], topics)) for at, topic in enumerate(topics)}


def _nearest(common: Mapping[int, int], topics: Sequence[Topic]) -> list[Topic]:
    nearest = sorted(common, key=lambda at: (-common[at], at))[:NEAR]
    return sorted((topics[at] for at in nearest), key=lambda topic: (naming.order(topic.name), topic.key))


def _index(every: Sequence[Topic], house: "House", to: Links) -> dict[str, Any]:
    known = {topic.key for topic in every}
    waiting = [name for name in house.config.interests if key(name) not in known]
    rows = {topic.key: _row(topic, house, to) for topic in every}
    others = [topic for topic in every if not topic.interest]
    lately = {edition.week for edition in house.weeks[:LATELY]}
    nothing = [TopicRowView(link=Link(name=name), facts=house.say("topics.waiting")) for name in waiting]
    view_of_all = TopicsView(
        interests=(*(rows[topic.key] for topic in every if topic.interest), *nothing),
        others=tuple(rows[topic.key] for topic in others if topic.weeks[0].week in lately),
        earlier=tuple(rows[topic.key].link for topic in others if topic.weeks[0].week not in lately),
    )
    return {"topics": view_of_all}


def _row(topic: Topic, house: "House", to: Links) -> TopicRowView:
    return TopicRowView(link=Link(name=topic.name, address=to(topic.place)), facts=_weeks(topic, house))


def _weeks(topic: Topic, house: "House") -> str:
    """Say in how many weeks there was something about it, and when last."""
    weeks = topic.weeks
    return house.say("topics.weeks", n=len(weeks), last=week(weeks[0].week, house.say))


def _since(topic: Topic, house: "House") -> str:
    """Say the same in a sentence, with the first of the weeks."""
    weeks = topic.weeks
    first, last = (week(each.week, house.say) for each in (weeks[-1], weeks[0]))
    return house.say("topics.since", n=len(weeks), first=first, last=last)


def _page(topic: Topic, beside: Sequence[Topic], house: "House") -> "Sheet":
    say = house.say
    description = say("topics.about", name=topic.name)

    def names(to: Links) -> dict[str, Any]:
        return {"topic": _view(topic, beside, house, to)}

    return house.sheet(topic.place, "topic.html", topic.name, description, names)


def _view(topic: Topic, beside: Sequence[Topic], house: "House", to: Links) -> TopicView:
    say, rest = house.say, topic.picks[SHOWN:]
    people = dict.fromkeys(pick.voice for _, pick in topic.picks)
    kind = say("topics.interest") if topic.interest else say("topics.tag")
    return TopicView(
        feed=to(f"{topic.place}atom.xml"),
        facts=f"{kind} {_since(topic, house)}",
        picks=tuple(shared(edition, pick, say, to) for edition, pick in topic.picks[:SHOWN]),
        older=say("topics.older", week=week(rest[0][0].week, say)) if rest else "",
        voices=_speaking(list(people)[:SPEAKING], house, to),
        more=say("topics.more") if len(people) > SPEAKING else "",
        near=tuple(Link(name=each.name, address=to(each.place)) for each in beside),
    )


def _speaking(voices: Iterable[str], house: "House", to: Links) -> tuple[Link, ...]:
    """Name voices, by name, each with what it shared here."""
    people = sorted((house.register.known[voice] for voice in voices), key=lambda person: person.order)
    places = house.register.places
    return tuple(Link(name=person.name or house.say("nobody"), address=to(places[person.key])) for person in people)
