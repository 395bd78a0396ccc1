"""DOIs wanted and what is known of them in, the register brought up to date out; a few questions to two registers.

OpenAlex is asked for a hundred works at a time. Crossref is asked for single ones: those that OpenAlex does not know,
and those it marks as retracted, for Crossref knows the notices. All of it is optional: whatever fails becomes a note,
and the works keep what was known of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from generator import text
from generator.collect.words import JSON, OPEN, Seal, Street
from generator.collect.works import crossref, dois, openalex
from generator.collect.works.crossref import Known
from generator.collect.works.register import Entry, Register, filled
from generator.collect.works.updates import Verdict
from generator.errors import StreetError
from generator.model import Work

QUESTIONS = 50
"""Most questions in a run, to both registers together."""
BATCHES = 20
"""Of these, for OpenAlex's lists: 2,000 works. Without a key a day of lists is paid up to 1,000."""
STANDS = timedelta(days=7)
"""How long it is believed that a work stands."""
FACTS = timedelta(days=30)
"""How long a notice, and that nobody knows a DOI, is believed."""
NOT_THERE = frozenset({400, 404, 410})
"""Answers that say that a register has no such work."""
REFUSED = 400
NOT_OF_CROSSREF = ("10.48550/", "10.5281/", "10.17605/")
"""Prefixes that DataCite registers (arXiv, Zenodo, OSF): Crossref has none of their works."""
SPENT = 429


@dataclass(slots=True)
class _Round:
    """One run's look-ups: what is left of the budget, who still answers, what was found."""

    street: Street
    left: int = QUESTIONS
    closed: set[str] = field(default_factory=set)
    """Registers that failed in this run and are not asked again."""
    notes: list[str] = field(default_factory=list)
    heard: dict[str, Work | None] = field(default_factory=dict)
    """DOI -> what OpenAlex's lists know."""
    alone: dict[str, Known | None] = field(default_factory=dict)
    """DOI -> what was known where it was asked for alone."""

    def may(self, register: str) -> bool:
        return self.left > 0 and register not in self.closed


async def look_up(
    wanted: Iterable[str], known: Register, street: Street, now: datetime
) -> tuple[Register, tuple[str, ...]]:
    """Ask open registers for the works behind DOIs of which nothing, or only something old, is known.

    Args:
        wanted: DOIs that items name, in any form; what is none is passed over.
        known: What earlier runs learnt.
        street: The way to api.openalex.org and api.crossref.org.
        now: The time of this run.

    Returns:
        The register with what was learnt, and sentences for the health page. It raises nothing of its own.
    """
    named = tuple(dict.fromkeys(sorted(doi for doi in map(dois.clean, wanted) if doi)))
    due = sorted((doi for doi in named if _is_due(known.get(doi), now)), key=lambda doi: _age(known.get(doi), doi))
    turn = _Round(street)
    for batch in openalex.batches(due)[:BATCHES]:
        await _list(turn, batch)
    singles = [doi for doi in due if _is_for_one(turn, doi, known.get(doi), now)]
    for doi in singles:
        await _single(turn, doi)
    missed = sum(1 for doi in singles if doi not in turn.alone)
    if missed and not turn.closed:
        turn.notes.append(
            f"{text.count(missed, 'work')} will be looked up in the next run: a run asks {QUESTIONS} times."
        )
    return _told(named, known, turn, now), tuple(turn.notes)


def _is_due(entry: Entry | None, now: datetime) -> bool:
    return entry is None or now - entry.asked >= (STANDS if entry.work else FACTS)


def _age(entry: Entry | None, doi: str) -> tuple[bool, float, str]:
    """Put what was never asked for first, then the oldest knowledge."""
    return (entry is not None, entry.asked.timestamp() if entry else 0.0, doi)


# ---------------------------------------------------------------- OpenAlex's lists


async def _list(turn: _Round, batch: Sequence[str]) -> None:
    """Ask for a batch; where one odd DOI has the whole refused, its halves are asked for."""
    if not turn.may("OpenAlex"):
        return
    turn.left -= 1
    try:
        answer = await turn.street.get(openalex.address(batch), accept=JSON, conditional=False, seal=_key(turn.street))
        found = openalex.parse(answer.body)
    except StreetError as error:
        if error.status != REFUSED:
            _close(turn, "OpenAlex", error)
        elif len(batch) > 1:
            await _list(turn, batch[: len(batch) // 2])
            await _list(turn, batch[len(batch) // 2 :])
        else:
            turn.heard[batch[0]] = None
        return
    turn.heard.update({doi: found.get(doi) for doi in batch})


def _key(street: Street) -> Seal:
    return Seal(bearer="OPENALEX_API_KEY") if street.has("OPENALEX_API_KEY") else OPEN


def _mail(street: Street) -> Seal:
    return Seal(query={"mailto": "CONTACT_EMAIL"}) if street.has("CONTACT_EMAIL") else OPEN


def _close(turn: _Round, register: str, error: StreetError) -> None:
    """Ask a register no more in this run, and say why."""
    turn.closed.add(register)
    is_spent = register == "OpenAlex" and error.status == SPENT
    why = "what it gives in a day is used up" if is_spent else error.words
    turn.notes.append(f"{register} was not asked for more works in this run: {why.rstrip('.')}.")


# ---------------------------------------------------------------- one by one


def _is_for_one(turn: _Round, doi: str, entry: Entry | None, now: datetime) -> bool:
    """Tell whether a work is to be asked for alone: unknown to the lists, or retracted without a fresh notice."""
    work = turn.heard.get(doi)
    if doi in turn.heard and work is None:
        return True
    if doi not in turn.heard:
        return "OpenAlex" in turn.closed and not doi.startswith(NOT_OF_CROSSREF)
    if work is None or not work.retracted or doi.startswith(NOT_OF_CROSSREF):
        return False
    noticed = entry.detailed if entry and entry.work and entry.work.retracted else None
    return noticed is None or now - noticed >= FACTS


async def _single(turn: _Round, doi: str) -> None:
    """Ask the register that can know a work for it alone."""
    register = "OpenAlex" if doi.startswith(NOT_OF_CROSSREF) else "Crossref"
    if not turn.may(register):
        return
    turn.left -= 1
    try:
        turn.alone[doi] = await (_of_openalex if register == "OpenAlex" else _of_crossref)(turn.street, doi)
    except StreetError as error:
        if error.status in NOT_THERE:
            turn.alone[doi] = None
        else:
            _close(turn, register, error)


async def _of_crossref(street: Street, doi: str) -> Known:
    answer = await street.get(crossref.address(doi), accept=JSON, conditional=False, seal=_mail(street))
    return crossref.parse(answer.body)


async def _of_openalex(street: Street, doi: str) -> Known | None:
    answer = await street.get(openalex.alone(doi), accept=JSON, conditional=False, seal=_key(street))
    found = next(iter(openalex.parse(answer.body).values()), None)
    return Known(work=found, verdict=Verdict()) if found else None


# ---------------------------------------------------------------- what was learnt


def _told(named: Iterable[str], known: Register, turn: _Round, now: datetime) -> Register:
    """Return the register with what this run has learnt; what could not be asked keeps what was known."""
    entries = dict(known)
    for doi in named:
        before = known.get(doi)
        entry = _entry(doi, before, turn, now) or before
        if entry:
            entries[doi] = replace(entry, wanted=now)
    return MappingProxyType(entries)


def _entry(doi: str, before: Entry | None, turn: _Round, now: datetime) -> Entry | None:
    """Return what is known of a work after this run; None where nothing was learnt."""
    listed = turn.heard.get(doi)
    if turn.alone.get(doi) or (doi in turn.alone and doi in turn.heard):  # that nobody knows it, both must have said
        return Entry(work=_judged(doi, listed, turn.alone[doi]), asked=now, wanted=now, detailed=now)
    if listed is None:
        return None
    if before and before.work:  # lists know no notices: what Crossref said of them stays
        notice = before.work.notice if listed.retracted else None
        listed = replace(listed, notice=notice, concern=before.work.concern)
    return Entry(work=listed, asked=now, wanted=now, detailed=before.detailed if before else None)


def _judged(doi: str, listed: Work | None, alone: Known | None) -> Work | None:
    """Return one work out of what both registers said; Crossref's word on a retraction counts where it has one."""
    if alone is None:
        return listed
    if listed is None:
        return replace(alone.work, doi=doi)
    said = alone.verdict
    retracted = listed.retracted if said.retracted is None else said.retracted
    return replace(filled(listed, alone.work), doi=doi, retracted=retracted, notice=said.notice, concern=said.concern)
