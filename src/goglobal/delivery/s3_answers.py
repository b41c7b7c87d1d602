"""Small things in S3's answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def version_of(answer: Mapping[str, Any]) -> str | None:
    version = answer.get("VersionId")
    return None if version in {None, "null"} else str(version)


def quoted(etag: str) -> str:
    """An ETag as HTTP writes it."""
    return f'"{etag}"'
