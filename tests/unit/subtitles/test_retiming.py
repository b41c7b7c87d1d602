"""Exact retiming."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goglobal.errors import GoGlobalError, UsageError
from goglobal.model import Block, Cue, Track
from goglobal.subtitles import concatenate, parse, scale, shift, slice_, write

TRACK = Track(
    cues=(Cue(1000, 2000, "a", 1), Cue(2001, 3000, "b", 2), Cue(5000, 7000, "c", 3)), language="th"
)


def times(track: Track) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in track.cues]


def test_shift() -> None:
    assert times(shift(TRACK, 250)) == [(1250, 2250), (2251, 3250), (5250, 7250)]
    assert times(shift(TRACK, -1000))[0] == (0, 1000)


def test_below_zero_names_the_cue() -> None:
    with pytest.raises(GoGlobalError, match="cue 1 ") as caught:
        shift(TRACK, -1001)
    assert caught.value.arguments["start"] == -1


@pytest.mark.parametrize("ratio", ["25/24", Fraction(25, 24)])
def test_scale(ratio: str | Fraction) -> None:
    assert times(scale(TRACK, ratio)) == [(1042, 2083), (2084, 3125), (5208, 7292)]


def test_halves_go_up() -> None:
    assert times(scale(Track(cues=(Cue(1, 3, "a"),)), "1/2")) == [(1, 2)]
    assert times(scale(TRACK, 2))[0] == (2000, 4000)
    assert times(scale(TRACK, "1.001"))[0] == (1001, 2002)


@pytest.mark.parametrize(
    "ratio",
    [
        0,
        "-1",
        "fast",
        "1/0",
        "0",
        "",
        "nan",
        "inf",
        "1e999999999",
        "1/1e9",
        "２５/24",
        Fraction(-1, 2),
    ],
)
def test_no_ratio(ratio: int | str | Fraction) -> None:
    with pytest.raises(UsageError):
        scale(TRACK, ratio)


def test_floats_are_refused() -> None:
    with pytest.raises(UsageError, match="not exact"):
        scale(TRACK, 1.04)  # type: ignore[arg-type]


def test_slice() -> None:
    part = slice_(TRACK, 1500, 5500)
    assert times(part) == [(0, 500), (501, 1500), (3500, 4000)]
    assert part.language == "th"
    assert slice_(TRACK, 2000, 2001).cues == ()
    assert times(slice_(TRACK, 3000, 9000)) == [(2000, 4000)]
    with pytest.raises(UsageError):
        slice_(TRACK, 2, 1)


def test_slice_carries_the_style_and_its_own_notes() -> None:
    track = Track(
        cues=TRACK.cues,
        format="webvtt",
        blocks=(Block(0, "STYLE\nx"), Block(1, "NOTE b"), Block(3, "NOTE end")),
    )
    assert slice_(track, 2001, 4000).blocks == (Block(0, "STYLE\nx"), Block(0, "NOTE b"))


def test_concatenate() -> None:
    joined = concatenate([TRACK, TRACK], [8000, 9000])
    assert times(joined)[3:] == [(9000, 10000), (10001, 11000), (13000, 15000)]
    assert [cue.number for cue in joined.cues] == [1, 2, 3, 4, 5, 6]
    assert joined.language == "th"
    assert concatenate([TRACK, TRACK], [8000]) == joined
    assert parse(write(joined, "srt")).findings == ()


def test_concatenate_wants_durations() -> None:
    for tracks, durations in (([], []), ([TRACK, TRACK], []), ([TRACK], [1, 2]), ([TRACK], [-1])):
        with pytest.raises(UsageError):
            concatenate(tracks, durations)


def test_a_part_of_a_millisecond_is_refused() -> None:
    for ms in (0.5, 1.0):
        with pytest.raises(UsageError, match="no whole number of milliseconds"):
            shift(TRACK, ms)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="no whole number of milliseconds"):
            slice_(TRACK, ms, 9000)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="no whole number of milliseconds"):
            concatenate([TRACK, TRACK], [ms])  # type: ignore[list-item]


def test_frame_rates_change() -> None:
    """A minute at 25 frames a second is 62.5 s at 24, and a thousandth more at 23.976."""
    minute = Track(cues=(Cue(60_000, 61_000, "a"),))
    assert times(scale(minute, "25/24")) == [(62_500, 63_542)]
    assert times(scale(minute, "25025/24000")) == [(62_563, 63_605)]
    assert times(scale(minute, "1001/1000")) == [(60_060, 61_061)]


def test_a_slice_clips_a_cue_that_ends_before_it_begins() -> None:
    assert times(slice_(Track(cues=(Cue(5000, 2000, "a"),)), 4000, 9000)) == [(1000, 0)]


def test_a_cue_longer_than_its_episode_stays_as_it_is() -> None:
    joined = concatenate([TRACK, TRACK], [6000])
    assert times(joined)[2:4] == [(5000, 7000), (7000, 8000)]


def test_times_inside_a_webvtt_text_move_along() -> None:
    source = "WEBVTT\n\n00:10.000 --> 00:20.000\nWhen <00:12.500>the <00:00:15.000>moon\n"
    track = parse(source, format="webvtt")

    def text(moved: Track) -> str:
        return write(moved, "webvtt").decode().splitlines()[3]

    assert text(shift(track, 1000)) == "When <00:00:13.500>the <00:00:16.000>moon"
    assert text(scale(track, 2)) == "When <00:00:25.000>the <00:00:30.000>moon"
    assert text(slice_(track, 14_000, 20_000)) == "When <00:00:00.000>the <00:00:01.000>moon"
    joined = concatenate([track, track], [60_000])
    assert write(joined, "webvtt").decode().splitlines()[6] == (
        "When <00:01:12.500>the <00:01:15.000>moon"
    )
