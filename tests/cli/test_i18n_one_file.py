"""`goglobal i18n export --one-file`: a workbook with a sheet for each language, there and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goglobal.exchange import formats, workbook_guard

Call = Callable[..., Any]
CUES = "moonlit-bund.cues.xlsx"
METADATA = "moonlit-bund.metadata.xlsx"
LANGUAGES = ["ar", "en", "es-419", "id", "ja", "ko", "pt-BR", "th", "vi"]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".goglobal" not in path.parts
    }


def export(call: Call, folder: Path, *more: str, to: str = "xlsx") -> Any:
    return call("i18n", "export", folder, "--to", to, "--one-file", "-o", "out", *more)


def imported(call: Call, folder: Path, *more: Path | str, code: int = 0) -> dict[str, Any]:
    done = call("i18n", "import", folder, *more, "--format", "json")
    assert done.code == code, (done.out, done.err)
    result: dict[str, Any] = json.loads(done.out)
    return result


def edit(name: str, change: Callable[[Any], None]) -> None:
    """Open a workbook as a program does, change it, and save it."""
    book = openpyxl.load_workbook(Path("out", name))
    change(book)
    book.save(Path("out", name))


def translate(sheet: Any, key: str, text: str) -> None:
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        if key in values:
            row[values.index(key) + 2].value = text
            return
    raise AssertionError(key)


def test_one_workbook_a_scope_with_a_sheet_a_language(call: Call, bund: Path) -> None:
    done = export(call, bund, "--format", "json")
    assert done.code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == [CUES, METADATA]
    book = openpyxl.load_workbook(Path("out", CUES))
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == LANGUAGES
    assert [book[tag]["C2"].value for tag in LANGUAGES] == [f"translation ({t})" for t in LANGUAGES]
    files = json.loads(done.out)["files"]
    assert [(one["language"], one["languages"]) for one in files] == [(None, LANGUAGES)] * 2
    assert {one["texts"] for one in files} == {
        sum(sheet.max_row - 2 for sheet in book if sheet.sheet_state == "visible"),
        9 * 25,
    }


def test_there_and_back_changes_nothing(call: Call, bund: Path) -> None:
    before = contents(bund)
    assert export(call, bund).code == 0
    result = imported(call, bund, "out")
    assert contents(bund) == before
    assert result["problems"] == []
    assert result["summary"]["texts"] == result["summary"]["refused"] == 0
    assert result["summary"]["unchanged"] >= 9 * 25
    assert sorted({file["language"] for file in result["files"]}) == LANGUAGES
    again = export(call, bund)
    assert (again.code, again.out.count("unchanged")) == (0, 2)


def renamed(book: Any) -> None:
    for number, tag in enumerate(LANGUAGES):
        book[tag].title = f"Sheet{number} 第{number}"
    book["goglobal"].title = "x"


def swapped(book: Any) -> None:
    """The sheets of two languages have each other's name."""
    book["th"].title, book["vi"].title = "tmp1", "tmp2"
    book["tmp1"].title, book["tmp2"].title = "vi", "th"


def reordered(book: Any) -> None:
    book._sheets.reverse()


def without_hidden_rows(book: Any) -> None:
    """As "Inspect document" leaves it: no hidden row, no hidden columns, no hidden sheet."""
    renamed(book)
    for tag in list(book.sheetnames):
        sheet = book[tag]
        if sheet.sheet_state != "visible":
            del book[tag]
            continue
        last = sheet.max_column
        sheet.delete_cols(last - 1, 2)
        sheet.delete_rows(1)


def swapped_without_hidden_rows(book: Any) -> None:
    swapped(book)
    for tag in LANGUAGES:
        book[tag].delete_rows(1)


@pytest.mark.parametrize(
    "change",
    [renamed, swapped, reordered, without_hidden_rows, swapped_without_hidden_rows],
)
@pytest.mark.parametrize("name", [CUES, METADATA])
def test_sheets_are_known_whatever_is_done_to_them(
    call: Call, bund: Path, name: str, change: Callable[[Any], None]
) -> None:
    before = contents(bund)
    assert export(call, bund, "--episodes", "1").code == 0
    edit(name, change)
    result = imported(call, bund, Path("out", name))
    assert contents(bund) == before
    assert sorted(file["language"] for file in result["files"]) == LANGUAGES
    assert [p for p in result["problems"] if p["severity"] == "error"] == []
    assert {row["state"] for row in result["results"]} == {"unchanged"}


def test_a_changed_text_goes_to_its_language_though_the_sheets_changed_names(
    call: Call, bund: Path
) -> None:
    assert export(call, bund).code == 0
    before = contents(bund)
    edit(CUES, swapped)

    def change(book: Any) -> None:
        translate(book["vi"], "ep001/0003", "ขอดูบัตรเชิญ\nหน่อยครับ")

    edit(CUES, change)
    imported(call, bund, Path("out", CUES))
    after = contents(bund)
    assert {name for name in after if after[name] != before.get(name)} == {
        "subtitles/th/ep001.srt",
        "translations.csv",
    }


def test_sheets_that_were_taken_out_are_told_and_harm_nothing(call: Call, bund: Path) -> None:
    before = contents(bund)
    assert export(call, bund).code == 0

    def take_out(book: Any) -> None:
        del book["th"]
        del book["vi"]

    edit(METADATA, take_out)
    result = imported(call, bund, Path("out", METADATA))
    assert contents(bund) == before
    (told,) = result["problems"]
    assert (told["name"], told["severity"]) == ("sheets-gone", "info")
    assert "th, vi" in told["message"]


def test_a_sheet_for_a_new_language(call: Call, bund: Path) -> None:
    assert export(call, bund, "-l", "th,fr", "--scope", "metadata").code == 0

    def change(book: Any) -> None:
        translate(book["fr"], "series/title", "Clair de lune sur le Bund")

    edit(METADATA, change)
    result = imported(call, bund, Path("out", METADATA), code=1)
    assert [(p["name"], p["place"]) for p in result["problems"]] == [("unknown-language", "fr")]
    imported(call, bund, Path("out", METADATA), "-l", "fr", "-l", "th")
    assert "Clair de lune" in (bund / "locales/fr.po").read_text("utf-8")


def test_two_languages_side_by_side_in_one_sheet_are_not_lost_in_silence(
    call: Call, bund: Path
) -> None:
    assert export(call, bund, "-l", "th,vi", "--scope", "metadata").code == 0

    def join(book: Any) -> None:
        last = book["th"].max_column + 1
        for row in range(1, book["vi"].max_row + 1):
            book["th"].cell(row, last).value = book["vi"].cell(row, 3).value
        del book["vi"]

    edit(METADATA, join)
    result = imported(call, bund, Path("out", METADATA), code=1)
    assert ("two-columns", "error") in {(p["name"], p["severity"]) for p in result["problems"]}


@pytest.mark.parametrize("to", ["po", "xliff", "xliff2"])
def test_only_workbooks_hold_several_languages(call: Call, bund: Path, to: str) -> None:
    done = export(call, bund, to=to)
    assert done.code == 2
    assert f"--one-file is for --to xlsx: a file in {to} is of one language" in done.err
    assert not Path("out").exists()


def test_a_workbook_that_somebody_worked_in_is_not_written_over(call: Call, bund: Path) -> None:
    assert export(call, bund).code == 0
    edit(CUES, lambda book: translate(book["th"], "ep001/0003", "อื่น"))
    mine = Path("out", CUES).read_bytes()
    done = export(call, bund)
    assert done.code == 2
    assert CUES in done.err
    assert METADATA not in done.err
    assert Path("out", CUES).read_bytes() == mine


def test_a_large_workbook_is_compressed_and_reads_the_same(
    call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(bund)
    monkeypatch.setattr(workbook_guard, "LARGEST", 400_000)
    assert export(call, bund).code == 0
    assert 10_000 < Path("out", CUES).stat().st_size < 400_000
    result = imported(call, bund, "out")
    assert contents(bund) == before
    assert result["problems"] == []


@pytest.mark.parametrize(
    ("limit", "most"), [("LARGEST", 20_000), ("LARGEST_INSIDE", 500_000), ("MOST_CELLS", 5_000)]
)
def test_what_would_not_be_taken_in_again_is_not_written(
    call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(workbook_guard, "LARGEST", 400_000)
    monkeypatch.setattr(workbook_guard, limit, most)
    done = export(call, bund)
    assert done.code == 2
    assert "too large to be taken in again" in done.err
    assert not Path("out").exists()


def test_nor_is_any_other_file(call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST", 10_000)
    done = call("i18n", "export", bund, "-l", "th", "-o", "out")
    assert done.code == 2
    assert "moonlit-bund.th." in done.err
    assert "could not be taken in again" in done.err
    assert not Path("out").exists()
