"""Documents of what delivers: `push`, `ship`, `verify`, `status`, `withdraw`, `prune`, others."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from msgspec import Meta

from goglobal.report.documents.checking import (
    Count,
    Digest,
    English,
    Episode,
    Held,
    Moment,
    Severity,
    Summary,
    Tag,
)

State = Literal[
    "delivered", "unchanged", "held", "failed", "planned", "withdrawn", "restored", "removed"
]
Url = Annotated[str, Meta(description="The target's address, without a secret.")]


class Receipt(TypedDict):
    """What became of one bundle in one run."""

    series: str
    target: str
    platform: str
    language: Tag | None
    bundle: str | None
    url: Url | None
    state: State
    uploaded: Annotated[int, Meta(description="Objects sent in this run.")]
    skipped: Annotated[int, Meta(description="Objects that were in place.")]
    bytes: Annotated[int, Meta(description="Sent in this run.")]
    attempts: Count
    at: Moment | None
    error: English | None


class Decision(TypedDict):
    """What a dry run would do with one object."""

    series: str
    target: str
    language: Tag | None
    unit: str
    key: str
    decision: str
    reason: str
    bytes: Count


class Push(TypedDict):
    """What `push` and `ship --format json` print; `decisions` after a dry run."""

    schema: Literal["goglobal.push/1"]
    receipts: list[Receipt]
    held: list[Held]
    summary: Summary | None
    decisions: NotRequired[list[Decision]]


class Damage(TypedDict):
    """One object that is not what was delivered."""

    url: Url
    problem: Literal["missing", "changed"]


class Verify(TypedDict):
    """What `verify --format json` prints."""

    schema: Literal["goglobal.verify/1"]
    objects: Count
    damaged: list[Damage]
    unverifiable: Count


class AnswerEntry(TypedDict):
    """One thing that a platform says."""

    row: Count
    severity: Severity
    code: str | None
    message: str
    about: list[str]
    language: Tag | None
    episode: Episode | None


class FeedbackEntry(TypedDict):
    """What one file of a platform says."""

    series: str
    target: str
    file: str
    sha256: Digest
    format: str
    at: Moment
    answers: list[AnswerEntry]


class StatusRow(TypedDict):
    """Where one bundle stands, by our own records."""

    series: str
    target: str
    language: Tag | None
    state: Literal["missing", "built", "delivered", "stale", "held", "withdrawn", "failed"]
    bundle: str | None
    at: Moment | None
    url: Url | None


class Status(TypedDict):
    """What `status --format json` prints."""

    schema: Literal["goglobal.status/1"]
    rows: list[StatusRow]
    feedback: list[FeedbackEntry]


class HistoryEntry(TypedDict):
    """One receipt, in short."""

    at: Moment
    series: str
    target: str
    platform: str | None
    language: Tag | None
    unit: str | None
    state: State
    bundle: str | None
    url: Url | None
    uploaded: Count
    skipped: Count
    bytes: Count
    attempts: Count
    who: str | None
    host: str | None
    why: str | None
    source_commit: str | None
    tool: str | None
    profile: str | None
    error: English | None


class History(TypedDict):
    """What `status --history --format json` prints."""

    schema: Literal["goglobal.history/1"]
    receipts: list[HistoryEntry]


class WithdrawnEntry(TypedDict):
    """What was withdrawn or restored."""

    series: str
    target: str
    platform: str
    language: Tag | None
    unit: str
    bundle: str | None
    url: Url
    state: State
    at: Moment
    error: English | None


class Withdraw(TypedDict):
    """What `withdraw --format json` prints."""

    schema: Literal["goglobal.withdraw/1"]
    receipts: list[WithdrawnEntry]


class PrunableEntry(TypedDict):
    """What nobody can come upon any more."""

    series: str
    target: str
    unit: str | None
    kind: str
    digest: str
    keys: list[str]
    objects: Count
    bytes: Count
    modified: Moment
    url: Url
    state: Literal["prunable", "removed", "failed"]
    error: English | None


class Prune(TypedDict):
    """What `prune --format json` prints."""

    schema: Literal["goglobal.prune/1"]
    deleted: bool
    items: list[PrunableEntry]
    current: Count
    kept: Count
    young: Count
    unclear: list[str]


ProbeStep = TypedDict(
    "ProbeStep",
    {
        "step": str,
        "result": str,
        "with": "str | None",
        "right": "str | None",
        "error": "str | None",
    },
)
"""One thing that was tried."""


class Probe(TypedDict):
    """What `push --probe --format json` prints."""

    schema: Literal["goglobal.probe/1"]
    target: str
    url: Url
    verdict: str
    steps: list[ProbeStep]
    missing: list[str]
    lacking: list[str]
    settings: dict[str, Any]
    lists_digests: bool | None
    keeps_versions: bool | None
    left: list[str]


class RedeliveryEntry(TypedDict):
    """One entry of deliveries.toml that was written."""

    series: str
    target: str
    language: str
    revision: Count
    reason: str
    episodes: str


class Redeliveries(TypedDict):
    """What `redeliver --format json` prints."""

    schema: Literal["goglobal.redeliveries/1"]
    written: bool
    redeliveries: list[RedeliveryEntry]


class KnownFeedback(FeedbackEntry):
    """What was taken in of one file."""

    known: Annotated[bool, Meta(description="It was taken in before.")]


class FeedbackImport(TypedDict):
    """What `feedback import --format json` prints."""

    schema: Literal["goglobal.feedback-import/1"]
    written: bool
    feedback: list[KnownFeedback]
