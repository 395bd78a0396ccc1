"""What a week's questions may speak of, as types: the facts, a case in which a condition holds, a condition.

Conditions are written with these in the modules occasions_*.py, a module for what they look at; conditions.py is the
table of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from types import MappingProxyType

from generator.model import AlertMatches, Courtesy, Edition, Mention, Network, Numbers, Pick, Word

PAIRED = 40
"""Pairs are looked for among so many picks; an edition of half an hour holds about twenty."""

Words = Mapping[str, str | int | tuple[str, ...]]
"""Names for a template; a tuple is a list of people, a number is said in the language of the question."""
NONE: Words = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """A paper that its publisher has taken back, and that somebody names all the same."""

    title: str
    address: str
    """Where its publisher says so, else the paper itself."""
    author: str = ""
    """The first author's name."""
    venue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejoinder:
    """An answer that begins with a but; more is not known of what the two think of one another."""

    to: str
    """Pick.id of what is answered."""
    by: Mention
    words: str
    """How it begins, as its author wrote it: “Yes, but”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a condition may look at: all of it can be checked on the edition's page, or behind a link on it."""

    picks: tuple[Pick, ...]
    """Those that are printed, in the order of the edition."""
    numbers: Numbers
    language: str = ""
    """Of the site, BCP 47: its readers read that."""
    archive: tuple[Edition, ...] = ()
    """Earlier editions, oldest first."""
    words: tuple[Word, ...] = ()
    courtesies: tuple[Courtesy, ...] = ()
    alerts: tuple[AlertMatches, ...] = ()
    network: Network = Network()  # noqa: RUF009  it is frozen
    retracted: tuple[Retraction, ...] = ()
    rejoinders: tuple[Rejoinder, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One case in which a condition holds."""

    picks: tuple[Pick, ...] = ()
    """What it speaks of: `pick`, then `other`."""
    words: Words = field(default_factory=lambda: NONE)
    """Further names for the template."""
    see: tuple[Mention, ...] = ()
    """What else it speaks of, each with the place where."""
    elsewhere: bool = False
    """What it speaks of is no pick of the edition, though it is written like one; `see` says where it is."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ids of what it speaks of."""
        return tuple(pick.id for pick in self.picks)

    @property
    def about(self) -> tuple[str, ...]:
        """Those of them that are picks of the edition."""
        return () if self.elsewhere else self.subjects

    @property
    def places(self) -> tuple[str, ...]:
        """Where all that it speaks of is: ids and addresses."""
        return (*self.subjects, *(mention.url for mention in self.see))

    @property
    def key(self) -> tuple[str, ...]:
        """By what it is known among the cases of its condition."""
        return (*self.places, *map(str, self.words.values()))

    @property
    def away(self) -> bool:
        """Whether it leads away from the picks; the silence of an empty week leads nowhere."""
        return bool(self.see) and not self.about


Find = Callable[[Facts], Iterator[Occasion]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A row of CONDITIONS."""

    words: str
    """What it proves, for an owner who writes a question."""
    size: int
    """How many picks, or what is written like one, it speaks of."""
    find: Find
    """Every case in this week, each once."""
    gives: tuple[str, ...] = ()
    """The further names it has for a template; of one that speaks of no pick, the first says what it is about."""
    close: bool = False
    """Whether its questions fit one pick so closely that they may stand under it."""


def people(pick: Pick) -> dict[str, str]:
    """Return key and name of everybody who speaks of it, the lead first, nobody twice under either."""
    found = {pick.voice: pick.name}
    for mention in pick.also:
        if mention.name not in found.values():
            found.setdefault(mention.voice, mention.name)
    return found


def others(pick: Pick) -> tuple[str, ...]:
    """Return the names of those who speak of it besides its author."""
    return tuple(people(pick).values())[1:]


def each(holds: Callable[[Pick], bool]) -> Find:
    """Find the picks of which something is true."""
    return lambda facts: (Occasion((pick,)) for pick in facts.picks if holds(pick))


def two(holds: Callable[[Pick, Pick], bool]) -> Find:
    """Find the pairs of which something is true."""
    return lambda facts: (Occasion(pair) for pair in pairs(facts) if holds(*pair))


def pairs(facts: Facts) -> Iterator[tuple[Pick, Pick]]:
    """Both orders of every two picks by different voices: which one is `pick` matters to a conjunction."""
    for pick, other in permutations(facts.picks[:PAIRED], 2):
        if pick.voice != other.voice and pick.name != other.name:
            yield pick, other
