"""What a change does to the next edition in, Markdown for the page of a run and for a comment out.

Every name, title and reason is somebody else's text and goes through summary.plain; every address is checked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator import publish as press
from generator import say, text
from generator.model import Edition, Health, Pick, Report, Source
from generator.previewing import Difference, SourceChanges, compare
from generator.publish import strings
from generator.timetable import WHEN
from generator.workflows import summary

LONG = 120
"""Characters of a title or a reason that are shown; the edition has them whole."""
ANSWERED = {Health.OK: "works", Health.UNCHANGED: "works"}
READ = {Health.FAILED: "failed", Health.GONE: "gone", Health.RESTING: "resting", Health.ASIDE: "set aside"}
NOWHERE = "A reader of the next edition would see no difference."


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does to one digest."""

    after: Edition
    before: Edition | None
    """None where it could not be gleaned, so that there is nothing to compare with."""
    sources: SourceChanges
    reports: tuple[Report, ...] = ()
    """On the sources that were visited for this."""
    unasked: tuple[Source, ...] = ()
    """New sources that were not visited: there are too many."""


def shown(effect: Effect) -> str:
    """Say it: what comes and goes first, the whole edition below, folded."""
    edition = effect.after
    difference = compare(effect.before, edition) if effect.before else None
    parts = (
        _head(effect, difference),
        _sources(effect),
        _difference(difference) if difference else "",
        summary.folded(f"The next edition as it would be now: {_size(edition)}", _whole(edition)),
    )
    return "\n\n".join(filter(None, parts))


def _head(effect: Effect, difference: Difference | None) -> str:
    edition = effect.after
    words = [
        f"**{edition.week}** comes out on {edition.published:{WHEN}}. With this change it would have {_size(edition)}"
    ]
    if effect.before is None:
        words.append("; without it, nobody can say.")
    elif effect.before.published != edition.published:
        words.append(
            f"; without it, it would come out on {effect.before.published:{WHEN}} with {_size(effect.before)}."
        )
    else:
        words.append(f"; without it, {_size(effect.before)}.")
    same = difference is not None and not difference
    return "".join(words) + (f" {NOWHERE}" if same else "")


def _size(edition: Edition) -> str:
    picks = [pick for pick in edition.picks if not pick.hidden]
    return f"{text.count(len(picks), 'pick')}, {say.reading_time(picks)} of reading"


# ---------------------------------------------------------------- sources


def _sources(effect: Effect) -> str:
    rows = tuple(_source_rows(effect))
    return f"### Sources\n\n{summary.table(('', 'Source', ''), rows)}" if rows else ""


def _source_rows(effect: Effect) -> Iterator[tuple[str, str, str]]:
    reports = {report.source: report for report in effect.reports}
    unasked = {source.key for source in effect.unasked}
    for source in effect.sources.added:
        yield "added", _name(source), _heard(source, reports, unasked)
    for change in effect.sources.changed:
        wishes = ", ".join(f"`{wish}`" for wish in change.wishes)
        yield "changed", _name(change.after), "; ".join(filter(None, (wishes, _heard(change.after, reports, unasked))))
    for source in effect.sources.removed:
        yield "removed", _name(source), ""


def _name(source: Source) -> str:
    return f"{_plain(source.name)}<br>{_plain(source.address)}"


def _heard(source: Source, reports: dict[str, Report], unasked: set[str]) -> str:
    if source.key in unasked:
        return "not visited here: this change adds many; the next collecting visits all of them"
    if (report := reports.get(source.key)) is None:
        return ""
    if report.health in ANSWERED:
        return "; ".join(filter(None, (f"works, {text.count(report.items, 'item')}", _plain(report.words))))
    return "; ".join(filter(None, (READ.get(report.health, str(report.health)), _plain(report.words))))


# ---------------------------------------------------------------- what differs


def _difference(found: Difference) -> str:
    words = strings.catalogue(strings.ENGLISH)
    came = [f"{_pick(pick)}, in *{words(pick.section)}*: {_plain(pick.why)}" for pick in found.came]
    left = [f"{_pick(pick)}, from *{words(pick.section)}*" for pick in found.left]
    other = [
        f"{_pick(both.after)}: from *{words(both.before.section)}* to *{words(both.after.section)}*"
        for both in found.elsewhere
    ]
    moved = [f"{_pick(both.after)}, within *{words(both.after.section)}*" for both in found.moved]
    why = [f"{_pick(both.after)}: {_plain(both.after.why)} (was: {_plain(both.before.why)})" for both in found.reworded]
    parts = (
        ("Picks that come", came),
        ("Picks that go", left),
        ("Picks in another section", other),
        ("Picks at another place", moved),
        ("Picks that are here for another reason", why),
        ("Questions that come", [_plain(prompt.text) for prompt in found.asked]),
        ("Questions that go", [_plain(prompt.text) for prompt in found.unasked]),
        ("Saved searches", list(_alerts(found))),
        ("Words on the rise that come", [_plain(term) for term in found.words_came]),
        ("Words on the rise that go", [_plain(term) for term in found.words_left]),
    )
    return "\n\n".join(f"### {title}\n\n{_list(lines)}" for title, lines in parts if lines)


def _alerts(found: Difference) -> Iterator[str]:
    for alert in found.alerts:
        yield from (f"*{_plain(alert.name)}* finds {_pick(pick)}" for pick in alert.came)
        yield from (f"*{_plain(alert.name)}* no longer finds {_pick(pick)}" for pick in alert.left)


def _whole(edition: Edition) -> str:
    return _list(_pick(pick) for pick in press.view.shown(edition)) or "Nothing."


def _pick(pick: Pick) -> str:
    title, address = text.clip(say.heading(pick), LONG), text.address(pick.url)
    named = summary.link(title, address) if address else summary.plain(title)
    return f"{named} ({_plain(pick.name)})"


def _list(lines: Iterable[str] | Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _plain(words: str) -> str:
    return summary.plain(text.clip(words, LONG))
