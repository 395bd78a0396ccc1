"""A week with all that the desk knew of it in, the same week decided again out: with another config or another past.

Without a mute, or as if no earlier edition had had a story: what has to be gathered anew before it can be weighed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from generator.edit import ledger
from generator.edit.fates import ELSEWHERE, JOINED, MUTED, Fate
from generator.edit.memory import remember
from generator.edit.mute import muting
from generator.edit.selecting import LATE, Selection, select, window
from generator.edit.whatif import Trial
from generator.model import Config, Edition, Item, Pick, Story, Traces, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A week with all that the desk knew of it, so that it can be decided again."""

    config: Config
    week: Week
    starts: datetime
    due: datetime
    items: tuple[Item, ...]
    archive: tuple[Edition, ...]
    """The earlier editions, oldest first."""
    judged: Mapping[str, str]
    """What other editions have decided about: Item.id -> fate."""
    traces: tuple[Traces, ...] = ()
    """What earlier weeks have left, oldest first."""

    def select(self, config: Config | None = None, archive: Sequence[Edition] | None = None) -> Selection:
        """Decide about the week, under another config or with another past."""
        earlier = self.archive if archive is None else archive
        return select(
            self._window(earlier),
            config or self.config,
            due=self.due,
            archive=earlier,
            judged=self.judged,
            traces=self.traces,
        )

    def belonging(self) -> tuple[Item, ...]:
        """Return what is of the week, and what was found in it and is not of it; nothing that others have judged."""
        done = ledger.decided(self.judged)
        inside = [item for item in self._window(self.archive) if item.id not in done]
        known = {item.id for item in inside}
        rest = [item for item in self.items if item.id not in known and item.id not in self.judged]
        beside = {line.id for line in ledger.outside(rest, self.starts, self.due, self.judged)}
        return (*inside, *(item for item in rest if item.id in beside))

    def outcomes(self) -> Mapping[str, str]:
        """Return what becomes of every item of the week, and of what was found in it: Item.id -> fate."""
        found = fates(self.select())
        rest = [item for item in self.items if item.id not in found]
        beside = ledger.outside(rest, self.starts, self.due, self.judged)
        return {**{line.id: line.fate for line in beside}, **found}

    def _window(self, archive: Sequence[Edition]) -> list[Item]:
        late = LATE if archive else timedelta()
        return window(self.items, self.starts, self.due, late=late, judged=self.judged)


def fates(selection: Selection) -> Mapping[str, str]:
    """Return what became of every item of a week: Item.id -> fate."""
    found = dict.fromkeys(selection.muted, MUTED)
    for story, fate in unranked(selection):
        found |= {item.id: fate.value for item in story.items}
    for entry in selection.ranked:
        fate = selection.choice.fates[entry.story.lead.id]
        found |= {line.id: line.fate for line in ledger.told(entry.story, fate)}
    return found


def unranked(selection: Selection) -> Iterator[tuple[Story, Fate]]:
    """Yield the stories of a week that were not weighed, and why."""
    for stories, fate in (
        (selection.unsaid, Fate.UNSAID),
        (selection.retracted, Fate.RETRACTED),
        (selection.repeated, Fate.REPEATED),
    ):
        yield from ((story, fate) for story in stories)


def had(edition: Edition, pick: Pick, story: Story) -> bool:
    """Whether it is by this pick that an edition had a story."""
    return remember((replace(edition, picks=(pick,)),)).repeated(story)


def unmuted(case: Case, name: str) -> Iterator[Trial]:
    """Decide anew without every mute that holds for an item."""
    item = next(each for each in case.items if each.id == name)
    holding = [mute for mute in case.config.mute if muting(item, (mute,), case.config.site.zone)]
    left = tuple(mute for mute in case.config.mute if mute not in holding)
    said = " and ".join(f"the mute of the {mute.kind} “{mute.value}”" for mute in holding)
    yield _again("mute", f"without {said}", case.select(replace(case.config, mute=left)), name)


def unheard(case: Case, name: str, had: Sequence[tuple[Edition, Pick]]) -> Iterator[Trial]:
    """Decide anew as if no edition had had it."""
    gone = {pick.id for _, pick in had}
    past = [
        replace(edition, picks=tuple(pick for pick in edition.picks if pick.id not in gone)) for edition in case.archive
    ]
    known = {key: fate for key, fate in case.judged.items() if key not in gone}
    weeks = " and ".join(dict.fromkeys(str(edition.week) for edition, _ in had))
    yield _again("edition", f"if {weeks} had not had it", replace(case, judged=known).select(archive=past), name)


def _again(kind: str, words: str, selection: Selection, name: str) -> Trial:
    fate = fates(selection).get(name, ELSEWHERE)
    return Trial(kind=kind, words=words, fate=fate, changed=fate in {Fate.PICKED.value, JOINED})
