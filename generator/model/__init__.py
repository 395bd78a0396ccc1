"""The words Gleaner thinks in, as frozen values; every room speaks them and none of them does anything.

Times are aware and in UTC. What is not known is None, never 0 and never "".
"""

from generator.model.answers import Answer, Thread
from generator.model.desk import (
    LedgerLine,
    Method,
    Reason,
    Section,
    SignalRow,
    Story,
    Terms,
    Traces,
    Track,
)
from generator.model.edition import AlertMatches, Edition, Numbers, Pick, Prompt
from generator.model.network import Bond, Circle, Courtesy, Kindness, Line, Meters, Network, Node
from generator.model.street import Enclosure, Harvest, Health, Item, Reactions, Report, Voice, Work
from generator.model.weeks import Week
from generator.model.wishes import (
    BLOCKS,
    NEEDED_BLOCKS,
    Alert,
    AnnounceWishes,
    AnswerWishes,
    Config,
    Digest,
    Giscus,
    Mail,
    Mute,
    PromptWishes,
    Site,
    Slot,
    Source,
    ThemeWishes,
    Tie,
)
from generator.model.words import Mention, Word

__all__ = [
    "BLOCKS",
    "NEEDED_BLOCKS",
    "Alert",
    "AlertMatches",
    "AnnounceWishes",
    "Answer",
    "AnswerWishes",
    "Bond",
    "Circle",
    "Config",
    "Courtesy",
    "Digest",
    "Edition",
    "Enclosure",
    "Giscus",
    "Harvest",
    "Health",
    "Item",
    "Kindness",
    "LedgerLine",
    "Line",
    "Mail",
    "Mention",
    "Meters",
    "Method",
    "Mute",
    "Network",
    "Node",
    "Numbers",
    "Pick",
    "Prompt",
    "PromptWishes",
    "Reactions",
    "Reason",
    "Report",
    "Section",
    "SignalRow",
    "Site",
    "Slot",
    "Source",
    "Story",
    "Terms",
    "ThemeWishes",
    "Thread",
    "Tie",
    "Traces",
    "Track",
    "Voice",
    "Week",
    "Word",
    "Work",
]
