"""One function over many jobs: a bounded window in flight, results in the jobs' order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

J = TypeVar("J")
R = TypeVar("R")

WINDOW = 32
"""Jobs in flight at once: enough for every executor here, and memory stays flat."""


class Event(NamedTuple):
    """How far a long piece of work is; `step` is one of load, check, build, push,
    verify, report."""

    step: str
    done: int
    total: int | None
    label: str = ""


Progress = Callable[[Event], None]


def run(
    jobs: Iterable[J],
    function: Callable[[J], R],
    *,
    executor: Executor | None = None,
    window: int = WINDOW,
    progress: Progress | None = None,
    step: str = "",
    total: int | None = None,
) -> Iterator[R]:
    """Yield `function(job)` for every job, in the jobs' order.

    Without an executor the work is done here, one after the other. With one, at most `window`
    jobs are in flight, so that neither jobs nor results pile up. The first exception of a job is
    raised where its result would have come; what has not started is cancelled.
    """
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(Event(step, done, total))

    if executor is None:
        for job in jobs:
            result = function(job)
            tell()
            yield result
        return

    flight: deque[Future[R]] = deque()
    try:
        for job in jobs:
            flight.append(executor.submit(function, job))
            if len(flight) >= window:
                result = flight.popleft().result()
                tell()
                yield result
        while flight:
            result = flight.popleft().result()
            tell()
            yield result
    finally:
        for future in flight:
            future.cancel()
