"""Documents of what takes in and hands out: `intake`, `i18n`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from goglobal.report.documents.checking import (
    Count,
    English,
    Episode,
    Finding,
    Kind,
    Path,
    Severity,
    Tag,
)


class Reason(TypedDict):
    """Why a file is taken for what it is."""

    ground: str
    message: English


class Question(TypedDict):
    """What a person has to say."""

    about: str
    message: English
    help: English | None
    suggestion: str | None


class IntakeFile(TypedDict):
    """What becomes of one vendor's file."""

    file: str
    status: Literal["taken", "unchanged", "question", "refused", "skipped"]
    path: Path | None
    episode: Episode | None
    language: Tag | None
    kind: Kind | None
    format: str | None
    encoding: str | None
    replaces: str | bool | None
    reasons: list[Reason]
    questions: list[Question]
    message: English | None
    help: English | None
    losses: list[Finding]
    findings: dict[str, int]


class Intake(TypedDict):
    """What `intake --format json` prints."""

    schema: Literal["goglobal.intake/1"]
    series: str
    written: bool
    summary: dict[str, int]
    files: list[IntakeFile]


class CatalogEntry(TypedDict):
    """One catalog or template."""

    series: str
    language: Annotated[str | None, Meta(description="Null: the template.")]
    path: Path
    state: Literal["created", "updated", "unchanged", "failed"]
    entries: Count
    added: Count
    changed: Count
    moved: Count
    obsolete: Count
    revived: Count
    kept: Count


class I18nExtract(TypedDict):
    """What `i18n extract --format json` prints."""

    schema: Literal["goglobal.i18n-extract/1"]
    written: bool
    files: list[CatalogEntry]


class I18nUpdate(TypedDict):
    """What `i18n update --format json` prints."""

    schema: Literal["goglobal.i18n-update/1"]
    written: bool
    files: list[CatalogEntry]


class LanguageEntry(TypedDict):
    """How far one language is."""

    series: str
    language: Tag
    source: bool
    catalog: Path | None
    entries: Count
    translated: Count
    untranslated: Count
    fuzzy: Count
    stale: Count
    too_long: Count
    unreadable: Count
    tracks: Count
    tracks_wanted: Count
    stale_tracks: Count
    cues: Count


class I18nStatus(TypedDict):
    """What `i18n status --format json` prints."""

    schema: Literal["goglobal.i18n-status/1"]
    languages: list[LanguageEntry]


class ProblemEntry(TypedDict):
    """What could not be read, or was taken with doubt."""

    file: str
    place: str | None
    key: str | None
    language: Tag | None
    name: str
    severity: Severity
    message: English
    help: English


class ExportedFile(TypedDict):
    """One file for translators."""

    path: str
    series: str
    language: Tag | None
    languages: list[str]
    scope: str
    format: str
    texts: Count
    translated: Count
    state: Literal["new", "changed", "unchanged"]


class I18nExport(TypedDict):
    """What `i18n export --format json` prints."""

    schema: Literal["goglobal.i18n-export/1"]
    files: list[ExportedFile]
    problems: list[ProblemEntry]


class ImportSummary(TypedDict):
    """Totals of an import."""

    texts: Count
    unchanged: Count
    untranslated: Count
    refused: Count | bool
    written: bool


class ImportedFile(TypedDict):
    """One file that came back."""

    path: str
    format: str
    series: str | None
    language: Tag | None
    texts: Count


class ImportResult(TypedDict):
    """What became of one file of the series."""

    series: str
    language: Tag
    path: Path
    episode: Episode | None
    kind: Kind | None
    state: Literal["new", "changed", "unchanged", "left"]
    texts: Count
    unchanged: Count
    untranslated: Count


class I18nImport(TypedDict):
    """What `i18n import --format json` prints."""

    schema: Literal["goglobal.i18n-import/1"]
    summary: ImportSummary
    files: list[ImportedFile]
    results: list[ImportResult]
    problems: list[ProblemEntry]
