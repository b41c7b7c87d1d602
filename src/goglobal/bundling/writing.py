"""One bundle's folder, written from nothing: payload, sums, and the manifest last."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from goglobal.bundling.containers import write_zip
from goglobal.bundling.inputs import Seen, input_path, unreadable
from goglobal.bundling.loading import sums
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.bundling.paths import MANIFEST, SUMS
from goglobal.deliverables.base import Context, Rendering, find_format, render
from goglobal.digests import Digest, digest_bytes, digest_file, read_bytes
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.naming import archive_path, object_key
from goglobal.plans import Assignment

LARGE = 8 * 1024 * 1024
"""Bytes: what is copied from the input and larger stays where it is, and is named by content."""


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
        context: Context,
        seen: dict[str, Seen],
    ) -> None:
        self.assignment = assignment
        self.name = name
        self.folder = folder
        self.context = context
        self.seen = seen
        by_language = assignment.profile.bundle_by == "language"
        self._language = name if by_language and name in assignment.languages else None
        self._made: set[str] = {""}

    def write(
        self, renderings: tuple[Rendering, ...], episodes: tuple[int, ...], held: tuple[int, ...]
    ) -> Manifest:
        """Write everything and return the manifest.

        Raises OSError where the folder cannot be written, GoGlobalError where an input cannot be
        read or delivered.
        """
        apart = {r.path for r in renderings if is_apart(r, self.seen)}
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
                self._save(rendering.path, data)
                files.append(self._entry(rendering, digest_bytes(data), apart=False))
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

    def _rendered(self, renderings: list[Rendering]) -> Iterator[tuple[Rendering, bytes]]:
        for rendering in renderings:
            try:
                yield rendering, render(rendering, self.context)
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

    def _archive(self, renderings: list[Rendering]) -> ManifestFile:
        path = archive_path(self.assignment, self.name)
        rendered = self._rendered(sorted(renderings, key=lambda rendering: rendering.path))
        write_zip(self.folder / path, ((rendering.path, data) for rendering, data in rendered))
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

    def _save(self, path: str, data: bytes, *, sync: bool = False) -> None:
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
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


def is_apart(rendering: Rendering, seen: dict[str, Seen]) -> bool:
    """Whether a file stays where it is: video, and other copies above `LARGE`."""
    if rendering.source is None or not find_format(rendering.format).copied:
        return False
    return rendering.role == "video" or seen[rendering.source].size > LARGE


def read_input(root: Path, name: str, *, seen: dict[str, Seen]) -> bytes:
    """The bytes of an input file, the same that the bundle's key was made of.

    Raises GoGlobalError where it cannot be read, or was changed since it was looked at.
    """
    path = input_path(root, name)
    try:
        data = read_bytes(path)
    except OSError as error:
        raise unreadable(name, error) from error
    if name in seen and digest_bytes(data) != seen[name].digest:
        raise GoGlobalError(
            N_("{path} was changed while its bundle was being built"),
            {"path": name},
            N_("run the same command again, so that what goes out is what was checked"),
        )
    return data
