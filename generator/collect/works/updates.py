"""What publishers and Retraction Watch say against a work in, whether it still stands out; pure.

Crossref keeps such notices with the work they are about, under `updated-by`; where a publisher changed a page in place,
under `update-to` of the work itself
(https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/). Registers write one kind in several ways.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.collect import given
from generator.collect.sources import draft
from generator.collect.works import dates, dois

TAKEN_BACK = frozenset({"retraction", "retracted", "withdrawal", "withdrawn", "removal", "removed"})
REINSTATED = "reinstatement"
CONCERNS = {
    "expression-of-concern": "expression of concern",
    "concern": "expression of concern",
    "partial-retraction": "partial retraction",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
}
"""Kinds of notices that leave a work standing, the gravest first -> how a reader is told."""
MARKED = re.compile(
    r"^\W*(?:retracted|withdrawn|removed|(?:article|paper) (?:retracted|withdrawn))"
    r"(?: (?:article|paper|chapter|manuscript))?\s*[\]):–—-]",
    re.IGNORECASE,
)
"""A title that begins with RETRACTED:, [Retracted], WITHDRAWN:, Retracted Article: and the like; not "Retracted papers
in education"."""
JOINS = re.compile(r"[-_\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said against a work."""

    retracted: bool | None = None
    """True: it was taken back. False: it was, and stands again. None: nothing is said of that."""
    notice: str | None = None
    """The address of the notice that takes it back."""
    concern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    kind: str
    doi: str | None
    on: date | None
    by_publisher: bool

    @property
    def rank(self) -> tuple[date, bool, str]:
        return (self.on or date.min, self.by_publisher, self.doi or "")


def verdict(message: Mapping[str, Any], title: str) -> Verdict:
    """Read what a record of Crossref says against its work."""
    notices = list(_notices(message))
    against = sorted((notice for notice in notices if notice.kind in TAKEN_BACK), key=lambda notice: notice.rank)
    concern = next((words for kind, words in CONCERNS.items() if any(n.kind == kind for n in notices)), "")
    if _stands_again(against, [notice for notice in notices if notice.kind == REINSTATED]):
        return Verdict(retracted=False, concern=concern)
    if not against:
        return Verdict(retracted=True if is_marked(title) else None, concern=concern)
    notice = next((notice.doi for notice in reversed(against) if notice.doi), None)
    return Verdict(retracted=True, notice=dois.address(notice) if notice else None, concern=concern)


def is_marked(title: str) -> bool:
    """Tell whether a title itself says that its work was taken back."""
    return bool(MARKED.match(title))


def _stands_again(against: Iterable[_Notice], again: Iterable[_Notice]) -> bool:
    """Tell whether a work was reinstated after it was taken back.

    A reinstatement without a date follows a retraction by its nature; one of the same day does not undo it.
    """
    newest = max((notice.on for notice in against if notice.on), default=date.min)
    return any((notice.on or date.max) > newest for notice in again)


def _notices(message: Mapping[str, Any]) -> Iterable[_Notice]:
    own = dois.clean(given.first(message.get("DOI")))
    for part in given.mappings(message.get("updated-by")):
        yield _notice(part)
    for part in given.mappings(message.get("update-to")):
        notice = _notice(part)
        if own and notice.doi == own:
            yield notice


def _notice(part: Mapping[str, Any]) -> _Notice:
    updated = given.mapping(part.get("updated"))
    moment = draft.iso(updated.get("date-time"))
    return _Notice(
        kind=JOINS.sub("-", given.first(part.get("type")).strip().lower()),
        doi=dois.clean(given.first(part.get("DOI"))),
        on=moment.date() if moment else dates.last(dates.parts(updated)),
        by_publisher=part.get("source") == "publisher",
    )
