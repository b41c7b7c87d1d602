"""A store that remembers what was done to it, and small bundles to deliver there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from goglobal.bundling.bundle import Bundle
from goglobal.delivery.pushing import push
from goglobal.delivery.receipts import Receipt
from goglobal.delivery.store import ObjectInfo, Reading, Store
from goglobal.delivery.verifying import VerifyReport, verify
from goglobal.model import Target
from goglobal.profiles.schema import Profile

SRT = b"1\n00:00:01,000 --> 00:00:02,500\nHello\n\n"
FILES = {
    "artwork/poster.jpg": b"\xff\xd8poster",
    "subtitles/ep001.srt": SRT,
    "subtitles/ep002.srt": SRT.replace(b"Hello", "สวัสดี".encode()),
    "metadata/series.json": b'{"title": "Moonlit Bund"}',
}
PROFILE = Profile(name="vertical-app")


class Recorded:
    """A store that remembers what was done to it, in order; `before` may break it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.done: list[tuple[str, str]] = []
        self.before: Callable[[str, str], None] = lambda verb, key: None
        self.url = store.url
        self.features = store.features
        self.parts = None

    def _note(self, verb: str, key: str) -> None:
        self.before(verb, key)
        self.done.append((verb, key))

    def head(self, key: str) -> ObjectInfo:
        self._note("head", key)
        return self._store.head(key)

    def get(self, key: str, **options: Any) -> Reading:
        self._note("get", key)
        return self._store.get(key, **options)

    def put(self, key: str, source: bytes | Path, **options: Any) -> ObjectInfo:
        self._note("put", key)
        return self._store.put(key, source, **options)

    def copy(self, source: str, key: str) -> str | None:
        self._note("copy", key)
        return self._store.copy(source, key)

    def delete(self, key: str) -> None:
        self._note("delete", key)
        self._store.delete(key)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        self._note("list", prefix)
        return self._store.list(prefix)

    def keys(self, verb: str) -> Sequence[str]:
        return [key for done, key in self.done if done == verb]


def deliver(
    store: Recorded, target: Target, state: Path, *bundles: Bundle, **options: Any
) -> tuple[Receipt, ...]:
    store.done.clear()
    options.setdefault("profile", PROFILE)
    return push(bundles, target, store=store, state=state, **options)


def look(store: Recorded, target: Target, state: Path, **options: Any) -> VerifyReport:
    options.setdefault("profile", PROFILE)
    return verify(target, store=store, state=state, **options)


def overwrite(store: Recorded, key: str, data: bytes) -> None:
    store._store.put(
        key,
        data,
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data).hexdigest(),
        size=len(data),
    )


def saved(state: Path) -> list[Path]:
    return sorted((state.parent / "receipts").rglob("*.json"))
