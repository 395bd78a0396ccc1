"""The wishes of an owner and the whole style sheet in, the plan of an invented site and its styleguide out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.model import Alert, AnswerWishes, Config, Method, SignalRow, Source, Week
from generator.model.colour import Colour, contrast, read
from generator.publish import links, plan, sheets
from generator.publish.house import House, Sheet
from generator.publish.links import Links
from generator.publish.pages import Written
from generator.publish.shapes import GuideView, Link, ShadeView
from generator.publish.specimens import weeks
from generator.publish.typeset import typeset

GUIDE = "styleguide/"
"""Where the page is that leads to all the others."""
FIRST_RUN = "first-run/"
RULE = re.compile(
    r"(?P<dark>@media screen and \(prefers-color-scheme: dark\) \{\s*)?:where\(:root\) \{(?P<inside>[^}]*)\}"
)
TOKEN = re.compile(r"--(?P<name>[a-z]+): (?P<value>oklch\([^)]*\)|#[0-9a-f]{6})")
PROSE = """\
A page written by hand, with *emphasis*, **weight**, [a link](about/) and `code`.

## A heading

- a list
- of three lines, of which this one is long enough to be broken on a narrow screen, and on a wide one as well
- and no more

### A smaller one

1. first
2. second

> Somebody said this, and somebody else wrote it down.

| week | picks |
| --- | --- |
| 46 | 5 |
| 47 | 21 |
"""
METHOD = Method(
    preset="balanced",
    signals=(
        SignalRow(
            name="relevance",
            words="How close a story is to the interests of this digest.",
            formula="overlap of words, divided by the best of the week",
            origin="our own choice",
            weight=2,
        ),
    ),
    rules=("An edition holds about 30 minutes of reading.",),
)


def plan_of(config: Config, sheet: str, site_url: str | None) -> plan.Plan:
    """Return the plan of a site in which everything occurs.

    Args:
        config: the owner's, for the looks and the language.
        sheet: the whole style sheet, for its colours.
        site_url: where the site will be.
    """
    written = [
        Written(name=name, title=title, description="", body=PROSE)
        for name, title in (("about", "About"), ("subscribe", "Subscribe"), ("withdraw", "Withdraw"))
    ]
    whole = plan.plan(
        _config(config), weeks.editions(), written, METHOD, site_url, threads={"2026-W47": weeks.thread()}
    )
    return replace(whole, sheets=(*whole.sheets, _first_run(whole.house), _guide(whole.house, sheet)))


def _config(config: Config) -> Config:
    """Return settings that bring out every part."""
    alerts = (
        Alert(name="Jobs", query='(job OR internship) #edtech -"unpaid"', key="jobs"),
        Alert(name="A search that found nothing", query="noticeboard*", key="nothing"),
        Alert(
            name="A search that has ended",
            query="grant",
            key="ended",
            until=Week.named("2026-W30").due(5, 6, "UTC").date(),
        ),
    )
    return Config(
        site=replace(
            config.site, title="The Styleguide", description="Everything that occurs, in every state.", address=None
        ),
        sources=(Source(kind="feed", address="https://waiting.example/feed", name="A source that was not asked yet"),),
        interests=("feedback", "statistics in school"),
        alerts=alerts,
        answers=AnswerWishes(mastodon="@digest@talk.example", email="digest@room.example"),
        theme=config.theme,
    )


def _first_run(house: House) -> Sheet:
    """The front page of a site that has no edition yet."""
    empty = replace(house, weeks=(), topics=(), charted=False)
    names = {"edition": None, "earlier": (), "first": sheets.first_run(house.config, house.say)}
    return empty.sheet(FIRST_RUN, "front.html", "First run", "", lambda _: names)


def _guide(house: House, sheet: str) -> Sheet:
    """The page of what stands on no page alone, and the way to all the others."""

    def names(to: Links) -> Mapping[str, Any]:
        return {"parts": _parts(house, to), "shades": shades(sheet), "prose": typeset(PROSE, to)}

    words = "What stands on every page; the pages named below show the rest, made from the same templates."
    return house.sheet(GUIDE, "styleguide.html", "Styleguide", words, names)


def _parts(house: House, to: Links) -> tuple[GuideView, ...]:
    states = [Link(name=week.title, address=to(links.edition(week.week))) for week in reversed(weeks.editions())]
    pages = [("First run", FIRST_RUN), ("An address that leads nowhere", "404.html")]
    shown = (*states, *(Link(name=name, address=to(place)) for name, place in pages))
    more = tuple(link for group in house.site(to).foot for link in group.links)
    ratios = "Contrast with the paper: text has 7:1, what means something 4.5:1. Line, wash and grain mean nothing."
    return (
        GuideView(anchor="states", title="Editions", words="A week for every state.", links=shown),
        GuideView(anchor="pages", title="Pages", words="Each with all it can show.", links=more),
        GuideView(anchor="colours", title="Colours", words=ratios, links=()),
        GuideView(anchor="writing", title="Writing", words="What owners write in Markdown.", links=()),
        GuideView(anchor="controls", title="Controls", words="What scripts bring to life.", links=()),
    )


def shades(sheet: str) -> tuple[ShadeView, ...]:
    """Return the colours of a style sheet, with their contrast; of two rules the later one counts, as in a browser."""
    light: dict[str, Colour] = {}
    dark: dict[str, Colour] = {}
    for rule in RULE.finditer(sheet):
        found = {each["name"]: read(each["value"]) for each in TOKEN.finditer(rule["inside"])}
        (dark if rule["dark"] else light).update({name: colour for name, colour in found.items() if colour})
    return tuple(
        ShadeView(
            name=name,
            light=colour.hex,
            dark=dark[name].hex,
            light_ratio=_ratio(colour, light["paper"]),
            dark_ratio=_ratio(dark[name], dark["paper"]),
        )
        for name, colour in light.items()
        if name in dark
    )


def _ratio(colour: Colour, paper: Colour) -> str:
    return f"{int(contrast(colour, paper) * 10) / 10:g}:1"
