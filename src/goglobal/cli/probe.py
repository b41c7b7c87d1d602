"""`goglobal push --probe`: what a target's place can do and what we may do there."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import codes
from goglobal.cli.output import emit, painter
from goglobal.cli.refusing import refuse
from goglobal.cli.session import Session
from goglobal.messages import N_

_CODES = {"fine": codes.DONE, "change": codes.FINDINGS, "closed": codes.INCOMPLETE}


_TAKEN = frozenset({"project", "probe", "targets_file", "platform", "format", "output"})
"""Parameters of `push` that a probe heeds, beside those that stand in the session."""


def refuse_others(context: click.Context) -> None:
    """Raise UsageError, naming them all, for options that a probe has no use for."""
    refuse(
        context,
        taken=_TAKEN,
        other="--probe",
        help=N_("a probe tries the place of the target it names, and delivers nothing"),
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
