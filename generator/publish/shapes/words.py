"""What templates see of words: those of a week, and all of them."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.publish.shapes.edition import HeadView, WordView
from generator.publish.shapes.link import Link
from generator.publish.shapes.reviews import WeeksView


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsWeekView:
    """The words of one week."""

    head: HeadView
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One word of the glossary."""

    anchor: str
    letter: str
    """Under which it stands; "" for scripts without capitals, and for signs."""
    term: str
    language: str | None
    direction: str
    also: tuple[str, ...]
    """Other ways of writing it."""
    means: Markup
    """The owner's explanation, typeset; "" where there is none."""
    see: str | None
    """Where to read more, checked."""
    first: Link | None
    """The week in which it first rose; None for one that never did."""
    later: WeeksView
    """The other weeks in which it rose: each of them, or how many and the last."""
    who: tuple[Link, ...]
    """Who said it first, each with the place where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """Words that begin alike."""

    letter: str
    """"" where there are few words, or none with a letter."""
    entries: tuple[EntryView, ...]
