"""`python -m generator`: hands the arguments to cli.py."""

import sys

if __name__ == "__main__":
    try:
        from generator.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # before cli.py was there to say so
        sys.exit(130)
