"""The QC report as `report` and `check --html` write it."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.cli.output import emit
from goglobal.cli.session import Session

if TYPE_CHECKING:
    from goglobal.execution import Progress
    from goglobal.pipeline import CheckReport
    from goglobal.plans import Plan


def quality_page(
    plan: Plan,
    found: CheckReport,
    *,
    dist: Path | None = None,
    state: Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> str:
    """The page on a check of `plan`."""
    from goglobal import __version__, pipeline
    from goglobal.report.qc import page

    report = pipeline.quality_report(
        plan,
        found,
        dist=dist or Path(plan.assignments[0].target.directory) / "dist",
        version=__version__,
        state=state,
        executor=executor,
        progress=progress,
    )
    return page.quality_page(report)


def write(session: Session, page: str, output: Path | None, found: CheckReport) -> None:
    """Write the page, and say what stands in it."""
    emit(page, output)
    if output is None or session.quiet:
        return
    from goglobal.messages import N_, localise
    from goglobal.report import text, words

    told = text.counts(found) or words.errors(0)
    emit(localise(N_("{file}: {found}"), {"file": str(output), "found": told}) + "\n")
