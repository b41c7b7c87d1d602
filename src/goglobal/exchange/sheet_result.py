"""What a producer's spreadsheet says of a series, as a value."""

from __future__ import annotations

import datetime as dt

import msgspec

from goglobal.exchange.returned import Remark
from goglobal.model import Credit, Episode, Registration

USUAL_SOURCE = "zh-Hans"
"""The language that a series was made in where nothing says otherwise."""


class SheetSeries(msgspec.Struct, frozen=True, kw_only=True):
    """What a spreadsheet says of a series. Empty where it says nothing."""

    source_language: str = USUAL_SOURCE
    id: str = ""
    season: int | None = None
    genres: tuple[str, ...] = ()
    release_date: dt.date | None = None
    production_company: str = ""
    copyright: str = ""
    countries: tuple[str, ...] = ()
    registration: Registration | None = None
    credits: tuple[Credit, ...] = ()
    episodes: tuple[Episode, ...] = ()
    """By number, with the texts in the source language."""
    texts: dict[str, str] = {}
    """The series' own texts in the source language: `series/title`, `series/synopsis` …"""
    translations: dict[str, dict[str, str]] = {}
    """By language, then by the key of the catalog."""
    remarks: tuple[Remark, ...] = ()
    """In the order of the workbook; an error: nothing can be made of it."""
