"""How a translation's clock lies against its source's, and what counts as the same time.

Translators merge cues, split them, and move them by a few frames; none of that is a fault.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import msgspec

TOLERANCE = 200
"""Milliseconds between starts that are meant to be the same (a hand-moved cue: up to 120)."""
CLOSE = 150
"""The same while a shift is searched for: fewer starts match by chance."""
FAIR_PART = 0.4
"""A source cue has a counterpart when one target cue shares this part of the shorter of both."""
FEWEST = 3
"""Cues on either side below which nothing can be said of a drift."""


class Step(NamedTuple):
    """From a source time (ms) on, another offset (ms) holds."""

    start: int
    offset: int


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """Target time = source time x `ratio` + `offset` (ms)."""

    ratio: Fraction = Fraction(1)
    offset: int = 0
    rates: tuple[str, str] | None = None
    """The frame rates behind `ratio`: the source's, then the one the target was timed for."""
    steps: tuple[Step, ...] = ()
    """Where the offset changes, in order: a scene was put in or cut out there."""

    def of(self, ms: float) -> float:
        """Where a source time lies in the target's clock."""
        offset = self.offset
        for step in self.steps:
            if ms < step.start:
                break
            offset = step.offset
        return ms * float(self.ratio) + offset


NONE = Drift()
