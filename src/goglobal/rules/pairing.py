"""Which cues of a translation stand for which cues of the source: those shown in the same time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from goglobal.model import Track
from goglobal.rules.alignment import FAIR_PART, NONE, TOLERANCE, Drift


class Pair(NamedTuple):
    """Cues that are shown in the same time, as 0-based indices in file order.

    One to one as a rule; several source cues to one (merged) or one to several (split); either
    side is empty where the other has no counterpart.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]


class _Shown(NamedTuple):
    start: float
    end: float
    place: int
    """0-based index in the file."""


def pairs(source: Track, target: Track, drift: Drift = NONE) -> tuple[Pair, ...]:
    """Every cue of both tracks in exactly one pair, in order of time.

    Two cues belong together where they begin and end together, or where one shares a fair part of
    the other's time; `drift` is what lies between the clocks (see `find_drift`).
    """
    shown = [
        _Shown(drift.of(cue.start), drift.of(max(cue.end, cue.start + 1)), index)
        for index, cue in enumerate(source.cues)
    ]
    given = [
        _Shown(cue.start, max(cue.end, cue.start + 1), index)
        for index, cue in enumerate(target.cues)
    ]
    if _one_to_one(shown, given):
        return tuple([Pair((index,), (index,)) for index in range(len(shown))])
    shown.sort()
    given.sort()
    links = list(_links(shown, given))
    exact = {(s, t) for s, t, same in links if same}
    taken = {s for s, _ in exact}, {t for _, t in exact}
    kept = [
        (s, t)
        for s, t, same in links
        # two cues that each have a partner of their own only touch
        if same or not (s in taken[0] and t in taken[1])
    ]
    return _components(shown, given, kept)


def _one_to_one(shown: Sequence[_Shown], given: Sequence[_Shown]) -> bool:
    """Whether every cue has its one partner, in order: as most files are."""
    if len(shown) != len(given):
        return False
    last = -1.0
    for s, t in zip(shown, given, strict=True):
        if abs(s.start - t.start) > TOLERANCE or abs(s.end - t.end) > TOLERANCE or s.start < last:
            return False
        last = s.end  # two at once would have to be told apart
    return True


def _links(shown: Sequence[_Shown], given: Sequence[_Shown]) -> Iterator[tuple[int, int, bool]]:
    """Positions in both lists of cues that belong together; True: they begin and end together.

    Of several that do, the nearest is meant.
    """
    starts = [cue.start for cue in given]
    ends = list(accumulate((cue.end for cue in given), max))  # the latest end so far
    for position, cue in enumerate(shown):
        exact: tuple[float, int] | None = None
        near: list[int] = []
        first = bisect_left(starts, cue.start - TOLERANCE)
        while first > 0 and ends[first - 1] > cue.start:
            first -= 1
        for other in range(first, len(given)):
            it = given[other]
            if it.start >= cue.end and it.start > cue.start + TOLERANCE:
                break
            off = max(abs(it.start - cue.start), abs(it.end - cue.end))
            if off <= TOLERANCE and (exact is None or off < exact[0]):
                exact = (off, other)
            shared = min(it.end, cue.end) - max(it.start, cue.start)
            if shared > 0 and shared >= FAIR_PART * min(it.end - it.start, cue.end - cue.start):
                near.append(other)
        if exact is not None:
            yield position, exact[1], True
        for other in near:
            if exact is None or other != exact[1]:
                yield position, other, False


def _components(
    shown: Sequence[_Shown], given: Sequence[_Shown], links: Sequence[tuple[int, int]]
) -> tuple[Pair, ...]:
    """What hangs together by `links`, as pairs in order of time."""
    parent = list(range(len(shown) + len(given)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for s, t in links:
        parent[root(len(shown) + t)] = root(s)
    groups: dict[int, tuple[list[_Shown], list[_Shown]]] = {}
    for node, cue in enumerate((*shown, *given)):
        group = groups.setdefault(root(node), ([], []))
        group[node >= len(shown)].append(cue)
    ordered = sorted(groups.values(), key=lambda group: min(*group[0], *group[1], _LAST))
    return tuple(
        Pair(tuple(sorted(c.place for c in one)), tuple(sorted(c.place for c in other)))
        for one, other in ordered
    )


_LAST = _Shown(float("inf"), float("inf"), 0)
