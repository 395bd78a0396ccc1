"""What people answered in public under an edition."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One public answer. All text is plain text."""

    id: str
    """Its permanent id on its network."""
    voice: str
    """Voice.key of who answers."""
    name: str
    address: str | None = None
    """Where a reader finds who answers."""
    url: str
    """Where it can be read and answered."""
    text: str
    published: datetime
    warning: str = ""
    language: str | None = None
    to: str = ""
    """Answer.id of the answer it answers; "" for the edition itself, and where that answer is not kept."""
    hidden: bool = False
    """Set by the owner: it is not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The public answers to one edition, as they were when last looked at."""

    address: str
    """Of the post that announces the edition."""
    seen: datetime | None = None
    """When the answers were as they stand here."""
    answers: tuple[Answer, ...] = ()
    """In the order of the conversation."""
    more: int = 0
    """Public answers that could be shown and are not kept: those beyond the most."""
