"""Where a finding stands, as other programs are told: from the working folder, never nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from goglobal.findings import Finding

SERIES_FILE = "series.toml"
"""What stands for a finding of no file: it is always there."""


def file_of(finding: Finding, roots: Mapping[str, str]) -> str:
    """The file of a finding from the working folder, with `/`; `roots` as `text.check_report`."""
    root = roots.get(finding.series or "", "").replace("\\", "/")
    path = finding.path or SERIES_FILE
    return f"{root}/{path}" if root else path


def about(finding: Finding) -> str:
    """What a finding is about where no file and line say it: `moonlit-bund th ep003`."""
    parts = (
        finding.series,
        finding.target and f"[{finding.target}]",
        finding.language,
        finding.kind if finding.kind != "full" else None,
        f"ep{finding.episode:03}" if finding.episode is not None else None,
    )
    return " ".join(part for part in parts if part)
