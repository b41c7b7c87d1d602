"""The records of one push: what earlier receipts say, and the receipts of this one."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import hooks, receipts
from goglobal.delivery.delivering import is_blind
from goglobal.delivery.layouts import unit_of
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.outcomes import Outcome
from goglobal.delivery.receipts import FOUND, Author, Notice, Receipt, ReceiptLog
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.stores import open_receipts
from goglobal.errors import GoGlobalError, StoreError
from goglobal.messages import N_
from goglobal.model import Target


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What our records say of the place of one bundle."""

    receipted: dict[str, str]
    """By key the sha256 of what is there; empty text where something is, and nobody knows what."""
    episodes: dict[str, int]
    """By key the episode that an object is of."""
    delivered: str | None
    """The bundle of the last delivery; None: none, or nobody can tell any more."""
    withdrawn: Receipt | None = None
    """That says that what is there has been withdrawn, and by whom."""
    notices: tuple[Notice, ...] = ()


class Records:
    """The receipts and the ledger of one target, for one push.

    `known_of` and `begin` may be called from threads; `keep` from the driver alone.
    """

    def __init__(
        self,
        target: Target,
        *,
        url: str,
        log: ReceiptLog | None,
        ledger: Ledger,
        author: Author,
        dry_run: bool,
    ) -> None:
        self.target = target
        self.url = url
        self.log = log
        self.ledger = ledger
        self.author = author
        self.dry_run = dry_run
        self._read: dict[str, tuple[Notice, ...]] = {}
        self._lock = threading.Lock()

    def known_of(self, bundle: Bundle) -> Known:
        """What is known of the place that `bundle` goes to, with what went wrong on the way."""
        notices = self._sync(bundle.series)
        place = self._place(bundle)
        found, last = self.ledger.in_place(**place), self.ledger.last(**place)
        standing = self.ledger.standing(**place)
        delivered = last.bundle if last else None
        # where nobody can look, they say so only until something else began to go there: from
        # then on the keys are known, and no longer what stands under them
        if is_blind(self.target) and self.ledger.is_disturbed(**place, bundle=bundle.bundle):
            found, delivered = dict.fromkeys(found, ""), None
        return Known(
            receipted=found,
            episodes=self.ledger.episodes_in_place(**place),
            delivered=delivered,
            withdrawn=standing if standing and standing.state == "withdrawn" else None,
            notices=notices,
        )

    def begin(self, bundle: Bundle) -> tuple[Notice, ...]:
        """Note that objects of a bundle go out from now on; return what went wrong."""
        return self.ledger.begin(**self._place(bundle), bundle=bundle.bundle)

    def receipt(
        self,
        bundle: Bundle,
        state: receipts.State,
        *,
        outcome: Outcome | None = None,
        error: GoGlobalError | None = None,
        attempts: int = 1,
        notices: tuple[Notice, ...] = (),
    ) -> Receipt:
        """What became of a bundle, not written yet."""
        what = outcome or Outcome()
        told: dict[str, Any] = {} if error is None else receipts.describe(error)
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
            attempts=attempts,
            at=receipts.now(),
            unit=unit_of(bundle.manifest, bundle.path),
            version_ids=what.version_ids,
            checksums=what.checksums,
            of_episodes={k: e for k, e in what.episodes.items() if k in what.checksums},
            notices=(*notices, *what.notices),
            planned=what.planned,
            **msgspec.structs.asdict(self.author),
            **told,
        )

    def keep(self, receipt: Receipt) -> Receipt:
        """Write the receipt and run `after_push`, where something has happened.

        What is in place without a receipt (a run was killed before it wrote one, or the receipts
        were lost) gets one now, which says that nothing was sent.
        """
        if self.dry_run or receipt.state not in {"delivered", "failed", "unchanged"}:
            return receipt
        if receipt.state == "unchanged":
            if self._is_recorded(receipt):
                return receipt
            found = msgspec.structs.replace(receipt, state="delivered", why=receipt.why or FOUND)
            return _with(receipt, self._write(found))
        problems = self._write(receipt)
        problems += hooks.run(self.target.after_push, receipt, folder=self.target.directory)
        return _with(receipt, problems)

    def _place(self, bundle: Bundle) -> dict[str, str]:
        return {
            "series": bundle.series,
            "target": self.target.name,
            "unit": unit_of(bundle.manifest, bundle.path),
            "url": self.url,
        }

    def _sync(self, series: str) -> tuple[Notice, ...]:
        """Take in a series' receipts, once; what went wrong is told with its first bundle."""
        if self.log is None:
            return ()
        with self._lock:
            if series in self._read:
                return ()
            prefix = receipts.folder(series, self.target.name, "")
            self._read[series] = read_all(self.log, self.ledger, prefix)
            return self._read[series]

    def _is_recorded(self, receipt: Receipt) -> bool:
        """Whether the newest receipt says the same; after a failed one it has to be said anew."""
        found = self.ledger.receipts(
            series=receipt.series,
            target=receipt.target,
            unit=receipt.unit,
            url=receipt.url,
            newest_first=True,
        )
        last = next((r for r in found if r.state in {"delivered", "failed"}), None)
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


def _with(receipt: Receipt, problems: tuple[Notice, ...]) -> Receipt:
    return msgspec.structs.replace(receipt, notices=receipt.notices + problems)


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
