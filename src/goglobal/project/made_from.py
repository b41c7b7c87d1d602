"""`translations.csv`: which state of the source each translated track was made from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import Fingerprint, Kind, MadeFrom
from goglobal.project.reading import Refused, printable
from goglobal.project.tables import Row, Sheet, read_sheet
from goglobal.project.values import HIGHEST_EPISODE, tag
from goglobal.suggestions import nearest

FILE = "translations.csv"
TrackKey = tuple[str, int, Kind]
"""Language, episode, kind."""
COLUMNS = (
    "language",
    "episode",
    "kind",
    "source_text",
    "source_cues",
    "source_first",
    "source_last",
    "track",
    "track_first",
    "track_last",
)
_DIGEST = re.compile(r"(?:[0-9a-f]{16})?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_WRITE_AGAIN = N_(
    "`goglobal i18n update` writes the file: take it from version control again, or delete the row"
)


def load_made_from(path: Path, file: str, problems: list[Problem]) -> dict[TrackKey, MadeFrom]:
    """What each translated track was made from; what is wrong with the file goes to `problems`."""
    sheet = read_sheet(path, file, problems)
    if sheet is None:
        return {}
    before = len(problems)
    for column in sheet.columns:
        if _is_conflict(column):
            problems.append(_conflict(sheet, 1))
        elif column not in COLUMNS:
            message = N_("unknown column `{column}`; did you mean `{nearest}`?")
            close = nearest(column, COLUMNS) or ", ".join(COLUMNS)
            problems.append(sheet.problem(1, message, column=printable(column), nearest=close))
    for name in COLUMNS:
        if name not in sheet.columns and len(problems) == before:
            message, help_ = N_("there is no column `{column}`"), N_("the columns are {columns}")
            columns = ", ".join(COLUMNS)
            problems.append(sheet.problem(1, message, help_, column=name, columns=columns))
    if len(problems) > before:
        return {}
    result: dict[TrackKey, MadeFrom] = {}
    lines: dict[TrackKey, int] = {}
    for row in sheet.rows:
        if _is_conflict(row.cells.get("language", "")):
            problems.append(_conflict(sheet, row.line))
            continue
        try:
            key, made = _read(row)
        except Refused as refused:
            problems.append(
                Refused(refused.message, refused.help or _WRITE_AGAIN, **refused.arguments).problem(
                    file, "", row.line
                )
            )
            continue
        first = result.setdefault(key, made)
        if first != made:
            message = N_("line {first} says something else of the same track")
            help_ = N_("delete one of the two rows")
            problems.append(sheet.problem(row.line, message, help_, first=lines[key]))
        lines.setdefault(key, row.line)
    return result


def _read(row: Row) -> tuple[TrackKey, MadeFrom]:
    """One row. Raises Refused for what is no such row."""
    cells = {name: row.cells.get(name, "") for name in COLUMNS}
    kind = cells["kind"]
    if kind not in {"full", "sdh", "forced"}:
        raise Refused(N_("`{value}` is no kind of track"), value=printable(kind))
    episode = _number(cells["episode"])
    if not 1 <= episode <= HIGHEST_EPISODE:
        raise Refused(N_("`{value}` is no episode number"), value=printable(cells["episode"]))
    source = Fingerprint(
        text=_text(cells["source_text"]),
        cues=_number(cells["source_cues"]),
        first=_number(cells["source_first"]),
        last=_number(cells["source_last"]),
    )
    track = Fingerprint(
        text=_text(cells["track"]),
        first=_number(cells["track_first"]),
        last=_number(cells["track_last"]),
    )
    key = (tag(cells["language"]), episode, cast("Kind", kind))
    return key, MadeFrom(source=source, track=track)


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise Refused(N_("`{value}` is no whole number"), value=printable(value))
    return int(value)


def _text(value: str) -> str:
    if not _DIGEST.fullmatch(value.lower()):
        raise Refused(N_("`{value}` is no digest of 16 hexadecimal digits"), value=printable(value))
    return value.lower()


def _is_conflict(cell: str) -> bool:
    return cell.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||"))


def _conflict(sheet: Sheet, line: int) -> Problem:
    return sheet.problem(
        line,
        N_("a conflict of version control was left here"),
        N_("keep the rows of both sides and delete the marks"),
    )
