"""Cells as a spreadsheet has them, and the file that they come from, as values without a library.

A workbook and a CSV file give the same `Sheet`s: rows of cells with what kind of value each holds,
so that what a spreadsheet program did to a text can be told from the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from goglobal.exchange.returned import Remark

CellKind = Literal["empty", "text", "number", "date", "flag", "error", "formula"]
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSAFE = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: its 1-based place, and its value by kind."""

    row: int
    column: int
    kind: CellKind = "empty"
    text: str = ""
    """Text as it stands; of an error its sign (`#NAME?`), of a formula the formula with its `=`."""
    number: int | float = 0
    date: dt.datetime | dt.time | None = None
    format: str = "General"
    """The number format."""
    cached: Cell | None = None
    """Of a formula: the value that the program calculated last; None: none is stored."""

    @property
    def place(self) -> str:
        """`C7`."""
        return f"{letters(self.column)}{self.row}"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet: its rows in order, without what is empty."""

    name: str
    """Empty: the file has no sheets (CSV)."""
    rows: tuple[tuple[Cell, ...], ...]
    """Only rows and cells that hold anything; each cell knows its place."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """1-based, like columns: out of sight, by hand, by a filter or in a closed group."""
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()
    """Ranges whose cells were merged (`C7:C8`)."""
    of_text: bool = False
    """A CSV file: every cell is text, as it was shown when the file was saved."""

    def place(self, cell: Cell) -> str:
        """`th!C7`, or `C7` where there are no sheets."""
        return f"{self.name}!{cell.place}" if self.name else cell.place

    def texts(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """A spreadsheet file, read."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...] = ()
    """On the file as a whole."""


def letters(column: int) -> str:
    """The name of a 1-based column: `A`, `Z`, `AA`."""
    name = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


def number_of(name: str) -> int:
    """The 1-based column that `letters` gives a name to."""
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column


def escaped(text: str) -> str:
    """Text as a workbook stores it: what XML cannot hold as `_x000B_` (ECMA-376, ST_Xstring)."""
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """What `escaped` made, back; the same for text that any other program stored."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
