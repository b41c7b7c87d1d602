"""Two tracks' times side by side: which cues begin together, and whether that can be chance."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from math import log
from typing import NamedTuple

from goglobal.model import Track
from goglobal.rules.alignment import CLOSE, TOLERANCE

LENGTH = 250
"""Milliseconds between the lengths of cues that are meant to be the same."""
ENOUGH = 16.0
"""Evidence (see `Match`) beyond which none is looked for."""
MOSTLY = 0.9
"""Share of the target's starts that match from which the other side is not asked."""
Together = tuple[int, int, int]
"""Two cues that begin together: their positions in the source's and the target's times, and by how
many milliseconds the target's begins later. A plain tuple: there is one for each cue."""


class Times(NamedTuple):
    """When the cues of a track are shown (ms), in order of their starts."""

    starts: list[int]
    ends: list[int]

    def scaled(self, ratio: Fraction) -> Times:
        """The same, times `ratio`."""
        by = float(ratio)
        return Times([round(t * by) for t in self.starts], [round(t * by) for t in self.ends])

    def moved(self, offset: int) -> Times:
        """The same, `offset` later."""
        return Times([t + offset for t in self.starts], [t + offset for t in self.ends])


class Match(NamedTuple):
    """How well two tracks' starts match."""

    share: float
    """0 to 1, of the side that has more: merged cues leave starts of the source alone, split ones
    starts of the target; in both cases the other side still matches."""
    evidence: float
    """How unlikely so many are by chance: the natural logarithm of 1 in so many tries."""
    together: list[Together]
    """The cues of that side that match, in order."""

    @property
    def late(self) -> float:
        """By how much (ms) the target's cues come later, on average; 0 where none matches."""
        return sum([late for _, _, late in self.together]) / (len(self.together) or 1)

    @property
    def spread(self) -> float:
        """The mean distance (ms) of the starts that match."""
        return sum([abs(late) for _, _, late in self.together]) / (len(self.together) or 1)


def times_of(track: Track) -> Times:
    """The times of a track; a cue that ends before it begins ends where it begins."""
    starts = [cue.start for cue in track.cues]
    ends = [cue.end for cue in track.cues]
    if sorted(starts) != starts:
        shown = sorted(zip(starts, ends, strict=True))
        starts, ends = [start for start, _ in shown], [end for _, end in shown]
    return Times(starts, ends)


def match(source: Times, target: Times, tolerance: int) -> Match:
    """Hold the starts of two tracks, neither empty, against each other."""
    found = together(source.starts, target.starts, tolerance)
    one = _match(found, source, target, len(target.starts), _part(source.starts, tolerance))
    if one.share >= MOSTLY:
        return one
    back = together(target.starts, source.starts, tolerance)
    turned = [(t, s, -late) for s, t, late in back]
    other = _match(turned, source, target, len(source.starts), _part(target.starts, tolerance))
    return other if (other.share, other.evidence) > (one.share, one.evidence) else one


def refined(source: Sequence[int], target: Sequence[int], offset: int) -> int:
    """A coarse offset (ms) made exact: the mean of what is near, closing in on it."""
    for window in (2 * TOLERANCE, TOLERANCE, TOLERANCE):
        found = together([start + offset for start in source], target, window)
        if found:
            offset += round(sum([late for _, _, late in found]) / len(found))
    return offset


def moved_match(source: Times, target: Times, offset: int) -> Match:
    """The match under an offset, by the tolerance that says more."""
    moved = source.moved(offset)
    return max(
        (match(moved, target, tolerance) for tolerance in (CLOSE, TOLERANCE)),
        key=lambda found: found.evidence,
    )


def tries(source: Times, target: Times, offset: int) -> float:
    """How many shifts could have been found by chance before one so far away: the nearest is the
    likeliest, and no more of them differ than places where the two tracks can meet."""
    length = source.starts[-1] - source.starts[0] + target.starts[-1] - target.starts[0]
    return 1 + min(abs(offset), length) / TOLERANCE


def together(those: Sequence[int], these: Sequence[int], tolerance: int) -> list[Together]:
    """Each of `these` starts with the nearest of `those`, where that is near; both are sorted."""
    found: list[Together] = []
    at, last = 0, len(those) - 1
    here = those[0]
    following = those[1] if last else 1 << 62
    for index, start in enumerate(these):
        while following <= start:
            at += 1
            here = following
            following = those[at + 1] if at < last else 1 << 62
        late = start - here
        if following - start < (late if late >= 0 else -late):
            if following - start <= tolerance:
                found.append((at + 1, index, start - following))
        elif -tolerance <= late <= tolerance:
            found.append((at, index, late))
    return found


def _match(found: list[Together], source: Times, target: Times, of: int, part: float) -> Match:
    share = len(found) / of
    evidence = of * divergence(share, part)
    if 0 < evidence < ENOUGH:
        evidence += _by_lengths(found, source, target)
    return Match(share, evidence, found)


def _by_lengths(found: list[Together], source: Times, target: Times) -> float:
    """What the ends add: cues that only happen to begin together are not equally long."""
    ends, others = source.ends, target.ends
    same = sum([-LENGTH <= others[t] - ends[s] - late <= LENGTH for s, t, late in found])
    share = same / len(found)
    return 0.0 if share < 0.5 else len(found) * divergence(share, max(0.3, _alike(source)))


def _alike(times: Times) -> float:
    """How often, 0 to 1, two cues of a track are equally long by chance."""
    lengths = sorted([end - start for start, end in zip(times.starts, times.ends, strict=True)])
    near = sum(
        [
            bisect_right(lengths, length + LENGTH) - bisect_left(lengths, length - LENGTH)
            for length in lengths
        ]
    )
    return near / len(lengths) ** 2


def _part(starts: Sequence[int], tolerance: int) -> float:
    """The part of a track's time in which a start by chance is near one of its own."""
    return min(0.95, 2 * tolerance * len(starts) / (starts[-1] - starts[0] + 2 * tolerance))


def divergence(share: float, part: float) -> float:
    """Chernoff's bound: of n tries with chance `part`, a share of `share` or more comes about with
    a probability of at most exp(-n x this)."""
    if share <= part:
        return 0.0
    if share == 1.0:
        return -log(part)
    return share * log(share / part) + (1 - share) * log((1 - share) / (1 - part))
