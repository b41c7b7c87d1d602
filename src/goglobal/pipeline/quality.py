"""The QC report's values: the findings of a check with what stands around each of them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import msgspec

from goglobal.checking.sources import Sources
from goglobal.errors import GoGlobalError, StoreError
from goglobal.exchange.catalog_results import LanguageStanding
from goglobal.exchange.catalog_standing import standing
from goglobal.execution import Progress, run
from goglobal.findings import Finding
from goglobal.model import Cue, SubtitleFile, Track
from goglobal.pipeline.answering import feedback
from goglobal.pipeline.check_reports import CheckReport
from goglobal.pipeline.checks import read_source, read_track
from goglobal.pipeline.fixing import judge_of
from goglobal.pipeline.holding import held_items, holds
from goglobal.pipeline.standing import standings
from goglobal.planning import LanguageTask, language_tasks
from goglobal.plans import Assignment, Plan
from goglobal.preview.scenes import scene_of
from goglobal.profiles.schema import Fit
from goglobal.report.qc.values import BINS, Detail, FrameShown, QualityReport, Speeds
from goglobal.rules.counting import width
from goglobal.subtitles.markup import plain

MOST_DETAILS = 2_500
"""Findings of which what is around them is looked for: no page has room for more."""
_MOST_SOURCES = 4


class _Wanted(msgspec.Struct, frozen=True):
    """One finding in a cue."""

    index: int
    path: str
    cue: int
    target: str | None
    fixable: bool


class _Job(msgspec.Struct, frozen=True, kw_only=True):
    task: LanguageTask
    wanted: tuple[_Wanted, ...]
    today: dt.date
    measured: dict[int, int]


class _Described(msgspec.Struct, frozen=True, kw_only=True):
    details: dict[int, Detail]
    speeds: Speeds


def quality_report(
    plan: Plan,
    check: CheckReport,
    *,
    dist: Path,
    version: str,
    state: str | Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> QualityReport:
    """What the page on `check`, a check of `plan`, tells.

    `dist` is where the bundles stand. Subtitle files are read once more, a language at a time; no
    bucket is asked. Raises nothing because of content; answers that cannot be read are left out.
    """
    today = dt.datetime.now(dt.UTC).date()
    wanted = _wanted(check.findings)
    tasks = list(language_tasks(plan))
    jobs = [
        _Job(
            task=task,
            wanted=_in_task(task, wanted),
            today=today,
            measured=check.durations.get(task.series.id, {}),
        )
        for task in tasks
    ]
    details: dict[int, Detail] = {}
    speeds: list[Speeds] = []
    for done in run(
        jobs, _describe, executor=executor, progress=progress, step="report", total=len(jobs)
    ):
        details.update(done.details)
        speeds.append(done.speeds)
    try:
        answers = feedback(plan.targets, {series.id for series in plan.series})
        rows = standings(plan, holds(plan, check), dist=dist, state=state)
    except StoreError:  # a place of receipts that cannot be reached tells nothing
        answers, rows = (), ()
    return QualityReport(
        check=check,
        plan=plan,
        held=held_items(plan, check),
        standings=rows,
        feedback=answers,
        speeds=tuple(speeds),
        completeness=tuple(_completeness(plan)),
        details=details,
        at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        version=version,
    )


def _wanted(findings: Sequence[Finding]) -> dict[tuple[str, str], list[_Wanted]]:
    """The findings in cues by series and path, the heaviest where there are very many."""
    order = sorted(
        (i for i, f in enumerate(findings) if f.cue is not None and f.path is not None),
        key=lambda i: (findings[i].waived is not None, -findings[i].severity.rank),
    )
    wanted: dict[tuple[str, str], list[_Wanted]] = {}
    for index in order[:MOST_DETAILS]:
        f = findings[index]
        one = _Wanted(index, f.path or "", f.cue or 0, f.target, f.fixable and f.waived is None)
        wanted.setdefault((f.series or "", one.path), []).append(one)
    return wanted


def _in_task(
    task: LanguageTask, wanted: Mapping[tuple[str, str], Sequence[_Wanted]]
) -> tuple[_Wanted, ...]:
    return tuple(one for file in task.files for one in wanted.get((task.series.id, file.path), ()))


def _completeness(plan: Plan) -> Iterator[LanguageStanding]:
    for series in plan.series:
        own = [a for a in plan.assignments if a.series.id == series.id]
        tags = {a.source_of(tag) for a in own for tag in a.languages}
        for tag in sorted(tags, key=lambda tag: (tag != series.source_language, tag)):
            yield standing(series, tag, own, {})


def _describe(job: _Job) -> _Described:
    """The surroundings of the wanted findings, and how fast the language's cues are."""
    task = job.task
    root = task.series.root
    by_path: dict[str, list[_Wanted]] = {}
    for one in job.wanted:
        by_path.setdefault(one.path, []).append(one)
    limit = _limit(task)
    bins, speeds = [0] * BINS, []
    details: dict[int, Detail] = {}
    sources = Sources(task.sources, partial(read_source, root))
    for file in task.files:
        track = read_track(root, file)
        if file.kind == "full":
            for speed in _speeds(track, task.language):
                speeds.append(speed)
                bins[min(BINS - 1, int(speed * 10 / limit))] += 1
        if own := by_path.get(file.path):
            details.update(_details(job, file, track, own, sources))
    speeds.sort()
    return _Described(
        details=details,
        speeds=Speeds(
            series=task.series.id,
            language=task.language,
            limit=limit,
            bins=tuple(bins),
            median=speeds[len(speeds) // 2] if speeds else 0.0,
            most=speeds[-1] if speeds else 0.0,
        ),
    )


def _speeds(track: Track, language: str) -> Iterator[float]:
    """Characters a second of every cue that is shown, as TIM003 counts them."""
    for cue in track.cues:
        shown = cue.end - cue.start
        if shown > 0:
            yield round(width(plain(cue.text), language) * 1000 / shown, 1)


def _limit(task: LanguageTask) -> float:
    """The strictest reading speed among the targets'."""
    from goglobal.profiles.schema import RuleSetting
    from goglobal.rules.base import resolve
    from goglobal.rules.timing_speed import reading_speed

    facts = reading_speed.rule
    return min(
        resolve(
            facts,
            assignment.profile.rules.get(facts.code, RuleSetting()),
            language=task.language,
            audience=task.series.audience,
        ).number("max_cps")
        for assignment in task.assignments
    )


def _details(
    job: _Job, file: SubtitleFile, track: Track, wanted: Iterable[_Wanted], sources: Sources
) -> Iterator[tuple[int, Detail]]:
    wanted = tuple(wanted)
    cues = track.cues
    starts: list[int] = []
    others: tuple[Cue, ...] = ()
    if file.episode in sources:
        others = sources[file.episode].cues
        starts = [cue.start for cue in others]
    mended = _mended(job, file) if any(one.fixable for one in wanted) else None
    for one in wanted:
        row = one.cue - 1
        if not 0 <= row < len(cues):
            continue
        cue = cues[row]
        yield (
            one.index,
            Detail(
                cue=cue,
                before=cues[row - 1] if row else None,
                after=cues[row + 1] if row + 1 < len(cues) else None,
                source=tuple(_meanwhile(cue, others, starts)),
                source_language=job.task.series.source_language if others else "",
                mended=_after(cue, row, len(cues), mended) if one.fixable and mended else None,
                frame=_frame(job.task, one.target, cue),
            ),
        )


def _meanwhile(cue: Cue, others: Sequence[Cue], starts: Sequence[int]) -> Iterator[Cue]:
    """The source's cues that are on the screen while `cue` is, at most a few."""
    if sorted(starts) != list(starts):  # a source out of order is looked through
        found = [o for o in others if o.start < cue.end and o.end > cue.start]
        yield from found[:_MOST_SOURCES]
        return
    first = bisect_left(starts, cue.start)
    while first and others[first - 1].end > cue.start:
        first -= 1
    for other in others[first : first + _MOST_SOURCES]:
        if other.start >= cue.end:
            return
        yield other


def _frame(task: LanguageTask, target: str | None, cue: Cue) -> FrameShown | None:
    assignment = _assignment(task, target)
    named = "webvtt" not in assignment.profile.subtitles.formats
    try:
        scene = scene_of(assignment.profile.fit or Fit(), task.language, cue, named=named)
    except GoGlobalError:  # a font of the user's own that went away meanwhile
        return None
    return FrameShown(
        fit=scene.fit,
        left=scene.block.left,
        top=scene.block.top,
        width=scene.block.width,
        hidden=scene.hidden.zone.name if scene.hidden is not None else "",
        lines=tuple((line.text, line.width) for line in scene.lines),
    )


def _assignment(task: LanguageTask, target: str | None) -> Assignment:
    for assignment in task.assignments:
        if target in (None, assignment.target.name):
            return assignment
    return task.assignments[0]


def _mended(job: _Job, file: SubtitleFile) -> tuple[Cue, ...] | None:
    """The file's cues as `fix` would leave them; None: it leaves the file alone."""
    from goglobal.fixing import mends
    from goglobal.fixing.deciding import decide, read_file

    root = job.task.series.root
    judge = judge_of(job.task, job.today, job.measured)
    try:
        data = Path(root, file.path).read_bytes()
    except OSError:
        return None
    change = decide(data, file, judge, mends(), root=root).change
    return read_file(change.after, file)[1].cues if change.changed else None


def _after(cue: Cue, row: int, count: int, mended: Sequence[Cue]) -> Cue | None:
    """What becomes of a cue; None: nothing, or it cannot be told which it is."""
    if len(mended) == count:
        found = mended[row]
    else:
        near = [other for other in mended if other.start == cue.start]
        if len(near) != 1:
            return None
        (found,) = near
    same = (found.start, found.end, found.text) == (cue.start, cue.end, cue.text)
    return None if same else found
