"""From an address to a store."""

from __future__ import annotations

import urllib.parse
import urllib.request
from pathlib import Path

import msgspec

from goglobal.delivery.store import Store
from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.model import Target


def open_store(place: str | Target) -> Store:
    """The store at an address, or at a target's with the target's settings.

    Nothing is asked of it yet. Raises UsageError for an address that is none.
    """
    target = place if isinstance(place, Target) else Target(name="", platform="", url=place)
    scheme = target.url.partition(":")[0]
    if scheme == "file":
        from goglobal.delivery.directory import DirectoryStore

        return DirectoryStore(file_path(target.url))
    if scheme == "s3":
        from goglobal.delivery.s3 import S3Store

        return S3Store(target)
    raise UsageError(
        N_("{scheme}: no kind of place that goglobal can deliver to"),
        {"scheme": scheme},
        N_("write file:///a/folder or s3://bucket/prefix"),
    )


def require_usable(target: Target) -> None:
    """Raise UsageError for a target that nothing can be sent to as it is set up.

    Nothing is asked of the place itself, so that this can be known before the first of several
    targets gets anything.
    """
    if target.url.startswith("s3:"):
        from goglobal.delivery.s3_client import require_usable as require_s3

        require_s3(target)
    else:
        open_store(target)


def open_receipts(url: str, target: Target) -> Store:
    """The store of our own receipts: at `url`, reached as the target is.

    What the target says of the partner's bucket alone (owner, encryption, storage class) does
    not hold for it.
    """
    return open_store(
        msgspec.structs.replace(
            target,
            url=url,
            expected_bucket_owner=None,
            server_side_encryption=None,
            storage_class=None,
        )
    )


def file_path(url: str) -> Path:
    """The folder that a `file:` address names.

    Raises UsageError where it names another machine or no absolute path.
    """
    parts = urllib.parse.urlsplit(url)
    path = Path(urllib.request.url2pathname(parts.path))
    if parts.netloc not in {"", "localhost"} or not path.is_absolute():
        raise UsageError(
            N_("{url}: not an address of a folder on this machine"),
            {"url": url},
            N_("write file:///absolute/path"),
        )
    return path
