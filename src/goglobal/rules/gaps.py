"""What the source says and the translation does not: source cues without a counterpart in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from goglobal.rules.pairing import Pair


class Hole(NamedTuple):
    """Consecutive source cues without a counterpart: 0-based indices, first and last."""

    first: int
    last: int
    after: int
    """Number of target cues that are shown before the hole."""


def holes(pairs: Sequence[Pair], asked: Callable[[int], bool]) -> list[Hole]:
    """Runs of source cues without a counterpart, in file order.

    `asked` says whether one is asked for a source cue; a cue that needs none neither makes nor ends
    a run. It is called only for cues that have none.
    """
    lone: dict[int, int] = {}
    before = 0
    for source, target in pairs:
        if not target:
            lone[source[0]] = before
        before += len(target)
    if not lone:
        return []
    found: list[Hole] = []
    run: list[int] = []
    for index in range(sum(len(pair.source) for pair in pairs) + 1):
        if index not in lone:
            if run:
                found.append(Hole(run[0], run[-1], lone[run[0]]))
                run = []
        elif asked(index):
            run.append(index)
    return found
