"""What can become of a story, and of an item of it: each by its name and in the words in which it is said.

They are names alone, so that whoever reads a ledger, or checks a digest, need not load the desk.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Fate(StrEnum):
    """What became of a story."""

    PICKED = "picked"
    UNSAID = "unsaid"
    RETRACTED = "retracted"
    REPEATED = "repeated"
    CAPPED = "capped"
    NO_ROOM = "no room"
    LOW = "low"


MUTED = "muted"
JOINED = "joined"
OLD = "old"
ELSEWHERE = "elsewhere"
SPARED = "spared"
"""What was picked, and the file of its edition had no room for: as if nobody had decided about it yet."""
TAKEN = frozenset({Fate.PICKED.value, JOINED, Fate.REPEATED.value})
"""Fates of what readers have had, in these words or in others."""
OUTSIDE = frozenset({OLD, ELSEWHERE})
"""Fates of what was found in the week and is not of it: nothing was decided about it."""

FATES: Mapping[str, str] = MappingProxyType(
    {
        Fate.PICKED.value: "picked",
        JOINED: "stands behind a pick, as another voice of the same story",
        MUTED: "muted by you",
        Fate.UNSAID.value: "only its link is known, not what it says",
        Fate.RETRACTED.value: "its publisher has taken it back",
        Fate.REPEATED.value: "an earlier edition had it",
        Fate.CAPPED.value: "its voice or its source had its share already",
        Fate.NO_ROOM.value: "it is longer than the time there was, or others were worth more for it",
        Fate.LOW.value: "too little spoke for it",
        SPARED: "picked, but the file of the edition had no room for it; a later edition may have it",
        OLD: "it is older than the week it was found in",
        ELSEWHERE: "another edition has decided about it",
    }
)
"""What can become of an item, and how it is said."""
