"""A directory as a store: every write is whole or not there, and none leaves the root."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import socket
import stat
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from goglobal.delivery.store import (
    CHUNK,
    Features,
    ObjectInfo,
    PartStore,
    Reading,
    bad_digest,
    check_key,
    conflict,
    missing,
)
from goglobal.errors import (
    ConflictError,
    DeniedError,
    NotFoundError,
    StoreError,
    TransientError,
)
from goglobal.locking import acquire, release
from goglobal.messages import N_

TEMPORARY = ".goglobal-"
"""How the names of files begin that are being written (and of the lock): no objects."""
STALE = 24 * 3600.0
"""Seconds after which another machine's temporary file is taken for abandoned."""
_TRANSIENT = {errno.EAGAIN, errno.EINTR, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EBUSY}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


class DirectoryStore:
    """Objects as files below `root`, which is made with the first write."""

    parts: PartStore | None = None
    features = Features(conditional=True, copies=True)

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.url = self.root.as_uri().rstrip("/")

    def head(self, key: str) -> ObjectInfo:
        """What is known of one object: it is read, for there is no other way to its digest."""
        with self._translated(key), self._open(key) as descriptor:
            return self._info(key, descriptor)

    def get(self, key: str, *, start: int = 0, if_match: str | None = None) -> Reading:
        """Read an object from byte `start` on."""
        with self._translated(key):
            if if_match is not None and self.head(key).etag != if_match:
                raise ConflictError(*conflict(key, self.url))
            with self._open(key) as descriptor:
                size = os.fstat(descriptor).st_size
                if size <= CHUNK:
                    data = b"".join(_chunks(descriptor, 0))
                    tag = hashlib.md5(data, usedforsecurity=False).hexdigest()
                    info = ObjectInfo(key=key, size=len(data), etag=tag, md5=tag)
                    return Reading(info, (data[start:],))
        return Reading(ObjectInfo(key=key, size=size), self._stream(key, start))

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
        with self._translated(key), self._temporary(key) as (temporary, target):
            if _write(temporary, source) != (sha256, md5, size):
                raise bad_digest(key, self.url)
            self._place(key, temporary, target, create_only=create_only, if_match=if_match)
        return ObjectInfo(key=key, size=size, etag=md5, md5=md5, sha256=sha256)

    def copy(self, source: str, key: str) -> str | None:
        """Copy an object within the store."""
        with self._translated(source), self._open(source):
            pass
        with self._translated(key), self._temporary(key) as (temporary, target):
            _write(temporary, self._path(source))
            self._place(key, temporary, target, create_only=False, if_match=None)
        return None

    def delete(self, key: str) -> None:
        """Remove an object and the folders that are empty without it."""
        with self._translated(key):
            path = self._path(key)
            self._refuse_links(key, path.parent)
            try:
                path.unlink()
            except (FileNotFoundError, NotADirectoryError):
                return
            folder = path.parent
            while folder != self.root:
                try:
                    folder.rmdir()
                except OSError:
                    break
                folder = folder.parent

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins with `prefix`, sorted by key; sizes, no digests.

        What a killed writer left half written is removed on the way.
        """
        folder = prefix.rpartition("/")[0]
        with self._translated(prefix):
            if folder:
                check_key(folder)
                self._refuse_links(folder, self.root / folder)
            found = sorted(self._walk(self.root / folder, folder), key=lambda info: info.key)
        yield from (info for info in found if info.key.startswith(prefix))

    # -- below: how

    def _path(self, key: str) -> Path:
        parts = check_key(key).split("/")
        if any(part.startswith(TEMPORARY) for part in parts):
            raise StoreError(
                N_("{key}: not a key that can be delivered"),
                {"key": key},
                N_("names that begin with '.goglobal-' are goglobal's own"),
            )
        return self.root.joinpath(*parts)

    def _refuse_links(self, key: str, folder: Path) -> None:
        """Raise where a part of the way below the root is a link."""
        way = self.root
        for part in folder.relative_to(self.root).parts:
            way /= part
            try:
                is_link = stat.S_ISLNK(os.lstat(way).st_mode)
            except (FileNotFoundError, NotADirectoryError):
                return
            if is_link:
                raise StoreError(
                    N_("{url}/{key}: a part of the way is a link"),
                    {"url": self.url, "key": key},
                    N_("put a real folder there: links could lead out of the target"),
                )

    @contextlib.contextmanager
    def _open(self, key: str) -> Iterator[int]:
        path = self._path(key)
        self._refuse_links(key, path.parent)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise NotFoundError(*missing(key, self.url))
            yield descriptor
        finally:
            os.close(descriptor)

    def _info(self, key: str, descriptor: int) -> ObjectInfo:
        sha256 = hashlib.sha256()
        md5 = hashlib.md5(usedforsecurity=False)
        size = 0
        for chunk in _chunks(descriptor, 0):
            sha256.update(chunk)
            md5.update(chunk)
            size += len(chunk)
        tag = md5.hexdigest()
        return ObjectInfo(key=key, size=size, etag=tag, md5=tag, sha256=sha256.hexdigest())

    def _stream(self, key: str, start: int) -> Iterator[bytes]:
        with self._translated(key), self._open(key) as descriptor:
            yield from _chunks(descriptor, start)

    @contextlib.contextmanager
    def _temporary(self, key: str) -> Iterator[tuple[Path, Path]]:
        """A name to write to, beside the object's own, and that; the first is gone afterwards."""
        target = self._path(key)
        folder = target.parent
        self._refuse_links(key, folder)
        name = f"{TEMPORARY}{_host()}-{os.getpid()}-{secrets.token_hex(6)}"
        temporary = folder / name
        for attempt in range(5):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                # a delete beside us may remove the folder while it is empty
                os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
                break
            except FileNotFoundError:
                if attempt == 4:
                    raise
            except (FileExistsError, NotADirectoryError):
                raise self._shadowed(key) from None
        try:
            if target.is_dir():
                raise self._shadowed(key)
            yield temporary, target
        finally:
            temporary.unlink(missing_ok=True)

    def _shadowed(self, key: str) -> StoreError:
        return StoreError(
            N_("{url}/{key}: a file and a folder would have one name"),
            {"url": self.url, "key": key},
            N_("give one of them another name"),
        )

    def _place(
        self, key: str, temporary: Path, target: Path, *, create_only: bool, if_match: str | None
    ) -> None:
        if create_only:
            try:
                os.link(temporary, target)
            except FileExistsError:
                raise ConflictError(*conflict(key, self.url)) from None
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                with self._exclusive():
                    if os.path.lexists(target):
                        raise ConflictError(*conflict(key, self.url)) from None
                    temporary.replace(target)
        elif if_match is not None:
            with self._exclusive():
                try:
                    etag = self.head(key).etag
                except NotFoundError:
                    etag = ""
                if etag != if_match:
                    raise ConflictError(*conflict(key, self.url))
                temporary.replace(target)
        else:
            temporary.replace(target)
        _sync_folder(target.parent)

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[None]:
        """One comparing writer at a time, in all processes that deliver to this root."""
        descriptor = self._lock_descriptor()
        try:
            while not acquire(descriptor):
                time.sleep(0.005)
            try:
                yield
            finally:
                release(descriptor)
        finally:
            os.close(descriptor)

    def _lock_descriptor(self) -> int:
        if os.name != "nt":
            descriptor = os.open(self.root, os.O_RDONLY)
            with contextlib.suppress(OSError):  # NFS wants a file that is open for writing
                if acquire(descriptor):
                    release(descriptor)
                return descriptor
            os.close(descriptor)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.open(self.root / f"{TEMPORARY}lock", flags, 0o644)

    def _walk(self, folder: Path, key: str) -> Iterator[ObjectInfo]:
        try:
            entries = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            name = unicodedata.normalize("NFC", entry.name)
            if name.startswith(TEMPORARY):
                _clean(entry)
                continue
            below = f"{key}/{name}" if key else name
            try:
                if entry.is_dir(follow_symlinks=False):
                    yield from self._walk(folder / entry.name, below)
                elif entry.is_file(follow_symlinks=False):
                    found = entry.stat(follow_symlinks=False)
                    yield ObjectInfo(key=below, size=found.st_size, modified=found.st_mtime)
            except FileNotFoundError:
                continue

    @contextlib.contextmanager
    def _translated(self, key: str) -> Iterator[None]:
        """Turn the system's errors into ours."""
        try:
            yield
        except (FileNotFoundError, IsADirectoryError) as error:
            raise NotFoundError(*missing(key, self.url)) from error
        except PermissionError as error:
            raise DeniedError(
                N_("{url}/{key}: no right to read or write here"),
                {"url": self.url, "key": key},
                N_("check the rights of the folder"),
            ) from error
        except NotADirectoryError as error:
            raise NotFoundError(*missing(key, self.url)) from error
        except OSError as error:
            kind = TransientError if error.errno in _TRANSIENT else StoreError
            raise kind(
                N_("{url}/{key}: {reason}"),
                {"url": self.url, "key": key, "reason": error.strerror or type(error).__name__},
                N_("check the disk (space, rights, length of names), then run the command again"),
            ) from error


def _chunks(descriptor: int, start: int) -> Iterator[bytes]:
    os.lseek(descriptor, start, os.SEEK_SET)
    while chunk := os.read(descriptor, CHUNK):
        yield chunk


def _write(temporary: Path, source: bytes | Path) -> tuple[str, str, int]:
    """Write and flush to disk; return sha256, md5 and size of what was written."""
    sha256 = hashlib.sha256()
    md5 = hashlib.md5(usedforsecurity=False)
    size = 0
    with temporary.open("wb") as file:
        for chunk in (source,) if isinstance(source, bytes) else _file_chunks(source):
            sha256.update(chunk)
            md5.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return sha256.hexdigest(), md5.hexdigest(), size


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse it
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _host() -> str:
    return "".join(c for c in socket.gethostname() if c.isalnum())[:20] or "host"


def _clean(entry: os.DirEntry[str]) -> None:
    """Remove a temporary file whose writer is dead, or that nobody touched for a day."""
    host, _, rest = entry.name.removeprefix(TEMPORARY).partition("-")
    pid = rest.partition("-")[0]
    if not pid.isascii() or not pid.isdigit():
        return  # the lock
    with contextlib.suppress(OSError):
        old = time.time() - entry.stat(follow_symlinks=False).st_mtime > STALE
        if old or (host == _host() and not _alive(int(pid))):
            os.unlink(entry.path)


def _alive(pid: int) -> bool:
    if os.name == "nt":  # pragma: no cover - there, os.kill would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
