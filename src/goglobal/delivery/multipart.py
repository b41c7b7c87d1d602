"""Large files in parts: what has arrived stays, and the next run goes on from there."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from goglobal.delivery import checksums, workers
from goglobal.delivery.deciding import Wanted, same
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import ObjectInfo, Part, PartStore, Store, bad_digest, conflict
from goglobal.errors import ConflictError, DeniedError, NotFoundError, StoreError

PART = 8 << 20
"""Bytes of one part; a file that is larger is sent in parts. S3 takes 5 MiB to 5 GiB."""
MOST_PARTS = 10_000
MEBIBYTE = 1 << 20
WEEK = 7 * 24 * 3600.0
"""Seconds after which an unfinished upload is taken for abandoned."""


def part_size(size: int) -> int:
    """Bytes of each part of a file of `size` bytes: the same in every run, whole mebibytes."""
    least = -(-size // MOST_PARTS)
    return max(PART, -(-least // MEBIBYTE) * MEBIBYTE)


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
    threads: int = 1,
    sent: Callable[[int], None] | None = None,
) -> ObjectInfo:
    """Send the file at `path` in parts, `threads` at a time, going on with an unfinished upload.

    Parts are read in small pieces as they go out, so memory does not grow with their size. `sent`
    is told the bytes of each part that went out. Raises ConflictError where something
    else stands under `key` and only creating was allowed, StoreError where the file is not
    what `wanted` says.
    """
    parts = store.parts
    if parts is None:
        raise TypeError("this store takes no parts")
    for unfinished in (True, False, False) if resume else (False, False):
        earlier = _earlier(parts, key) if unfinished else None
        upload_id, stored = earlier or ("", {})
        if not upload_id:
            upload_id = parts.begin(
                key, sha256=wanted.sha256, media_type=media_type, language=language
            )
        sending = _Parts(store, parts, key, upload_id, path, wanted)
        try:
            done = sending.run(stored, threads=threads, sent=sent)
            if done is None:
                continue  # that upload was of something else
            info = parts.complete(key, upload_id, done, create_only=create_only)
        except ConflictError:
            info = store.head(key)
            parts.abort(key, upload_id)
            if not same(wanted, info):
                raise
        except StoreError as error:
            if not _is_anothers(error):
                raise
            # somebody else went on with the same upload, and has completed it or put other
            # parts into it: what stands there now is looked at, else it is sent anew
            found = _found(store, key, wanted)
            if found is None:
                continue
            return found
        if same(wanted, info) or (same(wanted, info) is None and info.size == wanted.size):
            return info
        if not stored:
            raise ConflictError(*conflict(key, store.url))
        # its metadata names another file with the same beginning: send it anew, over it
        create_only = False
    raise ConflictError(*conflict(key, store.url))


def _is_anothers(error: StoreError) -> bool:
    """Whether an upload is gone, or no longer as we have left it."""
    return isinstance(error, NotFoundError) or error.arguments.get("reason") == "InvalidPart"


def _found(store: Store, key: str, wanted: Wanted) -> ObjectInfo | None:
    """What stands under `key`, where it is what is wanted as far as anybody can tell."""
    try:
        info = store.head(key)
    except (NotFoundError, DeniedError):
        return None
    answer = same(wanted, info)
    return info if answer or (answer is None and info.size == wanted.size) else None


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
    stored: list[tuple[str, dict[int, Part]]] = []
    try:
        for unfinished in parts.uploads(key):
            if unfinished.key == key:
                with contextlib.suppress(NotFoundError):  # somebody has just completed it
                    there = parts.stored(key, unfinished.id)
                    stored.append((unfinished.id, {part.number: part for part in there}))
    except DeniedError:
        return None
    return max((s for s in stored if s[1]), key=lambda s: len(s[1]), default=None)


class _Parts:
    """The parts of one file on their way to one upload."""

    def __init__(  # noqa: PLR0917 - one caller
        self,
        store: Store,
        parts: PartStore,
        key: str,
        upload: str,
        path: Path,
        wanted: Wanted,
    ) -> None:
        self.store = store
        self.parts = parts
        self.key = key
        self.upload = upload
        self.path = path
        self.wanted = wanted

    def run(
        self,
        stored: dict[int, Part],
        *,
        threads: int,
        sent: Callable[[int], None] | None,
    ) -> tuple[Part, ...] | None:
        """Send what has not arrived; None where what has arrived is of another file.

        The whole file is hashed beside it, for the parts' checksums say only that they arrived as
        they were read.
        """
        digest: str | None = None
        done: dict[int, Part] = {}
        jobs: list[int] = [0, *range(1, 1 + len(self._starts()))]

        def one(number: int) -> Part | str | None:
            if number == 0:
                return self._digest()
            there = stored.get(number)
            if there is None:
                return self.parts.send(self.key, self.upload, number, self._slice(number))
            if there.size != self._slice(number).size:
                return None
            described = self.parts.describe(number, self._slice(number), like=there)
            same = described.same(there)
            return msgspec.structs.replace(described, etag=there.etag) if same else None

        for number, result in workers.run(jobs, one, workers=min(threads, len(jobs) - 1) + 1):
            if result is None:
                return None
            if isinstance(result, str):
                digest = result
                continue
            done[number] = result
            if number not in stored and sent is not None:
                sent(result.size)
        if digest != self.wanted.sha256:
            self.parts.abort(self.key, self.upload)
            raise bad_digest(self.key, self.store.url)
        return tuple(done[number] for number in sorted(done))

    def _starts(self) -> range:
        return range(0, self.wanted.size, part_size(self.wanted.size))

    def _slice(self, number: int) -> Slice:
        start = self._starts()[number - 1]
        size = min(part_size(self.wanted.size), self.wanted.size - start)
        return Slice(path=str(self.path), start=start, size=size)

    def _digest(self) -> str:
        return checksums.digests(Slice(path=str(self.path), size=self.wanted.size), ["sha256"])[
            "sha256"
        ].hex()
