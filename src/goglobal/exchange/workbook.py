"""A workbook's bytes to `Sheet`s, through openpyxl, hardened.

openpyxl is used for reading only, without links, drawings and macros, and only after
`workbook_guard` found nothing that could cost more than it is worth. It unescapes shared strings by
halves (openpyxl 3.1: `x005F_` is cut out, `_x000D_` stays), so the table of strings is read here.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from goglobal.exchange.returned import Remark
from goglobal.exchange.sheets import Cell, CellKind, Sheet, Workbook, unescaped
from goglobal.exchange.workbook_guard import Unreadable, require_workbook
from goglobal.findings import Severity
from goglobal.messages import N_

MOST_COLUMNS = 400
_KINDS: dict[str, CellKind] = {"b": "flag", "e": "error", "f": "formula", "d": "date"}
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MOST_MERGED = 10_000
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_NUMBER_OF = re.compile(rb"""\s(r|min|max)\s*=\s*["'](\d{1,7})["']""")


def read_workbook(data: bytes) -> Workbook:
    """Every sheet with its cells. Raises Unreadable, whatever the bytes are."""
    require_workbook(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not looked at
            return _read(data)
    except Unreadable:
        raise
    except RecursionError:
        raise _damaged() from None
    except Exception:
        raise _damaged() from None


def _damaged() -> Unreadable:
    return Unreadable(
        "damaged",
        N_("is a damaged workbook: its parts do not fit together"),
        N_("open it in the spreadsheet program, let it be repaired, and save it again"),
    )


def _read(data: bytes) -> Workbook:
    book = _open(data, values=False)
    calculated: Any = None
    sheets: list[Sheet] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for source in book.worksheets:
                rows = tuple(_rows(source))
                if any(cell.kind == "formula" for row in rows for cell in row):
                    if calculated is None:
                        calculated = _open(data, values=True)
                    rows = _with_values(rows, calculated.worksheets[len(sheets)])
                xml = archive.read(source._worksheet_path)
                sheets.append(
                    Sheet(
                        name=source.title,
                        rows=rows,
                        hidden=source.sheet_state != "visible",
                        hidden_rows=_hidden_rows(xml),
                        hidden_columns=_hidden_columns(xml),
                        merged=_merged(xml),
                    )
                )
            macros = any(name.endswith("vbaProject.bin") for name in archive.namelist())
    finally:
        book.close()
        if calculated is not None:
            calculated.close()
    return Workbook(sheets=tuple(sheets), remarks=(_MACROS,) if macros else ())


_MACROS = Remark(
    name="macros",
    severity=Severity.INFO,
    message=N_("the workbook holds macros; they were not looked at"),
)


def _open(data: bytes, *, values: bool) -> Any:
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):  # type: ignore[misc]
        """The same, with the strings as they are stored."""

        def read_strings(self) -> None:
            from openpyxl.cell.text import Text
            from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
            from openpyxl.xml.functions import iterparse

            part = self.package.find(SHARED_STRINGS)
            if part is None:
                return
            with self.archive.open(part.PartName[1:]) as source:
                for _, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        self.shared_strings.append(Text.from_tree(node).content)
                        node.clear()

    reader = Reader(
        io.BytesIO(data), read_only=True, keep_vba=False, data_only=values, keep_links=False
    )
    reader.read()
    return reader.wb


def _rows(source: Any) -> Iterator[tuple[Cell, ...]]:
    source.reset_dimensions()  # some programs write wrong ones
    blank = None
    for row in source.iter_rows(max_col=MOST_COLUMNS):
        if row is blank:  # one and the same for every row that is left out
            continue
        cells = tuple(_cell(cell) for cell in row if cell.value is not None)
        if cells:
            yield cells
        else:
            blank = row


def _cell(cell: Any) -> Cell:
    value = cell.value
    row, column = cell.row, cell.column
    format_ = str(cell.number_format or "General")
    kind = _KINDS.get(cell.data_type)
    if kind == "formula":
        text = getattr(value, "text", value)
        return Cell(row=row, column=column, kind=kind, text=str(text or "="), format=format_)
    if kind == "error":
        return Cell(row=row, column=column, kind=kind, text=str(value), format=format_)
    if isinstance(value, bool):
        return Cell(row=row, column=column, kind="flag", number=float(value), format=format_)
    if isinstance(value, dt.datetime | dt.time):
        return Cell(row=row, column=column, kind="date", date=value, format=format_)
    if isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
        return Cell(row=row, column=column, kind="date", date=moment, format=format_)
    if isinstance(value, dt.timedelta):
        days = value.total_seconds() / 86_400
        return Cell(row=row, column=column, kind="number", number=days, format=format_)
    if isinstance(value, int | float):
        return Cell(row=row, column=column, kind="number", number=value, format=format_)
    text = unescaped(str(value))
    if not text:
        return Cell(row=row, column=column)
    return Cell(row=row, column=column, kind="text", text=text, format=format_)


def _with_values(rows: tuple[tuple[Cell, ...], ...], source: Any) -> tuple[tuple[Cell, ...], ...]:
    """The same rows, the formulas with what they came to."""
    from msgspec.structs import replace

    values = {(cell.row, cell.column): cell for row in _rows(source) for cell in row}
    return tuple(
        tuple(
            replace(cell, cached=values.get((cell.row, cell.column)))
            if cell.kind == "formula"
            else cell
            for cell in row
        )
        for row in rows
    )


def _merged(xml: bytes) -> tuple[str, ...]:
    """Read-only mode does not tell of merged cells, nor of what is hidden."""
    found = (match[1].decode() for match in _MERGED.finditer(xml))
    return tuple(one for one, _ in zip(found, range(_MOST_MERGED), strict=False))


def _hidden_rows(xml: bytes) -> frozenset[int]:
    """A row without a number follows the one before it (ECMA-376, 18.3.1.73)."""
    hidden, number = set(), 0
    for row in _ROW.finditer(xml):
        told = dict(_NUMBER_OF.findall(row[0]))
        number = int(told.get(b"r", number + 1))
        if _HIDDEN.search(row[0]):
            hidden.add(number)
    return frozenset(hidden)


def _hidden_columns(xml: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for column in _COLUMN.finditer(xml):
        told = dict(_NUMBER_OF.findall(column[0]))
        if _HIDDEN.search(column[0]) and {b"min", b"max"} <= told.keys():
            first, last = int(told[b"min"]), int(told[b"max"])
            hidden.update(range(first, min(last, MOST_COLUMNS) + 1))
    return frozenset(hidden)
