"""The boto3 client of a target: where its requests go, and with whose credentials."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from typing import TYPE_CHECKING, Any

from goglobal.delivery.aws_models import read_faster
from goglobal.delivery.checksums import require_package
from goglobal.delivery.hiding import hide
from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.model import Target

if TYPE_CHECKING:
    import ssl

    from mypy_boto3_s3.client import S3Client

CONNECT_TIMEOUT = 10
READ_TIMEOUT = 20
"""Seconds. One attempt lasts at most about so long without a byte moving."""


class Client:
    """boto3's client for the target's settings, and what it found for them.

    One attempt a request, no checksum of its own accord. Credentials come from the AWS chain
    alone. It is safe to share between threads. Raises what botocore raises.
    """

    def __init__(self, target: Target, *, connections: int) -> None:
        import boto3
        from botocore.config import Config
        from botocore.session import get_session

        require_usable(target)
        self._core = get_session()
        read_faster(self._core)
        self._core.get_component("response_parser_factory").set_parser_defaults(
            timestamp_parser=_moment
        )
        session = boto3.session.Session(
            profile_name=target.aws_profile, botocore_session=self._core
        )
        self.connect_timeout = CONNECT_TIMEOUT
        self.read_timeout = READ_TIMEOUT
        self.region = target.region or session.region_name or "us-east-1"
        self.credentials: Any = session.get_credentials()
        """botocore's; None: there are none."""
        self.s3: S3Client = session.client(
            "s3",
            endpoint_url=target.endpoint_url,
            region_name=self.region,
            config=Config(
                retries={"total_max_attempts": 1, "mode": "standard"},
                s3={"addressing_style": target.addressing_style},
                connect_timeout=self.connect_timeout,
                read_timeout=self.read_timeout,
                max_pool_connections=connections + 4,
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                signature_version="s3v4",
            ),
        )
        hide(self.credentials)

    def tls(self) -> ssl.SSLContext:
        """TLS as botocore sets it up: the chain of certificates and the name are verified."""
        import ssl

        from botocore.httpsession import where

        bundle = self._core.get_config_variable("ca_bundle")
        return ssl.create_default_context(cafile=bundle or where())


def _moment(text: str) -> dt.datetime:
    """A time as S3 writes it; botocore's own way takes most of the time of a long listing."""
    try:
        return dt.datetime.fromisoformat(text)
    except (TypeError, ValueError):
        from botocore.utils import parse_timestamp

        found: dt.datetime = parse_timestamp(text)
        return found


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


def require_usable(target: Target) -> None:
    """Raise UsageError for settings with which no request can be made, before any is."""
    split_url(target.url)
    if target.endpoint_url and "@" in urllib.parse.urlsplit(target.endpoint_url).netloc:
        raise UsageError(
            N_("targets.{target}.endpoint_url must not hold credentials"),
            {"target": target.name},
            N_("credentials come from the AWS chain: set `aws_profile` or the environment"),
        )
    require_package(target.checksum)
