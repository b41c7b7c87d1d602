"""The papers that others get, from the receipts of a plan's deliveries."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from goglobal.delivery.receipts import Notice
from goglobal.locale_names import format_date
from goglobal.pipeline.measuring import measured_durations
from goglobal.pipeline.recounting import history
from goglobal.plans import Plan
from goglobal.report.papers.delivery_note import note_paper
from goglobal.report.papers.dissemination import dissemination_report
from goglobal.report.papers.standing import delivered
from goglobal.report.papers.values import Paper

Kind = Literal["dissemination", "delivery-note"]


def paper(
    plan: Plan, kind: Kind, *, version: str, state: str | Path | None = None
) -> tuple[Paper, tuple[Notice, ...]]:
    """The paper of one kind, and what went wrong with reading the receipts.

    Nothing but the receipts is asked. Raises StoreError where none of them can be read.
    """
    receipts, notices = history(plan.targets, series={s.id for s in plan.series}, state=state)
    wanted = {(a.series.id, a.target.name): {*a.languages, None} for a in plan.assignments}
    own = [r for r in receipts if r.language in wanted.get((r.series, r.target), ())]
    declared = all(e.duration is not None for s in plan.series for e in s.episodes)
    rows = delivered(plan.assignments, own, {} if declared else measured_durations(plan))
    now = dt.datetime.now(dt.UTC)
    made = f"{format_date(now.date())} {now:%H:%M} UTC · goglobal {version}"
    make = dissemination_report if kind == "dissemination" else note_paper
    return make(plan, rows, own, made=made), notices
