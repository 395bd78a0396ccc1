"""config.yaml in, a Config out, or every mistake in it at once.

What may be written is in shape.py, what a value has to be like in checks.py, what each key means in keys.py. Those
load pydantic, and only when a file is read.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from generator import forms
from generator.config.keys import KEYS, reference
from generator.errors import InputError, Problem
from generator.model import Config, Source

__all__ = ["KEYS", "load", "notices", "reference"]

SAMPLE = "Copy the config.yaml that comes with Gleaner into this folder, or name yours with --config FILE."
TERMS = frozenset({"mastodon.social", "mastodon.online"})
"""Servers whose terms forbid programs to collect from them (since 1 July 2025)."""
SHY: Mapping[str, str] = {"reddit.com": "Reddit", "substack.com": "Substack", "medium.com": "Medium"}
"""Sites that often turn away what comes from the machines that GitHub runs workflows on (403)."""


def load(path: Path, *, presets: Collection[str], signals: Collection[str], kinds: Collection[str]) -> Config:
    """Read the owner's file.

    Args:
        path: The file; lists of feeds it names lie beside it.
        presets: Names that `digest.preset` may have.
        signals: Names that `digest.weights` may have.
        kinds: Kinds of source that can be read.

    Raises:
        InputError: all that is wrong with it, in the order of the file.
    """
    if not path.exists():
        raise InputError(_missing(path))
    from generator.config import reading  # noqa: PLC0415  it loads pydantic

    return reading.read(forms.load(path), path, presets=presets, signals=signals, kinds=kinds)


def notices(config: Config, file: str = "config.yaml") -> tuple[Problem, ...]:
    """Return what an owner should know and may leave as it is, in the order of the file."""
    found = (_notice(source, file) for source in config.sources)
    return tuple(notice for each in found for notice in each)


def _missing(path: Path) -> Problem:
    twin = path.with_suffix(".yml" if path.suffix == ".yaml" else ".yaml")
    hint = f"Did you mean {twin.name}? It is there." if twin.exists() else SAMPLE
    return Problem(file=str(path), words="There is no such file.", hint=hint)


def _notice(source: Source, file: str) -> Iterator[Problem]:
    for server in source.options.get("servers", ()):
        if server in TERMS:
            yield Problem(
                file=file,
                line=source.line,
                words=f"The terms of {server} forbid programs to collect from it.",
                hint="Ask your own server, or one whose rules allow it; it knows most of the same posts.",
            )
    for host, name in SHY.items():
        if source.kind == "feed" and f"{host}/" in f"{source.address}/":
            yield Problem(
                file=file,
                line=source.line,
                words=f"{name} often turns away GitHub's machines; this source may fail there and work at home.",
            )
