"""`python -m generator`: hands the arguments to cli.py."""

import sys

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
