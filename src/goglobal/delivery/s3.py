"""An S3 bucket, of AWS or of any compatible service, as a store. It tries everything once."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from goglobal.delivery.s3_client import (
    algorithm,
    checksum_headers,
    decode,
    make_client,
    split_url,
)
from goglobal.delivery.s3_errors import translate
from goglobal.delivery.store import (
    CHUNK,
    Features,
    ObjectInfo,
    Part,
    PartStore,
    Reading,
    Upload,
    check_key,
)
from goglobal.errors import DeniedError, GoGlobalError, NotFoundError
from goglobal.model import Target

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

METADATA = "goglobal-sha256"
"""The object's metadata key under which its digest stands, for where the ETag is no MD5."""
_HEX = frozenset("0123456789abcdef")


class S3Store:
    """Objects in a bucket below the prefix of `target.url`."""

    def __init__(self, target: Target, *, workers: int = 8) -> None:
        self._target = target
        self._workers = workers
        self.checksum = target.checksum
        self.bucket, self._prefix = split_url(target.url)
        self.url = f"s3://{self.bucket}/{self._prefix}".rstrip("/")
        self.features = Features(conditional=target.conditional_writes)
        self.parts: PartStore | None = S3Parts(self)
        self._made: S3Client | None = None
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
        headers = self.headers(sha256, media_type, language)
        data = source if isinstance(source, bytes) else None
        headers |= checksum_headers(self.checksum, data=data, sha256=sha256, md5=md5)
        headers |= self.condition(create_only=create_only, if_match=if_match)
        with self.translated(key), contextlib.ExitStack() as stack:
            body = source if isinstance(source, bytes) else stack.enter_context(source.open("rb"))
            answer = self.client.put_object(
                **self.place(key), Body=body, ContentLength=size, **headers
            )
        return self._info(key, answer, size)

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
                **algorithm(self.checksum),
                **extra,
            )
        return _version(answer)

    def delete(self, key: str) -> None:
        """Remove an object."""
        with contextlib.suppress(NotFoundError), self.translated(key):
            self.client.delete_object(**self.place(key))

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins with `prefix`; `md5` where the ETag looks like one."""
        below = f"{self._prefix}/" if self._prefix else ""
        wanted: dict[str, Any] = {"Bucket": self.bucket, "Prefix": below + prefix}
        wanted |= self.owner()
        while True:
            with self.translated(prefix):
                page = self.client.list_objects_v2(**wanted)
            for item in page.get("Contents", ()):
                tag = item.get("ETag", "").strip('"')
                md5 = tag if self._is_md5(tag, {}) else None
                key = item["Key"][len(below) :]
                yield ObjectInfo(key=key, size=item["Size"], etag=tag, md5=md5)
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
                    self._made = make_client(self._target, workers=self._workers)
        return self._made

    def owner(self) -> dict[str, Any]:
        """The account that the bucket has to belong to, for every request."""
        owner = self._target.expected_bucket_owner
        return {"ExpectedBucketOwner": owner} if owner else {}

    def place(self, key: str) -> dict[str, Any]:
        """Bucket, whole key and owner of one object."""
        check_key(key)
        whole = f"{self._prefix}/{key}" if self._prefix else key
        return {"Bucket": self.bucket, "Key": check_key(whole), **self.owner()}

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
        sha256 = decode(answer.get("ChecksumSHA256"))
        if sha256 is None and md5 is None:
            sha256 = answer.get("Metadata", {}).get(METADATA)
        return ObjectInfo(
            key=key, size=size, etag=tag, md5=md5, sha256=sha256, version_id=_version(answer)
        )


class S3Parts:
    """Uploads in parts to the bucket of an `S3Store`."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    def uploads(self, prefix: str) -> tuple[Upload, ...]:
        """The unfinished uploads under keys that begin with `prefix`."""
        store = self._store
        place = store.place(prefix)
        wanted: dict[str, Any] = {
            "Bucket": store.bucket,
            "Prefix": place["Key"],
            **store.owner(),
        }
        found: list[Upload] = []
        while True:
            with store.translated(prefix):
                page = store.client.list_multipart_uploads(**wanted)
            found += [
                Upload(
                    key=store.relative(item["Key"]),
                    id=item["UploadId"],
                    started=item["Initiated"].timestamp(),
                )
                for item in page.get("Uploads", ())
            ]
            if not page.get("IsTruncated") or not page.get("NextKeyMarker"):
                return tuple(found)
            wanted["KeyMarker"] = page["NextKeyMarker"]
            wanted["UploadIdMarker"] = page.get("NextUploadIdMarker", "")

    def begin(self, key: str, *, sha256: str, media_type: str, language: str | None) -> str:
        """Begin an upload and return its id."""
        store = self._store
        headers = store.headers(sha256, media_type, language)
        headers |= algorithm(store.checksum)
        with store.translated(key):
            return store.client.create_multipart_upload(**store.place(key), **headers)["UploadId"]

    def stored(self, key: str, upload: str) -> tuple[Part, ...]:
        """The parts that have arrived, by number."""
        store = self._store
        wanted: dict[str, Any] = {**store.place(key), "UploadId": upload}
        found: list[Part] = []
        while True:
            with store.translated(key):
                page = store.client.list_parts(**wanted)
            found += [
                Part(
                    number=item["PartNumber"],
                    size=item["Size"],
                    etag=item["ETag"].strip('"'),
                    checksums={
                        name: str(value)
                        for name, value in item.items()
                        if name.startswith("Checksum")
                    },
                )
                for item in page.get("Parts", ())
            ]
            marker = page.get("NextPartNumberMarker")
            if not page.get("IsTruncated") or not marker:
                return tuple(found)
            wanted["PartNumberMarker"] = marker

    def describe(self, number: int, data: bytes) -> Part:
        """The part that `data` would be, with what its checksums would be."""
        return Part(
            number=number,
            size=len(data),
            etag=hashlib.md5(data, usedforsecurity=False).hexdigest(),
            checksums={
                name: value
                for name, value in checksum_headers(self._store.checksum, data=data).items()
                if name.startswith("Checksum")
            },
        )

    def send(self, key: str, upload: str, part: Part, data: bytes) -> Part:
        """Send one part, as described."""
        store = self._store
        headers: dict[str, Any] = dict(part.checksums)
        if store.checksum == "md5":
            headers = checksum_headers("md5", data=data, md5=part.etag)
        with store.translated(key):
            answer = store.client.upload_part(
                **store.place(key), UploadId=upload, PartNumber=part.number, Body=data, **headers
            )
        return msgspec.structs.replace(part, etag=answer["ETag"].strip('"'))

    def complete(
        self, key: str, upload: str, parts: tuple[Part, ...], *, create_only: bool
    ) -> ObjectInfo:
        """Make one object of the parts."""
        store = self._store
        with store.translated(key):
            answer = store.client.complete_multipart_upload(
                **store.place(key),
                UploadId=upload,
                MultipartUpload={"Parts": [_completed(part) for part in parts]},
                **store.condition(create_only=create_only),
            )
        try:
            return store.head(key)
        except DeniedError:  # an inbox that we may only write to; each part's checksum was checked
            size = sum(part.size for part in parts)
            tag = answer.get("ETag", "").strip('"')
            return ObjectInfo(key=key, size=size, etag=tag, version_id=_version(answer))

    def abort(self, key: str, upload: str) -> None:
        """Throw the upload away."""
        store = self._store
        with contextlib.suppress(NotFoundError), store.translated(key):
            store.client.abort_multipart_upload(**store.place(key), UploadId=upload)


def _completed(part: Part) -> Any:
    return {"PartNumber": part.number, "ETag": quoted(part.etag), **part.checksums}


def _version(answer: Mapping[str, Any]) -> str | None:
    version = answer.get("VersionId")
    return None if version in {None, "null"} else str(version)


def quoted(etag: str) -> str:
    """An ETag as HTTP writes it."""
    return f'"{etag}"'
