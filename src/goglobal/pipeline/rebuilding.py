"""status --rebuild: the ledger anew from receipts, and from buckets what no receipt tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest
from goglobal.delivery import pointers, receipts
from goglobal.delivery.deciding import same
from goglobal.delivery.delivering import is_blind
from goglobal.delivery.finding import Finding
from goglobal.delivery.in_flight import READS
from goglobal.delivery.ledger import Ledger
from goglobal.delivery.receipts import FOUND, Author, Notice, Receipt, ReceiptLog, each_once
from goglobal.delivery.recording import open_log
from goglobal.delivery.retrying import RetryingStore
from goglobal.delivery.store import ObjectInfo
from goglobal.delivery.stores import open_store
from goglobal.errors import GoGlobalError, StoreError
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.pipeline.places import LOCK_WAIT, profile_of, receipts_of, state_beside


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger holds now."""

    receipts: int
    """That were read."""
    found: tuple[Receipt, ...] = ()
    """Written now, for bundles that stand in a bucket and of which no receipt told."""
    unseen: tuple[Notice, ...] = ()
    """Buckets that could not be looked into."""
    notices: tuple[Notice, ...] = ()


def rebuild(
    targets: Sequence[Target], *, series: Sequence[str], state: str | Path | None = None
) -> Rebuilt:
    """Make the ledger of a project anew: from all receipts of all its `targets`, in one go.

    Where a bucket can be read and shows a bundle of `series` as current of which the receipts do
    not tell (they were lost, or somebody else delivered), a receipt is written that says that it
    was found there. Raises StoreError where receipts cannot be read: then the ledger stays as it
    was.
    """
    folder = Path(state).absolute() if state is not None else state_beside(targets[0])
    logs: dict[str, ReceiptLog] = {}
    for target in targets:
        log = open_log(target, state=folder, url=receipts_of(target))
        if log is not None:
            logs.setdefault(receipts_of(target), log)
    found: list[Receipt] = []
    notices: list[Notice] = []
    unseen: list[Notice] = []
    with lock(folder, wait=LOCK_WAIT):
        ledger = Ledger.open(folder)
        try:
            count = _reread(ledger, logs.values(), folder)
            for target in targets:
                log = logs.get(receipts_of(target))
                if log is None or is_blind(target):
                    continue
                try:
                    for receipt in _found(target, series, ledger):
                        notices += ledger.add(log.write(receipt), receipt)
                        found.append(receipt)
                except StoreError as error:
                    unseen.append(_unread(target, error))
            notices += ledger.notices
        finally:
            ledger.close()
    return Rebuilt(
        receipts=count, found=tuple(found), unseen=tuple(unseen), notices=each_once(notices)
    )


def _reread(ledger: Ledger, logs: Iterable[ReceiptLog], folder: Path) -> int:
    try:
        return ledger.rebuild(logs)
    except sqlite3.Error as error:
        raise GoGlobalError(
            N_("{path} cannot be written ({reason})"),
            {"path": str(folder), "reason": str(error)},
            N_("check the disk and the rights of the folder"),
        ) from error


def _found(target: Target, series: Sequence[str], ledger: Ledger) -> Iterator[Receipt]:
    """A receipt for each bundle that stands there and that the newest receipt does not name."""
    profile = profile_of(target)
    store = RetryingStore(open_store(target))
    finding = Finding(target, profile, store, threads=READS)
    author = receipts.author(profile=f"{profile.name} {profile.checked or ''}".strip(), why=FOUND)
    for name in series:
        there = {
            info.key: info for info in store.list(f"{name}/" if finding.is_below_series else "")
        }
        for (_, unit), manifest in finding.all(there, name).items():
            place = {"series": name, "target": target.name, "unit": unit, "url": store.url}
            last = ledger.last(**place)
            if last is None or last.bundle != manifest.bundle:
                yield _receipt(target, finding, unit, manifest, there, author)


def _receipt(  # noqa: PLR0917 - one caller
    target: Target,
    finding: Finding,
    unit: str,
    manifest: Manifest,
    there: dict[str, ObjectInfo],
    author: Author,
) -> Receipt:
    placement = finding.placed(Bundle(path=f"/{unit}", manifest=manifest))
    whole = [
        item
        for item in placement.items
        if item.key in there and same(item.wanted, there[item.key]) is not False
    ]
    checksums = {item.key: item.wanted.sha256 for item in whole}
    if placement.pointer is not None and placement.commit is not None:
        pointer = pointers.Pointer(bundle=manifest.bundle, manifest=placement.commit.key)
        checksums[placement.pointer] = pointers.digest(pointer)
    return Receipt(
        series=manifest.series,
        target=target.name,
        platform=manifest.platform,
        language=manifest.language,
        bundle=manifest.bundle,
        url=finding.store.url,
        state="delivered",
        skipped=len(checksums),
        attempts=1,
        at=receipts.now(),
        unit=unit,
        checksums=checksums,
        of_episodes={i.key: i.episode for i in whole if i.episode is not None},
        **msgspec.structs.asdict(author),
    )


def _unread(target: Target, error: StoreError) -> Notice:
    return Notice(
        message=N_("{target} cannot be looked into: {reason}"),
        arguments={"target": target.name, "reason": str(error)},
    )
