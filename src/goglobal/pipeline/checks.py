"""check: read each language's files once, judge them for every target, then the series whole."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from goglobal import checking
from goglobal.checking import Checked, LanguageJob, SeriesJob
from goglobal.checking.choosing import is_shown
from goglobal.checking.documents import SCHEMAS
from goglobal.checking.revisions import has_revisions
from goglobal.checking.sources import Sources
from goglobal.execution import Progress, run
from goglobal.findings import Finding, Skipped, sort_key
from goglobal.messages import N_
from goglobal.model import SubtitleFile, Track
from goglobal.pipeline.check_reports import CheckReport
from goglobal.pipeline.measuring import Measured, measure
from goglobal.planning import LanguageTask, language_tasks
from goglobal.plans import Plan


class _Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker gets: it reads the files itself and hands back findings and digests."""

    task: LanguageTask
    today: dt.date
    select: tuple[str, ...]
    measured: dict[int, int] = {}
    """How long the videos of the series last (ms), by episode."""


def check(
    plan: Plan,
    *,
    state: str | Path | None = None,
    executor: Executor | None = None,
    cache: bool = True,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    beyond: bool = False,
    progress: Progress | None = None,
) -> CheckReport:
    """Everything in `plan` that would be rejected, before it is sent.

    `select` and `ignore` (codes, names or families of rules) choose what is shown; `gating` holds
    every unwaived error all the same. `beyond` looks at the languages too that the plan leaves out
    of its targets, for what they hold of the shared bundle. Nothing is written and nothing is
    remembered between runs: `state` and `cache` are for runs that will. Raises nothing because of
    content.
    """
    today = dt.datetime.now(dt.UTC).date()
    chosen = tuple(select)
    unwanted = tuple(ignore)
    media = measure(plan, select=chosen, ignore=unwanted, executor=executor)
    tasks = [
        _Task(task=t, today=today, select=chosen, measured=media[t.series.id].durations)
        for t in language_tasks(plan)
    ]
    done = list(
        run(
            tasks,
            _check_language,
            executor=executor,
            progress=progress,
            step="check",
            total=len(tasks),
        )
    )
    results = [
        *done,
        *_check_series(plan, tasks, done, today=today, select=chosen, media=media, state=state),
    ]
    findings = sorted((f for result in results for f in result.findings), key=sort_key)
    return CheckReport(
        series=tuple(series.id for series in plan.series),
        findings=checking.filter_findings(findings, select=chosen, ignore=unwanted),
        skipped=(
            *(skipped for one in media.values() for skipped in one.skipped),
            *_unjudged(results, frozenset(chosen), frozenset(unwanted)),
        ),
        tracks=sum(result.tracks for result in results),
        cues=sum(result.cues for result in results),
        gating=tuple(finding for finding in findings if finding.gates),
        beyond=_beyond(plan, executor) if beyond else (),
        durations={series: measured.durations for series, measured in media.items()},
        tracebacks=tuple(text for result in results for text in result.tracebacks),
    )


def _unjudged(
    results: Iterable[Checked], select: frozenset[str], ignore: frozenset[str]
) -> Iterator[Skipped]:
    """What could not be judged, where the rule that would have is shown."""
    found: list[Skipped] = []
    for result in results:
        found += [one for one in result.skipped if one not in found]
    if found:
        from goglobal.rules.lookup import facts

        names = {rule.code: rule.name for rule in facts()}
        yield from (one for one in found if is_shown(one.code, names[one.code], select, ignore))


def _beyond(plan: Plan, executor: Executor | None) -> tuple[Finding, ...]:
    """The unwaived errors in what the plan leaves out of its targets' languages."""
    others = left_out(plan)
    return check(others, executor=executor).gating if others.assignments else ()


def left_out(plan: Plan) -> Plan:
    """The languages of the plan's targets that the plan itself does not have."""
    from goglobal import planning

    own = {(a.series.id, a.target.name): a for a in plan.assignments}
    rest = []
    for whole in planning.plan(plan.series, plan.targets).assignments:
        narrow = own.get((whole.series.id, whole.target.name))
        if narrow is None:
            continue
        tags = tuple(tag for tag in whole.languages if tag not in narrow.languages)
        if tags:
            rest.append(msgspec.structs.replace(whole, languages=tags, episodes=narrow.episodes))
    return Plan(assignments=tuple(rest), narrowed=True)


def _check_series(
    plan: Plan,
    tasks: list[_Task],
    done: list[Checked],
    *,
    today: dt.date,
    select: tuple[str, ...],
    media: Mapping[str, Measured],
    state: str | Path | None,
) -> Iterator[Checked]:
    by_series: dict[str, list[Checked]] = {}
    for task, result in zip(tasks, done, strict=True):
        by_series.setdefault(task.task.series.id, []).append(result)
    for series in plan.series:
        own = by_series.get(series.id, [])
        before, unread = _delivered(plan, series.id, state)
        result = checking.check_series(
            SeriesJob(
                series=series,
                assignments=tuple(a for a in plan.assignments if a.series.id == series.id),
                digests=tuple(digest for result in own for digest in result.digests),
                matched=tuple(sorted({index for result in own for index in result.matched})),
                today=today,
                targets=() if plan.narrowed else plan.targets_known,
                narrowed=plan.narrowed,
                select=select,
                pictures=media[series.id].pictures,
                videos=media[series.id].videos,
                schemas=os.environ.get(SCHEMAS, ""),
                delivered=before,
            )
        )
        yield msgspec.structs.replace(result, skipped=(*result.skipped, *unread))


def _delivered(
    plan: Plan, series: str, state: str | Path | None
) -> tuple[Mapping[str, Mapping[str, str]], tuple[Skipped, ...]]:
    """By target what was delivered under names with a revision; what cannot be told, and why."""
    if not any(has_revisions(a) and a.target.url for a in plan.assignments):
        return {}, ()  # nothing of what delivers is loaded
    from goglobal.pipeline.revisions import delivered

    found = delivered(plan, series, state=state)
    return found.by_target, found.skipped


def _check_language(work: _Task) -> Checked:
    task = work.task
    root = task.series.root
    return checking.check_language(
        LanguageJob(
            series=task.series,
            language=task.language,
            assignments=task.assignments,
            tracks=tuple((file, read_track(root, file)) for file in task.files),
            sources=Sources(task.sources, partial(read_source, root)),
            measured=work.measured,
            today=work.today,
            select=work.select,
        )
    )


def read_track(root: str, file: SubtitleFile) -> Track:
    """The track in `file`; one that cannot be read has no cues and says why (SUB001)."""
    from goglobal import subtitles

    try:
        track: Track = subtitles.read(Path(root, file.path), language=file.language)
    except OSError as error:
        track = Track(cues=(), language=file.language, findings=(unreadable(error),))
    return msgspec.structs.replace(track, episode=file.episode, kind=file.kind, name=file.path)


def unreadable(error: OSError) -> Finding:
    from goglobal.subtitles.deviations import finding

    return finding(
        "SUB001",
        line=1,
        message=N_("the file cannot be read: {reason}"),
        arguments={"reason": error.strerror or type(error).__name__},
        help=N_("see to its rights, and that it is still there"),
    )


def read_source(root: str, file: SubtitleFile) -> Track:
    """The same for a track that every language is compared to: one process reads it once."""
    try:
        seen = os.stat(Path(root, file.path))
    except OSError:
        return read_track(root, file)
    return _remembered(root, file, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size)


@lru_cache(maxsize=512)  # about 20 KB each: more than any series has episodes
def _remembered(root: str, file: SubtitleFile, *_stamp: int) -> Track:
    return read_track(root, file)
