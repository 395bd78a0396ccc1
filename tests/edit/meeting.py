"""Small weeks in which people meet: what is said comes in, the network of the week out, without the whole desk."""

from itertools import combinations

from generator.edit.context import survey
from generator.edit.meaning import understand
from generator.edit.memory import remember
from generator.edit.network import survey_network
from generator.edit.stories import gather
from generator.model import Edition, Pick, Tie, Week
from tests.edit.week import DUE, WEEK, post

NOTHING = understand([], ())


def key(name):
    """Return the key of somebody by their name."""
    return f"https://{name.lower()}.example/"


def surveyed(items, archive=(), **more):
    """Draw the network of some items."""
    return survey_network(**known(items, archive, **more))


def known(items, archive=(), picked=(), ties=None):
    """Return all that a network is drawn from; `picked` are the names of those who are picked."""
    stories = gather(items)
    picks = [pick_of(item) for item in items if item.voice.key in {key(name) for name in picked}]
    return {
        "stories": stories,
        "picks": picks,
        "archive": archive,
        "context": survey(stories, (), DUE, NOTHING),
        "ties": ties or {item.voice.key: Tie.WEAK for item in items},
        "memory": remember(archive),
    }


def network(items, archive=(), **more):
    """Return what is drawn of some items."""
    return surveyed(items, archive, **more).network


def pick_of(item):
    """Return a pick of an item, with no more in it than a network needs."""
    return Pick(
        id=item.id, url=item.url, title="", voice=item.voice.key, name=item.voice.name, source="", source_name="",
        section="interests", why="", minutes=1,
    )  # fmt: skip


def said(who, *names, number=0, **more):
    """Return what somebody says, naming others by their names; no two say the same."""
    text = " ".join(f"{who.lower()}{number}word{turn}" for turn in range(8))
    return post(f"{who}-{number}", who, text=text, mentions=tuple(map(key, names)), **more)


def clique(*names, **more):
    """Return what people say of whom each names every other."""
    return [said(name, *(other for other in names if other != name), **more) for name in names]


def editions(*networks):
    """Return editions of before with these networks, the oldest first."""
    week: Week = WEEK
    found = []
    for each in networks:
        found.append(Edition(week=week, id=f"urn:{week}", title="", published=DUE, starts=DUE, network=each))
        week = week.after()
    return tuple(found)


def pairs(found):
    """Return the names of the pairs that are joined by a line, each in the order of the alphabet."""
    name = {node.number: node.name for node in found.nodes}
    return {tuple(sorted(name[end] for end in line.ends)) for line in found.lines}


def lines(found):
    """Return who did what to whom, by name."""
    name = {node.number: node.name for node in found.nodes}
    return {(name[line.ends[0]], name[line.ends[1]]): (line.kinds, line.times) for line in found.lines}


def all_pairs(names):
    """Return every two of some names."""
    return set(combinations(sorted(names), 2))
