"""Writing a workbook for translators: one sheet a language, only what may change unlocked.

The same documents give the same bytes: entries of the zip are stored, sorted and dated 1980-01-01,
and no clock is read. Only what would be too large to be read again is compressed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from goglobal import languages
from goglobal.errors import UsageError
from goglobal.exchange import workbook_guard
from goglobal.exchange.returned import Words
from goglobal.exchange.sheets import escaped, letters
from goglobal.exchange.units import Document, Unit, digest_of
from goglobal.exchange.xlsx_columns import (
    METADATA_SHEET,
    SCHEMA,
    WIDTHS,
    WORDS,
    Name,
    columns_of,
    in_language,
    marked,
)
from goglobal.exchange.xlsx_formulas import count
from goglobal.messages import N_

LONGEST_CELL = 32_767
"""UTF-16 units that a cell holds (Excel specifications and limits)."""
FIRST_ROW = 3
"""Row 1 is hidden and for the program, row 2 names the columns for people."""
_EPOCH = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - openpyxl writes naive times as UTC
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "'")
_LOCKED, _OPEN = "goglobal locked", "goglobal translation"
_HEAD, _NUMBER, _SECONDS = "goglobal header", "goglobal number", "goglobal seconds"


def write_all(documents: Sequence[Document], *, words: Words) -> bytes:
    """A workbook with a sheet for each document; they are of one series and scope.

    Raises UsageError for a text that no cell can hold, and for more than is read again.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _add_styles(book)
    titles = _titles(documents)
    for title, document in zip(titles, documents, strict=True):
        _add_sheet(book, title, document, words, named=len(documents) > 1)
    _add_metadata(book, documents, titles)
    properties = book.properties
    properties.creator = "goglobal"
    properties.title = documents[0].series if documents else ""
    properties.created = _EPOCH
    book.calculation.fullCalcOnLoad = True
    raw = io.BytesIO()
    book.save(raw)
    properties.modified = _EPOCH
    result = _settled(raw.getvalue(), properties, zipfile.ZIP_STORED)
    if len(result) > workbook_guard.LARGEST:
        result = _settled(raw.getvalue(), properties, zipfile.ZIP_DEFLATED)
        _require_readable(result)
    return result


def _require_readable(data: bytes) -> None:
    """Raise UsageError where a workbook would be refused when it comes back."""
    try:
        workbook_guard.require_workbook(data)
    except workbook_guard.Unreadable:
        raise UsageError(
            N_("the workbook would be too large to be taken in again"),
            {},
            N_("export fewer episodes or languages at a time, or leave --one-file out"),
        ) from None


def _settled(data: bytes, properties: Any, compression: int) -> bytes:
    """The same workbook without anything of the moment that it was written in."""
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", compression) as target,
    ):
        for name in sorted(source.namelist()):
            content = tostring(properties.to_tree()) if name == ARC_CORE else source.read(name)
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            target.writestr(entry, content, compression)
    return result.getvalue()


def _titles(documents: Sequence[Document]) -> list[str]:
    """Names of sheets: the languages' tags, cut to what a sheet's name may be, each once."""
    titles: list[str] = []
    for document in documents:
        stem = re.sub(r"[\[\]:*?/\\']", "-", document.language)[:31] or "-"
        title, count = stem, 1
        while title.casefold() in [METADATA_SHEET, *(one.casefold() for one in titles)]:
            count += 1
            title = f"{stem[:27]}-{count}"
        titles.append(title)
    return titles


def _add_styles(book: Any) -> None:
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection

    top = {"vertical": "top"}
    grey = PatternFill("solid", fgColor="F2F2F2")

    def add(name: str, format_: str, alignment: Alignment, fill: PatternFill | None = None) -> None:
        style = NamedStyle(name=name, number_format=format_, alignment=alignment)
        style.protection = Protection(locked=name != _OPEN)
        if fill is not None:
            style.fill = fill
        if name == _HEAD:
            style.font = Font(bold=True)
        book.add_named_style(style)

    add(_LOCKED, "@", Alignment(wrap_text=True, **top), grey)
    add(_OPEN, "@", Alignment(wrap_text=True, **top))
    add(_HEAD, "@", Alignment(wrap_text=True, **top), PatternFill("solid", fgColor="D9E2F3"))
    add(_NUMBER, "0.#", Alignment(**top), grey)
    add(_SECONDS, "0.000", Alignment(**top), grey)


def _add_sheet(book: Any, title: str, document: Document, words: Words, *, named: bool) -> None:
    """`named`: the header for people says the language, so that no name of a sheet has to."""
    sheet = book.create_sheet(title)
    names = columns_of(
        document.scope, limited=any(unit.max_length is not None for unit in document.units)
    )
    at = {name: letters(index) for index, name in enumerate(names, start=1)}
    details: dict[str, tuple[str, ...]] = {
        "key": (document.series, document.scope),
        "source": (document.source_language,),
        "target": (document.language,),
    }
    for column, name in enumerate(names, start=1):
        _put(sheet, 1, column, marked(name, *details.get(name, ())), _LOCKED)
        header = words(WORDS[name])
        if named and name == "target":
            header = in_language(header, document.language)
        _put(sheet, 2, column, header, _HEAD)
        sheet.column_dimensions[at[name]].width = WIDTHS[name]
    for name in ("digest", "exported"):
        sheet.column_dimensions[at[name]].hidden = True
    sheet.row_dimensions[1].hidden = True
    for row, unit in enumerate(document.units, start=FIRST_ROW):
        _add_unit(sheet, row, at, unit, language=document.language, words=words)
    last = max(FIRST_ROW, FIRST_ROW + len(document.units) - 1)
    _direct(sheet, names, document, last)
    _warn(sheet, at, last, words)
    sheet.freeze_panes = f"{at['target']}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A2:{letters(len(names))}{last}"
    protection = sheet.protection
    protection.sheet = True  # without a password: against accidents, not against people
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.autoFilter = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"


def _add_unit(
    sheet: Any, row: int, at: dict[Name, str], unit: Unit, *, language: str, words: Words
) -> None:
    target = _line_feeds(unit.target)
    seconds = (
        (unit.end - unit.start) / 1000 if unit.start is not None and unit.end is not None else None
    )
    texts: dict[Name, str] = {
        "key": unit.key,
        "source": _line_feeds(unit.source),
        "target": target,
        "state": words(N_("to check")) if unit.fuzzy else "",
        "start": "" if unit.start is None else _clock(unit.start),
        "end": "" if unit.end is None else _clock(unit.end),
        "notes": "\n".join(unit.notes),
        # a letter in front: digits alone would become a number on the way through CSV
        "digest": f"s{unit.digest or digest_of(unit.source)}",
        "exported": f"t{digest_of(target)}",
    }
    cell = f"{at['target']}{row}"
    for column, name in enumerate(at, start=1):
        if name in texts:
            style = _OPEN if name in ("target", "state") else _LOCKED
            _put(sheet, row, column, texts[name], style, key=unit.key)
            continue
        value: str | int | float | None = None
        if name == "seconds":
            value = seconds
        elif name == "limit":
            value = unit.max_length
        elif name == "max_speed":
            value = unit.max_cps
        elif name == "length":
            value = f"=LEN({cell})"
        elif name == "speed" and seconds and seconds > 0:
            value = f'=IF({cell}="","",ROUND({count(cell, language)}/{at["seconds"]}{row},1))'
        made = sheet.cell(row=row, column=column, value=value)
        made.style = _SECONDS if name == "seconds" else _NUMBER


def _put(sheet: Any, row: int, column: int, text: str, style: str, *, key: str = "") -> None:
    """Text that stays text, whatever it begins with."""
    stored = escaped(text)
    if max(len(text.encode("utf-16-le", "surrogatepass")) // 2, len(stored)) > LONGEST_CELL:
        raise UsageError(
            N_("the text of {key} is longer than a cell of a spreadsheet holds ({limit})"),
            {"key": key, "limit": LONGEST_CELL},
            N_("export it as PO or XLIFF"),
        )
    cell = sheet.cell(row=row, column=column)
    if stored:
        cell.value = stored
        cell.data_type = "s"
    cell.style = style
    if text.startswith(_FORMULA_LIKE):
        cell.quotePrefix = True


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clock(ms: int) -> str:
    from goglobal.subtitles.clocks import clock

    return clock(ms)


def _direct(sheet: Any, names: tuple[Name, ...], document: Document, last: int) -> None:
    """Right to left where the language runs so, in the sheet and in its cells."""
    rtl = {
        "target": languages.direction(document.language) == "rtl",
        "source": languages.direction(document.source_language) == "rtl",
    }
    sheet.sheet_view.rightToLeft = rtl["target"]
    if rtl["target"] == rtl["source"]:
        return
    from openpyxl.styles import Alignment

    for name in ("source", "target"):
        order = 2 if rtl[name] else 1
        column = names.index(name) + 1
        for row in range(FIRST_ROW, last + 1):
            cell = sheet.cell(row=row, column=column)
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)


def _warn(sheet: Any, at: dict[Name, str], last: int, words: Words) -> None:
    """Colours and a warning while typing: too long, too fast, still empty."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    red = PatternFill("solid", bgColor="FFC7CE")
    target = f"{at['target']}{FIRST_ROW}"
    if "limit" in at:
        limit, length = f"${at['limit']}{FIRST_ROW}", f"${at['length']}{FIRST_ROW}"
        rule = FormulaRule(formula=[f'AND({limit}<>"",{length}>{limit})'], fill=red)
        for name in ("target", "length"):
            sheet.conditional_formatting.add(_range(at[name], last), rule)
        check = DataValidation(
            type="custom",
            formula1=f'OR({limit}="",LEN({target})<={limit})',
            allow_blank=True,
            errorStyle="warning",
            errorTitle=words(N_("Too long")),
            error=words(N_("This is longer than the limit beside it. Keep it all the same?")),
        )
        check.add(_range(at["target"], last))
        sheet.add_data_validation(check)
    if "speed" in at:
        speed, most = f"${at['speed']}{FIRST_ROW}", f"${at['max_speed']}{FIRST_ROW}"
        sheet.conditional_formatting.add(
            _range(at["speed"], last),
            FormulaRule(formula=[f'AND({speed}<>"",{most}<>"",{speed}>{most})'], fill=red),
        )
    sheet.conditional_formatting.add(
        _range(at["target"], last),
        FormulaRule(
            formula=[f'AND({at["source"]}{FIRST_ROW}<>"",LEN({target})=0)'],
            fill=PatternFill("solid", bgColor="FFF2CC"),
        ),
    )


def _range(column: str, last: int) -> str:
    return f"{column}{FIRST_ROW}:{column}{last}"


def _add_metadata(book: Any, documents: Sequence[Document], titles: list[str]) -> None:
    """The hidden sheet: what the workbook is, and which sheet has which language."""
    sheet = book.create_sheet(METADATA_SHEET)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    first = documents[0] if documents else None
    rows = [
        ("schema", SCHEMA),
        ("series", first.series if first else ""),
        ("source_language", first.source_language if first else ""),
        ("scope", first.scope if first else ""),
        *(
            (f"sheet:{title}", document.language)
            for title, document in zip(titles, documents, strict=True)
        ),
    ]
    for row, (name, value) in enumerate(rows, start=1):
        _put(sheet, row, 1, name, _LOCKED)
        _put(sheet, row, 2, value, _LOCKED)
