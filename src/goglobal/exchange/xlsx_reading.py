"""Reading a workbook that came back from a translator, or the CSV file that was saved from one.

Columns are found by the hidden row, else by the names that people see; rows by their keys. So moved
and added columns, sorted, hidden and deleted rows, renamed sheets and blank lines do no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goglobal import languages
from goglobal.exchange.csv_sheet import read_csv
from goglobal.exchange.returned import Remark, Returned
from goglobal.exchange.sheets import Cell, Sheet, Workbook
from goglobal.exchange.spreadsheet_damage import Told, judge
from goglobal.exchange.units import Scope, Unit
from goglobal.exchange.workbook import read_workbook
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.exchange.xlsx_columns import SCHEMA, Name, called, language_in, mark_in
from goglobal.findings import Severity
from goglobal.messages import N_

_DEEPEST_HEADER = 40
"""Rows in which the header is looked for."""
_TELLING: frozenset[Name] = frozenset(("key", "source", "target"))
"""Two of them in one row make it a header."""
_SHOWN = 8
"""Cells that a remark on many names."""
_HABITS = {
    "line-ends": N_("line breaks were written otherwise in {count} cells ({cells}); taken as such"),
    "retouched": N_(
        "{count} cells differ from what was exported in typographic signs or a capital alone "
        "({cells})"
    ),
    "no-break-spaces": N_("{count} cells hold no-break spaces ({cells}); left as they are"),
    "quotes": N_("{count} cells have curly quotes, the source text straight ones ({cells})"),
    "ellipsis": N_("{count} cells have “…”, the source text “...” ({cells})"),
    "dashes": N_("{count} cells have long dashes, the source text “--” ({cells})"),
    "signs": N_("{count} cells have ©, ® or ™, the source text letters in brackets ({cells})"),
}
_AUTOMATIC = N_("if nobody meant them, switch auto-correction off; they are left as they are")


class Header(NamedTuple):
    """Where the columns are, and what the hidden row says."""

    rows: frozenset[int]
    """Rows that are headers."""
    columns: dict[Name, int]
    series: str = ""
    scope: str = ""
    source_language: str = ""
    language: str = ""
    unread: tuple[Cell, ...] = ()
    """Headers of more columns of translations."""


def read_all(data: bytes, name: str) -> tuple[Returned, ...]:
    """What the file holds, one for each sheet with translations; never raises because of content.

    Where nothing can be read there is one, with the reason as its remark.
    """
    try:
        book = read_workbook(data) if _is_workbook(data) else read_csv(data)
    except Unreadable as refusal:
        return (_nothing(_remark_of(refusal)),)
    told = _metadata(book)
    results = []
    unread: list[Remark] = []
    for sheet in book.sheets:
        if not sheet.rows or _is_metadata(sheet):
            continue
        header = _header(sheet)
        if header is None:
            unread.append(_not_read(sheet))
            continue
        results.append(_read_sheet(sheet, header, told))
    if not results:
        return (_nothing(*book.remarks, *(unread or [_no_rows()])),)
    common = (*book.remarks, *(_weakened(remark) for remark in unread), *_gone(told, results))
    results[0] = _with(results[0], common)
    return tuple(results)


def _gone(told: dict[str, str], results: list[Returned]) -> Iterator[Remark]:
    """The languages that the workbook had when it was written and has no sheet for any more."""
    had = {value for name, value in told.items() if name.startswith("sheet:")}
    gone = sorted(had - {one.language for one in results})
    if gone:
        yield Remark(
            name="sheets-gone",
            severity=Severity.INFO,
            message=N_(
                "sheets were taken out since the export; nothing comes back for {languages}"
            ),
            arguments={"languages": ", ".join(gone)},
        )


def _is_workbook(data: bytes) -> bool:
    """Whether it is for the workbook's reader to say what this is: a zip, an OLE file, a page."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or head.startswith(
        (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml")
    )


def _remark_of(refusal: Unreadable) -> Remark:
    return Remark(
        name=refusal.name,
        severity=Severity.ERROR,
        message=refusal.message,
        arguments=refusal.arguments,
        help=refusal.help,
    )


def _nothing(*remarks: Remark) -> Returned:
    return Returned(format="xlsx", remarks=remarks)


def _no_rows() -> Remark:
    return Remark(name="empty", severity=Severity.ERROR, message=N_("holds no rows"))


def _with(result: Returned, remarks: tuple[Remark, ...]) -> Returned:
    from msgspec.structs import replace

    return replace(result, remarks=(*remarks, *result.remarks))


def _weakened(remark: Remark) -> Remark:
    from msgspec.structs import replace

    return replace(remark, severity=Severity.WARNING)


def _metadata(book: Workbook) -> dict[str, str]:
    """What the hidden sheet says."""
    for sheet in book.sheets:
        if _is_metadata(sheet):
            by_row = [{cell.column: cell.text for cell in row} for row in sheet.rows]
            return {texts[1]: texts.get(2, "") for texts in by_row if 1 in texts}
    return {}


def _is_metadata(sheet: Sheet) -> bool:
    return bool(sheet.rows) and [cell.text for cell in sheet.rows[0]] == ["schema", SCHEMA]


def _header(sheet: Sheet) -> Header | None:
    """Where the columns are: by the hidden row, else by the row that names most of them."""
    rows: set[int] = set()
    marks: dict[Name, int] = {}
    details: dict[Name, tuple[str, ...]] = {}
    names: dict[Name, int] = {}
    shown: tuple[Cell, ...] = ()
    hidden: list[Cell] = []
    for row in sheet.rows[:_DEEPEST_HEADER]:
        for cell in row:
            mark = mark_in(cell.text) if cell.kind == "text" else None
            if mark is not None and mark[0] not in marks:
                marks[mark[0]] = cell.column
                details[mark[0]] = mark[1]
                rows.add(cell.row)
            if mark is not None and mark[0] == "target":
                hidden.append(cell)
        seen = _names_in(row)
        if len(seen.keys() & _TELLING) > 1:
            rows.add(row[0].row)
            if not names:
                names = seen
                shown = tuple(c for c in row if c.kind == "text" and called(c.text) == "target")
    columns = {**names, **marks} if marks else names
    if "target" not in columns or not ({"key", "source"} & columns.keys()):
        return None
    key, source = details.get("key", ()), details.get("source", ())
    return Header(
        rows=frozenset(rows),
        columns=columns,
        series=key[0] if key else "",
        scope=key[1] if len(key) > 1 else "",
        source_language=source[0] if source else "",
        language=(details.get("target") or ("",))[0] or _said(shown[:1]),
        unread=tuple(
            cell
            for cell in (hidden or [one for one in shown if _said([one])])
            if cell.column != columns["target"]
        ),
    )


def _said(cells: Sequence[Cell]) -> str:
    """The language that a header for people says; empty: none that is known."""
    for cell in cells:
        text = language_in(cell.text)
        return _tag_of(text) if text else ""
    return ""


def _names_in(row: tuple[Cell, ...]) -> dict[Name, int]:
    found: dict[Name, int] = {}
    for cell in row:
        name = called(cell.text) if cell.kind == "text" else None
        if name is not None:
            found.setdefault(name, cell.column)
    return found


def _not_read(sheet: Sheet) -> Remark:
    texts = [cell.text.strip() for cell in sheet.rows[0] if cell.kind == "text"][:_SHOWN]
    return Remark(
        name="no-columns",
        severity=Severity.ERROR,
        message=N_("no column for keys and translations was found, only {found}"),
        arguments={
            "found": ", ".join(f"“{text[:30]}”" for text in texts) or "-",
        },
        help=N_("name the columns “key”, “source text” and “translation” in the first row"),
        place=sheet.name,
    )


def _read_sheet(sheet: Sheet, header: Header, told: dict[str, str]) -> Returned:
    units: list[Unit] = []
    remarks: list[Remark] = []
    habits: dict[str, list[str]] = {}
    for row in sheet.rows:
        if row[0].row in header.rows:
            continue
        found = _read_row(sheet, row, header, remarks, habits)
        if found is not None:
            units.append(found)
    remarks.extend(_merged(sheet, header))
    remarks.extend(_second_column(sheet, cell) for cell in header.unread)
    remarks.extend(_habits(habits))
    scope = header.scope or told.get("scope", "")
    known: Scope | None = "cues" if scope == "cues" else "metadata" if scope == "metadata" else None
    return Returned(
        format="xlsx",
        series=header.series or told.get("series", ""),
        source_language=header.source_language or told.get("source_language", ""),
        language=header.language or told.get(f"sheet:{sheet.name}") or _language_of(sheet),
        scope=known or "",
        units=tuple(units),
        remarks=tuple(remarks),
        part=sheet.name,
    )


def _language_of(sheet: Sheet) -> str:
    """The language that the name of a sheet is the tag of."""
    return _tag_of(sheet.name) if sheet.name else ""


def _tag_of(text: str) -> str:
    try:
        return languages.canonical(text)
    except ValueError:
        return languages.guess(text) or ""


def _second_column(sheet: Sheet, cell: Cell) -> Remark:
    return Remark(
        name="two-columns",
        severity=Severity.ERROR,
        message=N_("a second column of translations stands here; it was not read"),
        help=N_("give each language a sheet of its own, with the columns as they were exported"),
        place=sheet.place(cell),
    )


def _read_row(
    sheet: Sheet,
    row: tuple[Cell, ...],
    header: Header,
    remarks: list[Remark],
    habits: dict[str, list[str]],
) -> Unit | None:
    by_column = {cell.column: cell for cell in row}
    cells = {name: by_column.get(column) for name, column in header.columns.items()}
    key = _plain(cells.get("key"))
    digest = _digest(cells.get("digest"), "s")
    source = judge(cells.get("source"), Told(sheet, key, "", digest))
    target = cells.get("target")
    if not key and not source.text and not (target and target.kind != "empty"):
        return None
    where = target or cells.get("source") or cells.get("key") or row[0]
    if not key and not source.text:
        remarks.append(_unkeyed(sheet, where))
        return None
    judged = judge(target, Told(sheet, key, source.text or "", _digest(cells.get("exported"), "t")))
    remarks.extend(judged.remarks)
    for habit in judged.habits:
        habits.setdefault(habit, []).append(sheet.place(where))
    if judged.text is None:
        return None
    return Unit(
        key=key,
        source=source.text or "",
        target=judged.text,
        fuzzy=bool(_plain(cells.get("state"))),
        digest=digest,
        place=sheet.place(where),
    )


def _plain(cell: Cell | None) -> str:
    if cell is None or cell.kind != "text":
        return "" if cell is None or cell.kind == "empty" else "?"
    return cell.text.replace("\u00a0", " ").strip().lstrip("'")


def _digest(cell: Cell | None, letter: str) -> str:
    text = _plain(cell)
    return text[1:] if text.startswith(letter) and len(text) > 1 else ""


def _unkeyed(sheet: Sheet, cell: Cell) -> Remark:
    return Remark(
        name="no-key",
        severity=Severity.ERROR,
        message=N_("the translation has neither a key nor a source text beside it"),
        help=N_("put the row's key back, as it was exported"),
        place=sheet.place(cell),
    )


def _merged(sheet: Sheet, header: Header) -> Iterator[Remark]:
    """Merged cells in the column of translations: only the first of them holds anything."""
    from goglobal.exchange.sheets import letters

    column = letters(header.columns["target"])
    for range_ in sheet.merged:
        first = range_.split(":")[0].rstrip("0123456789")
        last = range_.split(":")[1].rstrip("0123456789")
        if (len(first), first) <= (len(column), column) <= (len(last), last):
            yield Remark(
                name="merged",
                severity=Severity.WARNING,
                message=N_("cells were merged; only the first of them holds a text"),
                help=N_("unmerge them and give each row its own translation"),
                place=f"{sheet.name}!{range_}",
            )


def _habits(habits: dict[str, list[str]]) -> Iterator[Remark]:
    for name, places in habits.items():
        more = ", …" if len(places) > _SHOWN else ""
        yield Remark(
            name=name,
            severity=Severity.INFO,
            message=_HABITS[name],
            arguments={"count": len(places), "cells": ", ".join(places[:_SHOWN]) + more},
            help="" if name == "line-ends" else _AUTOMATIC,
            place=places[0],
        )
