"""One function over many jobs gives the same results in the same order, whoever works."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import neg
from pathlib import Path

import pytest

import goglobal
from goglobal.errors import UsageError
from goglobal.execution import Event, open_executor, run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"


def square(number: int) -> int:
    return number * number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("spec", [None, "serial", "threads:3", "processes:2"])
def test_results_come_in_order(spec: str | None) -> None:
    with open_executor(spec) as executor:
        # a function of the library: a worker need not find this file
        assert list(run(range(100), neg, executor=executor)) == [-n for n in range(100)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_dask_gives_the_same_report_as_no_executor() -> None:
    plan = goglobal.plan(goglobal.load_series(EXAMPLE), goglobal.load_targets(EXAMPLE))
    with open_executor("dask") as executor:
        assert goglobal.check(plan, executor=executor) == goglobal.check(plan)


def test_processes_give_the_same_report_and_bundles(tmp_path: Path) -> None:
    plan = goglobal.plan(goglobal.load_series(EXAMPLE), goglobal.load_targets(EXAMPLE))
    with open_executor("processes:2") as executor:
        assert goglobal.check(plan, executor=executor) == goglobal.check(plan)
        there = goglobal.build(plan, tmp_path / "a", state=tmp_path / "s", executor=executor)
    here = goglobal.build(plan, tmp_path / "b", state=tmp_path / "t")
    assert [b.manifest for b in there] == [b.manifest for b in here]


def test_the_window_is_bounded() -> None:
    taken = 0

    def jobs() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    with ThreadPoolExecutor(2) as executor:
        results = run(jobs(), square, executor=executor, window=8)
        next(results)
        assert taken <= 9
        results.close()  # type: ignore[attr-defined]


def test_an_error_comes_where_its_result_would_have_come() -> None:
    with ThreadPoolExecutor(2) as executor:
        results = run(range(10), fail_at_three, executor=executor)
        assert [next(results), next(results), next(results)] == [0, 1, 2]
        with pytest.raises(ValueError, match="three"):
            next(results)


def test_progress_counts_up() -> None:
    events: list[Event] = []
    list(run([1, 2, 3], square, progress=events.append, step="check", total=3))
    assert [(e.step, e.done, e.total) for e in events] == [
        ("check", 1, 3),
        ("check", 2, 3),
        ("check", 3, 3),
    ]


@pytest.mark.parametrize("spec", ["thread", "processes:0", "threads:many", "serial:x", "dusk"])
def test_a_wrong_word_is_told(spec: str) -> None:
    with pytest.raises(UsageError), open_executor(spec):
        pass
