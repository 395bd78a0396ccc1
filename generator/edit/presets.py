"""The ready-made tempers of a digest: a name goes in, how it chooses comes out. Weights stand with the signals."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.model import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How a digest chooses, besides the weights of its signals."""

    words: str
    """For a reader."""
    thrift: float
    """A story is worth its score divided by minutes to this power; 0 leaves length out."""
    quiet: float
    """Share of picks kept for quiet voices, as a multiple of their share of what could be picked; 0 for none.

    A little over 1, because everything else that readers meet gives them less.
    """
    loud: float | None
    """Most that the most followed tenth may have, likewise; None for no limit."""
    ties: Mapping[Tie, float] | None
    """What share of the picks is aimed at for each tie; None where neither ties nor interests are brought to shares."""
    fair: bool = True
    """Whether what a voice, a site or a subject has had counts against its next story, and a newcomer has a place."""


def mix(strong: int, weak: int, very_weak: int) -> Mapping[Tie, float]:
    """Write shares of ties as parts of a whole."""
    whole = strong + weak + very_weak
    return MappingProxyType({Tie.STRONG: strong / whole, Tie.WEAK: weak / whole, Tie.VERY_WEAK: very_weak / whole})


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "balanced": Preset(
            words="a bit of everything: close to your interests, spoken of, and fair to quiet voices",
            thrift=0.65,
            quiet=1.25,
            loud=1.2,
            ties=mix(1, 2, 3),
        ),
        "conversation": Preset(
            words="what people talk about comes first", thrift=0.65, quiet=1.0, loud=1.3, ties=mix(1, 1, 1)
        ),
        "quiet voices": Preset(
            words="room for those whom rankings lose", thrift=0.65, quiet=1.6, loud=0.7, ties=mix(1, 2, 5)
        ),
        "chronological": Preset(
            words="the newest first, and nothing else", thrift=0.0, quiet=0.0, loud=None, ties=None, fair=False
        ),
    }
)
