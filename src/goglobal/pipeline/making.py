"""build: bundles on the local disk, without what an error holds back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from goglobal.bundling import building
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.holding import Held, Share, shares
from goglobal.execution import Progress, run
from goglobal.locking import lock
from goglobal.pipeline.check_reports import CheckReport
from goglobal.pipeline.checks import check
from goglobal.pipeline.holding import holds
from goglobal.plans import Assignment, Plan


class _Job(msgspec.Struct, frozen=True, kw_only=True):
    assignment: Assignment
    place: str
    part: Share
    state: str
    cache: bool


def build(
    plan: Plan,
    out: str | Path,
    *,
    report: CheckReport | None = None,
    state: str | Path | None = None,
    cache: bool = True,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Bundle, ...]:
    """Build the bundles of `plan` below `out`: `<series>/<target>/<language>` and `shared`.

    What an unwaived error holds back is left out, as the target's `hold` says; without a `report`
    of this plan the checks run first. Raises GoGlobalError where `out` cannot be written: what
    stood there stays whole.
    """
    folder = Path(out).absolute()
    own_state = state_of(plan, state)
    if report is None:
        report = check(
            plan, state=own_state, executor=executor, cache=cache, beyond=True, progress=progress
        )
    with lock(folder):
        jobs = list(_jobs(plan, folder, holds(plan, report), own_state, cache))
        return tuple(
            run(jobs, _build, executor=executor, progress=progress, step="build", total=len(jobs))
        )


def state_of(plan: Plan, state: str | Path | None) -> Path:
    """The state folder of a plan: the one given, else `.goglobal` beside `goglobal.toml`."""
    if state is not None:
        return Path(state).absolute()
    return Path(plan.assignments[0].target.directory) / ".goglobal"


def _jobs(
    plan: Plan, out: Path, held: dict[tuple[str, str], Held], state: Path, cache: bool
) -> Iterator[_Job]:
    for assignment in plan.assignments:
        holding = held.get((assignment.series.id, assignment.target.name))
        parts = shares(assignment, holding)
        folder = building.prepare(assignment, out, parts, held=holding)
        for name, part in parts.items():
            yield _Job(
                assignment=assignment,
                place=str(folder / name),
                part=part,
                state=str(state),
                cache=cache,
            )


def _build(job: _Job) -> Bundle:
    return building.build_bundle(
        job.assignment, Path(job.place), job.part, state=Path(job.state), cache=job.cache
    )
