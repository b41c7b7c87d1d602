"""XLSX for translators: one sheet a language, keys locked, limits shown while they type."""

from __future__ import annotations

from goglobal.exchange.returned import Returned, Words
from goglobal.exchange.units import Document
from goglobal.exchange.xlsx_reading import read_all
from goglobal.exchange.xlsx_writing import write_all

__all__ = ["read", "read_all", "write", "write_all"]


def write(document: Document, *, words: Words) -> bytes:
    """A workbook of one language. Raises UsageError for a text that no cell can hold."""
    return write_all((document,), words=words)


def read(data: bytes, name: str) -> Returned:
    """What a workbook (or a CSV file saved from one) holds of its first language.

    Never raises because of content; `read_all` gives every language.
    """
    return read_all(data, name)[0]
