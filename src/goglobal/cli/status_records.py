"""`status --history` and `status --rebuild`: what the receipts say, and the index over them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.cli import codes
from goglobal.cli.output import emit, painter, remark
from goglobal.cli.session import Session
from goglobal.messages import localise, ngettext

if TYPE_CHECKING:
    from goglobal.model import Target


def history(
    project: Path,
    targets: Sequence[Target],
    *,
    units: Collection[str] | None,
    state: Path | None,
    format: str,
    output: Path | None,
) -> None:
    """Tell every receipt of the project at these targets."""
    from goglobal import pipeline
    from goglobal.report import history as told
    from goglobal.report import json_

    ids = [series.id for series in pipeline.load(project)]
    receipts, notices = pipeline.history(targets, series=ids, units=units, state=state)
    for notice in notices:
        remark(localise(notice.message, notice.arguments))
    if format == "json":
        emit(json_.dump(told.history_document(receipts)), output)
    else:
        emit(told.history_table(receipts, painter=painter(output)), output)


def rebuild(
    session: Session, project: Path, targets: Sequence[Target], *, state: Path | None
) -> int:
    """Make the ledger anew and remark what it holds; return the exit code."""
    from goglobal import pipeline
    from goglobal.errors import fill

    ids = [series.id for series in pipeline.load(project)]
    rebuilt = pipeline.rebuild(targets, series=ids, state=state)
    for notice in (*rebuilt.notices, *rebuilt.unseen):
        remark(localise(notice.message, notice.arguments))
    if not session.quiet:
        counts = {"count": rebuilt.receipts, "found": len(rebuilt.found)}
        message = ngettext(
            "{count} receipt read; {found} written for what stands in the buckets",
            "{count} receipts read; {found} written for what stands in the buckets",
            rebuilt.receipts,
        )
        remark(fill(message, counts))
    return codes.INCOMPLETE if rebuilt.unseen else codes.DONE
