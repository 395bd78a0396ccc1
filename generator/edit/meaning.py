"""Items and interests in, what the items are about out: how close each is to each interest, and its vector.

Words are read first, for all; the encoder, which costs a millisecond a text, only for those that words, or the owner's
own sources, bring near.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.edit import vectors
from generator.edit.lexical import Close, closeness
from generator.model import Item

if TYPE_CHECKING:
    from generator.edit.vectors import Matrix

HUMPS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
MOST = 4_000
"""Texts that are encoded, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the week's items are about."""

    closeness: Mapping[str, tuple[Close, ...]]
    """Item.id -> how close it is to each interest, in their order."""
    places: Mapping[str, int]
    """Item.id -> its row in `vectors`; not every item has one."""
    vectors: "Matrix | None"
    """Rows of length 1, on a grid; None where there is no encoder."""


def understand(items: Sequence[Item], interests: Sequence[str], encode: vectors.Encode = vectors.encode) -> Meaning:
    """Read what items say against the interests."""
    texts = [words_of(item) for item in items]
    close = closeness(texts, [item.voice.key for item in items], interests)
    near = sorted(range(len(items)), key=lambda place: -max((found.value for found in close[place]), default=0.0))[
        :MOST
    ]
    rows = encode([texts[place] for place in near])
    return Meaning(
        closeness={item.id: row for item, row in zip(items, close, strict=True)},
        places={items[place].id: row for row, place in enumerate(near)} if rows is not None else {},
        vectors=rows,
    )


def words_of(item: Item) -> str:
    """Return everything an item says about itself, title first; #FormativeAssessment is read as two words."""
    tags = (HUMPS.sub(" ", tag) for tag in item.tags if HUMPS.search(tag) or f"#{tag}" not in item.text)
    return "\n".join(part for part in (item.title, item.text, " ".join(tags), " ".join(item.alts)) if part)
