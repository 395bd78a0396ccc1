"""The editions in, an index of everybody who was picked out, as at the end of a book: by name, and nothing is counted.

As long as one page can carry everybody, everybody stands on it, at `voices/#voice-…`, made of the voice's own key.
Later each stands at `voices/<letter>/#voice-…`, and the first page is an index that keeps the old places: its names
have the same anchors and lead on. What a letter has too much of goes on in the same way. There is no page for each
voice, on purpose: nobody who is quoted here has asked for a profile, and ten years would be thousands of pages.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from generator import text
from generator.model import Edition, Pick
from generator.publish import links, naming, view
from generator.publish.links import Links
from generator.publish.pages import WITHDRAW
from generator.publish.shapes import IndexedView, LetterPageView, Link, ShelfView, SpeakerView, VoicesView
from generator.publish.shared import shared, week
from generator.publish.strings import ENGLISH, Say

if TYPE_CHECKING:
    from generator.publish.house import House, Sheet

PLACE = "voices/"
SHARED = 10
"""Picks of a voice that are listed: one who is here every other week fills no more than a screen."""
WHOLE = 450
"""Lines on the one page of everybody, as ROOM counts them: 150 voices that were picked once each, 40 to 60 kB."""
NAMED = 900
"""Most names in the index on one page: 30 kB compressed. Beyond, it has the letters, and each letter its names."""
ROOM = 300
"""Lines on one page of a letter, two for each voice and one for each pick: 25 to 40 kB compressed."""
HEADING = 2
"""Lines of a voice above what it shared."""
EARLY = WHOLE // (HEADING + 1)
"""Most voices that ever stood on one page: the index keeps their anchors, however long it grows."""
COUNTED = re.compile(r"\d+ items? from it ")
"""How the desk begins what it counted of one week (edit/facts.py): beside a pick that says how much else there was, and
in an index, where nothing is counted, it would rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A voice and everything of it that is shown."""

    key: str
    """Pick.voice."""
    picks: tuple[tuple[Edition, Pick], ...]
    """Newest week first; never empty."""

    @property
    def name(self) -> str:
        """Its name as it was last; "" where that is not known."""
        return self.picks[0][1].name

    @property
    def address(self) -> str | None:
        """Where it is to be found, checked."""
        return text.address(self.picks[0][1].address or "")

    @property
    def host(self) -> str:
        """The host of that; "" without one."""
        return view.shown_host(self.address) if self.address else ""

    @property
    def order(self) -> tuple[object, ...]:
        """What it is sorted by; those without a name come last."""
        return not self.name, naming.order(self.name), self.key

    @property
    def shelf(self) -> str:
        """Under which letter it stands."""
        return naming.shelf(self.name)

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return links.anchor("voice", self.key)

    @property
    def lines(self) -> int:
        """How many lines it takes on a page."""
        return HEADING + min(SHARED, len(self.picks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everybody who was picked."""

    people: tuple[Person, ...] = ()
    """By name."""
    known: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))
    """Pick.voice -> who that is."""
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Pick.voice -> where it stands."""
    whole: bool = True
    """Whether all of them stand on one page."""
    names: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Name without capitals and accents -> how many are called so."""
    shelves: Mapping[str, tuple[Person, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Letter -> who stands under it; the letters in their order."""


NOBODY = Register()


def register(weeks: Iterable[Edition]) -> Register:
    """Gather everybody from editions, given in any order."""
    picks: dict[str, list[tuple[Edition, Pick]]] = {}
    for edition in sorted(weeks, key=lambda each: each.week, reverse=True):
        for pick in view.shown(edition):
            picks.setdefault(pick.voice, []).append((edition, pick))
    people = sorted((Person(key=key, picks=tuple(found)) for key, found in picks.items()), key=lambda each: each.order)
    whole = sum(person.lines for person in people) <= WHOLE
    shelves: dict[str, list[Person]] = {name: [] for name in naming.ORDER}
    for person in people:
        shelves[person.shelf].append(person)
    return Register(
        people=tuple(people),
        known=MappingProxyType({person.key: person for person in people}),
        places=MappingProxyType({person.key: _place(person, whole=whole) for person in people}),
        whole=whole,
        names=MappingProxyType(Counter(naming.plain(person.name) for person in people)),
        shelves=MappingProxyType({name: tuple(found) for name, found in shelves.items() if found}),
    )


def _place(person: Person, *, whole: bool) -> str:
    return f"{PLACE}#{person.anchor}" if whole else f"{PLACE}{person.shelf}/#{person.anchor}"


def exists(house: "House") -> bool:
    """Tell whether there is a page of voices: from the first edition on."""
    return bool(house.weeks)


def pages(house: "House") -> Iterator["Sheet"]:
    """Yield the page of everybody; where they are too many for it, an index, and the pages of each letter."""
    if not exists(house):
        return
    say = house.say
    yield house.sheet(PLACE, "voices.html", say("speakers"), say("speakers.words"), lambda to: _index(house, to))
    for name, people in house.register.shelves.items():
        if not house.register.whole:
            yield from _letter(house, name, people)


def titled(name: str, say: Say) -> str:
    """Return what stands over a shelf."""
    return naming.label(name) or say("speakers.others")


def out(house: "House", to: Links) -> str:
    """Return the way to the page that says how to be left out; "" where the owner has none."""
    return to(f"{WITHDRAW}/") if any(page.name == WITHDRAW for page in house.written) else ""


# ---------------------------------------------------------------- the index


def _index(house: "House", to: Links) -> dict[str, Any]:
    known, say = house.register, house.say
    named = not known.whole and len(known.people) <= NAMED
    newest = house.weeks[0]
    shelves = tuple(
        ShelfView(
            anchor=f"shelf-{name}",
            link=Link(
                name=titled(name, say),
                address=f"#{people[0].anchor}" if known.whole else to(f"{PLACE}{name}/"),
            ),
            names=_named(people, house, to) if named else (),
        )
        for name, people in known.shelves.items()
    )
    beyond = not known.whole and not named
    heard = {pick.voice for pick in view.shown(newest)}
    index = VoicesView(
        shelves=shelves,
        speakers=tuple(_speaker(person, house, to) for person in known.people) if known.whole else (),
        newest=_named([each for each in known.people if each.key in heard], house, to, anchored=False)
        if beyond
        else (),
        early=_named(_early(known.people), house, to) if beyond else (),
        week=Link(name=week(newest.week, say), address=to(links.edition(newest.week))),
    )
    return {"index": index, "out": out(house, to)}


def _early(people: Sequence[Person]) -> list[Person]:
    """Return those who were here first, in the order given: all who ever stood on the page of everybody are there."""
    first = sorted(people, key=lambda person: (person.picks[-1][0].week, person.order))
    return sorted(first[:EARLY], key=lambda person: person.order)


def _named(people: Iterable[Person], house: "House", to: Links, *, anchored: bool = True) -> tuple[IndexedView, ...]:
    """Name people in the index, `anchored` where they stood when one page had everybody."""
    places = house.register.places
    return tuple(_name(each, house, to(places[each.key]), each.anchor if anchored else "") for each in people)


def _name(person: Person, house: "House", address: str, anchor: str = "") -> IndexedView:
    """Name somebody; who shares a name with others is told apart by where they are at home."""
    alone = house.register.names[naming.plain(person.name)] == 1
    return IndexedView(
        anchor=anchor,
        link=Link(name=person.name or house.say("nobody"), address=address),
        apart="" if alone else person.host,
    )


# ---------------------------------------------------------------- a letter


def _letter(house: "House", name: str, people: Sequence[Person]) -> Iterator["Sheet"]:
    """Yield the page of a letter; where it would be too heavy, one of its names, and its voices in parts behind it."""
    say, place, parts = house.say, f"{PLACE}{name}/", tuple(_parts(people))
    letter = titled(name, say)
    if len(parts) == 1:
        yield _page(house, place, say("speakers.letter", letter=letter), lambda to: _speakers(people, house, to))
        return
    titles = [say("speakers.part", letter=letter, part=at, parts=len(parts)) for at in range(1, len(parts) + 1)]
    yield _page(house, place, say("speakers.letter", letter=letter), lambda to: _names(parts, place, house, to))
    for at, part in enumerate(parts):

        def more(to: Links, at: int = at, part: Sequence[Person] = part) -> dict[str, Any]:
            beside = [other for other in (at - 1, at + 1) if 0 <= other < len(parts)]
            ways = tuple(Link(name=titles[other], address=to(f"{place}{other + 1}/")) for other in beside)
            return _speakers(part, house, to) | {"beside": ways}

        yield _page(house, f"{place}{at + 1}/", titles[at], more)


def _page(house: "House", place: str, title: str, more: Callable[[Links], dict[str, Any]]) -> "Sheet":
    def names(to: Links) -> dict[str, Any]:
        blank: dict[str, Any] = {"names": (), "speakers": (), "beside": ()}
        return {
            "shelf": LetterPageView(letters=_letters(house, place, to), **(blank | more(to))),
            "out": out(house, to),
        }

    return house.sheet(place, "voice.html", title, title, names)


def _letters(house: "House", place: str, to: Links) -> tuple[Link, ...]:
    places = {name: f"{PLACE}{name}/" for name in house.register.shelves}
    return tuple(
        Link(name=titled(name, house.say), address=None if there == place else to(there))
        for name, there in places.items()
    )


def _parts(people: Sequence[Person]) -> Iterator[tuple[Person, ...]]:
    """Cut a letter into parts that a page can carry."""
    part: list[Person] = []
    lines = 0
    for person in people:
        if part and lines + person.lines > ROOM:
            yield tuple(part)
            part, lines = [], 0
        part.append(person)
        lines += person.lines
    yield tuple(part)


def _names(parts: Sequence[Sequence[Person]], place: str, house: "House", to: Links) -> dict[str, Any]:
    """Name everybody of a letter whose lines stand in its parts; the place for good is here."""
    named = tuple(
        _name(person, house, to(f"{place}{at}/#{person.anchor}"), person.anchor)
        for at, part in enumerate(parts, start=1)
        for person in part
    )
    return {"names": named}


def _speakers(people: Sequence[Person], house: "House", to: Links) -> dict[str, Any]:
    return {"speakers": tuple(_speaker(person, house, to) for person in people)}


def _speaker(person: Person, house: "House", to: Links) -> SpeakerView:
    say = house.say
    edition, newest = person.picks[0]
    rest = person.picks[SHARED:]
    return SpeakerView(
        anchor=person.anchor,
        voice=Link(name=person.name or say("nobody"), address=person.address),
        where=person.host,
        since=say("speakers.since", week=week(person.picks[-1][0].week, say)),
        facts="; ".join(fact for fact in newest.facts if not COUNTED.match(fact)),
        told=say.foreign(ENGLISH if newest.source else edition.language),
        known=say("speakers.known", day=say.day(edition.published.astimezone(ZoneInfo(house.config.site.zone)))),
        shared=tuple(shared(each, pick, say, to) for each, pick in person.picks[:SHARED]),
        older=say("speakers.older", week=week(rest[0][0].week, say)) if rest else "",
    )
