"""Whose times a track has: every episode's source is held against it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.model import Track
from goglobal.rules.drifting import align
from goglobal.rules.fitting import best_episodes, fit, other_episode, swapped_with

seeds = st.integers(min_value=0, max_value=2**32)
EPISODES = 40


def series(made_up: Any, draw: random.Random, count: int) -> dict[int, list[tuple[int, int]]]:
    return {
        number: made_up.episode(draw, count + draw.randint(0, 3))
        for number in range(1, EPISODES + 1)
    }


def told(target: Track, own: int, sources: dict[int, Track]) -> int | None:
    found = other_episode(target, own, sources, align(sources[own], target))
    return None if found is None else found.episode


@given(seeds, st.integers(min_value=1, max_value=40), st.integers(min_value=1, max_value=40))
def test_a_track_fits_itself_best(made_up: Any, seed: int, count: int, other: int) -> None:
    draw = random.Random(seed)
    one, two = (
        made_up.track(made_up.episode(draw, count)),
        made_up.track(made_up.episode(draw, other)),
    )
    assert fit(one, one) == 1.0
    assert 0.0 <= fit(one, two) <= 1.0
    assert best_episodes(one, {1: two, 2: one})[0] == (2, 1.0) or fit(two, one) == 1.0
    assert fit(one, made_up.track([])) == fit(made_up.track([]), one) == 0.0


@pytest.mark.parametrize("count", [10, 24])
@pytest.mark.parametrize("late", [0, 1500])
def test_every_swapped_file_is_known(made_up: Any, count: int, late: int) -> None:
    draw = random.Random(6)
    spans = series(made_up, draw, count)
    sources = {number: made_up.track(own) for number, own in spans.items()}
    for own, other in zip(range(1, EPISODES), range(2, EPISODES + 1), strict=True):
        target = made_up.track(
            made_up.stretched(made_up.translated(draw, spans[other]), offset=late)
        )
        assert told(target, own, sources) == other
        assert best_episodes(target, sources)[0][0] == other or late


@pytest.mark.parametrize("count", [10, 24])
def test_no_file_in_its_place_is_called_another_ones(made_up: Any, count: int) -> None:
    draw = random.Random(7)
    spans = series(made_up, draw, count)
    sources = {number: made_up.track(own) for number, own in spans.items()}
    for own in sources:
        for offset in (0, 300, -2000):
            target = made_up.track(
                made_up.stretched(made_up.translated(draw, spans[own]), offset=offset)
            )
            assert told(target, own, sources) is None
        foreign = made_up.track(made_up.translated(draw, made_up.episode(draw, count)))
        assert told(foreign, own, sources) is None


def test_episodes_timed_alike_say_nothing(made_up: Any) -> None:
    draw = random.Random(8)
    spans = made_up.episode(draw, 20)
    sources = {number: made_up.track(spans) for number in range(1, 6)}
    assert all(
        told(made_up.track(made_up.translated(draw, spans)), own, sources) is None
        for own in sources
    )
    grid = {
        n: made_up.track([(s, s + 1800) for s in range(1000, 60_000, 2000)]) for n in range(1, 4)
    }
    assert told(grid[2], 1, grid) is None


def test_two_files_that_changed_places_know_each_other(made_up: Any) -> None:
    draw = random.Random(9)
    spans = series(made_up, draw, 14)
    sources = {number: made_up.track(own) for number, own in spans.items()}
    assert swapped_with(made_up.track(made_up.translated(draw, spans[3])), 8, 3, sources)
    assert not swapped_with(made_up.track(made_up.translated(draw, spans[8])), 8, 3, sources)
    assert not swapped_with(made_up.track(made_up.translated(draw, spans[5])), 8, 3, sources)
    assert not swapped_with(made_up.track(made_up.translated(draw, spans[3])), 99, 3, sources)
