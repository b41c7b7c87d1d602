"""One bundle's folder, written from nothing: payload, sums, and the manifest last."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from goglobal.bundling.bags import bag_files
from goglobal.bundling.containers import write_zip
from goglobal.bundling.inputs import Seen, input_path
from goglobal.bundling.judging import is_inventory, require_true
from goglobal.bundling.loading import sums
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.bundling.paths import MANIFEST, SUMS
from goglobal.bundling.seeing import LARGE, Sighting, changed, is_apart
from goglobal.deliverables.base import Rendering, find_format
from goglobal.digests import Digest, digest_bytes, digest_file
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.naming import archive_path, object_key
from goglobal.plans import Assignment


class BundleWriter:
    """Writes one bundle into an empty folder.

    Files are not synced one by one: after a power cut they may be short, which the size in the
    manifest shows and the next build mends. The manifest is synced, and written last.
    """

    def __init__(
        self,
        assignment: Assignment,
        name: str,
        folder: Path,
        sight: Sighting,
        seen: dict[str, Seen],
    ) -> None:
        self.assignment = assignment
        self.name = name
        self.folder = folder
        self.sight = sight
        self.seen = seen
        by_language = assignment.profile.bundle_by == "language"
        self._language = name if by_language and name in assignment.languages else None
        self._made: set[str] = {""}
        self._inventories: list[tuple[Rendering, bytes]] = []

    def write(
        self, renderings: tuple[Rendering, ...], episodes: tuple[int, ...], held: tuple[int, ...]
    ) -> Manifest:
        """Write everything and return the manifest.

        Raises OSError where the folder cannot be written, GoGlobalError where an input cannot be
        read or delivered.
        """
        apart = {r.path for r in renderings if is_apart(r, self.seen, self.assignment)}
        inside = [r for r in renderings if r.path not in apart]
        files = [
            self._entry(r, self.seen[r.source or ""].digest, apart=True)
            for r in renderings
            if r.path in apart
        ]
        if self.assignment.profile.container == "zip":
            if inside:
                files.append(self._archive(inside))
        else:
            for rendering, data in self._rendered(inside):
                if data is None:
                    digest = self._carry(rendering)
                else:
                    self._save(rendering.path, data)
                    digest = digest_bytes(data)
                self.sight.know(rendering, digest)
                files.append(self._entry(rendering, digest, apart=False))
            if self.assignment.profile.container == "bagit":
                files += self._bag(files)
        by_path = {file.path: file for file in files}
        written = ((r, by_path[r.path]) for r in renderings if r.path in by_path)
        require_true(self.assignment, self._inventories, written)
        manifest = Manifest(
            series=self.assignment.series.id,
            target=self.assignment.target.name,
            platform=self.assignment.profile.name,
            language=self._language,
            episodes=episodes,
            held=held,
            files=tuple(sorted(files, key=lambda file: file.path)),
        )
        if lines := sums(manifest.files):
            self._save(SUMS, lines)
        self._save(MANIFEST, manifest.to_bytes(), sync=True)
        return manifest

    def _rendered(self, renderings: list[Rendering]) -> Iterator[tuple[Rendering, bytes | None]]:
        """Everything with its bytes, what describes the rest last; None: it is large and is copied
        from file to file."""
        for rendering in sorted(renderings, key=_looks):
            if rendering.source is not None and find_format(rendering.format).copied:
                large = self.seen[rendering.source].size > LARGE
                if large and self.assignment.profile.container == "bagit":
                    yield rendering, None
                    continue
            try:
                data = self.sight.render(rendering)
                if is_inventory(rendering):
                    self._inventories.append((rendering, data))
                yield rendering, data
            except (GoGlobalError, OSError, MemoryError):
                raise
            except Exception as error:
                plug_in = find_format(rendering.format).version
                if not plug_in:
                    raise
                raise GoGlobalError(
                    N_("the plug-in {plugin} failed on {path}: {detail}"),
                    {"plugin": plug_in, "path": rendering.path, "detail": f"{error!r}"[:300]},
                    N_("update or uninstall it"),
                ) from error

    def _carry(self, rendering: Rendering) -> Digest:
        """Copy a large input into the bundle as it is; it must still be what was looked at."""
        name = rendering.source or ""
        source = input_path(Path(self.assignment.series.root), name)
        self._folder_of(rendering.path)
        with open(source, "rb") as read, open(self.folder / rendering.path, "xb") as written:
            shutil.copyfileobj(read, written, 1 << 20)
        digest = digest_file(self.folder / rendering.path)
        if digest != self.seen[name].digest:
            raise changed(name)
        return digest

    def _bag(self, payload: list[ManifestFile]) -> list[ManifestFile]:
        found = []
        for path, data in bag_files(self.assignment, self.name, payload):
            self._save(path, data)
            digest = digest_bytes(data)
            found.append(
                ManifestFile(
                    path=path,
                    bytes=digest.bytes,
                    sha256=digest.sha256,
                    md5=digest.md5,
                    media_type="text/plain; charset=utf-8",
                    role="bag",
                    language=self._language,
                )
            )
        return found

    def _archive(self, renderings: list[Rendering]) -> ManifestFile:
        path = archive_path(self.assignment, self.name)
        entries = self._entries(renderings)
        # what describes the rest is rendered last and may stand before it
        last = any(_looks(rendering)[0] for rendering in renderings)
        write_zip(self.folder / path, sorted(entries) if last else entries)
        digest = digest_file(self.folder / path)
        return ManifestFile(
            path=path,
            bytes=digest.bytes,
            sha256=digest.sha256,
            md5=digest.md5,
            media_type="application/zip",
            role="archive",
            language=self._language,
        )

    def _entries(self, renderings: list[Rendering]) -> Iterator[tuple[str, bytes]]:
        for rendering, data in self._rendered(renderings):
            if data is not None:
                self.sight.know(rendering, digest_bytes(data))
                yield rendering.path, data

    def _entry(self, rendering: Rendering, digest: Digest, *, apart: bool) -> ManifestFile:
        key = None
        if apart:
            # no bundle digest: such a file keeps its key when the bundle around it changes
            key = object_key(self.assignment, self.name, "", rendering.path, sha256=digest.sha256)
        return ManifestFile(
            path=rendering.path,
            bytes=digest.bytes,
            sha256=digest.sha256,
            md5=digest.md5,
            media_type=rendering.media_type,
            role=rendering.role,
            language=rendering.language,
            kind=rendering.kind,
            episode=rendering.episode,
            key=key,
        )

    def _folder_of(self, path: str) -> None:
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)

    def _save(self, path: str, data: bytes, *, sync: bool = False) -> None:
        self._folder_of(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.folder / path, flags, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _looks(rendering: Rendering) -> tuple[bool, str]:
    return (find_format(rendering.format).sight == "content", rendering.path)
