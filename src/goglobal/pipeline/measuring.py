"""The pictures and videos of a plan, measured once for all its rules and targets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import msgspec

from goglobal.checking.choosing import is_shown
from goglobal.checking.results import rules_of
from goglobal.checking.running import settings_of
from goglobal.execution import run
from goglobal.findings import Skipped
from goglobal.media.facts import PictureFacts, VideoFacts
from goglobal.messages import N_
from goglobal.model import Series, VideoFile
from goglobal.plans import Assignment, Plan
from goglobal.profiles.videos import videos_of

OF_VIDEOS = frozenset({"ART002", "ART006", "ART008", "TIM009"})
"""The rules that look at what was measured of videos."""
_SAME = 500
"""ms: masters of one episode that differ by more are not one cut (as ART008 has it)."""
_THREADS = min(4, os.cpu_count() or 1)
"""Where there is no executor: Pillow lets other threads work while it reads."""
_TOGETHER = 16
"""Pictures in one job: reading one takes some milliseconds."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of the files of one series."""

    pictures: tuple[PictureFacts, ...] = ()
    videos: tuple[VideoFacts, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    """Rules that lack something of it, and why."""

    @property
    def durations(self) -> dict[int, int]:
        """Episode to how long its video lasts, ms; without those whose masters differ in that."""
        found: dict[int, set[int]] = {}
        for one in self.videos:
            if one.span is None and one.duration is not None:
                found.setdefault(one.episode, set()).add(one.duration)
        return {episode: max(all_) for episode, all_ in found.items() if _alike(all_)}


def _alike(durations: set[int]) -> bool:
    return max(durations) - min(durations) <= _SAME


class _Pictures(msgspec.Struct, frozen=True, kw_only=True):
    root: str
    paths: tuple[str, ...]


def measure(
    plan: Plan,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    executor: Executor | None = None,
) -> dict[str, Measured]:
    """By the id of each series. Raises nothing because of content."""
    found = {}
    for series in plan.series:
        own = [a for a in plan.assignments if a.series.id == series.id]
        videos, reasons = _videos(series, own)
        codes = _running(own, frozenset(select), frozenset(ignore)) if reasons else ()
        found[series.id] = Measured(
            pictures=tuple(_measured_pictures(series, own, executor)),
            videos=videos,
            skipped=tuple(reason(code) for reason in reasons for code in codes),
        )
    return found


def measured_durations(plan: Plan) -> dict[str, dict[int, int]]:
    """Series id to episode to how long its video lasts (ms), as far as it can be measured."""
    every = {}
    for series in plan.series:
        own = [a for a in plan.assignments if a.series.id == series.id]
        every[series.id] = Measured(videos=_videos(series, own)[0]).durations
    return every


def _measured_pictures(
    series: Series, own: list[Assignment], executor: Executor | None
) -> Iterator[PictureFacts]:
    wanted: set[str | None] = {None}
    numbers: set[int | None] = {None}
    for assignment in own:
        wanted.update(map(assignment.source_of, assignment.languages))
        numbers.update(assignment.episodes)
    paths = [a.path for a in series.artwork if a.language in wanted and a.episode in numbers]
    jobs = [
        _Pictures(root=series.root, paths=tuple(paths[start : start + _TOGETHER]))
        for start in range(0, len(paths), _TOGETHER)
    ]
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="pictures") as threads:
        for some in run(jobs, _measure_pictures, executor=executor or threads):
            yield from some


def _measure_pictures(job: _Pictures) -> tuple[PictureFacts, ...]:
    from goglobal.media.pictures import measure_picture

    return tuple(measure_picture(job.root, path) for path in job.paths)


_Reason = Callable[[str], Skipped]


def _videos(
    series: Series, own: list[Assignment]
) -> tuple[tuple[VideoFacts, ...], tuple[_Reason, ...]]:
    """What was measured of the videos, and why some or all of them were not."""
    numbers = {number for assignment in own for number in assignment.episodes}
    masters = {assignment.target.master for assignment in own}
    cuts = {video for a in own for video in videos_of(series, a.target, a.episodes) if video.span}
    videos = [
        video
        for video in series.videos
        if video.master in masters
        and (video in cuts or (video.span is None and video.episode in numbers))
    ]
    if not videos:
        return (), ()
    from goglobal.media.videos import find_ffprobe, measure_videos

    ffprobe = find_ffprobe()
    if ffprobe is None:
        return (), (_not_installed(series, videos),)
    facts = measure_videos(ffprobe, series.root, videos)
    return facts, tuple(_unmeasured(one) for one in facts if not one.measured)


def _not_installed(series: Series, videos: list[VideoFile]) -> _Reason:
    return lambda code: Skipped(
        code=code,
        reason=N_(
            "ffprobe (part of FFmpeg) is not installed: {count} videos of {series} were not "
            "measured"
        ),
        arguments={"count": len(videos), "series": series.id},
    )


def _unmeasured(facts: VideoFacts) -> _Reason:
    return lambda code: Skipped(code=code, reason=facts.problem, arguments=facts.arguments)


def _running(
    own: list[Assignment], select: frozenset[str], ignore: frozenset[str]
) -> tuple[str, ...]:
    """Those of the rules over videos that run for any target and are shown."""
    facts = {
        setting.function.rule.code: setting.function.rule
        for chosen in settings_of(rules_of(None), own, select)
        for setting in chosen
    }
    return tuple(
        code
        for code in sorted(OF_VIDEOS & facts.keys())
        if is_shown(code, facts[code].name, select, ignore)
    )
