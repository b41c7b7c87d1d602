"""The pointer of the immutable layout: one small object that says which bundle is current."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import msgspec

from goglobal.bundling import manifest as manifests
from goglobal.bundling.manifest import Manifest, canonical
from goglobal.delivery.store import ObjectInfo, Store, check_key, conflict
from goglobal.errors import (
    ConflictError,
    NotFoundError,
    StoreError,
    TransientError,
    WithdrawnError,
)
from goglobal.messages import N_

SCHEMA = "goglobal.pointer/1"
LARGEST_POINTER = 1 << 16
LARGEST_MANIFEST = 64 << 20
"""Bytes. What is larger in a bucket is not ours, and is not read."""
_TRIES = 4


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """Says that what the pointer names must not be shown any more."""

    at: str
    """UTC, ISO 8601."""
    reason: str


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    bundle: str
    manifest: str
    """Key of the manifest below the prefix."""
    withdrawn: Withdrawal | None = None
    schema: str = SCHEMA

    def to_bytes(self) -> bytes:
        """Canonical JSON, without `withdrawn` where it is not."""
        document = msgspec.to_builtins(self)
        if self.withdrawn is None:
            del document["withdrawn"]
        return canonical(document)


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """What stands under the pointer's key now."""

    pointer: Pointer | None = None
    """None: nothing, or nothing that is a pointer."""
    etag: str | None = None
    """None: there is no object."""


def digest(pointer: Pointer) -> str:
    """sha256 of a pointer's bytes."""
    return hashlib.sha256(pointer.to_bytes()).hexdigest()


def read(store: Store, key: str) -> Current:
    """The pointer as it is now."""
    try:
        data, info = read_small(store, key, LARGEST_POINTER)
    except NotFoundError:
        return Current()
    return Current(pointer=parse(data), etag=info.etag)


def parse(data: bytes | None) -> Pointer | None:
    """Read a pointer; None where the bytes are none."""
    try:
        pointer = msgspec.convert(json.loads(data or b""), Pointer)
        check_key(pointer.manifest)
    except (ValueError, msgspec.ValidationError, RecursionError, StoreError):
        return None
    return pointer if pointer.schema == SCHEMA else None


def switch(store: Store, key: str, pointer: Pointer) -> ObjectInfo | None:
    """Make `pointer` the current one; None where it is already.

    Two writers cannot undo each other unseen: where another one was faster, what it wrote is
    read and decided upon anew. Raises ConflictError when that happens again and again,
    WithdrawnError where what is current has been withdrawn.
    """

    def wanted(current: Pointer | None) -> Pointer:
        require_current(current)
        return pointer

    return change(store, key, wanted)


def change(
    store: Store, key: str, wanted: Callable[[Pointer | None], Pointer | None]
) -> ObjectInfo | None:
    """Make the pointer what `wanted` says of the one that is current; None where it is already.

    `wanted` is asked anew where another writer was faster; where it answers None, the pointer
    stays. Raises ConflictError when that happens again and again, and what `wanted` raises.
    """
    written: ObjectInfo | None = None
    for attempt in range(_TRIES):
        current = read(store, key)
        pointer = wanted(current.pointer)
        if pointer is None or current.pointer == pointer:
            return written
        data = pointer.to_bytes()
        try:
            written = put_small(
                store, key, data, create_only=current.etag is None, if_match=current.etag
            )
        except ConflictError:
            if attempt == _TRIES - 1:
                raise
        else:
            md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
            if written.md5 is None or written.md5 == md5:
                return written
            # it was changed on its way, where no checksum guards it: look, write it anew
    raise ConflictError(*conflict(key, store.url))


def require_current(pointer: Pointer | None) -> None:
    """Raise WithdrawnError where the bundle that a pointer names has been withdrawn."""
    if pointer is not None and pointer.withdrawn is not None:
        raise withdrawn(pointer.withdrawn.at, pointer.withdrawn.reason)


def withdrawn(at: str, reason: str) -> WithdrawnError:
    """The error for what must not be delivered, for it has been withdrawn."""
    return WithdrawnError(
        N_("it was withdrawn on {day}: {reason}"),
        {"day": at[:10], "reason": reason or "-"},
        N_(
            "“goglobal withdraw --undo” lets it be delivered again; to go on without it, take it "
            "out of the target's `languages`"
        ),
    )


def put_small(
    store: Store,
    key: str,
    data: bytes,
    *,
    create_only: bool = False,
    if_match: str | None = None,
) -> ObjectInfo:
    """Write a JSON object."""
    return store.put(
        key,
        data,
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
        size=len(data),
        media_type="application/json",
        create_only=create_only,
        if_match=if_match,
    )


def read_manifest(store: Store, key: str) -> Manifest | None:
    """The manifest under `key`; None where there is none or it is not whole."""
    try:
        data, _ = read_small(store, key, LARGEST_MANIFEST)
    except NotFoundError:
        return None
    return parse_manifest(data)


def parse_manifest(data: bytes | None) -> Manifest | None:
    """Read a manifest whose digest is right and whose paths stay in the bundle; None else."""
    try:
        manifest = manifests.parse(data or b"")
        for file in manifest.files:
            check_key(file.path)
            if file.key is not None:
                check_key(file.key)
    except (ValueError, RecursionError, StoreError):
        return None
    return manifest


def read_small(store: Store, key: str, largest: int) -> tuple[bytes | None, ObjectInfo]:
    """An object's bytes (None where it has more than `largest`) and what is known of it."""
    reading = store.get(key)
    if reading.info.size > largest:
        return None, reading.info
    data = reading.read()
    if len(data) != reading.info.size:
        raise TransientError(
            N_("{url}/{key}: fewer bytes came than there are"),
            {"url": store.url, "key": key},
        )
    return data, reading.info
