"""Shifts, frame rates and changed cuts, over many made-up episodes of ten cues or more."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.alignment import NONE, Drift
from goglobal.rules.drifting import find_drift
from goglobal.rules.voting import BIN, vote

seeds = st.integers(min_value=0, max_value=2**32)
starts = st.lists(st.integers(min_value=0, max_value=60_000), min_size=1, max_size=30)
MANY = 120


def found(
    made_up: Any,
    change: Callable[[list[tuple[int, int]]], list[tuple[int, int]]],
    count: int,
    seed: int,
) -> list[Drift | None]:
    """The drifts of many translations that were changed in the same way."""
    draw = random.Random(seed)
    drifts = []
    for _ in range(MANY):
        source = made_up.episode(draw, count)
        drifts.append(
            find_drift(
                made_up.track(source), made_up.track(change(made_up.translated(draw, source)))
            )
        )
    return drifts


@pytest.mark.parametrize("count", [10, 24, 60])
def test_what_translators_do_is_no_drift(made_up: Any, count: int) -> None:
    assert set(found(made_up, list, count, 1)) == {NONE}


@pytest.mark.parametrize("count", [10, 24, 60])
@pytest.mark.parametrize("offset", [-4000, -250, 250, 800, 4000, 3_600_000])
def test_an_offset_is_found_and_measured(made_up: Any, offset: int, count: int) -> None:
    drifts = found(made_up, lambda spans: made_up.stretched(spans, offset=offset), count, 2)
    right = [d for d in drifts if d and d.rates is None and abs(d.offset - offset) <= 80]
    assert len(right) >= 0.98 * MANY


@pytest.mark.parametrize("count", [10, 24, 60])
@pytest.mark.parametrize(
    "ratio",
    [Fraction(25, 24), Fraction(24, 25), Fraction(6, 5), Fraction(25025, 24000), Fraction(4, 5)],
)
def test_a_ratio_of_frame_rates_is_found(made_up: Any, ratio: Fraction, count: int) -> None:
    drifts = found(made_up, lambda spans: made_up.stretched(spans, ratio), count, 3)
    right = [d for d in drifts if d and abs(d.ratio - ratio) <= 0.003]
    assert len(right) == MANY


@pytest.mark.parametrize("count", [10, 24, 60])
def test_another_episode_has_no_drift(made_up: Any, count: int) -> None:
    draw = random.Random(4)
    drifts = [
        find_drift(
            made_up.track(made_up.episode(draw, count)),
            made_up.track(made_up.translated(draw, made_up.episode(draw, count))),
        )
        for _ in range(MANY)
    ]
    assert set(drifts) == {None}


@pytest.mark.parametrize("count", [24, 60])
@pytest.mark.parametrize("by", [2000, -1200, 9000])
def test_a_changed_cut_is_found_with_its_place(made_up: Any, count: int, by: int) -> None:
    draw = random.Random(5)
    right = 0
    for _ in range(MANY):
        source = made_up.episode(draw, count)
        at = draw.randint(8, count - 8)
        begins = source[at][0]
        late = made_up.stretched(made_up.translated(draw, source[at:]), offset=by)
        drift = find_drift(
            made_up.track(source), made_up.track(made_up.translated(draw, source[:at]) + late)
        )
        right += (
            drift is not None
            and abs(drift.of(begins - 8000) - (begins - 8000)) <= 80
            and abs(drift.of(begins + 8000) - (begins + 8000 + by)) <= 80
        )
    assert right >= 0.85 * MANY


@given(starts, starts, st.integers(min_value=1, max_value=30))
def test_a_vote_brings_as_many_together_as_it_says(
    source: list[int], target: list[int], least: int
) -> None:
    source.sort()
    target.sort()
    result = vote(source, target, least)
    bins = {start // BIN for start in (t - target[0] for t in target)}

    def together(offset: int) -> int:
        """Target bins within one and a half bins of a source start moved by `offset`."""
        moved = {(s - source[0]) // BIN for s in source}
        steps = (offset + source[0] - target[0]) // BIN
        return sum(any(b - steps + near in moved for near in (-1, 0, 1)) for b in bins)

    best = max(together(target[0] - source[0] + steps * BIN) for steps in range(-602, 603))
    if result is None:
        assert best < least
    else:
        offset, count = result
        assert count == together(offset) == best
        assert count >= least


@given(seeds, st.integers(min_value=3, max_value=40))
def test_a_track_has_no_drift_from_itself(made_up: Any, seed: int, count: int) -> None:
    same = made_up.track(made_up.episode(random.Random(seed), count))
    assert find_drift(same, same) == NONE
