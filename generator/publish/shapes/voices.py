"""What templates see of the voices that were picked."""

from dataclasses import dataclass

from generator.publish.shapes.link import Link
from generator.publish.shapes.topics import SharedView


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedView:
    """A name in the index."""

    anchor: str
    """The id of its element, where it stands for good; "" where that is on another page."""
    link: Link
    apart: str
    """Where it is at home, for one of two who are called alike; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfView:
    """Names that begin alike."""

    anchor: str
    link: Link
    """Its letter, or the first and the last letter of its script, with its page."""
    names: tuple[IndexedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesView:
    """The index of all voices."""

    shelves: tuple[ShelfView, ...]
    speakers: tuple["SpeakerView", ...]
    """Everybody, as long as one page can carry them; else ()."""
    newest: tuple[IndexedView, ...]
    """Who is in the newest edition, where the index is too long to name everybody; else ()."""
    early: tuple[IndexedView, ...]
    """Who was here first, where that is so: the anchors they had on the page of everybody stay."""
    week: Link | None
    """The newest edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A voice and what it shared here."""

    anchor: str
    """The id of its element: it stays while the voice stays."""
    voice: Link
    where: str
    """The host of its address; "" where it has none that can be used."""
    since: str
    """The first edition it was in, in words."""
    facts: str
    """What anybody can check about it; "" where nothing is known."""
    told: str
    """The language of these, where it is another than the page's; else ""."""
    known: str
    """On which day that was so, in words: a fact of last year may be none today."""
    shared: tuple[SharedView, ...]
    """Newest week first."""
    older: str
    """Where what is not shown can be found, in a sentence; "" where all is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPageView:
    """The voices of one letter or script, or a part of them."""

    letters: tuple[Link, ...]
    """Every letter there is; this one without an address."""
    names: tuple[IndexedView, ...]
    """Everybody of it, where that is too much for one page; else ()."""
    speakers: tuple[SpeakerView, ...]
    beside: tuple[Link, ...]
    """The part before, and the one after."""
