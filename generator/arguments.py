"""The words of the command line and what may follow them: tables in, an argument parser out."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from generator import __version__
from generator.errors import InputError, Problem
from generator.model import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One word of the command line."""

    words: str
    """What it does, for the list of commands."""
    run: Callable[[argparse.Namespace], int]
    options: tuple[str, ...] = ()
    """Names of OPTIONS it takes beside those that every command takes."""


WORDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "demo": (
        "see it work: a sample week, from feeds to site, on this machine alone",
        ("output", "no_serve", "port"),
    ),
    "check": ("read config.yaml, try every source, and say what is wrong", ("offline", "allow_private")),
    "fetch": (
        "show what an address, a hashtag or any other source gives, storing nothing",
        ("addresses", "allow_private"),
    ),
    "run": ("collect, publish if an edition is due, build: the whole job", ("output", "site_url", "allow_private")),
    "collect": ("visit every source once and keep what is new", ("allow_private",)),
    "publish": ("write the edition that is due", ("week", "dry_run")),
    "build": ("print the site from the editions", ("output", "site_url", "styleguide")),
    "serve": ("show the built site at a local address", ("output", "port")),
    "explain": ("say what became of an item, why, and what would have changed it", ("asked", "week")),
    "pick": ("run the selection alone on a file of candidates", ("candidates", "profile", "memory")),
    "workflow": ("do what a workflow does, on any machine", ("job", "output", "allow_private")),
    "test": ("run the tests of Gleaner itself", ("arguments",)),
}
"""Name of a command -> what it does, and what it takes beside what all of them take."""


def commands(*runs: Callable[[argparse.Namespace], int]) -> Mapping[str, Command]:
    """Return the commands that these functions do, by their names and in their order."""
    named = {run.__name__.rstrip("_"): run for run in runs}  # `import` is a word of Python's own
    return {name: Command(words=WORDS[name][0], run=run, options=WORDS[name][1]) for name, run in named.items()}


YEARS = range(1970, 9000)
"""Years in which a week before and a week after can be reckoned in every zone."""


def _iso(value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        message = f"{value!r} is not an instant; write it like 2026-11-20T06:00:00Z"
        raise argparse.ArgumentTypeError(message) from None
    if instant.year not in YEARS:
        raise argparse.ArgumentTypeError(f"{value!r} is too far away from today")
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def _week(name: str) -> Week:
    try:
        week = Week.named(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if week.year not in YEARS:
        raise argparse.ArgumentTypeError(f"{name} is too far away from today")
    return week


def _site(value: str) -> str:
    """Read the address of a site; none is fine, for a site that is read from a disk."""
    from generator.config.checks import address_problem  # noqa: PLC0415  only where an address is given

    if value and (problem := address_problem(value)):
        raise argparse.ArgumentTypeError(problem.rstrip("."))
    return value


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > 65535:  # noqa: PLR2004  the largest port there is (RFC 6335)
        raise argparse.ArgumentTypeError(f"{value!r} is not a port; write a number from 0 to 65535")
    return int(value)


OPTIONS: Mapping[str, tuple[Sequence[str], Mapping[str, Any]]] = {
    "output": (["--output"], {"metavar": "DIR", "default": "output", "help": "folder of the site (default: output)"}),
    "site_url": (
        ["--site-url"],
        {"metavar": "ADDRESS", "type": _site, "help": "where the site will be, instead of site.address"},
    ),
    "styleguide": (
        ["--styleguide"],
        {"action": "store_true", "help": "print an invented site instead, in which everything occurs in every state"},
    ),
    "no_serve": (["--no-serve"], {"action": "store_true", "help": "only build"}),
    "port": (["--port"], {"type": _port, "default": 8000, "help": "port of the local address (default: 8000)"}),
    "allow_private": (
        ["--allow-private"],
        {"action": "store_true", "help": "reach loopback and intranet addresses too"},
    ),
    "week": (
        ["--week"],
        {"metavar": "2026-W47", "type": _week, "help": "this week instead of what is due"},
    ),
    "dry_run": (["--dry-run"], {"action": "store_true", "help": "say what would be published, write nothing"}),
    "offline": (["--offline"], {"action": "store_true", "help": "only read the files; ask no source"}),
    "addresses": (
        ["addresses"],
        {
            "metavar": "SOURCE",
            "nargs": "+",
            "help": "an address, '#tag@server', or what a line of config.yaml would say: 'reddit: r/teaching'",
        },
    ),
    "asked": (
        ["asked"],
        {
            "metavar": "ADDRESS",
            "help": "an address as it stands in a browser, an @handle, a name, or words of a title in quotes",
        },
    ),
    "job": (["job"], {"metavar": "JOB", "help": "its name; `workflow list` says which there are"}),
    "candidates": (["candidates"], {"metavar": "CANDIDATES", "help": "items, one JSON object a line"}),
    "profile": (["profile"], {"metavar": "PROFILE", "help": "what is asked for: a JSON object"}),
    "memory": (["memory"], {"metavar": "STATE", "nargs": "?", "help": "folder kept between the weeks"}),
    "arguments": (["arguments"], {"nargs": "*", "help": "passed on to pytest"}),
}


def overview(commands: Mapping[str, Command]) -> str:
    """Return the list of commands in the order in which a newcomer needs them."""
    lines = [
        f"Gleaner {__version__}: the weekly digest of your learning network.",
        "",
        "Usage: ./gleaner COMMAND [options]",
        "",
    ]
    lines += [f"  {name:9}{command.words}" for name, command in commands.items()]
    return "\n".join([*lines, "", "./gleaner COMMAND --help says more. Begin with: ./gleaner demo"])


class _Parser(argparse.ArgumentParser):
    """Argparse in our words: a wrong argument is the owner's input, said without the usage dump."""

    def error(self, message: str) -> NoReturn:
        raise _unknown(self.prog, message)


def _unknown(command: str, message: str) -> InputError:
    return InputError(Problem(file=command, words=f"{message}.", hint=f"`{command} --help` lists what there is."))


def read(given: Sequence[str], commands: Mapping[str, Command]) -> argparse.Namespace:
    """Read arguments; those of `test` that are not ours are kept, in their order, for pytest.

    Raises:
        InputError: an argument is not one of ours.
    """
    if given[:1] != ["test"] or {"-h", "--help"} & set(given):
        options, rest = parser(commands).parse_known_args(given)
        if rest:
            raise _unknown(f"gleaner {options.command}", f"there is no {' '.join(rest)} here")
        return options
    options, rest = _common().parse_known_args(given[1:])
    options.command, options.arguments = "test", rest
    return options


def _common() -> "_Parser":
    """Return what every command takes."""
    common = _Parser(prog="gleaner", add_help=False, allow_abbrev=False)
    common.add_argument("--config", metavar="FILE", default="config.yaml", help="default: config.yaml")
    common.add_argument("--state", metavar="DIR", help="what was collected and not yet published (default: .gleaner)")
    common.add_argument(
        "--now", metavar="INSTANT", type=_iso, help="pretend it is this instant (ISO 8601), for replays"
    )
    common.add_argument("--street", metavar="FILE", type=Path, help=argparse.SUPPRESS)  # host -> [address, port]
    common.add_argument("--quiet", action="store_true", help="say only what went wrong")
    common.add_argument("--json", action="store_true", help="report as JSON on standard output")
    return common


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser: every command takes the common options, and its own."""
    common = _common()
    whole = _Parser(
        prog="gleaner",
        usage="./gleaner COMMAND [options]",
        description=overview(commands),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"Gleaner {__version__}")
    words = whole.add_subparsers(dest="command", required=True, help=argparse.SUPPRESS, metavar="COMMAND")
    for name, command in commands.items():
        sub = words.add_parser(name, parents=[common], prog=f"gleaner {name}", description=f"{name}: {command.words}.")
        for option in command.options:
            flags, settings = OPTIONS[option]
            sub.add_argument(*flags, **settings)
    return whole
