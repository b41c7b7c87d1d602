"""Where a translation was timed for another cut: from some cue on, another offset holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from goglobal.rules.alignment import CLOSE, Drift, Step
from goglobal.rules.matching import Match, Times, divergence, refined, together
from goglobal.rules.voting import vote

LEAST = 250
"""Milliseconds between two offsets: less is within what cues are moved by hand."""
FARTHEST = 60_000
"""Milliseconds that a changed cut moves the rest by at most."""
CHANGED = 5
"""Cues in a row, at least, that have an offset of their own."""
SHARE = 0.6
"""Of such cues: how many have to match under their offset."""
WHOLE = 0.7
"""Of all cues: how many have to match when every stretch is moved back."""
EVIDENCE = 5.0
"""Logarithm: how unlikely a stretch's own offset has to be by chance."""
MOST = 4
"""Offsets that are told apart; a file with more of them is another file."""
SWITCH = 2.5
"""Matching cues that it takes to believe in a change of the offset."""


class _Stretch(NamedTuple):
    """Target cues in a row, 0-based in order of their starts, both included."""

    first: int
    last: int


def unmatched(count: int, found: Match) -> bool:
    """Whether some stretch of the target's cues does not match the source."""
    if count - len(found.together) < CHANGED:
        return False  # the usual case, at the price of a subtraction
    return _worst(count, {target for _, target, _ in found.together}) is not None


def _worst(count: int, hits: set[int]) -> _Stretch | None:
    """The stretch with the largest sum, where a miss counts 1 and a hit -1."""
    best, best_sum, first, total = None, 0, 0, 0
    for index in range(count):
        total += -1 if index in hits else 1
        if total <= 0:
            first, total = index + 1, 0
        elif total > best_sum:
            best, best_sum = _Stretch(first, index), total
    return best if best_sum >= CHANGED else None


def with_steps(wanted: Times, given: Times, bases: Iterable[tuple[int, Match]]) -> Drift | None:
    """The drift of a file whose stretches have offsets of their own; None: that is not so.

    `bases` are the offsets that a part of the cues may have, with what matches under each.
    """
    for base, found in bases:
        offsets = _offsets(wanted, given, base, found)
        if len(offsets) > 1:
            drift = _joined(wanted, given, offsets)
            if drift is not None:
                return drift
    return None


def _offsets(wanted: Times, given: Times, base: int, found: Match) -> list[int]:
    """`base`, and the offset of each stretch that has one of its own."""
    hits = {target for _, target, _ in found.together}
    offsets = [base]
    while len(offsets) <= MOST and (stretch := _worst(len(given.starts), hits)) is not None:
        part = given.starts[stretch.first : stretch.last + 1]
        own = _own_offset(wanted, part, base)
        if own is not None and all(abs(own - other) >= LEAST for other in offsets):
            offsets.append(own)
        hits.update(range(stretch.first, stretch.last + 1))
    return offsets


def _own_offset(wanted: Times, part: Sequence[int], base: int) -> int | None:
    """The offset of one stretch, where it is no chance."""
    voted = vote(wanted.starts, part, max(3, int(0.6 * len(part))))
    if voted is None or abs(voted[0] - base) > FARTHEST:
        return None
    offset = refined(wanted.starts, part, voted[0])
    found = together([start + offset for start in wanted.starts], part, CLOSE)
    return offset if _no_chance(wanted, len(part), len(found), offset - base) else None


def _no_chance(wanted: Times, count: int, hits: int, moved: int) -> bool:
    span = wanted.starts[-1] - wanted.starts[0] + 2 * CLOSE
    part = min(0.95, 2 * CLOSE * len(wanted.starts) / span)
    evidence = count * divergence(hits / count, part)
    return hits >= CHANGED and evidence >= EVIDENCE + log(1 + abs(moved) / CLOSE)


def _joined(wanted: Times, given: Times, offsets: list[int]) -> Drift | None:
    """Every cue under the offset that it fits, in as few stretches as explain most of them."""
    nearest = [
        {
            target: (source, late)
            for source, target, late in together(
                [start + offset for start in wanted.starts], given.starts, CLOSE
            )
        }
        for offset in offsets
    ]
    chosen = _path([[index in near for near in nearest] for index in range(len(given.starts))])
    stretches: list[tuple[int, list[int]]] = []
    for index, state in enumerate(chosen):
        if not stretches or stretches[-1][0] != state:
            stretches.append((state, []))
        stretches[-1][1].append(index)
    steps: list[Step] = []
    matched = 0
    for state, cues in stretches:
        there = [index for index in cues if index in nearest[state]]
        if len(there) < CHANGED or len(there) < SHARE * len(cues):
            return None
        matched += len(there)
        exact = offsets[state] + round(sum(nearest[state][i][1] for i in there) / len(there))
        begins = wanted.starts[nearest[state][there[0]][0]]
        steps.append(Step(begins, exact))
    if len(steps) < 2 or matched < WHOLE * len(chosen):
        return None
    return Drift(offset=steps[0].offset, steps=tuple(steps[1:]))


def _path(fits: list[list[bool]]) -> list[int]:
    """For each cue the state that it belongs to: most fits, fewest changes (Viterbi's way)."""
    states = range(len(fits[0]))
    scores = [0.0] * len(states)
    came: list[list[int]] = []
    for row in fits:
        best = max(states, key=scores.__getitem__)
        before = [s if scores[s] >= scores[best] - SWITCH else best for s in states]
        scores = [max(scores[s], scores[best] - SWITCH) + (1.0 if row[s] else -0.5) for s in states]
        came.append(before)
    state = max(states, key=scores.__getitem__)
    path = []
    for before in reversed(came):
        path.append(state)
        state = before[state]
    return path[::-1]
