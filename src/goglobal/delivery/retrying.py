"""Trying again, in one place: a wrapper around any store, with one budget for all workers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from goglobal.delivery.deciding import Wanted, same
from goglobal.delivery.in_flight import Slots
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import (
    Features,
    ObjectInfo,
    Part,
    PartStore,
    Reading,
    Store,
    Upload,
)
from goglobal.errors import ConflictError, NotFoundError, StoreError, TransientError
from goglobal.messages import N_

if TYPE_CHECKING:
    from tenacity import RetryCallState

T = TypeVar("T")

BUDGET = 45.0
"""Seconds that a service may fail without one success in between."""
ATTEMPT = 20.0
"""Seconds that a failing attempt is taken to last at most (the read time-out). No attempt is
begun that would not end within the budget, so a dead service is reported within a minute."""
FIRST_WAIT = 0.25
LONGEST_WAIT = 5.0


class Stopped(StoreError):  # noqa: N818 - no failure: somebody wanted it
    """The delivery was interrupted, between two attempts."""


class Retries:
    """When to try again, how long to wait, and when to give up: one for all workers.

    The wait grows exponentially with full jitter; what the service asks for (Retry-After) is
    honoured. Seconds throughout. Once the budget is spent, nothing is tried twice until
    something has succeeded.
    """

    def __init__(
        self,
        budget: float = BUDGET,
        *,
        first: float = FIRST_WAIT,
        longest: float = LONGEST_WAIT,
        stop: threading.Event | None = None,
    ) -> None:
        self.budget = budget
        self.interrupted = stop or threading.Event()
        self.reached = threading.Event()
        """Something has succeeded."""
        self.spent: TransientError | None = None
        """The failure with which the budget ran out."""
        self._first = first
        self._longest = longest
        self._failing_since: float | None = None
        self._lock = threading.Lock()
        self._slots: Slots | None = None

    def limit(self, at_once: int) -> None:
        """Let no more than `at_once` requests be in flight from now on, whoever makes them."""
        self._slots = Slots(at_once)

    def call(self, function: Callable[[], T], tally: Tally | None = None, *, size: int = 0) -> T:
        """What `function` returns, tried again on TransientError for as long as is sensible.

        `tally` counts the tries; `size`: bytes of the request's body. Raises the last error as it
        was; Stopped when it was interrupted meanwhile.
        """
        waiting = _Waiting(self, tally, size)
        try:
            return waiting.attempt(function)  # nearly always the only one: nothing to set up
        except TransientError as error:
            first: TransientError | None = error

        def attempt() -> T:
            nonlocal first
            if first is not None:
                error, first = first, None
                raise error
            return waiting.attempt(function)

        from tenacity import Retrying, retry_if_exception_type

        return Retrying(
            retry=retry_if_exception_type(TransientError),
            wait=self._wait,
            stop=waiting.give_up,
            sleep=self._sleep,
            reraise=True,
        )(attempt)

    def once(self, function: Callable[[], T], size: int = 0) -> T:
        """One attempt, among those that may be in flight. Raises Stopped once interrupted."""
        slots = self._slots
        if slots is not None:
            slots.take(size)
        try:
            if self.interrupted.is_set():
                raise Stopped(N_("interrupted"))
            return function()
        finally:
            if slots is not None:
                slots.give(size)

    def failed(self, begun: float) -> float:
        """Note an attempt, begun at `begun`, that failed; return since when all have failed."""
        with self._lock:
            if self._failing_since is None:
                self._failing_since = begun
            return self._failing_since

    def answered(self) -> None:
        """Note that the service is there."""
        if self._failing_since is not None or self.spent is not None:
            with self._lock:
                self._failing_since = None
                self.spent = None

    def give_up(self, error: TransientError) -> None:
        """Note that the budget is spent."""
        with self._lock:
            self.spent = error

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, TransientError) else None
        if asked is not None:
            return max(asked, 0.0)
        from tenacity import wait_random_exponential

        return wait_random_exponential(multiplier=self._first, max=self._longest)(state)

    def _sleep(self, seconds: float) -> None:
        self.interrupted.wait(seconds)


class Tally:
    """How often something was tried."""

    def __init__(self) -> None:
        self.most = 1
        """The most tries that one request took."""
        self._lock = threading.Lock()

    def count(self, tries: int) -> None:
        """Note that a request has been tried so often."""
        if tries > self.most:
            with self._lock:
                self.most = max(self.most, tries)


class _Waiting:
    """One request, from its first attempt to its last."""

    def __init__(self, retries: Retries, tally: Tally | None, size: int) -> None:
        self.retries = retries
        self.size = size
        self.tally = tally
        self.tries = 0
        self.few = 0
        """Failures of a kind that is not worth many tries."""
        self.begun = 0.0
        self.since: float | None = None

    def attempt(self, function: Callable[[], T]) -> T:
        def begin() -> T:
            self.begun = time.monotonic()
            self.tries += 1
            return function()

        try:
            result = self.retries.once(begin, self.size)
        except (TransientError, Stopped):
            raise
        except StoreError:
            self.retries.answered()  # it said no, but it is there
            raise
        finally:
            if self.tally is not None:
                self.tally.count(self.tries)
        self.retries.answered()
        if not self.retries.reached.is_set():
            self.retries.reached.set()
        return result

    def give_up(self, state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        if not isinstance(error, TransientError):
            return True
        now = time.monotonic()
        lasted = min(now - self.begun, ATTEMPT)
        self.since = now - lasted if self.since is None else self.since
        if error.tries is not None:
            self.few += 1
            if self.few >= error.tries:
                return True
        shared = self.retries.failed(now - lasted)
        if now + state.upcoming_sleep + lasted - min(self.since, shared) > self.retries.budget:
            self.retries.give_up(error)
        return self.retries.spent is not None


class RetryingStore:
    """A store whose every request is tried again on failures that pass."""

    def __init__(self, store: Store, retries: Retries | None = None) -> None:
        self.store = store
        self.retries = retries or Retries()
        self.tally = Tally()
        self.parts: PartStore | None = (
            None if store.parts is None else RetryingParts(self, store.parts)
        )

    def call(self, function: Callable[[], T], *, size: int = 0) -> T:
        """What `function` asks of the store, tried again; the tries are counted."""
        return self.retries.call(function, self.tally, size=size)

    @property
    def url(self) -> str:
        """Where the store is."""
        return self.store.url

    @property
    def features(self) -> Features:
        """What it can do."""
        return self.store.features

    def head(self, key: str) -> ObjectInfo:
        """What is known of one object."""
        return self.call(lambda: self.store.head(key))

    def get(self, key: str, *, start: int = 0, if_match: str | None = None) -> Reading:
        """Read an object; where the connection breaks, it is read on from there."""
        reading = self.call(lambda: self.store.get(key, start=start, if_match=if_match))
        return Reading(reading.info, self._stream(key, start, reading))

    def put(
        self,
        key: str,
        source: bytes | Path,
        *,
        sha256: str,
        md5: str,
        size: int,
        media_type: str = "application/octet-stream",
        language: str | None = None,
        create_only: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        """Write an object.

        A conditional write that is refused after one whose reply was lost may be our own:
        what stands there is compared before it is called a conflict.
        """
        tries = 0

        def once() -> ObjectInfo:
            nonlocal tries
            tries += 1
            try:
                return self.store.put(
                    key,
                    source,
                    sha256=sha256,
                    md5=md5,
                    size=size,
                    media_type=media_type,
                    language=language,
                    create_only=create_only,
                    if_match=if_match,
                )
            except ConflictError:
                if tries > 1:
                    there = self.store.head(key)
                    if same(Wanted(size=size, sha256=sha256, md5=md5), there):
                        return there
                raise

        return self.call(once, size=size)

    def copy(self, source: str, key: str) -> str | None:
        """Copy an object within the store."""
        return self.call(lambda: self.store.copy(source, key))

    def delete(self, key: str) -> None:
        """Remove an object."""
        self.call(lambda: self.store.delete(key))

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins with `prefix`, in the order of the store."""
        yield from self.call(lambda: tuple(self.store.list(prefix)))

    def _stream(self, key: str, start: int, reading: Reading) -> Iterator[bytes]:
        position = start
        chunks = iter(reading)
        etag = reading.info.etag or None

        def following() -> bytes | None:
            nonlocal chunks
            try:
                return next(chunks, None)
            except TransientError as broken:
                try:
                    chunks = iter(self.store.get(key, start=position, if_match=etag))
                except TransientError:
                    raise broken from None
                return next(chunks, None)

        while (chunk := self.call(following)) is not None:
            position += len(chunk)
            yield chunk


class RetryingParts:
    """The same for uploads in parts: every part has its own tries."""

    def __init__(self, store: RetryingStore, parts: PartStore) -> None:
        self._store = store
        self._parts = parts

    def uploads(self, prefix: str) -> tuple[Upload, ...]:
        """The unfinished uploads under keys that begin with `prefix`."""
        return self._store.call(lambda: self._parts.uploads(prefix))

    def begin(self, key: str, *, sha256: str, media_type: str, language: str | None) -> str:
        """Begin an upload and return its id."""
        return self._store.call(
            lambda: self._parts.begin(key, sha256=sha256, media_type=media_type, language=language)
        )

    def stored(self, key: str, upload: str) -> tuple[Part, ...]:
        """The parts that have arrived, by number."""
        return self._store.call(lambda: self._parts.stored(key, upload))

    def describe(self, number: int, body: Slice, *, like: Part | None = None) -> Part:
        """The part that `body` would be."""
        return self._parts.describe(number, body, like=like)

    def send(self, key: str, upload: str, number: int, body: Slice) -> Part:
        """Send one part."""
        return self._store.call(lambda: self._parts.send(key, upload, number, body), size=body.size)

    def complete(
        self, key: str, upload: str, parts: tuple[Part, ...], *, create_only: bool
    ) -> ObjectInfo:
        """Make one object of the parts.

        Where the reply to an earlier try was lost, the upload may be gone because it is
        complete: what stands there is returned, for the caller to compare.
        """
        tries = 0

        def once() -> ObjectInfo:
            nonlocal tries
            tries += 1
            try:
                return self._parts.complete(key, upload, parts, create_only=create_only)
            except (ConflictError, NotFoundError) as error:
                if tries == 1:
                    raise
                try:
                    return self._store.store.head(key)
                except NotFoundError:
                    raise error from None

        return self._store.call(once)

    def abort(self, key: str, upload: str) -> None:
        """Throw the upload away."""
        self._store.call(lambda: self._parts.abort(key, upload))
