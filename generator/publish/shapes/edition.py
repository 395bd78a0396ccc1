"""What templates see of an edition: its picks, its questions, its words."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.publish.shapes.answers import AnswersView
from generator.publish.shapes.link import Link
from generator.publish.shapes.mirror import KindnessView
from generator.publish.shapes.network import NetworkView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """One row under "Why it is here"."""

    key: str
    """The signal as the desk calls it, for programs."""
    signal: str
    """The same as a reader understands it."""
    words: str
    share: str
    """What it did to the score, in words; "" where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptView:
    """One question around the table."""

    anchor: str
    """The id of its element: it stays while the question stays."""
    lens: str
    """Its key: the name of the drawn mark."""
    name: str
    """Its name for a reader."""
    text: str
    language: str
    """Of `text` where that is not the page's, else ""."""
    about: tuple[Link, ...]
    """Picks on this page, each with its anchor as address; not the one under which it stands."""
    see: tuple[Link, ...]
    """What else it speaks of, each with the place where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickView:
    """One pick as the page shows it."""

    anchor: str
    """The id of its element: it stays while the pick stays."""
    title: str
    """Its title, or the first words of a post without one."""
    own_title: bool
    """False where `title` was made from the first words."""
    heading: str
    """The language of `title` where that is known and not the page's, else ""."""
    address: str | None
    """The original, checked; None where the address cannot be used."""
    host: str
    """Where that is; with signs beyond ASCII in punycode, for some letters only look like others."""
    voice: Link
    source: str
    """Where it was found; "" where that says no more than the voice's name."""
    day: str
    """With its weekday within the week of the edition, else with its year; "" when unknown."""
    instant: str
    """The same for machines, ISO 8601."""
    minutes: int
    excerpt: str
    """The text, or what follows a title made from it; "" where there is none."""
    language: str | None
    direction: str
    warning: str
    """A content warning; the excerpt then stays closed."""
    alts: tuple[str, ...]
    about: str | None
    """The address a post is about, checked."""
    new_voice: bool
    why: str
    facts: str
    """What anybody can check about the voice, in words; "" where nothing is known."""
    told: str
    """The language of `why`, `facts` and `reasons` where that is not the page's, else "": the desk writes English."""
    shelf: str
    """The place on this site where all that the voice shared stands; "" where there is none."""
    reasons: tuple[ReasonView, ...]
    also: tuple[Link, ...]
    prompts: tuple[PromptView, ...]
    """The questions that stand under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """Picks that are here for one reason."""

    anchor: str
    title: str
    words: str
    """What the section holds, in a sentence; "" for a section the owner made up."""
    count: str
    minutes: str
    picks: tuple[PickView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """One word of the week."""

    term: str
    place: str
    """Where it stands among all words, on this site."""
    language: str | None
    direction: str
    facts: str
    """How many voices use it, and how many did before, in words."""
    since: str
    """Since when it has been heard of here, in words; "" where this is the first time."""
    who: tuple[Link, ...]
    """Who said it first, each with the place where."""
    others: str
    """How many more there are, in words; "" where all are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """What lists, feeds and the top of a page say about an edition."""

    name: str
    """2026-W47."""
    place: str
    """Its permanent place on the site, `editions/2026-W47/`."""
    week: str
    """Week 47."""
    period: str
    """14–20 November 2026."""
    headline: str
    """A title the owner gave it; "" where the title only says the week."""
    title: str
    """The headline, or the week in words: for lists, feeds and the window."""
    instant: str
    """When it was published, ISO 8601."""
    facts: tuple[str, ...]
    """Picks, minutes and voices, in words; () where there is nothing to read."""
    lead: str
    """The title of its first pick, "" without one."""
    lead_language: str
    """The language of that title where it is known and not the page's, else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One edition as a page shows it."""

    head: HeadView
    language: str
    note: Markup
    sections: tuple[SectionView, ...]
    prompts: tuple[PromptView, ...]
    questions: str
    """How many questions there are, around the table and under picks, in words."""
    answers: AnswersView
    """What was answered in public, and how one can answer."""
    words: tuple[WordView, ...]
    """What more voices speak of than before; () where nothing rose."""
    network: NetworkView | None
    """Who met whom; None where nobody is on the map."""
    alerts: tuple[Link, ...]
    """How much each saved search found, in words; the addresses are places on the site."""
    kindnesses: tuple[KindnessView, ...]
    """What readers could do for somebody; () where there is nothing."""
    mirror: tuple[str, ...]
    """What the week says about the digest itself, a few figures in words; () where there was too little to measure."""
    charted: bool
    """Whether the site shows these figures over the weeks."""
    chosen: tuple[str, ...]
    """Sentences on how it was chosen, with the week's numbers."""
    empty: tuple[str, ...]
    """Why there is nothing to read; () where there is something."""
    record: str | None
    """Where the file of this edition can be read and edited."""
    along: tuple[Link, ...]
    """What can be taken along of it: a book, a letter; () where there is nothing."""
    blocks: tuple[str, ...]
    """The parts the owner wants shown, in their order; a part without anything to show may be among them."""
