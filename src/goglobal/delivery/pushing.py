"""push: built bundles to one target, each whole or visibly not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import hooks, receipts
from goglobal.delivery.delivering import Delivery, Outcome, is_blind
from goglobal.delivery.layouts import place, unit_of
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.receipts import Author, Notice, Receipt, ReceiptLog
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.store import Store
from goglobal.delivery.stores import open_receipts, open_store
from goglobal.errors import (
    DeniedError,
    GoGlobalError,
    NotFoundError,
    StoreError,
    TransientError,
    UsageError,
)
from goglobal.execution import Event, Progress
from goglobal.messages import N_
from goglobal.model import SHARED, Target
from goglobal.profiles.schema import Profile

WORKERS = 8
"""Requests at once: more were slower (FACTS: 16 threads against 8)."""


def push(
    bundles: Iterable[Bundle],
    target: Target,
    *,
    profile: Profile | None = None,
    state: Path | None = None,
    receipts_url: str | None = None,
    workers: int = WORKERS,
    progress: Progress | None = None,
    dry_run: bool = False,
    shared_ok: Callable[[Bundle], bool] | None = None,
    author: Author | None = None,
    store: Store | None = None,
    retries: Retries | None = None,
    today: dt.date | None = None,
) -> tuple[Receipt, ...]:
    """Deliver `bundles` to `target` and return a receipt for each, in the order of delivery.

    What is in place already is not sent again. A bundle that fails has a receipt that says so
    and stops no other, except where the next one would meet the same: a refused login, a dead
    service. The shared bundle of a series goes last, and is held where one that it refers to
    failed or where `shared_ok` says no. `state` is the folder of the ledger, `receipts_url`
    that of the receipts (default: the target's, else beside the state). `dry_run` writes
    nothing at all.

    Raises UsageError for settings that cannot be used, KeyboardInterrupt as it comes: the next
    push goes on from there.
    """
    profile = profile or Profile(name=target.platform)
    pushing = _Push(
        target,
        profile,
        store=store if store is not None else open_store(target, workers=workers),
        retries=retries or Retries(),
        state=state,
        receipts_url=receipts_url,
        workers=workers,
        progress=progress,
        dry_run=dry_run,
        author=author or receipts.author(profile=profile.name),
        today=today or dt.datetime.now(dt.UTC).date(),
    )
    try:
        return pushing.all(in_order(bundles), shared_ok or (lambda bundle: True))
    except BaseException:
        pushing.retries.interrupted.set()  # what still waits for another try ends at once
        raise
    finally:
        pushing.ledger.close()


def in_order(bundles: Iterable[Bundle]) -> list[Bundle]:
    """The bundles of each series together, its shared one last."""
    return sorted(bundles, key=lambda b: (b.series, unit_of(b.manifest, b.path) == SHARED))


class _Push:
    def __init__(
        self,
        target: Target,
        profile: Profile,
        *,
        store: Store,
        retries: Retries,
        state: Path | None,
        receipts_url: str | None,
        workers: int,
        progress: Progress | None,
        dry_run: bool,
        author: Author,
        today: dt.date,
    ) -> None:
        self.target = target
        self.profile = profile
        self.retries = retries
        self.url = store.url
        self.store = RetryingStore(store, retries)
        self.workers = workers
        self.progress = progress
        self.dry_run = dry_run
        self.author = author
        self.today = today
        self.log = open_log(target, state=state, url=receipts_url)
        self.ledger = Ledger.open(None if dry_run else state)
        self.notices: tuple[Notice, ...] = self.ledger.notices
        self.hopeless: GoGlobalError | None = None
        """What would fail every other bundle too."""
        self.before = 0
        """Objects of the bundles before this one."""
        self.begun = 0
        """Objects that this one has to send."""

    def all(
        self, bundles: Sequence[Bundle], shared_ok: Callable[[Bundle], bool]
    ) -> tuple[Receipt, ...]:
        done: list[Receipt] = []
        broken: set[str] = set()
        for bundle in bundles:
            is_shared = unit_of(bundle.manifest, bundle.path) == SHARED
            error = self._refusal()
            if error is not None:
                receipt = self._receipt(bundle, "held", error=error)
            elif self.hopeless is not None:
                receipt = self._receipt(bundle, "failed", error=self.hopeless)
            elif is_shared and (bundle.series in broken or not shared_ok(bundle)):
                receipt = self._receipt(bundle, "held", error=_refers())
            else:
                receipt = self._deliver(bundle)
            if receipt.state in {"failed", "held"}:
                broken.add(bundle.series)
            done.append(self._kept(receipt))
        return tuple(done)

    def _deliver(self, bundle: Bundle) -> Receipt:
        label = f"{bundle.series} {unit_of(bundle.manifest, bundle.path)}"
        self.retries.most = 1
        self.begun = 0

        def told(done: int, total: int) -> None:
            self.begun = total
            if self.progress is not None:
                self.progress(Event("push", self.before + done, self.before + total, label))

        outcome: Outcome | None = None
        try:
            placement = place(bundle, self.target, self.profile)
            known = {
                "series": bundle.series,
                "target": self.target.name,
                "unit": placement.unit,
                "url": self.url,
            }
            if self.log is not None:
                prefix = receipts.folder(bundle.series, self.target.name, placement.unit)
                self._note(read_all(self.log, self.ledger, f"{prefix}/"))
            receipted, delivered = self._receipted(known, bundle)
            delivery = Delivery(
                bundle,
                placement,
                self.target,
                self.profile,
                self.store,
                receipted=receipted,
                episodes=self.ledger.episodes_in_place(**known),
                delivered=delivered,
                threads=self.workers,
                told=told,
            )
            outcome = delivery.outcome
            if self.dry_run:
                delivery.plan()
                return self._receipt(bundle, "planned", outcome=outcome)
            sent = delivery.run(
                begin=lambda: self._note(self.ledger.begin(**known, bundle=bundle.bundle))
            )
        except UsageError:
            raise
        except GoGlobalError as error:
            if self._is_hopeless(error):
                self.hopeless = error
            return self._receipt(bundle, "failed", outcome=outcome, error=error)
        finally:
            self.before += self.begun
        return self._receipt(bundle, "delivered" if sent else "unchanged", outcome=outcome)

    def _receipted(
        self, known: dict[str, str], bundle: Bundle
    ) -> tuple[dict[str, str], str | None]:
        """By key the sha256 that our receipts say is there, and the bundle that was delivered last.

        Where nobody can look, they say so only until something else began to go there: from then
        on the keys are known, and no longer what stands under them.
        """
        found, last = self.ledger.in_place(**known), self.ledger.last(**known)
        if is_blind(self.target) and self.ledger.is_disturbed(**known, bundle=bundle.bundle):
            return dict.fromkeys(found, ""), None
        return found, last.bundle if last else None

    def _is_hopeless(self, error: GoGlobalError) -> bool:
        if isinstance(error, DeniedError):
            return True
        if isinstance(error, TransientError):
            return self.retries.spent is not None
        return isinstance(error, NotFoundError) and "bucket" in error.arguments

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

    def _receipt(
        self,
        bundle: Bundle,
        state: receipts.State,
        *,
        outcome: Outcome | None = None,
        error: GoGlobalError | None = None,
    ) -> Receipt:
        what = outcome or Outcome()
        told: dict[str, Any] = {} if error is None else receipts.describe(error)
        notices, self.notices = (*self.notices, *what.notices), ()
        return Receipt(
            series=bundle.series,
            target=self.target.name,
            platform=bundle.platform,
            language=bundle.language,
            bundle=bundle.bundle,
            url=self.url,
            state=state,
            uploaded=what.uploaded,
            skipped=what.kept + what.copied,
            copied=what.copied,
            bytes=what.bytes,
            attempts=self.retries.most,
            at=receipts.now(),
            unit=unit_of(bundle.manifest, bundle.path),
            version_ids=what.version_ids,
            checksums=what.checksums,
            of_episodes={k: e for k, e in what.episodes.items() if k in what.checksums},
            notices=notices,
            **msgspec.structs.asdict(self.author),
            **told,
        )

    def _kept(self, receipt: Receipt) -> Receipt:
        """Write the receipt and run `after_push`, where something has happened.

        What is in place without a receipt (a run was killed before it wrote one, or the receipts
        were lost) gets one now, which says that nothing was sent.
        """
        if self.dry_run or receipt.state not in {"delivered", "failed", "unchanged"}:
            return receipt
        if receipt.state == "unchanged":
            if self._is_recorded(receipt):
                return receipt
            return self._with(
                receipt,
                self._write(
                    msgspec.structs.replace(
                        receipt, state="delivered", why=receipt.why or "found in place"
                    )
                ),
            )
        problems = self._write(receipt)
        problems += hooks.run(self.target.after_push, receipt, folder=self.target.directory)
        return self._with(receipt, problems)

    def _is_recorded(self, receipt: Receipt) -> bool:
        """Whether the newest receipt says the same; after a failed one it has to be said anew."""
        found = self.ledger.receipts(
            series=receipt.series,
            target=receipt.target,
            unit=receipt.unit,
            url=receipt.url,
            newest_first=True,
        )
        last = next(found, None)
        return last is not None and (last.state, last.bundle) == ("delivered", receipt.bundle)

    def _write(self, receipt: Receipt) -> tuple[Notice, ...]:
        if self.log is None:
            return ()
        try:
            name = self.log.write(receipt)
        except StoreError as error:
            message = N_("the receipt cannot be written: {reason}")
            return (Notice(message=message, arguments={"reason": str(error)}),)
        problems = self.ledger.add(name, receipt)
        if receipt.state == "delivered":
            problems += self.ledger.end(
                series=receipt.series, target=receipt.target, unit=receipt.unit, url=receipt.url
            )
        return problems

    def _with(self, receipt: Receipt, problems: tuple[Notice, ...]) -> Receipt:
        return msgspec.structs.replace(receipt, notices=receipt.notices + problems)

    def _note(self, notices: tuple[Notice, ...]) -> None:
        self.notices += tuple(notice for notice in notices if notice not in self.notices)


def open_log(target: Target, *, state: Path | None, url: str | None = None) -> ReceiptLog | None:
    """The receipts of a target: at `url`, where it says, or in `receipts` beside the state.

    None where there is no place for any.
    """
    address = url or target.receipts
    if address is None:
        beside = state.absolute().parent if state is not None else None
        if beside is None and target.directory:
            beside = Path(target.directory)
        if beside is None:
            return None
        address = (beside / "receipts").as_uri()
    # a short budget: a delivery does not wait a minute for its own records
    return ReceiptLog(RetryingStore(open_receipts(address, target), Retries(10.0)))


def _refers() -> GoGlobalError:
    return StoreError(
        N_("it refers to a bundle that was held back or failed"),
        {},
        N_("mend that one first; then run the same command again"),
    )
