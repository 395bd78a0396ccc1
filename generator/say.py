"""Turns what a run found into plain lines for a person at a terminal, and into values for --json."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from generator import text
from generator.model import Edition, Health, Item, Pick, Report

if TYPE_CHECKING:
    from generator.collect import Heard

WIDTH = 100
"""Columns when the output is not a terminal."""

MARKS: Mapping[Health, tuple[str, str]] = {
    Health.OK: ("read", "green"),
    Health.UNCHANGED: ("unchanged", "default"),
    Health.RESTING: ("resting", "yellow"),
    Health.FAILED: ("failed", "red"),
    Health.GONE: ("gone", "red"),
    Health.ASIDE: ("set aside", "yellow"),
}


class Named(Protocol):
    """What has a name to show."""

    @property
    def name(self) -> str:
        """What a person knows it by."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; without a width it takes its share of what is left."""

    title: str
    width: int | None = None
    ratio: int | None = None
    right: bool = False
    wrap: bool = False
    """Whether a long text goes on in the next line; otherwise it ends in …"""


def take_any_sign() -> None:
    """Let a terminal or a file that cannot take a sign get its number instead of ending the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


SPOKEN = re.compile(r"((?:^|\r)[^\S\r\n]*+):(?=:)|##(?=[\w.-]{0,20}\[)", re.MULTILINE)
"""What GitHub takes for a command to the runner of a workflow, wherever it is printed (docs: workflow commands).

Its runner reads lines as .NET does, for which a carriage return ends one as well. Blanks are looked at in their line
alone: where they go over lines, 20 kB of line ends take seconds."""


OBEYED = re.compile("\x1b(?!\\[[0-9;]*m)|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e]")
"""What a terminal obeys (ECMA-48, and the signs that turn a line around), but for the colours that rich sets.

What is collected has none of it (`text.tidy`); errors may quote anything: a proposed file, an answer of git's."""


def _mute(words: str) -> str:
    """Break what a machine would obey: a title must not be able to hide or to stop the log of the run."""
    return SPOKEN.sub(lambda found: f"{found[0]}\u200b", _seen(words))


def _seen(words: str) -> str:
    """Show a sign where a terminal would do something."""
    return OBEYED.sub("\N{REPLACEMENT CHARACTER}", words)


def out(words: str) -> None:
    """Say something on standard output. Where nobody reads on (`| head`) the work goes on all the same."""
    try:
        print(_mute(words), flush=True)  # noqa: T201  the mouth of the program
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def command(line: str) -> None:
    """Tell the runner of a workflow something; workflows/annotations.py alone does, and has escaped what is foreign."""
    print(_seen(line), flush=True)  # noqa: T201  the mouth of the program


def err(words: str) -> None:
    """Say something on standard error."""
    print(_mute(words), file=sys.stderr)  # noqa: T201  the mouth of the program


def show(*parts: Any) -> None:  # noqa: ANN401  strings, and tables of rich
    """Say strings and tables, each beginning on a line of its own."""
    shown = console()
    with shown.capture() as captured:
        for part in parts:
            shown.print(part)
    out(captured.get().rstrip("\n"))


def console(stream: TextIO | None = None) -> Any:  # noqa: ANN401  rich is imported only when something is said
    """Return a rich console; away from a terminal it writes plain text without colours."""
    from rich.console import Console  # noqa: PLC0415  31 ms that --help does not need

    stream = stream or sys.stdout
    return Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False, markup=False, emoji=False)


@contextmanager
def progress(total: int, *, shown: bool = True, doing: str = "Collecting") -> Iterator[Callable[[Named], None]]:
    """Show how many sources have answered, on standard error and only where a person is watching."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=total, name="")
        yield lambda done: bar.update(task, advance=1, name=text.clip(done.name, 40))


def table(columns: Sequence[Column], rows: Iterable[Sequence[tuple[str, str]]]) -> Any:  # noqa: ANN401
    """Return a table; a cell is its text and its colour, "" for none. A column without any text is left out."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    told = tuple(rows)
    shown = [place for place in range(len(columns)) if not told or any(row[place][0] for row in told)]
    for column in (columns[place] for place in shown):
        made.add_column(
            column.title,
            width=column.width,
            ratio=column.ratio,
            justify="right" if column.right else "left",
            overflow="fold" if column.wrap else "ellipsis",
            no_wrap=not column.wrap,
        )
    for row in told:
        made.add_row(*(Text(*row[place]) for place in shown))
    return made


REPORTS = (
    Column(title="Source", ratio=4),
    Column(title="", width=9),
    Column(title="Items", width=5, right=True),
    Column(title="Note", ratio=6, wrap=True),
)


def sources(reports: Sequence[Report]) -> Any:  # noqa: ANN401
    """Return the table of sources: what each one gave, or why it gave nothing."""
    shown = frozenset({Health.OK, Health.UNCHANGED})
    return table(
        REPORTS,
        (
            (
                (report.name, ""),
                MARKS[report.health],
                (str(report.items) if report.health in shown else "", ""),
                (report.words, ""),
            )
            for report in reports
        ),
    )


def picks(edition: Edition) -> Iterable[str]:
    """Say what was picked and why, two lines a pick."""
    yield f"{edition.week}: {text.count(len(edition.picks), 'pick')}, {reading_time(edition.picks)} of reading"
    for pick in edition.picks:
        yield f"  {text.clip(heading(pick), 84)}"
        yield fill(
            f"{pick.name}, {pick.source_name}. {pick.why}", WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6
        )
    if edition.prompts:
        yield f"  and {text.count(len(edition.prompts), 'question')} to think about"


def heading(pick: Pick) -> str:
    """Return the title of a pick, or the first words of a post that has none; a warning stays closed over them."""
    return pick.title or pick.warning or text.one_line(pick.excerpt or pick.url)


def reading_time(chosen: Sequence[Pick]) -> str:
    """Say how long the picks take to read, in whole minutes."""
    return text.count(max(1, round(sum(pick.minutes for pick in chosen))) if chosen else 0, "minute")


def tally(reports: Sequence[Report]) -> str:
    """Say in one line how the street was."""
    answered = sum(1 for report in reports if report.health in {Health.OK, Health.UNCHANGED})
    if reports and all(report.health in {Health.FAILED, Health.GONE} for report in reports):
        return "No source answered. Is this machine connected to the internet?"
    items = sum(report.items for report in reports)
    return f"{answered} of {text.count(len(reports), 'source')} answered, {text.count(items, 'item')} in view."


def answers(heard: Sequence["Heard"]) -> Iterable[str]:
    """Say what is new in the threads of editions, and which of them could not be read."""
    for each in heard:
        if each.words:
            yield each.words
        elif each.thread and each.new:
            told = text.count(len(each.thread.answers), "answer")
            yield f"{each.name}: {told} in its thread, {each.new} of them new."


def answers_value(heard: "Heard") -> dict[str, object]:
    """Return what was heard of an edition for --json."""
    thread = heard.thread
    counted = {"answers": len(thread.answers), "more": thread.more} if thread else {"answers": 0, "more": 0}
    return {"week": heard.name, "thread": thread.address if thread else None, **counted, "words": heard.words}


def report_value(report: Report) -> dict[str, object]:
    """Return a report for --json."""
    return {
        "source": report.source,
        "name": report.name,
        "health": str(report.health),
        "items": report.items,
        "words": report.words,
    }


def reports_value(reports: Sequence[Report]) -> list[dict[str, object]]:
    """Return reports as JSON has them."""
    return [report_value(report) for report in reports]


def edition_value(edition: Edition) -> dict[str, object]:
    """Return an edition for --json."""
    chosen = [{"id": pick.id, "url": pick.url, "title": heading(pick), "why": pick.why} for pick in edition.picks]
    return {"week": str(edition.week), "published": edition.published.isoformat(), "picks": chosen}


def item_value(source: str, item: Item) -> dict[str, object]:
    """Return an item as `fetch --json` prints it; the fields are part of the contract of the command line."""
    return {
        "source": source,
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "text": item.text,
        "author": item.voice.name,
        "published": item.published.isoformat() if item.published else None,
        "language": item.language,
        "tags": list(item.tags),
        "kind": item.kind,
    }
