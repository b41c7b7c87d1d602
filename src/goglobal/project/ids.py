"""`ids.csv`: the names that platforms gave to the series and its episodes."""

from __future__ import annotations

from pathlib import Path

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.project.reading import printable
from goglobal.project.tables import read_sheet
from goglobal.project.values import HIGHEST_EPISODE
from goglobal.suggestions import nearest

_COLUMNS = ("target", "episode", "id")


def load_ids(
    path: Path, file: str, problems: list[Problem], *, lines: dict[str, int] | None = None
) -> dict[tuple[str, int | None], str]:
    """(target, episode or None for the series) to the platform's id; `lines` gets the 1-based line
    of each target's first row."""
    sheet = read_sheet(path, file, problems)
    if sheet is None:
        return {}
    names = {column.casefold(): column for column in sheet.columns}
    missing = [name for name in _COLUMNS if name not in names]
    for column in sheet.columns:
        if column.casefold() not in _COLUMNS:
            close = nearest(column, missing or _COLUMNS) or ", ".join(_COLUMNS)
            message = N_("unknown column `{column}`; did you mean `{nearest}`?")
            problems.append(sheet.problem(1, message, column=printable(column), nearest=close))
    for name in missing:
        message = N_("there is no column `{column}`")
        help_ = N_("the columns are target, episode, id")
        problems.append(sheet.problem(1, message, help_, column=name))
    if missing:
        return {}
    result: dict[tuple[str, int | None], str] = {}
    for row in sheet.rows:
        target, number, value = (row.cells.get(names[name], "") for name in _COLUMNS)
        if not target or not value:
            problems.append(sheet.problem(row.line, N_("the row lacks a target or an id")))
            continue
        episode: int | None = None
        if number:
            if not (number.isascii() and number.isdigit() and len(number) < 9):
                problems.append(
                    sheet.problem(
                        row.line, N_("`{value}` is no episode number"), value=printable(number)
                    )
                )
                continue
            episode = int(number)
            if not 1 <= episode <= HIGHEST_EPISODE:
                message = N_("`{value}` is no episode number")
                problems.append(sheet.problem(row.line, message, value=number))
                continue
        if (target, episode) in result:
            message = N_("there are two ids for the same episode of target `{target}`")
            problems.append(sheet.problem(row.line, message, target=printable(target)))
            continue
        result[(target, episode)] = value
        if lines is not None:
            lines.setdefault(target, row.line)
    return result
