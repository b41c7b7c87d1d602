"""verify: what is in the bucket against what should be there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import workers as crew
from goglobal.delivery.deciding import Wanted, same
from goglobal.delivery.delivering import is_blind
from goglobal.delivery.finding import Finding, Place
from goglobal.delivery.in_flight import READS
from goglobal.delivery.layouts import POINTER, Item, unit_of
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.receipts import Notice, Receipt, folder
from goglobal.delivery.recording import open_log
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.second_reader import reads_the_same
from goglobal.delivery.store import ObjectInfo, Store
from goglobal.delivery.stores import open_store
from goglobal.errors import GoGlobalError, NotFoundError
from goglobal.execution import Event, Progress
from goglobal.model import Target
from goglobal.profiles.schema import Profile

J = TypeVar("J")
R = TypeVar("R")
Problem = Literal["missing", "changed"]


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """One object that is not as it should be."""

    url: str
    problem: Problem


class VerifyReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at and what was found."""

    objects: int = 0
    """Objects that should be there and were looked for."""
    damaged: tuple[Damage, ...] = ()
    """Sorted by url."""
    unverifiable: int = 0
    """Objects of which nothing can be said: the inbox cannot be read, or is emptied."""
    notices: tuple[Notice, ...] = ()


def verify(
    target: Target,
    *,
    expected: Iterable[Bundle] = (),
    series: Collection[str] | None = None,
    deep: bool = False,
    profile: Profile | None = None,
    state: Path | None = None,
    receipts_url: str | None = None,
    store: Store | None = None,
    retries: Retries | None = None,
    workers: int = READS,
    progress: Progress | None = None,
) -> VerifyReport:
    """Compare what is at `target` with what should be there.

    That is what the manifests there say, what our receipts say was delivered, and `expected`:
    bundles that must be the current ones. `series` limits it to these. By default sizes and
    the service's digests are compared; `deep` reads every object back, hashes it, and reads
    SRT with a second reader. Raises StoreError where the place cannot be read at all.
    """
    profile = profile or Profile(name=target.platform)
    looking = _Verification(
        target,
        profile,
        RetryingStore(
            store if store is not None else open_store(target),
            retries or Retries(),
        ),
        deep=deep,
        threads=workers,
        progress=progress,
    )
    bundles = [b for b in expected if series is None or b.series in series]
    ledger = Ledger.open(state)
    try:
        notices = ledger.notices
        log = open_log(target, state=state, url=receipts_url)
        if log is not None:
            for prefix in [""] if series is None else [folder(s, target.name, "") for s in series]:
                notices += read_all(log, ledger, prefix)
        delivered = last_deliveries(ledger, target=target.name, url=looking.store.url)
    finally:
        ledger.close()
    if series is not None:
        delivered = {p: r for p, r in delivered.items() if p[0] in series}
    names = set(series) if series is not None else None
    try:
        if is_blind(target):
            looking.count_blind(bundles, delivered)
        else:
            looking.look(bundles, delivered, names)
    except BaseException:
        looking.store.retries.interrupted.set()
        raise
    return VerifyReport(
        objects=len(looking.looked),
        damaged=tuple(
            Damage(url=f"{looking.store.url}/{key}", problem=problem)
            for key, problem in sorted(looking.damaged.items())
        ),
        unverifiable=looking.unverifiable,
        notices=notices,
    )


def last_deliveries(ledger: Ledger, *, target: str, url: str) -> dict[Place, Receipt]:
    """The newest receipt of a finished delivery, by series and unit."""
    found = ledger.receipts(target=target, url=url)
    return {(r.series, r.unit): r for r in found if r.state == "delivered"}


class _Verification:
    def __init__(
        self,
        target: Target,
        profile: Profile,
        store: RetryingStore,
        *,
        deep: bool,
        threads: int,
        progress: Progress | None,
    ) -> None:
        self.store = store
        self.deep = deep
        self.threads = threads
        self.progress = progress
        self.looked: set[str] = set()
        """Keys that should be there and were looked for."""
        self.unverifiable = 0
        self.damaged: dict[str, Problem] = {}
        self.finding = Finding(target, profile, store, threads=threads)

    def count_blind(self, bundles: list[Bundle], delivered: dict[Place, Receipt]) -> None:
        """Only say how much there is that cannot be looked at."""
        counted = {place: len(receipt.checksums) for place, receipt in delivered.items()}
        for bundle in bundles:
            there = self.finding.placed(bundle)
            items = len(there.items) + bool(there.pointer)
            counted.setdefault((bundle.series, there.unit), items)
        self.unverifiable = sum(counted.values())

    def look(
        self,
        bundles: list[Bundle],
        delivered: dict[Place, Receipt],
        series: set[str] | None,
    ) -> None:
        """Look at one series after the other, or at all at once where none is named."""
        wanted = {(b.series, unit_of(b.manifest, b.path)): b for b in bundles}
        if series is None:
            there = {info.key: info for info in self.store.list("")}
            self._series(there, wanted, delivered)
            return
        for name in sorted(series):
            prefix = f"{name}/" if self.finding.is_below_series else ""
            there = {info.key: info for info in self.store.list(prefix)}
            self._series(
                there,
                {place: b for place, b in wanted.items() if place[0] == name},
                {place: r for place, r in delivered.items() if place[0] == name},
                only=name,
            )

    def _series(
        self,
        there: dict[str, ObjectInfo],
        wanted: dict[Place, Bundle],
        delivered: dict[Place, Receipt],
        *,
        only: str | None = None,
    ) -> None:
        found = self.finding.all(there, only)
        self.looked.update(self.finding.pointers)
        for key in self.finding.bad:
            self._note(key, there)
        items: dict[str, Item] = {}
        for place_, manifest in found.items():
            self._take(items, Bundle(path=f"/{place_[1]}", manifest=manifest))
        for place_, bundle in wanted.items():
            current = found.get(place_)
            if current is None or (not self.finding.immutable and current != bundle.manifest):
                self._take(items, bundle)
            if self.finding.immutable and self.finding.named.get(place_) != bundle.bundle:
                self._note(f"{place_[0]}/{place_[1]}/{POINTER}", there)
        for place_, receipt in delivered.items():
            if place_ in found or place_ in wanted:
                continue
            # nothing there says what there should be: our receipt does
            for key, sha256 in receipt.checksums.items():
                wanted_ = Wanted(size=there[key].size if key in there else 0, sha256=sha256)
                items[key] = Item(key=key, source=b"", wanted=wanted_, media_type="")
        self._judge(items, there)

    # -- judging it

    def _take(self, items: dict[str, Item], bundle: Bundle) -> None:
        try:
            found = self.finding.placed(bundle)
        except GoGlobalError:
            return  # a manifest that leads out of its place was not written by us
        items.update({item.key: item for item in found.items})

    def _judge(self, items: dict[str, Item], there: dict[str, ObjectInfo]) -> None:
        self.looked.update(items)

        def look(item: Item) -> Problem | Literal["unknown"] | None:
            info = there.get(item.key)
            if info is None:
                return "missing"
            if self.deep:
                return self._read_back(item)
            answer = same(item.wanted, info)
            if info.size == item.wanted.size and not answer:
                try:
                    answer = same(item.wanted, self.store.head(item.key))
                except NotFoundError:
                    return "missing"
            if answer is None:
                return "unknown"
            return None if answer else "changed"

        for item, problem in self._each(list(items.values()), look):
            if problem == "unknown":
                self.unverifiable += 1
            elif problem is not None:
                self.damaged[item.key] = problem

    def _read_back(self, item: Item) -> Problem | None:
        digest = hashlib.sha256()
        is_srt = item.role == "subtitles" and item.key.lower().endswith(".srt")
        kept: list[bytes] = []
        size = 0
        try:
            for chunk in self.store.get(item.key):
                digest.update(chunk)
                size += len(chunk)
                if is_srt:
                    kept.append(chunk)
                if size > item.wanted.size:
                    return "changed"
        except NotFoundError:
            return "missing"
        if digest.hexdigest() != item.wanted.sha256:
            return "changed"
        return "changed" if is_srt and not reads_the_same(b"".join(kept)) else None

    def _note(self, key: str, there: dict[str, ObjectInfo]) -> None:
        self.damaged[key] = "changed" if key in there else "missing"
        self.looked.add(key)

    def _each(self, jobs: Sequence[J], function: Callable[[J], R]) -> Iterator[tuple[J, R]]:
        results = crew.run(jobs, function, workers=min(self.threads, len(jobs)))
        for done, (job, result) in enumerate(results, 1):
            if self.progress is not None:
                self.progress(Event("verify", done, len(jobs), ""))
            yield job, result
