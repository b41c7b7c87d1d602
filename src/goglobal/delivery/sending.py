"""Objects into a store: which of them have to be sent, sending them, and checking them there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from goglobal.delivery import multipart, workers
from goglobal.delivery.checksums import digests
from goglobal.delivery.deciding import decide, same
from goglobal.delivery.in_flight import FILES, LARGE, PARTS, READS, SMALL
from goglobal.delivery.layouts import Item, Placement
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import ObjectInfo, Store, bad_digest
from goglobal.errors import ConflictError, NotFoundError, StoreError
from goglobal.messages import N_

WHOLE = 1 << 20
"""Bytes. A file that is larger is read in pieces as it goes out: memory stays flat."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done about the items of a bundle."""

    send: tuple[Item, ...]
    keep: tuple[Item, ...]
    there: dict[str, ObjectInfo] = {}
    """What stands under the keys now."""

    def only(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Those of `items` that have to be sent, in their order."""
        wanted = {item.key for item in self.send}
        return tuple(item for item in items if item.key in wanted)


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    item: Item
    copied: bool
    bytes: int
    info: ObjectInfo


def survey(store: Store, placement: Placement) -> dict[str, ObjectInfo]:
    """What stands in the store under the bundle's prefix, by one listing, and its media."""
    found = {info.key: info for info in store.list(placement.prefix)}
    media = [item.key for item in placement.payload if item.key not in found and item.media]
    if media:
        found |= {info.key: info for info in store.list(_common_folder(media))}
    return found


def judge(
    store: Store,
    items: Iterable[Item],
    there: Mapping[str, ObjectInfo],
    receipted: Mapping[str, str],
    *,
    readable: bool = True,
    threads: int = 8,
) -> Judgement:
    """Decide about every item; where the listing leaves a doubt, the object is asked for.

    `receipted`: by key the sha256 that our receipts say is there.
    """
    send: list[Item] = []
    keep: list[Item] = []
    doubtful: list[Item] = []
    everything = list(items)
    current = dict(there)
    for item in everything:
        by_receipt = receipted.get(item.key) == item.wanted.sha256
        decision = decide(item.wanted, there.get(item.key), readable=readable, receipted=by_receipt)
        {"send": send, "skip": keep, "look": doubtful}[decision].append(item)

    def look(item: Item) -> ObjectInfo | None:
        try:
            return store.head(item.key)
        except NotFoundError:
            return None

    for item, info in workers.run(doubtful, look, workers=min(threads, READS, len(doubtful))):
        by_receipt = receipted.get(item.key) == item.wanted.sha256
        decision = decide(item.wanted, info, receipted=by_receipt, looked=True)
        (keep if decision == "skip" else send).append(item)
        if info is not None:
            current[item.key] = info
        else:
            current.pop(item.key, None)
    chosen = {item.key for item in send}
    return Judgement(
        send=tuple(item for item in everything if item.key in chosen),
        keep=tuple(item for item in everything if item.key not in chosen),
        there=current,
    )


def send_all(
    store: Store,
    items: Iterable[Item],
    *,
    there: Mapping[str, ObjectInfo],
    copies: Mapping[str, str],
    blind: bool = False,
    create_only: bool = True,
    threads: int = 8,
    done: Callable[[Sent], None],
) -> None:
    """Send `items`: what takes little `threads` at a time, then the larger ones, fewer at once.

    `done` is told of each, in this thread. `copies`: by sha256 the key of an object in the store
    that has the same content.
    """

    def one(item: Item) -> Sent:
        return send(
            store,
            item,
            there=there.get(item.key),
            copy_of=copies.get(item.wanted.sha256),
            blind=blind,
            create_only=create_only,
            threads=threads,
        )

    for group, at_once in _groups(store, items, copies):
        for _, sent in workers.run(group, one, workers=min(threads, at_once, len(group))):
            done(sent)


def _groups(
    store: Store, items: Iterable[Item], copies: Mapping[str, str]
) -> tuple[tuple[list[Item], int], ...]:
    """The items by what sending them takes, and how many of such go at once."""
    small: list[Item] = []
    large: list[Item] = []
    in_parts: list[Item] = []
    for item in items:
        if item.wanted.size <= SMALL or item.wanted.sha256 in copies:  # a copy has no body
            small.append(item)
        elif store.parts is None or item.wanted.size <= multipart.PART:
            large.append(item)
        else:
            in_parts.append(item)
    return (small, len(small)), (large, LARGE), (in_parts, FILES)


def send(
    store: Store,
    item: Item,
    *,
    there: ObjectInfo | None = None,
    copy_of: str | None = None,
    blind: bool = False,
    create_only: bool = True,
    threads: int = 1,
) -> Sent:
    """Send one item over what is `there`, or into the empty place.

    Two machines that send the same do no harm: what another one has written meanwhile is
    compared, and is a conflict only if it is different. `blind`: the store cannot be read. A large
    file goes in parts, `threads` at a time.
    Raises ConflictError, StoreError where the local file is not what the manifest says.
    """
    if copy_of is not None and store.features.copies:
        try:
            version = store.copy(copy_of, item.key)
            info = ObjectInfo(key=item.key, size=item.wanted.size, version_id=version)
            return Sent(item=item, copied=True, bytes=0, info=info)
        except StoreError as error:
            if not error.permanent:
                raise
            # whoever may not copy, or no longer finds the original, can still send
    conditional = store.features.conditional and not blind
    writing = _Writing(
        store,
        item,
        create_only=conditional and create_only and there is None,
        if_match=there.etag or None if conditional and there is not None else None,
        resume=not blind,
        threads=threads,
    )
    try:
        info = writing.run()
    except ConflictError:
        writing.bytes = 0
        info = _after_conflict(store, item, threads=threads)
    if blind and not matches(item, info):  # nobody can look later: the reply is all there is
        info = writing.run()
    return Sent(item=item, copied=False, bytes=writing.bytes, info=info)


def _after_conflict(store: Store, item: Item, *, threads: int) -> ObjectInfo:
    """What stands there after our write was refused, if it is what we wanted to write."""
    try:
        info = store.head(item.key)
    except NotFoundError:
        info = None
    decision = decide(item.wanted, info, looked=True, refused=True)
    if decision == "send":  # it has gone again
        return _Writing(
            store, item, create_only=True, if_match=None, resume=True, threads=threads
        ).run()
    if decision == "conflict" or info is None:
        raise ConflictError(
            N_("{url}/{key}: another writer has put something else there"),
            {"url": store.url, "key": item.key},
            N_("run the same command again; if it stays, find out who else delivers here"),
        )
    return info


class _Writing:
    """One item being written."""

    def __init__(
        self,
        store: Store,
        item: Item,
        *,
        create_only: bool,
        if_match: str | None,
        resume: bool,
        threads: int,
    ) -> None:
        self.store = store
        self.item = item
        self.create_only = create_only
        self.if_match = if_match
        self.resume = resume
        self.threads = threads
        self.bytes = 0
        """What has gone out."""

    def run(self) -> ObjectInfo:
        """Write it, in the way that its size asks for."""
        item, wanted = self.item, self.item.wanted
        if isinstance(item.source, bytes):
            return self._put(item.source)
        path = item.source
        try:
            if wanted.size <= WHOLE:
                return self._put(self._read(path))
            if os.stat(path).st_size != wanted.size:
                raise bad_digest(item.key, self.store.url)
            if self.store.parts is None:  # it compares what it writes with the digest itself
                return self._put(Path(path))
            if wanted.size > multipart.PART:
                return self._parts(Path(path))
            found = digests(Slice(path=path, size=wanted.size), ["sha256"])["sha256"]
        except (OSError, EOFError) as error:
            raise _unreadable(path, error) from error
        if found.hex() != wanted.sha256:
            raise bad_digest(item.key, self.store.url)
        return self._put(Path(path))

    def _put(self, source: bytes | Path) -> ObjectInfo:
        item = self.item
        info = self.store.put(
            item.key,
            source,
            sha256=item.wanted.sha256,
            md5=item.wanted.md5 or "",
            size=item.wanted.size,
            media_type=item.media_type,
            language=item.language,
            create_only=self.create_only,
            if_match=self.if_match,
        )
        self.bytes += item.wanted.size
        return info

    def _parts(self, path: Path) -> ObjectInfo:
        return multipart.upload(
            self.store,
            self.item.key,
            path,
            self.item.wanted,
            media_type=self.item.media_type,
            language=self.item.language,
            create_only=self.create_only,
            resume=self.resume,
            threads=min(self.threads, PARTS),
            sent=self._sent,
        )

    def _sent(self, size: int) -> None:
        self.bytes += size

    def _read(self, path: str) -> bytes:
        """The content, one byte more than it should have at most."""
        wanted = self.item.wanted
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            data = os.read(descriptor, wanted.size + 1)
            while 0 < len(data) < wanted.size and (more := os.read(descriptor, wanted.size)):
                data += more
        finally:
            os.close(descriptor)
        if len(data) != wanted.size or hashlib.sha256(data).hexdigest() != wanted.sha256:
            raise bad_digest(self.item.key, self.store.url)
        return data


def _unreadable(path: str, error: OSError | EOFError) -> StoreError:
    reason = error.strerror if isinstance(error, OSError) else None
    return StoreError(
        N_("{path}: cannot be read ({reason})"),
        {"path": path, "reason": reason or type(error).__name__},
        N_("build again"),
    )


def matches(item: Item, info: ObjectInfo) -> bool:
    """Whether an object is the item, as far as the store can tell."""
    return same(item.wanted, info) is not False


def _common_folder(keys: list[str]) -> str:
    return os.path.commonprefix(keys).rpartition("/")[0] + "/"  # noqa: RUF071 - keys are text
