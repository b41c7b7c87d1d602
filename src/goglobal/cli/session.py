"""One call of the command: what was asked of it, and how far it has come."""

from __future__ import annotations

from pathlib import Path


class Session:
    """What the parts of one call share; made by `main`, handed on by click."""

    def __init__(self) -> None:
        self.quiet = False
        self.verbose = False
        self.bars = True
        """False: no progress bar, even on a terminal."""
        self.project: Path | None = None
        self.state: Path | None = None
        """`--state`; None: where the project has it."""
        self.rehearsing = False
        """True with `--dry-run`: nothing is sent, whatever the steps are called."""
        self.delivering = False
        """True once anything may have been sent: from then on a failure is exit 3, not 2."""
