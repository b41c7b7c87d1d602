"""A bundle that was built and stands on the local disk."""

from __future__ import annotations

import msgspec

from goglobal.bundling.manifest import Manifest


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """One built bundle: `path` is its folder in `dist`, absolute."""

    path: str
    manifest: Manifest
    cached: bool = False
    """True: nothing had to be rendered."""
    sources: dict[str, str] = {}
    """Path in the bundle to the absolute path it is read from, for what is not copied (video)."""

    @property
    def series(self) -> str:
        return self.manifest.series

    @property
    def target(self) -> str:
        return self.manifest.target

    @property
    def platform(self) -> str:
        return self.manifest.platform

    @property
    def language(self) -> str | None:
        return self.manifest.language

    @property
    def bundle(self) -> str:
        """The digest that names this content."""
        return self.manifest.bundle

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.manifest.files)
