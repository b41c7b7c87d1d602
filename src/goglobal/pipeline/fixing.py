"""fix: read each language's files once, decide what can be mended in them; nothing is written."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from goglobal.applying import apply, place_of, tidy
from goglobal.checking.results import rules_of
from goglobal.checking.running import settings_of
from goglobal.checking.sources import Sources
from goglobal.checking.tracks import TrackRules
from goglobal.errors import ProjectError
from goglobal.execution import Event, Progress, run
from goglobal.findings import Finding, Severity
from goglobal.fixing.changes import Change, Left
from goglobal.locking import lock
from goglobal.model import SubtitleFile, Track
from goglobal.pipeline.checks import read_track, unreadable
from goglobal.pipeline.making import state_of
from goglobal.pipeline.measuring import measured_durations
from goglobal.planning import LanguageTask, language_tasks
from goglobal.plans import Plan

if TYPE_CHECKING:
    from goglobal.fixing.judging import Judge

LARGEST = 64 << 20
"""Bytes: what is larger is no subtitle file, and is not even read."""


class FixReport(msgspec.Struct, frozen=True, kw_only=True):
    """What can be mended in a plan's subtitle files, and what is left of their findings."""

    series: tuple[str, ...]
    files: tuple[Change, ...]
    """Files with something to mend or something left, in the order of series and paths."""
    tracks: int = 0
    """Subtitle files read."""
    waived: int = 0
    tracebacks: tuple[str, ...] = ()
    """Of rules that crashed: for the log, never for the screen."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The files that change."""
        return tuple(change for change in self.files if change.changed)

    @property
    def mended(self) -> tuple[Finding, ...]:
        """Every finding that is mended."""
        return tuple(finding for change in self.files for finding in change.mended)

    @property
    def left(self) -> tuple[Left, ...]:
        """Every finding that is left and not waived."""
        return tuple(left for change in self.files for left in change.left)

    @property
    def crashed(self) -> bool:
        """Whether a rule crashed (RUN001): the run counts as failed."""
        return any(left.finding.code == "RUN001" for left in self.left)

    def count(self, severity: Severity) -> int:
        """Findings of this severity that are left."""
        return sum(left.finding.severity is severity for left in self.left)


class _Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker gets: it reads the files itself and hands back what would become of them."""

    task: LanguageTask
    today: dt.date
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    measured: dict[int, int]
    """How long the videos of the series last (ms), by episode."""
    sources: dict[str, bytes]
    """The source language's files as they will be, by path, where they change."""


class _Done(msgspec.Struct, frozen=True, kw_only=True):
    files: tuple[Change, ...]
    tracks: int
    waived: int
    tracebacks: tuple[str, ...]


def fix(
    plan: Plan,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Change, ...]:
    """The subtitle files of `plan` that can be mended, as changes; `apply` writes them.

    Mended is what every target in the plan that takes the file asks for, what nobody waived, and
    what can be mended without changing what the text says. `select` and `ignore` (codes, names or
    families of rules) narrow it. Nothing is written. Raises nothing because of content.
    """
    return fixes(plan, select=select, ignore=ignore, executor=executor, progress=progress).changes


def fixes(
    plan: Plan,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> FixReport:
    """The same as `fix`, with what is left and why."""
    today = dt.datetime.now(dt.UTC).date()
    chosen, unwanted = tuple(select), tuple(ignore)
    every = list(language_tasks(plan))
    firsts = [task for task in every if task.language == task.series.source_language]
    others = [task for task in every if task.language != task.series.source_language]
    durations = measured_durations(plan)
    done: list[_Done] = []
    mended: dict[str, dict[str, bytes]] = {}
    # what translations are compared to is mended before they are
    for tasks in (firsts, others):
        jobs = [
            _Task(
                task=task,
                today=today,
                select=chosen,
                ignore=unwanted,
                measured=durations[task.series.id],
                sources=mended.get(task.series.id, {}),
            )
            for task in tasks
        ]
        results = run(
            jobs,
            _fix_language,
            executor=executor,
            progress=_from(progress, len(done), len(every)),
            step="check",
        )
        for result in results:
            done.append(result)
            for change in result.files:
                if change.changed:
                    mended.setdefault(change.series, {})[change.path] = change.after
    files = sorted(
        (change for result in done for change in result.files),
        key=lambda change: (change.series, change.path),
    )
    return FixReport(
        series=tuple(series.id for series in plan.series),
        files=tuple(files),
        tracks=sum(result.tracks for result in done),
        waived=sum(result.waived for result in done),
        tracebacks=tuple(dict.fromkeys(text for result in done for text in result.tracebacks)),
    )


def apply_fixes(
    plan: Plan, decide: Callable[[], FixReport], *, state: str | Path | None = None
) -> tuple[FixReport, ProjectError | None]:
    """Decide and write, with nobody else at work on the same state folder in between.

    What could not be written is not in the report, but in the error, with the reason. Raises
    LockedError where another goglobal is at work.
    """
    with lock(state_of(plan, state)):
        tidy(_folders(plan))
        report = decide()
        try:
            apply(report.changes)
        except ProjectError as error:
            failed = {problem.file for problem in error.problems}
            written = tuple(f for f in report.files if place_of(f) not in failed)
            return msgspec.structs.replace(report, files=written), error
    return report, None


def _folders(plan: Plan) -> tuple[Path, ...]:
    """The folders that the plan's subtitle files lie in."""
    places = (Path(s.root, f.path).parent for s in plan.series for f in s.subtitles)
    return tuple(dict.fromkeys(places))


def _from(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress that goes on where an earlier part of the same work ended."""
    if progress is None:
        return None

    def tell(event: Event) -> None:
        progress(Event(event.step, before + event.done, total, event.label))

    return tell


def judge_of(
    task: LanguageTask,
    today: dt.date,
    measured: dict[int, int],
    *,
    sources: Mapping[str, bytes] | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> Judge:
    """What decides about the files of one language; `sources` are the source's files as they will
    be, by path, where they change."""
    from goglobal.fixing.judging import Judge

    rules = TrackRules(
        task.series,
        task.language,
        task.assignments,
        settings_of(rules_of(None), task.assignments, select),
        Sources(task.sources, partial(_source, task.series.root, sources or {})),
        measured=measured,
    )
    return Judge(rules, task.assignments, task.series.waivers, today, select=select, ignore=ignore)


def _fix_language(work: _Task) -> _Done:
    from goglobal.fixing import mends
    from goglobal.fixing.deciding import decide

    task = work.task
    root = task.series.root
    judge = judge_of(
        task,
        work.today,
        work.measured,
        sources=work.sources,
        select=work.select,
        ignore=work.ignore,
    )
    known = mends()
    files: list[Change] = []
    tracebacks: list[str] = []
    waived = 0
    for file in task.files:
        try:
            data = _bytes(Path(root, file.path))
        except OSError as error:
            files.append(_unread(task, file, error))
            continue
        decision = decide(data, file, judge, known, root=root)
        waived += decision.waived
        tracebacks += decision.tracebacks
        if decision.change.changed or decision.change.left:
            files.append(decision.change)
    return _Done(
        files=tuple(files), tracks=len(task.files), waived=waived, tracebacks=tuple(tracebacks)
    )


def _bytes(path: Path) -> bytes:
    """A file's content. Raises OSError where it cannot be read or is far too large."""
    with open(path, "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def _source(root: str, changed: Mapping[str, bytes], file: SubtitleFile) -> Track:
    """The source language's track as it will be."""
    data = changed.get(file.path)
    if data is None:
        return read_track(root, file)
    from goglobal.fixing.deciding import read_file

    return read_file(data, file)[1]


def _unread(task: LanguageTask, file: SubtitleFile, error: OSError) -> Change:
    found = msgspec.structs.replace(
        unreadable(error),
        series=task.series.id,
        language=file.language,
        kind=file.kind,
        episode=file.episode,
        path=file.path,
    )
    return Change(
        series=task.series.id,
        root=task.series.root,
        path=file.path,
        language=file.language,
        before=b"",
        after=b"",
        left=(Left(finding=found),),
    )
