"""`goglobal` and `python -m goglobal`."""

from __future__ import annotations

import gc
import sys

COLLECTED_AFTER = 100_000
"""Objects after which cycles are looked for; Python's 700 are a tenth of the command's start."""


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])
    try:
        from goglobal.cli.running import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command had begun
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
