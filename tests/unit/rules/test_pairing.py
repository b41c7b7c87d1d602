"""Which cues stand for which: every cue once, whatever translators did to the times."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.model import Cue, Track
from goglobal.rules.alignment import NONE, Drift
from goglobal.rules.drifting import find_drift
from goglobal.rules.pairing import Pair, compared, pairs

times = st.integers(min_value=0, max_value=20_000)
tracks = st.lists(st.tuples(times, times), max_size=12).map(
    lambda found: Track(cues=tuple(Cue(start, end, "x") for start, end in found))
)
seeds = st.integers(min_value=0, max_value=2**32)


def track(*spans: tuple[int, int]) -> Track:
    return Track(cues=tuple(Cue(start, end, "x") for start, end in spans))


def dialogue(draw: random.Random, count: int) -> list[tuple[int, int]]:
    at, found = 500, []
    for _ in range(count):
        length = draw.randint(700, 3500)
        found.append((at, at + length))
        at += length + draw.choice([0, 80, draw.randint(100, 2500)])
    return found


def moved(draw: random.Random, spans: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    return [(s + draw.randint(-most, most), e + draw.randint(-most, most)) for s, e in spans]


@given(tracks, tracks)
def test_every_cue_is_in_exactly_one_pair(source: Track, target: Track) -> None:
    found = pairs(source, target)
    assert sorted(i for pair in found for i in pair.source) == list(range(len(source.cues)))
    assert sorted(i for pair in found for i in pair.target) == list(range(len(target.cues)))
    assert all(pair.source or pair.target for pair in found)


@given(tracks, tracks, st.booleans())
@settings(max_examples=300)
def test_nothing_is_lost_on_the_short_way(source: Track, other: Track, moved: bool) -> None:
    target = other
    if moved:  # much of the source, and cues that it has not
        cues = [Cue(c.start + 90, c.end - 120, c.text) for c in source.cues[::2]]
        target = Track(cues=(*cues, *source.cues[1::3], *other.cues[:3]))
    shown, given = (
        sorted((c.start, max(c.end, c.start + 1), n) for n, c in enumerate(track.cues))
        for track in (source, target)
    )
    assert set(pairs(source, target)) == set(compared(shown, given))


@given(seeds, st.integers(min_value=1, max_value=60))
@settings(deadline=None)
def test_moved_cues_stay_one_to_one(seed: int, count: int) -> None:
    draw = random.Random(seed)
    spans = dialogue(draw, count)
    found = pairs(track(*spans), track(*moved(draw, spans, 120)))
    assert found == tuple(Pair((i,), (i,)) for i in range(count))


@given(seeds, st.integers(min_value=2, max_value=60))
@settings(deadline=None)
def test_merged_split_and_missing_cues_are_told_as_such(seed: int, count: int) -> None:
    draw = random.Random(seed)
    spans = dialogue(draw, count)
    given: list[tuple[int, int]] = []
    wanted: list[Pair] = []
    at = 0
    while at < count:
        kind, n, (start, end) = draw.random(), len(given), spans[at]
        if kind < 0.15 and at + 1 < count:
            given.append((start, spans[at + 1][1]))
            wanted.append(Pair((at, at + 1), (n,)))
            at += 1
        elif kind < 0.3 and end - start >= 1600:
            middle = (start + end) // 2
            given += [(start, middle), (middle, end)]
            wanted.append(Pair((at,), (n, n + 1)))
        elif kind < 0.4:
            wanted.append(Pair((at,), ()))
        else:
            given.append((start, end))
            wanted.append(Pair((at,), (n,)))
        at += 1
    assert pairs(track(*spans), track(*moved(draw, given, 60))) == tuple(wanted)


@pytest.mark.parametrize("drift", [Drift(offset=2400), Drift(ratio=Fraction(25, 24), offset=-300)])
def test_a_drifting_file_is_paired_in_the_sources_clock(drift: Drift) -> None:
    source = track(*dialogue(random.Random(4), 30))
    late = track(*((round(drift.of(c.start)), round(drift.of(c.end))) for c in source.cues))
    found = find_drift(source, late)
    assert found is not None
    assert found != NONE
    assert pairs(source, late, found) == tuple(Pair((i,), (i,)) for i in range(30))


def test_file_order_does_not_matter() -> None:
    source = track((5000, 7000), (1000, 3000))
    assert pairs(source, track((1000, 3000), (5000, 7000))) == (Pair((1,), (0,)), Pair((0,), (1,)))


def test_a_sign_over_dialogue_is_a_cue_of_its_own() -> None:
    source = track((1000, 3000), (1500, 2900), (3100, 5000))
    assert pairs(source, source) == tuple(Pair((i,), (i,)) for i in range(3))
    dialogue_only = track((1000, 3000), (3100, 5000))
    assert pairs(source, dialogue_only) == (Pair((0, 1), (0,)), Pair((2,), (1,)))


def test_a_crowd_is_paired_in_time_that_grows_with_it() -> None:
    crowd = track(*((index, 3_600_000 - index) for index in range(8_000)))
    found = pairs(crowd, track(*[(0, 3_600_000)] * 8_000))
    assert sorted(i for pair in found for i in pair.source) == list(range(8_000))
    assert sorted(i for pair in found for i in pair.target) == list(range(8_000))
