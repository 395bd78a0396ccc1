"""What templates see of the site, and of the pages beside the editions."""

from dataclasses import dataclass

from generator.publish.shapes.edition import HeadView, PickView
from generator.publish.shapes.link import Link


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
class MenuView:
    """Pages or files that belong together."""

    title: str
    links: tuple[Link, ...]


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
