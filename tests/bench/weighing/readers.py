"""A folder of worlds in, how far the editions of two readers are apart out: fragmentation (Vrijenhoek et al. 2022).

The second reader shares all interests but one. 0: they read the same, from the top; 1: they have nothing in common.
"""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from tests.bench.weighing.deciding import FULL, read, week
from tests.bench.weighing.measures import mean, unlike
from tests.bench.weighing.sets import Set, worlds

WEEKS = 3
"""Weeks of each world that are compared."""


def report(folder: Path, names: AbstractSet[str]) -> str:
    """Return a line with the fragmentation of each world."""
    found = {one.name: mean(map(fragmentation, one.weeks[:WEEKS])) for one in worlds(folder, "sim", names)}
    return ", ".join(f"{name} {value:.2f}" for name, value in found.items())


def fragmentation(one: Set) -> float:
    """Return how little two readers' editions of a week share."""
    interests = one.profile.interests
    pair = (replace(one, profile=replace(one.profile, interests=some)) for some in (interests[1:], interests[:-1]))
    return unlike(*([story for _, story, _ in read(week(reader, FULL), reader)] for reader in pair))
