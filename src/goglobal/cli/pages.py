"""The QC report as `report` and `check --html` write it."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from goglobal.cli.output import emit
from goglobal.cli.session import Session

if TYPE_CHECKING:
    from goglobal.execution import Progress
    from goglobal.pipeline import CheckReport
    from goglobal.plans import Plan


OF_PAPERS = frozenset(
    {"project", "output", "kind", "names", "targets_file", "platform", "languages", "state"}
)
"""Parameters of `report` that papers heed."""


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


def write_paper(
    session: Session,
    plan: Plan,
    kind: Literal["dissemination", "delivery-note"],
    output: Path | None,
    *,
    state: Path | None = None,
) -> int:
    """Write the dissemination report or the delivery note, in the form that the name asks for.

    Raises UsageError for a name that asks for none, and where nothing was delivered that a note
    could go with.
    """
    from goglobal import __version__
    from goglobal.cli import codes
    from goglobal.cli.output import remark, replace
    from goglobal.errors import UsageError
    from goglobal.messages import N_, localise
    from goglobal.pipeline.papers import paper
    from goglobal.report.papers.writing import ENDINGS, written

    ending = output.suffix.lower() if output is not None else ".html"
    if ending not in ENDINGS:
        raise UsageError(
            N_("{file}: no kind of paper is called that"),
            {"file": str(output), "endings": ", ".join(ENDINGS)},
            N_("the name ends with one of {endings}"),
        )
    made, notices = paper(plan, kind, version=__version__, state=state)
    for notice in notices:
        remark(localise(notice.message, notice.arguments))
    if not made.sections:
        raise UsageError(
            N_("nothing has been delivered that a note could go with"),
            {},
            N_("“goglobal ship” delivers; “goglobal status” shows where things stand"),
        )
    data = written(made, ending)
    if output is None:
        emit(data.decode())
        return codes.DONE
    replace(output, data)
    if not session.quiet:
        count = len(made.sheet.rows)
        told = localise(N_("{file}: {count} rows"), {"file": str(output), "count": count})
        emit(told + "\n")
    return codes.DONE


def write(session: Session, page: str, output: Path | None, found: CheckReport) -> None:
    """Write the page, and say what stands in it."""
    emit(page, output)
    if output is None or session.quiet:
        return
    from goglobal.messages import N_, localise
    from goglobal.report import text, words

    told = text.counts(found) or words.errors(0)
    emit(localise(N_("{file}: {found}"), {"file": str(output), "found": told}) + "\n")
