"""`python -m generator`: hands the arguments to cli."""

import _thread
import gc
import sys
from threading import Timer

CIRCLES = 50_000
"""New objects after which Python looks for circles among them. A week is hundreds of thousands of small things that
stay to the end and form none: looking after every 700 takes a tenth of the time."""

MOMENT = 0.05
"""Seconds after which it is pressed: at once it would come in here, and be dropped as well."""


def again(lost: "sys.UnraisableHookArgs") -> None:
    """Press Ctrl-C once more where a library could only drop it, as the core of pydantic does."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        Timer(MOMENT, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    gc.set_threshold(CIRCLES)
    sys.unraisablehook = again
    try:
        from generator.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # before cli was there to say so
        sys.exit(130)
