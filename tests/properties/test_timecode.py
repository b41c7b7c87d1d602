"""Laws of frames: a time and a label name one frame each, in order, for a whole day."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.subtitles.timecode import SUPPORTED, FrameRate, parse_timecode

RATES = [FrameRate.parse(text) for text in SUPPORTED]
COUNTS = [(rate, False) for rate in RATES] + [(rate, True) for rate in RATES if rate.drops]
DAY = 86_400_000
ANY_RATE = st.sampled_from(RATES)
ANY_COUNT = st.sampled_from(COUNTS)
TIMES = st.integers(0, DAY)


@pytest.mark.parametrize(("rate", "drop"), COUNTS, ids=str)
def test_a_day_of_labels(rate: FrameRate, drop: bool) -> None:
    frames = range(0, rate.frames(DAY), 997)
    labels = [rate.timecode(frame, drop=drop) for frame in frames]
    assert labels == sorted(set(labels))
    assert [parse_timecode(label, rate) for label in labels] == list(frames)


@pytest.mark.parametrize("rate", [rate for rate in RATES if rate.drops], ids=str)
def test_every_frame_of_twenty_minutes_with_drop(rate: FrameRate) -> None:
    frames = range(2 * (600 * rate.nominal - 9 * rate.drops) + 1)
    labels = [rate.timecode(frame, drop=True) for frame in frames]
    assert labels[-1] == "00:20:00;00"
    assert labels == sorted(set(labels))
    assert [parse_timecode(label, rate, drop=True) for label in labels] == list(frames)


@given(st.integers(0, 143), st.sampled_from([rate for rate in RATES if rate.drops]))
def test_ten_minutes_have_the_same_number_of_frames(tens: int, rate: FrameRate) -> None:
    label = f"{tens // 6:02}:{tens % 6}0:00;00"
    assert parse_timecode(label, rate) == tens * (17_982 if rate.nominal == 30 else 35_964)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 99), ANY_COUNT)
def test_every_label_that_exists_names_its_own_frame(
    hours: int, minutes: int, seconds: int, frames: int, count: tuple[FrameRate, bool]
) -> None:
    rate, drop = count
    mark = ";" if drop else ":"
    label = f"{hours:02}:{minutes:02}:{seconds:02}{mark}{frames:02}"
    exists = frames < rate.nominal and not (
        drop and seconds == 0 and minutes % 10 and frames < rate.drops
    )
    frame = parse_timecode(label, rate)
    assert (frame is not None) == exists
    assert frame is None or rate.timecode(frame, drop=drop) == label


@given(ANY_RATE, st.integers(0, 60 * 86_400))
def test_a_frame_comes_back_from_its_time(rate: FrameRate, frame: int) -> None:
    ms = rate.ms(frame)
    assert rate.frames(ms) == frame
    assert abs(ms - 1000 * frame / rate.exact) <= 0.5
    assert rate.is_on_frame(ms, 0)
    assert rate.frames_floor(ms) in (frame, frame - 1)
    assert rate.frames_ceil(ms) in (frame, frame + 1)


@given(ANY_RATE, TIMES)
def test_a_time_lies_between_its_frames(rate: FrameRate, ms: int) -> None:
    length = 1000 / rate.exact
    below, above = rate.frames_floor(ms), rate.frames_ceil(ms)
    assert below * length <= ms < (below + 1) * length
    assert (above - 1) * length < ms <= above * length
    assert abs(rate.frames(ms) * length - ms) <= length / 2


@given(ANY_RATE, st.lists(TIMES, min_size=2))
def test_order_is_kept(rate: FrameRate, times: list[int]) -> None:
    for first, second in pairwise(sorted(times)):
        assert rate.frames(first) <= rate.frames(second)
        assert rate.ms(first) <= rate.ms(second)


@given(st.text(max_size=14), ANY_RATE)
def test_any_text_is_a_label_or_none(text: str, rate: FrameRate) -> None:
    assert parse_timecode(text, rate) is None or len(text.strip()) >= 11
