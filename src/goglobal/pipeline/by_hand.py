"""receipt add: a delivery that somebody made by hand, through a portal or a cloud drive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.loading import is_intact
from goglobal.delivery import receipts
from goglobal.delivery.layouts import place, unit_of
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.receipts import BY_HAND, Receipt
from goglobal.delivery.recording import open_log
from goglobal.errors import GoGlobalError, UsageError
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.pipeline.places import (
    LOCK_WAIT,
    profile_of,
    receipts_of,
    source_commit,
    state_beside,
)


def record(
    bundles: Iterable[Bundle],
    target: Target,
    *,
    where: str,
    note: str,
    who: str = "",
    at: dt.datetime | None = None,
    state: str | Path | None = None,
) -> tuple[Receipt, ...]:
    """A receipt for each of `bundles` that was built for `target`, as delivered to `where`.

    The receipt's address is `by-hand:` and `where`, never the target's own: no push takes what was
    delivered by hand for objects in its bucket. One whose bundle went to the same place already is
    `unchanged`, and not written again. Raises GoGlobalError for a bundle whose files are not what
    its manifest says: then nothing is written.
    """
    own = [bundle for bundle in bundles if bundle.target == target.name]
    if not own:
        raise UsageError(
            N_("there is no bundle for {target}"),
            {"target": target.name},
            N_("name the folder that `goglobal build` wrote, and its target with -t"),
        )
    for bundle in own:
        if not is_intact(Path(bundle.path), bundle.manifest):
            raise GoGlobalError(
                N_("{path} is not what its manifest says; nothing is recorded"),
                {"path": bundle.path},
                N_("record the bundle that was delivered, or build it again"),
            )
    folder = Path(state).absolute() if state is not None else state_beside(target)
    profile = profile_of(target)
    author = receipts.author(
        why=note,
        who=who,
        profile=f"{profile.name} {profile.checked or ''}".strip(),
        source_commit=source_commit(Path(target.directory)),
    )
    stamp = at.astimezone(dt.UTC).isoformat(timespec="microseconds") if at else ""
    log = open_log(target, state=folder, url=receipts_of(target))
    if log is None:
        raise UsageError(N_("there is no place for receipts"), {}, N_("set receipts in the target"))
    done = []
    with lock(folder, wait=LOCK_WAIT):
        ledger = Ledger.open(folder)
        try:
            for bundle in own:
                payload = place(bundle, target, profile).payload
                receipt = Receipt(
                    series=bundle.series,
                    target=target.name,
                    platform=bundle.platform,
                    language=bundle.language,
                    bundle=bundle.bundle,
                    url=f"{BY_HAND}{where}",
                    state="delivered",
                    bytes=sum(file.bytes for file in bundle.manifest.files),
                    at=stamp.replace("+00:00", "Z") or receipts.now(),
                    unit=unit_of(bundle.manifest, bundle.path),
                    checksums={item.key: item.wanted.sha256 for item in payload},
                    of_episodes={i.key: i.episode for i in payload if i.episode is not None},
                    **{name: getattr(author, name) for name in author.__struct_fields__},
                )
                done.append(_kept(receipt, log, ledger))
        finally:
            ledger.close()
    return tuple(done)


def _kept(receipt: Receipt, log: receipts.ReceiptLog, ledger: Ledger) -> Receipt:
    read_all(log, ledger, f"{receipts.folder(receipt.series, receipt.target, receipt.unit)}/")
    last = ledger.last(
        series=receipt.series, target=receipt.target, unit=receipt.unit, url=receipt.url
    )
    if last is not None and last.bundle == receipt.bundle:
        return msgspec.structs.replace(receipt, state="unchanged", at=last.at, bytes=0)
    ledger.add(log.write(receipt), receipt)
    return receipt
