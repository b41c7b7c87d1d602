"""Which bundle goes next: several at once, a series' shared one after all its others."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator

from goglobal.bundling.bundle import Bundle
from goglobal.delivery.layouts import unit_of
from goglobal.model import SHARED


def in_order(bundles: Iterable[Bundle]) -> list[Bundle]:
    """The bundles of each series together, its shared one last."""
    return sorted(bundles, key=lambda bundle: (bundle.series, is_shared(bundle)))


def is_shared(bundle: Bundle) -> bool:
    """Whether a bundle is the one that belongs to all languages of its series."""
    return unit_of(bundle.manifest, bundle.path) == SHARED


class Queue:
    """Bundles with their numbers, handed to threads as they may go.

    `done` is told of each that has come to its end; a shared one is handed out when all others
    of its series have.
    """

    def __init__(self, bundles: Iterable[Bundle]) -> None:
        self._ready: deque[tuple[int, Bundle]] = deque()
        self._waiting: dict[str, list[tuple[int, Bundle]]] = {}
        self._left: dict[str, int] = {}
        self._changed = threading.Condition()
        self._closed = False
        for number, bundle in enumerate(bundles):
            if is_shared(bundle):
                self._waiting.setdefault(bundle.series, []).append((number, bundle))
            else:
                self._ready.append((number, bundle))
                self._left[bundle.series] = self._left.get(bundle.series, 0) + 1
        for series in [series for series in self._waiting if series not in self._left]:
            self._ready.extend(self._waiting.pop(series))

    def __iter__(self) -> Iterator[tuple[int, Bundle]]:
        while True:
            with self._changed:
                while not self._ready and self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed or not self._ready:
                    return
                job = self._ready.popleft()
            yield job

    def done(self, bundle: Bundle) -> None:
        """Note that a bundle has come to its end, good or bad."""
        if is_shared(bundle):
            return
        with self._changed:
            self._left[bundle.series] -= 1
            if not self._left[bundle.series]:
                self._ready.extendleft(reversed(self._waiting.pop(bundle.series, [])))
            self._changed.notify_all()

    def close(self) -> None:
        """Hand out nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
