"""prune: earlier bundles and forgotten files in the buckets, listed and, when told, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from goglobal.delivery import pruning
from goglobal.delivery.delivering import is_blind
from goglobal.delivery.in_flight import READS
from goglobal.delivery.pruning import Found, Prunable
from goglobal.delivery.retrying import RetryingStore
from goglobal.delivery.stores import open_store
from goglobal.errors import StoreError, UsageError
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Series, Target
from goglobal.pipeline.places import LOCK_WAIT, profile_of, state_beside


class Pruned(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can go, and what became of it."""

    target: str
    url: str
    item: Prunable
    removed: bool = False
    error: StoreError | None = None


class PruneReport(msgspec.Struct, frozen=True, kw_only=True):
    """What can go, or has gone, and how much stays."""

    items: tuple[Pruned, ...] = ()
    current: int = 0
    kept: int = 0
    young: int = 0
    unclear: tuple[str, ...] = ()
    """Addresses of pointers and manifests that are not whole: what they may need stays."""
    deleted: bool = False
    """It was to be removed, not only listed."""


def prune(
    series: Iterable[Series],
    targets: Iterable[Target],
    *,
    delete: bool = False,
    keep: int = 0,
    state: str | Path | None = None,
    told: Callable[[Prunable], None] = lambda item: None,
) -> PruneReport:
    """List what nobody can come upon any more at these targets; with `delete` remove it.

    What is current is never touched, nor an earlier bundle within a day of its delivery, nor
    anything else within a week. `keep`: how many earlier bundles of each language stay. Raises
    UsageError where no target has such a layout, StoreError where a place cannot be read.
    """
    chosen = [target for target in targets if _has_earlier(target)]
    if not chosen:
        raise UsageError(
            N_("none of these targets keeps earlier bundles"),
            {},
            N_("only the immutable layout does, in a place that can be read"),
        )
    names = [one.id for one in series]
    items: list[Pruned] = []
    found: list[tuple[str, Found]] = []
    for target in chosen:
        store = RetryingStore(open_store(target))
        folder = Path(state).absolute() if state is not None else state_beside(target)
        if not delete:
            own = [(store.url, pruning.find(store, name, keep=keep)) for name in names]
            items += (_listed(target, url, item) for url, one in own for item in one.prunable)
            found += own
            continue
        with lock(folder, wait=LOCK_WAIT):  # no delivery of ours goes on meanwhile
            for name in names:
                one = pruning.find(store, name, keep=keep, threads=READS)
                found.append((store.url, one))
                for item in one.prunable:
                    told(item)
                    items.append(_removed(target, store, item))
    return PruneReport(
        items=tuple(items),
        current=sum(one.current for _, one in found),
        kept=sum(one.kept for _, one in found),
        young=sum(one.young for _, one in found),
        unclear=tuple(f"{url}/{key}" for url, one in found for key in one.unclear),
        deleted=delete,
    )


def _has_earlier(target: Target) -> bool:
    return (target.layout or profile_of(target).layout) == "immutable" and not is_blind(target)


def _listed(target: Target, url: str, item: Prunable) -> Pruned:
    return Pruned(target=target.name, url=url, item=item)


def _removed(target: Target, store: RetryingStore, item: Prunable) -> Pruned:
    try:
        pruning.remove(store, item, threads=READS)
    except StoreError as error:
        return Pruned(target=target.name, url=store.url, item=item, error=error)
    return Pruned(target=target.name, url=store.url, item=item, removed=True)
