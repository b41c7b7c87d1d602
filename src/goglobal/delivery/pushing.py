"""push: built bundles to one target, each whole or visibly not there."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import pointers, receipts
from goglobal.delivery import workers as crew
from goglobal.delivery.delivering import Delivery
from goglobal.delivery.layouts import place, unit_of
from goglobal.delivery.ledger import Ledger
from goglobal.delivery.ordering import Queue, in_order, is_shared
from goglobal.delivery.outcomes import Outcome
from goglobal.delivery.receipts import Author, Notice, Receipt
from goglobal.delivery.recording import Records, open_log
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.store import Store
from goglobal.delivery.stores import open_store
from goglobal.errors import (
    DeniedError,
    GoGlobalError,
    NoBucketError,
    StoreError,
    TransientError,
    UntrustedError,
    UsageError,
    WithdrawnError,
)
from goglobal.execution import Event, Progress
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.profiles.schema import Profile

BUNDLES = 4
"""Bundles at once: while one waits for an answer (a listing, its commit), others send."""


def push(
    bundles: Iterable[Bundle],
    target: Target,
    *,
    profile: Profile | None = None,
    state: Path | None = None,
    receipts_url: str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    shared_ok: Callable[[Bundle], bool] | None = None,
    author: Author | None = None,
    store: Store | None = None,
    retries: Retries | None = None,
    today: dt.date | None = None,
) -> tuple[Receipt, ...]:
    """Deliver `bundles` to `target` and return a receipt for each, in the order of delivery.

    What is in place already is not sent again. Bundles go out several at a time; `workers` is how
    many requests are in flight at most (default: what suits the store). A bundle that fails has a
    receipt that says so and stops no other, except where the next one would meet the same: a
    refused login, a dead service. The shared bundle of a series goes last, and is held where one
    that it refers to failed or where `shared_ok` says no. `state` is the folder of the ledger,
    `receipts_url` that of the receipts (default: the target's, else beside the state). `dry_run`
    writes nothing at all.

    Raises UsageError for settings that cannot be used, KeyboardInterrupt as it comes: the next
    push goes on from there.
    """
    profile = profile or Profile(name=target.platform)
    store = store if store is not None else open_store(target)
    ledger = Ledger.open(None if dry_run else state)
    pushing = _Push(
        target,
        profile,
        store=store,
        retries=retries or Retries(),
        records=Records(
            target,
            url=store.url,
            log=open_log(target, state=state, url=receipts_url),
            ledger=ledger,
            author=author or receipts.author(profile=profile.name),
            dry_run=dry_run,
        ),
        workers=workers or store.features.at_once,
        progress=progress,
        dry_run=dry_run,
        today=today or dt.datetime.now(dt.UTC).date(),
    )
    try:
        return pushing.all(in_order(bundles), shared_ok or (lambda bundle: True))
    except BaseException:
        pushing.stop()
        raise
    finally:
        ledger.close()


class _Push:
    def __init__(
        self,
        target: Target,
        profile: Profile,
        *,
        store: Store,
        retries: Retries,
        records: Records,
        workers: int,
        progress: Progress | None,
        dry_run: bool,
        today: dt.date,
    ) -> None:
        self.target = target
        self.profile = profile
        self.retries = retries
        self.store = store
        self.records = records
        self.workers = workers
        self.dry_run = dry_run
        self.today = today
        self.tell = _Telling(progress)
        self.hopeless: GoGlobalError | None = None
        """What would fail every other bundle too."""
        self.broken: set[str] = set()
        """Series of which a bundle failed or was held back."""
        self.queue = Queue(())
        self.first = threading.Lock()
        """Taken by the first bundle: what is wrong with all is learnt from its first request."""
        retries.limit(workers)

    def all(
        self, bundles: Sequence[Bundle], shared_ok: Callable[[Bundle], bool]
    ) -> tuple[Receipt, ...]:
        self.queue = Queue(bundles)
        done: dict[int, Receipt] = {}

        def one(job: tuple[int, Bundle]) -> Receipt:
            _, bundle = job
            try:
                if not self.first.acquire(blocking=False):
                    self.retries.reached.wait()
                return self._become(bundle, shared_ok)
            finally:
                self.retries.reached.set()

        at_once = min(BUNDLES, self.workers, len(bundles))
        first = self.records.ledger.notices
        for (number, bundle), receipt in crew.run(
            self.queue, one, workers=at_once, stopping=self.stop
        ):
            if receipt.state in {"failed", "held"}:
                self.broken.add(bundle.series)
            kept = self.records.keep(receipt)
            done[number] = msgspec.structs.replace(kept, notices=(*first, *kept.notices))
            first = ()
            self.queue.done(bundle)
        return tuple(done[number] for number in sorted(done))

    def stop(self) -> None:
        """Begin nothing more; what still waits for another try ends at once."""
        self.retries.interrupted.set()
        self.retries.reached.set()
        self.queue.close()

    def _become(self, bundle: Bundle, shared_ok: Callable[[Bundle], bool]) -> Receipt:
        error = self._refusal()
        if error is not None:
            return self.records.receipt(bundle, "held", error=error)
        if self.hopeless is not None:
            return self.records.receipt(bundle, "failed", error=self.hopeless)
        if is_shared(bundle) and (bundle.series in self.broken or not shared_ok(bundle)):
            return self.records.receipt(bundle, "held", error=_refers())
        return self._deliver(bundle)

    def _deliver(self, bundle: Bundle) -> Receipt:
        outcome: Outcome | None = None
        notices: tuple[Notice, ...] = ()
        store = RetryingStore(self.store, self.retries)
        label = f"{bundle.series} {unit_of(bundle.manifest, bundle.path)}"

        def begin() -> None:
            nonlocal notices
            notices += self.records.begin(bundle)

        def receipt(state: receipts.State, error: GoGlobalError | None = None) -> Receipt:
            return self.records.receipt(
                bundle,
                state,
                outcome=outcome,
                error=error,
                attempts=store.tally.most,
                notices=notices,
            )

        try:
            placement = place(bundle, self.target, self.profile)
            known = self.records.known_of(bundle)
            notices += known.notices
            if known.withdrawn is not None:
                raise pointers.withdrawn(known.withdrawn.at, known.withdrawn.why)
            delivery = Delivery(
                bundle,
                placement,
                self.target,
                self.profile,
                store,
                receipted=known.receipted,
                episodes=known.episodes,
                delivered=known.delivered,
                threads=self.workers,
                told=self.tell.of(label),
            )
            outcome = delivery.outcome
            if self.dry_run:
                delivery.plan()
                return receipt("planned")
            sent = delivery.run(begin=begin)
        except UsageError:
            raise
        except WithdrawnError as error:
            return receipt("held", error)
        except GoGlobalError as error:
            if self._is_hopeless(error):
                self.hopeless = error
            return receipt("failed", error)
        return receipt("delivered" if sent else "unchanged")

    def _is_hopeless(self, error: GoGlobalError) -> bool:
        if isinstance(error, TransientError):
            return self.retries.spent is not None
        return isinstance(error, DeniedError | NoBucketError | UntrustedError)

    def _refusal(self) -> GoGlobalError | None:
        """Why this target takes nothing today."""
        rights = self.target.rights
        if rights is None:
            return None
        early = rights.not_before is not None and self.today < rights.not_before
        late = rights.ends is not None and self.today > rights.ends
        if not early and not late:
            return None
        return StoreError(
            N_("the rights for {target} run from {first} to {last}; today is {today}"),
            {
                "target": self.target.name,
                "first": str(rights.not_before or "…"),
                "last": str(rights.ends or "…"),
                "today": str(self.today),
            },
            N_("check [targets.{target}.rights]"),
        )


class _Telling:
    """The progress of all bundles as one; the caller hears of it from one thread at a time."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._counts: dict[str, tuple[int, int]] = {}
        self._done = 0
        self._total = 0
        self._lock = threading.Lock()

    def of(self, label: str) -> Callable[[int, int], None]:
        """What hears of one bundle's objects: how many are done, and how many there are to do."""

        def told(done: int, total: int) -> None:
            if self._progress is None:
                return
            with self._lock:
                before = self._counts.get(label, (0, 0))
                self._counts[label] = (done, total)
                self._done += done - before[0]
                self._total += total - before[1]
                self._progress(Event("push", self._done, self._total, label))

        return told


def _refers() -> GoGlobalError:
    return StoreError(
        N_("it refers to a bundle that was held back or failed"),
        {},
        N_("mend that one first; then run the same command again"),
    )
