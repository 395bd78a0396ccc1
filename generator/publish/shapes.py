"""What templates see: nothing comes in, the shapes that view.py and plan.py fill go out.

Everything is plain text, escaped where it is printed, but `EditionView.note`, which typeset has made safe. The fields
are the theme's contract; themes/gleaner/README.md lists them, and a test compares the two.
"""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something with a name, and its address where it has one."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """One row under "Why it is here"."""

    signal: str
    words: str
    share: str
    """What it did to the score, in words; "" where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickView:
    """One pick as the page shows it."""

    anchor: str
    """The id of its element: it stays while the pick stays."""
    title: str
    """Its title, or the first words of a post without one."""
    own_title: bool
    """False where `title` was made from the first words."""
    address: str | None
    """The original, checked; None where the address cannot be used."""
    host: str
    """Where that is; with signs beyond ASCII in punycode, for some letters only look like others."""
    voice: Link
    source: str
    """Where it was found; "" where that says no more than the voice's name."""
    day: str
    """A weekday within the week of the edition, else a date; "" when unknown."""
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
    reasons: tuple[ReasonView, ...]
    also: tuple[Link, ...]


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
class PromptView:
    """One question around the table."""

    lens: str
    """Its key: the name of the drawn mark."""
    name: str
    """Its name for a reader."""
    text: str
    about: tuple[Link, ...]
    """Picks on this page, each with its anchor as address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """One word of the week."""

    term: str
    language: str | None
    direction: str
    facts: str
    """How many voices use it, and how many did before, in words."""
    who: tuple[Link, ...]
    """Who said it first, each with the place where."""
    others: str
    """How many more there are, in words; "" where all are named."""
    also: tuple[Link, ...]
    """The other weeks in which it rose; on the page of all words only."""


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
    """13–20 November 2026."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One edition as a page shows it."""

    head: HeadView
    language: str
    note: Markup
    sections: tuple[SectionView, ...]
    prompts: tuple[PromptView, ...]
    questions: str
    """How many questions there are, in words."""
    words: tuple[WordView, ...]
    """What more voices speak of than before; () where nothing rose."""
    alerts: tuple[Link, ...]
    """How much each saved search found, in words; the addresses are places on the site."""
    chosen: tuple[str, ...]
    """Sentences on how it was chosen, with the week's numbers."""
    empty: tuple[str, ...]
    """Why there is nothing to read; () where there is something."""
    record: str | None
    """Where the file of this edition can be read and edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsWeekView:
    """The words of one week."""

    head: HeadView
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertWeekView:
    """What a saved search found in one week."""

    head: HeadView
    matches: tuple[PickView, ...]
    more: str
    """How many more there were, in words; "" where all are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """A saved search and what it found lately."""

    anchor: str
    name: str
    query: str
    state: str
    """Until when it looks, or that it has ended, in words; "" for one without an end."""
    count: str
    """How much it found, in words; "" for nothing."""
    feed: str | None
    """The place of its feed; None before the first edition."""
    weeks: tuple[AlertWeekView, ...]
    """Those in which it found something, newest first."""
    nothing: str
    """That it found nothing, in words; "" where it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page may say about the site."""

    title: str
    description: str
    language: str
    repository: str | None
    home: Link
    menu: tuple[Link, ...]
    """The pages Gleaner makes, for the head of a page."""
    written: tuple[Link, ...]
    """The hand-written pages, for the foot of a page."""
    feeds: tuple[Link, ...]
    """Atom and RSS; () while there is no edition."""
    style: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What a page says about itself."""

    place: str
    """"" for the front page, `archive/`, `404.html`."""
    title: str
    """For the window; "" on the front page, where the site's own title stands."""
    description: str
    canonical: str
    """Its address, "" while the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One line of the page about sources."""

    name: str
    address: str | None
    state: str
    """How it was met, in words."""
    words: str
    """What more there is to say: the reason of a failure."""
    since: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The editions of one year, newest first."""

    year: int
    weeks: tuple[HeadView, ...]
