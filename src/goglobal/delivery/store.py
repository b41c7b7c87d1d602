"""What delivery asks of a place where objects go: the same six verbs for every one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from goglobal.delivery.slices import Slice
from goglobal.errors import StoreError
from goglobal.messages import N_

MAX_KEY_BYTES = 1024
"""S3's limit for a key in UTF-8 (docs.aws.amazon.com, AmazonS3 object-keys, 2026-11)."""
CHUNK = 1 << 20
_UNSAFE = re.compile(
    "["
    "\\x00-\\x1f\\x7f-\\x9f"  # control characters
    "\\ud800-\\udfff"  # halves of a pair
    "\\u2028\\u2029"  # line ends
    "\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"  # overrides of direction
    "\\\\"  # the backslash
    "\\u2044\\u2215\\u29f5\\u29f8\\u29f9\\ufe68\\uff0f\\uff3c"  # what looks like either slash
    "]"
)
_LEADING_OUT = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)|\A.:(?:/|\Z)")
"""An empty part, `.`, `..`, or a drive."""


class ObjectInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a store says of one object without its content; None: it does not say."""

    key: str
    size: int
    """Bytes."""
    etag: str = ""
    """Without quotes; what `if_match` compares with."""
    md5: str | None = None
    sha256: str | None = None
    version_id: str | None = None
    modified: float | None = None
    """When it was written, seconds since the epoch; a listing says it."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """What a store can do."""

    conditional: bool = True
    """It honours `create_only` and `if_match`."""
    copies: bool = True
    """It can copy an object within itself, so that nothing is sent."""
    at_once: int = 16
    """Small writes that it takes well at once."""


class Reading:
    """An object being read: its `info` at once, its bytes by iterating."""

    def __init__(self, info: ObjectInfo, chunks: Iterable[bytes]) -> None:
        self.info = info
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def read(self) -> bytes:
        """All that is left."""
        return b"".join(self._chunks)


class Store(Protocol):
    """A place for objects. Keys are relative to its `url`, with `/`.

    Every method raises StoreError or one of its kinds (DeniedError, NotFoundError,
    ConflictError, TransientError) and nothing else. All are safe to call from threads.
    """

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end and without anything secret."""

    @property
    def features(self) -> Features:
        """What it can do."""

    @property
    def parts(self) -> PartStore | None:
        """How a large object is sent in parts; None: it is sent in one go."""

    def head(self, key: str) -> ObjectInfo:
        """What is known of one object, with a digest where there is any way to one."""

    def get(self, key: str, *, start: int = 0, if_match: str | None = None) -> Reading:
        """Read an object from byte `start` on."""

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
        """Write an object whole or not at all; bytes of another digest are refused.

        ConflictError: it is there already (`create_only`), or is not what `if_match` names.
        """

    def copy(self, source: str, key: str) -> str | None:
        """Copy an object within the store, with its headers; return the version id, if any."""

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is no error."""

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins with `prefix`, in the order of the store."""


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """An upload in parts that has been begun and not completed."""

    key: str
    id: str
    started: float
    """Seconds since the epoch."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    """From 1."""
    size: int
    etag: str
    """The MD5, where the service has it so."""
    checksums: dict[str, str] = {}
    """By the service's names, in base64."""

    def same(self, stored: Part) -> bool:
        """Whether the `stored` part holds what this one describes."""
        if stored.number != self.number or stored.size != self.size:
            return False
        shared = self.checksums.keys() & stored.checksums.keys()
        if shared:
            return all(self.checksums[name] == stored.checksums[name] for name in shared)
        return stored.etag == self.etag


class PartStore(Protocol):
    """Sending one object in parts, each of which is kept until the object is completed."""

    def uploads(self, prefix: str) -> tuple[Upload, ...]:
        """The unfinished uploads under keys that begin with `prefix`."""

    def begin(self, key: str, *, sha256: str, media_type: str, language: str | None) -> str:
        """Begin an upload and return its id."""

    def stored(self, key: str, upload: str) -> tuple[Part, ...]:
        """The parts that have arrived, by number."""

    def describe(self, number: int, body: Slice, *, like: Part | None = None) -> Part:
        """The part that `body` would be, with the digests that `like` can be compared by."""

    def send(self, key: str, upload: str, number: int, body: Slice) -> Part:
        """Send one part."""

    def complete(
        self, key: str, upload: str, parts: tuple[Part, ...], *, create_only: bool
    ) -> ObjectInfo:
        """Make one object of the parts."""

    def abort(self, key: str, upload: str) -> None:
        """Throw the upload away; one that is not there is no error."""


def check_key(key: str) -> str:
    """Return `key` where it is one that stays below every store's root; raise StoreError else."""
    bad = (
        _UNSAFE.search(key) is not None
        or _LEADING_OUT.search(key) is not None
        or (
            len(key) * 4 > MAX_KEY_BYTES
            and len(key.encode("utf-8", "surrogatepass")) > MAX_KEY_BYTES
        )
    )
    if bad:
        raise StoreError(
            N_("{key}: not a key that can be delivered"),
            {"key": "".join(c if c.isprintable() else "?" for c in key[:200])},
            N_("keys have no '..', no empty part, no control character and at most 1,024 bytes"),
        )
    return key


def bad_digest(key: str, url: str) -> StoreError:
    """The error for bytes that do not have the digest they should have."""
    return StoreError(
        N_("{url}/{key}: the bytes do not have the checksum that they should have"),
        {"url": url, "key": key},
        N_("a file was changed after the bundle was built: build again with --no-cache"),
    )


def conflict(key: str, url: str) -> tuple[str, dict[str, str | int | float], str]:
    """Message, arguments and help for a conditional write that met something else."""
    return (
        N_("{url}/{key}: another writer was there first"),
        {"url": url, "key": key},
        N_("run the same command again; if it stays, find out who else delivers here"),
    )


def missing(key: str, url: str) -> tuple[str, dict[str, str | int | float], str]:
    """Message, arguments and help for an object that is not there."""
    return (
        N_("{url}/{key}: there is no such object"),
        {"url": url, "key": key},
        N_("push again to send it"),
    )
