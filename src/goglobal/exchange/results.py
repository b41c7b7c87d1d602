"""What was given to translators and what was taken from them, as values for a report."""

from __future__ import annotations

from typing import Literal

import msgspec

from goglobal.exchange.told import Told
from goglobal.findings import Severity


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """One file for a translator."""

    path: str
    series: str
    languages: tuple[str, ...]
    """One, but for a workbook with a sheet for each."""
    scope: str
    format: str
    units: int
    translated: int
    """Units that have a translation already, confirmed or not."""
    state: Literal["new", "changed", "unchanged"]


class ExportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was written for translators."""

    files: tuple[Exported, ...]
    told: tuple[Told, ...] = ()


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """One file that came back, and what it was taken for."""

    path: str
    format: str
    series: str = ""
    """Empty, as the language, where that could not be told: nothing was taken from the file."""
    language: str = ""
    texts: int = 0


class Put(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one catalog or track of the series."""

    series: str
    language: str
    path: str
    """Relative to the series folder."""
    episode: int | None = None
    """None: the catalog."""
    kind: str | None = None
    state: Literal["new", "changed", "unchanged", "left"]
    """`left`: texts came back for it, but it was not written."""
    texts: int = 0
    """Texts that are new or changed in it."""
    unchanged: int = 0
    untranslated: int = 0


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came back and what became of it."""

    files: tuple[TakenIn, ...]
    puts: tuple[Put, ...] = ()
    told: tuple[Told, ...] = ()
    """In the order of files and places."""
    written: bool = False
    """Whether anything was written; False in a rehearsal."""

    @property
    def refused(self) -> int:
        """Errors: texts and files that were not taken."""
        return sum(one.remark.severity is Severity.ERROR for one in self.told)
