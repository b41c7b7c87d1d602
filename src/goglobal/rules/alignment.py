"""How a translation's times lie against the source's: the drift of a file, and holes in it.

Translators merge cues, split them, and move them by a few frames; none of that is a fault. So a
source cue counts as translated as soon as something is shown during a fair part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

import msgspec

from goglobal.model import Cue, Track

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

    def of(self, ms: int) -> float:
        """Where a source time lies in the target's clock."""
        offset = self.offset
        for step in self.steps:
            if ms < step.start:
                break
            offset = step.offset
        return ms * float(self.ratio) + offset


NONE = Drift()


class Hole(NamedTuple):
    """Consecutive source cues without a counterpart: 0-based indices, first and last."""

    first: int
    last: int
    after: int
    """Number of target cues that begin before the hole."""


def counterparts(source: Track, target: Track, drift: Drift = NONE) -> tuple[bool, ...]:
    """For each source cue, in file order: whether the target shows something in its time."""
    cues = sorted(target.cues, key=lambda cue: cue.start)
    starts = [cue.start for cue in cues]
    ends = list(accumulate((cue.end for cue in cues), max))  # the latest end so far
    return tuple(_has_counterpart(cue, cues, starts, ends, drift) for cue in source.cues)


def _has_counterpart(
    cue: Cue, cues: Sequence[Cue], starts: Sequence[int], ends: Sequence[int], drift: Drift
) -> bool:
    start, end = drift.of(cue.start), drift.of(max(cue.end, cue.start + 1))
    # moved as a whole by up to the tolerance: two very short cues need not meet at all
    for index in range(bisect_left(starts, start - TOLERANCE), len(cues)):
        if starts[index] > start + TOLERANCE:
            break
        if abs(cues[index].end - end) <= TOLERANCE:
            return True
    index = bisect_left(starts, end) - 1
    while index >= 0 and ends[index] > start:
        other = cues[index]
        shared = min(end, other.end) - max(start, other.start)
        if shared > 0 and shared >= FAIR_PART * min(end - start, other.end - other.start):
            return True
        index -= 1
    return False


def holes(source: Track, target: Track, drift: Drift, skip: Sequence[bool]) -> list[Hole]:
    """Runs of source cues without a counterpart, in order; where `skip` is true none is asked for.

    A skipped cue neither makes nor ends a run.
    """
    there = counterparts(source, target, drift)
    starts = sorted(cue.start for cue in target.cues)
    found: list[Hole] = []
    run: list[int] = []

    def close() -> None:
        if run:
            begin = drift.of(source.cues[run[0]].start)
            found.append(Hole(run[0], run[-1], bisect_left(starts, begin)))
            run.clear()

    for index, present in enumerate(there):
        if present:
            close()
        elif not skip[index]:
            run.append(index)
    close()
    return found
