"""What the rows of a producer's sheet are: labels with values, a list of episodes, a table.

Nothing is read here; every cell comes out once, with the heading it stands under, or as one that
nobody understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from goglobal.exchange.sheet_headers import TEXT_FIELDS, Heading, heading
from goglobal.exchange.sheet_values import number_in
from goglobal.exchange.sheets import Cell, Sheet

Role = Literal["label", "episode", "language", "series", "cast"]
_LEAST_HEADINGS = 2
_TEXTS = frozenset(TEXT_FIELDS)
_LISTED = _TEXTS | {"duration"}


class Item(NamedTuple):
    """Values that belong together: of one row, or beside one label."""

    role: Role
    row: tuple[Cell, ...]
    cells: tuple[tuple[Heading, Cell], ...]
    """Each value with its heading, in order."""


class Unknown(NamedTuple):
    """Cells that nobody understood."""

    cells: tuple[Cell, ...]
    header: Cell | None = None
    """Of a column; None: a row or a note."""


def areas(sheet: Sheet) -> Iterator[Item | Unknown]:
    """Everything in a sheet, in order."""
    rows = list(sheet.rows)
    at = 0
    columns: dict[int, Heading] = {}
    while at < len(rows):
        if _is_lying(rows[at]):
            end = _end_of_lying(rows, at)
            yield from _lying(rows[at:end])
            at = end
            continue
        role = _table_role(rows, at)
        if role is None:
            if _are_languages(rows[at]):
                columns = {c.column: h for c in rows[at] if (h := _heading(c))}
            else:
                yield from _labels(rows[at], columns)
            at += 1
            continue
        end = _end_of_table(rows, at, role)
        yield from _table(rows[at:end], role)
        at = end


def _heading(cell: Cell) -> Heading | None:
    return heading(cell.text) if cell.kind == "text" else None


def _are_languages(row: tuple[Cell, ...]) -> bool:
    """`项目 | 中文 | English | ไทย`: the columns of labels with values in several languages."""
    tongues = others = 0
    for cell in row:
        found = _heading(cell)
        tongues += bool(found and not found.field)
        others += not (found and not found.field)
        if others > 1:  # asked of every row of a long list
            return False
    return tongues >= _LEAST_HEADINGS


def _is_header(row: tuple[Cell, ...]) -> bool:
    """Whether most of a row's cells are names of columns."""
    found = [one for cell in row if (one := _heading(cell))]
    fields = {one.field for one in found if one.field}
    return bool(fields) and len(found) >= _LEAST_HEADINGS and len(found) * 5 >= len(row) * 3


def _is_lying(row: tuple[Cell, ...]) -> bool:
    """`集数 | 1 | 2 | 3`: a list whose episodes stand side by side, each in a column."""
    first = _heading(row[0])
    if first is None or first.field != "number" or len(row) <= _LEAST_HEADINGS:
        return False
    numbers = [number_in(cell) or 0 for cell in row[1:]]
    return all(a < b for a, b in pairwise([0, *numbers]))


def _end_of_lying(rows: list[tuple[Cell, ...]], at: int) -> int:
    """The row behind such a list: the first that does not begin below its first column."""
    for end in range(at + 1, len(rows)):
        cell = rows[end][0]
        if cell.column != rows[at][0].column or _table_role(rows, end) or _is_lying(rows[end]):
            return end
    return len(rows)


def _lying(rows: list[tuple[Cell, ...]]) -> Iterator[Item | Unknown]:
    """The list turned: an item for each column, unknown rows as unknown columns are."""
    fields = _with_fields(
        {row[0].row: found for row in rows if (found := _heading(row[0]))},
        {row[0].row: row[0] for row in rows},
    )
    cells = [cell for row in rows for cell in row[1:]]
    for number in rows[0][1:]:
        column = tuple(c for c in cells if c.column == number.column and c.row in fields)
        yield Item("episode", column, tuple((fields[c.row], c) for c in column))
    numbered = {cell.column for cell in rows[0][1:]}
    for row in rows:
        strange = tuple(c for c in row[1:] if row[0].row not in fields or c.column not in numbered)
        if strange or row[0].row not in fields:
            yield Unknown(strange, row[0])


def _table_role(rows: list[tuple[Cell, ...]], at: int) -> Role | None:
    """What the rows below this one are, where it is a header."""
    found = [one for cell in rows[at] if (one := _heading(cell))]
    fields = {one.field for one in found}
    if "number" in fields and (fields & _LISTED or "" in fields):
        return "episode"
    if at + 1 < len(rows) and _are_languages(rows[at + 1]) and "number" in fields:
        return "episode"
    if not _is_header(rows[at]) or at + 1 >= len(rows) or _is_header(rows[at + 1]):
        return None
    if "language" in fields and fields & _TEXTS:
        return "language"
    if "character" in fields and "credit:cast" in fields:
        return "cast"
    return "series"


def _end_of_table(rows: list[tuple[Cell, ...]], at: int, role: Role) -> int:
    """The row behind a table: the next header, or the end."""
    for row in range(at + 2, len(rows)):
        if _table_role(rows, row) is not None and (role != "episode" or _is_header(rows[row])):
            return row
    return len(rows)


def _table(rows: list[tuple[Cell, ...]], role: Role) -> Iterator[Item | Unknown]:
    columns, header, first = _columns(rows)
    strange: dict[int, list[Cell]] = {}
    for row in rows[first:]:
        known = tuple((columns[c.column], c) for c in row if c.column in columns)
        if known:
            yield Item(role, row, known)
        for cell in row:
            if cell.column not in columns:
                strange.setdefault(cell.column, []).append(cell)
    for column, cells in strange.items():
        yield Unknown(tuple(cells), header.get(column))
    for column, cell in header.items():
        if column not in columns and column not in strange:
            yield Unknown((), cell)


def _columns(
    rows: list[tuple[Cell, ...]],
) -> tuple[dict[int, Heading], Mapping[int, Cell], int]:
    """The headings by column, the header's cells, and where the values begin.

    A header of two rows has the fields in the first and the languages in the second.
    """
    header = {cell.column: cell for cell in rows[0]}
    found = {cell.column: one for cell in rows[0] if (one := _heading(cell))}
    first = 1
    if len(rows) > 1 and _are_languages(rows[1]):
        below = {cell.column: one for cell in rows[1] if (one := _heading(cell))}
        for column, one in below.items():
            left = [c for c in found if c <= column and found[c].field]
            if left:
                found[column] = found[max(left)]._replace(languages=one.languages)
        first = 2
    return _with_fields(found, header), header, first


def _with_fields(found: dict[int, Heading], header: Mapping[int, Cell]) -> dict[int, Heading]:
    """The headings, those that name a language alone with the field that they stand behind."""
    alone = [column for column, one in found.items() if not one.field]
    if len(alone) == 1 and header[alone[0]].text.strip().casefold() == "id":
        del found[alone[0]]  # an identifier, not Indonesian
    result: dict[int, Heading] = {}
    last = Heading("title")
    for column in sorted(found):
        one = found[column]
        if one.field in _TEXTS:
            last = one
        elif not one.field:
            one = last._replace(languages=one.languages)
        result[column] = one
    return result


def _labels(row: tuple[Cell, ...], columns: Mapping[int, Heading]) -> Iterator[Item | Unknown]:
    """`剧名 | 外滩月色 | 导演 | 王敏`: each label with the values up to the next one."""
    label: Heading | None = None
    values: list[tuple[Heading, Cell]] = []
    strange: list[Cell] = []
    for cell in row:
        found = _heading(cell)
        if found is not None and found.field and not (label and not values):
            if label is not None and values:
                yield Item("label", row, tuple(values))
            label, values = found, []
        elif label is None:
            strange.append(cell)
        else:
            tongue = columns.get(cell.column)
            values.append((label._replace(languages=tongue.languages) if tongue else label, cell))
    if values:
        yield Item("label", row, tuple(values))
    elif label is not None:
        strange.extend(cell for cell in row if _heading(cell) == label)
    if strange:
        yield Unknown(tuple(strange))
