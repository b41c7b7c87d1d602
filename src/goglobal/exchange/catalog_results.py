"""What became of a series' catalogs, and how far its languages are: values for the reports."""

from __future__ import annotations

from typing import Literal

import msgspec

from goglobal.errors import Problem

State = Literal["created", "updated", "unchanged", "failed"]


class CatalogFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a series that `i18n extract` or `i18n update` looked after; the numbers count
    entries, for `translations.csv` rows."""

    series: str
    root: str
    """Absolute path of the series folder."""
    path: str
    """Relative to `root`, with `/`."""
    language: str | None = None
    """None: the template, or `translations.csv`."""
    state: State = "unchanged"
    """Where nothing is written: what it would be."""
    before: bytes = b""
    after: bytes = b""
    entries: int = 0
    """Texts of the series."""
    added: int = 0
    changed: int = 0
    moved: int = 0
    obsolete: int = 0
    revived: int = 0
    kept: int = 0
    """Entries that cannot be read, or stand twice: they stay exactly as they are."""


class CatalogReport(msgspec.Struct, frozen=True, kw_only=True):
    """All files of a run, by series in order; `problems` is what kept some from being written."""

    series: tuple[str, ...]
    files: tuple[CatalogFile, ...]
    problems: tuple[Problem, ...] = ()


class LanguageStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How far one language of one series is."""

    series: str
    language: str
    source: bool
    """Whether it is the language of the series itself."""
    catalog: str | None
    """Where the catalog is; None: there is none, or it is the source language."""
    entries: int
    translated: int
    """With a text, and not fuzzy."""
    fuzzy: int
    stale: int
    """Of the translated ones, those whose source text is another one now."""
    too_long: int
    unreadable: int
    """Errors in the file (CAT005)."""
    tracks: int
    """Of the tracks that are wanted, those that are there."""
    tracks_wanted: int
    cues: int
    """In all of the language's tracks; without those that say nothing."""
    stale_tracks: int

    @property
    def untranslated(self) -> int:
        """Entries without any text."""
        return self.entries - self.translated - self.fuzzy


class StatusReport(msgspec.Struct, frozen=True, kw_only=True):
    """Every language of every series that could be read."""

    languages: tuple[LanguageStanding, ...]
    problems: tuple[Problem, ...] = ()
