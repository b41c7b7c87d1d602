"""A CSV or TSV file that a spreadsheet program saved, as a `Sheet`.

Excel writes CSV in the code page of the computer unless told otherwise, separates by `;` where the
comma is a decimal sign, and calls tab-separated UTF-16 “Unicode text”. All of that is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from goglobal.errors import Argument
from goglobal.exchange.returned import Remark
from goglobal.exchange.sheets import Cell, Sheet, Workbook
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.findings import Severity
from goglobal.messages import N_

MOST_ROWS = 200_000
MOST_COLUMNS = 400
_DELIMITERS = ",;\t"
_SAVE_AS_UTF8 = N_("save it as “CSV UTF-8”, or better as “Excel Workbook (.xlsx)”")


def read_csv(data: bytes) -> Workbook:
    """The rows of a CSV file, as one sheet. Raises Unreadable, whatever the bytes are."""
    text, encoding, marked = _decoded(data)
    remarks: list[Remark] = []
    if encoding != "UTF-8":
        remarks.append(
            _remark(
                "legacy-encoding",
                Severity.INFO if encoding.startswith("UTF") else Severity.WARNING,
                N_("was read as {encoding}: look at a few texts"),
                _SAVE_AS_UTF8,
                encoding=encoding,
            )
        )
    elif marked:
        remarks.append(
            _remark(
                "byte-order-mark",
                Severity.INFO,
                N_("began with a byte order mark, which is left out"),
            )
        )
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    return Workbook(
        sheets=(Sheet(name="", rows=tuple(_rows(text, delimiter)), of_text=True),),
        remarks=tuple(remarks),
    )


def _remark(
    name: str, severity: Severity, message: str, help_: str = "", **arguments: Argument
) -> Remark:
    return Remark(name=name, severity=severity, message=message, arguments=arguments, help=help_)


def _rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise Unreadable("too-large", N_("has more than {limit} rows"), limit=MOST_ROWS)
            row = tuple(
                Cell(row=number, column=column, kind="text", text=cell)
                for column, cell in enumerate(cells[:MOST_COLUMNS], start=1)
                if cell
            )
            if row:
                yield row
    except csv.Error as error:
        raise Unreadable(
            "not-csv",
            N_("row {row} is not valid CSV: {reason}"),
            _SAVE_AS_UTF8,
            row=number + 1,
            reason=str(error),
        ) from None


def _decoded(data: bytes) -> tuple[str, str, bool]:
    """The text, what its encoding is called, and whether it was marked."""
    marks = ((b"\xef\xbb\xbf", "utf-8", "UTF-8"), (b"\xff\xfe", "utf-16-le", "UTF-16"))
    for mark, codec, name in (*marks, (b"\xfe\xff", "utf-16-be", "UTF-16")):
        if data.startswith(mark):
            text = _strict(data[len(mark) :], codec)
            if text is None:
                raise _undecodable()
            return text.lstrip("\ufeff"), name, True
    for codec in ("utf-16-le", "utf-16-be"):
        zeros = data[1::2] if codec == "utf-16-le" else data[::2]
        if zeros[:400].count(0) * 4 > len(zeros[:400]) and (text := _strict(data, codec)):
            return text, "UTF-16", False
    if b"\0" in data:
        raise Unreadable("no-workbook", N_("is neither a workbook nor CSV"), _SAVE_AS_UTF8)
    for codec, name in (("utf-8", "UTF-8"), ("gb18030", "GBK (GB18030)")):
        text = _strict(data, codec)
        if text is not None:
            return text, name, False
    raise _undecodable()


def _undecodable() -> Unreadable:
    return Unreadable("undecodable", N_("is CSV in an encoding that cannot be told"), _SAVE_AS_UTF8)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, ValueError):
        return None
