"""The facts of a week and a bank of questions in, the few questions that stand under the edition out.

A question is asked only where its condition holds, it names what it is about, and it is not asked again for eight
editions, not even where nothing else is left. Which ones are asked is no chance: variety of lens, of pick and of kind
comes first, then what was long not asked, then a hash of week and question, so that every week turns the bank another
way and the same week always gives the same questions. A few of them stand under the pick they fit (E05).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from generator.edit import wording
from generator.edit.bank import Bank, Entry, read_bank
from generator.edit.conditions import Facts, Occasion, hold
from generator.model import Edition, Prompt, PromptWishes, Week

__all__ = ["LOAD", "MEMORY", "Bank", "Entry", "ask", "read_bank"]

MEMORY = 8
"""A question asked in one of so many last editions is not asked."""
LOAD = 2
"""So many questions of one edition may speak of the same pick."""
AWAY = 2
"""So many questions around the table may lead away from the picks: to a word, a saved search, somebody's question."""
UNDER = 2
"""So many questions may stand under picks, besides those around the table."""
FORGOTTEN = 26
"""Editions after which it no longer matters how long ago a question was asked: half a year."""


_Lot = tuple[bytes, bytes, str, tuple[str, ...]]
"""Where the shuffle of this week puts a question, and among its cases this one; with their names, it is total."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A question that could be asked, and of what."""

    entry: Entry
    occasion: Occasion
    common: bool
    """Whether its condition is true of most picks, and so says little of any."""
    lot: _Lot
    subjects: tuple[str, ...]
    places: tuple[str, ...]
    """Occasion.subjects and places; they are asked for again and again."""


@dataclass(frozen=True, slots=True)
class _Lately:
    """What the last editions asked."""

    ages: Mapping[str, int]
    """By id, how many editions ago a question was asked last: 1 for the edition before this one."""
    lenses: Counter[str]
    """How often each lens had its turn in the last MEMORY editions."""
    kinds: Counter[tuple[str, ...]]
    """And each kind of question."""


def ask(facts: Facts, bank: Bank, wishes: PromptWishes, week: Week) -> tuple[Prompt, ...]:
    """Choose and word at most `wishes.count` questions around the table, and at most UNDER at picks; table first.

    Fewer where few conditions hold, for a pick is spoken of at most LOAD times; and fewer where the bank is small.
    Editions of this week and later are no memory, so a week gleaned again is asked the same.
    """
    earlier = tuple(sorted((old for old in facts.archive if old.week < week), key=lambda old: old.week))
    known = replace(facts, picks=tuple(pick for pick in facts.picks if not pick.hidden), archive=earlier)
    lately = _lately(earlier, bank)
    able = [entry for entry in bank.entries if entry.lens in wishes.lenses and _rested(entry, lately)]
    cases = list(_cases(able, known, week))
    table = _chosen(cases, wishes.count, (), lately)
    close = [case for case in cases if case.entry.close and case.occasion.about] if table else []
    under = _chosen(close, UNDER, table, lately)
    return (
        *(_prompt(case, bank.language) for case in table),
        *(replace(_prompt(case, bank.language), at=case.occasion.about[0]) for case in under),
    )


def _lately(earlier: Sequence[Edition], bank: Bank) -> _Lately:
    ages: dict[str, int] = {}
    for age, edition in enumerate(reversed(earlier[-FORGOTTEN:]), start=1):
        for prompt in edition.prompts:
            ages.setdefault(prompt.id, age)
    kinds = {entry.id: entry.conditions for entry in bank.entries}
    asked = [prompt for edition in earlier[-MEMORY:] for prompt in edition.prompts]
    return _Lately(
        ages,
        Counter(prompt.lens for prompt in asked),
        Counter(kinds[prompt.id] for prompt in asked if prompt.id in kinds),
    )


def _rested(entry: Entry, lately: _Lately) -> bool:
    return lately.ages.get(entry.id, FORGOTTEN) > MEMORY


def _cases(entries: Iterable[Entry], facts: Facts, week: Week) -> Iterator[_Case]:
    found: dict[tuple[str, ...], list[Occasion]] = {}
    for entry in entries:
        if entry.conditions not in found:
            found[entry.conditions] = hold(entry.conditions, facts)
        occasions = found[entry.conditions]
        first = {occasion.about[0] for occasion in occasions if occasion.about}
        common, place = 2 * len(first) > len(facts.picks), _shuffled(week, entry.id)
        for occasion in occasions:
            lot = (place, _shuffled(week, entry.id, *occasion.key), entry.id, occasion.key)
            yield _Case(entry, occasion, common, lot, occasion.subjects, occasion.places)


def _shuffled(week: Week, *names: str) -> bytes:
    """Return a number that is as good as drawn, and the same on every machine."""
    return blake2b("\n".join((str(week), *names)).encode(errors="backslashreplace"), digest_size=8).digest()


def _chosen(cases: Sequence[_Case], count: int, table: Sequence[_Case], lately: _Lately) -> list[_Case]:
    """Choose at most so many, one after the other; beside a table each is of its own kind, under a pick of its own."""
    chosen: list[_Case] = []
    while len(chosen) < count and (cases := _still_open(cases, table, chosen)):
        chosen.append(min(cases, key=_turn([*table, *chosen], lately)))
    return chosen


def _still_open(cases: Iterable[_Case], table: Sequence[_Case], chosen: Sequence[_Case]) -> list[_Case]:
    """Leave out what was just asked, and what would come back to one thing, or lead away, too often."""
    before = [*table, *chosen]
    asked = {case.entry.id for case in before}
    full = {subject for subject, times in _load(before).items() if times >= LOAD}
    away = [case for case in before if case.occasion.away]
    full.update(place for case in away for place in case.places)
    kinds = {case.entry.conditions for case in before} if table else set()
    if table:
        full.update(subject for case in chosen for subject in case.subjects)
    return [
        case
        for case in cases
        if case.entry.id not in asked
        and case.entry.conditions not in kinds
        and full.isdisjoint(case.places)
        and not (len(away) >= AWAY and case.occasion.away)
        and (case.places or not before)
    ]


def _load(chosen: Iterable[_Case]) -> Counter[str]:
    return Counter(subject for case in chosen for subject in case.subjects)


_Place = tuple[int, int, int, int, bool, int, int, _Lot]
"""What comes first, from left to right; smaller is sooner."""


def _turn(chosen: Sequence[_Case], lately: _Lately) -> Callable[[_Case], _Place]:
    """Return the order in which cases come next after those already chosen; it is total."""
    lenses = Counter(case.entry.lens for case in chosen)
    kinds = Counter(case.entry.conditions for case in chosen)
    load = _load(chosen)

    def turn(case: _Case) -> _Place:
        entry = case.entry
        return (
            lenses[entry.lens],
            lately.lenses[entry.lens],
            sum(load[subject] for subject in case.subjects),
            kinds[entry.conditions],
            case.common,
            lately.kinds[entry.conditions],
            -lately.ages.get(entry.id, FORGOTTEN),
            case.lot,
        )

    return turn


def _prompt(case: _Case, language: str) -> Prompt:
    entry, occasion = case.entry, case.occasion
    return Prompt(
        id=entry.id,
        lens=entry.lens,
        text=wording.render(entry.ask, occasion, language),
        about=occasion.about,
        see=occasion.see,
    )
