"""push and verify: built bundles to a target, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import pushing, verifying
from goglobal.delivery.receipts import Receipt, author
from goglobal.delivery.verifying import VerifyReport
from goglobal.execution import Progress
from goglobal.locking import lock
from goglobal.model import Series, Target
from goglobal.pipeline.places import (
    LOCK_WAIT,
    profile_of,
    receipts_of,
    source_commit,
    state_beside,
)

if TYPE_CHECKING:
    from goglobal.pipeline.reports import HeldItem


def push(
    bundles: Iterable[Bundle],
    target: Target,
    *,
    state: str | Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    held: Iterable[HeldItem] = (),
) -> tuple[Receipt, ...]:
    """Deliver those of `bundles` that were built for `target`; one receipt each, as delivered.

    A bundle that fails has a receipt that says so (`failed`) and stops no other; the same call
    again goes on with it. `state` holds the ledger; default: `.goglobal` beside `goglobal.toml`.
    `held` is what was not built: a shared bundle that lists it is held too. Objects go over
    threads of their own; `executor` is not used by one target's delivery.

    Raises UsageError for settings that cannot be used, LockedError where another push is at work.
    """
    own = [bundle for bundle in bundles if bundle.target == target.name]
    folder = Path(state).absolute() if state is not None else state_beside(target)
    profile = profile_of(target)
    missing = {item.series for item in held if item.episodes is None}
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(lock(folder, wait=LOCK_WAIT))
        return pushing.push(
            own,
            target,
            profile=profile,
            state=folder,
            receipts_url=receipts_of(target),
            progress=progress,
            dry_run=dry_run,
            shared_ok=lambda bundle: bundle.series not in missing,
            author=author(
                profile=f"{profile.name} {profile.checked or ''}".strip(),
                source_commit=source_commit(Path(target.directory)),
            ),
        )


def verify(
    target: Target,
    *,
    series: Series | str | Sequence[str] | None = None,
    against: str | Path | Iterable[Bundle] | None = None,
    state: str | Path | None = None,
    deep: bool = False,
    progress: Progress | None = None,
) -> VerifyReport:
    """Look at what stands at `target` against what should.

    That is what the manifests there and our receipts say, and `against`: bundles, or the `dist`
    folder that has them, which must be the current ones. `deep` reads every object back and
    hashes it. Raises StoreError where the place cannot be read at all.
    """
    names = [series.id] if isinstance(series, Series) else series
    if isinstance(against, (str, Path)):
        from goglobal.bundling.loading import load_bundles

        against = load_bundles(against)
    return verifying.verify(
        target,
        expected=[b for b in against or () if b.target == target.name],
        series=[names] if isinstance(names, str) else names,
        deep=deep,
        profile=profile_of(target),
        state=Path(state).absolute() if state is not None else state_beside(target),
        receipts_url=receipts_of(target),
        progress=progress,
    )
