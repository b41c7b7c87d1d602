"""Frame rates and timecode: the known values of SMPTE ST 12-1, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goglobal.errors import UsageError
from goglobal.subtitles.timecode import SUPPORTED, FrameRate, parse_timecode

NTSC = FrameRate(30000, 1001)
TWICE = FrameRate(60000, 1001)
PAL = FrameRate(25)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("25", Fraction(25)),
        ("25.000", Fraction(25)),
        (" 24 ", Fraction(24)),
        ("50/2", Fraction(25)),
        ("24000/1001", Fraction(24000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("12.5", Fraction(25, 2)),
        ("1000", Fraction(1000)),
    ],
)
def test_rates(text: str, exact: Fraction) -> None:
    rate = FrameRate.parse(text)
    assert rate.exact == exact
    assert (rate.numerator, rate.denominator) == (exact.numerator, exact.denominator)
    assert FrameRate.parse(str(rate)) == rate


@pytest.mark.parametrize(
    "text",
    ["", "0", "0/1", "25/0", "-25", "1e3", "25 fps", "1001", "9999999/1", "２５", "25/1/1", "inf"],
)
def test_no_rate(text: str) -> None:
    with pytest.raises(UsageError, match="is no frame rate") as caught:
        FrameRate.parse(text)
    assert "24000/1001" in caught.value.help


def test_what_a_rate_says_of_itself() -> None:
    rates = [FrameRate.parse(text) for text in SUPPORTED]
    assert [rate.nominal for rate in rates] == [24, 24, 25, 30, 30, 50, 60, 60]
    assert [rate.drops for rate in rates] == [0, 0, 0, 2, 0, 0, 4, 0]
    short, whole = (1000, 1001), (1, 1)
    assert [rate.multiplier for rate in rates] == [
        short, whole, whole, short, whole, whole, short, whole
    ]  # fmt: skip
    assert FrameRate.parse("1/3").nominal == 1


@pytest.mark.parametrize(
    ("rate", "frame", "label"),
    [
        (NTSC, 0, "00:00:00;00"),
        (NTSC, 1799, "00:00:59;29"),
        (NTSC, 1800, "00:01:00;02"),
        (NTSC, 3597, "00:01:59;29"),
        (NTSC, 3598, "00:02:00;02"),
        (NTSC, 17981, "00:09:59;29"),
        (NTSC, 17982, "00:10:00;00"),
        (NTSC, 107892, "01:00:00;00"),
        (NTSC, 2589407, "23:59:59;29"),
        (NTSC, 2589408, "24:00:00;00"),
        (TWICE, 3599, "00:00:59;59"),
        (TWICE, 3600, "00:01:00;04"),
        (TWICE, 35964, "00:10:00;00"),
        (TWICE, 215784, "01:00:00;00"),
    ],
)
def test_drop_frame(rate: FrameRate, frame: int, label: str) -> None:
    assert rate.timecode(frame, drop=True) == label
    assert parse_timecode(label, rate) == frame
    assert parse_timecode(label.replace(";", "."), rate) == frame
    assert parse_timecode(label.replace(";", ":"), rate, drop=True) == frame


def test_without_drop_the_labels_run_on() -> None:
    assert NTSC.timecode(1800) == "00:01:00:00"
    assert parse_timecode("01:00:00:00", NTSC) == 108_000
    assert parse_timecode("00:01:00;00", NTSC, drop=False) == 1800
    assert PAL.timecode(90_000 + 24) == "01:00:00:24"
    assert FrameRate(120).timecode(119) == "00:00:00:119"


@pytest.mark.parametrize(
    "label",
    ["00:01:00;00", "00:01:00;01", "00:59:00;00", "00:00:00;30", "00:60:00;02", "00:00:60;00",
     "0:00:00;00", "00:00:00", "00:00:00,5", "", "x", "٠٠:٠٠:٠٠;٠٢"],
)  # fmt: skip
def test_labels_that_do_not_exist(label: str) -> None:
    assert parse_timecode(label, NTSC) is None


def test_labels_that_are_only_left_out_at_four_a_frame() -> None:
    assert [parse_timecode(f"00:01:00;0{n}", TWICE) for n in range(5)] == [None] * 4 + [3600]
    assert parse_timecode("00:10:00;00", TWICE) == 35964


def test_no_drop_frame_at_other_rates() -> None:
    for rate in (PAL, FrameRate(30), FrameRate(24000, 1001)):
        with pytest.raises(UsageError, match=f"at {rate} frames a second"):
            rate.timecode(0, drop=True)
        with pytest.raises(UsageError, match="no drop-frame timecode"):
            parse_timecode("00:00:00;00", rate, drop=True)
        assert parse_timecode("00:01:00;00", rate) == 60 * rate.nominal


def test_nothing_before_the_first_frame() -> None:
    for drop in (False, True):
        with pytest.raises(UsageError, match="frame -1 "):
            NTSC.timecode(-1, drop=drop)


def test_times() -> None:
    assert [PAL.ms(frame) for frame in (0, 1, 25)] == [0, 40, 1000]
    assert [NTSC.ms(frame) for frame in (1, 2, 3, 30)] == [33, 67, 100, 1001]
    assert [PAL.frames(ms) for ms in (0, 19, 20, 59, 60)] == [0, 0, 1, 1, 2]
    assert [PAL.frames_floor(ms) for ms in (0, 39, 40, 79)] == [0, 0, 1, 1]
    assert [PAL.frames_ceil(ms) for ms in (0, 1, 40, 41)] == [0, 1, 1, 2]
    assert NTSC.frames(33) == NTSC.frames_ceil(33) == 1
    assert NTSC.frames_floor(33) == 0


def test_on_a_frame() -> None:
    assert PAL.is_on_frame(1000, 0)
    assert not PAL.is_on_frame(1001, 0)
    assert PAL.is_on_frame(1001)
    assert not PAL.is_on_frame(1015)
    assert all(NTSC.is_on_frame(NTSC.ms(frame), 0) for frame in range(100))
