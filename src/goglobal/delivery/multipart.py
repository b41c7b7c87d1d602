"""Large files in parts: what has arrived stays, and the next run goes on from there."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from goglobal.delivery.deciding import Wanted, same
from goglobal.delivery.store import ObjectInfo, Part, PartStore, Store, bad_digest, conflict
from goglobal.errors import ConflictError, DeniedError, StoreError

PART = 16 << 20
"""Bytes of one part; a file that is larger is sent in parts. S3 takes 5 MiB to 5 GiB."""
MOST_PARTS = 10_000
WEEK = 7 * 24 * 3600.0
"""Seconds after which an unfinished upload is taken for abandoned."""


def part_size(size: int) -> int:
    """Bytes of each part of a file of `size` bytes: the same in every run."""
    return max(PART, -(-size // MOST_PARTS))


def upload(
    store: Store,
    key: str,
    path: Path,
    wanted: Wanted,
    *,
    media_type: str = "application/octet-stream",
    language: str | None = None,
    create_only: bool = False,
    resume: bool = True,
    sent: Callable[[int], None] | None = None,
) -> ObjectInfo:
    """Send the file at `path` in parts, going on with an unfinished upload of it.

    `sent` is told the bytes of each part that goes out. Raises ConflictError where something
    else stands under `key` and only creating was allowed, StoreError where the file is not
    what `wanted` says.
    """
    parts = store.parts
    if parts is None:
        raise TypeError("this store takes no parts")
    for unfinished in (True, False) if resume else (False,):
        earlier = _earlier(parts, key) if unfinished else None
        upload_id, stored = earlier or ("", {})
        if not upload_id:
            upload_id = parts.begin(
                key, sha256=wanted.sha256, media_type=media_type, language=language
            )
        done = _send(store, parts, key, upload_id, path, wanted, stored, sent)
        if done is None:
            continue  # that upload was of something else
        try:
            info = parts.complete(key, upload_id, done, create_only=create_only)
        except ConflictError:
            info = store.head(key)
            parts.abort(key, upload_id)
            if not same(wanted, info):
                raise
        if same(wanted, info) or (same(wanted, info) is None and info.size == wanted.size):
            return info
        if not stored:
            raise ConflictError(*conflict(key, store.url))
        # its metadata names another file with the same beginning: send it anew, over it
        create_only = False
    raise ConflictError(*conflict(key, store.url))


def abort_abandoned(store: Store, prefix: str, keys: frozenset[str]) -> int:
    """Throw away unfinished uploads under `keys` that are older than a week; return how many."""
    if store.parts is None:
        return 0
    now = time.time()
    count = 0
    try:
        for unfinished in store.parts.uploads(prefix):
            if unfinished.key in keys and now - unfinished.started > WEEK:
                store.parts.abort(unfinished.key, unfinished.id)
                count += 1
    except DeniedError:
        pass  # who may not list uploads can still make them
    return count


def _earlier(parts: PartStore, key: str) -> tuple[str, dict[int, Part]] | None:
    """The upload of `key` with the most parts that have arrived."""
    try:
        unfinished = [u for u in parts.uploads(key) if u.key == key]
        stored = [(u.id, {p.number: p for p in parts.stored(key, u.id)}) for u in unfinished]
    except DeniedError:
        return None
    return max((s for s in stored if s[1]), key=lambda s: len(s[1]), default=None)


def _send(  # noqa: PLR0917 - one caller
    store: Store,
    parts: PartStore,
    key: str,
    upload_id: str,
    path: Path,
    wanted: Wanted,
    stored: dict[int, Part],
    sent: Callable[[int], None] | None,
) -> tuple[Part, ...] | None:
    """Send what has not arrived; None where what has arrived is of another file."""
    digest = hashlib.sha256()
    done: list[Part] = []
    for number, data in enumerate(_pieces(path, part_size(wanted.size)), 1):
        digest.update(data)
        described = parts.describe(number, data)
        there = stored.get(number)
        if there is None:
            done.append(parts.send(key, upload_id, described, data))
            if sent is not None:
                sent(len(data))
        elif described.same(there):
            done.append(described)
        else:
            return None
    if digest.hexdigest() != wanted.sha256:
        parts.abort(key, upload_id)
        raise _changed(store, key)
    return tuple(done)


def _changed(store: Store, key: str) -> StoreError:
    return bad_digest(key, store.url)


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while data := file.read(size):
            yield data
