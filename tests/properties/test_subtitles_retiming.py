"""Laws of retiming: shifting there and back is nothing, scaling keeps order."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goglobal.model import Cue, Track
from goglobal.subtitles import concatenate, scale, shift, slice_

TIMES = st.integers(0, 10 * 3_600_000)
TRACKS = st.lists(st.builds(Cue, TIMES, TIMES, st.just("x")), max_size=8).map(
    lambda cues: Track(cues=tuple(cues))
)
RATIOS = st.fractions(Fraction(24, 25), Fraction(30000, 24000)).filter(lambda ratio: ratio > 0)


def times(track: Track) -> list[int]:
    return [time for cue in track.cues for time in (cue.start, cue.end)]


@given(TRACKS, st.integers(0, 10**9))
def test_there_and_back(track: Track, ms: int) -> None:
    assert shift(shift(track, ms), -ms) == track


@given(TRACKS, RATIOS)
def test_scaling_back_is_within_a_millisecond(track: Track, ratio: Fraction) -> None:
    back = scale(scale(track, ratio), 1 / ratio)
    pairs = zip(times(back), times(track), strict=True)
    assert all(abs(after - before) <= 1 for after, before in pairs)


@given(TRACKS, RATIOS)
def test_scaling_keeps_order_and_is_exact(track: Track, ratio: Fraction) -> None:
    before, after = times(track), times(scale(track, ratio))
    for time, scaled in zip(before, after, strict=True):
        assert abs(scaled - time * ratio) <= Fraction(1, 2)
    by_time = sorted(zip(before, after, strict=True))
    assert [scaled for _, scaled in by_time] == sorted(after)
    assert scale(track, 1) == track


@given(TRACKS, st.integers(0, 10**8))
def test_a_whole_slice_is_the_track(track: Track, more: int) -> None:
    end = max(times(track), default=0) + 1 + more
    assert slice_(track, 0, end).cues == track.cues


@given(TRACKS, TRACKS)
def test_slicing_takes_a_compilation_apart(first: Track, second: Track) -> None:
    length = max(times(first), default=0) + 1
    joined = concatenate([first, second], [length])
    in_order = all(cue.start <= cue.end for cue in (*first.cues, *second.cues))
    if in_order:
        assert slice_(joined, 0, length).cues == first.cues
        assert slice_(joined, length, 10**9).cues == second.cues
