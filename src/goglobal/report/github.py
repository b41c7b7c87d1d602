"""The findings of a check as annotations of a GitHub Actions job.

GitHub shows ten errors, ten warnings and ten notices of a step
(https://docs.github.com/en/actions/reference/limits), and drops the rest without a word. So only
what it shows is written, a turn for each rule, so that one that found a thousand does not hide the
others; the job summary tells of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from goglobal.findings import Finding, Severity
from goglobal.messages import N_, localise
from goglobal.report.cells import visible
from goglobal.report.located import file_of
from goglobal.report.shapes import CheckOutcome

MOST = 10
"""Annotations of a kind in a step."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotation_lines(report: CheckOutcome, *, roots: Mapping[str, str]) -> str:
    """The workflow commands, one a line; nothing for waived findings."""
    lines: list[str] = []
    for severity in Severity:
        own = [f for f in report.findings if f.severity is severity and f.waived is None]
        shown = _in_turn(own)
        left = len(own) - len(shown)
        lines += [_annotation(finding, roots) for finding in shown]
        if left:
            more = N_("{count} more of this kind stand in the job summary")
            # no command, so it takes the place of no annotation
            lines.append(localise(more, {"count": left}))
    return "\n".join(lines) + "\n" if lines else ""


def _in_turn(findings: list[Finding]) -> list[Finding]:
    """At most `MOST`: the first of each rule, then the second of each."""
    if len(findings) <= MOST:
        return findings
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.code, []).append(finding)
    shown: list[Finding] = []
    for row in range(MOST):
        for own in by_rule.values():
            if row < len(own) and len(shown) < MOST:
                shown.append(own[row])
    return shown


def _annotation(finding: Finding, roots: Mapping[str, str]) -> str:
    message = localise(finding.message, finding.arguments)
    help_text = localise(finding.help, finding.arguments)
    target = f" [{finding.target}]" if finding.target else ""
    properties = {
        "file": file_of(finding, roots),
        "line": str(finding.line) if finding.line else "",
        "title": f"{finding.code} {finding.name}{target}",
    }
    written = ",".join(_properties(properties.items()))
    text = "\n".join(visible(part) for part in (message, help_text) if part)
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(text)}"


def _properties(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, value in items:
        if value:
            yield f"{key}={_data(visible(value)).replace(':', '%3A').replace(',', '%2C')}"


def _data(text: str) -> str:
    """A line feed would end the command, and let what follows be one of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
