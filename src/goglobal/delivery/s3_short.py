"""The short way to S3: PUT of an object or a part without botocore's way through a request.

Most of what a delivery sends is small, and botocore spends 2 ms of CPU on each object, mostly on
what is the same for all. Credentials, endpoint and addressing come from botocore; what it alone
can do (a proxy, another region's bucket) is left to it.
"""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from goglobal.delivery.checksums import Body
from goglobal.delivery.connections import (
    BrokenError,
    Connections,
    NotConnectedError,
    Reply,
)
from goglobal.delivery.signing import UNSIGNED, authorization, quoted_path, timestamp

if TYPE_CHECKING:
    from goglobal.delivery.s3_client import Client

_HEADERS = {
    "ContentType": "content-type",
    "ContentLanguage": "content-language",
    "ServerSideEncryption": "x-amz-server-side-encryption",
    "StorageClass": "x-amz-storage-class",
    "ExpectedBucketOwner": "x-amz-expected-bucket-owner",
    "ChecksumSHA256": "x-amz-checksum-sha256",
    "ChecksumCRC32": "x-amz-checksum-crc32",
    "ChecksumCRC32C": "x-amz-checksum-crc32c",
    "ChecksumCRC64NVME": "x-amz-checksum-crc64nvme",
    "ContentMD5": "content-md5",
    "IfNoneMatch": "if-none-match",
    "IfMatch": "if-match",
}
_ANSWERS = {
    "ETag": "etag",
    "VersionId": "x-amz-version-id",
    "ServerSideEncryption": "x-amz-server-side-encryption",
    "SSECustomerAlgorithm": "x-amz-server-side-encryption-customer-algorithm",
    "ChecksumSHA256": "x-amz-checksum-sha256",
}
_ELSEWHERE = frozenset({301, 302, 307, 308})
_ELSEWHERE_CODES = frozenset({"AuthorizationHeaderMalformed", "IncorrectEndpoint"})
_CODE = re.compile(rb"<Code>([A-Za-z0-9_.-]{1,100})</Code>")
_KEY = "goglobal"


class ElsewhereError(Exception):
    """The bucket is not where this request went: botocore knows how to find it."""


class ShortWay:
    """PUT requests to one bucket. Safe to call from threads."""

    def __init__(self, client: Client, bucket: str, *, connections: Connections) -> None:
        address = urllib.parse.urlsplit(_address(client, bucket))
        self._host = address.netloc
        self._before = address.path[: -len(_KEY)]
        self._is_plain = address.scheme == "http"
        self._url = f"{address.scheme}://{address.netloc}"
        self._region = client.region
        self._credentials = client.credentials
        self._connections = connections

    @classmethod
    def open(cls, client: Client, bucket: str) -> ShortWay | None:
        """The short way with a client's settings; None where only botocore can go."""
        from botocore.utils import get_environ_proxies

        url = _address(client, bucket)
        address = urllib.parse.urlsplit(url)
        if client.credentials is None or get_environ_proxies(url) or not address.hostname:
            return None
        connections = Connections(
            address.hostname,
            address.port or (443 if address.scheme == "https" else 80),
            tls=client.tls() if address.scheme == "https" else None,
            connect_timeout=client.connect_timeout,
            timeout=client.read_timeout,
        )
        return cls(client, bucket, connections=connections)

    def needs_sha256(self, checksum: str) -> bool:
        """Whether the body's sha256 has to be signed: without TLS, or where nothing else guards
        it on its way."""
        return self._is_plain or checksum == "none"

    def put(
        self,
        key: str,
        body: Body,
        *,
        size: int,
        sha256: str | None,
        settings: Mapping[str, Any],
        part: tuple[str, int] | None = None,
    ) -> dict[str, Any]:
        """PUT an object, or a part of an upload (its id and the part's number).

        `key` whole, `size` in bytes, `sha256` in hex (None: not signed); `settings` by boto3's
        names. Returns the answer as boto3 does. Raises botocore's errors, ElsewhereError,
        EOFError and OSError of the file that the body is read from.
        """
        frozen = self._credentials.get_frozen_credentials()
        query = ""
        if part is not None:
            upload = urllib.parse.quote(part[0], safe="-_.~")
            query = f"partNumber={part[1]}&uploadId={upload}"
        path = self._before + quoted_path(key)
        headers = {
            "host": self._host,
            "x-amz-date": timestamp(dt.datetime.now(dt.UTC)),
            "x-amz-content-sha256": sha256 or UNSIGNED,
            **_headers(settings),
        }
        if frozen.token:
            headers["x-amz-security-token"] = frozen.token
        headers["authorization"] = authorization(
            "PUT",
            path,
            headers,
            query=query,
            access_key=frozen.access_key,
            secret_key=frozen.secret_key,
            region=self._region,
        )
        headers["content-length"] = str(size)
        reply = self._request(f"{path}?{query}" if query else path, headers, body)
        if reply.status // 100 != 2:
            raise _error(reply)
        found = {name: reply.headers.get(header) for name, header in _ANSWERS.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _request(self, path: str, headers: Mapping[str, str], body: Body) -> Reply:
        import ssl

        from botocore import exceptions

        pieces = (body,) if isinstance(body, bytes) else body
        try:
            return self._connections.request("PUT", path, headers, pieces)
        except TimeoutError as error:
            raise exceptions.ReadTimeoutError(endpoint_url=self._url, error=error) from None
        except NotConnectedError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise exceptions.SSLError(endpoint_url=self._url, error=error.__cause__) from None
            raise exceptions.EndpointConnectionError(endpoint_url=self._url, error=error) from None
        except BrokenError as error:
            raise exceptions.ConnectionClosedError(endpoint_url=self._url, error=error) from None


def _address(client: Client, bucket: str) -> str:
    """Where botocore would send an object of the key `goglobal`, without the query."""
    wanted = {"Bucket": bucket, "Key": _KEY}
    return client.s3.generate_presigned_url("put_object", Params=wanted).partition("?")[0]


def _headers(settings: Mapping[str, Any]) -> dict[str, str]:
    headers = {_HEADERS[name]: value for name, value in settings.items() if name in _HEADERS}
    for name, value in settings.get("Metadata", {}).items():
        headers[f"x-amz-meta-{name}"] = value
    return headers


def _error(reply: Reply) -> Exception:
    """What botocore would raise; nothing of the reply but its code, status and headers."""
    from botocore.exceptions import ClientError

    found = _CODE.search(reply.body)
    code = found[1].decode() if found else str(reply.status)
    if reply.status in _ELSEWHERE or code in _ELSEWHERE_CODES:
        return ElsewhereError(code)
    meta = {"HTTPStatusCode": reply.status, "HTTPHeaders": reply.headers}
    return ClientError(
        {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": meta},  # type: ignore[typeddict-item]
        "PutObject",
    )
