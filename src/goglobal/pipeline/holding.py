"""What the findings of a check hold back of a plan."""

from __future__ import annotations

from goglobal import checking
from goglobal.bundling.holding import Held
from goglobal.pipeline.reports import CheckReport, HeldItem
from goglobal.plans import Plan


def holds(plan: Plan, report: CheckReport) -> dict[tuple[str, str], Held]:
    """By series and target, what building leaves out."""
    return {
        (a.series.id, a.target.name): checking.held(a, report.gating).by_language()
        for a in plan.assignments
    }


def held_items(plan: Plan, report: CheckReport) -> tuple[HeldItem, ...]:
    """The same as a list for people, with the errors that hold each item."""
    return tuple(
        HeldItem(
            series=assignment.series.id,
            target=assignment.target.name,
            language=part.language,
            episodes=part.episodes,
            reasons=part.reasons,
        )
        for assignment in plan.assignments
        for part in checking.held(assignment, report.gating).parts
    )
