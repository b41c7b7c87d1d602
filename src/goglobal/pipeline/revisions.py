"""What our receipts say was delivered to targets whose names hold a revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from goglobal.checking.revisions import has_revisions
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.receipts import BY_HAND, Receipt, folder
from goglobal.delivery.recording import open_log
from goglobal.delivery.stores import open_store
from goglobal.errors import Argument, GoGlobalError
from goglobal.findings import Skipped
from goglobal.messages import N_
from goglobal.naming import UNKNOWN_DIGEST
from goglobal.pipeline.places import receipts_of, state_beside
from goglobal.plans import Assignment, Plan

RULE = "DLV006"


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What was delivered of one series, by target: sha256 by object key, with digests in the key
    stood in for as `naming.planned_key` does."""

    by_target: dict[str, Mapping[str, str]] = {}
    skipped: tuple[Skipped, ...] = ()
    """Targets whose receipts cannot be read, so nothing can be told of them."""


def delivered(plan: Plan, series: str, *, state: str | Path | None = None) -> Delivered:
    """The newest content under each name, from the receipts; nothing is read where no name holds
    a revision. Never raises."""
    by_target: dict[str, Mapping[str, str]] = {}
    skipped: list[Skipped] = []
    for assignment in plan.assignments:
        if assignment.series.id != series or not assignment.target.url:
            continue
        if not has_revisions(assignment):
            continue
        try:
            by_target[assignment.target.name] = _newest(_receipts(assignment, state))
        except (GoGlobalError, OSError) as error:
            arguments: dict[str, Argument] = {
                "target": assignment.target.name,
                "reason": str(error),
            }
            reason = N_("the receipts of {target} cannot be read: {reason}")
            skipped.append(Skipped(code=RULE, reason=reason, arguments=arguments))
    return Delivered(by_target=by_target, skipped=tuple(skipped))


def _receipts(assignment: Assignment, state: str | Path | None) -> list[Receipt]:
    """Of all deliveries of a series to a target that came to their end, oldest first."""
    target, series = assignment.target, assignment.series.id
    place = Path(state).absolute() if state is not None else state_beside(target)
    ledger = Ledger.open(place if place.is_dir() else None)
    try:
        log = open_log(target, state=place, url=receipts_of(target))
        if log is not None:
            for notice in read_all(log, ledger, folder(series, target.name, "")):
                raise GoGlobalError(notice.message, notice.arguments)
        url = open_store(target).url
        found = [
            receipt
            for receipt in ledger.receipts(series=series, target=target.name)
            if receipt.url == url or receipt.url.startswith(BY_HAND)
        ]
    finally:
        ledger.close()
    return [receipt for receipt in found if receipt.state == "delivered"]


def _newest(receipts: Iterable[Receipt]) -> dict[str, str]:
    return {key: sha256 for receipt in receipts for key, sha256 in _contents(receipt)}


def _contents(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Keys with their digests stood in for, and what lies there."""
    own = f"{receipt.series}/{receipt.unit}/{receipt.bundle}/"
    unknown = f"{receipt.series}/{receipt.unit}/{UNKNOWN_DIGEST}/"
    for key, sha256 in receipt.checksums.items():
        media = f"{receipt.series}/media/{sha256}/"
        if key.startswith(own):
            yield unknown + key.removeprefix(own), sha256
        elif key.startswith(media):
            yield f"{receipt.series}/media/{UNKNOWN_DIGEST}/{key.removeprefix(media)}", sha256
        else:
            yield key, sha256
