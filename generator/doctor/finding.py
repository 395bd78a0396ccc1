"""What an examination says: one thing that is wrong, how grave it is, where it stands, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Gravity(StrEnum):
    """How much a finding matters to whoever reads the digest."""

    BROKEN = "broken"
    """Something does not work, or is lost, or can be read by people who should not."""
    SOON = "soon"
    """It works today; it will not for long, or a part of it is left out."""
    ADVICE = "advice"
    """It works, and there is a better way."""


ORDER = tuple(Gravity)
"""The gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    id: str
    """Its name for machines and for the page of troubles; it stays the same from version to version."""
    gravity: Gravity
    words: str
    """What is wrong, as a sentence."""
    mend: str
    """What to do: exact clicks, or a command."""
    where: str = ""
    """file or file:line; an address where it is a page of GitHub's."""


def broken(name: str, words: str, mend: str, where: str = "") -> Finding:
    """Return a finding about what does not work."""
    return Finding(id=name, gravity=Gravity.BROKEN, words=words, mend=mend, where=where)


def soon(name: str, words: str, mend: str, where: str = "") -> Finding:
    """Return a finding about what will not work for long."""
    return Finding(id=name, gravity=Gravity.SOON, words=words, mend=mend, where=where)


def advice(name: str, words: str, mend: str, where: str = "") -> Finding:
    """Return a finding about what could be better."""
    return Finding(id=name, gravity=Gravity.ADVICE, words=words, mend=mend, where=where)
