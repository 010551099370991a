"""python -m testbed.hostile: the same as `python -m testbed hostile`."""

from __future__ import annotations

import sys

from testbed.hostile.command import main

if __name__ == "__main__":
    sys.exit(main())
