"""The picks of a week and a bank of questions in, the few questions that stand under the edition out.

A question is asked only where its condition holds, and it names the picks it is about. Which ones are asked is no
chance: what was not asked lately comes first, then variety of lens, of pick and of kind, then a hash of week and
question, so that every week turns the bank another way and the same week always gives the same questions.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from generator import forms
from generator.edit import wording
from generator.edit.conditions import CONDITIONS, Facts, Occasion, hold
from generator.errors import InputError, Problem
from generator.model import Edition, Numbers, Pick, Prompt, PromptWishes, Week

MEMORY = 8
"""A question asked in so many last editions waits while there is another; one of the very last is never asked."""
LOAD = 2
"""So many questions of one edition may speak of the same pick."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question of the bank, as its owner wrote it."""

    id: str
    """Its name, kept for ever: the archive remembers by it what was asked."""
    lens: str
    """Through whose eyes it looks: practitioner, sceptic, connector, newcomer, scholar, or one of the owner's."""
    when: str | tuple[str, ...]
    """A row of CONDITIONS, or several that must be true of the same picks."""
    ask: str
    """The template."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """Its conditions, however many were written, each once."""
        return (self.when,) if isinstance(self.when, str) else tuple(dict.fromkeys(self.when))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Every question there is, each found right."""

    entries: tuple[Entry, ...] = ()
    """Ordered by id, each id once."""

    @property
    def lenses(self) -> tuple[str, ...]:
        """The lenses that have a question, in alphabetical order."""
        return tuple(sorted({entry.lens for entry in self.entries}))


# ---------------------------------------------------------------- reading the bank


def read_bank(files: Mapping[str, str]) -> Bank:
    """Read the question files: name -> YAML text, a list of Entry.

    Raises:
        InputError: with every problem of every file, each with line and column.
    """
    placed: list[_Placed] = []
    problems: list[Problem] = []
    for file, content in sorted(files.items()):
        try:
            placed += _read(forms.page(content, file=file))
        except InputError as wrong:
            problems += wrong.problems
    problems += _twice(placed)
    if problems:
        raise InputError(*problems)
    return Bank(entries=tuple(sorted((each.entry for each in placed), key=lambda entry: entry.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """An entry, and where it stands."""

    entry: Entry
    page: forms.Page
    node: forms.Node

    def problem(self, key: str, words: str, hint: str = "") -> Problem:
        return self.page.problem(self.node.value[key], words, hint)


def _read(page: forms.Page) -> list[_Placed]:
    """Read one file; one without a question is none."""
    root = page.root
    problems: list[Problem] = []
    if root and root.kind is not forms.Kind.LIST:
        problems.append(page.problem(root, "This is no list of questions.", "Begin each question with `- id:`."))
    placed: list[_Placed] = []
    for number, node in enumerate(root.value if root and not problems else (), start=1):
        entry, wrong = forms.fill(node, Entry, file=page.file, name=f"Question {number}")
        problems += wrong
        if entry:
            placed.append(_Placed(entry=entry, page=page, node=node))
    page.refuse(*problems, *chain.from_iterable(map(_problems, placed)))
    return placed


def _problems(placed: _Placed) -> Iterator[Problem]:
    entry = placed.entry
    for key, value in (("id", entry.id), ("lens", entry.lens)):
        if not SLUG.fullmatch(value):
            yield placed.problem(
                key, f"“{value}” cannot be its {key}.", "Write small letters a to z, digits and hyphens."
            )
    unknown = [name for name in entry.conditions if name not in CONDITIONS]
    for name in unknown:
        yield placed.problem("when", f"There is no condition “{name}”.", _meant(name, CONDITIONS))
    if not entry.conditions:
        yield placed.problem("when", "It needs a condition.", "Write `any` for a question that fits every pick.")
    elif not unknown:
        yield from _problems_of_template(placed)


def _problems_of_template(placed: _Placed) -> Iterator[Problem]:
    try:
        used = wording.check(placed.entry.ask)
    except wording.Refused as wrong:
        yield placed.problem("ask", wrong.words, wrong.hint)
        return
    rows = [CONDITIONS[name] for name in placed.entry.conditions]
    subjects = wording.SUBJECTS[: max(row.size for row in rows)]
    known = Counter(chain(*subjects, *(row.gives for row in rows)))
    for name in sorted(used):
        if not known[name]:
            yield placed.problem("ask", f"Its condition gives no {{{{ {name} }}}}.", _meant(name, known))
        elif known[name] > 1:
            yield placed.problem(
                "ask", f"More than one of its conditions gives {{{{ {name} }}}}.", "Leave one of them out."
            )
    for work, voice in subjects:
        if not used.intersection((work, voice)):
            words = f"It names neither {{{{ {work} }}}} nor {{{{ {voice} }}}}."
            yield placed.problem("ask", words, "A question says what it is about.")


def _meant(name: str, known: Iterable[str]) -> str:
    return forms.did_you_mean(name, known) or "content/prompts/README.md lists what there is."


def _twice(placed: Sequence[_Placed]) -> Iterator[Problem]:
    first: dict[str, _Placed] = {}
    for each in placed:
        earlier = first.setdefault(each.entry.id, each)
        if earlier is not each:
            place = earlier.node.value["id"].line
            yield each.problem("id", "Another question has this id.", f"See {earlier.page.file}, line {place}.")


# ---------------------------------------------------------------- choosing


@dataclass(frozen=True, slots=True)
class _Case:
    """A question that could be asked, and of what."""

    entry: Entry
    occasion: Occasion
    lot: tuple[bytes, bytes]
    """Where the shuffle of this week puts the question, and among its cases this one."""


def ask(  # noqa: PLR0917  six words of the model, each of another type
    picks: Sequence[Pick],
    numbers: Numbers,
    archive: Sequence[Edition],
    bank: Bank,
    wishes: PromptWishes,
    week: Week,
) -> tuple[Prompt, ...]:
    """Choose and word at most `wishes.count` questions about these picks.

    Fewer where few conditions hold: a pick is spoken of at most LOAD times. Editions of this week and later are no
    memory, so a week gleaned again is asked the same.
    """
    earlier = tuple(sorted((edition for edition in archive if edition.week < week), key=lambda edition: edition.week))
    facts = Facts(picks=tuple(pick for pick in picks if not pick.hidden), numbers=numbers, archive=earlier)
    since = _since(earlier)
    entries = [entry for entry in bank.entries if entry.lens in wishes.lenses and since.get(entry.id) != 1]
    cases = list(_cases(entries, facts, week))
    chosen: list[_Case] = []
    while len(chosen) < wishes.count and (cases := _still_open(cases, chosen)):
        chosen.append(min(cases, key=_turn(chosen, since)))
    return tuple(_prompt(case) for case in chosen)


def _since(earlier: Sequence[Edition]) -> dict[str, int]:
    """Return, by id, how many editions ago a question was asked last: 1 for the edition before this one."""
    ages: dict[str, int] = {}
    for age, edition in enumerate(reversed(earlier[-MEMORY:]), start=1):
        for prompt in edition.prompts:
            ages.setdefault(prompt.id, age)
    return ages


def _cases(entries: Iterable[Entry], facts: Facts, week: Week) -> Iterator[_Case]:
    found: dict[tuple[str, ...], list[Occasion]] = {}
    for entry in entries:
        if entry.conditions not in found:
            found[entry.conditions] = hold(entry.conditions, facts)
        place = _shuffled(week, entry.id)
        for occasion in found[entry.conditions]:
            yield _Case(entry, occasion, (place, _shuffled(week, entry.id, *occasion.about)))


def _shuffled(week: Week, *names: str) -> bytes:
    """Return a number that is as good as drawn, and the same on every machine."""
    return blake2b("\n".join((str(week), *names)).encode(errors="backslashreplace"), digest_size=8).digest()


def _still_open(cases: Iterable[_Case], chosen: Sequence[_Case]) -> list[_Case]:
    """Leave out what was just asked, and what would come back to one pick too often."""
    asked = {case.entry.id for case in chosen}
    full = {about for about, times in _load(chosen).items() if times >= LOAD}
    return [
        case
        for case in cases
        if case.entry.id not in asked and full.isdisjoint(case.occasion.about) and (case.occasion.picks or not chosen)
    ]


def _load(chosen: Iterable[_Case]) -> Counter[str]:
    return Counter(about for case in chosen for about in case.occasion.about)


_Place = tuple[int, int, int, int, tuple[bytes, bytes], str, tuple[str, ...]]
"""What comes first, from left to right; smaller is sooner."""


def _turn(chosen: Sequence[_Case], since: Mapping[str, int]) -> Callable[[_Case], _Place]:
    """Return the order in which cases come next after those already chosen; it is total."""
    lenses = Counter(case.entry.lens for case in chosen)
    kinds = Counter(case.entry.conditions for case in chosen)
    load = _load(chosen)

    def turn(case: _Case) -> _Place:
        entry, about = case.entry, case.occasion.about
        return (
            -since.get(entry.id, MEMORY + 1),
            lenses[entry.lens],
            sum(load[each] for each in about),
            kinds[entry.conditions],
            case.lot,
            entry.id,
            about,
        )

    return turn


def _prompt(case: _Case) -> Prompt:
    words = wording.render(case.entry.ask, case.occasion)
    return Prompt(id=case.entry.id, lens=case.entry.lens, text=words, about=case.occasion.about)
