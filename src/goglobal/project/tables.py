"""CSV files of the project: rows by column name, with their lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec

from goglobal.errors import Argument, Problem
from goglobal.messages import N_
from goglobal.project.reading import Refused, decode_utf8, printable, read_bytes

MOST_COLUMNS = 500
_DELIMITERS = ",;\t"
_WIDE_DELIMITERS = "，；"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its 1-based line, and the cells by column name, without white space around."""

    line: int
    cells: dict[str, str]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A CSV file, read: columns in order, rows that are not empty."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def problem(self, line: int, message: str, advice: str = "", **arguments: Argument) -> Problem:
        """A problem in one of its lines."""
        return Refused(message, advice, **arguments).problem(self.file, "", line)


def read_sheet(path: Path, file: str, problems: list[Problem]) -> Sheet | None:
    """Read a CSV file with `,`, `;` or tabs; what keeps it from being read goes to `problems`."""
    try:
        return parse_sheet(read_bytes(path), file, problems)
    except Refused as refused:
        problems.append(refused.problem(file))
        return None


def parse_sheet(data: bytes, file: str, problems: list[Problem]) -> Sheet:
    """Parse the bytes of a CSV file. Raises Refused where there are no rows to be had."""
    text = decode_utf8(data)
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    if not header.count(delimiter) and any(mark in header for mark in _WIDE_DELIMITERS):
        raise Refused(N_("the columns are separated by full-width commas"), N_("use `,`")).at(1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] | None = None
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                if columns is None:
                    columns = _columns(stripped, line)
                else:
                    rows.append(_row(columns, stripped, line, file, problems))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(N_("not valid CSV: {reason}"), reason=str(error)).at(line) from None
    if columns is None:
        raise Refused(N_("is empty; the first line names the columns"))
    return Sheet(file=file, columns=columns, rows=tuple(rows))


def _columns(cells: list[str], line: int) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    if "" in cells:
        raise Refused(N_("column {number} has no name"), number=cells.index("") + 1).at(line)
    if len(cells) > MOST_COLUMNS:
        raise Refused(N_("has more than {limit} columns"), limit=MOST_COLUMNS).at(line)
    for place, name in enumerate(cells):
        if name in cells[:place]:
            raise Refused(N_("two columns are called `{name}`"), name=printable(name)).at(line)
    return tuple(cells)


def _row(
    columns: tuple[str, ...], cells: list[str], line: int, file: str, problems: list[Problem]
) -> Row:
    if any(cells[len(columns) :]):
        problems.append(
            Refused(
                N_("the row has {found} cells, but there are {wanted} columns"),
                N_("put a cell that contains the separator in double quotes"),
                found=len(cells),
                wanted=len(columns),
            ).problem(file, "", line)
        )
    return Row(line=line, cells=dict(zip(columns, cells, strict=False)))
