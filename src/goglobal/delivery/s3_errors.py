"""What went wrong at an S3 service, said in our errors: what to check, and nothing secret.

Only the service's error code and HTTP status are passed on, never its message or the request:
those hold key ids, signatures and what was signed.
"""

from __future__ import annotations

import email.utils
import time
from typing import Any
from urllib.parse import urlsplit

from goglobal.delivery.store import conflict, missing
from goglobal.errors import (
    ConflictError,
    DeniedError,
    NoBucketError,
    NotFoundError,
    StoreError,
    TransientError,
    UntrustedError,
)
from goglobal.messages import N_

DENIED = frozenset(
    {
        "AccessDenied",
        "AccountProblem",
        "AllAccessDisabled",
        "AuthorizationHeaderMalformed",
        "ExpiredToken",
        "InvalidAccessKeyId",
        "InvalidPayer",
        "InvalidSecurity",
        "InvalidToken",
        "NotSignedUp",
        "SignatureDoesNotMatch",
        "TokenRefreshRequired",
    }
)
TRANSIENT = frozenset(
    {
        "BandwidthLimitExceeded",
        "ConditionalRequestConflict",
        "IncompleteBody",
        "InternalError",
        "OperationAborted",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
    }
)
FEW = frozenset(
    {
        "BadDigest",
        "ChecksumMismatch",
        "RequestTimeTooSkewed",
        "XAmzContentChecksumMismatch",
        "XAmzContentSHA256Mismatch",
    }
)
"""Cured by sending anew, or not at all."""
FEW_TRIES = 3
_DEEPEST = 8
"""Errors that one may be wrapped in."""
_LATER = N_("run the same command again to go on; check the service if it stays")
_AGAIN = {
    "RequestTimeTooSkewed": N_(
        "set this machine's clock: the service takes no request that is minutes too old or too new"
    )
}
"""By code what to do about it, where there is more to say than to try again."""
_NO_TLS = frozenset(
    {
        "HTTP_REQUEST",
        "NO_PROTOCOLS_AVAILABLE",
        "RECORD_LAYER_FAILURE",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "TLSV1_ALERT_ACCESS_DENIED",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "TLSV1_ALERT_UNKNOWN_CA",
        "TLSV1_UNRECOGNIZED_NAME",
        "UNSUPPORTED_PROTOCOL",
        "WRONG_SSL_VERSION",
        "WRONG_VERSION_NUMBER",
    }
)
"""OpenSSL's reasons that another try meets too."""
TRANSIENT_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
_CREDENTIALS = frozenset(
    {
        "NoCredentialsError",
        "PartialCredentialsError",
        "CredentialRetrievalError",
        "ProfileNotFound",
        "TokenRetrievalError",
        "SSOError",
        "SSOTokenLoadError",
        "UnauthorizedSSOTokenError",
        "MetadataRetrievalError",
        "RefreshWithMFAUnsupportedError",
    }
)


def translate(error: Exception, *, url: str, bucket: str, key: str) -> StoreError:
    """The StoreError for what botocore raised about `key` (below `url`) in `bucket`."""
    response: dict[str, Any] = getattr(error, "response", None) or {}
    if response.get("Error") is None:
        return _without_answer(error, url=url, bucket=bucket, key=key)
    code = str(response["Error"].get("Code", ""))
    meta = response.get("ResponseMetadata", {})
    status = int(meta.get("HTTPStatusCode", 0) or 0)
    place: dict[str, str | int | float] = {
        "url": url,
        "key": key,
        "bucket": bucket,
        "reason": code if code and code != str(status) else f"HTTP {status}",
    }
    if code in FEW or code in TRANSIENT or status in TRANSIENT_STATUS:
        transient = TransientError(
            N_("{url}/{key}: the service failed ({reason})"), place, _AGAIN.get(code, _LATER)
        )
        transient.retry_after = _retry_after(meta.get("HTTPHeaders", {}))
        transient.tries = FEW_TRIES if code in FEW else None
        return transient
    if code in DENIED or status in {401, 403}:
        return denied(url=url, bucket=bucket, reason=str(place["reason"]))
    if code == "NoSuchBucket":
        return NoBucketError(
            N_("{url}: there is no bucket {bucket}"),
            place,
            N_("check the bucket's name, the region and `endpoint_url`"),
        )
    if status == 404:
        return NotFoundError(*missing(key, url))
    if status == 412:
        return ConflictError(*conflict(key, url))
    if status == 501 or code == "NotImplemented":
        return StoreError(
            N_("{url}/{key}: the service does not know what was asked of it ({reason})"),
            place,
            N_("set `conditional_writes = false` or another `checksum` for this target"),
        )
    return StoreError(
        N_("{url}/{key}: the service refused ({reason})"),
        place,
        N_("check the target's settings: endpoint, region, checksum, encryption, storage class"),
    )


def denied(*, url: str, bucket: str, reason: str) -> DeniedError:
    """The error for credentials that are missing, wrong or not enough."""
    return DeniedError(
        N_("{url}: access to the bucket {bucket} was refused ({reason})"),
        {"url": url, "bucket": bucket, "reason": reason},
        N_(
            "check the credentials that the AWS chain finds (`aws_profile`, environment, "
            "instance), their rights on the bucket {bucket}, and `expected_bucket_owner`"
        ),
    )


def _without_answer(error: Exception, *, url: str, bucket: str, key: str) -> StoreError:
    """For what failed before or beneath an answer of the service."""
    name = type(error).__name__
    if name in _CREDENTIALS or any(base.__name__ in _CREDENTIALS for base in type(error).__mro__):
        return denied(url=url, bucket=bucket, reason=name)
    place: dict[str, str | int | float] = {"url": url, "key": key, "reason": name}
    untrusted = _tls_failure(error)
    if untrusted is not None:
        return UntrustedError(
            N_("{url}/{key}: no trusted connection to {endpoint} ({reason})"),
            {**place, "endpoint": _endpoint(error), "reason": untrusted},
            N_(
                "check that `endpoint_url` is right and that this machine's clock is; a "
                "certificate authority of your own goes into the file that AWS_CA_BUNDLE names"
            ),
        )
    if _is_connection(error):
        return TransientError(
            N_("{url}/{key}: the service at {endpoint} cannot be reached ({reason})"),
            {**place, "endpoint": _endpoint(error)},
            N_("check the network and `endpoint_url`, then run the same command again"),
        )
    return StoreError(
        N_("{url}/{key}: the request could not be made ({reason})"),
        place,
        N_("check the target's url and settings"),
    )


def _tls_failure(error: BaseException) -> str | None:
    """Why TLS cannot come about, where another try meets the same; None: it is something else."""
    import ssl

    for _ in range(_DEEPEST):
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        if isinstance(error, ssl.SSLError):  # any other reason may be a connection that broke
            return error.reason if error.reason in _NO_TLS else None
        if type(error).__name__ == "CertificateError":  # urllib3's own, of a name
            return str(error)
        inner = (getattr(error, "kwargs", {}).get("error"), *error.args, error.__cause__)
        following = next((e for e in inner if isinstance(e, Exception)), None)
        if following is None:
            return None
        error = following
    return None


def _endpoint(error: Exception) -> str:
    """Scheme, host and port that a request went to; nothing of its path or query."""
    address = urlsplit(str(getattr(error, "kwargs", {}).get("endpoint_url", "")))
    return f"{address.scheme}://{address.netloc.rpartition('@')[2]}" if address.netloc else "?"


def _is_connection(error: Exception) -> bool:
    from botocore import exceptions as known
    from urllib3.exceptions import HTTPError

    return isinstance(
        error,
        known.HTTPClientError
        | known.ConnectionError
        | known.IncompleteReadError
        | known.ResponseStreamingError
        | known.ReadTimeoutError
        | HTTPError
        | ConnectionError
        | TimeoutError,
    )


def _retry_after(headers: dict[str, str]) -> float | None:
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    when = email.utils.parsedate_tz(value)
    return max(0.0, email.utils.mktime_tz(when) - time.time()) if when else None
