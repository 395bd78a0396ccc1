"""A week and the id of an item in, everything there is to say of what became of it out (R22, R23).

The outcome, the story with all its voices, every signal with its value, weight and effect, by what the score was
multiplied when stories were weighed against one another, and the changes that were tried (whatif.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from generator.edit import ledger
from generator.edit.case import Case, had, unheard, unmuted, unranked
from generator.edit.choose import LOW
from generator.edit.effect import silent, weighed
from generator.edit.fates import Fate
from generator.edit.picks import why
from generator.edit.selecting import Selection, best_first
from generator.edit.signals import SIGNALS
from generator.edit.table import FACTORS, VOICE
from generator.edit.whatif import Trial, bench, trials
from generator.model import Item, LedgerLine, Reason, Story, Terms
from generator.text import clip, count

TITLE = 80
"""Characters of a title within a sentence."""
NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one signal thought, and what that did."""

    signal: str
    looks: str
    """What it looks at."""
    role: str
    value: float
    weight: float
    effect: float
    """By what factor it changed the score, against having nothing to say."""
    words: str
    """What it found; "" where it has nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """One item of a story."""

    id: str
    name: str
    title: str
    url: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All there is to say about one item."""

    id: str
    url: str
    title: str
    name: str
    """Its voice's."""
    source: str
    fate: str
    """A key of FATES."""
    outcome: str
    """A sentence."""
    story: tuple[Voiced, ...] = ()
    """Every item of its story, the lead first."""
    score: float | None = None
    worth: float | None = None
    bar: float | None = None
    parts: tuple[Part, ...] = ()
    factors: Mapping[str, float] = field(default_factory=lambda: NONE)
    """By what the score was multiplied when stories were weighed against one another: what for -> how much."""
    trials: tuple[Trial, ...] = ()


def account(case: Case, selection: Selection, name: str) -> Account | None:
    """Say all there is to say about an item of a week; None where the week knows nothing of it.

    Args:
        case: The week.
        selection: What was decided about it.
        name: Item.id.
    """
    item = next((each for each in selection.items if each.id == name), None)
    if item is None:
        return _outside(case, name)
    if name in selection.muted:
        return replace(_plain(item, ledger.muted(item, selection.muted[name])), trials=tuple(unmuted(case, name)))
    for story, fate in unranked(selection):
        if any(each.id == name for each in story.items):
            return _set_aside(case, story, fate, item)
    return _weighed(case, selection, item)


def remembered(line: LedgerLine, lines: Mapping[str, LedgerLine], terms: Terms | None) -> Account:
    """Say what a kept ledger knows of an item, where what was collected is no longer there."""
    lead = lines.get(line.lead, line)
    story = tuple(
        _voiced(each) for each in lines.values() if each.id == lead.id or (each.lead and each.lead == lead.id)
    )
    weights = terms.weights if terms else NONE
    reasons = [
        Reason(signal=name, value=lead.values.get(name, silent(name)), weight=weight)
        for name, weight in weights.items()
        if name in SIGNALS
    ]
    return replace(
        _plain(line, line),
        story=tuple(sorted(story, key=lambda each: (each.id != lead.id, each.id))),
        score=lead.score,
        worth=lead.worth,
        bar=terms.bar if terms else None,
        parts=parts(reasons) if lead.values else (),
    )


def parts(reasons: Sequence[Reason]) -> tuple[Part, ...]:
    """Return what each signal thought and what that did, what did most first."""
    found = (
        Part(
            signal=reason.signal,
            looks=SIGNALS[reason.signal].words,
            role=SIGNALS[reason.signal].role.value,
            value=reason.value,
            weight=reason.weight,
            effect=reason.effect or 1.0,
            words=reason.words,
        )
        for reason in weighed(reasons)
    )
    return tuple(sorted(found, key=lambda part: (-max(part.effect, 1 / max(part.effect, 1e-9)), part.signal)))


# ---------------------------------------------------------------- what was weighed


def _weighed(case: Case, selection: Selection, item: Item) -> Account | None:
    entry = next((each for each in selection.ranked if item in each.story.items), None)
    if entry is None:
        return None
    name, choice = entry.story.lead.id, selection.choice
    fate = next(line for line in ledger.told(entry.story, choice.fates[name]) if line.id == item.id)
    return replace(
        _plain(item, fate),
        outcome=_outcome(selection, entry.story, item),
        story=tuple(map(_told, entry.story.items)),
        score=entry.score,
        worth=choice.worths[name],
        bar=choice.bar,
        parts=parts(entry.reasons),
        factors={FACTORS[factor]: by for factor, by in choice.factors[name].items() if round(by, 3) != 1},
        trials=tuple(trials(bench(selection, case.config.digest, name))),
    )


def _outcome(selection: Selection, story: Story, item: Item) -> str:
    fate = selection.choice.fates[story.lead.id]
    if fate is Fate.PICKED and item is not story.lead:
        return f"It stands behind a pick, {_named(story.lead)}, as another voice of the same story."
    return SENTENCES[fate](selection, story.lead)


def _picked(selection: Selection, lead: Item) -> str:
    place = [each.lead.id for each in best_first(selection.choice)].index(lead.id) + 1
    candidate = next(each for each in selection.choice.chosen if each.lead.id == lead.id)
    of = count(len(selection.choice.chosen), "pick")
    return (
        f"Picked, number {place} of {of} by what it was worth. {why(candidate, selection.choice.kept.get(lead.id, ''))}"
    )


def _low(selection: Selection, lead: Item) -> str:
    score = next(each.score for each in selection.ranked if each.story.lead.id == lead.id)
    return f"Left out: too little spoke for it. It scores {score:.3f}, and nothing below {LOW:g} is picked."


def _no_room(selection: Selection, lead: Item) -> str:
    choice = selection.choice
    if choice.worths[lead.id] >= choice.bar:
        minutes = next(each.minutes for each in selection.candidates if each.lead.id == lead.id)
        return f"Left out: it takes {minutes:.1f} minutes to read, and less was left when its turn came."
    worth = f"it was worth {choice.worths[lead.id]:.3f} for its minutes, and no open place went for less than"
    return f"Left out: {worth} {choice.bar:.3f}."


def _capped(selection: Selection, lead: Item) -> str:
    chosen = selection.choice.chosen
    if sum(1 for each in chosen if each.lead.voice.key == lead.voice.key) >= VOICE:
        return f"Left out: {lead.voice.name} has {VOICE} picks in this edition already, the most a voice can have."
    filled = sum(each.minutes for each in chosen if each.lead.source == lead.source)
    most = selection.limits.source
    return f"Left out: its source fills {filled:.1f} minutes already, of {most:.1f} at most, and it would not fit in."


SENTENCES: Mapping[Fate, Callable[[Selection, Item], str]] = MappingProxyType(
    {Fate.PICKED: _picked, Fate.LOW: _low, Fate.NO_ROOM: _no_room, Fate.CAPPED: _capped}
)
"""What became of a story that was weighed -> the sentence that says it."""


# ---------------------------------------------------------------- what was not


def _set_aside(case: Case, story: Story, fate: Fate, item: Item) -> Account:
    line = next(line for line in ledger.told(story, fate) if line.id == item.id)
    told = replace(_plain(item, line), story=tuple(map(_told, story.items)))
    editions = [(edition, pick) for edition in case.archive for pick in edition.picks if had(edition, pick, story)]
    if fate is not Fate.REPEATED or not editions:
        return told
    edition, pick = editions[-1]
    outcome = f"Left out: {edition.week} had it, as “{clip(pick.title or pick.excerpt or pick.url, TITLE)}”."
    return replace(told, outcome=outcome, trials=tuple(unheard(case, item.id, editions)))


def _outside(case: Case, name: str) -> Account | None:
    item = [each for each in case.items if each.id == name]
    line = next(iter(ledger.outside(item, case.starts, case.due, case.judged)), None)
    return _plain(item[0], line) if line else None


# ---------------------------------------------------------------- what they share


def _plain(item: Item | LedgerLine, line: LedgerLine) -> Account:
    return Account(
        id=item.id,
        url=item.url,
        title=_heading(item) if isinstance(item, Item) else item.title,
        name=line.name,
        source=item.source,
        fate=line.fate,
        outcome=f"{line.words[:1].upper()}{line.words[1:]}.",
    )


def _told(item: Item) -> Voiced:
    return Voiced(id=item.id, name=item.voice.name, title=_heading(item), url=item.url, source=item.source)


def _heading(item: Item) -> str:
    """Return the title of an item, or the first words of one without; a content warning stays closed over them."""
    return item.title or item.warning or clip(" ".join(item.text.split()), TITLE)


def _voiced(line: LedgerLine) -> Voiced:
    return Voiced(id=line.id, name=line.name, title=line.title, url=line.url, source=line.source)


def _named(item: Item) -> str:
    return f"“{clip(_heading(item) or item.url, TITLE)}” by {item.voice.name}"
