"""A folder of labelled texts in, decks of them by topic out; without a folder, sentences are invented.

The folder has the form of labelled sets: below it, folders with candidates.jsonl, profile.json and truth.json (what is
relevant to one interest), and folders of weeks (weekNN.jsonl) whose truth.json tells topic and kind. Nothing of it is
kept here: texts are read when a world is made.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HONEST = {"legit", "celebrity"}
OFTEN = 0.01
"""An opening or an end that so many texts share is a habit of who made the set, not of who wrote the text."""
AFTER = ("; ", ": ", " : ", " — ")
ENOUGH = 300
"""A topic with fewer texts would say the same thing again and again over ten weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and its language."""

    words: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What an interest is called, how a reader writes it, and the texts that are about it."""

    name: str
    phrase: str
    texts: tuple[Text, ...]

    @property
    def tag(self) -> str:
        """The hashtag of this topic."""
        return "#" + self.short.split()[0].lower().strip(",")

    @property
    def short(self) -> str:
        """How people name it in passing."""
        return self.phrase.split(",")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Everything there is to say in a world."""

    topics: Mapping[str, Topic]
    bait: tuple[str, ...]
    abuse: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Deck:
    """Texts dealt without repetition until there are no more."""

    shelf: Shelf
    lot: random.Random
    languages: tuple[str, ...] = ()
    waiting: dict[str, list[Text]] = field(default_factory=dict)

    def deal(self, topic: str) -> Text:
        """Return the next text of a topic."""
        if not self.waiting.get(topic):
            told = self.shelf.topics[topic].texts
            # What is only told in other languages stays: somebody has to speak of something else.
            texts = [text for text in told if text.language in self.languages] or list(told)
            self.waiting[topic] = self.lot.sample(texts, len(texts))
        return self.waiting[topic].pop()


def read(folder: Path) -> Shelf:
    """Read the sets of a folder; topics are ordered by name."""
    texts: defaultdict[str, dict[str, Text]] = defaultdict(dict)
    phrases: dict[str, str] = {}
    other: defaultdict[str, set[str]] = defaultdict(set)
    for name, phrase, text in _relevant(folder):
        texts[name].setdefault(text.words, text)
        phrases.setdefault(name, phrase)
    for kind, topic, text in _weekly(folder):
        if kind in HONEST:
            name = topic.split("/")[0]
            texts[name].setdefault(text.words, text)
            phrases.setdefault(name, topic)
        else:
            other[kind].add(text.words)
    found = [Topic(name=name, phrase=phrases[name], texts=_clean(texts[name].values())) for name in sorted(texts)]
    topics = {topic.name: topic for topic in found if len(topic.texts) >= ENOUGH}
    return Shelf(topics=topics, bait=tuple(sorted(other["hijack"])), abuse=tuple(sorted(other["toxic"])))


def _relevant(folder: Path) -> Iterator[tuple[str, str, Text]]:
    """Yield topic, interest and text of everything that is relevant to one single interest."""
    for profile in sorted(folder.glob("**/profile.json")):
        told = json.loads(profile.read_text("utf-8"))
        candidates = profile.with_name("candidates.jsonl")
        if len(told.get("interests", ())) != 1 or not candidates.exists():
            continue
        (phrase,) = told["interests"]
        ending = profile.parent.name.rpartition("-")[2]
        name = phrase.split(",")[0].split()[0].lower() if ending.isdigit() else ending
        truth = json.loads(profile.with_name("truth.json").read_text("utf-8"))
        yield from ((name, phrase, _text(row)) for row in _rows(candidates) if truth.get(row["id"]))


def _weekly(folder: Path) -> Iterator[tuple[str, str, Text]]:
    for weeks in sorted({path.parent for path in folder.glob("**/week*.jsonl")}):
        truth = json.loads((weeks / "truth.json").read_text("utf-8"))
        for path in sorted(weeks.glob("week*.jsonl")):
            for row in _rows(path):
                told = truth[row["id"]]
                if "topic" in told:
                    yield told["kind"], told["topic"], _text(row)


def _rows(path: Path) -> Iterator[dict]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def _text(row: Mapping) -> Text:
    return Text(words=row["text"] or row["title"], language=row["language"] or "en")


def _clean(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Take off the openings and ends that many texts share, and what is then said twice."""
    texts = list(texts)
    heads = Counter(head for text in texts if (head := _head(text.words)))
    tails = Counter(text.words[-18:] for text in texts)
    found: dict[str, Text] = {}
    for text in texts:
        words = text.words
        head = _head(words)
        if head and heads[head] > OFTEN * len(texts) + 3:
            words = words[len(head) :]
        if tails[words[-18:]] > OFTEN * len(texts) + 3:
            words = words[:-18]
        found.setdefault(words.strip(), Text(words=words.strip(), language=text.language))
    return tuple(found[words] for words in sorted(found) if words)


def _head(words: str) -> str:
    ends = [words.index(mark) + len(mark) for mark in AFTER if mark in words[:40]]
    return words[: min(ends)] if ends else ""


SUBJECTS = {
    "birds": "birdsong nests migration plumage feathers ringing warblers wetlands owls swifts",
    "bread": "sourdough rye flour hydration crumb oven yeast proofing crust starter",
    "maps": "cartography projection contour atlas survey mapping compass relief coordinates tiles",
    "looms": "weaving warp weft tapestry yarn shuttle heddle twill linen dyeing",
    "tides": "estuary tide current buoy salinity harbour dredging moonrise ebb mooring",
    "clocks": "escapement pendulum mainspring dial chime verge quartz jewels winding balance",
    "gardens": "compost mulch seedlings pruning orchard allotment soil perennial hedge trellis",
    "radio": "antenna shortwave transmitter ionosphere callsign morse receiver dipole squelch bandwidth",
}
FRAMES = (
    "How does {0} change the way we think of {1}?",
    "Notes on {0}: what {1} taught us about {2}",
    "A small study of {0} and {1}, with data",
    "What I got wrong about {0} after a year of {1}",
    "Is there a way to keep {0} without losing {1}?",
    "{0} for beginners, by way of {1} and {2}",
    "Why {1} fails when {0} is too dry, and other questions",
    "A question for those who know {0}: where does {1} come from?",
    "Three readings on {0}, {1} and {2}",
    "Measuring {0} with little money: {1} first, then {2}",
    "An afternoon with {0}, and why {1} needs patience",
    "Old records of {0} and what they say on {1} in {2}",
)
SYLLABLES = "ba del fo gri ha jun ke lo mer ni or pa qui ros su ta ul vin wex yo zem cor bri stu".split()
PLACES = "Ambry Bellmoor Cask Dunwick Eastry Farrow Glen Hallow Inver Jarrow Kell Lodden Marsh Norrey Orle Pell".split()
BAIT = "{n} things about {0} you will not believe|This is what {0} did next|You have been doing {0} wrong all along"
ABUSE = "Anyone who likes {0} is an idiot|You {0} people are stupid scum|Shut up about {0}, you pathetic moron"


def invented(seed: int = 1, each: int = 600) -> Shelf:
    """Return texts of our own making: simple sentences, so that the bench runs where there are no sets."""
    lot = random.Random(seed)
    topics = {
        name: Topic(name=name, phrase=f"{name}, {', '.join(words.split()[:4])}", texts=_sentences(words, lot, each))
        for name, words in SUBJECTS.items()
    }
    bait = {frame.format(lot.choice(PLACES), n=lot.randrange(5, 40)) for frame in BAIT.split("|") for _ in range(60)}
    abuse = {frame.format(lot.choice(PLACES)) for frame in ABUSE.split("|") for _ in range(60)}
    return Shelf(topics=topics, bait=tuple(sorted(bait)), abuse=tuple(sorted(abuse)))


def _sentences(words: str, lot: random.Random, each: int) -> tuple[Text, ...]:
    found = {
        f"{lot.choice(FRAMES).format(*lot.sample(words.split(), 3))} {_aside(lot)} ({lot.choice(PLACES)})"
        for _ in range(each)
    }
    return tuple(Text(words=text) for text in sorted(found))


def _aside(lot: random.Random) -> str:
    """Return some made-up words; a few are common and most are rare, as in any language."""
    return " ".join(_word(int(20 * lot.paretovariate(0.7))) for _ in range(lot.randrange(2, 9)))


def _word(rank: int) -> str:
    found = ""
    while rank:
        rank, place = divmod(rank % 10**9, len(SYLLABLES))
        found += SYLLABLES[place]
    return found
