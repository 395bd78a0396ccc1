"""A day of a digest in, the page of the run out, as Markdown: what happened, the picks, the sources, what is next.

Names, titles and the words of servers are strangers' text; summary.py takes every meaning from them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from generator import say, text
from generator.model import Edition, Health, Pick, Report, Source
from generator.workflows import annotations, summary
from generator.workflows.day import Day
from generator.workflows.job import Job

LONGEST = 500_000
"""Characters of one digest on the page of a run: GitHub shows 1 MiB of bytes a step, for all digests together."""
AILING = frozenset({Health.FAILED, Health.GONE, Health.ASIDE})
"""What an owner should look at; one that rests was asked to."""
WELL = frozenset({Health.OK, Health.UNCHANGED})
LOST = "**{} was published by another run**, which was first; the edition that was made here was dropped."
OPEN = 12
"""Sources of which the table is short enough to stand open."""


def page(job: Job, day: Day, *, home: str = "") -> str:
    """Return what stands on the page of the run; `home` is the address of the site, "" where that is not known."""
    parts = [f"## {summary.plain(day.config.site.title)}", story(day)]
    parts += [picked(edition, home) for edition in day.editions]
    parts += [further(day), table(day), coming(day), links(job, day, home)]
    parts += [f"> {summary.plain(words)}" for words in day.said]
    return summary.clipped("\n\n".join(filter(None, parts)), LONGEST, "… The rest is too long for this page.")


def story(day: Day) -> str:
    """Say in two sentences what happened."""
    first = " ".join((*_out(day), *(LOST.format(week) for week in day.lost)))
    if not first:
        first = "No edition was due." if day.up_to_date else summary.plain(day.nothing)
    new = sum(day.fresh.values())
    told = f"{text.count(new, 'item')} new today." if new else "Nothing new today."
    return f"{first} {_answered(day.reports)}, {told[0].lower()}{told[1:]}"


def _out(day: Day) -> Iterator[str]:
    """Say which editions came out; one that is not on the branch has not."""
    became = "was made and could not be saved" if day.stuck else "was published"
    return (f"**{each.week} {became}**, with {_size(each)}." for each in day.editions)


def picked(edition: Edition, home: str) -> str:
    """Return what was picked, by whom and why."""
    title = f"{edition.week}: what was picked"
    head = f"### {summary.link(title, f'{home}/editions/{edition.week}/')}" if home else f"### {title}"
    lines = [f"1. {_titled(pick)}, {summary.plain(pick.name)}. {summary.plain(pick.why)}" for pick in edition.picks]
    questions = text.count(len(edition.prompts), "question")
    asked = f"And {questions} to think about." if edition.prompts else ""
    return "\n\n".join(filter(None, (head, "\n".join(lines), asked)))


def further(day: Day) -> str:
    """Return what was corrected and what was answered."""
    return "\n".join(f"- {summary.plain(line)}" for line in day.further)


def table(day: Day) -> str:
    """Return the table of sources: those that need a look stand open, in a long list the others are folded away."""
    ailing = [report for report in day.reports if report.health in AILING]
    if len(day.reports) <= OPEN:
        return _table(day.reports, day)
    title = f"All {text.count(len(day.reports), 'source')}"
    return "\n\n".join(
        filter(None, (_table(ailing, day) if ailing else "", summary.folded(title, _table(day.reports, day))))
    )


def coming(day: Day) -> str:
    """Say when the next edition is due."""
    return f"The next edition is due on **{when(day.next_due)}** ({summary.plain(day.config.site.zone)})."


def when(instant: datetime) -> str:
    """Write an instant in its own zone, as a person would."""
    return f"{instant:%A}, {instant.day} {instant:%B %Y, %H:%M}"


def links(job: Job, day: Day, home: str) -> str:
    """Return where to go from here."""
    file = day.digest.file.as_posix()
    places = [("The site", f"{home}/"), ("Sources and how they are", f"{home}/sources/")] if home else []
    if job.runner.repository:
        branch = job.runner.branch or "main"
        places += [
            ("Edit config.yaml", f"{job.runner.address}/edit/{branch}/{file}"),
            ("Editions", f"{job.runner.address}/tree/{branch}/{_folder(file)}content/editions"),
        ]
    return " · ".join(summary.link(words, address) for words, address in places)


def warn(day: Day) -> None:
    """Show the first sources that need a look beside their lines in config.yaml."""
    lines: dict[str, Source] = {source.key: source for source in day.config.sources}
    for report in [each for each in day.reports if each.health in AILING][: annotations.SHOWN]:
        source = lines.get(report.source)
        line, file = (source.line, day.digest.file.as_posix()) if source else (None, "")
        words = f"{report.name} {say.MARKS[report.health][0]}: {report.words}"
        annotations.warning(words, title="A source needs a look", file=file, line=line)


def aloud(day: Day) -> Iterator[str]:
    """Say the same in lines for the log."""
    yield say.tally(day.reports)
    yield from day.further
    for edition in day.editions:
        yield from say.picks(edition)
    if day.nothing and not day.up_to_date:
        yield day.nothing
    yield f"The next edition is due on {when(day.next_due)} ({day.config.site.zone})."
    yield from day.said


def _table(reports: Iterable[Report], day: Day) -> str:
    rows = (_row(report, day.fresh.get(report.source, 0)) for report in reports)
    return summary.table(("Source", "", "New", "Note"), rows)


def _row(report: Report, fresh: int) -> Sequence[str]:
    address = text.address(report.address)
    name = summary.link(report.name, address) if address else summary.plain(report.name)
    mark = say.MARKS[report.health][0]
    shown = str(fresh) if report.health in WELL else ""
    return (name, f"**{mark}**" if report.health in AILING else mark, shown, summary.plain(report.words))


def _answered(reports: Sequence[Report]) -> str:
    well = sum(report.health in WELL for report in reports)
    resting = sum(report.health is Health.RESTING for report in reports)
    rest = f" and {resting} {'is' if resting == 1 else 'are'} resting" if resting else ""
    return f"{well} of {text.count(len(reports), 'source')} answered{rest}"


def _size(edition: Edition) -> str:
    return f"{text.count(len(edition.picks), 'pick')} and {say.reading_time(edition.picks)} of reading"


def _titled(pick: Pick) -> str:
    title, address = text.clip(say.heading(pick), 120), text.address(pick.url)
    return summary.link(title, address) if address else summary.plain(title)


def _folder(file: str) -> str:
    return file.removesuffix("config.yaml")
