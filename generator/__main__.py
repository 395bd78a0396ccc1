"""`python -m generator`: hands the arguments to cli."""

import gc
import sys

CIRCLES = 50_000
"""New objects after which Python looks for circles among them. A week is hundreds of thousands of small things that
stay to the end and form none: looking after every 700 takes a tenth of the time."""

if __name__ == "__main__":
    gc.set_threshold(CIRCLES)
    try:
        from generator.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # before cli was there to say so
        sys.exit(130)
