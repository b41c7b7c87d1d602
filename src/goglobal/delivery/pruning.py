"""prune: what nobody can come upon any more, found and, when told, removed.

In the immutable layout every delivery leaves the one before it in place, for readers that are on
their way. What is current is never touched, nor what is young.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

import msgspec

from goglobal.bundling.paths import MANIFEST
from goglobal.delivery import pointers, workers
from goglobal.delivery.layouts import POINTER
from goglobal.delivery.multipart import WEEK
from goglobal.delivery.store import ObjectInfo, Store
from goglobal.errors import DeniedError, StoreError
from goglobal.messages import N_

DAY = 24 * 3600.0
"""Seconds for which an earlier bundle is left to readers that have begun with it."""
T = TypeVar("T")
Kind = Literal["earlier", "unfinished", "media", "upload"]
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_MEDIA = "media"


class Prunable(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can go."""

    series: str
    unit: str
    """The bundle's folder; empty for media."""
    kind: Kind
    """`earlier`: a whole bundle that is no longer current; `unfinished`: one that was never
    committed; `media`: a file that no bundle names; `upload`: parts of a file that never came to
    its end."""
    digest: str
    """Of the bundle or the file; of an upload its id."""
    keys: tuple[str, ...]
    """The commit object first: half of a bundle is never taken for a whole one."""
    bytes: int
    modified: float
    """When the newest of its objects was written, seconds since the epoch."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of one series."""

    prunable: tuple[Prunable, ...] = ()
    current: int = 0
    """Bundles that a pointer names."""
    kept: int = 0
    """Earlier bundles that were asked to be kept."""
    young: int = 0
    """What would go if it were older: a day for whole bundles, a week for the rest."""
    unclear: tuple[str, ...] = ()
    """Keys of pointers and manifests that are missing or not whole: what they may need stays."""


class _Folder:
    """The objects below one `{series}/{unit}/{digest}/`."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.bytes = 0
        self.modified = 0.0
        self.manifest: str | None = None

    def add(self, info: ObjectInfo, now: float) -> None:
        if info.key.count("/") == 3 and info.key.endswith(f"/{MANIFEST}"):
            self.manifest = info.key
        self.keys.append(info.key)
        self.bytes += info.size
        self.modified = max(self.modified, now if info.modified is None else info.modified)

    def as_prunable(self, series: str, unit: str, kind: Kind, digest: str) -> Prunable:
        ordered = sorted(self.keys, key=lambda key: (key != self.manifest, key))
        return Prunable(
            series=series,
            unit=unit,
            kind=kind,
            digest=digest,
            keys=tuple(ordered),
            bytes=self.bytes,
            modified=self.modified,
        )


def find(
    store: Store, series: str, *, keep: int = 0, now: float | None = None, threads: int = 8
) -> Found:
    """What of one series can go, the oldest first.

    `keep` is how many earlier bundles of each unit stay. A unit without a pointer that can be read
    is left alone, and all media where a manifest cannot be read. Raises StoreError where the place
    cannot be read.
    """
    moment = time.time() if now is None else now
    folders: dict[tuple[str, str], _Folder] = defaultdict(_Folder)
    named: list[str] = []
    for info in store.list(f"{series}/"):
        parts = info.key.split("/")
        if len(parts) == 3 and parts[2] == POINTER:
            named.append(info.key)
        elif len(parts) > 3 and _DIGEST.match(parts[2]):
            folders[parts[1], parts[2]].add(info, moment)
    unclear: list[str] = []
    current: dict[str, str] = {}
    for key, found in _each(named, lambda key: pointers.read(store, key).pointer, threads):
        if found is None:
            unclear.append(key)
        else:
            current[key.split("/")[1]] = found.bundle
    going: list[Prunable] = []
    staying: list[_Folder] = []
    kept = young = 0
    earlier: dict[str, int] = defaultdict(int)
    newest_first = sorted(folders.items(), key=lambda f: f[1].modified, reverse=True)
    for (unit, digest), folder in newest_first:
        if unit == _MEDIA:
            continue
        if unit not in current or current[unit] == digest:
            staying.append(folder)
            if unit not in current and f"{series}/{unit}/{POINTER}" not in unclear:
                unclear.append(f"{series}/{unit}/{POINTER}")
            continue
        whole = folder.manifest is not None
        if whole and earlier[unit] < keep:
            earlier[unit] += 1
            kept += 1
            staying.append(folder)
        elif moment - folder.modified < (DAY if whole else WEEK):
            young += 1
            staying.append(folder)
        else:
            kind: Kind = "earlier" if whole else "unfinished"
            going.append(folder.as_prunable(series, unit, kind, digest))
    media = {digest: folder for (unit, digest), folder in folders.items() if unit == _MEDIA}
    wanted, unreadable = _wanted(store, staying, threads) if media else (set(), [])
    unclear += unreadable
    if not unreadable:
        for digest, folder in media.items():
            if digest in wanted:
                continue
            if moment - folder.modified < WEEK:
                young += 1
            else:
                going.append(folder.as_prunable(series, "", "media", digest))
    going += _uploads(store, series, moment)
    return Found(
        prunable=tuple(sorted(going, key=lambda each: each.modified)),
        current=len(current),
        kept=kept,
        young=young,
        unclear=tuple(unclear),
    )


def remove(store: Store, prunable: Prunable, *, threads: int = 8) -> None:
    """Remove one thing, its commit object first.

    The pointer is read once more before, for somebody may have gone back to this bundle. Raises
    StoreError where it has become current, or cannot be removed.
    """
    if prunable.kind == "upload":
        if store.parts is not None:
            store.parts.abort(prunable.keys[0], prunable.digest)
        return
    if prunable.unit:
        pointer = pointers.read(store, f"{prunable.series}/{prunable.unit}/{POINTER}").pointer
        if pointer is None or pointer.bundle == prunable.digest:
            raise StoreError(
                N_("{series}/{unit}: it has become current meanwhile"),
                {"series": prunable.series, "unit": prunable.unit},
                N_("nothing of it was removed; run it again to see what there is now"),
            )
    first = 1 if prunable.keys[0].endswith(f"/{MANIFEST}") else 0
    for key in prunable.keys[:first]:
        store.delete(key)
    for _ in _each(prunable.keys[first:], store.delete, threads):
        pass


def _wanted(store: Store, staying: Iterable[_Folder], threads: int) -> tuple[set[str], list[str]]:
    """The digests of the media that bundles which stay name, and manifests that are not whole."""
    manifests = [folder.manifest for folder in staying if folder.manifest is not None]
    wanted: set[str] = set()
    unreadable: list[str] = []
    for key, manifest in _each(manifests, lambda k: pointers.read_manifest(store, k), threads):
        if manifest is None:
            unreadable.append(key)
            continue
        for file in manifest.files:
            if file.key is not None and file.key.count("/") > 2:
                wanted.add(file.key.split("/")[2])
    return wanted, unreadable


def _uploads(store: Store, series: str, now: float) -> list[Prunable]:
    if store.parts is None:
        return []
    try:
        found = store.parts.uploads(f"{series}/")
    except DeniedError:
        return []
    return [
        Prunable(
            series=series,
            unit="",
            kind="upload",
            digest=upload.id,
            keys=(upload.key,),
            bytes=0,
            modified=upload.started,
        )
        for upload in found
        if now - upload.started > WEEK
    ]


def _each(
    jobs: Iterable[str], function: Callable[[str], T], threads: int
) -> Iterable[tuple[str, T]]:
    keys = list(jobs)
    return workers.run(keys, function, workers=min(threads, len(keys)))
