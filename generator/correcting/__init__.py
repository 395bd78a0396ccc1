"""Editions, answers and the state in; the same without what was deleted or withdrawn, and with what was edited, out.

It is the daily run's second look at what is published (E14, T04), and all that the week has to know of who is withdrawn
and of what is muted in answers.
"""

from generator.correcting.answering import hear, muted
from generator.correcting.daily import Corrected, Further, correct, tidy
from generator.correcting.notices import notices
from generator.correcting.people import Shelves, heeded, known, published, sources

__all__ = [
    "Corrected",
    "Further",
    "Shelves",
    "correct",
    "hear",
    "heeded",
    "known",
    "muted",
    "notices",
    "published",
    "sources",
    "tidy",
]
