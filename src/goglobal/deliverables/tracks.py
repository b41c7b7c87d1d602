"""Subtitle files: every track is read and written anew, so partners get one exact grammar."""

from __future__ import annotations

from typing import Literal

from goglobal.deliverables.base import Context, Format, Rendering, encode, read_source
from goglobal.deliverables.selection import source_of
from goglobal.errors import GoGlobalError
from goglobal.messages import N_


def render_srt(rendering: Rendering, context: Context) -> bytes:
    """The track as SRT.

    Raises GoGlobalError where the source cannot be decoded or holds no cue.
    """
    return _render(rendering, context, "srt")


def render_webvtt(rendering: Rendering, context: Context) -> bytes:
    """The track as WebVTT; raises as `render_srt` does."""
    return _render(rendering, context, "webvtt")


def _render(rendering: Rendering, context: Context, written: Literal["srt", "webvtt"]) -> bytes:
    import msgspec

    from goglobal.subtitles import formats

    data, source = read_source(rendering, context), rendering.source or ""
    language = rendering.language or context.assignment.series.source_language
    track = formats.parse(
        data,
        format=None,
        language=source_of(context.assignment, language),
        name=source,
    )
    if not track.cues or any(finding.code == "SUB001" for finding in track.findings):
        raise GoGlobalError(
            N_("{path} cannot be delivered: {reason}"),
            {"path": source, "reason": "SUB001" if track.cues else "SUB013"},
            N_("run `goglobal check` on the series and mend what it finds"),
        )
    track = msgspec.structs.replace(
        track, language=language, episode=rendering.episode, kind=rendering.kind or "full"
    )
    wanted = context.assignment.profile.subtitles
    data = formats.write(
        track, written, byte_order_mark=wanted.byte_order_mark, line_ends=wanted.line_ends
    )
    return encode(data.decode("utf-8"))


SRT = Format(
    name="srt",
    scope="track",
    role="subtitles",
    render=render_srt,
    media_type="application/x-subrip; charset=utf-8",
)
WEBVTT = Format(
    name="webvtt",
    scope="track",
    role="subtitles",
    render=render_webvtt,
    media_type="text/vtt; charset=utf-8",
)
