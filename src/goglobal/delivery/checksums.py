"""The checksum that goes with a request body, which the service compares with what arrived."""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.util
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from goglobal.delivery.slices import Slice
from goglobal.errors import UsageError
from goglobal.messages import N_

NAMES = {
    "sha256": "ChecksumSHA256",
    "crc32": "ChecksumCRC32",
    "crc32c": "ChecksumCRC32C",
    "crc64nvme": "ChecksumCRC64NVME",
    "md5": "ContentMD5",
}
"""By a target's `checksum`: what boto3 calls its header."""
Body = bytes | Slice


def require_package(checksum: str) -> None:
    """Raise UsageError where a checksum needs a package that is not installed."""
    if checksum in {"crc32c", "crc64nvme"} and importlib.util.find_spec("awscrt") is None:
        raise UsageError(
            N_('checksum = "{algorithm}" needs the package awscrt'),
            {"algorithm": checksum},
            N_("install boto3[crt], or take sha256 or crc32, which need nothing"),
        )


def algorithm(checksum: str) -> dict[str, Any]:
    """What CreateMultipartUpload and CopyObject are told about checksums."""
    if checksum not in NAMES or checksum == "md5":
        return {}
    return {"ChecksumAlgorithm": checksum.upper()}


def digests(body: Body, names: Iterable[str]) -> dict[str, bytes]:
    """The digests of a body by their names (keys of NAMES), in one reading of it."""
    taking = {name: _TAKERS[name]() for name in set(names)}
    if not taking:
        return {}
    for piece in (body,) if isinstance(body, bytes) else body:
        for taker in taking.values():
            taker.update(piece)
    return {name: taker.digest() for name, taker in taking.items()}


def headers(checksum: str, body: Body, *, known: dict[str, bytes]) -> dict[str, str]:
    """The checksum of one body, under the name that boto3 has for it.

    `known`: digests that need not be computed.
    """
    if checksum not in NAMES:
        return {}
    digest = known.get(checksum) or digests(body, [checksum])[checksum]
    return {NAMES[checksum]: encode(digest)}


def encode(digest: bytes) -> str:
    """Base64, as the headers have it."""
    return base64.b64encode(digest).decode("ascii")


def decode(text: str | None) -> str | None:
    """The hex of a whole object's checksum; None for none and for one made of parts' own."""
    if not text or "-" in text:
        return None
    try:
        return base64.b64decode(text, validate=True).hex()
    except ValueError:
        return None


class _Crc:
    def __init__(self, function: Callable[[bytes, int], int], size: int) -> None:
        self._function = function
        self._size = size
        self._value = 0

    def update(self, data: bytes) -> None:
        self._value = self._function(data, self._value)

    def digest(self) -> bytes:
        return self._value.to_bytes(self._size, "big")


def _of_crt(name: str, size: int) -> _Crc:
    return _Crc(getattr(importlib.import_module("awscrt.checksums"), name), size)


_TAKERS: dict[str, Callable[[], Any]] = {
    "sha256": hashlib.sha256,
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "crc32": lambda: _Crc(zlib.crc32, 4),
    "crc32c": lambda: _of_crt("crc32c", 4),
    "crc64nvme": lambda: _of_crt("crc64nvme", 8),
}
