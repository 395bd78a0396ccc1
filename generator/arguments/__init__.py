"""The words of the command line and what may follow them: tables in, an argument parser out."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from generator import __version__
from generator.arguments.options import OPTIONS, iso
from generator.arguments.words import GROUPS, WORDS
from generator.errors import InputError, Problem

NAMES = tuple(name for names in GROUPS.values() for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One word of the command line."""

    words: str
    """What it does, for the list of commands."""
    run: Callable[[argparse.Namespace], int]
    options: tuple[str, ...] = ()
    """Names of OPTIONS it takes beside those that every command takes."""


def commands(*runs: Callable[[argparse.Namespace], int]) -> Mapping[str, Command]:
    """Return the commands that these functions do, by their names, in the order in which a newcomer needs them."""
    named = {run.__name__.rstrip("_"): run for run in runs}  # `import` is a word of Python's own
    return {name: Command(words=WORDS[name][0], run=named[name], options=WORDS[name][1]) for name in NAMES}


def overview(commands: Mapping[str, Command]) -> str:
    """Return the list of commands in the order in which a newcomer needs them."""
    lines = [
        f"Gleaner {__version__}: the weekly digest of your learning network.",
        "",
        "Usage: ./gleaner COMMAND [options]",
        "",
    ]
    for heading, names in GROUPS.items():
        lines += [f"{heading}:", *(f"  {name:10}{commands[name].words}" for name in names), ""]
    return "\n".join([*lines, "./gleaner COMMAND --help says more. Begin with: ./gleaner demo"])


class _Parser(argparse.ArgumentParser):
    """Argparse in our words: a wrong argument is the owner's input, said without the usage dump."""

    def error(self, message: str) -> NoReturn:
        raise _unknown(self.prog, message)


def _unknown(command: str, message: str) -> InputError:
    return InputError(Problem(file=command, words=f"{message}.", hint=f"`./{command} --help` lists what there is."))


def _is_one(name: str, commands: Mapping[str, Command]) -> None:
    """Refuse a word that is no command in words of ours: argparse would recite all of them."""
    if name.startswith("-") or name in commands:
        return
    from generator.forms import did_you_mean  # noqa: PLC0415  yaml, for a slip alone

    hint = did_you_mean(name, commands) or "`./gleaner` lists what there is."
    raise InputError(Problem(file="gleaner", words=f"there is no command {name!r}.", hint=hint))


def read(given: Sequence[str], commands: Mapping[str, Command]) -> argparse.Namespace:
    """Read arguments; those of `test` that are not ours are kept, in their order, for pytest.

    Raises:
        InputError: an argument is not one of ours.
    """
    for name in given[:1]:
        _is_one(name, commands)
    if given[:1] != ["test"] or {"-h", "--help"} & set(given):
        options, rest = parser(commands).parse_known_args(given)
        if rest:
            raise _unknown(f"gleaner {options.command}", f"there is no {' '.join(rest)} here")
        return options
    options, rest = common().parse_known_args(given[1:])
    options.command, options.arguments = "test", rest
    return options


def common() -> "_Parser":
    """Return what every command takes."""
    common = _Parser(prog="gleaner", add_help=False, allow_abbrev=False)
    common.add_argument("--config", metavar="FILE", default="config.yaml", help="default: config.yaml")
    common.add_argument("--state", metavar="DIR", help="what was collected and not yet published (default: .gleaner)")
    common.add_argument("--now", metavar="INSTANT", type=iso, help="pretend it is this instant (ISO 8601), for replays")
    common.add_argument("--street", metavar="FILE", type=Path, help=argparse.SUPPRESS)  # host -> [address, port]
    common.add_argument("--quiet", action="store_true", help="say only what went wrong")
    common.add_argument("--json", action="store_true", help="report as JSON on standard output")
    return common


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser: every command takes the common options, and its own."""
    shared = common()
    whole = _Parser(
        prog="gleaner",
        usage="./gleaner COMMAND [options]",
        description=overview(commands),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"Gleaner {__version__}")
    words = whole.add_subparsers(dest="command", required=True, help=argparse.SUPPRESS, metavar="COMMAND")
    for name, command in commands.items():
        sub = words.add_parser(name, parents=[shared], prog=f"gleaner {name}", description=f"{name}: {command.words}.")
        for option in command.options:
            flags, settings = OPTIONS[option]
            sub.add_argument(*flags, **settings)
    return whole
