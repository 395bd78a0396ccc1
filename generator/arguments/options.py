"""What may follow a command: a table of flags, and what their values have to be like."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.model import Tie, Week

SHARES = 256
"""Most jobs of one matrix (docs.github.com, "Usage limits")."""
YEARS = range(1970, 9000)
"""Years in which a week before and a week after can be reckoned in every zone."""


def iso(value: str) -> datetime:
    """Read an instant; without a zone it is UTC."""
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        message = f"{value!r} is not an instant; write it like 2026-11-20T06:00:00Z"
        raise argparse.ArgumentTypeError(message) from None
    if instant.year not in YEARS:
        raise argparse.ArgumentTypeError(f"{value!r} is too far away from today")
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def week(name: str) -> Week:
    """Read the name of a week."""
    try:
        week = Week.named(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if week.year not in YEARS:
        raise argparse.ArgumentTypeError(f"{name} is too far away from today")
    return week


def site(value: str) -> str:
    """Read the address of a site; none is fine, for a site that is read from a disk."""
    from generator.config.checks import address_problem  # noqa: PLC0415  only where an address is given

    if value and (problem := address_problem(value)):
        raise argparse.ArgumentTypeError(problem.rstrip("."))
    return value


def share(value: str) -> tuple[int, int]:
    """Read which share of the sources: "3/8" is the third of eight."""
    number, slash, of = value.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= SHARES):
        message = f"{value!r} is no share; write the third of eight as 3/8, and {SHARES} are the most"
        raise argparse.ArgumentTypeError(message)
    return int(number), int(of)


def port(value: str) -> int:
    """Read the number of a port."""
    if not value.isdecimal() or int(value) > 65535:  # noqa: PLR2004  the largest port there is (RFC 6335)
        raise argparse.ArgumentTypeError(f"{value!r} is not a port; write a number from 0 to 65535")
    return int(value)


OPTIONS: Mapping[str, tuple[Sequence[str], Mapping[str, Any]]] = {
    "output": (["--output"], {"metavar": "DIR", "default": "output", "help": "folder of the site (default: output)"}),
    "preview_output": (
        ["--output"],
        {"metavar": "DIR", "help": "keep the printed site in this folder (default: it goes when the preview ends)"},
    ),
    "site_url": (
        ["--site-url"],
        {"metavar": "ADDRESS", "type": site, "help": "where the site will be, instead of site.address"},
    ),
    "styleguide": (
        ["--styleguide"],
        {"action": "store_true", "help": "print an invented site instead, in which everything occurs in every state"},
    ),
    "no_serve": (["--no-serve"], {"action": "store_true", "help": "only build"}),
    "port": (["--port"], {"type": port, "default": 8000, "help": "port of the local address (default: 8000)"}),
    "allow_private": (
        ["--allow-private"],
        {"action": "store_true", "help": "reach loopback and intranet addresses too"},
    ),
    "week": (
        ["--week"],
        {"metavar": "2026-W47", "type": week, "help": "this week instead of what is due"},
    ),
    "dry_run": (["--dry-run"], {"action": "store_true", "help": "say what would go out; write and send nothing"}),
    "whence": (
        ["--from"],
        {
            "metavar": "REPOSITORY",
            "dest": "whence",
            "default": "",
            "help": "address or folder of the template (default: the one this digest was made from)",
        },
    ),
    "to": (["--to"], {"metavar": "vX.Y.Z", "help": "this release instead of the newest"}),
    "commit": (
        ["--at"],
        {"metavar": "COMMIT", "dest": "commit", "default": "", "help": "refuse that release if it is another commit"},
    ),
    "look_only": (["--check"], {"action": "store_true", "help": "only say whether there is a newer one"}),
    "say_only": (["--dry-run"], {"action": "store_true", "help": "say what would change, change nothing"}),
    "force": (
        ["--force"],
        {"action": "store_true", "help": "replace files of Gleaner that you changed; your changes are kept as a patch"},
    ),
    "zip": (
        ["--output"],
        {"metavar": "FILE", "dest": "zip", "type": Path, "default": Path("gleaner.zip"), "help": "what to write"},
    ),
    "offline": (["--offline"], {"action": "store_true", "help": "only read the files; ask nobody"}),
    "sources": (["--sources"], {"action": "store_true", "help": "try every source as well, as `check` does"}),
    "addresses": (
        ["addresses"],
        {
            "metavar": "SOURCE",
            "nargs": "+",
            "help": "an address, '#tag@server', or what a line of config.yaml would say: 'reddit: r/teaching'",
        },
    ),
    "added": (
        ["added"],
        {
            "metavar": "SOURCE",
            "nargs": "+",
            "help": "an address, '#tag@server', '@name@server', 'reddit: r/teaching', or a list of feeds (OPML)",
        },
    ),
    "removed": (
        ["removed"],
        {"metavar": "SOURCE", "nargs": "+", "help": "its address, its name, or what its line says"},
    ),
    "list": (["list"], {"metavar": "FILE.opml", "type": Path, "help": "what the feed reader has exported"}),
    "name": (["--name"], {"metavar": "NAME", "help": "what readers see (default: what it calls itself)"}),
    "tie": (["--tie"], {"choices": [str(tie) for tie in Tie], "help": "how near it is to you (default: found out)"}),
    "topic": (
        ["--topic"],
        {"metavar": "WORDS", "action": "append", "default": [], "help": "what it is about; may be given several times"},
    ),
    "change_only": (["--dry-run"], {"action": "store_true", "help": "show what would change, write nothing"}),
    "text": (["--text"], {"action": "store_true", "help": "one source a line, as `add` takes them"}),
    "shard": (
        ["--shard"],
        {"metavar": "N/M", "type": share, "help": "visit only this share of the sources, as one of several machines"},
    ),
    "direction": (["direction"], {"choices": ["pull", "push"], "metavar": "pull|push", "help": "from it, or to it"}),
    "digest": (
        ["--digest"],
        {"metavar": "NAME", "default": "", "help": "of several digests in one repository, this one's"},
    ),
    "branch": (
        ["--branch"],
        {"metavar": "NAME", "default": "", "help": "the branch you work on (default: the one that is checked out)"},
    ),
    "shown": (
        ["--branch"],
        {"metavar": "NAME", "dest": "shown", "default": "pages", "help": "the branch to replace (default: pages)"},
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
