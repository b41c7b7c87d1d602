"""withdraw: a delivery that must not be shown any more, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from goglobal.delivery.ledger import Ledger
from goglobal.delivery.receipts import Receipt, author
from goglobal.delivery.recording import open_log
from goglobal.delivery.retrying import RetryingStore
from goglobal.delivery.stores import open_store
from goglobal.delivery.withdrawing import Withdrawing
from goglobal.errors import UsageError
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Series, Target
from goglobal.pipeline.places import (
    LOCK_WAIT,
    profile_of,
    receipts_of,
    source_commit,
    state_beside,
)


def withdraw(
    series: Iterable[Series],
    target: Target,
    *,
    units: Iterable[str] | None,
    reason: str,
    undo: bool = False,
    state: str | Path | None = None,
    dry_run: bool = False,
) -> tuple[Receipt, ...]:
    """Withdraw what was delivered of `series` to `target`; with `undo` take that back.

    `units` are the bundles that are meant: languages, `shared`, `ep001`; None: all that was
    delivered. A receipt is written for each, and the pointer in the bucket is marked; nothing is
    deleted. From then on `push` holds these bundles. Raises UsageError where nothing was
    delivered, StoreError where the receipts cannot be written.
    """
    folder = Path(state).absolute() if state is not None else state_beside(target)
    profile = profile_of(target)
    log = open_log(target, state=folder, url=receipts_of(target))
    if log is None:
        raise UsageError(N_("there is no place for receipts"), {}, N_("set receipts in the target"))
    done: list[Receipt] = []
    with lock(folder, wait=LOCK_WAIT):
        ledger = Ledger.open(folder)
        try:
            withdrawing = Withdrawing(
                target,
                profile,
                RetryingStore(open_store(target)),
                log=log,
                ledger=ledger,
                author=author(
                    profile=f"{profile.name} {profile.checked or ''}".strip(),
                    source_commit=source_commit(Path(target.directory)),
                ),
                dry_run=dry_run,
            )
            chosen = {one.id: _chosen(withdrawing, one.id, units) for one in series}
            if not any(chosen.values()):
                raise UsageError(
                    N_("nothing of this was delivered to {target}"),
                    {"target": target.name},
                    N_("“goglobal status” shows what was delivered where"),
                )
            act = withdrawing.restore if undo else withdrawing.withdraw
            for name, own in chosen.items():
                done += act(name, own, reason=reason)
        finally:
            ledger.close()
    return tuple(done)


def _chosen(withdrawing: Withdrawing, series: str, units: Iterable[str] | None) -> tuple[str, ...]:
    """What was delivered, as far as it is meant.

    Raises UsageError for a unit that was not: nobody takes a slip for a withdrawal.
    """
    known = withdrawing.units(series)
    if units is None:
        return known
    missing = [unit for unit in units if unit not in known]
    if missing and known:
        raise UsageError(
            N_("{series}: {unit} was never delivered to {target}"),
            {
                "series": series,
                "unit": ", ".join(missing),
                "target": withdrawing.target.name,
                "known": ", ".join(known),
            },
            N_("delivered are {known}"),
        )
    return tuple(unit for unit in known if unit in set(units))
