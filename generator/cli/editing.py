"""What changes the list of sources, as commands: add, remove, import, export."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from generator import say, text
from generator.cli import common
from generator.cli.common import DONE, FAILED
from generator.errors import InputError, Problem

if TYPE_CHECKING:
    from generator.editing import Change, Outcome


def add(options: argparse.Namespace) -> int:
    """Add sources to config.yaml, once each has been looked at."""
    from generator import editing
    from generator.model import Tie

    if options.name and len(options.added) > 1:
        raise InputError(Problem(file="gleaner add --name", words="one name cannot be that of several sources."))
    tie = Tie(options.tie) if options.tie else None
    wish = editing.Wish(name=options.name or "", tie=tie, topics=tuple(options.topic))
    door = None if options.offline else common.door(options, None)
    change, outcomes = editing.add(
        Path(options.config), options.added, wish=wish, door=door, now=common.instant(options)
    )
    _settle(options, change)
    for outcome in outcomes:
        _tell(options, outcome)
    value = {"sources": [_value(each) for each in outcomes], "written": _is_written(options, change)}
    common.as_json(options, {**value, "diff": change.diff})
    return FAILED if any(each.became == "failed" for each in outcomes) else DONE


def remove(options: argparse.Namespace) -> int:
    """Take sources out of config.yaml."""
    from generator import editing

    change, names = editing.remove(Path(options.config), options.removed)
    _settle(options, change)
    for name in names:
        common.note(options, f"{'Would be taken' if options.dry_run else 'Taken'} out: {name}")
    value = {"sources": list(names), "written": _is_written(options, change), "diff": change.diff}
    common.as_json(options, value)
    return DONE


def import_(options: argparse.Namespace) -> int:
    """Add the feeds of a feed reader's list to config.yaml."""
    from generator import editing

    found = editing.import_list(Path(options.config), options.list)
    _settle(options, found.change)
    for problem in () if options.json else found.left_out:
        say.err(str(problem))
    for name in found.there:
        common.note(options, f"There already: {name}")
    counted = f"{text.count(len(found.fresh), 'new source')}, {len(found.there)} there already"
    left = f", {len(found.left_out)} left out" if found.left_out else ""
    common.note(options, f"{counted}{left}.")
    value = {"new": list(found.fresh), "there": list(found.there), "left_out": [str(each) for each in found.left_out]}
    common.as_json(options, {**value, "written": _is_written(options, found.change), "diff": found.change.diff})
    return DONE


def export(options: argparse.Namespace) -> int:
    """Print the sources as a list for a feed reader, or as lines to type."""
    from generator import editing

    config = common.config(options)
    typed = editing.lines(config.sources)
    if options.json:
        common.as_json(options, {"sources": list(typed)})
    else:
        say.out("\n".join(typed) if options.text else editing.export(config).rstrip("\n"))
    return DONE


def _settle(options: argparse.Namespace, change: "Change") -> None:
    """Write a change, or show it."""
    if not options.dry_run:
        change.write()
    elif change.diff:
        common.note(options, change.diff)


def _is_written(options: argparse.Namespace, change: "Change") -> bool:
    return change.before != change.after and not options.dry_run


def _tell(options: argparse.Namespace, outcome: "Outcome") -> None:
    """Say what became of one source."""
    if outcome.became == "failed":
        hint = "It was not added. If you know it to be right: --offline adds it without asking."
        say.err(f"{outcome.typed}: {outcome.words}\n    {hint}")
        return
    done = "There already" if outcome.became == "there" else "Would be added" if options.dry_run else "Added"
    common.note(options, f"{done}: {outcome.name}" + (f" ({outcome.words})" if outcome.words else ""))


def _value(outcome: "Outcome") -> dict[str, str]:
    return {"typed": outcome.typed, "name": outcome.name, "became": outcome.became, "words": outcome.words}
