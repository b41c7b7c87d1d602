"""Gaps and times in frames are exact at every rate in use: TIM004, TIM006, TIM007, TIM010."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.findings import Found
from goglobal.model import Cue, Episode, Frame, Series, Track
from goglobal.profiles.schema import ParameterValue, Profile, RuleSetting
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.timing import too_short
from goglobal.rules.timing_frames import gap_to_close, gap_too_small, off_frame, rate_of, span_ms
from goglobal.subtitles.timecode import SUPPORTED, FrameRate

FRAMES = st.integers(0, 5_000_000)
RATES = st.sampled_from(SUPPORTED)
HALF_A_SECOND = {
    **dict.fromkeys(("24000/1001", "24"), 11),
    "25": 12,
    **dict.fromkeys(("30000/1001", "30"), 14),
    "50": 24,
    **dict.fromkeys(("60000/1001", "60"), 29),
}
"""The most frames that are less than half a second."""


def _run(
    function: AnyRule, rate: str, *times: tuple[int, int], **parameters: ParameterValue
) -> list[Found]:
    subject = _subject(rate, *times)
    setting = RuleSetting(parameters=dict(parameters))
    return list(function(subject, resolve(function.rule, setting, language="en")))


def _subject(rate: str, *times: tuple[int, int]) -> TrackSubject:
    return TrackSubject(
        series=Series(
            id="s", title="t", source_language="zh-Hans", root="/", frame=Frame(rate=rate)
        ),
        track=Track(cues=tuple(Cue(start, end, "Yes.") for start, end in times)),
        language="en",
        kind="full",
        episode=Episode(number=1),
        path="p",
        profile=Profile(name="p"),
    )


@given(RATES, FRAMES, st.integers(0, 40))
def test_a_gap_counts_in_whole_frames(rate: str, first: int, gap: int) -> None:
    at = FrameRate.parse(rate).ms
    cues = (at(first), at(first + 30)), (at(first + 30 + gap), at(first + 90))
    small, closed = _run(gap_too_small, rate, *cues), _run(gap_to_close, rate, *cues)
    assert bool(small) == (gap < 2)
    assert bool(closed) == (3 <= gap <= HALF_A_SECOND[rate])


@given(RATES, FRAMES, st.sampled_from([0, 1, *range(3, 12)]))
def test_the_end_that_is_advised_is_on_a_frame_and_satisfies_the_rule(
    rate: str, first: int, gap: int
) -> None:
    at = FrameRate.parse(rate).ms
    start = at(first + 30 + gap)
    cues = (at(first), at(first + 30)), (start, at(first + 90))
    found = [*_run(gap_too_small, rate, *cues), *_run(gap_to_close, rate, *cues)]
    advised = _ms(str(found[0].arguments["end"]))
    assert advised == at(first + 28 + gap)
    mended = (at(first), advised), cues[1]
    assert not _run(gap_too_small, rate, *mended)
    assert not _run(gap_to_close, rate, *mended)
    assert not _run(off_frame, rate, *mended)


@given(RATES, FRAMES, st.integers(-3, 3))
def test_on_a_frame_up_to_a_millisecond(rate: str, frame: int, off: int) -> None:
    rounded = FrameRate.parse(rate)
    end = rounded.ms(frame + 60)
    found = _run(off_frame, rate, (max(0, rounded.ms(frame) + off), end))
    assert bool(found) == (abs(off) > 1 and rounded.ms(frame) + off >= 0)


@given(RATES, FRAMES)
def test_rounding_down_is_on_a_frame_too(rate: str, frame: int) -> None:
    exact = Fraction(1000 * frame) / FrameRate.parse(rate).exact
    assert not _run(off_frame, rate, (int(exact), int(exact) + 40_040_000))


@given(RATES, FRAMES, st.integers(1, 30))
def test_the_shortest_time_in_frames(rate: str, first: int, frames: int) -> None:
    at = FrameRate.parse(rate).ms
    found = _run(too_short, rate, (at(first), at(first + frames)), min_frames=20)
    assert bool(found) == (frames < 20)


def test_a_gap_in_milliseconds_stays_one() -> None:
    cues = (0, 1000), (1065, 2000), (2064, 3000)
    found = _run(gap_too_small, "24000/1001", *cues, min_gap_ms=66)
    assert [(one.cue, one.arguments["end"]) for one in found] == [(3, "00:00:01,998")]


def test_half_a_second_or_what_the_profile_says() -> None:
    cues = (0, 1000), (1440, 2000)
    assert _run(gap_to_close, "25", *cues)
    assert not _run(gap_to_close, "25", *cues, max_ms=400)


@pytest.mark.parametrize("rate", ["", "0", "25/0", "fast", "1e9", "-25"])
def test_a_rate_that_is_none_counts_as_25(rate: str) -> None:
    assert rate_of(_subject(rate)) == FrameRate(25)


def test_frames_last_exactly_as_long_as_they_do() -> None:
    assert span_ms(FrameRate(24000, 1001), 2) == Fraction(1001, 12)
    assert span_ms(FrameRate(25), 2.5) == 100
    assert span_ms(None, 66.5) == Fraction(133, 2)


def _ms(clock: str) -> int:
    hours, minutes, rest = clock.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + int(rest.replace(",", ""))
