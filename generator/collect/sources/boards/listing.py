"""A listing as far as it was read in, from when on it is all there is out; pure.

What has vanished from a listing was deleted, and is to vanish here, too. That holds only where the listing is complete:
newest first, and back to a known moment. Feeds are cut at a number that depends on who asks, some hold old posts at
their top, and an empty answer may be a fault, so nothing is concluded but from what the listing itself shows.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from generator.model import Item

TICK = timedelta(microseconds=1)
"""Behind the last post that was shown may stand others of the very same moment."""


def covered(items: Sequence[Item], since: datetime, *, ended: bool = False) -> datetime | None:
    """Return from when on nothing is missing among `items`; None where that cannot be said.

    Args:
        items: all that were shown, in the order of the listing.
        since: how far back the visit looks; what is older is not judged.
        ended: whether the listing was read to its end.
    """
    times = [item.published for item in items if item.published]
    ordered = all(earlier <= later for later, earlier in pairwise(times))
    if not times or len(times) < len(items) or not ordered:
        return None
    return since if ended else max(since, times[-1] + TICK)
