"""Producers' spreadsheets: what was hidden, lists that lie on their side, rows and columns of one
language, sheets of several seasons."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from goglobal.exchange.sheet_result import SheetSeries
from goglobal.exchange.sheet_series import read_series
from goglobal.findings import Severity

Rows = list[list[Any]]
LIST: Rows = [["集数", "标题", "title (en)"], [1, "甲", "A"], [2, "乙", "B"], [3, "丙", "C"]]


def made(**sheets: Rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def read(book: openpyxl.Workbook) -> SheetSeries:
    data = io.BytesIO()
    book.save(data)
    return read_series(data.getvalue(), source_language="zh-Hans")


def told(series: SheetSeries) -> list[tuple[str, str, dict[str, Any]]]:
    return [(remark.place, remark.name, dict(remark.arguments)) for remark in series.remarks]


def titles(series: SheetSeries) -> dict[int, str]:
    return {episode.number: episode.title for episode in series.episodes}


def test_a_hidden_row_does_not_take_the_place_of_the_one_that_is_seen() -> None:
    """A discarded version above the one that counts."""
    book = made(分集=[*LIST[:2], [2, "废弃", "old"], *LIST[2:]])
    book["分集"].row_dimensions[3].hidden = True
    series = read(book)
    assert titles(series) == {1: "甲", 2: "乙", 3: "丙"}
    assert told(series) == [("分集", "hidden", {"names": "3", "count": 3})]


def test_rows_that_a_filter_leaves_out_are_told_and_missed() -> None:
    book = made(分集=LIST)
    book["分集"].auto_filter.ref = "A1:C4"
    book["分集"].row_dimensions[3].hidden = True
    series = read(book)
    assert titles(series) == {1: "甲", 3: "丙"}
    assert [name for _, name, _ in told(series)] == ["hidden", "gap"]


def test_hidden_columns_are_told_by_their_letters() -> None:
    book = made(分集=[["集数", "标题", "title (th)", "title (en)"], [1, "甲", "ก", "A"]])
    book["分集"].column_dimensions.group("C", "D", hidden=True)
    series = read(book)
    assert series.translations == {}
    assert told(series) == [("分集", "hidden", {"names": "C, D", "count": 4})]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_adds_no_episode(state: str) -> None:
    book = made(旧版=[["集数", "标题"], [1, "旧甲"], [4, "旧丁"]], 分集=LIST)
    book["旧版"].sheet_state = state
    series = read(book)
    assert titles(series) == {1: "甲", 2: "乙", 3: "丙"}
    assert told(series) == [("旧版", "hidden", {"count": 6})]


def test_what_is_hidden_and_empty_is_not_spoken_of() -> None:
    book = made(分集=LIST, Sheet2=[])
    book["Sheet2"].sheet_state = "hidden"
    book["分集"].row_dimensions[900].hidden = True
    book["分集"].column_dimensions["K"].hidden = True
    assert told(read(book)) == []


def test_episodes_side_by_side_are_episodes_and_not_the_series() -> None:
    book = made(
        分集=[
            ["剧名", "外滩月色"],
            ["集数", 1, "第2集", "EP03", None],
            ["标题", "甲", "乙", "丙", "没有集数"],
            ["英文标题", "A", None, "C"],
            ["备注", "内部", None, None],
            ["导演", "王敏"],
        ]
    )
    series = read(book)
    assert series.texts == {"series/title": "外滩月色"}
    assert titles(series) == {1: "甲", 2: "乙", 3: "丙"}
    assert series.translations == {"en": {"episode/001/title": "A", "episode/003/title": "C"}}
    assert ("分集!A3", "not-understood", {"header": "标题", "count": 1}) in told(series)
    assert ("分集!A5", "not-understood", {"header": "备注", "count": 1}) in told(series)


def test_a_number_of_episodes_beside_its_label_is_no_such_list() -> None:
    series = read(made(信息=[["剧名", "外滩月色"], ["集数", 3]], 分集=LIST))
    assert titles(series) == {1: "甲", 2: "乙", 3: "丙"}
    assert told(series) == []


def test_more_episodes_than_a_series_can_have_are_no_series() -> None:
    """A workbook of everything that was ever made; `series.toml` would not load."""
    rows = "".join(f"{number},第{number}集\n" for number in range(1, 10_002))
    found = [one for one in read_series(f"集数,标题\n{rows}".encode()).remarks if one.name != "gap"]
    assert [(one.name, one.severity) for one in found] == [("too-many", Severity.ERROR)]
    assert found[0].arguments == {"count": 10_001, "limit": 10_000}


@pytest.mark.parametrize("first", ["中文", "英语"])
def test_an_episode_may_have_a_row_for_each_language(first: str) -> None:
    """In whatever order: the first row is not the source's because it is the first."""
    rows: Rows = [
        [1, "中文", "甲"],
        [1, "英语", "A"],
        [1, "泰语", "ก"],
        [2, "英语", "B"],
        [2, "中文", "乙"],
        [2, "火星语", "?"],
    ]
    rows.sort(key=lambda row: (row[0], row[1] != first))
    series = read(made(分集=[["集数", "语言", "标题"], *rows]))
    assert titles(series) == {1: "甲", 2: "乙"}
    assert series.translations == {
        "en": {"episode/001/title": "A", "episode/002/title": "B"},
        "th": {"episode/001/title": "ก"},
    }
    assert told(series) == [("分集!B7", "which-language", {})]


def test_a_column_without_a_language_does_not_go_before_the_one_that_names_it() -> None:
    """`Title` beside `中文标题` is in English, most likely, and is not taken for Chinese."""
    series = read(
        made(
            分集=[
                ["集数", "Title", "中文标题", "简介"],
                [1, "A", "甲", "简一"],
                [2, "B", None, "简二"],
                [3, "丙", "丙", "简三"],
            ]
        )
    )
    assert titles(series) == {1: "甲", 2: "", 3: "丙"}
    assert [episode.synopsis for episode in series.episodes] == ["简一", "简二", "简三"]
    assert told(series) == [
        ("分集!B2", "differs", {"place": "分集!C2", "value": "A"}),
        ("分集!B3", "which-language", {"value": "B"}),
    ]


def test_the_titles_of_the_series_and_of_its_episodes_are_apart() -> None:
    series = read(made(表=[["标题", "外滩月色"], ["集数", "中文标题"], [1, "甲"]]))
    assert series.texts == {"series/title": "外滩月色"}
    assert (titles(series), told(series)) == ({1: "甲"}, [])


def test_sheets_of_two_seasons_are_not_mixed() -> None:
    book = made(第一季=LIST, 第二季=[["集数", "标题"], [1, "丁"], [9, "戊"]])
    errors = [one for one in read(book).remarks if one.severity is Severity.ERROR]
    assert [one.name for one in errors] == ["seasons"]
    assert errors[0].arguments == {"names": "“第一季”, “第二季”"}
    book["第一季"].sheet_state = "hidden"
    series = read(book)
    assert (series.season, titles(series)) == (2, {1: "丁", 9: "戊"})


def test_a_merged_number_counts_for_every_row_beside_it() -> None:
    book = made(
        分集=[
            ["集数", "语言", "标题"],
            [1, "中文", "甲"],
            [None, "英文", "A"],
            ["第2集", "中文", "乙"],
            [None, "英文", "B"],
            [None, "英文", "C"],
        ]
    )
    book["分集"].merge_cells("A2:A3")
    book["分集"].merge_cells("A4:A5")
    series = read(book)
    assert titles(series) == {1: "甲", 2: "乙"}
    assert series.translations == {"en": {"episode/001/title": "A", "episode/002/title": "B"}}
    assert [(place, name) for place, name, _ in told(series)] == [("分集!B6", "no-number")]


def test_lists_side_by_side_are_not_read_as_one() -> None:
    """The title of episode 3 is not that of episode 1, which has none."""
    rows: Rows = [["集数", "标题", "集数", "标题"], [1, None, 3, "丙"], [2, "乙", None, None]]
    series = read(made(分集=rows))
    assert titles(series) == {2: "乙"}
    assert ("分集!A2", "no-number") in [(place, name) for place, name, _ in told(series)]


@pytest.mark.parametrize(
    "header", ["标题（泰语 Thai）", "标题（泰语，20字以内）", "标题 泰语/Thai"]
)
def test_a_language_with_something_beside_it_is_still_one(header: str) -> None:
    series = read(made(分集=[["集数", "标题", header], [1, "甲", "ก"], [2, None, "ข"]]))
    assert titles(series) == {1: "甲", 2: ""}
    assert series.translations == {"th": {"episode/001/title": "ก"}}


def test_a_column_of_two_languages_is_not_taken() -> None:
    series = read(made(分集=[["集数", "标题", "标题（中文/泰语）"], [1, None, "甲 ก"]]))
    assert titles(series) == {1: ""}
    assert [name for _, name, _ in told(series)] == ["not-understood"]


def test_a_column_that_counts_rows_is_not_the_episodes() -> None:
    rows: Rows = [
        ["序号", "集号", "标题"],
        [1, "先导片", "预告"],
        [2, "EP01", "甲"],
        [3, "EP02", "乙"],
    ]
    series = read(made(分集=rows))
    assert titles(series) == {1: "甲", 2: "乙"}
    assert [(place, name) for place, name, _ in told(series)] == [("分集!B2", "no-number")]
    alone = read(made(分集=[["序号", "标题"], [1, "甲"]]))
    assert titles(alone) == {1: "甲"}
