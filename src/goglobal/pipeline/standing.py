"""status: where each language of each series stands at each target, from our own records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from goglobal.bundling.holding import Held, held_bundles
from goglobal.bundling.loading import whole_manifest
from goglobal.delivery.ledger import Ledger, read_all
from goglobal.delivery.receipts import BY_HAND, Receipt, folder
from goglobal.delivery.recording import open_log
from goglobal.delivery.stores import open_store
from goglobal.model import Target
from goglobal.naming import bundle_names
from goglobal.pipeline.checks import check
from goglobal.pipeline.holding import holds
from goglobal.pipeline.places import receipts_of, state_beside
from goglobal.pipeline.reports import StatusRow
from goglobal.pipeline.selecting import load, plan, targets_of
from goglobal.plans import Plan


def status(
    path: str | Path,
    *,
    targets: Sequence[str] | None = None,
    out: str | Path | None = None,
    state: str | Path | None = None,
    targets_file: str | Path | None = None,
    platform: str | None = None,
) -> tuple[StatusRow, ...]:
    """One row for each bundle that the plan has: built, delivered, stale, held or missing.

    Read from the series itself (what its errors hold back now), from `dist` and from the receipts;
    the bucket is not asked (`verify` does that).
    """
    chosen = targets_of(path, file=targets_file, names=tuple(targets or ()), platform=platform)
    whole = plan(load(path), chosen)
    dist = Path(out) if out is not None else Path(chosen[0].directory) / "dist"
    return standings(whole, holds(whole, check(whole)), dist=dist, state=state)


def standings(
    whole: Plan,
    holding: Mapping[tuple[str, str], Held],
    *,
    dist: Path,
    state: str | Path | None = None,
) -> tuple[StatusRow, ...]:
    """The same for a plan whose `holds` are told, and the bundles in `dist`."""
    built = _built(dist)
    rows: list[StatusRow] = []
    for target in whole.targets:
        last = _last(whole, target, Path(state).absolute() if state else state_beside(target))
        for assignment in whole.assignments:
            if assignment.target.name != target.name:
                continue
            series = assignment.series.id
            held = held_bundles(assignment, holding[series, target.name])
            rows += (
                _row(
                    series,
                    target,
                    unit,
                    built.get((series, target.name, unit), ""),
                    last.get((series, unit)),
                    is_language=unit in assignment.languages,
                    held=unit in held,
                )
                for unit in bundle_names(assignment)
            )
    return tuple(rows)


def _row(
    series: str,
    target: Target,
    unit: str,
    bundle: str,
    last: Receipt | None,
    *,
    is_language: bool,
    held: bool,
) -> StatusRow:
    if last is not None and last.state == "withdrawn":
        state = "withdrawn"
    elif held:
        state = "held"
    elif last is not None and last.state == "failed":
        state = "failed"
    elif last is None:
        state = "built" if bundle else "missing"
    else:
        state = "stale" if bundle and bundle != last.bundle else "delivered"
    delivered = last is not None and last.state != "failed"
    return StatusRow(
        series=series,
        target=target.name,
        language=unit if is_language else None,
        unit=unit,
        state=state,
        bundle=bundle or (last.bundle if last is not None else ""),
        at=last.at if last is not None else "",
        url=last.url if last is not None and delivered else "",
    )


def _built(dist: Path) -> dict[tuple[str, str, str], str]:
    """The whole bundles by series, target and unit; one that is damaged is none."""
    return {
        (manifest.series, manifest.target, place.name): manifest.bundle
        for place in sorted(dist.glob("[!.]*/[!.]*/[!.]*"))
        if (manifest := whole_manifest(place)) is not None
    }


def _last(whole: Plan, target: Target, state: Path) -> dict[tuple[str, str], Receipt]:
    """The newest receipt of each bundle of a target, by series and unit."""
    ledger = Ledger.open(state if state.is_dir() else None)
    try:
        log = open_log(target, state=state, url=receipts_of(target))
        if log is not None:
            for series in whole.series:
                read_all(log, ledger, folder(series.id, target.name, ""))
        # what went to another address than today's says nothing about this one
        url = open_store(target).url
        found = [  # before it is closed
            receipt
            for receipt in ledger.receipts(target=target.name)
            if receipt.url == url or receipt.url.startswith(BY_HAND)
        ]
    finally:
        ledger.close()
    return {(r.series, r.unit): r for r in sorted(found, key=lambda r: r.at)}
