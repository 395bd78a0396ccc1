"""What a community says more often than before, and who says it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody who speaks of something: of the same story, or in the same words."""

    name: str
    url: str
    """Where that voice speaks of it."""
    voice: str
    """Voice.key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or a phrase that more voices use this week than in the weeks before."""

    term: str
    """As most of them write it."""
    voices: int
    """How many use it this week."""
    weeks: int
    """With how many earlier weeks it was compared."""
    most: int = 0
    """No more voices than this used it in any of them."""
    heard: int = 0
    """In how many of them somebody may have used it."""
    z: float = 0.0
    """How far beyond chance the rise is, in standard deviations."""
    who: tuple[Mention, ...] = ()
    """The first who said it, each with the place where."""
    language: str | None = None
    """The language in which most of them write, BCP 47."""
    hidden: bool = False
    """Set by the owner: it is not printed."""
