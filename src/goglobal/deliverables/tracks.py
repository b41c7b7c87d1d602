"""Subtitle files: every track is read and written anew, so partners get one exact grammar."""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

from goglobal.deliverables.base import Context, Format, Rendering, encode, read_source
from goglobal.deliverables.selection import source_of
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Track


def _render(rendering: Rendering, context: Context, written: str, **options: str) -> bytes:
    """The track, or the tracks of a long cut one after the other, in the format `written`.

    Raises GoGlobalError where a source cannot be decoded or holds no cue, and where an episode of a
    long cut has no duration.
    """
    import msgspec

    from goglobal.subtitles import formats

    language = rendering.language or context.assignment.series.source_language
    if rendering.parts:
        track = _long_cut(rendering, context, language)
    else:
        track = _parsed(read_source(rendering, context), rendering.source or "", context, language)
        _refuse_empty(track, rendering.source or "")
    track = msgspec.structs.replace(
        track, language=language, episode=rendering.episode, kind=rendering.kind or "full"
    )
    wanted = context.assignment.profile.subtitles
    data = formats.write(
        track,
        written,
        byte_order_mark=wanted.byte_order_mark,
        line_ends=wanted.line_ends,
        **options,
    )
    return encode(data.decode("utf-8"))


def _long_cut(rendering: Rendering, context: Context, language: str) -> Track:
    from goglobal.subtitles import concatenate

    series = context.assignment.series
    there = dict(rendering.parts)
    tracks, durations = [], []
    for number in context.cut:
        episode = series.episode(number)
        if episode is None or (episode.duration is None and number != context.cut[-1]):
            raise GoGlobalError(
                N_("{path}: episode {episode} has no duration, so what follows has no times"),
                {"path": rendering.path, "episode": number},
                N_("add the duration of every episode to series.toml"),
            )
        name = there.get(number)
        track = Track(cues=(), language=language)
        if name is not None:
            track = _parsed(context.read(name), name, context, language)
            _refuse_empty(track, name)
        tracks.append(track)
        durations.append(episode.duration or 0)
    joined: Track = concatenate(tracks, durations)
    return joined


def _parsed(data: bytes, name: str, context: Context, language: str) -> Track:
    from goglobal.subtitles import formats

    tag = source_of(context.assignment, language)
    return formats.parse(data, format=None, language=tag, name=name)


def _refuse_empty(track: Track, name: str) -> None:
    if track.cues and not any(finding.code == "SUB001" for finding in track.findings):
        return
    raise GoGlobalError(
        N_("{path} cannot be delivered: {reason}"),
        {"path": name, "reason": "SUB001" if track.cues else "SUB013"},
        N_("run `goglobal check` on the series and mend what it finds"),
    )


def _rate(context: Context) -> str:
    return context.assignment.series.frame.rate


def _ratio(context: Context) -> str:
    frame = context.assignment.series.frame
    common = gcd(frame.width, frame.height)
    return f"{frame.width // common}:{frame.height // common}"


def render_srt(rendering: Rendering, context: Context) -> bytes:
    """The track as SRT; raises GoGlobalError for what cannot be delivered."""
    return _render(rendering, context, "srt")


def render_webvtt(rendering: Rendering, context: Context) -> bytes:
    """The track as WebVTT; raises as `render_srt` does."""
    return _render(rendering, context, "webvtt")


def render_ttml(rendering: Rendering, context: Context) -> bytes:
    """The track as TTML 1 at the series' frame rate; raises as `render_srt` does."""
    return _render(rendering, context, "ttml", frame_rate=_rate(context))


def render_imsc(rendering: Rendering, context: Context) -> bytes:
    """The track as IMSC 1.1 Text; raises as `render_srt` does."""
    shape = {"frame_rate": _rate(context), "aspect_ratio": _ratio(context)}
    return _render(rendering, context, "imsc", **shape)


def render_itt(rendering: Rendering, context: Context) -> bytes:
    """The track as iTunes Timed Text; raises as `render_srt` does."""
    return _render(rendering, context, "itt", frame_rate=_rate(context))


def _format(name: str, render: Callable[[Rendering, Context], bytes], media_type: str) -> Format:
    return Format(name=name, scope="track", role="subtitles", render=render, media_type=media_type)


SRT = _format("srt", render_srt, "application/x-subrip; charset=utf-8")
WEBVTT = _format("webvtt", render_webvtt, "text/vtt; charset=utf-8")
TTML = _format("ttml", render_ttml, "application/ttml+xml; charset=utf-8")
IMSC = _format("imsc", render_imsc, "application/ttml+xml; charset=utf-8; codecs=im2t")
ITT = _format("itt", render_itt, "application/ttml+xml; charset=utf-8")
