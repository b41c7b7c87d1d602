"""preview: the frames that show how a plan's subtitles stand, the worst of each language first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from goglobal.errors import UsageError
from goglobal.fit.zones import Overlap, clear_lines
from goglobal.messages import N_
from goglobal.model import Cue, SubtitleFile, Track
from goglobal.pipeline.checks import read_track
from goglobal.plans import Assignment, Plan
from goglobal.preview.scenes import Scene, behind, limit_of, ruler_for, scene_of
from goglobal.profiles.schema import Fit
from goglobal.subtitles.markup import plain


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown, and for whom."""

    scenes: tuple[Scene, ...]
    target: str
    platform: str
    own_frame: bool
    """False: the platform's profile names no frame, so goglobal's default is shown."""
    others: tuple[str, ...] = ()
    """Targets that are not shown."""


def preview(plan: Plan, *, worst: int = 3, cue: int | None = None) -> Preview:
    """The `worst` frames of each language in `plan`, or the one with `cue` (1-based).

    Of several targets the first is shown. Raises UsageError where there is nothing to show, and
    FontError where the profile's font cannot be used.
    """
    target = plan.assignments[0].target
    own = [a for a in plan.assignments if a.target.name == target.name]
    fit = own[0].profile.fit
    scenes: list[Scene] = []
    for assignment in own:
        frame = assignment.profile.fit or Fit()
        for language in assignment.languages:
            found = _frames(assignment, language, frame, worst, cue)
            scenes += found
    if not scenes:
        raise UsageError(
            N_("there is no subtitle to show"),
            {},
            N_("look at the languages and episodes that you asked for"),
        )
    return Preview(
        scenes=tuple(scenes),
        target=target.name,
        platform=target.platform,
        own_frame=fit is not None,
        others=tuple(other.name for other in plan.targets if other.name != target.name),
    )


def _frames(
    assignment: Assignment, language: str, fit: Fit, worst: int, cue: int | None
) -> list[Scene]:
    """The worst frames of one language, the worst first."""
    series = assignment.series
    named = "webvtt" not in assignment.profile.subtitles.formats
    best: list[_Candidate] = []
    seen: set[str] = set()
    for file in _files(assignment, language):
        track = read_track(series.root, file)
        if cue is not None:
            best.append(_asked(track, file, cue))
            continue
        for index, one in enumerate(track.cues):
            least = best[0].share if len(best) == worst else 0.0
            share = 0.0 if one.text in seen else _share(fit, language, one, least, named=named)
            if share <= least:
                continue
            seen.add(one.text)
            heapq.heappush(best, _Candidate(share, -len(seen), file, index, one))
            if len(best) > worst:
                heapq.heappop(best)
    return [
        msgspec.structs.replace(
            scene_of(fit, language, found.cue, named=named),
            series=series.id,
            title=series.title,
            path=found.file.path,
            episode=found.file.episode,
            cue=found.row + 1,
        )
        for found in sorted(best, reverse=True)
    ]


class _Candidate(NamedTuple):
    """A cue that may be among the worst; of equals the first."""

    share: float
    order: int
    file: SubtitleFile
    row: int
    cue: Cue


def _share(fit: Fit, language: str, cue: Cue, least: float, *, named: bool) -> float:
    """How much of its room a cue's widest line takes, and 1 more for text behind the interface.

    What is surely not above `least` is not measured.
    """
    ruler = ruler_for(fit, language)
    limit = limit_of(fit, cue.settings, named=named)
    lines = [line.strip(" \t") for line in plain(cue.text).split("\n")]
    hidden: Overlap | None = None
    own = "\\" in cue.text or cue.settings
    if own or len(lines) > clear_lines(fit):
        hidden = behind(fit, cue, [ruler.width(line) for line in lines], named=named)
    more = 1.0 if hidden else 0.0
    if max(map(ruler.bound, lines)) <= (least - more) * limit:
        return 0.0
    return max(map(ruler.width, lines)) / limit + more


def _asked(track: Track, file: SubtitleFile, cue: int) -> _Candidate:
    if cue > len(track.cues):
        raise UsageError(
            N_("{file} has no cue {cue}; it has {count}"),
            {"file": file.path, "cue": cue, "count": len(track.cues)},
        )
    return _Candidate(0.0, 0, file, cue - 1, track.cues[cue - 1])


def _files(assignment: Assignment, language: str) -> Iterator[SubtitleFile]:
    """The full tracks, one of each episode."""
    tag = assignment.source_of(language)
    seen: set[int] = set()
    for file in assignment.series.subtitles:
        if file.language != tag or file.kind != "full" or file.episode in seen:
            continue
        if file.episode in assignment.episodes:
            seen.add(file.episode)
            yield file
