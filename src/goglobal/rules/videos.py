"""ART007 and ART008: the episodes' videos against what is declared and what the target takes."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.episodes import format_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import Series, Target
from goglobal.profiles.videos import videos_of
from goglobal.project.video_places import video_place
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import clock, seconds
from goglobal.rules.subjects import SeriesSubject


@rule(
    "ART007",
    "missing-video",
    Severity.ERROR,
    "series",
    summary=N_("The target takes the videos, and an episode has none."),
    reason=N_("The delivery would arrive without the episode itself, and say nothing of it."),
    fails="[targets.demo]\nvideo = true\n\nvideo/ep001.mp4\nvideo/ep003.mp4",
    passes="[targets.demo]\nvideo = true\n\nvideo/ep001.mp4\nvideo/ep002.mp4\nvideo/ep003.mp4",
)
def missing_video(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series = subject.series
    target, numbers = subject.target, [e.number for e in subject.episodes]
    own = videos_of(series, target, numbers)
    if not target.video:
        return
    if target.compilation:
        if numbers and not own:
            yield _no_cut(series, target, numbers)
        return
    there = {video.episode for video in own}
    missing = [number for number in numbers if number not in there]
    if not missing:
        return
    path = video_place(series, target.master, missing[0])
    yield Found(
        message=N_("no episode has a video, and the target takes the videos")
        if not there
        else N_("the episodes {episodes} have no video, and the target takes the videos")
        if len(set(missing)) > 1
        else N_("episode {episodes} has no video, and the target takes the videos"),
        arguments={"episodes": format_episodes(missing), "path": path},
        help=N_("add {path}.mp4 and so on, or say `video = false` in the target"),
        path=f"{path}.mp4",
        episode=missing[0] if len(set(missing)) == 1 else None,
    )


def _no_cut(series: Series, target: Target, numbers: list[int]) -> Found:
    path = video_place(series, target.master, numbers[0], numbers[-1])
    return Found(
        message=N_("the long cut of {episodes} has no video, and the target takes the videos"),
        arguments={"episodes": format_episodes(numbers), "path": path},
        help=N_("add {path}.mp4, or say `video = false` in the target"),
        path=f"{path}.mp4",
    )


@rule(
    "ART008",
    "duration-differs",
    Severity.WARNING,
    "series",
    summary=N_("An episode's declared duration is not that of its video."),
    reason=N_(
        "The declared duration goes out in the metadata, and subtitles are judged by it where "
        "there is no video. One that is off belongs to another cut, or the video does."
    ),
    fails=N_("series.toml declares 00:01:32.500; the video lasts 00:01:41.000."),
    passes=N_("Both are 00:01:32.500."),
    parameters=[
        Parameter(
            name="tolerance_ms",
            default=500,
            doc=N_("How many milliseconds the two may differ."),
            source="goglobal: declared durations are rounded, as in after-the-end",
        )
    ],
)
def duration_differs(subject: SeriesSubject, parameters: Parameters) -> Iterator[Found]:
    series = subject.series
    yield from _cut_differs(subject, parameters)
    measured = {v.episode: v for v in subject.videos if v.duration is not None and not v.span}
    wanted = {episode.number for episode in subject.episodes}
    for position, episode in enumerate(series.episodes):
        video = measured.get(episode.number)
        if video is None or video.duration is None or episode.duration is None:
            continue
        off = video.duration - episode.duration
        if episode.number in wanted and abs(off) > parameters.number("tolerance_ms"):
            yield Found(
                message=N_("{declared} is declared; the video lasts {measured}, {off} s longer")
                if off > 0
                else N_("{declared} is declared; the video lasts {measured}, {off} s less"),
                arguments={
                    "declared": clock(episode.duration),
                    "measured": clock(video.duration),
                    "off": seconds(abs(off)),
                    "path": video.path,
                },
                help=N_("look which cut {path} is; then correct the duration or the video"),
                path="series.toml",
                line=series.source_lines.get(f"episodes[{position}].duration"),
                episode=episode.number,
            )


def _cut_differs(subject: SeriesSubject, parameters: Parameters) -> Iterator[Found]:
    """The subtitles of a long cut stand where the episodes' declared durations put them."""
    lengths = [episode.duration for episode in subject.episodes]
    declared = sum(length or 0 for length in lengths)
    for video in subject.videos:
        if video.span is None or video.duration is None or None in lengths:
            continue
        off = video.duration - declared
        if abs(off) > parameters.number("tolerance_ms"):
            yield Found(
                message=N_(
                    "the long cut lasts {measured}, its episodes {declared} by their durations: "
                    "its subtitles would drift apart from it"
                ),
                arguments={"measured": clock(video.duration), "declared": clock(declared)},
                help=N_("correct the durations in series.toml, or the cut"),
                path=video.path,
            )


RULES = (missing_video, duration_differs)
