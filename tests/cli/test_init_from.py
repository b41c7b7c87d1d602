"""`goglobal init --from`: a spreadsheet becomes a folder that loads; what is left out is told."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goglobal.cli import scaffold
from goglobal.cli.starting import known
from goglobal.exchange.returned import Remark
from goglobal.exchange.sheet_series import read_series
from goglobal.exchange.sheet_values import number_in
from goglobal.exchange.sheets import Cell
from goglobal.findings import Severity
from goglobal.project import load_series, load_targets
from goglobal.project.texts import source_texts

Call = Callable[..., Any]
SHEETS: dict[str, list[list[Any]]] = {
    "剧集": [
        ["剧名", '外滩 "月色" \\'],
        ["英文剧名", "Moonlit Bund"],
        ["简介", "第一句。\n第二句。"],
        ["主演", "林夏（饰 苏晚）"],
        ["备注", "内部"],
    ],
    "分集": [
        ["集数", "标题", "title (th)", "时长"],
        [1, "相遇", "พบกัน", "1:32"],
        [2, "离别", None, "1:40.5"],
    ],
}


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("series.xlsx").write_bytes(workbook(SHEETS))
    return Path("bund")


def test_the_folder_holds_what_the_spreadsheet_says(call: Call, place: Path) -> None:
    result = call("init", place, "--from", "series.xlsx", "-l", "vi")
    assert (result.code, result.err) == (0, "")
    series = load_series(place)
    assert (series.id, series.title, series.source_language) == (
        "bund",
        '外滩 "月色" \\',
        "zh-Hans",
    )
    assert series.synopsis == "第一句。\n第二句。"
    assert [(e.number, e.title, e.duration) for e in series.episodes] == [
        (1, "相遇", 92_000),
        (2, "离别", 100_500),
    ]
    assert [(c.role, c.name, c.character) for c in series.credits] == [("cast", "林夏", "苏晚")]
    assert series.languages == ("zh-Hans", "en", "th", "vi")
    assert series.catalogs["en"].text("series/title") == "Moonlit Bund"
    assert series.catalogs["th"].text("episode/001/title") == "พบกัน"
    assert series.catalogs["vi"].text("series/title") is None
    for catalog in series.catalogs.values():
        assert {key: entry.source for key, entry in catalog.entries.items()} == source_texts(series)
    assert series.findings == ()
    assert load_targets(place)[0].languages == ("zh-Hans", "vi", "en", "th")


def test_it_says_what_was_taken_and_lists_what_was_not(call: Call, place: Path) -> None:
    result = call("init", place, "--from", "series.xlsx")
    assert "from series.xlsx: episodes 2, texts 4, people 1" in result.out
    assert "th: translated texts 1" in result.out
    lines = [line for line in result.out.splitlines() if "warning" in line]
    assert lines == [
        "series.xlsx: 剧集!A5: warning: was not understood, and is not taken: “备注 | 内部”"
    ]


def test_check_finds_nothing_wrong_with_the_catalogs(call: Call, place: Path) -> None:
    call("init", place, "--from", "series.xlsx")
    found = re.findall(r"(CAT\d+|PRJ\d+|MET\d+)", call("check", place).out)
    assert set(found) <= {"CAT001", "PRJ003", "PRJ006"}


def test_options_go_before_the_sheet(call: Call, place: Path) -> None:
    call("init", place, "--from", "series.xlsx", "--title", "别名", "--id", "other")
    series = load_series(place)
    assert (series.id, series.title) == ("other", "别名")


def test_csv_without_a_title_takes_the_folders_name_and_says_so(call: Call, place: Path) -> None:
    Path("list.csv").write_text("集数,标题\n1,相遇\n", "gb18030")
    result = call("init", place, "--from", "list.csv")
    assert result.code == 0
    assert load_series(place).title == "bund"
    assert "no title of the series was found; “bund” is taken" in result.out
    assert "GBK" in result.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no.xlsx: is no file"),
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "old Excel file"),
        (b"a,b\n1,2\n", "no title, synopsis or list of episodes was found"),
        (b"no,title\n1,Meeting\n", "--source-language"),
    ],
)
def test_a_file_that_gives_nothing_makes_nothing(
    content: bytes | None, said: str, call: Call, place: Path
) -> None:
    if content is not None:
        Path("no.xlsx").write_bytes(content)
    result = call("init", place, "--from", "no.xlsx")
    assert (result.code, result.out) == (2, "")
    assert said in " ".join(result.err.split())
    assert not place.exists()


def test_nothing_is_ever_written_over(call: Call, place: Path) -> None:
    place.mkdir()
    (place / "mine.txt").write_text("mine")
    assert call("init", place, "--from", "series.xlsx").code == 2
    assert os.listdir(place) == ["mine.txt"]


HEADERS = st.sampled_from(
    [
        *(
            "集数",
            "标题",
            "简介",
            "时长",
            "导演",
            "主演",
            "类型",
            "语言",
            "剧名",
            "角色",
            "泰语",
            "en",
        ),
        *(
            "标题-泰语",
            "synopsis(vi)",
            "备注",
            "总集数",
            "季",
            "国家",
            "关键词",
            "上线日期",
            "备案号",
        ),
    ]
)
VALUES = st.one_of(
    HEADERS,
    st.integers(0, 5),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(
        lambda text: not {*text} & {"\ufffe", "\uffff", "\u2028", "\u2029"}
    ),
    st.sampled_from(
        ["第1集", "EP02", "1:32", "中国", "都市", "林夏（饰 苏晚）", '"', "\\", "x\ny"]
    ),
    st.none(),
)
GRIDS = st.lists(
    st.tuples(st.lists(HEADERS, min_size=1, max_size=5), st.lists(st.lists(VALUES, max_size=6))),
    min_size=1,
    max_size=2,
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(grids=GRIDS)
@example(grids=[(["标题", "集数"], [["集数", "6"]])])
def test_whatever_a_spreadsheet_holds_loads_and_no_cell_is_dropped_in_silence(
    grids: list[tuple[list[str], list[list[Any]]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, (header, rows) in enumerate(grids):
        sheet = made.create_sheet(f"s{number}")
        for y, row in enumerate([header, *rows], start=1):
            for x, value in enumerate(row, start=1):
                if value not in (None, ""):
                    sheet.cell(y, x).value = value
                    if isinstance(value, str):
                        sheet.cell(y, x).data_type = "s"
    data = io.BytesIO()
    made.save(data)
    found = read_series(data.getvalue())
    if any(remark.severity is Severity.ERROR for remark in found.remarks):
        return
    beginning = scaffold.Beginning(
        id="s",
        title=found.texts.get("series/title", "x"),
        source_language=found.source_language,
        languages=known(found).languages,
        platform="generic",
        sheet=found,
    )
    folder = tmp_path_factory.mktemp("s")
    files = scaffold.files(beginning)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="\n")
    series = load_series(folder)
    assert [f for f in series.findings if f.code == "CAT005"] == []
    written = "\n".join([*source_texts(series).values(), *series.genres, *series.countries])
    licence = series.registration.number if series.registration else ""
    written += "\n".join(["", licence, str(series.release_date), str(series.season), ""])
    written += "\n".join(e.text for c in series.catalogs.values() for e in c.entries.values())
    written = " ".join(written.split())
    numbers = {episode.number for episode in series.episodes}
    for sheet in made.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                value = "" if cell.value is None else " ".join(str(cell.value).split())
                assert (
                    value in written
                    or _is_known(value)
                    or number_in(Cell(row=1, column=1, kind="text", text=value)) in numbers
                    or any(_tells(remark, sheet.title, cell, value) for remark in found.remarks)
                ), (sheet.title, cell, value)


WHOLE_ROWS = {"twice", "which-language", "second-series", "no-number"}


def _tells(remark: Remark, sheet: str, cell: Any, value: str) -> bool:
    """Whether a remark tells of a cell: of itself, of its row, of its column, or by its text."""
    name, _, place = remark.place.rpartition("!")
    if name != sheet:
        return False
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()  # type: ignore[union-attr]
    return (
        place == cell.coordinate
        or (remark.name in WHOLE_ROWS and int(row) == cell.row)
        or ("header" in remark.arguments and column == cell.column_letter)
        or value in " ".join(str(remark.arguments.get("text", "")).split())
    )


def _is_known(value: str) -> bool:
    """Names of columns, and values that become something else: numbers, durations, genres."""
    from goglobal.exchange.sheet_headers import heading

    return heading(value) is not None or bool(
        re.fullmatch(r"[0-5]|第1集|EP02|1:32|中国|都市|林夏（饰 苏晚）", value)
    )
