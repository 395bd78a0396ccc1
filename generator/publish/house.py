"""Config, editions, hand-written pages and the method in; the frame that every page of the site stands in out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from generator import text
from generator.model import Config, Edition, Method, Thread, Week
from generator.publish import along, links, menu, meta, offline, strings
from generator.publish.along import Places
from generator.publish.answering import Table
from generator.publish.dress.tokens import papers
from generator.publish.lexicon import NOTHING, Lexicon
from generator.publish.links import Links
from generator.publish.pages import Written
from generator.publish.shapes import HeadView, Link, PageView, SiteView
from generator.publish.standing import checksum
from generator.publish.strings import Say
from generator.publish.topics import Topic
from generator.publish.view import Desk, head, only, told
from generator.publish.voices import NOBODY, Register

STAND_INS = frozenset({"404.html", offline.PLACE})
"""Pages that are shown at the addresses of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page to print: where it goes, which template, and the names that template may use."""

    file: str
    template: str
    page: PageView
    """What its frame says of it, which is among the names, too."""
    filled: Callable[[], Mapping[str, Any]]
    """Makes the names, once: most commands print nothing, and a page that stands already needs none."""
    made_of: tuple[object, ...] = ()
    """Everything that its names are made from, each with a `repr` that tells it from any other; () where nobody says,
    and the page is made at every build."""

    @property
    def names(self) -> Mapping[str, Any]:
        """What its template may use."""
        return self.filled()


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What all pages are made from, and the frame they share."""

    config: Config
    weeks: tuple[Edition, ...]
    """Newest first."""
    written: tuple[Written, ...]
    method: Method
    site_url: str | None
    lexicon: Lexicon = NOTHING
    """What all editions and the owner's glossary say of words."""
    register: Register = NOBODY
    """Everybody who was picked."""
    topics: tuple[Topic, ...] = ()
    """Everything that picks are about."""
    charted: bool = False
    """Whether there is a page of its network and its meters."""
    threads: Mapping[str, Thread] = field(default_factory=lambda: MappingProxyType({}))
    """Week -> what was answered in public."""
    carried: Places = field(default_factory=lambda: MappingProxyType({}))
    """What can be taken along of its editions and months."""
    searchable: bool = True
    """Whether this machine can make an index of the site."""
    preview: datetime | None = None
    """When the newest edition comes out, where the site shows it before its time; None for the site itself."""
    texts: Mapping[Week, str] = field(default_factory=lambda: MappingProxyType({}))
    """Edition -> a checksum of all that it was read from; {} where nothing is kept for a later build."""
    _frames: dict[Links, SiteView] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The site as pages see it that have been asked for: all editions stand at one depth."""
    _heads: dict[Week, HeadView] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What lists say about editions, as far as one has asked: half a dozen do."""

    _narrow: dict[tuple[int, ...], tuple[tuple[Edition, ...], Desk]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Editions by where they lie in memory, which therefore are kept -> those, and what their views need."""
    _told: dict[tuple[Week, ...], tuple[object, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Weeks -> what tells all that a view of their editions is made from."""
    _desks: list[Desk] = field(default_factory=list, init=False, repr=False, compare=False)
    """What views need, as soon as one has asked: each edition asks three times."""

    @property
    def say(self) -> Say:
        """The words of the site's language."""
        return strings.catalogue(self.config.site.language)

    @property
    def desk(self) -> Desk:
        """What views need."""
        if not self._desks:
            self._desks.append(self._desk())
        return self._desks[0]

    def _desk(self) -> Desk:
        site = self.config.site
        searches = frozenset(alert.key for alert in self.config.alerts)
        return Desk(
            say=self.say,
            zone=site.zone,
            repository=text.address(site.repository or ""),
            alerts=searches,
            newest=self.weeks[0].published if self.weeks else None,
            lexicon=self.lexicon,
            charted=self.charted,
            blocks=self.config.theme.blocks,
            voices=self.register.places,
            carried=self.carried,
            table=Table(wishes=self.config.answers, threads=self.threads, title=site.title, zone=site.zone),
        )

    def head(self, edition: Edition) -> HeadView:
        """What a list says about an edition."""
        if edition.week not in self._heads:
            self._heads[edition.week] = head(edition, self.desk)
        return self._heads[edition.week]

    def desk_of(self, *editions: Edition) -> Desk:
        """What the views of these editions need, and nothing else."""
        key = tuple(map(id, editions))
        if key not in self._narrow:
            self._narrow[key] = (editions, only(editions, self.desk))
        return self._narrow[key][1]

    def made_of(self, *editions: Edition) -> tuple[object, ...]:
        """Return what tells all that a view of these editions is made from, as Sheet.made_of has it."""
        weeks = tuple(edition.week for edition in editions)
        if weeks not in self._told:
            self._told[weeks] = self.made_with(self.desk_of(*editions), *editions)
        return self._told[weeks]

    def made_with(self, desk: Desk, *editions: Edition) -> tuple[object, ...]:
        """Return the same of a view that is given a desk of its own."""
        if any(edition.week not in self.texts for edition in editions):
            return ()
        texts = [self.texts[edition.week] for edition in editions]
        return (checksum(repr((texts, told(desk), self.site_url))),)

    @property
    def feeds(self) -> tuple[Link, ...]:
        """The feeds by their place on the site; none before the first edition."""
        named = ((along.ATOM, "feeds.atom"), (along.RSS, "feeds.rss"))
        return tuple(Link(name=self.say(key), address=place) for place, key in named) if self.weeks else ()

    def sheet(
        self,
        place: str,
        template: str,
        title: str,
        description: str,
        names: Callable[[Links], Mapping[str, Any]],
        *,
        frames: str = "",
        edition: Edition | None = None,
        made_of: tuple[object, ...] = (),
    ) -> Sheet:
        """Put a page into the frame of all pages.

        Args:
            place: where it is, `archive/`.
            template: what sets it.
            title: for the window; "" on the front page.
            description: one line for those who have not opened it.
            names: what its template may use beside `site`, `page`, `say` and `to`.
            frames: the one other site of which it may show something, `https://giscus.app`.
            edition: the one whose page it is.
            made_of: everything that `names` makes its names from, as Sheet.made_of has it; () for a page that is
                always made.
        """
        to = links.from_anywhere(self.site_url) if place in STAND_INS else links.from_page(place, self.site_url)
        page = self._page(place, title, description, frames, edition)
        site = self.site(to)
        return Sheet(
            file=place + ("index.html" if place.endswith("/") or not place else ""),
            template=template,
            page=page,
            filled=cache(lambda: {"site": site, "page": page, "say": self.say, "to": to, **names(to)}),
            made_of=made_of and (*made_of, site, page, to),
        )

    def _page(self, place: str, title: str, description: str, frames: str, edition: Edition | None) -> PageView:
        return PageView(
            place=place,
            title=title,
            description=description,
            canonical=links.absolute(self.site_url)(place),
            frames=frames,
            meta=meta.meta(self, place, edition),
        )

    def site(self, to: Links) -> SiteView:
        """Return the site as a page with these links sees it."""
        if to not in self._frames:
            self._frames[to] = self._site(to)
        return self._frames[to]

    def _site(self, to: Links) -> SiteView:
        site = self.config.site
        return SiteView(
            title=site.title,
            description=site.description,
            language=site.language,
            home=Link(name=self.say("home"), address=to("")),
            menu=menu.head(self, to),
            foot=menu.foot(self, to),
            feeds=tuple(Link(name=feed.name, address=to(feed.address or "")) for feed in self.feeds),
            style=to("theme/gleaner.css"),
            icon=to("theme/gleaner.svg"),
            papers=papers(self.config.theme),
            preview=self._preview(),
        )

    def _preview(self) -> str:
        if self.preview is None:
            return ""
        day = self.preview.astimezone(ZoneInfo(self.config.site.zone))
        return self.say("preview", weekday=self.say.weekday(day.isoweekday()), day=self.say.day(day))
