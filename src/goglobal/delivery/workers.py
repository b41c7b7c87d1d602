"""Threads for requests: a bounded window, the first error stops all, an interrupt at once.

The threads are daemons of our own rather than a pool's, because a pool is joined when the
interpreter ends: an interrupted run would wait there for a service that does not answer.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")

PAUSE = 0.02
"""Seconds between two looks at what is done while much is: a look for each result would cost the
threads that work more than their work."""
QUIET = 0.1
"""Seconds without a result after which the next one is not waited for like that."""
PATIENCE = 1.5
"""Seconds that what is in flight gets to come to its end when the rest is given up."""


def run(
    jobs: Iterable[J],
    function: Callable[[J], R],
    *,
    workers: int,
    stopping: Callable[[], None] | None = None,
) -> Iterator[tuple[J, R]]:
    """Each job with its result, in the order in which they are done.

    A thread takes a job only when it is free, so no more than `workers` are in flight.
    Raises the first error; jobs that were not begun by then never are. `stopping` is called when
    the rest is given up, before what is in flight is waited for.
    """
    waiting = iter(jobs)
    taking = threading.Lock()
    stop = threading.Event()
    done: deque[tuple[J, R] | BaseException] = deque()
    look = threading.Event()
    looked = busy = 0.0

    def take() -> tuple[J] | None:
        with taking:
            for job in waiting:
                return (job,)
        return None

    def tell(result: tuple[J, R] | BaseException) -> None:
        done.append(result)
        if time.monotonic() - looked > PAUSE:
            look.set()

    def work() -> None:
        try:
            while not stop.is_set() and (taken := take()) is not None:
                tell((taken[0], function(taken[0])))
        except BaseException as error:
            stop.set()
            done.append(error)
            look.set()

    running = workers

    def live() -> None:
        nonlocal running
        try:
            work()
        finally:
            with taking:
                running -= 1
            look.set()

    threads = [
        threading.Thread(target=live, name=f"goglobal-{number}", daemon=True)
        for number in range(workers)
    ]
    for thread in threads:
        thread.start()
    try:
        while running or done:
            if not done:
                quiet = time.monotonic() - busy > QUIET
                if quiet:
                    looked = 0.0  # the next result is told at once
                if not done:
                    look.wait(0.5 if quiet else PAUSE)
                look.clear()
            looked = time.monotonic()
            while done:
                busy = looked
                result = done.popleft()
                if isinstance(result, BaseException):
                    raise result
                yield result
    except BaseException:
        stop.set()
        if stopping is not None:
            stopping()
        raise
    finally:
        stop.set()
        deadline = time.monotonic() + PATIENCE
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
