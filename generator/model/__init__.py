"""The words Gleaner thinks in, as frozen values; every room speaks them and none of them does anything.

Times are aware and in UTC. What is not known is None, never 0 and never "".
"""

from generator.model.desk import (
    Edition,
    LedgerLine,
    Mention,
    Method,
    Numbers,
    Pick,
    Prompt,
    Reason,
    Section,
    SignalRow,
    Story,
)
from generator.model.street import Enclosure, Harvest, Health, Item, Reactions, Report, Voice, Work
from generator.model.weeks import Week
from generator.model.wishes import Config, Digest, Mute, PromptWishes, Site, Source, Tie

__all__ = [
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
    "Tie",
    "Voice",
    "Week",
    "Work",
]
