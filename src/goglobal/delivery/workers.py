"""Threads for requests: a bounded window, the first error stops all, an interrupt at once.

The threads are daemons of our own rather than a pool's, because a pool is joined when the
interpreter ends: an interrupted run would wait there for a service that does not answer.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")

PATIENCE = 1.5
"""Seconds that what is in flight gets to come to its end when the rest is given up."""


def run(jobs: Iterable[J], function: Callable[[J], R], *, workers: int) -> Iterator[tuple[J, R]]:
    """Each job with its result, in the order in which they are done.

    A thread takes a job only when it is free, so no more than `workers` are in flight.
    Raises the first error; jobs that were not begun by then never are.
    """
    waiting = iter(jobs)
    taking = threading.Lock()
    stop = threading.Event()
    done: queue.SimpleQueue[tuple[J, R] | BaseException | None] = queue.SimpleQueue()

    def take() -> tuple[J] | None:
        with taking:
            for job in waiting:
                return (job,)
        return None

    def work() -> None:
        try:
            while not stop.is_set() and (taken := take()) is not None:
                done.put((taken[0], function(taken[0])))
        except BaseException as error:
            stop.set()
            done.put(error)
        finally:
            done.put(None)

    threads = [
        threading.Thread(target=work, name=f"goglobal-{number}", daemon=True)
        for number in range(workers)
    ]
    for thread in threads:
        thread.start()
    running = len(threads)
    try:
        while running:
            try:
                result = done.get(timeout=0.5)  # Windows tells of an interrupt only in between
            except queue.Empty:
                continue
            if result is None:
                running -= 1
            elif isinstance(result, BaseException):
                raise result
            else:
                yield result
    finally:
        stop.set()
        deadline = time.monotonic() + PATIENCE
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
