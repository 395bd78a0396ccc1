"""The picks of a week in, the occasions for a question out: which conditions hold, and of which picks.

A question may claim only what its condition proves, so every row of CONDITIONS reads facts of the edition and nothing
else. To add one, write a function (or an expression) and a row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from types import MappingProxyType

from generator.edit.lexical import SAID
from generator.model import Edition, Numbers, Pick, Section

LONG = 6.0
"""Minutes from which a piece is a long read: some 1,400 words, past what is read standing up."""
SHORT = 1.0
"""Minutes up to which a post is a short one."""
FEW = 4
"""Up to so many picks a week is a quiet one."""
BUSY = 3
"""From so many picks on, a topic is on several minds."""
CHOSEN = 4
"""From so many times as many items as picks on, the page is a choice worth asking about."""
PAIRED = 40
"""Pairs are looked for among so many picks; an edition of half an hour holds about twenty."""
NONE: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})
DIGITS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a condition may look at."""

    picks: tuple[Pick, ...]
    """Those that are printed, in the order of the edition."""
    numbers: Numbers
    archive: tuple[Edition, ...] = ()
    """Earlier editions."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One case in which a condition holds."""

    picks: tuple[Pick, ...] = ()
    """What it speaks of: `pick`, then `other`."""
    words: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: NONE)
    """Further names for the template; a tuple is a list of people."""

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of its picks."""
        return tuple(pick.id for pick in self.picks)


Find = Callable[[Facts], Iterator[Occasion]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A row of CONDITIONS."""

    words: str
    """What it proves, for an owner who writes a question."""
    size: int
    """How many picks it speaks of."""
    find: Find
    """Every case in this week; the same picks at most once."""
    gives: tuple[str, ...] = ()
    """The further names it has for a template."""


def say(number: int) -> str:
    """Write a number as prose does: words up to twelve, then digits."""
    return DIGITS[number] if number < len(DIGITS) else f"{number:,}"


def people(pick: Pick) -> dict[str, str]:
    """Return key and name of everybody who speaks of it, the lead first, nobody twice under either."""
    found = {pick.voice: pick.name}
    for mention in pick.also:
        if mention.name not in found.values():
            found.setdefault(mention.voice, mention.name)
    return found


# ---------------------------------------------------------------- of one pick


def _each(holds: Callable[[Pick], bool]) -> Find:
    return lambda facts: (Occasion((pick,)) for pick in facts.picks if holds(pick))


def _several_voices(facts: Facts) -> Iterator[Occasion]:
    for pick in facts.picks:
        if len(found := people(pick)) > 1:
            yield Occasion((pick,), {"voices": tuple(found.values()), "count": say(len(found))})


def _returning(facts: Facts) -> Iterator[Occasion]:
    known = {pick.voice for edition in facts.archive for pick in edition.picks if not pick.hidden}
    return (Occasion((pick,)) for pick in facts.picks if pick.voice in known)


def _other_language(facts: Facts) -> Iterator[Occasion]:
    spoken = Counter(_language(pick) for pick in facts.picks if pick.language)
    usual = next((language for language, uses in spoken.items() if uses * 2 > len(facts.picks)), None)
    return (Occasion((pick,)) for pick in facts.picks if usual and pick.language and _language(pick) != usual)


def _language(pick: Pick) -> str:
    return (pick.language or "").casefold().replace("_", "-").partition("-")[0]


def _topic(facts: Facts) -> Iterator[Occasion]:
    return (Occasion((pick,), {"topic": pick.topics[0]}) for pick in facts.picks if pick.topics)


def _off_topic(facts: Facts) -> Iterator[Occasion]:
    named = any(pick.topics for pick in facts.picks)
    return (Occasion((pick,)) for pick in facts.picks if named and not (pick.topics or _related(pick)))


def _related(pick: Pick) -> bool:
    """Whether its line says that it is related to an interest, which is less than to match it."""
    return any(reason.signal == "relevance" and reason.value >= SAID for reason in pick.reasons)


def _busy_topic(facts: Facts) -> Iterator[Occasion]:
    uses = Counter(topic for pick in facts.picks for topic in set(pick.topics))
    for pick in facts.picks:
        topic = max(pick.topics, key=lambda topic: (uses[topic], topic), default="")
        if uses[topic] >= BUSY:
            yield Occasion((pick,), {"topic": topic, "count": say(uses[topic])})


def _chosen(facts: Facts) -> Iterator[Occasion]:
    if facts.numbers.items > CHOSEN * len(facts.picks):
        yield from (Occasion((pick,), {"items": say(facts.numbers.items)}) for pick in facts.picks)


def _quiet_week(facts: Facts) -> Iterator[Occasion]:
    words = {"count": say(len(facts.picks))}
    return (Occasion((pick,), words) for pick in facts.picks if 1 < len(facts.picks) <= FEW)


# ---------------------------------------------------------------- of two picks


def _pairs(facts: Facts) -> Iterator[tuple[Pick, Pick]]:
    """Both orders of every two picks by different voices: which one is `pick` matters to a conjunction."""
    for pick, other in permutations(facts.picks[:PAIRED], 2):
        if pick.voice != other.voice and pick.name != other.name:
            yield pick, other


def _two(holds: Callable[[Pick, Pick], bool]) -> Find:
    return lambda facts: (Occasion(pair) for pair in _pairs(facts) if holds(*pair))


def _same_topic(facts: Facts) -> Iterator[Occasion]:
    for pick, other in _pairs(facts):
        if topic := _shared(pick, other):
            yield Occasion((pick, other), {"topic": topic})


def _shared(pick: Pick, other: Pick) -> str:
    return next((topic for topic in pick.topics if topic in other.topics), "")


def _same_voice(facts: Facts) -> Iterator[Occasion]:
    pairs = permutations(facts.picks[:PAIRED], 2)
    return (Occasion((pick, other)) for pick, other in pairs if pick.voice == other.voice)


def _beside_research(facts: Facts) -> Iterator[Occasion]:
    """Those that share an interest, where there are such; else any."""
    mixed = [Occasion(pair) for pair in _pairs(facts) if _is_research(pair[0]) and not _is_research(pair[1])]
    near = [occasion for occasion in mixed if _shared(*occasion.picks)]
    yield from near or mixed


def _is_research(pick: Pick) -> bool:
    """A study, or what links to one: its section, or the signal that found it where several voices speak of it."""
    linked = any(reason.signal == "scholar" and reason.words for reason in pick.reasons)
    return linked or pick.section == Section.RESEARCH


def _is_article(pick: Pick) -> bool:
    return pick.kind == "article"


def _is_long(pick: Pick) -> bool:
    return _is_article(pick) and pick.minutes >= LONG


def _is_short(pick: Pick) -> bool:
    return pick.kind == "post" and pick.minutes <= SHORT


def _alone(pick: Pick) -> bool:
    return len(people(pick)) == 1


def _overlooked(pick: Pick) -> bool:
    return pick.section == Section.OVERLOOKED


# ---------------------------------------------------------------- of the week


def _silence(facts: Facts) -> Iterator[Occasion]:
    if not facts.picks:
        yield Occasion()


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "any": Condition("always, of any pick", 1, _each(lambda _: True)),
        "article": Condition("an article rather than a post", 1, _each(_is_article)),
        "one_voice": Condition("in this edition one voice alone speaks of it", 1, _each(_alone)),
        "several_voices": Condition("two or more voices speak of it", 1, _several_voices, gives=("voices", "count")),
        "new_voice": Condition("its voice is in this digest for the first time", 1, _each(lambda pick: pick.new_voice)),
        "returning": Condition("its voice was in an earlier edition", 1, _returning),
        "quiet": Condition("it stands in the section of overlooked voices", 1, _each(_overlooked)),
        "research": Condition("it is a study, or links to one", 1, _each(_is_research)),
        "question": Condition(
            "it asks, and nobody had answered when the edition was made",
            1,
            _each(lambda pick: pick.section == Section.QUESTIONS),
        ),
        "other_language": Condition("it is not in the language most of the edition is in", 1, _other_language),
        "long_read": Condition(f"an article of {LONG:.0f} minutes or more", 1, _each(_is_long)),
        "short_post": Condition("a post read in a minute or less", 1, _each(_is_short)),
        "points_elsewhere": Condition(
            "it is about another page, to which it links", 1, _each(lambda pick: bool(pick.about))
        ),
        "pictures": Condition("its pictures are described in words", 1, _each(lambda pick: bool(pick.alts))),
        "warned": Condition("it carries a content warning", 1, _each(lambda pick: bool(pick.warning))),
        "topic": Condition("it matches an interest of the owner's", 1, _topic, gives=("topic",)),
        "off_topic": Condition("it matches none of the owner's interests, while others do", 1, _off_topic),
        "busy_topic": Condition(
            f"{say(BUSY)} or more picks match the same interest", 1, _busy_topic, gives=("topic", "count")
        ),
        "chosen": Condition("far more was looked at than was picked", 1, _chosen, gives=("items",)),
        "quiet_week": Condition(f"{say(2)} to {say(FEW)} picks are all there is", 1, _quiet_week, gives=("count",)),
        "two_voices": Condition("two picks by different voices", 2, _two(lambda _, __: True)),
        "two_articles": Condition(
            "two articles by different voices", 2, _two(lambda pick, other: _is_article(pick) and _is_article(other))
        ),
        "same_topic": Condition(
            "two picks by different voices that match the same interest", 2, _same_topic, gives=("topic",)
        ),
        "same_voice": Condition("two picks by one voice", 2, _same_voice),
        "research_and_practice": Condition(
            "one pick that is a study or links to one, and one that is not, of one interest where possible",
            2,
            _beside_research,
        ),
        "heard_and_overlooked": Condition(
            "several voices speak of one pick, one alone of the other, which stands among the overlooked",
            2,
            _two(lambda pick, other: not _alone(pick) and _alone(other) and _overlooked(other)),
        ),
        "long_and_short": Condition(
            "a long article, and a short post by another voice",
            2,
            _two(lambda pick, other: _is_long(pick) and _is_short(other)),
        ),
        "silence": Condition("nothing was picked", 0, _silence),
    }
)


def hold(when: Sequence[str], facts: Facts) -> list[Occasion]:
    """Return the cases in which all the named conditions are true of the same picks.

    A condition on one pick speaks of the first of two: `[quiet, two_voices]` is a quiet pick beside any other.
    """
    rows = sorted((CONDITIONS[name] for name in when), key=lambda row: -row.size)
    found = list(rows[0].find(facts))
    for row in rows[1:]:
        cases = {occasion.about: occasion for occasion in row.find(facts)}
        found = [
            Occasion(occasion.picks, {**cases[key].words, **occasion.words})
            for occasion in found
            if (key := occasion.about[: row.size]) in cases
        ]
    return found
