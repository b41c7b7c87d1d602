"""Addresses that we deliver to: a folder as `file:`, or a prefix of a bucket as `s3:`."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from goglobal.messages import N_
from goglobal.project.reading import Refused, printable

_BUCKET = r"(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
"""AWS's own rule for bucket names (docs.aws.amazon.com, bucketnamingrules, 2026-11)."""
URL_PATTERN = "^(file:.+|s3://.+)$"
NO_SECRETS = N_(
    "credentials come from the AWS chain: the environment, ~/.aws or `aws_profile`; take them out"
)


def resolved(value: str, directory: Path) -> str:
    """An absolute address, without a slash at its end. `directory`: of the file it stands in.

    A folder comes back as `file://` and its path, in which only `%`, `?` and `#` are escaped: it
    stays readable in any script. Raises Refused; what it says never repeats a password.
    """
    if re.match(r"s3:", value, re.IGNORECASE):
        return _bucket(value)
    if not value.startswith("file:"):
        has_scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", value)
        hint = N_("write `file:FOLDER` or `s3://BUCKET/PREFIX`")
        if has_scheme:
            raise Refused(N_("is no address that can be delivered to"), hint)
        raise Refused(N_("lacks `file:` or `s3://`"), hint)
    path = value.removeprefix("file:")
    if path.startswith("//"):
        if not path.startswith("///"):
            raise Refused(
                N_("names a host"), N_("write `file:FOLDER` or `file:///ABSOLUTE/FOLDER`")
            )
        path = path[2:]
    if not path.strip("/ ."):
        raise Refused(N_("names no folder of its own"), N_("write `file:outbox`"))
    if path.startswith("~"):
        path = os.path.expanduser(path)
    place = Path(os.path.normpath(directory / path))
    if place == directory or place in directory.parents:
        raise Refused(N_("is the project's own folder or one around it"), N_("write `file:outbox`"))
    path = place.as_posix().lstrip("/")
    for mark in "%?#":
        path = path.replace(mark, f"%{ord(mark):02X}")
    return f"file:///{path}"


def _bucket(value: str) -> str:
    rest = value[3:]
    if not value.startswith("s3://") or rest == "//":
        raise Refused(N_("is no bucket"), N_("write `s3://BUCKET/PREFIX`"))
    bucket, _, prefix = rest[2:].partition("/")
    if "@" in bucket or ":" in bucket:
        raise Refused(N_("contains credentials or a port"), NO_SECRETS)
    if not re.fullmatch(_BUCKET, bucket):
        raise Refused(
            N_("`{bucket}` is no bucket name"),
            N_("3 to 63 lower-case letters, digits, dots and hyphens"),
            bucket=printable(bucket, 70),
        )
    parts = [part for part in unicodedata.normalize("NFC", prefix).split("/") if part]
    if any(part in {".", ".."} for part in parts) or "\\" in prefix:
        raise Refused(N_("the prefix contains `.`, `..` or a backslash"))
    if "?" in prefix or "#" in prefix:
        raise Refused(N_("the prefix contains `?` or `#`"))
    if len("/".join(parts).encode()) > 512:
        raise Refused(N_("the prefix is longer than {limit} bytes"), limit=512)
    return "/".join(["s3:/", bucket, *parts])


def endpoint(value: str) -> str:
    """The address of an S3-compatible service. Raises Refused; never repeats a password."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        secret = parts.username is not None or parts.password is not None or "@" in value
        _ = parts.port
    except ValueError:
        raise Refused(N_("is no web address")) from None
    if secret:
        raise Refused(N_("contains credentials"), NO_SECRETS)
    if not usable or parts.query or parts.fragment or re.search(r"\s", value):
        raise Refused(N_("is no web address"), N_("write `https://HOST` or `http://HOST:PORT`"))
    return value.rstrip("/")


def same_place(url: str, endpoint_url: str) -> str:
    """What two targets must not have in common: the prefix that a URL really means."""
    if url.startswith("file:"):
        return "file:" + os.path.realpath(unquote(url.removeprefix("file://")))
    return f"{endpoint_url} {url}"
