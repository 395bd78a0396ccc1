"""An answer in, lines and tables for a person, or one value for --json, out."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from textwrap import fill
from typing import Any

from generator import ledgers, say, text
from generator.edit.explain import Account, Part
from generator.edit.fates import Fate
from generator.edit.whatif import MINUTES, Trial
from generator.explaining.finding import Answer

NARROW = 72
"""Columns below which a table of five columns cannot be read and its rows are set as lines."""
SAME = 0.005
"""An effect nearer to 1 than this is none, as it is shown."""
SIGNALS = (
    say.Column(title="Signal", width=14),
    say.Column(title="Value", width=5, right=True),
    say.Column(title="Weight", width=6, right=True),
    say.Column(title="Effect", width=7, right=True),
    say.Column(title="Found", ratio=5, wrap=True),
)
ITEMS = (
    say.Column(title="Item", ratio=5, wrap=True),
    say.Column(title="Voice", ratio=2),
    say.Column(title="What became of it", ratio=4, wrap=True),
)
COLOURS: Mapping[str, str] = {Fate.PICKED.value: "green", "joined": "green"}
KINDS: Mapping[str, str] = {
    "minutes": f"another reading time, by up to {MINUTES[-1]} minutes",
    "preset": "the other presets",
    "weight": "every weight, up to four times as much and down to 0",
    "opinion": "every single signal",
    "length": "half and a quarter of its length",
    "owed": "what its voice had in the last editions",
    "place": "the places that are kept",
    "pick": "leaving out what was picked of the same voice or source",
    "mute": "the mutes",
    "edition": "the earlier editions",
}
"""Kind of a trial -> what was tried, where it was all in vain."""


def shown(answer: Answer, width: int | None = None) -> Iterator[Any]:
    """Yield strings and tables of rich.

    Args:
        answer: What there is to say.
        width: Columns; those of the terminal by default.
    """
    columns = width or say.console().width
    if not answer.found:
        yield f"“{answer.asked}” is not known here."
    else:
        yield f"{answer.week}, {'published' if answer.published else 'as things stand now'}"
    if answer.account:
        yield from _account(answer.account, columns)
    if answer.items:
        yield from _items(answer, columns)
    yield from (f"\n{note}" for note in answer.notes)
    if answer.near:
        yield "\nDid you mean"
        yield from (f"  {address}" for address in answer.near)


def _account(told: Account, columns: int) -> Iterator[Any]:
    yield f"\n{told.title or '(no title)'}"
    yield f"{told.name}, {told.source}"
    yield told.url
    yield f"\n{told.outcome}"
    yield from _story(told, columns)
    yield from _signals(told, columns)
    if told.fate != Fate.LOW.value:
        yield from _worth(told, columns)
    yield from _trials(told, columns)


def _point(words: str, columns: int) -> str:
    return fill(words, max(columns, 20), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _story(told: Account, columns: int) -> Iterator[str]:
    if len(told.story) > 1:
        yield f"\nIts story: {text.count(len(told.story), 'item')}, the one that stands for it first"
        for each in told.story:
            yield _point(f"{each.name}: {each.title or each.url}", columns)
            yield f"    {each.url}"


def _signals(told: Account, columns: int) -> Iterator[Any]:
    spoke = [part for part in told.parts if part.words or not _none(part)]
    if not told.parts:
        return
    yield "\nWhat was weighed. Effect: what it did to the score, against having nothing to say."
    if columns < NARROW:
        yield from (line for part in spoke for line in _stacked(part, columns))
    elif spoke:
        yield say.table(SIGNALS, map(_row, spoke))
    if rest := [plain(part.signal) for part in told.parts if part not in spoke]:
        yield _point(f"Nothing to say: {', '.join(sorted(rest))}.", columns).lstrip()
    if told.score is not None:
        yield f"Score: {told.score:.3f} of 1"


def _row(part: Part) -> tuple[tuple[str, str], ...]:
    value, weight = f"{part.value:.2f}", f"{part.weight:g}"
    return (plain(part.signal), ""), (value, ""), (weight, ""), (effect(part), _colour(part)), (_found(part), "")


def _stacked(part: Part, columns: int) -> Iterator[str]:
    yield f"  {plain(part.signal)}: {part.value:.2f}, weight {part.weight:g}, {effect(part)}"
    yield fill(_found(part), max(columns, 20), initial_indent="    ", subsequent_indent="    ")


def _found(part: Part) -> str:
    return part.words or f"({part.looks})"


def _none(part: Part) -> bool:
    return abs(part.effect - 1) < SAME


def effect(part: Part) -> str:
    """Say what a signal did to the score, in per cent: +38 %."""
    return "none" if _none(part) else f"{part.effect - 1:+.0%}".replace("%", " %").replace("-", "−")


def _colour(part: Part) -> str:
    if _none(part):
        return ""
    return "green" if part.effect > 1 else "red"


def _worth(told: Account, columns: int) -> Iterator[str]:
    if told.worth is None:
        return
    yield "\nAgainst the others"
    for words, by in told.factors.items():
        yield _point(f"× {by:.2f} {words}", columns)
    yield f"  Worth: {told.worth:.3f}"
    if told.bar:
        yield _point(f"The least that had an open place was worth {told.bar:.3f}.", columns)


def _trials(told: Account, columns: int) -> Iterator[str]:
    if not told.trials:
        return
    would = "it would not have been picked" if told.fate in COLOURS else "it would have been picked"
    yield f"\nWhat would have changed it, each tried by itself: {would}"
    changed = [trial.words for trial in told.trials if trial.changed]
    yield from (_point(words, columns) for words in changed or ["by nothing that was tried"])
    vain = [trial for trial in told.trials if not trial.changed]
    if vain:
        yield "Tried as well, and it would have changed nothing:"
        for kind, group in groupby(vain, key=lambda trial: trial.kind):
            yield from (_point(words, columns) for words in _in_vain(kind, tuple(group)))


def _in_vain(kind: str, group: tuple[Trial, ...]) -> Iterator[str]:
    if kind in {"preset", "mute", "edition"}:
        yield from (f"{trial.words}: {ledgers.words(trial.fate)}" for trial in group)
    else:
        yield KINDS[kind]


def _items(answer: Answer, columns: int) -> Iterator[Any]:
    yield f"\n{text.count(len(answer.items), 'item')} for “{answer.asked}”"
    if columns < NARROW:
        for each in answer.items:
            yield _point(f"{each.title or each.url} ({each.name})", columns)
            yield fill(each.words, max(columns, 20), initial_indent="    ", subsequent_indent="    ")
            yield f"    {each.url}"
    else:
        rows = (
            ((f"{each.title}\n{each.url}", ""), (each.name, ""), (each.words, COLOURS.get(each.fate, "")))
            for each in answer.items
        )
        yield say.table(ITEMS, rows)
    yield "\n`./gleaner explain ADDRESS` says everything about one of them."


def plain(signal: str) -> str:
    """Return the name of a signal as it is read."""
    return signal.replace("_", " ")


def value(answer: Answer) -> dict[str, object]:
    """Return an answer for --json; the fields are part of the contract of the command line.

    asked, week, published, item (null where several or none were meant), items, notes, near. An item has id, url,
    title, name, source, fate, outcome, story, score, worth, bar, parts (signal, looks, role, value, weight, effect,
    words), factors (what for -> how much) and trials (kind, words, fate, changed).
    """
    told = answer.account
    item = None if told is None else {**_plain(told), "factors": dict(told.factors)}
    return {
        "asked": answer.asked,
        "week": str(answer.week) if answer.week else None,
        "published": answer.published,
        "item": item,
        "items": [asdict(each) for each in answer.items],
        "notes": list(answer.notes),
        "near": list(answer.near),
    }


def _plain(told: Account) -> dict[str, object]:
    return {
        "id": told.id,
        "url": told.url,
        "title": told.title,
        "name": told.name,
        "source": told.source,
        "fate": told.fate,
        "outcome": told.outcome,
        "story": [asdict(each) for each in told.story],
        "score": told.score,
        "worth": told.worth,
        "bar": told.bar,
        "parts": [asdict(part) for part in told.parts],
        "trials": [asdict(trial) for trial in told.trials],
    }
