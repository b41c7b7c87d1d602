"""The exit codes, and which of several wins."""

from __future__ import annotations

DONE = 0
"""Done, nothing at or above `--fail-on`."""
FINDINGS = 1
"""Findings at or above `--fail-on`, or something was held back; or `verify` found damage."""
UNUSABLE = 2
"""Usage, project, profile or internal error; a rule crashed; or nothing was selected."""
INCOMPLETE = 3
"""Delivery incomplete: run the same command again, and it goes on where it stopped."""
INTERRUPTED = 130
"""Interrupted (Ctrl-C); nothing is half-committed."""
_PRECEDENCE = (INTERRUPTED, UNUSABLE, INCOMPLETE, FINDINGS)


def strongest(*codes: int) -> int:
    """The exit code where several hold: 130, then 2, 3, 1."""
    return next((code for code in _PRECEDENCE if code in codes), DONE)
