"""RUN001: the finding that the runner makes when a rule crashes. No function stands behind it."""

from __future__ import annotations

from goglobal.findings import Severity
from goglobal.messages import N_
from goglobal.rules.base import Rule

CRASHED = Rule(
    code="RUN001",
    name="rule-crashed",
    severity=Severity.ERROR,
    subject="track",
    summary=N_("A rule crashed, so what it would have found is not known."),
    reason=N_(
        "A check that stopped half-way must not look like one that passed. The other rules go on; "
        "the command exits with 2."
    ),
    fails=N_("a fault in the rule itself: the log has its traceback"),
    passes=N_("every rule that is on comes to its end"),
)
