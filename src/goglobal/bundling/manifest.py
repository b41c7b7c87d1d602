"""The manifest: a bundle's commit object, as canonical JSON that names the bundle by its digest."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import msgspec

SCHEMA = "goglobal.manifest/1"


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a bundle."""

    path: str
    """In the bundle, with `/`, NFC."""
    bytes: int
    sha256: str
    md5: str
    media_type: str
    role: str
    """`metadata`, `subtitles`, `artwork`, `video`, `document` …"""
    language: str | None = None
    kind: str | None = None
    episode: int | None = None
    key: str | None = None
    """Where it lies below the prefix when it is not in the bundle's own folder."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What one bundle holds; `language` None: the shared bundle."""

    series: str
    target: str
    platform: str
    language: str | None
    episodes: tuple[int, ...]
    held: tuple[int, ...] = ()
    files: tuple[ManifestFile, ...] = ()
    schema: str = SCHEMA

    @property
    def bundle(self) -> str:
        """sha256 (hex) of the canonical document without its `bundle` key."""
        return hashlib.sha256(canonical(msgspec.to_builtins(self))).hexdigest()

    def to_bytes(self) -> bytes:
        """The canonical document: sorted keys, no insignificant space, NFC, UTF-8."""
        document = msgspec.to_builtins(self)
        document["bundle"] = self.bundle
        return canonical(document)


def canonical(document: object) -> bytes:
    """`document` as canonical JSON."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return unicodedata.normalize("NFC", text).encode("utf-8")


def parse(data: bytes) -> Manifest:
    """Read a manifest and check that its `bundle` is its own digest.

    Raises ValueError where the bytes are no manifest or the digest is another.
    """
    try:
        document = json.loads(data)
        manifest = msgspec.convert(document, Manifest, strict=True)
        claimed = document["bundle"]
    except (msgspec.ValidationError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"not a manifest: {error}") from error
    if manifest.schema != SCHEMA:
        raise ValueError(f"not a {SCHEMA}: {manifest.schema}")
    if claimed != manifest.bundle:
        raise ValueError("the manifest's digest is not that of its content")
    return manifest
