"""The command line: arguments, the clock and secrets enter here and nowhere else; exit codes leave.

Exit codes: 0 done, 1 failed, 2 the owner's input is wrong, 3 nothing to publish.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator import say, text
from generator.arguments import Command, commands, overview, read
from generator.errors import GleanerError, InputError, NothingFound, NothingToPublish
from generator.model import Config, Edition, Report

if TYPE_CHECKING:
    from generator.collect import Door
    from generator.pipeline import Place

DONE, FAILED, WRONG, NOTHING = 0, 1, 2, 3
STOPPED = 130
"""What shells expect after Ctrl-C: 128 + SIGINT."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked and return the exit code; a failure Gleaner has words for never shows a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    say.take_any_sign()
    if not given:
        say.out(overview(COMMANDS))
        return DONE
    try:
        options = read(given, COMMANDS)
        return COMMANDS[options.command].run(options)
    except GleanerError as error:
        return _fail(error, as_json="--json" in given)
    except KeyboardInterrupt:
        kept = " What was collected so far is kept." if given[0] in {"run", "collect"} else ""
        say.err(f"\nStopped.{kept}")
        return STOPPED
    except OSError as error:
        say.err(f"{error.filename or 'A file'}: {error.strerror or error}.")
        return FAILED


def _fail(error: GleanerError, *, as_json: bool) -> int:
    say.err(str(error))
    if as_json:
        problems = [asdict(problem) for problem in error.problems] if isinstance(error, InputError) else []
        say.out(json.dumps({"error": str(error), "problems": problems}, ensure_ascii=False, indent=2))
    if isinstance(error, InputError):
        return WRONG
    return NOTHING if isinstance(error, NothingToPublish) else FAILED


# ---------------------------------------------------------------- commands


def demo(options: argparse.Namespace) -> int:
    """Do everything once with the sample week, say what happened, then show the site."""
    import tempfile

    from generator import demo as sample
    from generator import serving

    begun = _now()
    with tempfile.TemporaryDirectory(prefix="gleaner-demo-") as folder:
        work = Path(options.state or folder)
        for part in sample.run(work=work, output=Path(options.output)):
            if not (options.quiet or options.json):
                say.show(part)
    seconds = (_now() - begun).total_seconds()
    _note(options, f"All of it took {seconds:.1f} s. The site is in {options.output}/")
    _json(options, {"output": options.output, "seconds": seconds})
    return DONE if options.no_serve else serving.serve(Path(options.output), options.port)


def run(options: argparse.Namespace) -> int:
    """Collect, publish what is due, build: what the scheduled workflow does."""
    from generator import pipeline

    config = _config(options)
    reports, heard = _collect(options, config), _hear(options, config)
    published: list[dict[str, object]] = []
    found = True
    try:
        gleanings = pipeline.publish(config, _place(options), now=_instant(options))
        published = [_published(options, gleaning.edition) for gleaning in gleanings]
    except NothingToPublish as nothing:
        _note(options, str(nothing))
        found = not isinstance(nothing, NothingFound)
    pages, read = _print(options, config), say.reports_value(reports)
    _json(options, {"reports": read, "answers": heard, "editions": published, "pages": pages})
    return DONE if found and pipeline.anybody(reports) else FAILED


def collect(options: argparse.Namespace) -> int:
    """Visit every source once and keep what is new."""
    config = _config(options)
    reports, heard = _collect(options, config), _hear(options, config)
    _json(options, {"reports": say.reports_value(reports), "answers": heard})
    return DONE


def publish(options: argparse.Namespace) -> int:
    """Write the edition that is due, or a named week's."""
    from generator import pipeline

    gleanings = pipeline.publish(
        _config(options), _place(options), now=_instant(options), week=options.week, dry_run=options.dry_run
    )
    values = [_published(options, gleaning.edition) for gleaning in gleanings]
    _json(options, {"editions": values, "written": not options.dry_run})
    return DONE


def build(options: argparse.Namespace) -> int:
    """Print the site from the editions, or the styleguide."""
    _json(options, {"pages": _print(options, _config(options)), "output": options.output})
    return DONE


def check(options: argparse.Namespace) -> int:
    """Read everything an owner can write, try every source once, and say what is wrong and what to do."""
    from generator import config as reading
    from generator import correcting, looking, pipeline

    config = _config(options)
    editions = pipeline.check(config, _place(options))
    door, now = _door(options, config), _instant(options)
    today = now.astimezone(ZoneInfo(config.site.zone)).date()
    about = correcting.notices(config, _place(options), options.config)
    notices = (*reading.notices(config, options.config, known=door.secrets, today=today), *about)
    for notice in () if options.quiet else notices:
        say.err(str(notice))
    counted = f"{text.count(len(config.sources), 'source')}, {text.count(len(editions), 'edition')}"
    _note(options, f"{options.config}: {counted}, and every line can be read.")
    value = {"sources": len(config.sources), "editions": len(editions), "notices": [str(each) for each in notices]}
    watched = not (options.quiet or options.json)
    found = [] if options.offline else looking.told(config.sources, now=now, today=today, door=door, watched=watched)
    for trial in found if options.quiet else ():
        if trial.failed:
            say.err(f"{trial.name}: {trial.words}")
    _json(options, value if options.offline else {**value, "trials": [looking.value(trial) for trial in found]})
    return FAILED if any(trial.failed for trial in found) else DONE


def fetch(options: argparse.Namespace) -> int:
    """Show what sources give, storing nothing."""
    from generator import config as reading
    from generator import looking

    wanted = [reading.source_of(address) for address in options.addresses]
    answered = False
    for source, found, notes in looking.look(wanted, now=_instant(options), door=_door(options, None)):
        answered = answered or not isinstance(found, GleanerError)
        for line in looking.lines(source.name, found, notes, as_json=options.json):
            say.out(line)
    return DONE if answered else FAILED


def explain(options: argparse.Namespace) -> int:
    """Say what became of an item, why, and what would have changed it; all of a voice, if one is named."""
    from generator import explaining

    config, place, now = _config(options), _place(options), _instant(options)
    answer = explaining.find(options.asked, config, place, now=now, week=options.week)
    if not options.json:
        say.show(*explaining.shown(answer))
    _json(options, explaining.value(answer))
    return DONE if answer.found else FAILED


def pick(options: argparse.Namespace) -> int:
    """Run the desk alone on a file of candidates."""
    from generator import pick as bench

    memory = Path(options.memory) if options.memory else None
    for line in bench.run(Path(options.candidates), Path(options.profile), memory):
        say.out(line)
    return DONE


def serve(options: argparse.Namespace) -> int:
    """Show a built site at a local address."""
    from generator import serving

    return serving.serve(Path(options.output), options.port)


def test(options: argparse.Namespace) -> int:
    """Run the tests of Gleaner itself."""
    import subprocess

    root = Path(__file__).resolve().parent.parent
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--maxprocesses=4", *(["-q"] if options.quiet else [])]
    return subprocess.call([*command, *options.arguments], cwd=root)  # noqa: S603  our own interpreter, the owner's words


COMMANDS: Mapping[str, Command] = commands(demo, check, fetch, run, collect, publish, build, serve, explain, pick, test)
"""In the order in which a newcomer needs them."""

# ---------------------------------------------------------------- what commands share


def _now() -> datetime:
    return datetime.now(UTC)


def _instant(options: argparse.Namespace) -> datetime:
    return options.now or _now()


def _config(options: argparse.Namespace) -> Config:
    from generator import config
    from generator.collect.sources import MODULES
    from generator.edit import PRESETS, SIGNALS
    from generator.pipeline import lenses

    path = Path(options.config)
    asked = partial(lenses, path.resolve().parent)
    return config.load(path, presets=PRESETS, signals=SIGNALS, kinds=MODULES, asked=asked)


def _place(options: argparse.Namespace) -> "Place":
    from generator.pipeline import Place

    return Place(root=Path(options.config).resolve().parent, state=Path(options.state or ".gleaner"))


def _door(options: argparse.Namespace, config: Config | None) -> "Door":
    from generator.collect import Door, secrets

    contact = (config and (config.site.address or config.site.repository)) or _repository()
    given = {name: value.strip() for name, value in os.environ.items() if secrets.is_name(name) and value.strip()}
    return Door(allow_private=options.allow_private, contact=contact, secrets=given)


def _repository() -> str:
    """Return the address of the repository whose Action this is; feed owners find a person behind it."""
    name = os.environ.get("GITHUB_REPOSITORY")
    return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{name}" if name else ""


def _collect(options: argparse.Namespace, config: Config) -> tuple[Report, ...]:
    from generator import pipeline

    with say.progress(len(config.sources), shown=not options.quiet) as tell:
        door = _door(options, config)
        reports = pipeline.collect(config, _place(options), now=_instant(options), door=door, tell=tell)
    if not (options.quiet or options.json):
        say.show(say.sources(reports))
    _note(options, say.tally(reports))
    for corrected in pipeline.correct(config, _place(options), now=_instant(options)):
        _note(options, str(corrected))
    return reports


def _hear(options: argparse.Namespace, config: Config) -> list[dict[str, object]]:
    from generator import pipeline

    place, now, door = _place(options), _instant(options), _door(options, config)
    heard = pipeline.hear(config, place, now=now, door=door, site_url=getattr(options, "site_url", None))
    for line in say.answers(heard):
        _note(options, line)
    return [say.answers_value(each) for each in heard]


def _print(options: argparse.Namespace, config: Config) -> int:
    from generator import pipeline

    work = pipeline.styleguide if getattr(options, "styleguide", False) else pipeline.build
    built = work(config, _place(options), output=Path(options.output), site_url=options.site_url)
    _note(options, "\n".join((f"Printed {built.pages} pages into {options.output}/", *built.left_out)))
    return built.pages


def _published(options: argparse.Namespace, edition: Edition) -> dict[str, object]:
    for line in say.picks(edition):
        _note(options, line)
    return say.edition_value(edition)


def _note(options: argparse.Namespace, line: str) -> None:
    """Say something, unless only a report or only failures are wanted."""
    if not (options.quiet or options.json):
        say.out(line)


def _json(options: argparse.Namespace, value: Mapping[str, object]) -> None:
    if options.json:
        say.out(json.dumps(value, ensure_ascii=False, indent=2))
