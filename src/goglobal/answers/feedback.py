"""Answers of a platform, as values: `goglobal.feedback/1`."""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA = "goglobal.feedback/1"
Degree = Literal["error", "warning", "info"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a platform says. All texts are the platform's own, as they came."""

    row: int
    """1-based, in the file: of a table the row, of XML the line."""
    severity: Degree
    message: str
    code: str = ""
    """The platform's own word for it; empty: it gives none."""
    about: tuple[str, ...] = ()
    """What it names: files, ids. Never used as a path."""
    language: str | None = None
    """Our tag; None: none is named, or none of ours."""
    episode: int | None = None


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """All of one file."""

    series: str
    target: str
    file: str
    """Its name, without folders."""
    sha256: str
    format: str
    """`product-status`, `youtube-csv` or `csv`."""
    at: str
    """UTC, ISO 8601: when it was taken in."""
    answers: tuple[Answer, ...] = ()
    schema: str = SCHEMA
