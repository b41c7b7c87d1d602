"""`goglobal push --probe`: what a target's place can do and what we may do there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from goglobal.cli import codes
from goglobal.cli.output import emit, painter
from goglobal.cli.session import Session
from goglobal.errors import UsageError
from goglobal.messages import N_

_CODES = {"fine": codes.DONE, "change": codes.FINDINGS, "closed": codes.INCOMPLETE}


def refuse(given: Mapping[str, object]) -> None:
    """Raise UsageError, naming them all, where options are `given` that a probe has no use for."""
    words = [option for option, value in given.items() if value]
    if words:
        raise UsageError(
            N_("{options}: not with --probe"),
            {"options": ", ".join(words)},
            N_("a probe tries the place of the target it names, and delivers nothing"),
        )


def run(
    session: Session,
    project: Path,
    name: str,
    *,
    targets_file: Path | None,
    platform: str | None,
    format: str,
    output: Path | None,
) -> int:
    """Probe the target `name` of the project and tell what came of it.

    Raises UsageError where there is no such target.
    """
    from goglobal import pipeline
    from goglobal.report import json_, probes

    (target,) = pipeline.targets_of(project, file=targets_file, names=(name,), platform=platform)
    session.delivering = True
    report = pipeline.probe(target)
    if format == "json":
        emit(json_.dump(probes.probe_document(report)), output)
    else:
        emit(probes.probe_text(report, painter=painter(output)), output)
    return _CODES[report.verdict]
