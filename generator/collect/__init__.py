"""The street: sources in, items in the harvest log and a report on each source out. The only room with a network.

going.py is the page to read first. The HTTP library is loaded when somebody goes out, not when a command only reads
what is already here; and nothing at all for who needs one of the tables.
"""

from typing import TYPE_CHECKING

from generator import rooms

if TYPE_CHECKING:
    from generator.collect import barred
    from generator.collect.door import Door
    from generator.collect.going import (
        alone,
        changes,
        fetch,
        hear,
        last_read,
        last_reports,
        meet,
        prune,
        purge,
        read,
        run,
        unspoilt,
    )
    from generator.collect.hindsight import Changes
    from generator.collect.listening import Heard, Unwanted
    from generator.collect.words import Catch
else:
    GOING = "alone changes fetch hear last_read last_reports meet prune purge read run unspoilt"
    __getattr__ = rooms.lending(
        __name__,
        {
            **dict.fromkeys(GOING.split(), "going"),
            "Catch": "words",
            "Changes": "hindsight",
            "Door": "door",
            "Heard": "listening",
            "Unwanted": "listening",
            "barred": "",
        },
    )

__all__ = [
    "Catch",
    "Changes",
    "Door",
    "Heard",
    "Unwanted",
    "alone",
    "barred",
    "changes",
    "fetch",
    "hear",
    "last_read",
    "last_reports",
    "meet",
    "prune",
    "purge",
    "read",
    "run",
    "unspoilt",
]
