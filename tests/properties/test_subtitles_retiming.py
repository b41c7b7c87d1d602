"""Laws of retiming: shifting there and back is nothing, scaling keeps order."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from goglobal.model import Block, Cue, Track
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


@given(TRACKS, TIMES, TIMES)
def test_a_slice_lies_within_its_borders(track: Track, one: int, other: int) -> None:
    start, end = sorted((one, other))
    cues = [Cue(cue.start, cue.end, cue.text, n) for n, cue in enumerate(track.cues)]
    part = slice_(Track(cues=tuple(cues)), start, end)
    assert all(0 <= time <= end - start for time in times(part))
    begun = {cue.number: cue.start for cue in part.cues}
    for cue in cues:
        if start <= cue.start < end:
            assert begun[cue.number] == cue.start - start


@st.composite
def ordered(draw: st.DrawFn) -> tuple[Track, list[int]]:
    """A WebVTT track of cues one after the other, with a note, and times that cut none of them."""
    lengths = draw(st.lists(st.integers(1, 10_000), min_size=2, max_size=12))
    borders = [0, *accumulate(lengths)]
    pairs = [pair for index, pair in enumerate(pairwise(borders)) if index % 2 == 0]
    cues = tuple(Cue(start, end, "x", number) for number, (start, end) in enumerate(pairs, 1))
    note = Block(draw(st.integers(0, len(cues))), "NOTE here")
    cuts = draw(st.sets(st.sampled_from([start for start, _ in pairs])))
    track = Track(cues=cues, blocks=(Block(0, "STYLE\n::cue {}"), note), format="webvtt")
    return track, sorted({0, *cuts})


@given(ordered())
def test_cut_at_cue_borders_and_joined_is_the_track(made: tuple[Track, list[int]]) -> None:
    track, cuts = made
    edges = [*cuts, track.cues[-1].end]
    parts = [slice_(track, start, end) for start, end in pairwise(edges)]
    joined = concatenate(parts, [end - start for start, end in pairwise(edges)])
    assert joined.cues == track.cues
    assert joined.blocks == track.blocks


@given(st.lists(st.tuples(TRACKS, st.integers(0, 10**7)), min_size=1, max_size=5))
def test_each_part_of_a_long_cut_is_the_track_moved(parts: list[tuple[Track, int]]) -> None:
    tracks, lengths = [track for track, _ in parts], [length for _, length in parts]
    offsets = accumulate(lengths, initial=0)
    moved = [shift(track, offset) for track, offset in zip(tracks, offsets, strict=False)]
    assert times(concatenate(tracks, lengths)) == [time for part in moved for time in times(part)]
