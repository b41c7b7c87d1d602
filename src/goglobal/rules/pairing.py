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


_Shown = tuple[float, float, int]
"""When a cue is shown, in the target's clock, and its 0-based index in the file."""


def pairs(source: Track, target: Track, drift: Drift = NONE) -> tuple[Pair, ...]:
    """Every cue of both tracks in exactly one pair, in order of time.

    Two cues belong together where they begin and end together, or where one shares a fair part of
    the other's time; `drift` is what lies between the clocks (see `find_drift`).
    """
    shown: list[_Shown] = [
        (cue.start, max(cue.end, cue.start + 1), place) for place, cue in enumerate(source.cues)
    ]
    if drift != NONE:
        shown = [(drift.of(start), drift.of(end), place) for start, end, place in shown]
    given: list[_Shown] = [
        (cue.start, max(cue.end, cue.start + 1), place) for place, cue in enumerate(target.cues)
    ]
    shown.sort()
    given.sort()
    return tuple(_walk(shown, given))


def _walk(shown: list[_Shown], given: list[_Shown]) -> Iterator[Pair]:
    """Pairs in order: most cues stand alone with their partner, and only what lies between such
    cues has to be compared with each other."""
    one, other = _alone(shown), _alone(given)
    i, j, most, many = 0, 0, len(shown), len(given)
    while i < most and j < many:
        s, t = shown[i], given[j]
        if (
            one[i]
            and other[j]
            and -TOLERANCE <= s[0] - t[0] <= TOLERANCE
            and -TOLERANCE <= s[1] - t[1] <= TOLERANCE
        ):
            yield Pair((s[2],), (t[2],))
            i += 1
            j += 1
            continue
        step = _next_alone((shown, one, i), (given, other, j))
        if step is None:
            break
        yield from compared(shown[i : i + step[0]], given[j : j + step[1]])
        i, j = i + step[0], j + step[1]
    if i < most or j < many:
        yield from compared(shown[i:], given[j:])


def _alone(cues: list[_Shown]) -> list[bool]:
    """Which cues can belong to one partner alone, where they begin and end with it.

    They overlap none of their own track, and they and their neighbours are so long that what the
    tolerance lets them reach into each other is no fair part.
    """
    alone: list[bool] = []
    latest, long = float("-inf"), True
    for start, end, _ in cues:
        now = end - start >= _LONG
        if alone and not (now and start >= latest):
            alone[-1] = False
        alone.append(now and long and start >= latest)
        latest, long = max(latest, end), now
    return alone


_LONG = TOLERANCE / FAIR_PART
CROWD = 40
"""Cues shown at once, at most, that are compared with one: no screen holds more."""
_FAR = 8
"""Cues of both tracks together, within which the next two that stand alone are looked for."""
_Side = tuple[list[_Shown], list[bool], int]


def _next_alone(one: _Side, other: _Side) -> tuple[int, int] | None:
    """How many cues of both sides come before the next two that stand alone together."""
    (shown, free, i), (given, clear, j) = one, other
    for total in range(1, _FAR + 1):
        for step in range(total + 1):
            s, t = i + step, j + total - step
            if (
                s < len(shown)
                and t < len(given)
                and free[s]
                and clear[t]
                and abs(shown[s][0] - given[t][0]) <= TOLERANCE
                and abs(shown[s][1] - given[t][1]) <= TOLERANCE
            ):
                return step, total - step
    return None


def compared(shown: Sequence[_Shown], given: Sequence[_Shown]) -> tuple[Pair, ...]:
    """The pairs of cues, both sorted, each compared with all that are shown beside it."""
    links = list(_links(shown, given))
    exact = [(s, t) for s, t, same in links if same]
    taken = {s for s, _ in exact}, {t for _, t in exact}
    kept = [
        (s, t)
        for s, t, same in links
        # two cues that each have a partner of their own only touch
        if same or not (s in taken[0] and t in taken[1])
    ]
    return _components(shown, given, kept)


def _links(shown: Sequence[_Shown], given: Sequence[_Shown]) -> Iterator[tuple[int, int, bool]]:
    """Positions in both lists of cues that belong together; True: they begin and end together.

    Of several that do, the nearest is meant.
    """
    starts = [start for start, _, _ in given]
    ends = list(accumulate([end for _, end, _ in given], max))  # the latest end so far
    for position, (start, end, _) in enumerate(shown):
        exact: tuple[float, int] | None = None
        near: list[int] = []
        first = bisect_left(starts, start - TOLERANCE)
        fewest = max(0, first - CROWD)
        while first > fewest and ends[first - 1] > start:
            first -= 1
        for other in range(first, min(len(given), first + 2 * CROWD)):
            begins, stops, _ = given[other]
            if begins >= end and begins > start + TOLERANCE:
                break
            off = max(abs(begins - start), abs(stops - end))
            if off <= TOLERANCE and (exact is None or off < exact[0]):
                exact = (off, other)
            shared = min(stops, end) - max(begins, start)
            if shared > 0 and shared >= FAIR_PART * min(stops - begins, end - start):
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
    ordered = sorted(groups.values(), key=lambda group: min(group[0] + group[1]))
    return tuple(
        [
            Pair(tuple(sorted([c[2] for c in one])), tuple(sorted([c[2] for c in other])))
            for one, other in ordered
        ]
    )
