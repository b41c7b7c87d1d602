"""`goglobal` and `python -m goglobal`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from goglobal.cli.running import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command had begun
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
