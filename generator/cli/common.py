"""What commands share: the clock, the environment and the owner's file in, values for the rooms out; exit codes."""

import argparse
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator import say
from generator.errors import InputError, Problem
from generator.model import Config

if TYPE_CHECKING:
    from generator.collect import Door
    from generator.pipeline import Place
    from generator.repository.github import GitHub

DONE, FAILED, WRONG, NOTHING = 0, 1, 2, 3
STOPPED = 130
"""What shells expect after Ctrl-C: 128 + SIGINT."""


def clock() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


def instant(options: argparse.Namespace) -> datetime:
    """Return the instant of the run: this one, unless another is pretended."""
    return options.now or clock()


def config(options: argparse.Namespace) -> Config:
    """Read the owner's file."""
    from generator.opening import opened

    return opened(Path(options.config))


def place(options: argparse.Namespace) -> "Place":
    """Return where the digest lives."""
    from generator.pipeline import Place

    return Place(root=Path(options.config).resolve().parent, state=Path(options.state or ".gleaner"))


def door(options: argparse.Namespace, config: Config | None) -> "Door":
    """Return the way to the street, with the secrets there are; over a street map, nothing else is met."""
    from generator.collect import Door, secrets

    contact = (config and (config.site.address or config.site.repository)) or repository()
    given = {name: value.strip() for name, value in os.environ.items() if secrets.is_name(name) and value.strip()}
    made = Door(allow_private=options.allow_private, contact=contact, secrets=given, clock=not options.now)
    if not options.street:
        return made
    try:
        streets = json.loads(options.street.read_bytes())
        hosts = {name: (str(where[0]), int(where[1])) for name, where in streets.items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError) as error:
        words = 'this is no map of streets: {"host": ["127.0.0.1", 8000]}.'
        raise InputError(Problem(file=str(options.street), words=words)) from error
    return replace(made, hosts=hosts, allow_private=True, pause=0.0, paces={})


def github(options: argparse.Namespace) -> "GitHub":
    """Return the forge of this run, as far as the environment knows one; its token goes there, and to nobody else."""
    from generator.collect import Door
    from generator.repository.github import TOKEN, GitHub
    from generator.repository.runner import Runner

    runner, token = Runner.of(os.environ), os.environ.get(TOKEN) or os.environ.get("GH_TOKEN") or ""
    door = Door(contact=runner.repository and runner.address, secrets={TOKEN: token} if token else {})
    return GitHub(runner=runner, door=door, now=instant(options))


def repository() -> str:
    """Return the address of the repository whose Action this is; feed owners find a person behind it."""
    name = os.environ.get("GITHUB_REPOSITORY")
    return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{name}" if name else ""


def note(options: argparse.Namespace, line: str) -> None:
    """Say something, unless only a report or only failures are wanted."""
    if not (options.quiet or options.json):
        say.out(line)


def as_json(options: argparse.Namespace, value: Mapping[str, object]) -> None:
    """Report a value on standard output, where JSON is wanted."""
    if options.json:
        say.out(json.dumps(value, ensure_ascii=False, indent=2))
