"""Who meets whom in a week: the network that is drawn, what it measures, and what people could do for one another."""

from dataclasses import dataclass
from enum import StrEnum

from generator.model.wishes import Tie
from generator.model.words import Mention


class Bond(StrEnum):
    """How one voice meets another in a week."""

    ANSWERS = "answers"
    CITES = "cites"
    """Links to what the other wrote."""
    PASSES_ON = "passes on"
    NAMES = "names"
    SHARES = "shares"
    """Both speak of the same link, or of the same story; it has no direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One voice on the map."""

    number: int
    """Its name in Line.ends; it stays where another voice is taken away."""
    voice: str
    """Voice.key."""
    name: str
    address: str | None = None
    x: float
    """0 the left edge, 1 the right."""
    y: float
    """0 the top, 1 the bottom."""
    circle: int
    """Circle.number of its community; 0 where it is in none, as are two who met nobody but one another."""
    tie: Tie
    items: int
    """Items of the week by it."""
    bridge: float = 0.0
    """Betweenness: the part of shortest ways between others that lead over it, 0 to 1 (Freeman 1977)."""
    picked: bool = False
    new: bool = False
    """In this digest for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Two voices that met."""

    ends: tuple[int, int]
    """Node.number; who did it first, then whom it reached."""
    kinds: tuple[Bond, ...]
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A community: three voices or more that meet one another more than they meet the rest, as the last weeks show."""

    number: int
    """It stays the same over the weeks while most of its people stay."""
    words: str = ""
    """What is talked about there; "" where nothing stands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The network of a week as it is drawn."""

    nodes: tuple[Node, ...] = ()
    """Those that are drawn, by number."""
    lines: tuple[Line, ...] = ()
    circles: tuple[Circle, ...] = ()
    voices: int = 0
    """Everybody who was heard in the week."""
    meetings: int = 0
    """Pairs of voices that met, drawn or not."""
    alone: int = 0
    """Voices that met nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meters:
    """What a week says about the digest itself; None where there is too little to measure."""

    concentration: float | None = None
    """How unevenly the week's items are spread over its voices: Gini, 0 all alike, 1 one voice alone."""
    new: float | None = None
    """Part of the picks by voices that are new to the digest."""
    strong: float | None = None
    """Part of the picks by strong ties; with `weak` and `very_weak` it makes 1."""
    weak: float | None = None
    very_weak: float | None = None
    overlap: float | None = None
    """Part of the picked voices that were picked in the weeks just before, too."""
    spread: float | None = None
    """How evenly the picks come from all communities of the week, 0 one alone, 1 all alike."""
    own: float | None = None
    """Part of the week's items in which somebody shows work of their own; the others pass on what others made."""


class Kindness(StrEnum):
    """What a reader could do for somebody; the order is that of the page."""

    ANSWER = "answer"
    """Somebody asked, and nobody has answered."""
    THANK = "thank"
    """Their work was picked."""
    WELCOME = "welcome"
    """They are here for the first time."""
    INTRODUCE = "introduce"
    """Two who speak of one thing and have not met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy:
    """Something a reader could do for somebody of this week."""

    kind: Kindness
    who: tuple[Mention, ...]
    """One voice, or the two to introduce, each with the place where its conversation lives."""
    words: str = ""
    """What it is about: the question that was asked, the work, what both speak of."""
    language: str | None = None
    """Of `words`, BCP 47."""
    hidden: bool = False
    """Set by the owner: it is not printed."""
