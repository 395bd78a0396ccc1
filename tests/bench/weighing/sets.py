"""A folder of labelled sets in, weeks that the desk can decide about out, each with its truth.

relevance/NAME and clusters/NAME hold candidates.jsonl, profile.json and truth.json; sim/NAME and real/NAME hold weeks.
"""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator import pick
from generator.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """Candidates, who reads, and what only the measure knows."""

    name: str
    items: tuple[Item, ...]
    minutes: Mapping[str, float]
    profile: pick.Profile
    truth: Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Weeks of the same people."""

    name: str
    weeks: tuple[Set, ...]
    truth: Mapping[str, Mapping]


def single(folder: Path, part: str) -> Iterator[Set]:
    """Yield the sets of a part that stand alone."""
    for place in sorted((folder / part).glob("*/profile.json")):
        own = place.with_name("candidates.jsonl")
        candidates = own if own.exists() else place.parent.parent / "_abstracts.jsonl"
        items, minutes = _candidates(candidates)
        yield Set(
            name=place.parent.name,
            items=items,
            minutes=minutes,
            profile=pick._profile(place),
            truth=json.loads(place.with_name("truth.json").read_text("utf-8")),
        )


def worlds(folder: Path, part: str, names: Container[str] = (), first: int | None = None) -> Iterator[World]:
    """Yield the worlds of a part, all where none is named, with all their weeks or only the first ones."""
    for place in sorted((folder / part).glob("*/truth.json")):
        if names and place.parent.name not in names:
            continue
        truth = json.loads(place.read_text("utf-8"))
        weeks = tuple(_week(path, truth) for path in sorted(place.parent.glob("week*.jsonl"))[:first])
        seen = {name: told for week in weeks for name, told in week.truth.items()}
        yield World(name=place.parent.name, weeks=weeks, truth=seen)


def _week(path: Path, truth: Mapping) -> Set:
    items, minutes = _candidates(path)
    profile = pick._profile(path.with_suffix(".profile.json"))
    return Set(
        name=path.stem, items=items, minutes=minutes, profile=profile, truth={item.id: truth[item.id] for item in items}
    )


@cache
def _candidates(path: Path) -> tuple[tuple[Item, ...], Mapping[str, float]]:
    found = pick._candidates(path)
    minutes = {candidate.id: candidate.minutes or pick.DEFAULT_MINUTES for candidate in found}
    return tuple(pick._item(candidate) for candidate in found), minutes
