"""From findings to an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.cli import codes

if TYPE_CHECKING:
    from goglobal.pipeline import CheckReport


def exit_code(report: CheckReport, fail_on: str) -> int:
    """2 where a rule crashed, 1 where an unwaived finding weighs `fail_on` or more, else 0."""
    if report.crashed:
        return codes.UNUSABLE
    if fail_on == "never":
        return codes.DONE
    from goglobal.findings import Severity

    floor = Severity(fail_on).rank
    weighs = any(f.waived is None and f.severity.rank >= floor for f in report.findings)
    return codes.FINDINGS if weighs else codes.DONE
