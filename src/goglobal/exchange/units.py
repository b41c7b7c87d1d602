"""What a translator's file holds, whatever its format: units of text by key.

Metadata has the keys of a catalog (`series/title`, `episode/003/synopsis`), cues those of their
place in the source's track (`ep001/0003`). A unit carries the source text's digest, so that a file
that comes back tells which text it was made from. Times are never read from a translator's file.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Literal

import msgspec

Scope = Literal["metadata", "cues"]
DIGEST_LENGTH = 16
"""Hexadecimal digits of a source text's SHA-256 that a unit carries."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One text to translate, or one that came back."""

    key: str
    """`series/title`, `episode/003/synopsis`, `ep001/0003`, `ep001.sdh/0003`."""
    source: str
    """The text in the source language; lines joined by a line feed."""
    target: str = ""
    """The translation; empty: there is none yet."""
    fuzzy: bool = False
    """Whether nobody has confirmed the translation."""
    digest: str = ""
    """`digest_of(source)` when the file was made; empty: the file does not say."""
    notes: tuple[str, ...] = ()
    """For the translator, in words: what it is, who speaks, limits, names of the glossary."""
    max_length: int | None = None
    """The most characters that any of the targets takes (the lowest limit)."""
    max_bytes: int | None = None
    """The same in UTF-8 bytes."""
    start: int | None = None
    """Cues: when it is shown (ms); for reading only, never taken from a file that came back."""
    end: int | None = None
    max_cps: float | None = None
    """Cues: the highest reading speed (characters a second) that the targets take."""
    place: str = ""
    """In a file that came back: where it stands, in the format's own words (`line 12`, `B7`)."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The units of one language: of the metadata, or of the tracks of some episodes."""

    series: str
    source_language: str
    language: str
    scope: Scope
    units: tuple[Unit, ...]


def digest_of(source: str) -> str:
    """The first digits of the SHA-256 of a source text in NFC, its line ends as line feeds."""
    text = unicodedata.normalize("NFC", source.replace("\r\n", "\n").replace("\r", "\n"))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]
