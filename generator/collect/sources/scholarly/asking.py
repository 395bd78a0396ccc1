"""A question to a register in, its pages out: what all scholarly sources do around their own parse.

Pages are asked for while they are full and reach no further back than the week; a failure on a later page keeps what
was read.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator import text
from generator.collect import given
from generator.collect.sources import draft, paging
from generator.collect.sources.scholarly.record import Page
from generator.collect.words import JSON, OPEN, Answer, Catch, Seal, Street, Visit
from generator.errors import StreetError
from generator.model import Item, Source

ISSN = re.compile(r"^(\d{4})-?(\d{3}[\dX])$", re.IGNORECASE)
QUOTE = 160
"""Most characters of a server's own words that are shown."""
BUSY = 429
Wants = Callable[[Item], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of one register."""

    register: str
    """Its name, for sentences."""
    address: Callable[[int], str]
    """Number of a page, first is 0 -> where it is asked for."""
    parse: Callable[[bytes], Page]
    refusal: Callable[[StreetError], str]
    """A refused question -> what to tell the owner; "" where the street's own words are the best."""
    rows: int
    """Records on a full page."""
    pages: int
    """Most pages that are asked for."""
    home: str
    title: str
    seal: Seal = OPEN
    accept: str = JSON
    conditional: bool = False
    """Whether the question is the same in every run, so that the register may say that nothing is new."""
    wants: Wants = lambda _: True
    """Which items answer the question; some registers are generous."""


async def read(question: Question, source: Source, street: Street, visit: Visit) -> Catch:
    """Ask, page by page; StreetError where the first could not be had."""

    async def one(here: str | None) -> tuple[Page | None, str | None]:
        number = int(here or 0)
        page = await _page(question, number, street)
        is_last = page is None or page.rows < question.rows or _is_past(page, visit)
        return page, None if is_last else str(number + 1)

    walked = await paging.follow(one, question.pages)
    found = [page for page in walked.pages if page is not None]
    if not found:
        return Catch(unchanged=True, home=question.home, title=question.title)
    notes = [_more(question, found)] if walked.cut else []
    if walked.failure:
        street.forget(question.address(0))  # else an unchanged first page would hide what was missed
        notes = [f"An older page could not be read: {walked.failure.words}"]
    return _catch(question, found, notes, source, visit)


async def _page(question: Question, number: int, street: Street) -> Page | None:
    """Return a page, None where the register says that nothing is new; what cannot be read is not counted as known."""
    url, conditional = question.address(number), question.conditional and number == 0
    try:
        answer: Answer = await street.get(url, accept=question.accept, conditional=conditional, seal=question.seal)
        return None if answer.unchanged else await asyncio.to_thread(question.parse, answer.body)
    except StreetError as error:
        street.forget(url)
        raise _named(question, error) from error


def _named(question: Question, error: StreetError) -> StreetError:
    """Say which register it was and, where it said why, what it said."""
    words = question.refusal(error) if error.status else ""
    said = words or (error.words if question.register in error.words else f"{question.register}: {error.words}")
    return error.saying(said)


def _is_past(page: Page, visit: Visit) -> bool:
    """Tell whether a page reaches further back than is needed."""
    return any(item.published and item.published < visit.since for item in page.items)


def _more(question: Question, found: Sequence[Page]) -> str:
    total = max((page.total or 0 for page in found), default=0)
    rows = sum(page.rows for page in found)
    return f"{question.register} has more on this; the first {rows:,} were read." if total != rows else ""


def _catch(question: Question, found: Sequence[Page], notes: Sequence[str], source: Source, visit: Visit) -> Catch:
    whole = draft.once(item for page in found for item in page.items)
    fitting = tuple(item for item in whole if question.wants(item))
    late, beside = sum(page.late for page in found), len(whole) - len(fitting)
    said = [*notes]
    if late:
        said.append(f"{text.count(late, 'work')} left out: old, and only now entered in the register.")
    if beside:
        said.append(f"{text.count(beside, 'work')} left out: they have only some of the words.")
    return Catch(
        items=draft.newest(fitting, visit.since, source.max_items),
        home=question.home,
        title=question.title,
        notes=tuple(note for note in said if note),
    )


# ---------------------------------------------------------------- wishes and refusals


def wish(source: Source, *forms: str) -> tuple[str, str]:
    """Return the form of an address and what stands behind it: ("search", "peer feedback"), ("issn", "1234-567X").

    Raises:
        StreetError: the address has none of these forms; config.yaml is checked before, this is the second lock.
    """
    form, _, rest = source.address.strip().partition(":")
    rest = text.one_line(rest, 500)
    if form not in forms or not rest:
        known = " or ".join(f"`{name}:...`" for name in forms)
        raise StreetError(f"This source needs an address of the form {known}.", kind="address")
    return form, issn(rest) if form == "issn" else rest


def issn(written: str) -> str:
    """Return an ISSN as 1234-567X; StreetError where it is none."""
    found = ISSN.match(written.strip())
    if not found:
        raise StreetError("An ISSN has eight digits, as in 1234-5678; the last may be an X.", kind="address")
    return f"{found[1]}-{found[2].upper()}"


def journal(number: str) -> str:
    """Return the page about the journal with this ISSN."""
    return f"https://portal.issn.org/resource/ISSN/{number}"


def quoted(words: str) -> str:
    """Return some words of a server in quotation marks, "" where it said none."""
    said = text.label(words, QUOTE)
    return f"“{said}”" if said else ""


def said(body: bytes, *keys: str) -> str:
    """Return what a refusal in JSON says under the first of these keys that it has."""
    answer = given.peek(body)
    return next((found for key in keys if (found := given.first(answer.get(key)))), "")
