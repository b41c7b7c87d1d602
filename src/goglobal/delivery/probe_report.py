"""What a probe found: the steps that were tried, the rights and settings that should change."""

from __future__ import annotations

from typing import Literal

import msgspec

from goglobal.errors import Argument

Name = Literal[
    "write",
    "checksum",
    "create-only",
    "if-match",
    "owner",
    "head",
    "read",
    "list",
    "copy",
    "parts",
    "parts-list",
    "uploads-list",
    "abort",
    "delete",
]
Result = Literal["works", "denied", "ignored", "failed"]
"""`ignored`: the service said yes, and did not do it."""
Verdict = Literal["fine", "change", "closed"]
RIGHTS: dict[Name, str] = {
    "write": "s3:PutObject",
    "head": "s3:GetObject",
    "read": "s3:GetObject",
    "list": "s3:ListBucket",
    "copy": "s3:GetObject",
    "parts": "s3:PutObject",
    "parts-list": "s3:ListMultipartUploadParts",
    "uploads-list": "s3:ListBucketMultipartUploads",
    "abort": "s3:AbortMultipartUpload",
    "delete": "s3:DeleteObject",
}
"""The right that a step needs, by its name in IAM."""


class ProbeStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried."""

    name: Name
    result: Result
    detail: str = ""
    """What it was tried with: the checksum."""
    message: str = ""
    """The message id of what went wrong."""
    arguments: dict[str, Argument] = {}
    help: str = ""
    right: str = ""
    """The right that it needs, by its name in IAM; empty where there are none."""
    vanished: bool = False
    """What had been written was not there."""


class ProbeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a place can do, and what should be changed."""

    target: str
    url: str
    steps: tuple[ProbeStep, ...]
    missing: tuple[str, ...] = ()
    """Rights that a delivery to this target needs and does not have."""
    lacking: tuple[str, ...] = ()
    """Rights without which only comfort is lost: resuming, pruning, copying within the bucket."""
    settings: dict[str, str | bool] = {}
    """By key of the target what it should be set to."""
    lists_digests: bool = False
    """A listing has an MD5 of each object: one request checks a whole bundle."""
    keeps_versions: bool = False
    left: tuple[str, ...] = ()
    """Keys that could not be removed."""

    @property
    def verdict(self) -> Verdict:
        """`closed`: nothing can be written; `change`: a setting or a right should change."""
        if self.step("write") != "works":
            return "closed"
        return "change" if self.settings or self.missing or self.left else "fine"

    def step(self, name: Name) -> Result | None:
        """How a step ended, the last of its name; None: it was not tried."""
        return next((s.result for s in reversed(self.steps) if s.name == name), None)
