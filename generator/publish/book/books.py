"""A plan in, its books out: one of every recent edition, and one of every recent month with all of its editions.

`editions/2026-W47/2026-W47.epub` and `reviews/2026-11/2026-11.epub`. Ids come from the editions; a book is as old as
the newest edition in it. The pages of a book are templates, as those of the site are: every edition is one of them, so
that what points from a question to a pick stays within the page. There are no pictures and no drawings in it: the
network is told in words, and a text under a content warning is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator.model import Edition
from generator.publish import elements, fragment, library, links
from generator.publish.book.epub import container
from generator.publish.offprints import Bench, Offprint
from generator.publish.plan import Plan
from generator.publish.shapes import EditionView, Link, ReviewView
from generator.publish.view import view

LINES = 5
"""Ruled lines under a question, to think on; some readers of books take a pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One file of a book that is read, and how the table of contents names it."""

    file: str
    title: str
    template: str
    names: Mapping[str, Any]
    parts: tuple[Link, ...] = ()
    """What stands in it, each with its anchor as address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book before it is bound."""

    id: str
    title: str
    language: str
    direction: str
    """Which way its pages turn: `ltr` or `rtl`."""
    maker: str
    modified: str
    """When its newest edition was published: `2026-11-20T05:00:00Z`."""
    source: str
    """Where it stands on the site; "" without an address."""
    leaves: tuple[Leaf, ...]


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return the books of the site."""
    return tuple(
        Offprint(file=file, make=partial(_made, plan, file, place, weeks)) for file, place, weeks in _books(plan)
    )


def _books(plan: Plan) -> Iterator[tuple[str, str, tuple[Edition, ...]]]:
    for edition in library.editions(plan.house):
        yield library.edition_book(edition), links.edition(edition.week), (edition,)
    for month in library.months(plan.house):
        yield library.month_book(month), month.place, month.editions


def _made(plan: Plan, file: str, place: str, weeks: Sequence[Edition], bench: Bench) -> bytes:
    site, made_of = plan.config.site, plan.house.made_of(*weeks)
    made_of = made_of and (*made_of, plan.feed_id, place, site.title, site.description, _review(plan, place))
    return bench.once(file, made_of, lambda: bound(book(plan, place, weeks), plan, bench))


def book(plan: Plan, place: str, weeks: Sequence[Edition]) -> Book:
    """Write the book of one edition, or of the editions of a month."""
    say, site, away = plan.house.say, plan.config.site, links.absolute(plan.site_url)
    views = [view(week, plan.house.desk_of(week), away) for week in weeks]
    review = _review(plan, place)
    named = review.title if review else views[0].head.title
    return Book(
        id=uuid5(NAMESPACE_URL, f"{plan.feed_id} book {place}" if review else f"{weeks[0].id} book").urn,
        title=say("letter.subject", site=site.title, edition=named),
        language=say.language,
        direction=say.direction,
        maker=site.title,
        modified=f"{max(week.published for week in weeks).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        source=away(place),
        leaves=(
            _title_page(plan, named, views, review, away(place)),
            *(_leaf(plan, each) for each in views),
        ),
    )


def _review(plan: Plan, place: str) -> ReviewView | None:
    """Return what the site's page of a month says; None for the place of an edition."""
    found = next((sheet for sheet in plan.sheets if sheet.file == f"{place}index.html"), None)
    return found.names.get("review") if found else None


def _title_page(plan: Plan, named: str, views: Sequence[EditionView], review: ReviewView | None, here: str) -> Leaf:
    names = {
        "title": named,
        "site": plan.config.site.title,
        "motto": plan.config.site.description,
        "editions": [each.head for each in views],
        "review": review,
        "here": here,
        "say": plan.house.say,
    }
    return Leaf(file="title.xhtml", title=plan.house.say("book.title_page"), template="title.xhtml", names=names)


def _leaf(plan: Plan, edition: EditionView) -> Leaf:
    say = plan.house.say
    names = {
        "edition": edition,
        "note": fragment.xml(edition.note, lambda words: say("book.picture", words=words)),
        "say": say,
        "lines": LINES,
    }
    parts = (
        *([Link(name=say("note"), address="#note")] if edition.note else []),
        *(Link(name=section.title, address=f"#{section.anchor}") for section in edition.sections),
        *([Link(name=say("network.title"), address="#network")] if edition.network else []),
        *([Link(name=say("words.title"), address="#words")] if edition.words else []),
        *([Link(name=say("kindness"), address="#kindness")] if edition.kindnesses else []),
        *([Link(name=say("table"), address="#table")] if edition.prompts else []),
        Link(name=say("chosen"), address="#chosen"),
    )
    return Leaf(
        file=f"{edition.head.name}.xhtml", title=edition.head.title, template="edition.xhtml", names=names, parts=parts
    )


def bound(made: Book, plan: Plan, bench: Bench) -> bytes:
    """Set and bind a book."""
    names = {"book": made, "say": plan.house.say}
    files = {
        "package.opf": bench.typeset("book/package.opf", names),
        "nav.xhtml": bench.typeset("book/nav.xhtml", names),
        "book.css": bench.typeset("book/book.css", {}),
    }
    files |= {leaf.file: bench.typeset(f"book/{leaf.template}", leaf.names) for leaf in made.leaves}
    return container({name: elements.ILLEGAL.sub("", content) + "\n" for name, content in files.items()})
