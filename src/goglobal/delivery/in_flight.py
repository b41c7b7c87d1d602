"""How many requests are in flight: small ones many, for each costs a way there and back; large
ones few, for they share the line, and what is under way is lost when somebody stops us."""

from __future__ import annotations

import queue

SMALL = 1 << 18
"""Bytes of a small body."""
LARGE = 16
"""Larger bodies at once, over all bundles."""
READS = 16
"""Questions at once (what is known of an object), over one bundle: botocore asks them, whose CPU
is the limit."""
PARTS = 8
"""Parts of one file at once. 16 took the tests' S3 server 1.08 times as long, 32 took it 1.3
times."""
FILES = 2
"""Files in parts at once, in one bundle: the first is whole before the last one is begun."""


class Slots:
    """The requests that may be in flight now, over all threads."""

    def __init__(self, at_once: int) -> None:
        self._all = _filled(at_once)
        self._large = _filled(min(at_once, LARGE))

    def take(self, size: int) -> None:
        """Wait until a request with a body of `size` bytes may go."""
        if size > SMALL:  # first what there is less of: who waits for it keeps nobody else back
            self._large.get()
        self._all.get()

    def give(self, size: int) -> None:
        """Note that it has ended."""
        self._all.put(None)
        if size > SMALL:
            self._large.put(None)


def _filled(count: int) -> queue.SimpleQueue[None]:
    """A semaphore; that of `threading` costs several times as much."""
    slots: queue.SimpleQueue[None] = queue.SimpleQueue()
    for _ in range(count):
        slots.put(None)
    return slots
