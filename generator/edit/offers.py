"""A week as it was judged in, what could be done for single people of it out: answer, welcome, thank.

Each is an offer: courtesies.py chooses among them, and introductions.py adds those that take two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.edit.agreed import MARKS, SENTENCES
from generator.edit.choose import CLEAN
from generator.edit.network import Survey
from generator.edit.past import REMEMBERED
from generator.edit.picks import asks
from generator.edit.selecting import Selection
from generator.edit.table import Candidate, Group
from generator.model import Edition, Item, Kindness, Network
from generator.text import clip

WORDS = 140
"""Longest words of one entry, in characters: a line or two, enough to know whether one has something to say."""
CLOSED = frozenset({"voice", "domain"})
"""Kinds of mutes that are meant for somebody, and not for a word."""
OPENING = 200
"""Characters in which somebody says that they are new."""
INTRODUCTIONS = frozenset(
    "introduction introductions intro introductionpost newhere vorstellung neuhier présentation presentation "
    "nouveauici introducción presentación presentacion introducao introdução apresentação presentazione".split()
)
"""Hashtags under which newcomers present themselves: the custom of the Fediverse, in several languages."""
INTRODUCES = re.compile(
    r"\b(?:i['’]?m|i am|we are|we['’]re) new (?:here|to (?:mastodon|bluesky|the fediverse|this (?:place|network)))\b"
    r"|\b(?:my|our|a (?:short|quick|little)) introduction\b"
    r"|\b(?:my|our) (?:very )?first (?:post|toot) (?:here|ever|on)\b"
    r"|\bich bin neu hier\b|\bje suis (?:nouveau|nouvelle) ici\b|\bsoy nuev[oa] (?:aquí|por aquí)\b",
    re.IGNORECASE,
)
"""Words with which they do."""
EARLY = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that could be done; of those of a kind, the ones with the lowest order are."""

    kind: Kindness
    items: tuple[Item, ...]
    """What it answers to, one for each who is named."""
    words: str
    order: tuple[float, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Voice.key of all who are named."""
        return tuple(item.voice.key for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Who is in the room this week, and what is known about them."""

    selection: Selection
    open: tuple[Item, ...]
    """What was said by people who may be named, in stories that nothing is held against; by id."""
    leads: Mapping[str, Candidate]
    """Voice.key -> a candidate of its own."""
    named: Mapping[str, int]
    """Voice.key -> how often the last editions have named it."""
    asked: frozenset[str]
    """Addresses of questions that an earlier edition has shown."""
    pairs: frozenset[frozenset[str]]
    """Who met on the map of this week or an earlier one, or was introduced before."""
    circle: Mapping[str, int]
    """Voice.key -> number of its community, of the voices that met anybody."""

    def turn(self, item: Item) -> tuple[float, ...]:
        """Return when it is somebody's turn: the seldom named before others, then those who are quiet or new here."""
        lead = self.leads.get(item.voice.key)
        unheard = lead is not None and (lead.new or lead.group is Group.QUIET)
        return (self.named.get(item.voice.key, 0), not unheard)

    def here_first(self, item: Item) -> bool:
        """Whether nobody here has heard of somebody, in an edition or outside of one."""
        who = item.voice.key
        return who not in (self.selection.memory.voices or ()) and not self.selection.context.past.heard.get(who)


def look(selection: Selection, archive: Sequence[Edition], met: Survey) -> Room:
    """Look around in a week: who may be named, and what is known about them; for the arguments see courtesies."""
    closed = {item.voice.key for story in selection.unsaid for item in story.items}
    closed |= {
        item.voice.key
        for item in selection.items
        if item.voice.bot or (item.id in selection.muted and selection.muted[item.id].kind in CLOSED)
    }
    clean = [entry.story for entry in selection.ranked if entry.clean >= CLEAN]
    last = [courtesy for edition in archive[-REMEMBERED:] for courtesy in edition.courtesies]
    heard = sorted((item for story in clean for item in story.items), key=lambda item: item.id)
    return Room(
        selection=selection,
        open=tuple(item for item in heard if item.voice.key not in closed and not item.warning),
        leads={each.lead.voice.key: each for each in reversed(selection.candidates)},
        named=Counter(who.voice for courtesy in last for who in courtesy.who),
        asked=frozenset(who.url for each in last if each.kind is Kindness.ANSWER for who in each.who),
        pairs=frozenset((*_introduced(archive), *_lines((*(edition.network for edition in archive), met.network)))),
        circle=met.circle,
    )


def _introduced(archive: Iterable[Edition]) -> Iterator[frozenset[str]]:
    for courtesy in (each for edition in archive for each in edition.courtesies):
        if courtesy.kind is Kindness.INTRODUCE:
            yield frozenset(who.voice for who in courtesy.who)


def _lines(networks: Iterable[Network]) -> Iterator[frozenset[str]]:
    for network in networks:
        names = {node.number: node.voice for node in network.nodes}
        yield from (frozenset(names[end] for end in line.ends if end in names) for line in network.lines)


def questions(room: Room) -> Iterator[Offer]:
    """Yield what was asked of everybody and is unanswered as far as is known, the newest first within a turn."""
    answers = {(item.reply_to, item.voice.key) for item in room.selection.items if item.reply_to}
    answered: defaultdict[str, set[str]] = defaultdict(set)
    for asked, who in answers:
        if asked:
            answered[asked].add(who)
    for item in room.open:
        others = (answered[item.id] | answered[item.url]) - {item.voice.key}
        directed = item.mentions or item.reply_to or item.text.startswith("@")
        if asks(item) and not (directed or others) and item.url not in room.asked:
            age = -((item.when or EARLY) - EARLY).total_seconds()
            yield Offer(kind=Kindness.ANSWER, items=(item,), words=question(item), order=(*room.turn(item), age))


def question(item: Item) -> str:
    """Return the words of a question without the hashtags behind it: the whole post, of a longer one the question."""
    flowing = _untagged(item.text or item.title)
    if len(flowing) <= WORDS:
        return flowing
    asked = [sentence for sentence in SENTENCES.split(flowing) if sentence.endswith(MARKS)]
    return clip(asked[-1] if asked else flowing, WORDS)


def newcomers(room: Room) -> Iterator[Offer]:
    """Yield who is here for the first time and presents themselves, or was picked at once."""
    first = {each.lead.id for each in room.selection.choice.chosen if each.new}
    for item in room.open:
        presents = introduces(item)
        if (presents or item.id in first) and room.here_first(item):
            order = (*room.turn(item), not presents)
            yield Offer(kind=Kindness.WELCOME, items=(item,), words=work(item), order=order)


def introduces(item: Item) -> bool:
    """Whether somebody presents themselves, as newcomers do."""
    if item.kind != "post" or item.reply_to:
        return False
    tagged = any(tag.lower().replace("_", "") in INTRODUCTIONS for tag in item.tags)
    return tagged or INTRODUCES.search(item.text[:OPENING]) is not None


def work(item: Item) -> str:
    """Return the title of somebody's work, or its first words; none of what stands under a warning."""
    return "" if item.warning else clip(item.title or _untagged(item.text), WORDS)


def _untagged(text: str) -> str:
    """Return a text as one line, without the hashtags behind it; one that holds nothing else keeps them."""
    told = text.split()
    last = next((place for place in range(len(told), 0, -1) if not told[place - 1].startswith("#")), len(told))
    return " ".join(told[:last])


def picked(room: Room) -> Iterator[Offer]:
    """Yield whose work was picked, the best first within a turn."""
    able = {item.voice.key for item in room.open}
    for place, candidate in enumerate(room.selection.choice.chosen):
        lead = candidate.lead
        if lead.voice.key in able:
            order = (*room.turn(lead), place)
            yield Offer(kind=Kindness.THANK, items=(lead,), words=work(lead), order=order)
