"""Entries of `withdrawn:` and all that is kept in; what each takes out, and what is left to its owner, in words out."""

from collections.abc import Iterator, Sequence

from generator import collect as street
from generator import publish as press
from generator import text, withdrawal
from generator.correcting.daily import besides
from generator.correcting.people import Kept, Shelves, kept
from generator.errors import Problem
from generator.model import Config

NOBODY = "If it took effect earlier, that is right. Else compare it with the address on their profile or in their feed."
YOURS = "It is your own text and stays as you wrote it."


def notices(config: Config, shelves: Shelves, file: str) -> tuple[Problem, ...]:
    """Say of each entry of `withdrawn` what it takes out of what is kept here now, and what its owner has to see to.

    Args:
        config: as it was read.
        shelves: where the editions and the log are.
        file: what to call config.yaml.
    """
    if not config.withdrawn:
        return ()
    found = kept(shelves)
    lines = tuple(press.proof.lines(shelves.editions.parent))
    told: list[Problem] = []
    for entry in config.withdrawn:
        remembered = street.barred.read(shelves.state, [entry])
        known = found.widened([entry, *remembered])
        told += _of_config(entry, known, found, config, file)
        if further := besides(config, entry, found, remembered):
            told.append(Problem(file=file, words=str(further)))
        told += _written(entry, known, found, lines)
    return tuple(told)


def _of_config(entry: str, known: Sequence[str], found: Kept, config: Config, file: str) -> Iterator[Problem]:
    """Say of an entry which sources belong to it, and how much it takes out."""
    for source in config.sources:
        if withdrawal.withheld(known, source.key):
            words = f"This source belongs to {entry}, who is withdrawn; it is not asked."
            yield Problem(file=file, line=source.line, words=words, hint="Its entry can go.")
    places = _places(known, found)
    yield Problem(file=file, words=f"`withdrawn`, {entry}: {_effect(places)}", hint="" if places else NOBODY)


def _written(entry: str, known: Sequence[str], found: Kept, lines: Sequence[press.proof.Line]) -> Iterator[Problem]:
    """Say which lines of the owner's speak of somebody, as far as words can tell."""
    names = {name for each in found.editions for name in withdrawal.names_in(each, known)}
    silence = withdrawal.Silence(withdrawn=tuple(known), names=tuple(sorted(names | withdrawal.read(known).names)))
    for line in lines:
        if silence.names_them(line.words, spoken_of=True):
            words = f"This seems to name or to lead to {entry}."
            yield Problem(file=line.file, line=line.number, words=words, hint=YOURS)


def _effect(places: int) -> str:
    if not places:
        return "nothing that is kept here is by them or names them."
    counted = text.count(places, "place")
    return f"{counted}. The next build has none of them, and the next daily run takes them out of the files."


def _places(known: Sequence[str], found: Kept) -> int:
    left = withdrawal.without_each(found.editions, known)
    changed = sum(withdrawal.places(before, after) for before, after in zip(found.editions, left, strict=True))
    answers = sum(len(thread.answers) - len(press.threads.without(thread, known).answers) for thread in found.threads)
    return changed + answers + len(set(found.items) - set(withdrawal.items_without(found.items, known)))
