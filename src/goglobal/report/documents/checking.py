"""Documents of what judges and builds: `check`, `fix`, `build`, `rules`, `platforms`, `limits`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from msgspec import Meta

Severity = Literal["error", "warning", "info"]
Kind = Literal["full", "sdh", "forced"]
Path = Annotated[str, Meta(description="Relative to the series folder, with /.")]
Count = Annotated[int, Meta(ge=0)]
Episode = Annotated[int, Meta(ge=0)]
Tag = Annotated[str, Meta(description="A BCP 47 tag in canonical form.")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256, hex.")]
Date = Annotated[str, Meta(description="An ISO 8601 date.")]
Moment = Annotated[str, Meta(description="UTC, ISO 8601.")]
English = Annotated[str, Meta(description="In English, whatever the user's language is.")]


class Waived(TypedDict):
    """Who accepted a finding."""

    reason: str
    by: str
    until: Date | None


class Finding(TypedDict):
    """One place where one rule does not hold; what does not apply is null."""

    code: str
    name: str
    severity: Severity
    series: str | None
    target: Annotated[str | None, Meta(description="Null: it holds for every target.")]
    platform: str | None
    language: Tag | None
    kind: Kind | None
    episode: Episode | None
    path: Path | None
    line: Annotated[int | None, Meta(description="1-based.")]
    cue: Annotated[int | None, Meta(description="1-based position in the file.")]
    message: English
    help: English | None
    fixable: bool
    waived: Waived | None


class Summary(TypedDict):
    """Totals; waived findings are in `waived` alone."""

    error: Count
    warning: Count
    info: Count
    waived: Count
    fixable: Count
    tracks: Count
    cues: Count


class Skipped(TypedDict):
    """A rule that could not judge; never a pass."""

    code: str
    reason: English


class Check(TypedDict):
    """What `check --format json` prints."""

    schema: Literal["goglobal.check/1"]
    series: list[str]
    summary: Summary
    findings: list[Finding]
    skipped: list[Skipped]


class LeftFinding(Finding):
    """A finding that was not mended."""

    reason: Annotated[str | None, Meta(description="Why; null: only a person can mend it.")]


class FixedFile(TypedDict):
    """One subtitle file with something mended or left."""

    series: str
    path: Path
    changed: bool
    mended: list[Finding]
    left: list[LeftFinding]
    diff: Annotated[str | None, Meta(description="Unified; null without --diff.")]


class FixSummary(TypedDict):
    """Totals; severities count what is left."""

    written: bool
    files: Count
    mended: Count
    error: Count
    warning: Count
    info: Count
    waived: Count
    tracks: Count


class Fix(TypedDict):
    """What `fix --format json` prints."""

    schema: Literal["goglobal.fix/1"]
    series: list[str]
    changes: list[FixedFile]
    summary: FixSummary


class Held(TypedDict):
    """What is held back, and the errors that hold it."""

    series: str
    target: str
    language: Annotated[str | None, Meta(description="Null: all, or the shared bundle.")]
    episodes: Annotated[list[int] | None, Meta(description="Null: all of the language.")]
    reasons: list[Finding]


class BuiltBundle(TypedDict):
    """One bundle on the local disk."""

    series: str
    target: str
    platform: str
    language: Annotated[str | None, Meta(description="Null: it is not of one language.")]
    bundle: Digest
    path: str
    files: Count
    bytes: Count
    cached: bool


class Build(TypedDict):
    """What `build --format json` prints."""

    schema: Literal["goglobal.build/1"]
    bundles: list[BuiltBundle]
    held: list[Held]
    summary: Summary | None


class Waiver(TypedDict):
    """One waiver that was written."""

    series: str
    path: Path
    code: str
    language: Tag | None
    episode: Episode | None
    cue: int | None
    text_sha256: Digest | None
    reason: str
    by: str
    until: Date | None
    findings: list[Finding]


class Waive(TypedDict):
    """What `check --waive --format json` prints."""

    schema: Literal["goglobal.waive/1"]
    waivers: list[Waiver]


class RuleParameter(TypedDict):
    """One number or list that a profile may set."""

    name: str
    default: Any
    doc: English
    source: str | None


class RuleEntry(TypedDict):
    """One rule."""

    code: str
    name: str
    severity: Severity
    subject: Literal["track", "catalog", "series", "delivery"]
    summary: English
    reason: English
    fails: str
    passes: str
    fixable: bool
    enabled: bool
    parameters: list[RuleParameter]
    qc_term: str | None


class Rules(TypedDict):
    """What `rules --format json` prints."""

    schema: Literal["goglobal.rules/1"]
    rules: list[RuleEntry]


class ProfileValue(TypedDict):
    """One value of a profile and the file that it comes from."""

    key: str
    value: Any
    origin: str


class PlatformEntry(TypedDict):
    """One profile; `values` where one was asked for by name."""

    name: str
    title: str | None
    source: str | None
    checked: Date | None
    extends: str | None
    values: NotRequired[list[ProfileValue]]


class Platforms(TypedDict):
    """What `platforms --format json` prints."""

    schema: Literal["goglobal.platforms/1"]
    platforms: list[PlatformEntry]


class LanguageLimit(TypedDict):
    """Characters of a line, counted as in TXT002."""

    language: Tag
    always: Any
    typical: Any
    at_most: Any


class Limits(TypedDict):
    """What `platforms NAME --limits --format json` prints."""

    schema: Literal["goglobal.limits/1"]
    platform: str
    own_frame: bool
    limit_px: float
    font: str
    size: float
    languages: list[LanguageLimit]
    without: list[str]
