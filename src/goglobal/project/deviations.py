"""The findings that loading a series makes, by code: one table for the names and severities."""

from __future__ import annotations

import msgspec

from goglobal.errors import Argument
from goglobal.findings import Finding, Severity


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that loading gets over."""

    code: str
    name: str
    severity: Severity
    """Where a finding does not say otherwise."""


DEVIATIONS = {
    deviation.code: deviation
    for deviation in (
        Deviation(code="PRJ001", name="language-tag", severity=Severity.ERROR),
        Deviation(code="PRJ004", name="unexpected-file", severity=Severity.WARNING),
        Deviation(code="PRJ005", name="unsafe-name", severity=Severity.ERROR),
        Deviation(code="CAT005", name="syntax", severity=Severity.ERROR),
        Deviation(code="MET005", name="unknown-term", severity=Severity.ERROR),
        Deviation(code="MET009", name="document-missing", severity=Severity.ERROR),
    )
}


def finding(
    code: str,
    message: str,
    *,
    help: str = "",  # noqa: A002
    severity: Severity | None = None,
    path: str | None = None,
    line: int | None = None,
    language: str | None = None,
    episode: int | None = None,
    **arguments: Argument,
) -> Finding:
    """A finding with the name and severity of its code."""
    deviation = DEVIATIONS[code]
    return Finding(
        code=code,
        name=deviation.name,
        severity=severity or deviation.severity,
        message=message,
        arguments=arguments,
        help=help,
        path=path,
        line=line,
        language=language,
        episode=episode,
    )
