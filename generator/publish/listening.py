"""A house in, the page about the sources out: where the digest listens, and how each place was met the last time.

Whoever could not be heard comes first, with the reason: a reader then knows what an edition may lack. Of the others one
sees where they are, and behind a click what was left out there and why.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator import text
from generator.model import Health, Report, Source
from generator.publish import opml, words
from generator.publish.shapes import ListeningView, SourceView
from generator.publish.view import Desk, head

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

FAMILIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sources.sites": frozenset({"feed", "opml", "gleaner", "youtube"}),
        "sources.networks": frozenset({"mastodon", "bluesky", "x"}),
        "sources.boards": frozenset({"reddit", "lemmy", "hackernews", "devto"}),
        "sources.papers": frozenset({"arxiv", "eric", "crossref", "openalex", "doaj"}),
    }
)
"""Name of a part of the page -> the kinds of sources in it, in the order of the page."""
FIRST = next(iter(FAMILIES))
"""Where a kind stands that an old record knows and we do not."""
PLACE = "sources/"
STREET = "en"
"""The language in which the street reports."""


def page(house: "House") -> "Sheet":
    """Every source: those not heard from, those that answered by family, those not asked yet."""
    say, desk = house.say, house.desk
    newest = house.weeks[0] if house.weeks else None
    reports = newest.reports if newest else ()
    unwell = [report for report in reports if report.health not in words.HEARD]
    well = [report for report in reports if report.health in words.HEARD]
    met = {report.source for report in reports}
    unasked = [source for source in opml.sources(house) if source.key not in met]
    parts = (
        _part("unwell", say("sources.unwell"), [_met(report, desk) for report in unwell], desk),
        *(
            _part(key.partition(".")[2], say(key), [_met(report, desk) for report in _of(key, well)], desk)
            for key in FAMILIES
        ),
        _part("unasked", say("sources.unasked"), [_waiting(source) for source in unasked], desk),
    )
    names = {
        "parts": tuple(part for part in parts if part.sources),
        "edition": head(newest, desk) if newest else None,
        "reported": STREET,
    }
    return house.sheet(PLACE, "sources.html", say("sources"), say("sources.words"), lambda _: names)


def _part(anchor: str, title: str, sources: Iterable[SourceView], desk: Desk) -> ListeningView:
    listed = tuple(sources)
    return ListeningView(anchor=anchor, title=title, count=desk.say("sources_n", n=len(listed)), sources=listed)


def _of(family: str, reports: Iterable[Report]) -> list[Report]:
    return [report for report in reports if _family(report.source.partition(" ")[0]) == family]


def _family(kind: str) -> str:
    return next((key for key, kinds in FAMILIES.items() if kind in kinds), FIRST)


def _met(report: Report, desk: Desk) -> SourceView:
    """Turn a report into what a reader understands."""
    say, heard = desk.say, report.health in words.HEARD
    state = [] if heard else [say(f"health.{report.health}")]
    settled = report.since is None or report.health in {Health.OK, Health.UNCHANGED}
    state += [] if settled or report.since is None else [say("since", day=say.day(report.since))]
    state += [say("sources.gave", n=report.items) if report.items else say("sources.nothing")] if heard else []
    address = opml.page_of(report.address)
    return SourceView(
        name=report.name, address=address, host=_host(address, report.name), state=tuple(state), words=report.words,
        heard=heard,
    )  # fmt: skip


def _waiting(source: Source) -> SourceView:
    address = opml.page_of(source.address)
    return SourceView(
        name=source.name, address=address, host=_host(address, source.name), state=(), words="", heard=True
    )


def _host(address: str | None, name: str) -> str:
    """Return where a source is; "" where its name says so already."""
    host = text.host(address) if address else ""
    return "" if text.fold(host) in text.fold(name) else host
