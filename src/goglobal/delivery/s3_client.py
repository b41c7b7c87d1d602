"""The boto3 client of a target, and how its requests carry checksums."""

from __future__ import annotations

import base64
import importlib
import importlib.util
import urllib.parse
import zlib
from typing import TYPE_CHECKING, Any

from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.model import Target

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

CONNECT_TIMEOUT = 10
READ_TIMEOUT = 20
"""Seconds. One attempt lasts at most about so long without a byte moving."""
_ALGORITHMS = {
    "sha256": "SHA256",
    "crc32": "CRC32",
    "crc32c": "CRC32C",
    "crc64nvme": "CRC64NVME",
}


def split_url(url: str) -> tuple[str, str]:
    """Bucket and prefix (no slash at either end) of `s3://bucket/prefix`.

    Raises UsageError for any other address.
    """
    scheme, _, rest = url.partition("://")
    bucket, _, prefix = rest.partition("/")
    if scheme != "s3" or not bucket or "@" in bucket or ":" in bucket:
        raise UsageError(
            N_("an s3 address is written s3://bucket/prefix, without credentials"),
            {},
            N_("credentials come from the AWS chain: set `aws_profile` or the environment"),
        )
    return bucket, prefix.strip("/")


def make_client(target: Target, *, workers: int) -> S3Client:
    """A client for the target's settings: one attempt a request, no checksum of its own accord.

    Credentials come from the AWS chain alone. It is safe to share between threads. Raises
    what botocore raises.
    """
    import boto3
    from botocore.config import Config

    require_usable(target)
    session = boto3.session.Session(profile_name=target.aws_profile)
    region = target.region or session.region_name
    return session.client(
        "s3",
        endpoint_url=target.endpoint_url,
        region_name=region or "us-east-1",
        config=Config(
            retries={"total_max_attempts": 1, "mode": "standard"},
            s3={"addressing_style": target.addressing_style},
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=READ_TIMEOUT,
            max_pool_connections=workers + 4,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            signature_version="s3v4",
        ),
    )


def require_usable(target: Target) -> None:
    """Raise UsageError for settings with which no request can be made, before any is."""
    split_url(target.url)
    if target.endpoint_url and "@" in urllib.parse.urlsplit(target.endpoint_url).netloc:
        raise UsageError(
            N_("targets.{target}.endpoint_url must not hold credentials"),
            {"target": target.name},
            N_("credentials come from the AWS chain: set `aws_profile` or the environment"),
        )
    needs_crt(target.checksum)


def needs_crt(algorithm: str) -> None:
    """Raise UsageError where a checksum needs a package that is not installed."""
    if algorithm in {"crc32c", "crc64nvme"} and importlib.util.find_spec("awscrt") is None:
        raise UsageError(
            N_('checksum = "{algorithm}" needs the package awscrt'),
            {"algorithm": algorithm},
            N_("install boto3[crt], or take sha256 or crc32, which need nothing"),
        )


def algorithm(checksum: str) -> dict[str, Any]:
    """What CreateMultipartUpload and CopyObject are told about checksums."""
    name = _ALGORITHMS.get(checksum)
    return {"ChecksumAlgorithm": name} if name else {}


def checksum_headers(
    checksum: str, *, data: bytes | None, sha256: str | None = None, md5: str | None = None
) -> dict[str, Any]:
    """The checksum of one request body, under the name that boto3 has for it.

    `data` None: the body is streamed; only a digest that is known beforehand is sent then.
    """
    if checksum == "sha256":
        if sha256 is None and data is not None:
            import hashlib

            sha256 = hashlib.sha256(data).hexdigest()
        return {"ChecksumSHA256": encode(bytes.fromhex(sha256))} if sha256 else {}
    if checksum == "md5":
        if md5 is None and data is not None:
            import hashlib

            md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        return {"ContentMD5": encode(bytes.fromhex(md5))} if md5 else {}
    if data is None:
        return {}
    if checksum == "crc32":
        return {"ChecksumCRC32": encode(zlib.crc32(data).to_bytes(4, "big"))}
    if checksum in {"crc32c", "crc64nvme"}:
        checksums = importlib.import_module("awscrt.checksums")

        if checksum == "crc32c":
            return {"ChecksumCRC32C": encode(checksums.crc32c(data).to_bytes(4, "big"))}
        return {"ChecksumCRC64NVME": encode(checksums.crc64nvme(data).to_bytes(8, "big"))}
    return {}


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
