"""Findings: one place where a rule does not hold, as a value that knows no language."""

from __future__ import annotations

import enum

import msgspec

from goglobal.errors import Argument, fill


class Severity(enum.StrEnum):
    """How much a finding weighs: an `error` is certainly wrong or certainly refused."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Waived(msgspec.Struct, frozen=True, kw_only=True):
    """Who accepted a finding, why, and until when (ISO date, or empty for always)."""

    reason: str
    by: str
    until: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule yields: the place and the words. The runner stamps the rest."""

    message: str
    """A message id (English) with `{name}` places."""
    arguments: dict[str, Argument] = {}
    help: str = ""
    """What to do about it; shares the arguments."""
    severity: Severity | None = None
    """None: the rule's own (or the profile's)."""
    path: str | None = None
    """Relative to the series folder; None: the subject's file."""
    line: int | None = None
    """1-based."""
    cue: int | None = None
    """1-based position in the file."""
    episode: int | None = None
    language: str | None = None
    kind: str | None = None
    """Of the track it is about; None: the subject's, or no track but metadata."""
    excerpt: str | None = None
    """The offending line, shown with a caret."""
    span: tuple[int, int] | None = None
    """Start and end of the caret in `excerpt`, in code points."""
    fixable: bool | None = None
    """None: as the rule says."""
    whole: bool = False
    """It is about its whole file, whatever cue it stands at: a waiver of it ends when any text or
    time in the file changes."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One place where one rule does not hold, stamped with where it stands."""

    code: str
    name: str
    severity: Severity
    message: str
    arguments: dict[str, Argument] = {}
    help: str = ""
    series: str | None = None
    target: str | None = None
    platform: str | None = None
    language: str | None = None
    kind: str | None = None
    episode: int | None = None
    path: str | None = None
    line: int | None = None
    cue: int | None = None
    excerpt: str | None = None
    span: tuple[int, int] | None = None
    fixable: bool = False
    waived: Waived | None = None
    text_sha256: str | None = None
    """Of the cue's text, the metadata text or, without a cue, all of the file's cue texts joined by
    line feeds: a waiver that names it stops holding when the text changes."""

    @property
    def text(self) -> str:
        """The message in English; `messages.localise` gives it in the user's language."""
        return fill(self.message, self.arguments)

    @property
    def gates(self) -> bool:
        """Whether this holds a delivery back: an error that nobody waived."""
        return self.severity is Severity.ERROR and self.waived is None


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that could not run, and why (a message id with arguments): never counted as a pass."""

    code: str
    reason: str
    arguments: dict[str, Argument] = {}


def sort_key(finding: Finding) -> tuple[str, str, int, int, str, str, str]:
    """A total order for reports: series, file, line, cue, code, target, message."""
    return (
        finding.series or "",
        finding.path or "",
        finding.line or 0,
        finding.cue or 0,
        finding.code,
        finding.target or "",
        finding.text,
    )
