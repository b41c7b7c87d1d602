"""ship: from a series folder to what stands in the bucket."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.holding import held_bundles
from goglobal.delivery.receipts import Receipt, now
from goglobal.delivery.stores import require_usable
from goglobal.delivery.verifying import VerifyReport
from goglobal.errors import StoreError
from goglobal.execution import Progress
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.naming import episode_bundle
from goglobal.pipeline import delivering
from goglobal.pipeline.check_reports import CheckReport
from goglobal.pipeline.checks import check
from goglobal.pipeline.holding import held_items, holds
from goglobal.pipeline.making import build
from goglobal.pipeline.reports import HeldItem, ShipReport
from goglobal.pipeline.selecting import load, plan, targets_of
from goglobal.plans import Plan


def ship(
    path: str | Path,
    *,
    targets: Sequence[str | Target] | None = None,
    languages: Iterable[str] | None = None,
    episodes: Iterable[int] | str | None = None,
    out: str | Path | None = None,
    state: str | Path | None = None,
    targets_file: str | Path | None = None,
    platform: str | None = None,
    executor: Executor | None = None,
    cache: bool = True,
    dry_run: bool = False,
    verify: bool = True,
    progress: Progress | None = None,
) -> ShipReport:
    """Check, build, push and verify the project at `path`: the main job.

    `targets` are names in `goglobal.toml`, or targets; default: all. Bundles are built in `out`
    (default: `dist` beside `goglobal.toml`). An unwaived error holds back what its target's `hold`
    says, the rest goes. `dry_run` writes nothing and sends nothing. Raises as the steps do.
    """
    wanted = _targets(path, targets, targets_file, platform)
    whole = plan(load(path), wanted, languages=languages, episodes=episodes)
    if targets or platform:
        whole = msgspec.structs.replace(whole, narrowed=True)
    base = Path(whole.assignments[0].target.directory)
    own_state = Path(state).absolute() if state is not None else base / ".goglobal"
    with ExitStack() as stack:
        if dry_run:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="goglobal-"))
            dist, notes = Path(folder) / "dist", Path(folder) / "state"
        else:
            dist, notes = Path(out or base / "dist").absolute(), own_state
        for target in whole.targets:
            require_usable(target)
        report = check(
            whole, state=notes, executor=executor, cache=cache, beyond=True, progress=progress
        )
        held = held_items(whole, report)
        bundles = build(
            whole,
            dist,
            report=report,
            state=notes,
            cache=cache,
            executor=executor,
            progress=progress,
        )
        receipts: list[Receipt] = []
        for target in whole.targets:
            own = [item for item in held if item.target == target.name]
            receipts += _withheld(whole, report, target)
            receipts += delivering.push(
                bundles,
                target,
                state=own_state,
                progress=progress,
                dry_run=dry_run,
                held=own,
            )
        verified = (
            tuple(_verified(whole, bundles, receipts, own_state, progress))
            if verify and not dry_run
            else ()
        )
    return ShipReport(
        check=report, bundles=bundles, receipts=tuple(receipts), held=held, verified=verified
    )


def _targets(
    path: str | Path,
    targets: Sequence[str | Target] | None,
    file: str | Path | None,
    platform: str | None,
) -> tuple[Target, ...]:
    given = tuple(target for target in targets or () if isinstance(target, Target))
    names = tuple(target for target in targets or () if isinstance(target, str))
    if given and not names:
        return given
    return given + targets_of(path, file=file, names=names, platform=platform)


def _withheld(whole: Plan, report: CheckReport, target: Target) -> Iterator[Receipt]:
    """The receipts of bundles that were not even built, so that none is missing from the list."""
    items = held_items(whole, report)
    holding = holds(whole, report)
    for assignment in whole.assignments:
        if assignment.target.name != target.name:
            continue
        series = assignment.series.id
        own = [item for item in items if (item.series, item.target) == (series, target.name)]
        for unit in held_bundles(assignment, holding[series, target.name]):
            language = unit if unit in assignment.languages else None
            reasons = [r for item in own if _is_of(item, unit, language) for r in item.reasons]
            reason = reasons[0] if reasons else None
            yield Receipt(
                series=series,
                target=target.name,
                platform=target.platform,
                language=language,
                bundle="",
                url=target.url,
                state="held",
                attempts=0,
                at=now(),
                unit=unit,
                error=f"{reason.code}: {reason.text}" if reason else str(_refers()),
                error_message=reason.message if reason else _refers().message,
                error_arguments=dict(reason.arguments) if reason else {},
            )


def _is_of(item: HeldItem, unit: str, language: str | None) -> bool:
    """Whether what holds `item` is why the bundle `unit` is not made."""
    if item.episodes is None:
        return item.language in {None, language}
    return unit in {episode_bundle(number) for number in item.episodes}


def _refers() -> StoreError:
    return StoreError(N_("it refers to a bundle that was held back"))


def _verified(
    whole: Plan,
    bundles: Sequence[Bundle],
    receipts: Sequence[Receipt],
    state: Path,
    progress: Progress | None,
) -> Iterator[VerifyReport]:
    for target in whole.targets:
        own = [receipt for receipt in receipts if receipt.target == target.name]
        arrived = {r.bundle for r in own if r.state in {"delivered", "unchanged"}}
        if not arrived or any(receipt.state == "failed" for receipt in own):
            continue  # incomplete: the receipts say so, and looking would meet the same
        yield delivering.verify(
            target,
            series=sorted({receipt.series for receipt in own}),
            against=[b for b in bundles if b.bundle in arrived],
            state=state,
            progress=progress,
        )
