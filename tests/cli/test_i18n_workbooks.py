"""Workbooks of `goglobal i18n export` and `import`, as people and programs treat them."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

Call = Callable[..., Any]
CUES = "moonlit-bund.th.cues.xlsx"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".goglobal" not in path.parts
    }


def export(call: Call, folder: Path, *more: str) -> Any:
    return call("i18n", "export", folder, "--to", "xlsx", "-o", "out", *more)


def edit(name: str, change: Callable[[Any], None]) -> Path:
    """Open a workbook as a program does, change it, and save it."""
    path = Path("out", name)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def row_of(sheet: Any, key: str) -> Any:
    return next(cell.row for cell in sheet["A"] if cell.value == key)


def imported(call: Call, folder: Path, *files: Path | str, code: int = 0) -> dict[str, Any]:
    done = call("i18n", "import", folder, *files, "--format", "json")
    assert done.code == code, (done.out, done.err)
    result: dict[str, Any] = json.loads(done.out)
    return result


def problems(result: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(p["name"], p["key"]) for p in result["problems"]]


def test_a_cell_that_is_refused_is_told_once(call: Call, bund: Path) -> None:
    """A text that became a date is not missing as well."""
    assert export(call, bund, "-l", "th").code == 0

    def date(book: Any) -> None:
        sheet = book["th"]
        sheet.cell(row_of(sheet, "ep001/0003"), 3).value = dt.datetime(2026, 3, 1)  # noqa: DTZ001
        sheet.cell(row_of(sheet, "ep001/0004"), 3).value = "#NAME?"
        sheet.cell(row_of(sheet, "ep001/0004"), 3).data_type = "e"
        sheet.delete_rows(row_of(sheet, "ep001/0006"))

    result = imported(call, bund, edit(CUES, date), code=1)
    keys = [key for _, key in problems(result)]
    assert sorted(map(str, keys)) == ["ep001/0003", "ep001/0004", "ep001/0006"]
    assert ("missing-key", "ep001/0006") in problems(result)
    assert result["summary"]["refused"] == 2


def test_one_of_the_cues_that_are_shown_as_one_today(call: Call, bund: Path) -> None:
    """The file is older than the translation, which has two cues in one."""
    track = bund / "subtitles/th/ep001.srt"
    whole = track.read_text("utf-8")
    track.unlink()
    assert export(call, bund, "-l", "th", "--scope", "cues", "--episodes", "1").code == 0
    blocks = whole.strip().split("\n\n")
    first, second = (block.split("\n") for block in blocks[1:3])
    clocks = f"{first[1].split(' --> ')[0]} --> {second[1].split(' --> ')[1]}"
    joined = "\n".join([first[0], clocks, *first[2:], *second[2:]])
    track.write_text("\n\n".join([blocks[0], joined, *blocks[3:]]) + "\n", "utf-8")

    def date(book: Any) -> None:
        sheet = book["th"]
        sheet.cell(row_of(sheet, "ep001/0002"), 3).value = dt.datetime(2026, 3, 1)  # noqa: DTZ001

    result = imported(call, bund, edit(CUES, date), code=1)
    told = [key for _, key in problems(result) if key and "0002" in key]
    assert told == ["ep001/0002"]


def test_what_may_be_sent_back_is_told_and_true(call: Call, bund: Path) -> None:
    before = contents(bund)
    Path("x.bin").write_bytes(b"\0\1\2\xff" * 100)
    done = call("i18n", "import", bund, "x.bin")
    assert done.code == 1
    assert "(PO, XLIFF or XLSX), or as the CSV" in " ".join(done.out.split())
    assert export(call, bund, "-l", "th").code == 0
    sheet = openpyxl.load_workbook(Path("out", CUES))["th"]
    path = Path("cues.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.value for cell in row] for row in sheet)
    result = imported(call, bund, path)
    assert contents(bund) == before
    assert result["summary"]["unchanged"] == sheet.max_row - 2
