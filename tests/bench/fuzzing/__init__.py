"""What is fuzzed: name -> target, a module a room; everything that reads what a stranger or an owner wrote.

A target is a function of bytes that fails where a promise is broken. It needs no fuzzer: what was found is run again
with `python -m tests.bench.fuzz --replay FILE TARGET` in the environment that everybody has.
"""

from importlib import import_module

from tests.bench.fuzzing.target import Target

ROOMS = ("readers", "gate", "street", "owner", "keeping", "printing")


def room_of(name: str) -> str:
    """Return the room of a target; StopIteration where there is none of that name."""
    return next(room for room in ROOMS if name in import_module(f"{__name__}.{room}").TARGETS)


def targets(*rooms: str) -> dict[str, Target]:
    """Import some rooms, or all; only then is the house imported, so whoever watches it can look on."""
    found = (import_module(f"{__name__}.{room}") for room in rooms or ROOMS)
    return {name: target for room in found for name, target in room.TARGETS.items()}
