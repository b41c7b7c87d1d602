"""withdraw: what was delivered must not be shown any more: recorded, marked, not deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from goglobal.delivery import pointers, receipts
from goglobal.delivery.delivering import is_blind
from goglobal.delivery.layouts import POINTER
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.pointers import Current, Pointer, Withdrawal
from goglobal.delivery.receipts import Author, Notice, Receipt, ReceiptLog
from goglobal.delivery.retrying import RetryingStore
from goglobal.errors import StoreError
from goglobal.messages import N_
from goglobal.model import SHARED, Target
from goglobal.profiles.schema import Profile


class Withdrawing:
    """Withdraws at one target, or takes that back. `log` and `ledger` are of this target."""

    def __init__(
        self,
        target: Target,
        profile: Profile,
        store: RetryingStore,
        *,
        log: ReceiptLog,
        ledger: Ledger,
        author: Author,
        dry_run: bool = False,
    ) -> None:
        self.target = target
        self.store = store
        self.log = log
        self.ledger = ledger
        self.author = author
        self.dry_run = dry_run
        immutable = (target.layout or profile.layout) == "immutable"
        self.marks = immutable and not is_blind(target)
        """Whether there are pointers that can be marked."""

    def units(self, series: str) -> tuple[str, ...]:
        """Every bundle of a series that stands at the target, by the receipts and the pointers.

        Raises StoreError where the place cannot be read.
        """
        read_all(self.log, self.ledger, receipts.folder(series, self.target.name, ""))
        found = {
            receipt.unit
            for receipt in self.ledger.receipts(series=series, target=self.target.name)
            if receipt.url == self.store.url and receipt.state == "delivered"
        }
        if self.marks:
            keys = [info.key.split("/") for info in self.store.list(f"{series}/")]
            found |= {parts[1] for parts in keys if len(parts) == 3 and parts[2] == POINTER}
        return tuple(sorted(found, key=lambda unit: (unit == SHARED, unit)))

    def stands(self, series: str, unit: str) -> bool:
        """Whether anything says that something was delivered there."""
        if self.ledger.last(**self._place(series, unit)) is not None:
            return True
        return self.marks and self._pointer(series, unit).pointer is not None

    def withdraw(self, series: str, units: Iterable[str], *, reason: str) -> tuple[Receipt, ...]:
        """Withdraw these bundles; one receipt each, `unchanged` where it was so already."""
        return tuple(self._become(series, unit, reason=reason, undo=False) for unit in units)

    def restore(self, series: str, units: Iterable[str], *, reason: str) -> tuple[Receipt, ...]:
        """Take the withdrawal of these bundles back; one receipt each."""
        return tuple(self._become(series, unit, reason=reason, undo=True) for unit in units)

    def _become(self, series: str, unit: str, *, reason: str, undo: bool) -> Receipt:
        place = self._place(series, unit)
        standing, last = self.ledger.standing(**place), self.ledger.last(**place)
        recorded = standing is not None and standing.state == "withdrawn"
        notices: tuple[Notice, ...] = ()
        error: StoreError | None = None
        marked: Pointer | None = None
        try:
            marked = self._pointer(series, unit).pointer if self.marks else None
            is_marked = marked is not None and marked.withdrawn is not None
            if undo:
                needed = recorded or is_marked
            else:
                needed = not (recorded and (is_marked or marked is None))
            if needed and marked is not None and not self.dry_run:
                self._mark(series, unit, reason="" if undo else reason)
            if marked is None:
                notices = (_nobody_sees(undo),)
        except StoreError as caught:
            error, needed = caught, True
        state: receipts.State = "restored" if undo else "withdrawn"
        if error is not None:
            state = "failed"
        receipt = Receipt(
            series=series,
            target=self.target.name,
            platform=self.target.platform,
            language=last.language if last is not None else _language(unit),
            bundle=marked.bundle if marked is not None else (last.bundle if last else ""),
            url=self.store.url,
            state=state if needed else "unchanged",
            attempts=self.store.tally.most,
            at=receipts.now(),
            unit=unit,
            notices=notices,
            **{**msgspec.structs.asdict(self.author), "why": reason},
            **_described(error),
        )
        if self.dry_run or not needed or error is not None:
            return receipt
        name = self.log.write(receipt)
        return msgspec.structs.replace(
            receipt, notices=receipt.notices + self.ledger.add(name, receipt)
        )

    def _mark(self, series: str, unit: str, *, reason: str) -> None:
        mark = Withdrawal(at=receipts.now(), reason=reason) if reason else None

        def wanted(current: Pointer | None) -> Pointer | None:
            if current is None or (current.withdrawn is None) == (mark is None):
                return None
            return msgspec.structs.replace(current, withdrawn=mark)

        pointers.change(self.store, _key(series, unit), wanted)

    def _pointer(self, series: str, unit: str) -> Current:
        return pointers.read(self.store, _key(series, unit))

    def _place(self, series: str, unit: str) -> dict[str, str]:
        return {
            "series": series,
            "target": self.target.name,
            "unit": unit,
            "url": self.store.url,
        }


def _key(series: str, unit: str) -> str:
    return f"{series}/{unit}/{POINTER}"


def _language(unit: str) -> str | None:
    """The language of a bundle of which there is no receipt, by its folder."""
    is_other = unit in {SHARED, "series"} or (unit[:2] == "ep" and unit[2:].isdigit())
    return None if is_other else unit


def _nobody_sees(undo: bool) -> Notice:
    if undo:
        return Notice(message=N_("nothing in the place itself says so: tell the partner"))
    return Notice(
        message=N_(
            "nothing in the place itself says so, and what was delivered is still there: tell the "
            "partner to take it down"
        )
    )


def _described(error: StoreError | None) -> dict[str, Any]:
    return {} if error is None else receipts.describe(error)
