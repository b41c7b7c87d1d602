"""What the findings of a check hold back of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal import checking
from goglobal.bundling.holding import Held
from goglobal.pipeline.check_reports import CheckReport
from goglobal.pipeline.checks import left_out
from goglobal.pipeline.reports import HeldItem
from goglobal.plans import Assignment, Plan


def holds(plan: Plan, report: CheckReport) -> dict[tuple[str, str], Held]:
    """By series and target, what building leaves out.

    A language that the plan does not have but that is held whole stands there too: the shared
    bundle describes all of the target's languages.
    """
    found: dict[tuple[str, str], Held] = {}
    for assignment, held in _all(plan, report):
        place = (assignment.series.id, assignment.target.name)
        found[place] = {**held.by_language(), **found.get(place, {})}
    return found


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
        for assignment, held in _all(plan, report)
        for part in held.parts
    )


def _all(plan: Plan, report: CheckReport) -> Iterator[tuple[Assignment, checking.Held]]:
    for assignment in plan.assignments:
        yield assignment, checking.held(assignment, report.gating)
    if not report.beyond:
        return
    for assignment in left_out(plan).assignments:
        held = checking.held(assignment, report.beyond)
        if held.all:  # what is wrong with the shared part, the plan's own check has told
            continue
        yield assignment, held.whole()
