"""What templates see of the site, and of the pages beside the editions."""

from dataclasses import dataclass

from generator.publish.shapes.edition import HeadView, PickView
from generator.publish.shapes.link import Link
from generator.publish.shapes.meta import MetaView


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
    page: str | None
    """The place of all its matches; None where they stand here."""
    weeks: tuple[AlertWeekView, ...]
    """Those in which it found something, newest first, as far as there is room."""
    nothing: str
    """That it found nothing, in words; "" where it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuView:
    """Pages or files that belong together."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """One way to have the digest come to oneself."""

    title: str
    words: str
    """What comes, and how often."""
    links: tuple[Link, ...]
    """The forms it has, each with its place on the site."""
    addresses: tuple[str, ...]
    """The same as one pastes them into a program: absolute where the site has an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page may say about the site."""

    title: str
    description: str
    language: str
    home: Link
    menu: tuple[Link, ...]
    """For the head of a page: what a reader comes for, beside the front page."""
    foot: tuple[MenuView, ...]
    """For the foot of a page: every page, and what can be taken along."""
    feeds: tuple[Link, ...]
    """Atom and RSS; () while there is no edition."""
    style: str
    icon: str
    papers: tuple[str, str]
    """The colour of the ground in light and in dark, as hex: browsers may draw their own bars in it."""
    preview: str
    """What says that this is a preview, and of which day; "" on the site itself."""


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
    frames: str
    """The one other site of which it may show something in a frame; "" for none."""
    meta: MetaView


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source, as it was met the last time."""

    name: str
    address: str | None
    host: str
    """Where it is; "" where the name says so."""
    state: tuple[str, ...]
    """How it was met, since when, and what it gave, in words."""
    words: str
    """What more there is to say: the reason of a failure, what was left out."""
    heard: bool
    """Whether it answered, or was not asked: `words` then tell more, else why it could not be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningView:
    """Sources that belong together."""

    anchor: str
    title: str
    count: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The editions of one year, newest first."""

    year: int
    weeks: tuple[HeadView, ...]
