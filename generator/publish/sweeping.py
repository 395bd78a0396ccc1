"""The collector of what Python forgot, slowed down for the time of a build.

A build makes millions of values that hold one another in no circle, and looking through them for circles again and
again is a twelfth of its time: 33 seconds of CPU instead of 36 for ten years of editions, for a fortieth more memory.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 200_000
"""New values after which is looked; Python's own habit is 700."""


@contextmanager
def rarely_swept() -> Iterator[None]:
    """Let the collector look less often, and then as before."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
