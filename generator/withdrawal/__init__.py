"""Config.withdrawn and an edition, an item or an address in; the same without those who are withheld out. Pure.

All rooms may ask: the street keeps nothing of them, the desk never sees them, the press prints nothing of them.
"""

from generator.withdrawal.editions import Out, left, names_in, places, without, without_each
from generator.withdrawal.identities import further, voices, widened
from generator.withdrawal.items import feeds_of, items_without, sources_without
from generator.withdrawal.people import digested, everybody, read, understood, withheld
from generator.withdrawal.wording import Silence, is_own, is_owners

__all__ = [
    "Out",
    "Silence",
    "digested",
    "everybody",
    "feeds_of",
    "further",
    "is_own",
    "is_owners",
    "items_without",
    "left",
    "names_in",
    "places",
    "read",
    "sources_without",
    "understood",
    "voices",
    "widened",
    "withheld",
    "without",
    "without_each",
]
