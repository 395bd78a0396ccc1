"""A page of the house in, what its head says to programs out: those that list pages, and those that show links.

Open Graph (https://ogp.me) is what all of them read. There is no JSON-LD: it would stand in a `<script>`, and a policy
that lets no script into a page has no exception for those that are data. What it could say of an edition, its title,
day, language and picture, stands here already, and as `<time>` and `<article>` in the page.
"""

from typing import TYPE_CHECKING

from generator.model import Edition
from generator.publish import links, notes, offline, picture, searching
from generator.publish.answering import profile
from generator.publish.shapes import MetaView, PictureView
from generator.publish.strings import Say

if TYPE_CHECKING:
    from generator.publish.house import House

UNLISTED = frozenset({"404.html", notes.PLACE, offline.PLACE, searching.PLACE})
"""Pages with nothing on them to be found: what stands there comes from the reader. They are in no sitemap and
offer no picture to share; `noindex` would say a little more, and have audits report that the site hides something."""


def meta(house: "House", place: str, edition: Edition | None) -> MetaView:
    """Return what the head of a page says.

    Args:
        house: the site.
        place: where the page is.
        edition: of which the page is; None for all other pages.
    """
    account = house.config.answers.mastodon or ""
    return MetaView(
        kind="article" if edition else "website",
        locale=territorial(house.say),
        published=edition.published.isoformat() if edition else "",
        picture=_picture(house, edition),
        listed=place not in UNLISTED,
        creator=account,
        profile=profile(account) if account else None,
    )


def territorial(say: Say) -> str:
    """Return language and land as Open Graph writes them; where the site names no land, the one CLDR thinks likely."""
    from babel.core import get_global  # noqa: PLC0415  as in strings.py: not for commands that print nothing

    spoken = say.locale
    likely = get_global("likely_subtags").get(spoken.language, "")
    land = spoken.territory or likely.rpartition("_")[2]
    return f"{spoken.language}_{land}" if land else spoken.language


def _picture(house: "House", edition: Edition | None) -> PictureView | None:
    if not house.site_url:
        return None
    place, title = picture.place(edition, house), house.config.site.title
    words = house.say("picture.site", site=title)
    if edition and place != picture.FILE:
        shown = house.head(edition)
        words = house.say("picture.edition", site=title, title=shown.headline or shown.week, period=shown.period)
    return PictureView(
        address=links.absolute(house.site_url)(place), width=picture.WIDTH, height=picture.HEIGHT, words=words
    )
