"""TIM006, TIM007, TIM010: gaps and frames, as style guides want them; off by default."""

from __future__ import annotations

import math
from collections.abc import Iterator
from operator import sub
from typing import TYPE_CHECKING

from goglobal.errors import UsageError
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import at_time, clock
from goglobal.rules.subjects import TrackSubject

if TYPE_CHECKING:
    from fractions import Fraction

    from goglobal.subtitles.timecode import FrameRate

NETFLIX_TIMING = (
    "Netflix, Timed Text Style Guide: Subtitle Timing Guidelines, "
    "https://partnerhelp.netflixstudios.com/hc/en-us/articles/360051554394 (2026-11-23)"
)

ROUNDING = 1
"""Milliseconds that a frame's time may be off, because SRT knows no fractions of one."""


@rule(
    "TIM006",
    "gap-too-small",
    Severity.WARNING,
    "track",
    summary=N_("A cue follows the one before it with hardly a gap."),
    reason=N_("Without a gap the eye does not see that the text has changed."),
    fails=(
        "1\n00:00:01,000 --> 00:00:02,000\nWho is it?\n\n"
        "2\n00:00:02,020 --> 00:00:03,500\nOnly me.\n"
    ),
    passes=(
        "1\n00:00:01,000 --> 00:00:01,920\nWho is it?\n\n"
        "2\n00:00:02,000 --> 00:00:03,500\nOnly me.\n"
    ),
    fixable=True,
    enabled=False,
    parameters=[
        Parameter(
            name="min_gap_frames",
            default=2,
            doc=N_("The smallest gap, in frames of the series."),
            source=f"{NETFLIX_TIMING}: 2 frames at any rate",
        ),
        Parameter(
            name="min_gap_ms",
            default=0,
            doc=N_("The smallest gap in milliseconds; 0: min_gap_frames counts."),
        ),
    ],
)
def gap_too_small(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    rate = rate_of(subject)
    frames, ms = parameters.number("min_gap_frames"), parameters.number("min_gap_ms")
    if ms > 0:
        frames, least = 0.0, span_ms(None, ms)
    else:
        least = span_ms(rate, frames)
    taken = math.ceil(least - ROUNDING)
    for index, gap in _gaps(subject):
        if 0 <= gap < taken:
            yield at_time(
                subject,
                index,
                N_("starts {gap} ms after the cue before it ends; at least {least} ms"),
                {
                    "gap": gap,
                    "least": round(least),
                    "other": index,
                    "end": clock(max(0, end_before(rate, subject.starts[index], frames, least))),
                },
                help=N_("end cue {other} at {end}"),
                part="start",
            )


@rule(
    "TIM007",
    "gap-to-close",
    Severity.WARNING,
    "track",
    summary=N_("The gap between two cues is too long to be none and too short to be one."),
    reason=N_("A screen that is empty for a few frames flickers; such gaps are closed."),
    fails=(
        "1\n00:00:01,000 --> 00:00:02,000\nWho is it?\n\n"
        "2\n00:00:02,240 --> 00:00:03,500\nOnly me.\n"
    ),
    passes=(
        "1\n00:00:01,000 --> 00:00:02,160\nWho is it?\n\n"
        "2\n00:00:02,240 --> 00:00:03,500\nOnly me.\n"
    ),
    fixable=True,
    enabled=False,
    parameters=[
        Parameter(
            name="min_frames",
            default=3,
            doc=N_("From this many frames of the series on a gap is to be closed."),
            source=f"{NETFLIX_TIMING}: 3 to 11 frames at 24 frames a second",
        ),
        Parameter(
            name="max_ms",
            default=0,
            doc=N_(
                "Up to this many milliseconds a gap is to be closed; 0: as long as it has fewer "
                "frames than half a second, which is 11 at 24 frames a second and 14 at 30."
            ),
            source=f"{NETFLIX_TIMING}: half a second, 12 frames at 24 frames a second",
        ),
        Parameter(
            name="wanted_frames",
            default=2,
            doc=N_("The gap that is wanted instead, in frames of the series."),
            source=f"{NETFLIX_TIMING}: 2 frames",
        ),
    ],
)
def gap_to_close(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    rate = rate_of(subject)
    longest = parameters.number("max_ms")
    below_half = (rate.nominal + 1) // 2 - 1
    least = math.ceil(span_ms(rate, parameters.number("min_frames")) - ROUNDING)
    most = math.floor(
        (span_ms(None, longest) if longest > 0 else span_ms(rate, below_half)) + ROUNDING
    )
    frames = parameters.number("wanted_frames")
    wanted = span_ms(rate, frames)
    for index, gap in _gaps(subject):
        if least <= gap <= most:
            yield at_time(
                subject,
                index,
                N_("starts {gap} ms after the cue before it ends; such a gap is closed"),
                {
                    "gap": gap,
                    "other": index,
                    "wanted": round(wanted),
                    "end": clock(end_before(rate, subject.starts[index], frames, wanted)),
                },
                help=N_("end cue {other} at {end}, {wanted} ms before this one starts"),
                part="start",
            )


@rule(
    "TIM010",
    "off-frame",
    Severity.WARNING,
    "track",
    summary=N_("A cue starts or ends between two frames of the video."),
    reason=N_(
        "Some platforms convert times to frames and refuse what falls on none; it also tells of a "
        "file made for another frame rate."
    ),
    fails="1\n00:00:01,015 --> 00:00:02,000\nHello?\n",
    passes="1\n00:00:01,000 --> 00:00:02,000\nHello?\n",
    fixable=True,
    enabled=False,
    parameters=[
        Parameter(
            name="tolerance_ms",
            default=1,
            doc=N_("How many milliseconds off a frame are still taken, for rounding."),
            source="goglobal: SRT writes whole milliseconds, rounded or cut off",
        )
    ],
)
def off_frame(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    rate, tolerance = rate_of(subject), parameters.number("tolerance_ms")
    for index, cue in enumerate(subject.track.cues):
        nearest = [rate.ms(rate.frames(ms)) for ms in (cue.start, cue.end)]
        off = [abs(cue.start - nearest[0]) > tolerance, abs(cue.end - nearest[1]) > tolerance]
        if any(off):
            yield at_time(
                subject,
                index,
                N_("does not fall on a frame at {rate} frames a second"),
                {
                    "rate": subject.series.frame.rate,
                    "start": clock(nearest[0]),
                    "end": clock(nearest[1]),
                },
                help=N_("the nearest frames are {start} and {end}"),
                part="both" if all(off) else "start" if off[0] else "end",
            )


def _gaps(subject: TrackSubject) -> Iterator[tuple[int, int]]:
    """The index of each cue but the first, and its distance (ms) from the end of the one before."""
    return enumerate(map(sub, subject.starts[1:], subject.ends), 1)


def end_before(rate: FrameRate, start: int, frames: float, gap: Fraction) -> int:
    """Where (ms) the cue before one that starts at `start` has to end, to leave `gap` ms.

    Exactly on a frame where the gap is meant in frames and `start` is on one.
    """
    on_frame = frames == int(frames) > 0 and rate.is_on_frame(start, tolerance=0)
    return rate.ms(rate.frames(start) - int(frames)) if on_frame else start - math.ceil(gap)


def span_ms(rate: FrameRate | None, count: float) -> Fraction:
    """How long `count` frames last in milliseconds, exactly; None: they are milliseconds."""
    from fractions import Fraction

    exact = Fraction(count).limit_denominator(1_000_000)
    return exact * 1000 / rate.exact if rate else exact


def rate_of(subject: TrackSubject) -> FrameRate:
    """Frames a second of the series; 25 where its declared rate is none."""
    from goglobal.subtitles.timecode import FrameRate

    try:
        return FrameRate.parse(subject.series.frame.rate)
    except UsageError:
        return FrameRate(25)


RULES = (gap_too_small, gap_to_close, off_frame)
