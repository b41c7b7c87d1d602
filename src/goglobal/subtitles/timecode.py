"""Frames, milliseconds and SMPTE timecode, exactly: whole numbers only, never a float.

Frame 0 is shown at 0 ms. Timecode is as in SMPTE ST 12-1 (https://doi.org/10.5594/SMPTE.ST12-1.2014):
it counts frames with whole numbers a second, and at 29.97 and 59.94 frames a second the drop-frame
count leaves labels out, so that it stays with the clock.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING

import msgspec

from goglobal.errors import UsageError
from goglobal.messages import N_

if TYPE_CHECKING:
    from fractions import Fraction

SUPPORTED: tuple[str, ...] = (
    "24000/1001",
    "24",
    "25",
    "30000/1001",
    "30",
    "50",
    "60000/1001",
    "60",
)
"""The rates in use, exactly as they are: 23.976, 29.97 and 59.94 are short for three of them."""

_MOST = 1000
"""Frames a second; above it milliseconds could not tell frames apart."""
_SHORT = {"23.976": 24, "23.98": 24, "29.97": 30, "47.952": 48, "47.95": 48, "59.94": 60}
_SHORT |= {"119.88": 120}
_RATE = re.compile(r"([0-9]{1,7})(?:/([0-9]{1,7})|\.([0-9]{1,6}))?")
_TIMECODE = re.compile(r"([0-9]{2})[:;]([0-9]{2})[:;]([0-9]{2})([:;.,])([0-9]{2,3})")


class FrameRate(msgspec.Struct, frozen=True):
    """Frames a second as an exact fraction in lowest terms; `parse` makes one of its name."""

    numerator: int
    denominator: int = 1

    @staticmethod
    def parse(text: str) -> FrameRate:
        """The rate called `25`, `24000/1001`, `12.5`, or in short `23.976`, `29.97`, `59.94`.

        The short names stand for the exact fraction. Raises UsageError for what is no rate above
        zero and up to 1000.
        """
        return _parsed(text.strip())

    def __str__(self) -> str:
        return (
            f"{self.numerator}/{self.denominator}" if self.denominator > 1 else f"{self.numerator}"
        )

    @property
    def exact(self) -> Fraction:
        """Frames a second as a Fraction."""
        from fractions import Fraction

        return Fraction(self.numerator, self.denominator)

    @property
    def nominal(self) -> int:
        """Frames that timecode counts in a second: 24 for 23.976, 30 for 29.97."""
        return max(1, (2 * self.numerator + self.denominator) // (2 * self.denominator))

    @property
    def multiplier(self) -> tuple[int, int]:
        """The rate over `nominal`, as TTML writes `frameRateMultiplier`: (1000, 1001) or (1, 1)."""
        below = self.denominator * self.nominal
        common = gcd(self.numerator, below)
        return self.numerator // common, below // common

    @property
    def drops(self) -> int:
        """Labels left out each minute by drop-frame timecode: 2 at 29.97, 4 at 59.94, else 0."""
        return {30: 2, 60: 4}.get(self.nominal, 0) if self.multiplier == (1000, 1001) else 0

    def ms(self, frame: int) -> int:
        """When `frame` is shown, to the nearest millisecond, halves upwards.

        `frames` gives the frame back.
        """
        return (2000 * frame * self.denominator + self.numerator) // (2 * self.numerator)

    def frames(self, ms: int) -> int:
        """The frame nearest to a time; half-way between two, the later."""
        return (2 * ms * self.numerator + 1000 * self.denominator) // (2000 * self.denominator)

    def frames_floor(self, ms: int) -> int:
        """The last frame that begins at a time or before it.

        Exact: where `ms(frame)` had to be rounded down, this is one frame less.
        """
        return ms * self.numerator // (1000 * self.denominator)

    def frames_ceil(self, ms: int) -> int:
        """The first frame that begins at a time or after it; exact, as `frames_floor` is."""
        return -(-ms * self.numerator // (1000 * self.denominator))

    def is_on_frame(self, ms: int, tolerance: int = 1) -> bool:
        """Whether a time is at most `tolerance` ms off the time (`ms`) of the nearest frame."""
        return abs(ms - self.ms(self.frames(ms))) <= tolerance

    def timecode(self, frame: int, *, drop: bool = False) -> str:
        """The label of a frame: `HH:MM:SS:FF`, with `drop` `HH:MM:SS;FF`.

        Hours run on behind 23. Raises UsageError for `drop` at a rate that has no drop-frame
        count, and for a frame before the first.
        """
        if drop:
            frame = self._with_dropped(frame)
        if frame < 0:
            raise UsageError(
                N_("frame {frame} has no timecode: it lies before the first"),
                {"frame": frame},
                N_("shift by less, or take the cues before zero away first"),
            )
        seconds, rest = divmod(frame, self.nominal)
        minutes, second = divmod(seconds, 60)
        mark = ";" if drop else ":"
        return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{mark}{rest:02}"

    def refuse_drop(self) -> None:
        """Raise UsageError where this rate has no drop-frame count."""
        if not self.drops:
            raise UsageError(
                N_("there is no drop-frame timecode at {rate} frames a second"),
                {"rate": str(self)},
                N_("drop frames at 30000/1001 or 60000/1001, or not at all"),
            )

    def _with_dropped(self, frame: int) -> int:
        """The count of a frame if the labels left out before it are counted too."""
        self.refuse_drop()
        minute = 60 * self.nominal - self.drops
        tens, rest = divmod(frame, 10 * minute + self.drops)
        minutes = max(0, rest - self.drops) // minute
        return frame + self.drops * (9 * tens + minutes)


def parse_timecode(text: str, rate: FrameRate, drop: bool | None = None) -> int | None:
    """The frame that a timecode names; None where there is no such label.

    `drop` None: as the mark before the frames says (`;`, `.` or `,` for drop), where the rate has a
    drop-frame count. There are no labels such as `00:01:00;00` then. Raises UsageError for `drop`
    at a rate that has no such count.
    """
    if drop:
        rate.refuse_drop()
    match = _TIMECODE.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, rest = (int(match[group]) for group in (1, 2, 3, 5))
    if minutes > 59 or seconds > 59 or rest >= rate.nominal:
        return None
    total = 60 * hours + minutes
    frame = (60 * total + seconds) * rate.nominal + rest
    if not rate.drops or not (match[4] != ":" if drop is None else drop):
        return frame
    if rest < rate.drops and not seconds and minutes % 10:
        return None
    return frame - rate.drops * (total - total // 10)


@lru_cache(maxsize=64)
def _parsed(text: str) -> FrameRate:
    nominal = _SHORT.get(text)
    if nominal is not None:
        return FrameRate(1000 * nominal, 1001)
    match = _RATE.fullmatch(text)
    above, below = 0, 1
    if match:
        decimals = match[3] or ""
        above, below = int(match[1] + decimals), int(match[2] or 10 ** len(decimals))
    if not below or not 0 < above <= _MOST * below:
        raise UsageError(
            N_("`{value}` is no frame rate"),
            {"value": text[:40]},
            N_("frames a second as `25`, or exactly as `24000/1001`"),
        )
    common = gcd(above, below)
    return FrameRate(above // common, below // common)
