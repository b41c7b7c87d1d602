"""A workbook without what its maker hid: old versions, discarded rows, notes to themselves.

Nobody who looks at the spreadsheet sees it, so nobody would see that it was taken. It is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from goglobal.errors import Argument
from goglobal.exchange.returned import Remark
from goglobal.exchange.sheets import Cell, Sheet, Workbook, letters
from goglobal.findings import Severity
from goglobal.messages import N_

_MOST_NAMED = 20


def visible(book: Workbook) -> Workbook:
    """The sheets, rows and columns that are shown, with remarks on the others."""
    remarks = list(book.remarks)
    sheets = []
    for sheet in book.sheets:
        if sheet.hidden:
            count = sum(len(row) for row in sheet.rows)
            message = N_("the sheet is hidden; {count} cells are not taken: show it to have them")
            remarks += [_remark(sheet, message, count=count)] if count else []
            continue
        remarks += _told(sheet)
        sheets.append(replace(sheet, rows=tuple(_shown(sheet))))
    return replace(book, sheets=tuple(sheets), remarks=tuple(remarks))


def _shown(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    for row in sheet.rows:
        if row[0].row not in sheet.hidden_rows:
            cells = tuple(cell for cell in row if cell.column not in sheet.hidden_columns)
            if cells:
                yield cells


def _told(sheet: Sheet) -> Iterator[Remark]:
    rows = [row for row in sheet.rows if row[0].row in sheet.hidden_rows]
    if rows:
        yield _remark(
            sheet,
            N_("hidden rows {names} with {count} cells are not taken: show them to have them"),
            names=_named(str(row[0].row) for row in rows),
            count=sum(map(len, rows)),
        )
    cells = [
        cell
        for row in sheet.rows
        for cell in row
        if cell.column in sheet.hidden_columns and cell.row not in sheet.hidden_rows
    ]
    if cells:
        yield _remark(
            sheet,
            N_("hidden columns {names} with {count} cells are not taken: show them to have them"),
            names=_named(letters(column) for column in sorted({cell.column for cell in cells})),
            count=len(cells),
        )


def _named(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:_MOST_NAMED]) + (" …" if len(every) > _MOST_NAMED else "")


def _remark(sheet: Sheet, message: str, **arguments: Argument) -> Remark:
    return Remark(
        name="hidden",
        severity=Severity.WARNING,
        message=message,
        arguments=arguments,
        place=sheet.name,
    )
