"""A pick and its edition in, one line of a list out: what was shared, by whom, in which week, and the way to both."""

from generator import text
from generator.model import Edition, Pick, Week
from generator.publish import links, view
from generator.publish.headings import heading, own_words
from generator.publish.links import Links
from generator.publish.shapes import Link, SharedView
from generator.publish.strings import Say, direction

TITLE = 140
"""Characters of a title in a list: two lines; the whole stands in the edition."""


def shared(edition: Edition, pick: Pick, say: Say, to: Links) -> SharedView:
    """Turn a pick into a line; a text under a content warning lends it no word (see `headings.parted`)."""
    return SharedView(
        title=text.clip(heading(pick, say), TITLE),
        language=say.foreign(pick.language) if own_words(pick) else "",
        direction=direction(pick.language),
        here=to(f"{links.edition(edition.week)}#{links.anchor('pick', pick.id)}"),
        address=text.address(pick.url),
        host=view.shown_host(pick.url),
        week=week(edition.week, say),
        name=str(edition.week),
        warning=pick.warning,
        voice=Link(name=pick.name or say("nobody"), address=text.address(pick.address or "")),
    )


def week(named: Week, say: Say) -> str:
    """Name a week of any year."""
    return say("week_year", number=named.number, year=str(named.year))
