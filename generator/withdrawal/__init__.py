"""Config.withdrawn and an edition, an item or an address in; the same without those who are withheld out. Pure.

All rooms may ask: the street keeps nothing of them, the desk never sees them, the press prints nothing of them.
"""

from generator.withdrawal.editions import Out, left, named_in, places, without, without_each
from generator.withdrawal.items import items_without, sources_without, voices
from generator.withdrawal.people import everybody, understood, widened, withheld

__all__ = [
    "Out",
    "everybody",
    "items_without",
    "left",
    "named_in",
    "places",
    "sources_without",
    "understood",
    "voices",
    "widened",
    "withheld",
    "without",
    "without_each",
]
