"""Items and interests in, what the items are about out: how close each is to each interest, and its vector.

Words are read first, for all; the encoder, which costs a millisecond a text, only for those that words, or chance,
bring near (shortlist.py says which). Where there is no encoder, words decide alone.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from generator.edit import vectors
from generator.edit.agreed import SAID
from generator.edit.closeness import Reading, named, near, worded
from generator.edit.lexical import Close, Shelf, asked, says, shelve, wording
from generator.edit.shortlist import shortlist
from generator.edit.substance import Claims, substance
from generator.model import Item
from generator.text import fold

if TYPE_CHECKING:
    from generator.edit.vectors import Matrix, Vector

HUMPS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
TAG = re.compile(r"#(\w+)")
TAGGED = 0.8
"""How close a text is at first that carries a hashtag which an interest names; it must not only wear it."""
LOST = 0.1
"""Closeness, after what only wears the name was taken off, from which it matters that it does."""
SAME = 0.3
"""From this cosine on, a text that is close to an interest means what it says, whatever its words and language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the week's items are about."""

    closeness: Mapping[str, tuple[Close, ...]]
    """Item.id -> how close it is to each interest, in their order."""
    places: Mapping[str, int]
    """Item.id -> its row in `vectors`; not every item has one."""
    vectors: "Matrix | None"
    """Rows of length 1, on a grid; None where there is no encoder."""
    worn: Mapping[str, float]
    """Item.id -> how much of its closeness to an interest was only the name, 0 to 1; not of every item."""
    rests: Mapping[str, Sequence["Vector"]]
    """Item.id -> vectors of what it says without the words of an interest that it holds; not of every item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """The texts as they are read, and which of them were encoded."""

    shelf: Shelf
    tags: Sequence[frozenset[str]]
    """Folded."""
    texts: Sequence[str]
    voices: Sequence[str]
    places: Sequence[int]
    rows: "Matrix | None"
    fair: Sequence[int]
    """Places in `rows`."""


_Found = tuple[list[Close], Mapping[int, "tuple[float, Vector]"]]
"""How close every text is to one interest; and place -> what is kept of that, and what the text is without it."""


class _Left(TypedDict):
    worn: Mapping[str, float]
    rests: Mapping[str, Sequence["Vector"]]


def understand(items: Sequence[Item], interests: Sequence[str], encode: vectors.Encode = vectors.encode) -> Meaning:
    """Read what items say against the interests.

    Args:
        items: The week's items, in any order.
        interests: What the owner asked for; without any, everything is only encoded.
        encode: The door to the encoder.
    """
    items = sorted(items, key=lambda item: item.id)
    texts = [words_of(item) for item in items]
    voices = [item.voice.key for item in items]
    shelf = shelve(texts)
    held = wording(shelf, interests, voices)
    places, fair = shortlist(items, held)
    rows = encode([texts[place] for place in places])
    standing = set(fair)
    week = _Week(
        shelf=shelf,
        tags=[frozenset(map(fold, item.tags)) for item in items],
        texts=texts,
        voices=voices,
        places=places,
        rows=rows,
        fair=[row for row, place in enumerate(places) if place in standing],
    )
    aims = encode(interests)
    found = [
        _close(week, interest, held[number], None if aims is None else aims[number], encode)
        for number, interest in enumerate(interests)
    ]
    return Meaning(
        closeness={item.id: tuple(column[place] for column, _ in found) for place, item in enumerate(items)},
        places={items[place].id: row for row, place in enumerate(places)} if rows is not None else {},
        vectors=rows,
        **_left(found, [item.id for item in items]),
    )


def _close(week: _Week, interest: str, held: Sequence[float], aim: "Vector | None", encode: vectors.Encode) -> _Found:
    """Return how close every text is to one interest; and, of those with its words, what they are without."""
    values = [worded(part) for part in held]
    said = says(week.shelf, interest)
    same: set[int] = set()
    left: dict[int, tuple[float, Vector]] = {}
    if week.rows is not None and aim is not None and week.places:
        told, cosines = near(_reading(week, week.rows), aim, _size(interest), [held[place] for place in week.places])
        told = [
            named(value, len(week.fair)) if said(place) else value
            for place, value in zip(week.places, told, strict=True)
        ]
        tags = frozenset(map(fold, TAG.findall(interest)))
        told = [
            max(value, TAGGED) if tags & week.tags[place] else value
            for place, value in zip(week.places, told, strict=True)
        ]
        # What was not encoded is as close as its words were worth for what was.
        rate = min(1.0, sum(told) / (sum(values[place] for place in week.places) or 1.0))
        values = [value * rate for value in values]
        claims = Claims(
            texts=[week.texts[place] for place in week.places],
            voices=[week.voices[place] for place in week.places],
            values=told,
            rows=week.rows,
            aim=aim,
        )
        found = substance(claims, interest, encode)
        for place, value, part in zip(week.places, told, found.kept, strict=True):
            values[place] = value * part
        left = {week.places[row]: (found.kept[row], rest) for row, rest in found.rests.items()}
        same = {place for place, cosine in zip(week.places, cosines, strict=True) if cosine >= SAME}
    close = [
        Close(round(value, 3), value >= SAID and (place in same or said(place))) for place, value in enumerate(values)
    ]
    return close, left


def _left(found: Sequence[_Found], names: Sequence[str]) -> _Left:
    """Bring together over the interests what texts are without their words."""
    worn: dict[str, float] = {}
    rests: defaultdict[str, list[Vector]] = defaultdict(list)
    for column, left in found:
        for place, (part, rest) in left.items():
            lost = 1 - part if column[place].value >= LOST else 0.0
            worn[names[place]] = max(lost, worn.get(names[place], 0.0))
            rests[names[place]].append(rest)
    return {"worn": worn, "rests": rests}


def _reading(week: _Week, rows: "Matrix") -> Reading:
    return Reading(
        rows=rows,
        voices=[week.voices[place] for place in week.places],
        lengths=[len(week.shelf.texts[place]) for place in week.places],
        fair=week.fair,
    )


def _size(interest: str) -> int:
    """Return how many words an interest has, without function words."""
    return sum(1 for term in asked(interest) if not term.endswith("*"))


def words_of(item: Item) -> str:
    """Return everything an item says about itself, title first; #FormativeAssessment is read as two words."""
    tags = (HUMPS.sub(" ", tag) for tag in item.tags if HUMPS.search(tag) or f"#{tag}" not in item.text)
    return "\n".join(part for part in (item.title, item.text, " ".join(tags), " ".join(item.alts)) if part)
