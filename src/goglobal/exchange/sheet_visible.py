"""A workbook as it is seen, without what its maker hid: old versions, discarded rows, notes.

Nobody who looks at the spreadsheet sees it, so nobody would see that it was taken. It is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from goglobal.errors import Argument
from goglobal.exchange.returned import Remark
from goglobal.exchange.sheet_values import number_in
from goglobal.exchange.sheets import Cell, Sheet, Workbook, letters, number_of
from goglobal.findings import Severity
from goglobal.messages import N_

_MOST_NAMED = 20
_MOST_BELOW = 200
"""Rows of one episode: a row for each language, and room."""
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


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
        shown = replace(sheet, rows=tuple(_shown(sheet)))
        sheets.append(replace(shown, rows=tuple(_spread(shown))))
    return replace(book, sheets=tuple(sheets), remarks=tuple(remarks))


def _shown(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    for row in sheet.rows:
        if row[0].row not in sheet.hidden_rows:
            cells = tuple(cell for cell in row if cell.column not in sheet.hidden_columns)
            if cells:
                yield cells


def _spread(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """The rows, with the number of an episode in each that its merged cell stands beside."""
    below: dict[int, list[Cell]] = {}
    tops = {(cell.row, cell.column): cell for cell in sheet.texts() if number_in(cell) is not None}
    for found in filter(None, map(_RANGE.fullmatch, sheet.merged)):
        column, last = number_of(found[1]), int(found[4])
        top = tops.get((int(found[2]), column))
        if top is not None and found[1] == found[3]:
            for row in range(top.row + 1, min(last, top.row + _MOST_BELOW) + 1):
                below.setdefault(row, []).append(replace(top, row=row))
    for cells in sheet.rows:
        added = below.get(cells[0].row, ())
        yield tuple(sorted((*cells, *added), key=lambda cell: cell.column)) if added else cells


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
