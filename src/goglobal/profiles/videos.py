"""Which of a series' videos go to a target: those of its master, by episode or as one long cut."""

from __future__ import annotations

from collections.abc import Sequence

from goglobal.model import Series, Target, VideoFile


def videos_of(series: Series, target: Target, episodes: Sequence[int]) -> tuple[VideoFile, ...]:
    """The videos of the selected `episodes` that `target` takes where it takes videos at all.

    A target with a `compilation` takes the one long cut from the first of them to the last.
    """
    own = [video for video in series.videos if video.master == target.master]
    if target.compilation:
        span = (episodes[0], episodes[-1]) if episodes else None
        return tuple(video for video in own if video.span is not None and video.span == span)
    wanted = set(episodes)
    return tuple(video for video in own if video.span is None and video.episode in wanted)
