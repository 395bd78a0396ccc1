"""A source as somebody types it on a command line in, a Source out: every short form of config.yaml, without YAML."""

import re
from types import MappingProxyType

from generator import text
from generator.config import checks
from generator.config.elsewhere import CLOSED, refusal
from generator.config.kinds import ROWS, TAGGED, Meant, bare
from generator.errors import InputError, Problem
from generator.forms import Mistake, did_you_mean
from generator.model import Source

KEYED = re.compile(r"(?s)(?P<key>[A-Za-z][\w.-]*):(?!//)\s*(?P<value>.*)")
EXAMPLE = re.compile(r'(?<!\S)- (?:(?P<key>\w+): )?"?(?P<value>[^\s";,]+)"?')
"""An entry as a hint shows it, written as it stands in config.yaml."""
FOLDERLESS = "Give its address: 'opml: https://site.example/feeds.opml'"


def source_of(value: str, command: str = "") -> Source:
    """Read `https://…`, `#tag@server`, `@name@server`, `r/teaching`, or `kind: what is meant`.

    Args:
        value: What was typed.
        command: What it was typed behind, for hints that can be typed as they are: `./gleaner add`.

    Raises:
        InputError: it means nothing, or more than one source.
    """
    meant = meant_by(value, command)
    options = MappingProxyType({"servers": meant.servers} if meant.servers else {})
    return Source(kind=meant.kind, address=meant.address, name=value, options=options)


def meant_by(value: str, command: str = "") -> Meant:
    """Read the same, with the name that readers would see; InputError as `source_of`."""
    try:
        meant = _meant(value.strip())
        if meant.kind == "mastodon" and not meant.address.startswith("@") and not meant.servers:
            raise Mistake(f"{meant.name} needs a server that is asked for it.", _with_server(meant))
    except Mistake as mistake:
        said = text.one_line(value, 80) or "What was typed"
        problem = Problem(file=said, words=mistake.words, hint=_to_type(mistake.hint, command))
        raise InputError(problem) from None
    return meant


def key_of(value: str) -> tuple[str, str]:
    """Take `kind: what is meant` apart as it is typed; ("", all of it) where no kind is before it."""
    found = _keyed(value.strip())
    return (found["key"].lower(), found["value"].strip().strip("\"'")) if found else ("", value.strip())


def _keyed(value: str) -> re.Match[str] | None:
    found = KEYED.fullmatch(value)
    if found is None or found["key"].lower() == "acct" or re.match(r"[\w.-]+:\d+(?:/|$)", value):  # a host with a port
        return None
    return found


def _to_type(hint: str, command: str) -> str:
    """Write entries of config.yaml in a hint as they are typed: `- x: "@name"` becomes `'x: @name'`."""

    def typed(found: re.Match[str]) -> str:
        key, value = found["key"] or "", found["value"]
        if key == "mastodon" and value.startswith("#") and "@" not in value:
            key, value = "", f"{value}@server.example"
        return f"{command} '{key}{': ' if key else ''}{value}'".lstrip()

    return EXAMPLE.sub(typed, hint)


def _with_server(meant: Meant) -> str:
    if meant.address.startswith("list:"):
        return f"Write 'mastodon: {meant.address}@your.server'."
    return f"Write '{meant.address}@server.example'. On Bluesky: 'bluesky: {meant.address}'."


def _meant(value: str) -> Meant:
    key, rest = key_of(value)
    if not key:
        return bare(value)
    if key in CLOSED:
        raise Mistake(*refusal(key))
    if key == "hashtag":
        return _hashtag(rest)
    if key not in ROWS:
        raise Mistake(f"There is no kind `{key}`.", did_you_mean(key, ROWS) or f"There is: {', '.join(ROWS)}.")
    if key == "opml" and "//" not in rest:
        raise Mistake("A list of feeds that lies beside config.yaml is read from there.", FOLDERLESS)
    return ROWS[key].read(rest)


def _hashtag(value: str) -> Meant:
    name, server = checks.split_tag(value)
    tag = f"#{name}"
    if server:
        return ROWS["mastodon"].read(f"{tag}@{server}")
    ways = ", ".join(f"'{network}: {tag}'" for network in TAGGED if network != "mastodon")
    raise Mistake("A hashtag is looked at on one network at a time.", f"Write '{tag}@server.example', or {ways}.")
