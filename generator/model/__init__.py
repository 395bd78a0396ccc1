"""The words Gleaner thinks in, as frozen values; every room speaks them and none of them does anything.

Times are aware and in UTC. What is not known is None, never 0 and never "".
"""

from generator.model.desk import (
    AlertMatches,
    Edition,
    LedgerLine,
    Method,
    Numbers,
    Pick,
    Prompt,
    Reason,
    Section,
    SignalRow,
    Story,
    Terms,
    Traces,
    Track,
)
from generator.model.street import Enclosure, Harvest, Health, Item, Reactions, Report, Voice, Work
from generator.model.weeks import Week
from generator.model.wishes import Alert, Config, Digest, Mute, PromptWishes, Site, Source, Tie
from generator.model.words import Mention, Word

__all__ = [
    "Alert",
    "AlertMatches",
    "Config",
    "Digest",
    "Edition",
    "Enclosure",
    "Harvest",
    "Health",
    "Item",
    "LedgerLine",
    "Mention",
    "Method",
    "Mute",
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
    "Source",
    "Story",
    "Terms",
    "Tie",
    "Traces",
    "Track",
    "Voice",
    "Week",
    "Word",
    "Work",
]
