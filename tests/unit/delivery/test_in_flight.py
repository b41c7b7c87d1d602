"""What is in flight at once: many small objects, few large ones."""

from __future__ import annotations

import threading
from typing import cast

from goglobal.delivery import workers
from goglobal.delivery.deciding import Wanted
from goglobal.delivery.in_flight import LARGE, SMALL
from goglobal.delivery.layouts import Item
from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.multipart import PART
from goglobal.delivery.retrying import Retries
from goglobal.delivery.sending import Sent, send_all
from goglobal.delivery.store import PartStore


def most_at_once(retries: Retries, size: int, expected: int) -> int:
    """The most requests of that size that were in flight, of four times as many as expected.

    Each waits until as many are with it as are expected: it hangs where fewer are let through.
    """
    together = threading.Barrier(expected)
    lock = threading.Lock()
    now = most = 0

    def request() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        together.wait(10)
        with lock:
            now -= 1

    jobs = range(4 * expected)
    for _ in workers.run(jobs, lambda _: retries.call(request, size=size), workers=len(jobs)):
        pass
    return most


def test_small_ones_are_many_and_large_ones_few() -> None:
    retries = Retries()
    retries.limit(40)
    assert most_at_once(retries, SMALL, 40) == 40
    assert most_at_once(retries, SMALL + 1, LARGE) == LARGE


def test_large_ones_that_wait_keep_no_small_one_back() -> None:
    retries, going, end = Retries(), threading.Semaphore(0), threading.Event()
    retries.limit(LARGE + 1)

    def large() -> None:
        going.release()
        assert end.wait(10)

    crowd = [
        threading.Thread(target=lambda: retries.call(large, size=SMALL + 1), daemon=True)
        for _ in range(3 * LARGE)
    ]
    for thread in crowd:
        thread.start()
    for _ in range(LARGE):
        assert going.acquire(timeout=10)
    small = threading.Thread(target=lambda: retries.call(lambda: None), daemon=True)
    small.start()
    small.join(5)
    assert not small.is_alive()
    end.set()
    for thread in crowd:
        thread.join(10)


def test_with_fewer_in_all_there_are_fewer_large_ones() -> None:
    retries = Retries()
    retries.limit(2)
    assert most_at_once(retries, SMALL + 1, 2) == 2


class Copying(MemoryStore):
    """Takes parts, and copies only where as many as are expected ask for it at once."""

    def __init__(self, together: int) -> None:
        super().__init__()
        self.parts = cast("PartStore", self)
        self._together = threading.Barrier(together)

    def copy(self, source: str, key: str) -> str | None:
        self._together.wait(10)
        return None


def test_what_the_service_copies_by_itself_is_no_large_one() -> None:
    wanted = Wanted(size=PART + 1, sha256="0" * 64)
    items = [
        Item(key=f"{n}.mp4", source="/nowhere", wanted=wanted, media_type="video/mp4")
        for n in range(2 * LARGE)
    ]
    sent: list[Sent] = []
    copies = {wanted.sha256: "earlier.mp4"}
    store = Copying(len(items))
    send_all(store, items, there={}, copies=copies, threads=64, done=sent.append)
    assert [one.copied for one in sent] == [True] * len(items)
