"""Large objects in parts, in the bucket of an S3Store."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from goglobal.delivery import checksums
from goglobal.delivery.s3_answers import quoted, version_of
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import ObjectInfo, Part, Upload
from goglobal.errors import DeniedError, NotFoundError

if TYPE_CHECKING:
    from goglobal.delivery.s3 import S3Store


class S3Parts:
    """Uploads in parts to the bucket of an `S3Store`."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    def uploads(self, prefix: str) -> tuple[Upload, ...]:
        """The unfinished uploads under keys that begin with `prefix`."""
        store = self._store
        wanted: dict[str, Any] = {
            "Bucket": store.bucket,
            "Prefix": store.below(prefix),
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
        headers |= checksums.algorithm(store.checksum)
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

    def describe(self, number: int, body: Slice, *, like: Part | None = None) -> Part:
        """The part that `body` would be, with the digests that `like` can be compared by."""
        names = {self._store.checksum} & {*checksums.NAMES} - {"md5"}
        if (
            like is not None
            and not {checksums.NAMES[name] for name in names} & like.checksums.keys()
        ):
            names.add("md5")
        found = checksums.digests(body, names)
        return Part(
            number=number,
            size=body.size,
            etag=found.pop("md5", b"").hex(),
            checksums={checksums.NAMES[n]: checksums.encode(d) for n, d in found.items()},
        )

    def send(self, key: str, upload: str, number: int, body: Slice) -> Part:
        """Send one part."""
        store = self._store
        known = checksums.digests(body, {store.checksum} & {*checksums.NAMES})
        answer = store.write(
            key, body, size=body.size, known=known, settings={}, part=(upload, number)
        )
        return Part(
            number=number,
            size=body.size,
            etag=str(answer["ETag"]).strip('"'),
            checksums={
                checksums.NAMES[n]: checksums.encode(d) for n, d in known.items() if n != "md5"
            },
        )

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
            return ObjectInfo(key=key, size=size, etag=tag, version_id=version_of(answer))

    def abort(self, key: str, upload: str) -> None:
        """Throw the upload away."""
        store = self._store
        with contextlib.suppress(NotFoundError), store.translated(key):
            store.client.abort_multipart_upload(**store.place(key), UploadId=upload)


def _completed(part: Part) -> Any:
    return {"PartNumber": part.number, "ETag": quoted(part.etag), **part.checksums}
