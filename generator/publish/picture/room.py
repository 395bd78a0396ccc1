"""A plan in, the social pictures of the site out: one of its own, and one for each of the newest editions."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from generator.model import Edition
from generator.publish import links
from generator.publish.offprints import Bench, Offprint
from generator.publish.picture import poster
from generator.publish.picture.letters import letters
from generator.publish.picture.palette import small
from generator.publish.picture.tones import tones
from generator.publish.shapes import CardView
from generator.publish.view import Desk, view

if TYPE_CHECKING:
    from generator.publish.house import House
    from generator.publish.plan import Plan

FILE = "card.png"
TEMPLATE = "card.svg"
NEWEST = 26
"""Editions that have a picture of their own: half a year. A link is shared while its edition is new, and who showed it
keeps the picture; ten years of them, at a tenth of a second each, would make every build a minute longer."""


def place(edition: Edition | None, house: "House") -> str:
    """Return where the picture of an edition is; an older one, and a page that is none, has that of the site."""
    newest = {week.week for week in house.weeks[:NEWEST]}
    return links.edition(edition.week) + FILE if edition and edition.week in newest else FILE


def offprints(plan: "Plan") -> tuple[Offprint, ...]:
    """Return all pictures; none while the site has no address: only an absolute one can be named (https://ogp.me)."""
    if not plan.site_url:
        return ()
    house = plan.house
    weeks = house.weeks[:NEWEST]
    return (
        Offprint(file=FILE, make=_site(house)),
        *(Offprint(file=place(week, house), make=_edition(week, house)) for week in weeks),
    )


def _site(house: "House") -> Callable[[Bench], bytes]:
    def make(bench: Bench) -> bytes:
        words, wall = house.config.site.description, _wall(house, bench)
        made_of = (words, wall.title, wall.address, wall.rtl, wall.tones)
        return bench.once(FILE, made_of, lambda: painted(poster.site(words, wall), bench))

    return make


def _edition(week: Edition, house: "House") -> Callable[[Bench], bytes]:
    """Draw an edition as one sees it who knows that edition alone: so no later one changes its picture."""
    desk = Desk(say=house.say, zone=house.config.site.zone, blocks=house.config.theme.blocks)

    def make(bench: Bench) -> bytes:
        wall, made_of = _wall(house, bench), house.made_with(desk, week)

        def drawn() -> bytes:
            shown = view(week, desk, links.absolute(house.site_url))
            return painted(poster.edition(shown, wall), bench)

        return bench.once(place(week, house), made_of and (*made_of, wall.title, wall.tones), drawn)

    return make


def _wall(house: "House", bench: Bench) -> poster.Wall:
    sheet = (bench.static / "gleaner.css").read_text("utf-8")
    return poster.Wall(
        letters=letters(),
        tones=tones(sheet),
        rtl=house.say.direction == "rtl",
        title=house.config.site.title,
        address=(house.site_url or "").partition("://")[2],
    )


def painted(card: CardView, bench: Bench) -> bytes:
    """Return a picture as PNG: no font of the system is looked at, so that it is the same on every machine."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415  6 MB of code, only to draw

    drawing = bench.typeset(TEMPLATE, {"card": card})
    fonts = letters().files(line.text for line in card.writing)
    return small(bytes(svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=fonts)))
