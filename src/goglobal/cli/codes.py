"""The exit codes, and which of several wins."""

from __future__ import annotations

DONE = 0
FINDINGS = 1
UNUSABLE = 2
INCOMPLETE = 3
INTERRUPTED = 130
_PRECEDENCE = (INTERRUPTED, UNUSABLE, INCOMPLETE, FINDINGS)


def strongest(*codes: int) -> int:
    """The exit code where several hold: 130, then 2, 3, 1."""
    return next((code for code in _PRECEDENCE if code in codes), DONE)
