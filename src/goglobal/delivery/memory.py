"""A store in memory: for tests and for trying things out."""

from __future__ import annotations

import hashlib
import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from goglobal.delivery.store import (
    Features,
    ObjectInfo,
    PartStore,
    Reading,
    bad_digest,
    check_key,
    conflict,
    missing,
)
from goglobal.errors import ConflictError, NotFoundError


class MemoryStore:
    """Objects in a dictionary, lost with it."""

    url = "memory:"
    parts: PartStore | None = None

    def __init__(self, *, conditional: bool = True) -> None:
        self.features = Features(conditional=conditional)
        self.objects: dict[str, tuple[bytes, ObjectInfo]] = {}
        self.headers: dict[str, tuple[str, str | None]] = {}
        """Media type and language of each object."""
        self._versions = itertools.count(1)
        self._lock = threading.Lock()

    def head(self, key: str) -> ObjectInfo:
        """What is known of one object."""
        return self._find(key)[1]

    def get(self, key: str, *, start: int = 0, if_match: str | None = None) -> Reading:
        """Read an object from byte `start` on."""
        data, info = self._find(key)
        if if_match is not None and info.etag != if_match:
            raise ConflictError(*conflict(key, self.url))
        return Reading(info, (data[start:],))

    def put(
        self,
        key: str,
        source: bytes | Path,
        *,
        sha256: str,
        md5: str,
        size: int,
        media_type: str = "application/octet-stream",
        language: str | None = None,
        create_only: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        """Write an object whole or not at all."""
        check_key(key)
        data = source if isinstance(source, bytes) else source.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest != sha256 or len(data) != size:
            raise bad_digest(key, self.url)
        tag = hashlib.md5(data, usedforsecurity=False).hexdigest()
        if tag != md5:
            raise bad_digest(key, self.url)
        with self._lock:
            if self.features.conditional:
                there = self.objects.get(key)
                if create_only and there:
                    raise ConflictError(*conflict(key, self.url))
                if if_match is not None and (there is None or there[1].etag != if_match):
                    raise ConflictError(*conflict(key, self.url))
            version = str(next(self._versions))
            info = ObjectInfo(
                key=key,
                size=size,
                etag=tag,
                md5=tag,
                sha256=digest,
                version_id=version,
                modified=time.time(),
            )
            self.objects[key] = (data, info)
            self.headers[key] = (media_type, language)
        return info

    def copy(self, source: str, key: str) -> str | None:
        """Copy an object within the store."""
        data, info = self._find(source)
        media_type, language = self.headers[source]
        return self.put(
            key,
            data,
            sha256=info.sha256 or "",
            md5=info.md5 or "",
            size=info.size,
            media_type=media_type,
            language=language,
        ).version_id

    def delete(self, key: str) -> None:
        """Remove an object."""
        with self._lock:
            self.objects.pop(check_key(key), None)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins with `prefix`, in the order of the store."""
        with self._lock:
            found = [info for key, (_, info) in self.objects.items() if key.startswith(prefix)]
        yield from sorted(found, key=lambda info: info.key)

    def _find(self, key: str) -> tuple[bytes, ObjectInfo]:
        with self._lock:
            found = self.objects.get(check_key(key))
        if found is None:
            raise NotFoundError(*missing(key, self.url))
        return found
