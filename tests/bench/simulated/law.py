"""What holds in a simulated world, as values: who is followed how much, what raises response, who shares, who cheats.

The defaults are what public data and earlier simulations show; every world of the bench changes a few of them, above
all the two that simulations like to assume: that quality raises response, and that honest people share independently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

FIRST = datetime(2026, 3, 8, 6, tzinfo=UTC)
"""When the first edition of a world appears: a Sunday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How a network answers."""

    share: float
    """What part of the voices that are not feeds are here."""
    likes: float = 0.68
    shares: float = 0.2
    replies: float = 0.12
    base: float = 0.0
    """Added to the log of the response."""
    counts: bool = True
    """Whether it tells how many liked, shared and replied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Who tries to get in, and how many of them; 0 for nobody."""

    spam: int = 5
    """Accounts that sell, about twenty posts a week each, passed on among themselves."""
    sybil: int = 25
    """Young accounts that tell one made-up story together, under many forms of its address."""
    hijack: int = 60
    """Fans who flood a tag of interest in two of ten weeks."""
    toxic: int = 15
    """Hostile posts a week, by ordinary voices."""
    bait: int = 25
    """Clickbait a week, by ordinary voices."""
    adaptive: int = 0
    """Accounts of those who have read the code: old, calm, real wording, another host each time, no mutual boosts."""
    farms: int = 0
    """Feeds that publish reworded texts of others every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A world."""

    seed: int = 1
    weeks: int = 10
    interests: int | tuple[str, ...] = 4
    """Names of topics, or how many of them; the last of the shelf are taken."""
    minutes: float = 25
    limit: int = 30

    voices: int = 1060
    celebrities: int = 12
    circles: int = 8
    singles: int = 580
    """Honest posts a week that nobody else tells."""
    stories: int = 30
    """Honest stories a week that two to seven voices tell."""
    reworded: float = 0.0
    """What part of their tellings have another address."""

    audience: Literal["lognormal", "zipf"] = "lognormal"
    middle: float = 274
    """Median of followers."""
    spread: float = 1.9
    """Standard deviation of the log of followers."""
    steepness: float = 1.1
    """Exponent of the Zipf law: followers fall with rank to this power."""

    slope: float = 0.35
    """How the log of response grows with the log of followers."""
    merit: float = 2.0
    """How much more the log of response is for the best than for the worst."""
    noise: float = 0.75
    habit: float = 0.0
    """Standard deviation, between voices, of what their followers do whatever they post."""
    networks: Mapping[str, Network] = field(
        default_factory=lambda: MappingProxyType(
            {
                "mastodon": Network(share=0.5),
                "bluesky": Network(share=0.25, base=0.1),
                "x": Network(share=0.25, base=-0.3),
            }
        )
    )
    feeds: float = 0.2
    """What part of the voices are feeds, which tell nothing of followers and response."""

    homophily: float = 0.5
    """How often who passes something on is of the same circle."""
    sharing: Literal["alone", "circle", "celebrity"] = "alone"
    """Whether people share by themselves, as the habitual sharers of their circle, or after a celebrity."""
    herd: float = 0.0
    """What part of the sharing is not by people themselves, where `sharing` says so."""

    following: float = 0.175
    """What part of the voices the reader follows, most of them in the first circles."""
    friends: int = 12
    """With how many of them the reader talks."""
    selling: float = 0.05
    """What part of the voices links to a shop of their own."""
    languages: tuple[str, ...] = ()
    """What is told in one of these is told in no other; () for all that the texts have."""
    attack: Attack = Attack()
