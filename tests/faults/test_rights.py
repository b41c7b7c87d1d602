"""What a delivery asks of a bucket: the documented rights, the owner every time, encryption."""

from __future__ import annotations

import collections
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import pruning
from goglobal.delivery.probing import probe
from goglobal.delivery.pushing import push
from goglobal.delivery.retrying import Retries
from goglobal.delivery.stores import open_store
from goglobal.delivery.verifying import verify
from goglobal.model import Target
from goglobal.profiles.schema import Profile

MakeBundle = Callable[..., Bundle]
PROFILE = Profile(name="vertical-app")
PAGE = Path(__file__).parents[2] / "docs" / "how-to-buckets.md"
FILES = {f"subtitles/ep{n:03}.srt": b"%d" % n * 300 for n in range(8)}
OWNER = "123456789012"


class Proxy(Protocol):
    decide: Callable[[str, str], str | None]
    requests: list[tuple[str, str]]
    heads: list[dict[str, str]]
    endpoint: str


@pytest.fixture
def through(proxy: Proxy, s3_target: Target) -> Target:
    return msgspec.structs.replace(s3_target, endpoint_url=proxy.endpoint)


def rights(proxy: Proxy) -> set[str]:
    """The rights that S3 wants for what was asked (docs.aws.amazon.com, AmazonS3 API, 2026-11)."""
    found = set()
    for (method, path), head in zip(proxy.requests, proxy.heads, strict=True):
        address = urlsplit(path)
        query = parse_qs(address.query, keep_blank_values=True)
        is_bucket = address.path.strip("/").count("/") == 0
        if method == "GET" and is_bucket:
            found.add("s3:ListBucketMultipartUploads" if "uploads" in query else "s3:ListBucket")
        elif method == "GET" and "uploadId" in query:
            found.add("s3:ListMultipartUploadParts")
        elif method in {"GET", "HEAD"}:
            found.add("s3:GetObject")
        elif method == "DELETE":
            found.add("s3:AbortMultipartUpload" if "uploadId" in query else "s3:DeleteObject")
        else:
            found.add("s3:PutObject")
            found |= {"s3:GetObject"} if "x-amz-copy-source" in head else set()
    return found


def documented() -> set[str]:
    block = re.search(r"```json\n(\{.*?\n\})\n```", PAGE.read_text("utf-8"), re.S)
    assert block is not None
    return {right for part in json.loads(block[1])["Statement"] for right in part["Action"]}


def two_versions(target: Target, make_bundle: MakeBundle, profile: Profile = PROFILE) -> None:
    """A first delivery with a large file that breaks in the middle, and a second version."""
    for version in (b"1", b"2"):
        files = {**FILES, "metadata/series.json": version, "v/a.mp4": b"film" * (5 << 20)}
        bundle = make_bundle(files, media=("v/a.mp4",))
        retries = Retries(5.0, first=0.01, longest=0.05)
        push([bundle], target, profile=profile, retries=retries)
        (receipt,) = push([bundle], target, profile=profile, retries=retries)
        assert receipt.state in {"delivered", "unchanged"}
        assert verify(target, expected=[bundle], profile=profile).damaged == ()


def breaking_once(proxy: Proxy) -> None:
    """The third part of a large file never arrives in the first run."""
    seen: collections.Counter[str] = collections.Counter()
    lock = threading.Lock()

    def decide(method: str, path: str) -> str | None:
        with lock:
            is_third = method == "PUT" and "partNumber=3" in path
            seen["third"] += is_third
            return "500" if is_third and seen["third"] < 60 else None

    proxy.decide = decide


def test_the_documented_rights_are_those_that_are_used(
    proxy: Proxy, through: Target, make_bundle: MakeBundle
) -> None:
    breaking_once(proxy)
    push(
        [make_bundle({**FILES, "v/a.mp4": b"film" * (5 << 20)}, media=("v/a.mp4",))],
        through,
        profile=PROFILE,
        retries=Retries(0.3, first=0.01, longest=0.05),
    )
    proxy.decide = lambda method, path: None
    two_versions(through, make_bundle)
    # an upload is thrown away only after a week, or where another writer was first
    assert rights(proxy) | {"s3:AbortMultipartUpload"} == documented()
    pruned = pruning.find(open_store(through), "moonlit-bund", now=4e9).prunable
    assert pruned
    for item in pruned:
        pruning.remove(open_store(through), item)
    assert rights(proxy) - documented() == {"s3:DeleteObject"}


def test_the_owner_is_named_in_every_request(
    proxy: Proxy, through: Target, make_bundle: MakeBundle
) -> None:
    target = msgspec.structs.replace(through, expected_bucket_owner=OWNER)
    two_versions(target, make_bundle)
    probe(msgspec.structs.replace(target, name="owned"))
    assert {"GET", "HEAD", "PUT", "POST", "DELETE"} == {method for method, _ in proxy.requests}
    owners = [head.get("x-amz-expected-bucket-owner") for head in proxy.heads]
    others = [o for o in owners if o != OWNER]
    assert others == ["000000000000"]  # with which the probe asks whether anybody looks
    copies = [head for head in proxy.heads if "x-amz-copy-source" in head]
    assert copies
    assert {head["x-amz-source-expected-bucket-owner"] for head in copies} == {OWNER}


@pytest.mark.parametrize("kind", ["AES256", "aws:kms"])
def test_encryption_is_asked_for_wherever_an_object_begins(
    proxy: Proxy, through: Target, make_bundle: MakeBundle, kind: str
) -> None:
    target = msgspec.structs.replace(through, server_side_encryption=kind)
    if kind == "AES256":
        two_versions(target, make_bundle)
    else:  # which this service has no keys for
        push([make_bundle(FILES)], target, profile=PROFILE, retries=Retries(0.5))
    asked = [
        head.get("x-amz-server-side-encryption")
        for (method, path), head in zip(proxy.requests, proxy.heads, strict=True)
        if (method == "PUT" and "partNumber" not in path)
        or (method == "POST" and "uploads" in path)
    ]
    assert asked
    assert set(asked) == {kind}
