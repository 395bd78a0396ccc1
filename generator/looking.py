"""Sources in, a look at what they give out, without storing anything: `fetch` shows it, `check` judges it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from generator import collect as street
from generator import say, text
from generator.collect import Door
from generator.errors import StreetError
from generator.model import Health, Item, Source

EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""A document is shown whole, however old its entries are."""
WEEK = timedelta(days=7)
QUARTER = timedelta(days=90)
WHOLE = frozenset({"feed", "opml", "gleaner", "youtube", "reddit"})
"""Kinds that answer one question with all they have; going further back costs them nothing."""
DEAR = frozenset({"mastodon", "bluesky", "x"})
"""Kinds that give a page after the other: going back costs their servers work, and on X money. A week has to do."""
SHOWN = 400
"""Characters of a text that are shown to a person; --json gives all."""
HOUR = timedelta(hours=1)

Look = tuple[Source, tuple[Item, ...] | StreetError, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying one source."""

    source: Source
    health: Health
    items: int = 0
    newest: datetime | None = None
    per_week: float | None = None
    """How often it posts; None where its dates do not tell."""
    words: str = ""
    """What is wrong and what to do, or what there is to say."""

    @property
    def name(self) -> str:
        """What readers see."""
        return self.source.name

    @property
    def failed(self) -> bool:
        """Whether its owner has to do something."""
        return self.health in {Health.FAILED, Health.GONE}


# ---------------------------------------------------------------- fetch


def look(sources: Sequence[Source], *, now: datetime, door: Door) -> Iterator[Look]:
    """Yield what each source gives, or why it gives nothing, and what there is to say about it."""
    for source in sources:
        since = EVER if source.kind in WHOLE else now - _window(source)
        yield from street.fetch([source], now=now, since=since, door=door)


def lines(name: str, found: tuple[Item, ...] | StreetError, notes: Sequence[str], *, as_json: bool) -> Iterator[str]:
    """Return what is printed for one source: JSON lines, or text for a person."""
    error = found if isinstance(found, StreetError) else None
    items = () if isinstance(found, StreetError) else found
    if as_json:
        values = [{"source": name, "error": error.words}] if error else [say.item_value(name, item) for item in items]
        yield from (json.dumps(value, ensure_ascii=False) for value in values)
        return
    yield f"{name}: {error.words if error else text.count(len(items), 'item')}"
    yield from (f"  ({note})" for note in notes)
    for item in items:
        yield from _shown(item)


def _shown(item: Item) -> Iterator[str]:
    yield f"\n  {item.title or item.warning or '(no title)'}"
    yield f"  {item.voice.name}, {item.published:%d %B %Y}" if item.published else f"  {item.voice.name}"
    yield f"  {item.url}"
    if item.text and not item.warning:
        yield f"  {text.clip(' '.join(item.text.split()), SHOWN)}"


# ---------------------------------------------------------------- check


def told(
    sources: Sequence[Source], *, now: datetime, today: date, door: Door, watched: bool = True
) -> tuple[Trial, ...]:
    """Try every source once and return what came of each, in their order; whoever stops it sees what there is so far.

    Args:
        sources: Those of config.yaml.
        now: The instant, aware.
        today: The day in the zone of the site; it decides who rests.
        door: How the network is met.
        watched: Whether a person is to see how far it is, and the table.
    """
    found: list[Trial] = []
    order = {source.key: number for number, source in enumerate(sources)}
    try:
        with say.progress(len(sources), shown=watched, doing="Trying") as tell:
            for trial in trials(sources, now=now, today=today, door=door):
                found.append(trial)
                tell(trial)
    finally:
        found.sort(key=lambda trial: order[trial.source.key])
        if found and watched:
            say.show(table(found), tally(found, len(sources)))
    return tuple(found)


def trials(sources: Sequence[Source], *, now: datetime, today: date, door: Door) -> Iterator[Trial]:
    """Yield what came of trying each, as it is known; those that rest are not asked."""
    rests = {source.key: words for source in sources if (words := _rests(source, today))}
    for source in sources:
        if source.key in rests:
            yield Trial(source=source, health=Health.RESTING, words=rests[source.key])
    awake = [source for source in sources if source.key not in rests]
    for window in (WEEK, QUARTER):
        group = [source for source in awake if _window(source) == window]
        for source, found, notes in street.fetch(group, now=now, since=now - window, door=door) if group else ():
            yield judge(source, found, notes, now=now, window=window)


def _window(source: Source) -> timedelta:
    return WEEK if source.kind in DEAR else QUARTER


def _rests(source: Source, today: date) -> str:
    if source.until and source.until < today:
        return f"Ended on {source.until}."
    return f"Rests until {source.pause_until}." if source.pause_until and source.pause_until > today else ""


def judge(
    source: Source,
    found: tuple[Item, ...] | StreetError,
    notes: Sequence[str],
    *,
    now: datetime,
    window: timedelta,
) -> Trial:
    """Say what came of trying a source that was asked for what is newer than `now - window`."""
    if isinstance(found, StreetError):
        health = Health(found.kind) if found.kind in {"gone", "resting"} else Health.FAILED
        return Trial(source=source, health=health, words=" ".join((found.words, *_advice(source, found))))
    dates = sorted(min(item.published, now) for item in found if item.published)
    silent = () if found else (f"It answers, and has nothing from the last {window.days} days.",)
    return Trial(
        source=source,
        health=Health.OK,
        items=len(found),
        newest=dates[-1] if dates else None,
        per_week=_per_week(dates, now, window),
        words=" ".join((*silent, *notes)),
    )


def _per_week(dates: Sequence[datetime], now: datetime, window: timedelta) -> float | None:
    """Return how many there are in a week.

    Where all of a week was asked for, that is their number; a document may show its last ten only, so there it is the
    number of pauses between them, by the time from the oldest until now.
    """
    if window == WEEK:
        return float(len(dates)) if dates else None
    if len(dates) < 2:  # noqa: PLR2004  one date has no pause beside it
        return None
    return (len(dates) - 1) * (WEEK / max(now - dates[0], HOUR))


ADVICE: Mapping[int, str] = {
    401: "Whoever may read it has to log in; take it out, or ask its owner for an open feed.",
    403: "Some sites turn away programs, or the machines of GitHub: try ./gleaner check at home.",
    404: "Open the address in a browser and copy it anew, or look for the word RSS on the page.",
    410: "Take it out of config.yaml.",
}
"""HTTP status of a feed -> what an owner can do; the readers of other kinds know better and say so themselves."""


SECRETS_PAGE = "It is content/pages/guide/secrets.md."


def _advice(source: Source, error: StreetError) -> tuple[str, ...]:
    if error.kind == "secret":
        return (SECRETS_PAGE,)
    advice = ADVICE.get(error.status or 0) if source.kind in {"feed", "opml"} else None
    return (advice,) if advice else ()


# ---------------------------------------------------------------- what is said about it

WORDS: Mapping[Health, str] = {
    Health.OK: "works",
    Health.RESTING: "resting",
    Health.FAILED: "failed",
    Health.GONE: "gone",
}


def pace(per_week: float | None) -> str:
    """Say how often something comes."""
    if per_week is None:
        return ""
    for days, unit in ((1, "day"), (7, "week"), (30.4, "month")):
        if (times := per_week * days / 7) >= 1:
            return f"{times:.0f} a {unit}"
    return "seldom"


def rows(found: Sequence[Trial]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield the cells of the table, each with its colour."""
    for trial in found:
        newest = f"{trial.newest:%d %b %Y}" if trial.newest else ""
        items = str(trial.items) if trial.health is Health.OK else ""
        mark = (WORDS[trial.health], say.MARKS[trial.health][1])
        yield (trial.name, ""), mark, (items, ""), (pace(trial.per_week), ""), (newest, ""), (trial.words, "")


def table(found: Sequence[Trial]) -> Any:  # noqa: ANN401  a table of rich
    """Return the table of trials."""
    columns = (
        say.Column(title="Source", ratio=4),
        say.Column(title="", width=7),
        say.Column(title="Items", width=5, right=True),
        say.Column(title="How often", width=9),
        say.Column(title="Newest", width=11),
        say.Column(title="Note", ratio=7, wrap=True),
    )
    return say.table(columns, rows(found))


def tally(found: Sequence[Trial], total: int) -> str:
    """Say in one line how the trial was."""
    asked = [trial for trial in found if trial.health is not Health.RESTING]
    works = sum(1 for trial in asked if trial.health is Health.OK)
    if asked and not works and all(trial.failed for trial in asked):
        return "No source answered. Is this machine connected to the internet?"
    left = f" {total - len(found)} not tried." if len(found) < total else ""
    resting = f", {len(found) - len(asked)} resting" if len(asked) < len(found) else ""
    return f"{works} of {text.count(total, 'source')} work{'s' if works == 1 else ''}{resting}.{left}"


def value(trial: Trial) -> dict[str, object]:
    """Return a trial for --json."""
    return {
        "source": trial.source.key,
        "name": trial.name,
        "line": trial.source.line,
        "health": str(trial.health),
        "items": trial.items,
        "per_week": None if trial.per_week is None else round(trial.per_week, 2),
        "newest": trial.newest.isoformat() if trial.newest else None,
        "words": trial.words,
    }
