"""What only S3 does: headers, checksums of every kind, uploads in parts."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from goglobal.delivery import multipart
from goglobal.delivery.connections import Connections, Reply
from goglobal.delivery.deciding import Wanted
from goglobal.delivery.retrying import RetryingStore
from goglobal.delivery.s3 import METADATA, S3Store
from goglobal.delivery.s3_short import ShortWay
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import ObjectInfo, Part
from goglobal.errors import (
    ConflictError,
    DeniedError,
    NoBucketError,
    NotFoundError,
    StoreError,
    UsageError,
)
from goglobal.model import Target

BIG = bytes(range(256)) * (20 * 4096)


def big_file(tmp_path: Path) -> tuple[Path, Wanted]:
    path = tmp_path / "big.mp4"
    path.write_bytes(BIG)
    return path, Wanted(
        size=len(BIG), sha256=hashlib.sha256(BIG).hexdigest(), md5=hashlib.md5(BIG).hexdigest()
    )


def put(
    store: S3Store, key: str, data: bytes, media_type: str = "text/plain", **condition: Any
) -> ObjectInfo:
    return store.put(
        key,
        data,
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        language="zh-Hans",
        **condition,
    )


def test_headers_go_along(s3_target: Target) -> None:
    store = S3Store(s3_target)
    put(store, "a.vtt", b"WEBVTT\n", "text/vtt; charset=utf-8")
    answer = store.client.head_object(**store.place("a.vtt"))
    assert answer["ContentType"] == "text/vtt; charset=utf-8"
    assert answer["ContentLanguage"] == "zh-Hans"
    assert answer["Metadata"]["goglobal-sha256"] == hashlib.sha256(b"WEBVTT\n").hexdigest()
    prefix = s3_target.url.split("/", 3)[3]
    assert store.place("a.vtt")["Key"] == f"{prefix}/a.vtt"


@pytest.mark.parametrize("checksum", ["sha256", "crc32", "md5", "none"])
def test_every_checksum_delivers(s3_target: Target, tmp_path: Path, checksum: str) -> None:
    target = msgspec.convert(
        {**msgspec.structs.asdict(s3_target), "checksum": checksum}, Target, strict=False
    )
    store = S3Store(target)
    put(store, "small", b"text")
    assert store.get("small").read() == b"text"
    path, wanted = big_file(tmp_path)
    multipart.upload(store, "big", path, wanted)
    assert hashlib.sha256(b"".join(store.get("big"))).hexdigest() == wanted.sha256


@pytest.fixture(params=["short", "botocore"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How a PUT goes: the short way, or botocore's, which is left for proxies and other regions."""
    if request.param == "botocore":
        monkeypatch.setattr(ShortWay, "open", classmethod(lambda cls, client, bucket: None))
    return str(request.param)


@pytest.mark.parametrize("checksum", ["sha256", "crc32", "md5"])
def test_the_service_refuses_other_bytes(
    s3_target: Target, checksum: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = msgspec.convert(
        {**msgspec.structs.asdict(s3_target), "checksum": checksum}, Target, strict=False
    )
    store = S3Store(target)
    asked: list[str] = []

    def flip(params: dict[str, object], **_: object) -> None:
        asked.append("botocore")
        body = params["body"]
        data = body if isinstance(body, bytes) else body.read()  # type: ignore[attr-defined]
        params["body"] = b"X" + data[1:]

    def request(
        self: Connections, method: str, path: str, headers: dict[str, str], body: tuple[bytes]
    ) -> Reply:
        asked.append("short")
        return honest(self, method, path, headers, (b"X" + body[0][1:],))

    honest = Connections.request
    with monkeypatch.context() as patched:
        patched.setattr(Connections, "request", request)
        store.client.meta.events.register("before-call.s3.PutObject", flip)
        with pytest.raises(StoreError) as caught:
            put(store, "a", b"text")
        assert not caught.value.permanent
        assert asked == [way]
    store.client.meta.events.unregister("before-call.s3.PutObject", flip)
    with pytest.raises(NotFoundError):
        store.head("a")


@pytest.mark.parametrize("key", ["a/b c.txt", "外滩/ep001 – ไทย.srt", "a+b=c&d%20~!*'().srt"])
def test_both_ways_write_the_same(s3_target: Target, way: str, key: str) -> None:
    target = msgspec.structs.replace(s3_target, expected_bucket_owner="123456789012")
    store = S3Store(target)
    data = b"moonlight"
    info = put(store, key, data, media_type="text/plain; charset=utf-8")
    assert info.etag == hashlib.md5(data).hexdigest()
    assert info.sha256 in {None, hashlib.sha256(data).hexdigest()}
    answer = store.client.get_object(**store.place(key))
    assert answer["Body"].read() == data
    assert answer["ContentType"] == "text/plain; charset=utf-8"
    assert answer["ContentLanguage"] == "zh-Hans"
    assert answer["Metadata"] == {METADATA: hashlib.sha256(data).hexdigest()}
    with pytest.raises(ConflictError):
        put(store, key, b"other", create_only=True)
    with pytest.raises(ConflictError):
        put(store, key, b"other", if_match="0" * 32)
    assert put(store, key, b"other", if_match=info.etag).size == 5


@pytest.mark.parametrize("checksum", ["crc32c", "crc64nvme"])
def test_a_checksum_that_needs_more_says_what(
    s3_target: Target, checksum: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "awscrt", None)  # as where it is not installed
    target = msgspec.convert(
        {**msgspec.structs.asdict(s3_target), "checksum": checksum}, Target, strict=False
    )
    with pytest.raises(UsageError, match="awscrt"):
        S3Store(target).head("a")


def test_no_bucket_is_said(s3_target: Target) -> None:
    target = msgspec.structs.replace(s3_target, url="s3://no-such-bucket-here/in")
    with pytest.raises(NoBucketError, match="no-such-bucket-here"):
        list(S3Store(target).list())
    with pytest.raises(NoBucketError, match="no-such-bucket-here"):
        put(S3Store(target), "a", b"1")


@pytest.mark.parametrize(
    "url", ["s3://", "s3://key:secret@bucket/x", "http://bucket/x", "s3:///prefix"]
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        S3Store(Target(name="x", platform="y", url=url))
    assert "secret" not in f"{caught.value}{caught.value.help}".replace("secret…", "")


def test_a_large_file_goes_in_parts(s3_target: Target, tmp_path: Path) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    sent: list[int] = []
    info = multipart.upload(store, "media/big", path, wanted, sent=sent.append)
    assert sorted(sent) == [len(BIG) - 2 * multipart.PART, multipart.PART, multipart.PART]
    assert info.sha256 == wanted.sha256
    assert info.etag.endswith("-3")
    assert store.parts is not None
    assert store.parts.uploads("media/big") == ()
    assert b"".join(store.get("media/big")) == BIG
    data = b"other" + BIG[5:]
    path.write_bytes(data)
    wanted = msgspec.structs.replace(wanted, sha256=hashlib.sha256(data).hexdigest(), md5=None)
    with pytest.raises(ConflictError):
        multipart.upload(store, "media/big", path, wanted, create_only=True)


def test_a_large_file_goes_where_nothing_can_be_read(
    s3_target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)

    def refused(key: str) -> ObjectInfo:
        raise DeniedError("no right to look at {key}", {"key": key})

    with monkeypatch.context() as patched:
        patched.setattr(store, "head", refused)
        info = multipart.upload(store, "media/big", path, wanted, resume=False)
    assert (info.key, info.size) == ("media/big", wanted.size)
    assert store.head("media/big").sha256 == wanted.sha256


def test_an_interrupted_upload_goes_on(s3_target: Target, tmp_path: Path) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    assert store.parts is not None

    class Cut(Exception):  # noqa: N818
        pass

    class Once:
        """The parts of the store, but the second is never sent."""

        def __getattr__(self, name: str) -> object:
            return getattr(inner, name)

        def send(self, key: str, upload: str, number: int, body: Slice) -> Part:
            if number == 2:
                raise Cut
            return inner.send(key, upload, number, body)

    inner = store.parts
    store.parts = Once()  # type: ignore[assignment]
    with pytest.raises(Cut):
        multipart.upload(store, "big", path, wanted)
    again = S3Store(s3_target)
    assert again.parts is not None
    assert len(again.parts.uploads("big")) == 1
    sent: list[int] = []
    multipart.upload(again, "big", path, wanted, sent=sent.append)
    assert sum(sent) == len(BIG) - multipart.PART
    assert b"".join(again.get("big")) == BIG
    assert again.parts.uploads("big") == ()


def test_an_upload_of_another_file_is_not_gone_on_with(s3_target: Target, tmp_path: Path) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    assert store.parts is not None
    upload = store.parts.begin("big", sha256="0" * 64, media_type="video/mp4", language=None)
    other = tmp_path / "other"
    other.write_bytes(b"z" * multipart.PART)
    store.parts.send("big", upload, 1, Slice(path=str(other), size=multipart.PART))
    info = multipart.upload(store, "big", path, wanted, create_only=True)
    assert info.sha256 == wanted.sha256
    assert b"".join(store.get("big")) == BIG


def test_an_upload_with_the_same_beginning_ends_as_the_right_file(
    s3_target: Target, tmp_path: Path
) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    assert store.parts is not None
    upload = store.parts.begin("big", sha256="0" * 64, media_type="video/mp4", language=None)
    store.parts.send("big", upload, 1, Slice(path=str(path), size=multipart.PART))
    info = multipart.upload(store, "big", path, wanted, create_only=True)
    assert info.sha256 == wanted.sha256
    assert b"".join(store.get("big")) == BIG


def test_a_file_that_was_changed_is_not_completed(s3_target: Target, tmp_path: Path) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    path.write_bytes(b"!" + BIG[1:])
    with pytest.raises(StoreError):
        multipart.upload(store, "big", path, wanted)
    with pytest.raises(NotFoundError):
        store.head("big")


def test_abandoned_uploads_are_thrown_away_after_a_week(
    s3_target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = S3Store(s3_target)
    assert store.parts is not None
    for key in ("ours", "theirs"):
        store.parts.begin(key, sha256="0" * 64, media_type="video/mp4", language=None)
    ours = frozenset({"ours"})
    assert multipart.abort_abandoned(store, "ours", ours) == 0
    monkeypatch.setattr(multipart, "WEEK", -1.0)
    assert multipart.abort_abandoned(store, "ours", ours) == 1
    assert store.parts.uploads("ours") == ()
    assert len(store.parts.uploads("theirs")) == 1


def test_a_retrying_store_has_parts_too(s3_target: Target, tmp_path: Path) -> None:
    store = RetryingStore(S3Store(s3_target))
    path, wanted = big_file(tmp_path)
    assert multipart.upload(store, "big", path, wanted, create_only=True).sha256 == wanted.sha256


@pytest.mark.parametrize("checksum", ["sha256", "crc32"])
def test_a_file_that_becomes_shorter_is_said_and_not_stored(
    s3_target: Target, tmp_path: Path, checksum: str, way: str
) -> None:
    target = msgspec.convert(
        {**msgspec.structs.asdict(s3_target), "checksum": checksum}, Target, strict=False
    )
    store = S3Store(target)
    (tmp_path / "file").write_bytes(b"short")
    sha256 = hashlib.sha256(b"as it was").hexdigest()
    with pytest.raises(StoreError, match="do not have the checksum"):
        store.put("a", tmp_path / "file", sha256=sha256, md5="", size=9)
    with pytest.raises(NotFoundError):
        store.head("a")
