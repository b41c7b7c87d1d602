"""Producers' spreadsheets: what was hidden, and lists of episodes that lie on their side."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from goglobal.exchange.sheet_series import SheetSeries, read_series

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
