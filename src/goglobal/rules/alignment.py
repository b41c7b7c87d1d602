"""How a translation's times lie against the source's: a drift of the whole file, and holes in it.

Translators merge cues, split them, and move them by a few frames; none of that is a fault. So
starts are compared as a whole, within a tolerance, and a source cue counts as translated as soon as
something is shown during a fair part of it. A regular file costs one look-up a cue; only a file
whose starts do not match is searched for the shift or the frame rate that would make them match.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, permutations
from typing import NamedTuple

import msgspec

from goglobal.model import Cue, Track

TOLERANCE = 200
"""Milliseconds between starts that are meant to be the same (a hand-moved cue: up to 120)."""
CLOSE = 150
"""The same while a shift is searched for: a narrower window has fewer matches by chance."""
FAIR_PART = 0.4
"""A source cue has a counterpart when one target cue shares this part of the shorter of both."""
FITS = 0.6
"""Share of matching starts from which a file counts as timed like the source, unshifted."""
BETTER = 0.25
"""By how much a shift or ratio has to match better than the file as it is."""
FEWEST = 3
"""Cues on either side below which nothing can be said."""
MOST_ANCHORS = 48
"""Target starts that take part in the search: it stays linear in the source's cues."""
BIN = 100
"""Width, in milliseconds, of one bin of the vote on a shift."""

RATES = (
    ("23.976", Fraction(24000, 1001)),
    ("24", Fraction(24)),
    ("25", Fraction(25)),
    ("29.97", Fraction(30000, 1001)),
    ("30", Fraction(30)),
)
"""Frame rates that are confused with each other in practice, frames a second."""


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """Target time = source time x `ratio` + `offset` (ms)."""

    ratio: Fraction = Fraction(1)
    offset: int = 0
    rates: tuple[str, str] | None = None
    """The frame rates behind `ratio`: the source's, then the one the target was timed for."""

    def of(self, ms: int) -> float:
        """Where a source time lies in the target's clock."""
        return ms * float(self.ratio) + self.offset


NONE = Drift()


class _Fit(NamedTuple):
    drift: Drift
    score: float
    spread: float
    """Mean distance, in milliseconds, of the starts that match."""


class Hole(NamedTuple):
    """Consecutive source cues without a counterpart: 0-based indices, first and last."""

    first: int
    last: int
    after: int
    """Number of target cues that begin before the hole."""


def find_drift(source: Track, target: Track) -> Drift | None:
    """What has to be done to the source's times to get the target's.

    `Drift()` where they already match; None where nothing makes them match, or where there are
    too few cues to say.
    """
    wanted = sorted(cue.start for cue in source.cues)
    given = sorted(cue.start for cue in target.cues)
    if min(len(wanted), len(given)) < FEWEST:
        return None
    unshifted = share(wanted, given, TOLERANCE)
    if unshifted >= FITS:
        return NONE
    best = _search(wanted, given)
    return best.drift if best is not None and best.score >= unshifted + BETTER else None


def _search(wanted: list[int], given: list[int]) -> _Fit | None:
    """The shift, or else the frame rate and shift, that makes most starts match."""
    anchors = given[:: -(-len(given) // MOST_ANCHORS)]
    fits: list[_Fit] = []
    for rates, ratio in _ratios():
        scaled = [round(start * ratio.numerator / ratio.denominator) for start in wanted]
        offset = _vote(scaled, anchors)
        moved = scaled
        for window in (TOLERANCE + BIN, TOLERANCE):
            moved = [start + offset for start in scaled]
            offset += _median(_differences(moved, given, window))
        moved = [start + offset for start in scaled]
        score = share(moved, given, CLOSE)
        if not _believable(moved, given, score, scaled=rates is not None):
            continue
        spread = [abs(difference) for difference in _differences(moved, given, CLOSE)]
        drift = Drift(ratio=ratio, offset=offset, rates=rates)
        fits.append(_Fit(drift, score, sum(spread) / len(spread)))
        if rates is None and score >= 0.95:
            break  # a shift explains it all
    if not fits:
        return None
    highest = max(fit.score for fit in fits)
    if fits[0].drift.rates is None and fits[0].score >= highest - 0.15:
        return fits[0]
    # neighbouring ratios (25/24, 25/23.976) match alike on a short episode: the tightest is meant
    return min((fit for fit in fits if fit.score >= highest - 0.1), key=lambda fit: fit.spread)


def _believable(moved: list[int], given: list[int], score: float, *, scaled: bool) -> bool:
    """Whether so many matches are no chance: few starts find a partner under some shift."""
    fewer, more = sorted((len(moved), len(given)))
    if fewer < 2 * FEWEST:
        return not scaled and score == 1.0 and fewer == more
    wanted = 0.9 if fewer < 12 else 0.8 if fewer < 24 else 0.75
    return score >= wanted and fewer >= 0.35 * more


@lru_cache(maxsize=1)
def _ratios() -> tuple[tuple[tuple[str, str] | None, Fraction], ...]:
    """1 first, then every ratio of two frame rates, each once, the nearest to 1 first."""
    ratios: dict[Fraction, tuple[str, str] | None] = {}
    for (own, own_rate), (other, other_rate) in permutations(RATES, 2):
        ratios.setdefault(own_rate / other_rate, (own, other))
    ratios[Fraction(1)] = None
    return tuple((ratios[r], r) for r in sorted(ratios, key=lambda ratio: abs(ratio - 1)))


def _vote(scaled: Sequence[int], anchors: Sequence[int]) -> int:
    """The shift that brings most anchors onto a scaled source start, to the nearest bin."""
    votes: dict[int, int] = {}
    for anchor in anchors:
        for start in scaled:
            shift = (anchor - start) // BIN
            votes[shift] = votes.get(shift, 0) + 1
    # a bin with its neighbour, so that a shift on a border is not torn apart
    best = max(votes, key=lambda shift: (votes[shift] + votes.get(shift + 1, 0), -abs(shift)))
    return (best + 1) * BIN


def share(wanted: Sequence[int], given: Sequence[int], tolerance: int) -> float:
    """How well two sorted lists of starts match, 0 to 1: by the side that has more matches.

    Merged cues leave source starts alone, split ones leave target starts alone; in both cases the
    other side still matches.
    """
    return max(
        len(_differences(wanted, given, tolerance)) / len(given),
        len(_differences(given, wanted, tolerance)) / len(wanted),
    )


def _differences(those: Sequence[int], these: Sequence[int], tolerance: int) -> list[int]:
    """How far each of `these` starts is from the nearest of `those`, where that is near."""
    differences = [start - _nearest(those, start) for start in these]
    return [difference for difference in differences if abs(difference) <= tolerance]


def _median(numbers: list[int]) -> int:
    return sorted(numbers)[len(numbers) // 2] if numbers else 0


def _nearest(starts: Sequence[int], start: int) -> int:
    index = bisect_left(starts, start)
    if index == 0:
        return starts[0]
    if index == len(starts) or start - starts[index - 1] <= starts[index] - start:
        return starts[index - 1]
    return starts[index]


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
