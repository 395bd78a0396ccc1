"""What templates see of the answers to an edition, and of the ways to give one."""

from dataclasses import dataclass

from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One public answer as the page shows it."""

    anchor: str
    """The id of its element: it stays while the answer stays."""
    voice: Link
    to: Link | None
    """Whom it answers, with the anchor of that answer; None where that stands right above it."""
    day: str
    instant: str
    """The same for machines, ISO 8601."""
    paragraphs: tuple[tuple[str, ...], ...]
    """The text, each paragraph by its lines; () for an answer without words."""
    warning: str
    """A content warning; the text then stays closed."""
    language: str | None
    direction: str
    address: str | None
    """Where it can be read and answered, checked."""
    host: str
    replies: tuple["AnswerView", ...]
    """All that was answered to it and below it; these have none of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersView:
    """The answers to an edition."""

    count: str
    """How many are shown, in words; "" for none."""
    seen: str
    """On which day they were as they stand here, in words; "" where none are shown."""
    answers: tuple[AnswerView, ...]
    more: str
    """How many more there are, in words; "" where all are shown."""
    ways: tuple[Link, ...]
    """Where one can answer in public; () where the owner has set up nothing."""
