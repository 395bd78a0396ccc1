"""An edition in, what is to be told of it elsewhere out: what it is called, how long it takes, what it leads to, where.

Plain text in the language of the site. Who tells it decides how much of it fits, and what of it has to be defused.
"""

from dataclasses import dataclass
from datetime import datetime

from generator import text
from generator.model import Config, Edition
from generator.publish import links, words
from generator.publish.along import LETTER
from generator.publish.bidi import apart
from generator.publish.headings import heading
from generator.publish.strings import Say, catalogue
from generator.publish.view import Desk, head, shown

PICTURE = "card.png"
"""Beside the page of its edition, as picture/room.py puts it there."""
TITLE = 140
"""Characters of the title of one pick: two lines of a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One pick, as it is named elsewhere."""

    title: str
    name: str
    """Whose it is, as readers know them; never an account, for nobody is called who did not wish it."""
    address: str
    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What there is to tell of an edition."""

    week: str
    """2026-W47."""
    id: str
    published: datetime
    title: str
    """The digest and its week."""
    facts: str
    """How much there is to read, and how many speak."""
    picks: tuple[Told, ...]
    """In the order of its page."""
    address: str
    """Its page, absolute, with a final slash."""
    site: str
    """What the digest is called."""
    say: Say

    @property
    def letter(self) -> str:
        """The address of its letter."""
        return self.address + LETTER

    @property
    def picture(self) -> str:
        """The address of its picture."""
        return self.address + PICTURE

    @property
    def language(self) -> str:
        """BCP 47."""
        return self.say.language

    def rest(self, number: int) -> str:
        """Say how many picks are not named."""
        return self.say("letter.rest", n=number) if number else ""


def notice(config: Config, edition: Edition, site_url: str) -> Notice:
    """Return what there is to tell of an edition.

    Args:
        config: the owner's settings.
        edition: as it is shown: nobody in it is withdrawn.
        site_url: where the site is, https://...
    """
    say = catalogue(config.site.language)
    top, picks = head(edition, Desk(say=say, zone=config.site.zone)), shown(edition)
    home = links.home(site_url)
    return Notice(
        week=str(edition.week),
        id=edition.id,
        published=edition.published,
        title=text.one_line(say("letter.subject", site=config.site.title, edition=top.title)),
        facts=say.row(words.facts(picks, say)) or say("empty"),
        picks=tuple(
            Told(
                title=apart(text.clip(heading(pick, say), TITLE), say.direction),
                name=pick.name or say("nobody"),
                address=text.address(pick.url) or "",
                minutes=say("min", n=max(1, round(pick.minutes))),
            )
            for pick in picks
        ),
        address=links.absolute(home)(links.edition(edition.week)),
        site=text.one_line(config.site.title),
        say=say,
    )
