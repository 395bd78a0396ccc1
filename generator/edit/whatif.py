"""A week's choice and one story of it in, what would have changed its outcome out: nothing is claimed, all is tried.

Every sentence comes from choosing the whole week anew with one thing changed: the reading time, the preset, a weight,
an opinion on the story, its length, what its voice has had. Where a change can be small or large, the smallest
that was found is told (a counterfactual in the sense of Wachter, Mittelstadt & Russell 2018, doi:10.2139/ssrn.3063289).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.edit.choose import decide
from generator.edit.effect import silent
from generator.edit.fates import Fate
from generator.edit.presets import PRESETS
from generator.edit.rank import Scored, order, scored, total, weights
from generator.edit.signals import SIGNALS, Role
from generator.edit.table import Candidate, Limits
from generator.model import Digest, Reason
from generator.text import clip, count

if TYPE_CHECKING:
    from generator.edit.selecting import Selection

MINUTES = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120)
"""Minutes of reading time that are tried more, and less."""
HEAVY = 4
"""A weight is tried up to so many times what it is, or what a weight of 1 is."""
HALVINGS = 4
"""Steps in which the smallest change is looked for: to a sixteenth of the whole way."""
SHORT = 0.2
"""Minutes below which nothing is read."""
TITLE = 60
"""Characters of another pick's title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One change that was tried, and what became of the story."""

    kind: str
    """minutes, preset, weight, opinion, length, owed, place, pick, mute or edition."""
    words: str
    """The change, to be read after "It would have been picked": "with 4 more minutes of reading time"."""
    fate: str
    changed: bool
    """Whether a pick would have been none, or the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A week that can be chosen anew, and the story that is asked about."""

    candidates: tuple[Candidate, ...]
    limits: Limits
    digest: Digest
    name: str
    """Item.id of its lead."""
    opinions: Mapping[str, tuple[Reason, ...]]
    """Item.id of each lead -> what every signal thinks of it, those without a weight too, and what each weighs.

    In the order of SIGNALS.
    """

    @property
    def mine(self) -> Candidate:
        """The story that is asked about."""
        return next(each for each in self.candidates if each.lead.id == self.name)

    def fate(self, candidates: Sequence[Candidate] | None = None, **limits: object) -> Fate:
        """Choose anew and return what becomes of the story; `limits` are fields of Limits."""
        _, fates = decide(
            self.candidates if candidates is None else candidates,
            replace(self.limits, **limits),  # type: ignore[arg-type]
        )
        return fates[self.name]

    def weighed(self, weighing: Mapping[str, float], **limits: object) -> Fate:
        """Return what becomes of the story under other weights."""
        told = weights(self.digest)
        changed = [place for place, name in enumerate(SIGNALS) if weighing[name] != told[name]]
        return self.fate(sorted((self._anew(each, weighing, changed) for each in self.candidates), key=_rank), **limits)

    def instead(self, mine: Candidate) -> Fate:
        """Return what becomes of the story where it is another."""
        return self.fate(sorted((mine if each.lead.id == self.name else each for each in self.candidates), key=_rank))

    def _anew(self, candidate: Candidate, weighing: Mapping[str, float], changed: Sequence[int]) -> Candidate:
        known = self.opinions[candidate.lead.id]
        if all(neutral(known[place]) for place in changed):
            return candidate
        told = (
            each if each.weight == weighing[each.signal] else replace(each, weight=weighing[each.signal])
            for each in known
        )
        return judged(candidate, [each for each in told if each.weight > 0])


def bench(selection: "Selection", digest: Digest, name: str) -> Bench:
    """Prepare a week for trials about the story of one lead, which has to be among its candidates."""
    weighing, all_of_them = weights(digest), dict.fromkeys(SIGNALS, 1.0)
    return Bench(
        candidates=selection.candidates,
        # What is like what does not change while a week is chosen again and again, and costs most of the time.
        limits=replace(selection.limits, likeness=cache(selection.limits.likeness)),
        digest=digest,
        name=name,
        opinions={
            each.lead.id: tuple(
                replace(reason, weight=weighing[reason.signal])
                for reason in scored(each.entry.story, selection.context, all_of_them).reasons
            )
            for each in selection.candidates
        },
    )


def judged(candidate: Candidate, reasons: Sequence[Reason]) -> Candidate:
    """Return a candidate with other reasons and the score that follows from them."""
    entry = Scored(story=candidate.entry.story, score=total(reasons), reasons=tuple(reasons))
    return replace(candidate, entry=entry)


def neutral(reason: Reason) -> bool:
    """Whether a reason leaves a score as it is, whatever it weighs."""
    return SIGNALS[reason.signal].role is not Role.SUBJECT and reason.value == silent(reason.signal)


def _rank(candidate: Candidate) -> tuple[float, float, str, str]:
    return order(candidate.entry)


def trials(on: Bench) -> Iterator[Trial]:
    """Yield every change that was tried: what an owner can set first, then what lies with the story."""
    picked = on.fate() is Fate.PICKED
    for tries in (_minutes, _presets, _weights, _places, _opinions, _length, _owed, _others):
        for kind, words, fate in tries(on, picked):
            yield Trial(kind=kind, words=words, fate=fate.value, changed=(fate is Fate.PICKED) is not picked)


Tried = Iterator[tuple[str, str, Fate]]


def _minutes(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    for step in MINUTES:
        if picked and step >= on.limits.minutes:
            return
        fate = on.fate(minutes=on.limits.minutes - step if picked else on.limits.minutes + step)
        if (fate is Fate.PICKED) is not picked:
            yield "minutes", f"with {count(step, 'minute')} {'less' if picked else 'more'} of reading time", fate
            return
    yield "minutes", f"with {count(MINUTES[-1], 'minute')} more of reading time", fate


def _presets(on: Bench, picked: bool) -> Tried:  # noqa: ARG001, FBT001  every way of trying has one shape
    for name, preset in PRESETS.items():
        if name != on.digest.preset:
            fate = on.weighed(weights(replace(on.digest, preset=name)), preset=preset)
            yield "preset", f"with the preset “{name}”", fate


def _weights(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    weighing = weights(on.digest)

    @cache
    def under(name: str, weight: float) -> Fate:
        return on.weighed({**weighing, name: weight})

    for name, weight in weighing.items():
        for end in (end for end in (HEAVY * max(weight, 1.0), 0.0) if end != weight):
            found = least(lambda value, name=name: under(name, value), weight, end, picked=picked)  # type: ignore[misc]
            if found is not None:
                yield "weight", f"if {plain(name)} weighed {found:g} instead of {weight:g}", under(name, found)


def _opinions(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    for place, reason in enumerate(on.mine.entry.reasons):

        @cache
        def valued(value: float, place: int = place, reason: Reason = reason) -> Fate:
            told = list(on.mine.entry.reasons)
            told[place] = replace(reason, value=value)
            return on.instead(judged(on.mine, told))

        end = silent(reason.signal) if picked else 1.0
        if (reason.value <= end) if picked else (reason.value >= end):
            continue
        found = least(valued, reason.value, end, picked=picked)
        if found is not None:
            words = f"if {plain(reason.signal)} were {found:g} instead of {reason.value:.2g}"
            yield "opinion", f"{words} ({SIGNALS[reason.signal].words})", valued(found)


def _length(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    told = on.mine.minutes
    steps = [told / 2, told / 4] if not picked else []
    for minutes in (round(step, 1) for step in steps if step >= SHORT):
        fate = on.instead(replace(on.mine, minutes=minutes))
        yield "length", f"if it could be read in {minutes:.1f} minutes instead of {told:.1f}", fate
        if fate is Fate.PICKED:
            return


def _owed(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    mine = on.mine
    if mine.owed < 0 if picked else mine.owed > 0:
        changed = [
            replace(each, owed=0.0) if each.lead.voice.key == mine.lead.voice.key else each for each in on.candidates
        ]
        yield "owed", "if its voice had had just what was due to it in the last editions", on.fate(changed)


def _places(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    if picked:
        yield "place", "if no places were kept", on.fate(keeping=False)


def _others(on: Bench, picked: bool) -> Tried:  # noqa: FBT001  whether it was picked
    """Take out what was picked of the same voice or source, one by one."""
    if picked:
        return
    lead = on.mine.lead
    for other in decide(on.candidates, on.limits)[0].chosen:
        same = "voice" if other.lead.voice.key == lead.voice.key else "source"
        if same == "voice" or other.lead.source == lead.source:
            rest = [each for each in on.candidates if each is not other]
            title = clip(other.lead.title or " ".join(other.lead.text.split()) or other.lead.url, TITLE)
            yield "pick", f"without “{title}”, which is of the same {same}", on.fate(rest)


def least(fate: Callable[[float], Fate], told: float, end: float, *, picked: bool) -> float | None:
    """Return the smallest change from `told` towards `end` that was found to change the outcome; None where none does.

    By halving, each step tried; the number that is returned is rounded to what is said, and was tried as it is said.
    """

    @cache
    def changes(value: float) -> bool:
        return (fate(value) is Fate.PICKED) is not picked

    if not changes(end):
        return None
    near, far = told, end
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        near, far = (near, middle) if changes(middle) else (middle, far)
    said = [round(far, 1), round(far, 2)]
    return next((value for value in said if (value - told) * (end - told) > 0 and changes(value)), end)


def plain(signal: str) -> str:
    """Return the name of a signal as it is read."""
    return signal.replace("_", " ")
