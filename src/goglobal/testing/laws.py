"""What has to hold for any bytes that a subtitle reader is given, whatever they are.

    from goglobal.testing.laws import broken

    assert not broken(data, "srt")

A fuzz run asks this of millions of files; the author of a reader can ask it of his own.
"""

from __future__ import annotations

from goglobal import subtitles
from goglobal.errors import GoGlobalError
from goglobal.model import Track
from goglobal.subtitles.deviations import MAX_FINDINGS
from goglobal.testing.accounting import unaccounted

Cues = list[tuple[int, int, str]]

_ACCOUNTED = ("srt", "webvtt")
"""The formats that are read here line by line; the others are read by other people's parsers."""


def broken(data: bytes, format: str, *, language: str | None = None) -> list[str]:  # noqa: A002
    """The laws that a file breaks, in words; empty where all hold. Raises what a reader raises."""
    try:
        track = subtitles.parse(data, format=format, language=language)
    except GoGlobalError as error:
        return [f"reading raised {error!r}"]
    found = []
    if not track.cues and not track.findings:
        found.append("a file without cues and without a finding")
    if len(track.findings) > 14 * (MAX_FINDINGS + 1):
        found.append(f"{len(track.findings)} findings of one file")
    if any(cue.start < 0 or cue.end < 0 for cue in track.cues):
        found.append("a time below zero")
    if format in _ACCOUNTED:
        found += [f"line {lost.line}: lost {lost.text!r}" for lost in unaccounted(data, track)]
        found += _misplaced(track)
    return found + _unsettled(track)


def _misplaced(track: Track) -> list[str]:
    lines = [track.line_of(index) for index in range(len(track.cues))]
    if lines != sorted(lines) or (lines and lines[0] < 1):
        return [f"the cues stand in the lines {lines}"]
    return []


def _unsettled(track: Track) -> list[str]:
    """What changes when a track is written and read again."""
    if any("\x1b$" in cue.text for cue in track.cues):
        return []  # in bytes, that begins ISO-2022-JP
    found = []
    srt = subtitles.write(track, "srt")
    again = subtitles.parse(srt)
    if _cues(again) != _cues(track) and not any(cue.settings for cue in track.cues):
        found.append(f"written as SRT, {_cues(track)} comes back as {_cues(again)}")
    if subtitles.write(again, "srt") != srt:
        found.append("SRT written twice is not the same")
    once = subtitles.parse(subtitles.write(track, "webvtt"), format="webvtt")
    twice = subtitles.parse(subtitles.write(once, "webvtt"), format="webvtt")
    if [(cue.start, cue.end) for cue in once.cues] != [(c.start, c.end) for c in track.cues]:
        found.append("written as WebVTT, other times come back")
    if _cues(once) != _cues(twice) and not subtitles.losses(once, "webvtt"):
        found.append(f"WebVTT is not settled: {_cues(once)} becomes {_cues(twice)}")
    return found


def _cues(track: Track) -> Cues:
    return [(cue.start, cue.end, cue.text) for cue in track.cues]
