"""ART007 and ART008: the episodes' videos against what is declared and what the target takes."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.episodes import format_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
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
    there = {video.episode for video in series.videos}
    missing = [e.number for e in subject.episodes if e.number not in there]
    if not subject.target.video or not missing:
        return
    path = series.layout.video.format(episode=missing[0], series=series.id, season=series.season)
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
    measured = {video.episode: video for video in subject.videos if video.duration is not None}
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


RULES = (missing_video, duration_differs)
