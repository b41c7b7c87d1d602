"""How a translation's times lie against the source's, over many made-up episodes."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.model import Cue, Track
from goglobal.rules.alignment import NONE
from goglobal.rules.drifting import find_drift
from goglobal.rules.gaps import holes
from goglobal.rules.pairing import pairs

Cues = list[Cue]


def episode(draw: random.Random, count: int) -> Cues:
    """Cues as dialogue has them: half a second to 3.5 seconds, some without a gap."""
    at, cues = draw.randint(300, 3000), []
    for number in range(count):
        length = draw.randint(500, 3500)
        cues.append(Cue(at, at + length, f"line {number}"))
        at += length + (0 if draw.random() < 0.4 else draw.randint(50, 2500))
    return cues


def moved(draw: random.Random, cues: Cues, most: int) -> Cues:
    return [
        Cue(c.start + draw.randint(-most, most), c.end + draw.randint(-most, most), c.text)
        for c in cues
    ]


def merged(draw: random.Random, cues: Cues, share: float) -> Cues:
    result: Cues = []
    left = list(cues)
    while left:
        first = left.pop(0)
        if left and draw.random() < share:
            first = Cue(first.start, left.pop(0).end, "both")
        result.append(first)
    return result


def stretched(cues: Cues, ratio: Fraction, offset: int) -> Cues:
    return [
        Cue(round(c.start * ratio) + offset, round(c.end * ratio) + offset, c.text) for c in cues
    ]


def track(cues: Cues) -> Track:
    return Track(cues=tuple(cues))


seeds = st.integers(min_value=0, max_value=2**32)
counts = st.integers(min_value=6, max_value=45)


@given(seeds, counts)
@settings(max_examples=150, deadline=None)
def test_moved_merged_and_missing_cues_are_no_drift(seed: int, count: int) -> None:
    draw = random.Random(seed)
    source = episode(draw, count)
    target = moved(draw, merged(draw, source, 0.25), 120)
    target = [cue for cue in target if draw.random() > 0.1] or target
    assert find_drift(track(source), track(target)) in (NONE, None)


@given(seeds, counts)
@settings(max_examples=150, deadline=None)
def test_another_episode_is_no_drift(seed: int, count: int) -> None:
    draw = random.Random(seed)
    source, other = episode(draw, count), episode(draw, count + draw.randint(-2, 2))
    assert find_drift(track(source), track(other)) in (NONE, None)


@given(seeds, counts, st.sampled_from([-4000, -1500, -600, 300, 1000, 2000, 9000]))
@settings(max_examples=150, deadline=None)
def test_a_shift_is_found_and_measured(seed: int, count: int, offset: int) -> None:
    draw = random.Random(seed)
    source = episode(draw, count)
    drift = find_drift(
        track(source), track(moved(draw, stretched(source, Fraction(1), offset), 40))
    )
    assert drift is not None
    assert drift.rates is None
    assert abs(drift.offset - offset) <= 60


@pytest.mark.parametrize(
    ("rates", "ratio"),
    [
        (("25", "24"), Fraction(25, 24)),
        (("24", "25"), Fraction(24, 25)),
        (("25", "23.976"), Fraction(25 * 1001, 24000)),
        (("23.976", "25"), Fraction(24000, 25 * 1001)),
        (("30", "25"), Fraction(6, 5)),
    ],
)
def test_a_frame_rate_is_found_and_named(rates: tuple[str, str], ratio: Fraction) -> None:
    draw = random.Random(7)
    for _ in range(30):
        source = episode(draw, 30)
        drift = find_drift(track(source), track(stretched(source, ratio, 500)))
        assert drift is not None
        assert drift.rates == rates
        assert abs(drift.offset - 500) <= 20
        rough = moved(draw, merged(draw, stretched(source, ratio, 0), 0.15), 80)
        found = find_drift(track(source), track(rough))
        assert found is not None
        assert abs(float(found.ratio) - float(ratio)) < 0.002


@given(seeds, st.integers(min_value=12, max_value=30), st.integers(min_value=1, max_value=4))
@settings(max_examples=150, deadline=None)
def test_exactly_what_is_missing_is_a_hole(seed: int, count: int, missing: int) -> None:
    draw = random.Random(seed)
    source = episode(draw, count)
    first = draw.randrange(count - missing)
    target = moved(draw, source[:first] + source[first + missing :], 120)
    found = holes(pairs(track(source), track(target)), lambda _: True)
    assert [(hole.first, hole.last) for hole in found] == [(first, first + missing - 1)]


def test_cues_in_any_order_and_without_length_do_no_harm() -> None:
    odd = track([Cue(5000, 5000, "a"), Cue(1000, 900, "b"), Cue(3000, 4000, "c")])
    assert holes(pairs(odd, odd), lambda _: True) == []
    assert find_drift(odd, odd) == NONE
    assert holes(pairs(odd, track([])), lambda _: True) == [(0, 2, 0)]
    assert find_drift(odd, track([])) is None


def test_long_tracks_cost_little() -> None:
    draw = random.Random(1)
    source, other = track(episode(draw, 3000)), track(episode(draw, 3000))
    start = time.process_time()
    find_drift(source, source)
    pairs(source, source)
    find_drift(source, other)
    assert time.process_time() - start < 10  # all pairs would be 9 million, for each of 21 ratios
