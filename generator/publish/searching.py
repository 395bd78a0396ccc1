"""A plan in, the page "Search" and what its index holds out: every pick, edition, word and page as a record of its own.

Pure: records hold what the pages show and no more, so that what is closed, hidden or withdrawn there is not found here
either. What readers answered in public is theirs, and may be taken back at any hour: it is left out, and the page says
so. `indexing` makes files of the records.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator import text
from generator.model import Edition, Pick, Word
from generator.publish import kindnesses, lexicon, links, questions, view
from generator.publish.glossary import Term
from generator.publish.headings import parted
from generator.publish.links import Links
from generator.publish.shapes import CourtesyView, PromptView, YearView
from generator.publish.standing import NOTHING, Standing
from generator.publish.strings import ENGLISH, tongue
from generator.publish.typeset import typeset

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet
    from generator.publish.plan import Plan

Read = Callable[[str], str]
"""What an owner wrote in Markdown in, its text out."""
PLACE = "search/"
LONGEST = 100_000
"""Characters of a hand-written page that are searched: a book's chapter, and more than an owner writes on one page."""
OLDEST = "0"
"""Where what belongs to no week stands in the order of time."""
PARTS = re.compile(r"search/|offline/|editions/|voices/.")
"""Pages that are searched in records of their own, or not at all."""
UNSPACED = re.compile(f"{text.WIDE.pattern}+")
ARTICLED = re.compile(r"\b(?:[وفبك]?ال|لل)(\w{3,})")
"""A noun in Arabic with the article, and what may stand before it, all written in one (the prefixes of the stemmer
light10: Larkey, Ballesteros, Connell 2002, "Improving stemming for Arabic information retrieval", SIGIR)."""
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode does not take apart into one of ASCII and a mark; all others the reader of the index does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing that can be found."""

    place: str
    """Where it stands on the site, `editions/2026-W47/#pick-6209d1cc`; no two records share one."""
    title: str
    text: str = ""
    kind: str = "page"
    """pick, edition, word, voice or page."""
    voice: str = ""
    topics: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    """2026-W47; () for what belongs to no week."""
    language: str | None = None
    """Of a pick, where the site can say it."""
    order: str = OLDEST
    """What it is ordered by where the newest comes first; in its week, what stands first on the page is the newest."""


def exists(house: "House") -> bool:
    """Whether there is anything to be searched, and anything to search it with."""
    return house.searchable and bool(house.weeks)


def page(house: "House") -> "Sheet":
    """The page: a form that scripts fill with life, by which topics and weeks may be chosen."""
    say, heads = house.say, [house.head(week) for week in house.weeks]
    years = tuple(
        YearView(year=year, weeks=tuple(head for head in heads if head.name.startswith(f"{year}-")))
        for year in dict.fromkeys(week.week.year for week in house.weeks)
    )
    named = tuple(topic.name for topic in house.topics)

    def names(_: Links) -> Mapping[str, Any]:
        return {"years": years, "topics": named}

    return house.sheet(PLACE, "search.html", say("search"), say("search.words"), names)


def language(house: "House") -> str:
    """Return the language in whose way words are searched, ISO 639: the site's, for picks in all languages at once."""
    return (tongue(house.config.site.language) or ENGLISH).split("-")[0].lower()


def records(plan: "Plan", standing: Standing = NOTHING) -> tuple[Record, ...]:
    """Return everything that can be found on a site, in an order that does not change between builds.

    Args:
        plan: the site.
        standing: what earlier builds have read of what the owner wrote.
    """
    house, read = plan.house, partial(_read, standing)
    if not any(sheet.page.place == PLACE for sheet in plan.sheets):
        return ()
    written = (*_editions(house, read), *_parts(house), *_words(house, read))
    return (*_picks(house), *written, *_voices(house), *_pages(plan, read))


# ---------------------------------------------------------------- picks and editions


def _picks(house: "House") -> Iterator[Record]:
    about: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for topic in house.topics:
        for edition, pick in topic.picks:
            about[str(edition.week), pick.id].append(topic.name)
    for edition in house.weeks:
        week, picks = str(edition.week), view.shown(edition)
        asked = questions.under(edition, picks, house.say)
        for at, pick in enumerate(picks):
            told = _told(pick, asked.get(pick.id, ()), house)
            yield _pick(pick, told, week, at, tuple(about[week, pick.id]))


def _told(pick: Pick, asked: tuple[PromptView, ...], house: "House") -> tuple[str, str]:
    """Return a pick's title, and what its page says and asks about it; where a content warning closes it, that."""
    title, excerpt = parted(pick, house.say)
    if pick.warning:
        return title, house.say("warning", warning=pick.warning)
    return title, " ".join((excerpt, *pick.alts, *(prompt.text for prompt in asked)))


def _pick(pick: Pick, told: tuple[str, str], week: str, at: int, about: tuple[str, ...]) -> Record:
    title, words = told
    return Record(
        place=f"{links.edition(week)}#{links.anchor('pick', pick.id)}",
        title=title,
        text=words,
        kind="pick",
        voice=pick.name,
        topics=about,
        weeks=(week,),
        language=tongue(pick.language),
        order=f"{week} {9999 - at}",
    )


def _editions(house: "House", read: Read) -> Iterator[Record]:
    for edition in house.weeks:
        head = house.head(edition)
        yield Record(
            place=head.place,
            title=head.title,
            text=f"{head.week} · {head.period} {read(edition.note)}",
            kind="edition",
            weeks=(head.name,),
            order=f"{head.name} ~",
        )


def _parts(house: "House") -> Iterator[Record]:
    """What an edition asks its readers, and what they could do, each part of its page as one record."""
    say, desk, wanted = house.say, house.desk, house.config.theme.blocks
    for edition in house.weeks:
        asked = questions.around(edition, view.shown(edition), say) if "questions" in wanted else ()
        kind = kindnesses.views(edition, desk) if "courtesies" in wanted else ()
        told = {
            "table": [f"{prompt.name}: {prompt.text}" for prompt in asked],
            "kindness": [f"{each.title}: {'; '.join(map(_courtesy, each.courtesies))}" for each in kind],
        }
        for at, (anchor, lines) in enumerate(told.items()):
            if lines:
                yield Record(
                    place=f"{links.edition(edition.week)}#{anchor}",
                    title=say(anchor),
                    text=" · ".join(lines),
                    kind="edition",
                    weeks=(str(edition.week),),
                    order=f"{edition.week} #{at}",
                )


def _courtesy(courtesy: CourtesyView) -> str:
    who = ", ".join(one.name for one in courtesy.who)
    return f"{who}, {courtesy.words}" if courtesy.words else who


# ---------------------------------------------------------------- words, voices and pages


def _words(house: "House", read: Read) -> Iterator[Record]:
    """Every word that ever rose or is explained, as the page of all words has it."""
    known, rose = house.lexicon, dict[str, list[tuple[Edition, Word]]]()
    for edition in house.weeks:
        for word in lexicon.shown(edition, known):
            rose.setdefault(known.key(word.term), []).append((edition, word))
    explained = {known.key(term.term): term for term in known.terms.values() if not term.hidden}
    for key in sorted({*rose, *explained}):
        yield _word(key, rose.get(key, []), explained.get(key), read)


def _word(key: str, rose: list[tuple[Edition, Word]], term: Term | None, read: Read) -> Record:
    """A word; where it rose, the newest week comes first."""
    weeks = tuple(dict.fromkeys(str(edition.week) for edition, _ in rose))
    return Record(
        place=f"{lexicon.PLACE}#{lexicon.anchor(key)}",
        title=term.term if term else rose[-1][1].term,
        text=" ".join((*(term.also if term else ()), read(term.means if term else ""))),
        kind="word",
        weeks=weeks,
        order=f"{weeks[0]} !" if weeks else OLDEST,
    )


def _voices(house: "House") -> Iterator[Record]:
    for person in house.register.people:
        if person.name:
            yield Record(place=house.register.places[person.key], title=person.name, kind="voice", voice=person.name)


def _pages(plan: "Plan", read: Read) -> Iterator[Record]:
    """Every other page by its title and what it says about itself; those written by hand, whole."""
    bodies = {f"{page.name}/": page.body for page in plan.house.written}
    for sheet in plan.sheets:
        about = sheet.page
        if about.title and about.place.endswith("/") and not PARTS.match(about.place):
            body = read(bodies.get(about.place, ""))
            yield Record(place=about.place, title=about.title, text=f"{about.description} {body}")


def _read(standing: Standing, markdown: str) -> str:
    """Read what the owner wrote as text; ten years of notes take a third of a second, and few of them change."""
    if not markdown:
        return ""
    if (stands := standing.again("read", markdown)) is not None:
        return stands.decode()
    words = text.plain(str(typeset(markdown, links.absolute(None))), LONGEST)
    standing.keep("read", markdown, words.encode())
    return words


# ---------------------------------------------------------------- other ways of writing


def spellings(written: str) -> str:
    """Return what a text can also be found by.

    Scripts without spaces lie in pairs of signs, as in Lucene's CJKBigramFilter; static/search.js takes the question
    apart in the same way. Arabic nouns lie without their article, and some letters of Europe as one types them on
    another keyboard.
    """
    if written.isascii():
        return ""
    pairs = [pair for run in UNSPACED.findall(unicodedata.normalize("NFC", written)) for pair in _pairs(run)]
    words = [word for word in written.lower().split() if not word.isascii()]
    folded = [plain for word in words if (plain := word.translate(PLAIN)) != word]
    return " ".join(dict.fromkeys([*pairs, *ARTICLED.findall(written), *folded]))


def _pairs(run: str) -> list[str]:
    signs = [sign for sign in run if not unicodedata.category(sign).startswith("M")]
    return [first + second for first, second in pairwise(signs)] or signs
