"""Which bundles a place says that it has: by its pointers, or by the commit objects in place."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest
from goglobal.bundling.paths import MANIFEST
from goglobal.delivery import pointers, workers
from goglobal.delivery.layouts import POINTER, Placement, place, unit_of
from goglobal.delivery.store import ObjectInfo, Store
from goglobal.errors import GoGlobalError
from goglobal.model import Target
from goglobal.profiles.schema import Profile

Place = tuple[str, str]
"""Series and unit."""


class Finding:
    """Looks for the bundles at one target; what it says of pointers is of the last look."""

    def __init__(self, target: Target, profile: Profile, store: Store, *, threads: int) -> None:
        self.target = target
        self.profile = profile
        self.store = store
        self.threads = threads
        self.immutable = (target.layout or profile.layout) == "immutable"
        self.pointers: tuple[str, ...] = ()
        """The keys of all pointers."""
        self.named: dict[Place, str] = {}
        """The bundle that each pointer names, whole or not."""
        self.bad: tuple[str, ...] = ()
        """Keys of pointers, or of manifests they name, that are not what they should be."""

    @property
    def is_below_series(self) -> bool:
        """Whether all keys of a series begin with its name."""
        template = self.profile.key_template
        return self.immutable or not template or template.startswith("{series}/")

    def all(
        self, there: Mapping[str, ObjectInfo], only: str | None = None
    ) -> dict[Place, Manifest]:
        """The manifest of each bundle among the objects `there`; `only` of this series."""
        return self._current(there, only) if self.immutable else self._commits(there, only)

    def placed(self, bundle: Bundle) -> Placement:
        """Where the objects of a bundle are, of which there is only the manifest.

        Raises GoGlobalError where its names lead out of their place.
        """
        given = dict.fromkeys((file.path for file in bundle.manifest.files), "")
        return place(msgspec.structs.replace(bundle, sources=given), self.target, self.profile)

    def _current(self, there: Mapping[str, ObjectInfo], only: str | None) -> dict[Place, Manifest]:
        keys = tuple(
            key
            for key in there
            if key.count("/") == 2
            and key.endswith(f"/{POINTER}")
            and (only is None or key.startswith(f"{only}/"))
        )
        self.pointers = keys
        found: dict[Place, Manifest] = {}
        bad: list[str] = []

        def read(key: str) -> tuple[str, Manifest | None]:
            pointer = pointers.read(self.store, key).pointer
            if pointer is None:
                return key, None
            series, unit, _ = key.split("/")
            self.named[series, unit] = pointer.bundle
            if not pointer.manifest.startswith(key.removesuffix(POINTER)):
                return key, None
            manifest = pointers.read_manifest(self.store, pointer.manifest)
            if manifest is None or manifest.bundle != pointer.bundle:
                return pointer.manifest, None
            return key, manifest

        for key, (wrong, manifest) in workers.run(keys, read, workers=self._at_once(keys)):
            series, unit, _ = key.split("/")
            if manifest is None:
                bad.append(wrong)
            else:
                found[series, unit] = manifest
        self.bad = tuple(bad)
        return found

    def _commits(self, there: Mapping[str, ObjectInfo], only: str | None) -> dict[Place, Manifest]:
        """The manifests that stand where their own content puts them."""
        if not self.profile.sidecars:
            return {}
        keys = tuple(key for key in there if key.endswith(MANIFEST))
        found: dict[Place, Manifest] = {}

        def read(key: str) -> Manifest | None:
            return pointers.read_manifest(self.store, key)

        for key, manifest in workers.run(keys, read, workers=self._at_once(keys)):
            if manifest is None or manifest.target != self.target.name:
                continue
            if only is not None and manifest.series != only:
                continue
            for unit in {unit_of(manifest), key.split("/")[-2] if "/" in key else ""}:
                try:
                    there_ = self.placed(Bundle(path=f"/{unit}", manifest=manifest))
                except GoGlobalError:
                    continue
                if key in {item.key for item in there_.items}:
                    found[manifest.series, there_.unit] = manifest
                    break
        return found

    def _at_once(self, keys: tuple[str, ...]) -> int:
        return min(self.threads, len(keys))
