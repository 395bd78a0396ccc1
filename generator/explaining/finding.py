"""A question, the config and the folder of a digest in, the answer out: the newest week that knows of it is asked.

First the week in progress is decided as things stand now, then the published weeks are looked through, newest first.
Of a published week the ledger holds what became of everything; where what was collected is still there, the week is
decided again, and only if that comes out as the ledger says is anything claimed about what would have changed it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from generator import ledgers, pipeline, text
from generator.edit.case import Case
from generator.edit.explain import Account, account, remembered
from generator.edit.fates import SPARED, Fate
from generator.explaining import asking
from generator.explaining.asking import Question
from generator.ledgers import Ledger
from generator.model import Config, Edition, Item, Report, Week
from generator.pipeline import Place

LISTED = 200
"""Items that are listed of one voice, or of one word in many titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One item that was asked for, as a line."""

    id: str
    url: str
    title: str
    name: str
    fate: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What there is to say."""

    asked: str
    week: Week | None = None
    """The week that knows of it; None where none does."""
    published: bool = False
    """Whether its edition is out; otherwise it is as things stand now."""
    account: Account | None = None
    """Where one item was meant."""
    items: tuple[Found, ...] = ()
    """Where several were: all of a voice, or all that are called so."""
    notes: tuple[str, ...] = ()
    """What else there is to know, in sentences."""
    near: tuple[str, ...] = ()
    """Addresses that look like the one that was asked for."""

    @property
    def found(self) -> bool:
        """Whether anything is known of it."""
        return self.week is not None


def find(asked: str, config: Config, place: Place, *, now: datetime, week: Week | None = None) -> Answer:
    """Say what became of what was asked for.

    Args:
        asked: An address, an id, a handle, the name of a voice, or words of a title.
        config: The owner's wishes.
        place: Where the digest lives.
        now: The instant, aware.
        week: The only week to look at; all of them otherwise.

    Raises:
        InputError: there is nothing to look for in what was asked.
    """
    question = asking.read(asked)
    shelf = pipeline.shelf(config, place, now=now)
    searched: list[str] = []
    for each in _weeks(shelf, place, week):
        found, told = _in_week(question, shelf, place, each)
        if found:
            return found
        searched.append(told)
    return _nowhere(question, shelf, searched)


def _weeks(shelf: pipeline.Shelf, place: Place, week: Week | None) -> Sequence[Week]:
    published = {edition.week for edition in shelf.archive}
    known = sorted({shelf.current, *published, *ledgers.kept(place.state)}, reverse=True)
    return [week] if week else known


def _in_week(question: Question, shelf: pipeline.Shelf, place: Place, week: Week) -> tuple[Answer | None, str]:
    """Return the answer of a week, and where it has none how much was looked through."""
    case = shelf.case(week)
    edition = next((each for each in shelf.archive if each.week == week), None)
    ledger = ledgers.read(place.state, week, edition) if edition else Ledger(week=week, terms=None)
    inside = [item for item in case.belonging() if not ledger.lines or item.id in ledger.lines]
    known = asking.subjects(inside, ledger.lines.values())
    voice, ids = question.means(known)
    told = f"{week}{'' if edition else ', as things stand now'} ({text.count(len(known), 'item')})"
    if not ids:
        return None, told
    if len(ids) == 1 or (question.address and not voice):
        return _one(question, case, ledger, edition, _main(ids, inside)), told
    return _several(question, case, ledger, edition, ids), told


def _main(ids: Sequence[str], items: Sequence[Item]) -> str:
    """Return which of several items with one address is meant: the one that was there first."""
    dated = {item.id: item.when.isoformat() if item.when else "9" for item in items}
    return min(ids, key=lambda name: (dated.get(name, "9"), name))


def _one(question: Question, case: Case, ledger: Ledger, edition: Edition | None, name: str) -> Answer:
    line = ledger.lines.get(name)
    again = account(case, case.select(), name) if any(item.id == name for item in case.items) else None
    notes: list[str] = []
    told = again
    if line and (again is None or again.fate != line.fate):
        told = remembered(line, ledger.lines, ledger.terms)
        notes += [] if line.fate == SPARED else [_cannot_be_tried(again)]
    elif edition and not line:
        notes.append(f"The ledger of {case.week} is not kept any more. This is how the week is decided today.")
    if edition and told:
        notes += _by_hand(told, edition)
    names = {source.key: source.name for source in case.config.sources}
    return Answer(
        asked=question.words,
        week=case.week,
        published=edition is not None,
        account=told and replace(told, source=names.get(told.source, told.source)),
        notes=tuple(notes),
    )


def _cannot_be_tried(again: Account | None) -> str:
    if again is None:
        return "What was collected then is not kept any more, so nothing can be tried that would have changed it."
    return (
        "Decided again today, it comes out otherwise: config.yaml, or what was collected, has changed since. "
        "So nothing can be tried that would have changed it then."
    )


def _by_hand(told: Account, edition: Edition) -> Iterator[str]:
    """Say what the owner did to a pick afterwards."""
    file = f"content/editions/{edition.week}.md"
    lead = told.story[0].id if told.story else told.id
    pick = next((each for each in edition.picks if each.id == lead), None)
    if told.fate in {Fate.PICKED.value, "joined"} and pick is None:
        yield f"You have taken the pick out of {file} since."
    if pick and pick.hidden:
        yield f"You have hidden the pick in {file}."
    if pick and pick.pin:
        yield f"You have put the pick first in {file}."


def _several(question: Question, case: Case, ledger: Ledger, edition: Edition | None, ids: Sequence[str]) -> Answer:
    outcome: Mapping[str, str] = {name: line.fate for name, line in ledger.lines.items()} or case.outcomes()
    known = {each.id: each for each in asking.subjects(case.items, ledger.lines.values())}
    found = tuple(
        Found(
            id=name,
            url=known[name].url,
            title=text.clip(known[name].title, text.TITLE),
            name=known[name].name,
            fate=outcome[name],
            words=ledgers.words(outcome[name]),
        )
        for name in sorted(ids)
        if name in outcome
    )
    more = (f"{len(found) - LISTED} more are not listed.",) if len(found) > LISTED else ()
    return Answer(asked=question.words, week=case.week, published=edition is not None, items=found[:LISTED], notes=more)


# ---------------------------------------------------------------- what is not there


def _nowhere(question: Question, shelf: pipeline.Shelf, searched: Sequence[str]) -> Answer:
    notes = [f"Looked through: {'; '.join(searched)}."]
    if not shelf.items and not shelf.archive:
        notes = ["Nothing has been collected yet. `./gleaner collect` does that, `./gleaner run` does all of it."]
    notes += _elsewhen(question, shelf)
    notes += [_met(report) for report in shelf.reports if _there(report, question)]
    return Answer(asked=question.words, notes=tuple(notes), near=question.near(asking.subjects(shelf.items)))


def _elsewhen(question: Question, shelf: pipeline.Shelf) -> Iterator[str]:
    """Say where something was collected that belongs to none of the weeks that were asked."""
    _, ids = question.means(asking.subjects(shelf.items))
    for item in (item for item in shelf.items if item.id in ids[:1]):
        seen = f"; it was first seen on {item.seen:%d %B %Y}" if item.seen else ""
        dated = f"is from {item.when:%d %B %Y}{seen}" if item.when else "has no date"
        yield f"It was collected, but {dated}: it belongs to no week that was looked through."


def _there(report: Report, question: Question) -> bool:
    host = text.host(question.address)
    return bool(host) and host in {text.host(text.canonical(report.address)), text.host(_last(report.source))}


def _last(key: str) -> str:
    """Return the address in the key of a source, `feed https://a.example/feed`."""
    return text.canonical(key.split(" ", 1)[-1])


def _met(report: Report) -> str:
    words = f" {report.words}" if report.words else ""
    return f"Its source, {report.name}, is {report.health.value}.{words}"
