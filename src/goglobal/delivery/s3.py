"""An S3 bucket, of AWS or of any compatible service, as a store. It tries everything once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goglobal.delivery import checksums
from goglobal.delivery.checksums import Body
from goglobal.delivery.s3_answers import quoted, version_of
from goglobal.delivery.s3_client import Client, split_url
from goglobal.delivery.s3_errors import translate
from goglobal.delivery.s3_parts import S3Parts
from goglobal.delivery.s3_short import ElsewhereError, ShortWay
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import (
    CHUNK,
    Features,
    ObjectInfo,
    PartStore,
    Reading,
    bad_digest,
    check_key,
)
from goglobal.errors import GoGlobalError, NotFoundError
from goglobal.model import Target

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

METADATA = "goglobal-sha256"
"""The object's metadata key under which its digest stands, for where the ETag is no MD5."""
AT_ONCE = 64
"""Small objects at once, for each takes a way there and back. On loopback the server's CPU for each
was 0.85 of what it was with 16; 128 gained nothing more (decision 27)."""
_HEX = frozenset("0123456789abcdef")


class S3Store:
    """Objects in a bucket below the prefix of `target.url`."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.checksum = target.checksum
        self.bucket, self._prefix = split_url(target.url)
        self.url = f"s3://{self.bucket}/{self._prefix}".rstrip("/")
        self.features = Features(conditional=target.conditional_writes, at_once=AT_ONCE)
        self.parts: PartStore | None = S3Parts(self)
        self._made: Client | None = None
        self._short: ShortWay | None = None
        self._making = threading.Lock()

    def head(self, key: str) -> ObjectInfo:
        """What is known of one object, with its digest from checksum, ETag or metadata."""
        with self.translated(key):
            answer = self.client.head_object(**self.place(key), ChecksumMode="ENABLED")
        return self._info(key, answer, answer["ContentLength"])

    def get(self, key: str, *, start: int = 0, if_match: str | None = None) -> Reading:
        """Read an object from byte `start` on."""
        wanted: dict[str, Any] = {"Range": f"bytes={start}-"} if start else {}
        if if_match is not None:
            wanted["IfMatch"] = quoted(if_match)
        with self.translated(key):
            answer = self.client.get_object(**self.place(key), **wanted)
        return Reading(
            self._info(key, answer, start + answer["ContentLength"]),
            self._stream(key, answer["Body"]),
        )

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
        body = source if isinstance(source, bytes) else Slice(path=str(source), size=size)
        known = {"sha256": bytes.fromhex(sha256), **({"md5": bytes.fromhex(md5)} if md5 else {})}
        settings = {
            **self.headers(sha256, media_type, language),
            **self.condition(create_only=create_only, if_match=if_match),
        }
        return self._info(
            key, self.write(key, body, size=size, known=known, settings=settings), size
        )

    def write(
        self,
        key: str,
        body: Body,
        *,
        size: int,
        known: dict[str, bytes],
        settings: dict[str, Any],
        part: tuple[str, int] | None = None,
    ) -> Mapping[str, Any]:
        """PUT an object, or a part of an upload (its id and the part's number), with its checksum.

        `known`: digests of the body by their names; `settings` and the answer by boto3's names.
        """
        with self.translated(key):
            place = self.place(key)
            client = self.client
            short = self._short
            needed = [self.checksum]
            if short is not None and short.needs_sha256(self.checksum):
                needed.append("sha256")
            wanted = [n for n in needed if n in checksums.NAMES and n not in known]
            known = {**known, **checksums.digests(body, wanted)}
            settings = {**settings, **checksums.headers(self.checksum, body, known=known)}
            if short is not None:
                try:
                    return short.put(
                        place["Key"],
                        body,
                        size=size,
                        sha256=known["sha256"].hex() if "sha256" in known else None,
                        settings={**settings, **self.owner()},
                        part=part,
                    )
                except ElsewhereError:
                    self._short = None
            data = body if isinstance(body, bytes) else body.read()
            if part is None:
                return client.put_object(**place, Body=data, ContentLength=size, **settings)
            return client.upload_part(
                **place, UploadId=part[0], PartNumber=part[1], Body=data, **settings
            )

    def put_as(self, key: str, data: bytes, *, digests_of: bytes) -> None:
        """Send `data` with the checksum of other bytes, to see whether the service compares."""
        names = {self.checksum} & {*checksums.NAMES}
        known = checksums.digests(digests_of, names)
        self.write(key, data, size=len(data), known=known, settings={})

    def copy(self, source: str, key: str) -> str | None:
        """Copy an object within the bucket, its headers and metadata too."""
        extra: dict[str, Any] = dict(self.encryption())
        if self._target.expected_bucket_owner:
            extra["ExpectedSourceBucketOwner"] = self._target.expected_bucket_owner
        with self.translated(key):
            origin = self.place(source)
            answer = self.client.copy_object(
                **self.place(key),
                CopySource={"Bucket": origin["Bucket"], "Key": origin["Key"]},
                **checksums.algorithm(self.checksum),
                **extra,
            )
        return version_of(answer)

    def delete(self, key: str) -> None:
        """Remove an object."""
        with contextlib.suppress(NotFoundError), self.translated(key):
            self.client.delete_object(**self.place(key))

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins with `prefix`; `md5` where the ETag looks like one."""
        wanted: dict[str, Any] = {"Bucket": self.bucket, "Prefix": self.below(prefix)}
        wanted |= self.owner()
        while True:
            with self.translated(prefix):
                page = self.client.list_objects_v2(**wanted)
            for item in page.get("Contents", ()):
                tag = item.get("ETag", "").strip('"')
                md5 = tag if self._is_md5(tag, {}) else None
                key = self.relative(item["Key"])
                yield ObjectInfo(
                    key=key,
                    size=item["Size"],
                    etag=tag,
                    md5=md5,
                    modified=item["LastModified"].timestamp() if "LastModified" in item else None,
                )
            token = page.get("NextContinuationToken")
            if not page.get("IsTruncated") or not token:
                return
            wanted["ContinuationToken"] = token

    # -- for the parts too

    @property
    def client(self) -> S3Client:
        """The one client of this store, made when it is first needed."""
        if self._made is None:
            with self._making:
                if self._made is None:
                    made = Client(self._target, connections=AT_ONCE)
                    self._short = ShortWay.open(made, self.bucket)
                    self._made = made
        return self._made.s3

    def owner(self) -> dict[str, Any]:
        """The account that the bucket has to belong to, for every request."""
        owner = self._target.expected_bucket_owner
        return {"ExpectedBucketOwner": owner} if owner else {}

    def place(self, key: str) -> dict[str, Any]:
        """Bucket, whole key and owner of one object."""
        check_key(key)
        whole = f"{self._prefix}/{key}" if self._prefix else key
        return {"Bucket": self.bucket, "Key": check_key(whole), **self.owner()}

    def below(self, prefix: str) -> str:
        """The beginning of whole keys for one of keys below the prefix."""
        return f"{self._prefix}/{prefix}" if self._prefix else prefix

    def relative(self, key: str) -> str:
        """A whole key as one below the prefix."""
        return key[len(self._prefix) + 1 :] if self._prefix else key

    def encryption(self) -> dict[str, Any]:
        """How the object is to be kept."""
        headers: dict[str, Any] = {}
        if self._target.server_side_encryption:
            headers["ServerSideEncryption"] = self._target.server_side_encryption
        if self._target.storage_class:
            headers["StorageClass"] = self._target.storage_class
        return headers

    def headers(self, sha256: str, media_type: str, language: str | None) -> dict[str, Any]:
        """What is kept with an object."""
        headers: dict[str, Any] = {
            "ContentType": media_type,
            "Metadata": {METADATA: sha256},
            **self.encryption(),
        }
        if language:
            headers["ContentLanguage"] = language
        return headers

    def condition(self, *, create_only: bool, if_match: str | None = None) -> dict[str, Any]:
        """The condition of a write, where the service honours any."""
        if not self.features.conditional:
            return {}
        if create_only:
            return {"IfNoneMatch": "*"}
        return {} if if_match is None else {"IfMatch": quoted(if_match)}

    @contextlib.contextmanager
    def translated(self, key: str) -> Iterator[None]:
        """Turn what boto3 raises about `key` into our errors."""
        try:
            yield
        except GoGlobalError:
            raise
        except EOFError:  # the file that is sent has become shorter
            raise bad_digest(key, self.url) from None
        except Exception as error:
            known = translate(error, url=self.url, bucket=self.bucket, key=key)
            raise known from None

    def _stream(self, key: str, body: Any) -> Iterator[bytes]:
        try:
            with self.translated(key):
                yield from body.iter_chunks(CHUNK)
        finally:
            body.close()

    def _is_md5(self, tag: str, answer: Mapping[str, Any]) -> bool:
        wanted = self._target.server_side_encryption or ""
        used = str(answer.get("ServerSideEncryption") or wanted)
        if used.startswith("aws:kms") or answer.get("SSECustomerAlgorithm"):
            return False
        return len(tag) == 32 and _HEX.issuperset(tag)

    def _info(self, key: str, answer: Mapping[str, Any], size: int) -> ObjectInfo:
        tag = str(answer.get("ETag", "")).strip('"')
        md5 = tag if self._is_md5(tag, answer) else None
        sha256 = checksums.decode(answer.get("ChecksumSHA256"))
        if sha256 is None and md5 is None:
            sha256 = answer.get("Metadata", {}).get(METADATA)
        return ObjectInfo(
            key=key, size=size, etag=tag, md5=md5, sha256=sha256, version_id=version_of(answer)
        )
