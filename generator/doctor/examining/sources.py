"""The health of sources, as the runs have met them: failing, gone, moved for good, silent, never read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from generator import text
from generator.collect.memory import Record
from generator.doctor.facts import Case, Kept
from generator.doctor.finding import Finding, advice, broken, soon
from generator.model import Config, Health, Source

OFTEN = timedelta(days=2)
"""Failures of a shorter time are somebody's bad day."""
LONG = timedelta(days=7)
SILENT = timedelta(days=120)
"""Teachers pause over a summer; after a third of a year somebody has stopped."""
CURRENT = timedelta(days=5)
"""Older reports say nothing of today: this machine is not the one that collects."""
LOOK = "`./gleaner fetch {!r}` tries it now. Pause it with `pause_until:` in its entry, or take the entry out."


def health(case: Case) -> Iterator[Finding]:
    """Look at every source of config.yaml that is not paused."""
    kept, config = case.kept, case.digest.config
    if kept is None or config is None or kept.written is None or kept.written < case.now - CURRENT:
        return
    answered = {trial.source.key for trial in case.trials or ()}
    here = [source for source in config.sources if source.key not in answered]
    awake = [source for source in here if not _away(source, case.now.date())]
    records = kept.records or {}
    failing = [source for source in awake if _fails(records.get(source.key))]
    if awake and len(failing) == len(awake):
        words = "No source could be read in the last run."
        yield broken("source-failing", words, "`./gleaner check` says of each what is wrong.", case.digest.file)
        return
    for source in awake:
        where = f"{case.digest.file}:{source.line}" if source.line else case.digest.file
        record = records.get(source.key)
        told = _met(source, record, kept, case.now) if record else _unread(source, kept, case.now, config)
        yield from (replace(each, where=where) for each in told)


def tried(case: Case) -> Iterator[Finding]:
    """Say which sources gave nothing when they were tried just now."""
    for trial in case.trials or ():
        if trial.failed:
            where = f"{case.digest.file}:{trial.source.line}" if trial.source.line else case.digest.file
            words = f"{trial.name} cannot be read from here. {trial.words}"
            yield soon("source-failing", words, LOOK.format(trial.source.address), where)


def _unread(source: Source, kept: Kept, now: datetime, config: Config) -> Iterator[Finding]:
    if kept.since and kept.since < now - OFTEN and len(kept.records or {}) >= len(config.sources) / 2:
        mend = f"{LOOK.format(source.address)} A new entry is read by the next daily run."
        yield advice("source-unread", f"{source.name} has never been read.", mend)


def _met(source: Source, record: Record, kept: Kept, now: datetime) -> Iterator[Finding]:
    report = record.report
    since = now - report.since if report.since else timedelta()
    if report.health is Health.GONE:
        words = f"{source.name} is gone. {report.words}"
        yield soon("source-gone", words, f"Take its entry out: `./gleaner remove {source.address!r}`.")
    elif report.health is Health.ASIDE:
        yield soon("source-aside", f"{source.name}: {report.words}", "Look at it, then do what is said.")
    elif report.health is Health.FAILED and since >= OFTEN:
        words = f"{source.name} has not been readable for {text.count(since.days, 'day')}. {report.words}"
        say = soon if since >= LONG else advice
        yield say("source-failing", words, LOOK.format(source.address))
    elif moved := _moved(source, record):
        words = f"{source.name} has moved for good."
        yield advice("source-moved", words, f"Write its new address: {moved}")
    elif (last := kept.heard.get(source.key)) and now - last > SILENT:
        words = f"{source.name} has had nothing new since {last:%d %B %Y}."
        yield advice("source-silent", words, "Look whether it goes on elsewhere, or take its entry out.")


def _moved(source: Source, record: Record) -> str:
    """Return where permanent redirects have led, once enough runs agree; pages are kept as "checksum address"."""
    pages = (page for key, page in record.pages.items() if key.partition(" ")[2] == source.address)
    return next((page.target for page in pages if page.target), "")


def _fails(record: Record | None) -> bool:
    return record is not None and record.report.health in {Health.FAILED, Health.GONE}


def _away(source: Source, today: date) -> bool:
    ended = source.until and source.until < today
    return bool(ended or (source.pause_until and source.pause_until > today))
