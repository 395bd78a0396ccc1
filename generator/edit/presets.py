"""The ready-made tempers of a digest: a name goes in, how it chooses comes out. Weights stand with the signals."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


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


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "balanced": Preset(
            words="a bit of everything: close to your interests, spoken of, and fair to quiet voices",
            thrift=0.5,
            quiet=1.25,
            loud=1.3,
        ),
        "conversation": Preset(words="what people talk about comes first", thrift=0.5, quiet=1.0, loud=1.3),
        "quiet voices": Preset(words="room for those whom rankings lose", thrift=0.5, quiet=1.6, loud=0.7),
        "chronological": Preset(words="the newest first, and nothing else", thrift=0.0, quiet=0.0, loud=None),
    }
)
