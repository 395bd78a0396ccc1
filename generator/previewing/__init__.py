"""The next edition, as it would be now, before it is due: on this machine, and as a change would make it.

`upcoming.py` gleans it, `printing.py` prints a site that shows it, `watching.py` sees what an owner saves, `live.py`
serves the site and lets an open page follow, `studio.py` is all of that for `./gleaner preview`; `comparing.py` says in
what two editions of one week differ.
"""

from generator.previewing.comparing import Difference, SourceChanges, compare, sources
from generator.previewing.printing import built
from generator.previewing.studio import Shown, Studio, serve
from generator.previewing.upcoming import Upcoming, next_edition

__all__ = [
    "Difference",
    "Shown",
    "SourceChanges",
    "Studio",
    "Upcoming",
    "built",
    "compare",
    "next_edition",
    "serve",
    "sources",
]
