"""Questions, as commands, that change nothing: check, fetch, explain, pick, test."""

import argparse
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import say, text
from generator.cli import common
from generator.cli.common import DONE, FAILED
from generator.errors import GleanerError


def check(options: argparse.Namespace) -> int:
    """Read everything an owner can write, try every source once, and say what is wrong and what to do."""
    from generator import config as reading
    from generator import correcting, pipeline

    config = common.config(options)
    editions = pipeline.check(config, common.place(options))
    door, now = common.door(options, config), common.instant(options)
    today = now.astimezone(ZoneInfo(config.site.zone)).date()
    about = correcting.notices(config, common.place(options), options.config)
    notices = (*reading.notices(config, options.config, known=door.secrets, today=today), *about)
    for notice in () if options.quiet else notices:
        say.err(str(notice))
    counted = f"{text.count(len(config.sources), 'source')}, {text.count(len(editions), 'edition')}"
    common.note(options, f"{options.config}: {counted}, and every line can be read.")
    value = {"sources": len(config.sources), "editions": len(editions), "notices": [str(each) for each in notices]}
    if options.offline:
        common.as_json(options, value)
        return DONE
    from generator import looking

    watched = not (options.quiet or options.json)
    found = looking.told(config.sources, now=now, today=today, door=door, watched=watched)
    for trial in found if options.quiet else ():
        if trial.failed:
            say.err(f"{trial.name}: {trial.words}")
    common.as_json(options, {**value, "trials": [looking.value(trial) for trial in found]})
    return FAILED if any(trial.failed for trial in found) else DONE


def fetch(options: argparse.Namespace) -> int:
    """Show what sources give, storing nothing."""
    from generator import config as reading
    from generator import looking

    wanted = [reading.source_of(address, "./gleaner fetch") for address in options.addresses]
    answered = False
    for source, found, notes in looking.look(wanted, now=common.instant(options), door=common.door(options, None)):
        answered = answered or not isinstance(found, GleanerError)
        for line in looking.lines(source.name, found, notes, as_json=options.json):
            say.out(line)
    return DONE if answered else FAILED


def explain(options: argparse.Namespace) -> int:
    """Say what became of an item, why, and what would have changed it; all of a voice, if one is named."""
    from generator import explaining

    config, place, now = common.config(options), common.place(options), common.instant(options)
    answer = explaining.find(options.asked, config, place, now=now, week=options.week)
    if not options.json:
        say.show(*explaining.shown(answer))
    common.as_json(options, explaining.value(answer))
    return DONE if answer.found else FAILED


def pick(options: argparse.Namespace) -> int:
    """Run the desk alone on a file of candidates."""
    from generator import pick as bench

    memory = Path(options.memory) if options.memory else None
    for line in bench.run(Path(options.candidates), Path(options.profile), memory):
        say.out(line)
    return DONE


def test(options: argparse.Namespace) -> int:
    """Run the tests of Gleaner itself."""
    import subprocess

    root = Path(__file__).resolve().parents[2]
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--maxprocesses=4", *(["-q"] if options.quiet else [])]
    return subprocess.call([*command, *options.arguments], cwd=root)  # noqa: S603  our own interpreter, the owner's words
