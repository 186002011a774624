"""`python -m llmanac` is the command `llmanac`."""

import sys

from llmanac.cli import main

if __name__ == "__main__":
    sys.exit(main())
