"""status --history: who delivered what where, when and why, from the receipts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.receipts import Notice, Receipt, each_once, folder
from goglobal.delivery.recording import open_log
from goglobal.model import Target
from goglobal.pipeline.places import receipts_of, state_beside


def history(
    targets: Iterable[Target],
    *,
    series: Collection[str] | None = None,
    units: Collection[str] | None = None,
    state: str | Path | None = None,
) -> tuple[tuple[Receipt, ...], tuple[Notice, ...]]:
    """Every receipt of `targets`, the oldest first, and what went wrong with reading them.

    `series` and `units` (languages, `shared`, `ep001`) narrow it. Nothing is asked of the targets
    themselves.
    """
    found: list[Receipt] = []
    notices: list[Notice] = []
    for target in targets:
        place = Path(state).absolute() if state is not None else state_beside(target)
        ledger = Ledger.open(place if place.is_dir() else None)
        try:
            log = open_log(target, state=place, url=receipts_of(target))
            names = [""] if series is None else [folder(s, target.name, "") for s in series]
            for prefix in names if log is not None else ():
                notices += read_all(log, ledger, prefix) if log is not None else ()
            notices += ledger.notices
            found += (
                receipt
                for receipt in ledger.receipts(target=target.name)
                if (series is None or receipt.series in series)
                and (units is None or receipt.unit in units)
            )
        finally:
            ledger.close()
    return tuple(sorted(found, key=lambda receipt: receipt.at)), each_once(notices)
