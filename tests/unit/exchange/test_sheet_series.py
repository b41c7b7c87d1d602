"""Producers' spreadsheets: what they call things, how they lay them out, what is told."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from goglobal.exchange.sheet_headers import heading, sheet_language
from goglobal.exchange.sheet_result import SheetSeries
from goglobal.exchange.sheet_series import read_series
from goglobal.exchange.sheet_values import duration_in, number_in, people_in
from goglobal.exchange.sheets import Cell
from goglobal.findings import Severity
from goglobal.model import Credit, Episode, Registration

Rows = list[list[Any]]


def book(**sheets: Rows) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def told(series: SheetSeries) -> list[tuple[str, str]]:
    return [(remark.place, remark.name) for remark in series.remarks]


@pytest.mark.parametrize(
    ("text", "field", "level", "tags"),
    [
        ("集数", "number", "", ""),
        ("第几集", "number", "", ""),
        ("Episode No.", "number", "", ""),
        ("集数 Episode", "number", "", ""),
        ("标题/Title", "title", "", ""),
        ("剧名", "title", "series", ""),
        ("集名", "title", "episode", ""),
        ("标题（20字以内）", "title", "", ""),
        ("title (en)", "title", "", "en"),
        ("标题-泰语", "title", "", "th"),
        ("English title", "title", "", "en"),
        ("英文剧名", "title", "series", "en"),
        ("剧名（英文版）", "title", "series", "en"),
        ("Episode Title (Thai)", "title", "episode", "th"),
        ("title_pt_BR", "title", "", "pt-BR"),
        ("西语(拉美)标题", "title", "", "es-419"),
        ("简介_zh-TW", "synopsis", "", "zh-Hant"),
        ("印尼语简介", "synopsis", "", "id"),
        ("Synopsis EN", "synopsis", "", "en"),
        ("th", "", "", "th"),
        ("泰语", "", "", "th"),
        ("Portuguese (Brazil)", "", "", "pt-BR"),
        ("导演", "credit:director", "", ""),
        ("主演", "credit:cast", "", ""),
        ("演员", "credit:cast", "", ""),
        ("编剧", "credit:writer", "", ""),
        ("角色", "character", "", ""),
        ("时长（秒）", "duration", "", ""),
    ],
)
def test_what_people_call_it(text: str, field: str, level: str, tags: str) -> None:
    found = heading(text)
    assert found is not None
    assert (found.field, found.level, set(found.languages)) == (field, level, {*tags.split()})


@pytest.mark.parametrize("text", ["备注", "status", "日期", "title length", "原文", "", "x" * 99])
def test_what_is_no_heading(text: str) -> None:
    assert heading(text) is None


@pytest.mark.parametrize(
    ("name", "tags"),
    [("泰语", "th"), ("Episodes_EN", "en"), ("英文版", "en"), ("分集", ""), ("Sheet1", "")],
)
def test_what_sheets_are_called(name: str, tags: str) -> None:
    assert sheet_language(name) == {*tags.split()}


def cell(value: Any, format_: str = "General") -> Cell:
    if isinstance(value, dt.time):
        return Cell(row=1, column=1, kind="date", date=value, format=format_)
    if isinstance(value, str):
        return Cell(row=1, column=1, kind="text", text=value)
    return Cell(row=1, column=1, kind="number", number=value, format=format_)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7),
        (7.5, None),
        ("7", 7),
        ("７", 7),
        ("7.0", 7),
        ("第7集", 7),
        ("第十二集", 12),
        ("EP07", 7),
        ("Episode 7", 7),
        ("E7", 7),
        ("合计", None),
        ("0", None),
        (-1, None),
        (10**9, None),
        ("预告", None),
        ("1-3", None),
    ],
)
def test_numbers_of_episodes(value: Any, number: int | None) -> None:
    assert number_in(cell(value)) == number


@pytest.mark.parametrize(
    ("value", "format_", "unit", "ms", "doubt"),
    [
        ("1:32", "", "", 92_000, False),
        ("01:32.5", "", "", 92_500, False),
        ("00:01:32", "", "", 92_000, False),
        ("1分32秒", "", "", 92_000, False),
        ("92秒", "", "", 92_000, False),
        ("1m32s", "", "", 92_000, False),
        ("2分钟", "", "", 120_000, False),
        ("1'32\"", "", "", 92_000, False),
        (92, "General", "s", 92_000, False),
        (1.5, "General", "min", 90_000, False),
        (92, "General", "", None, True),
        ("92", "", "s", 92_000, False),
        (dt.time(1, 32), "h:mm", "", 92_000, True),
        (dt.time(0, 1, 32), "h:mm:ss", "", 92_000, False),
        (dt.time(1, 32), "h:mm:ss", "", 5_520_000, True),
        ("1:75", "", "", None, True),
        ("long", "", "", None, True),
        ("0:00", "", "", None, True),
        (float("1e300"), "General", "s", None, True),
    ],
)
def test_durations(value: Any, format_: str, unit: str, ms: int | None, doubt: bool) -> None:
    found = duration_in(cell(value, format_ or "General"), unit)
    assert found.value == ms
    assert bool(found.doubt) is doubt


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("林夏（饰 苏晚）、陈默", [("林夏", "苏晚"), ("陈默", "")]),
        ("林夏 饰 苏晚", [("林夏", "苏晚")]),
        ("Zhang San as Li Si, Wang Wu", [("Zhang San", "Li Si"), ("Wang Wu", "")]),
        ("林夏（苏晚）", [("林夏", "苏晚")]),
        ("林夏，林夏", [("林夏", "")]),
    ],
)
def test_casts(text: str, people: list[tuple[str, str]]) -> None:
    assert [(one.name, one.character) for one in people_in(text, "cast")] == people


LABELS: Rows = [
    ["剧名", "外滩月色", "导演", "王敏"],
    ["剧名（英文）", "Moonlit Bund"],
    ["主演", "林夏（饰 苏晚）、陈默"],
    ["简介", "第一句。\n第二句。"],
    ["类型", "都市、复仇、怪物"],
    ["总集数", 3],
    ["上线日期", dt.date(2026, 3, 1)],
    ["制片国家", "中国"],
    ["出品方", "上海某公司"],
    ["备案号", "沪微剧备字〔2026〕第1号"],
    ["关键词", "复仇，契约婚姻"],
    ["联系电话", 123456],
]
EPISODES: Rows = [
    ["集数", "标题", "标题-泰语", "简介", "时长", "负责人"],
    ["第1集", "相遇", "พบกัน", "一", "1:32", "甲"],
    ["第2集", "离别", None, "二", "1分40秒", "乙"],
    ["合计", None, None, None, "3:12"],
    ["第2集", "又一集"],
]


def test_labels_and_a_list_of_episodes() -> None:
    found = read_series(book(基本信息=LABELS, 分集=EPISODES))
    assert found.texts == {
        "series/title": "外滩月色",
        "series/synopsis": "第一句。\n第二句。",
        "series/keywords": "复仇, 契约婚姻",
    }
    assert found.genres == ("urban", "revenge")
    assert (found.release_date, found.countries) == (dt.date(2026, 3, 1), ("CN",))
    assert found.production_company == "上海某公司"
    assert found.registration == Registration(kind="filing", number="沪微剧备字〔2026〕第1号")
    assert found.credits == (
        Credit(role="director", name="王敏"),
        Credit(role="cast", name="林夏", character="苏晚"),
        Credit(role="cast", name="陈默"),
    )
    assert found.episodes == (
        Episode(number=1, title="相遇", synopsis="一", duration=92_000),
        Episode(number=2, title="离别", synopsis="二", duration=100_000),
    )
    assert found.translations == {
        "en": {"series/title": "Moonlit Bund"},
        "th": {"episode/001/title": "พบกัน"},
    }
    assert told(found) == [
        ("基本信息!B5", "genre"),
        ("基本信息!A12", "not-understood"),
        ("分集!A4", "no-number"),
        ("分集!A5", "twice"),
        ("分集!F1", "not-understood"),
        ("基本信息!B6", "count"),
    ]
    assert all(remark.severity is Severity.WARNING for remark in found.remarks)


def test_a_header_of_two_rows_in_one_sheet_with_the_labels() -> None:
    found = read_series(
        book(
            Sheet1=[
                ["剧名", "外滩"],
                [],
                ["集数", "标题", None, None, "简介", None],
                [None, "中文", "English", "ไทย", "中文", "英文"],
                [1, "相遇", "Meeting", "พบ", "一", "One"],
                [2, "离别", "Parting", None, "二", None],
            ]
        )
    )
    assert found.texts == {"series/title": "外滩"}
    assert [(e.title, e.synopsis) for e in found.episodes] == [("相遇", "一"), ("离别", "二")]
    assert found.translations == {
        "en": {
            "episode/001/title": "Meeting",
            "episode/001/synopsis": "One",
            "episode/002/title": "Parting",
        },
        "th": {"episode/001/title": "พบ"},
    }
    assert found.remarks == ()


def test_languages_as_sheets_and_labels_with_a_column_a_language() -> None:
    found = read_series(
        book(
            中文=[["集", "集名", "剧情"], [1, "相遇", "一"], [2, "离别", "二"]],
            泰语版=[["集", "集名", "剧情"], [1, "พบ", "หนึ่ง"], [3, "เกิน", None]],
            series=[
                ["项目", "中文", "English", "ไทย"],
                ["剧名", "外滩", "Bund", "บันด์"],
                ["导演", "王敏", "Wang Min", None],
            ],
        )
    )
    assert [e.title for e in found.episodes] == ["相遇", "离别"]
    assert found.texts == {"series/title": "外滩"}
    assert found.credits == (Credit(role="director", name="王敏"),)
    assert found.translations == {
        "en": {"series/title": "Bund", "credit/director/1/name": "Wang Min"},
        "th": {
            "series/title": "บันด์",
            "episode/001/title": "พบ",
            "episode/001/synopsis": "หนึ่ง",
        },
    }
    assert told(found) == [("泰语版!B3", "no-source-text")]


def test_a_row_a_language_and_a_list_of_the_cast() -> None:
    found = read_series(
        book(
            剧名=[
                ["语言", "剧名", "简介"],
                ["中文", "外滩", "夜"],
                ["英语", "Bund", "Night"],
                ["葡语(巴西)", "Bundo", "Noite"],
                ["克林贡语", "x", "y"],
            ],
            演员表=[["演员", "角色"], ["林夏", "苏晚"], ["陈默", "陆沉"]],
        )
    )
    assert found.texts == {"series/title": "外滩", "series/synopsis": "夜"}
    assert found.translations == {
        "en": {"series/title": "Bund", "series/synopsis": "Night"},
        "pt-BR": {"series/title": "Bundo", "series/synopsis": "Noite"},
    }
    assert [(c.name, c.character) for c in found.credits] == [("林夏", "苏晚"), ("陈默", "陆沉")]
    assert told(found) == [("剧名!A5", "which-language")]


def test_everything_in_one_table_with_the_series_in_each_row() -> None:
    found = read_series(
        book(
            Sheet1=[
                ["剧名", "集数", "集名", "导演", "en"],
                ["外滩", 1, "相遇", "王敏", "Meeting"],
                ["外滩", 2, "离别", "王敏", "Parting"],
                ["外摊", 3, "重逢", "王敏", "Again"],
            ]
        )
    )
    assert found.texts == {"series/title": "外滩"}
    assert found.credits == (Credit(role="director", name="王敏"),)
    assert [e.title for e in found.episodes] == ["相遇", "离别", "重逢"]
    assert found.translations["en"]["episode/003/title"] == "Again"
    assert told(found) == [("Sheet1!A4", "differs")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_encoding(encoding: str) -> None:
    found = read_series("集数,标题,英文\n1,相遇,Meeting\n3,离别,Parting\n".encode(encoding))
    assert [(e.number, e.title) for e in found.episodes] == [(1, "相遇"), (3, "离别")]
    assert found.translations == {
        "en": {"episode/001/title": "Meeting", "episode/003/title": "Parting"}
    }
    assert "gap" in [name for _, name in told(found)]


def test_what_a_spreadsheet_program_made_of_a_title_is_told() -> None:
    found = read_series(
        book(
            s=[
                ["集数", "标题"],
                [1, dt.datetime(2026, 1, 2)],  # noqa: DTZ001 - a cell has no zone
                [2, 7],
                [3, "#NAME?"],
                [4, "=1+1"],
                [5, True],
                [6, "两\n行"],
            ]
        )
    )
    assert [e.title for e in found.episodes] == ["", "7", "", "", "", "两 行"]
    assert told(found) == [(f"s!B{row}", "text") for row in (2, 3, 4, 5, 6, 7)]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (book(s=[["a", "b"]]), "no-texts"),
        (book(s=[["title", "synopsis"], ["Bund", "Night"]]), "source-language"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-format"),
        (b"\xff\xfe\x00", "undecodable"),
    ],
)
def test_what_no_series_can_be_made_of(data: bytes, name: str) -> None:
    found = read_series(data)
    assert name in [one.name for one in found.remarks if one.severity is Severity.ERROR]


def test_the_source_language_is_named_by_the_call_or_by_the_sheet() -> None:
    rows: Rows = [["title", "th"], ["Bund", "บันด์"]]
    found = read_series(book(s=rows), source_language="en")
    assert (found.source_language, found.texts) == ("en", {"series/title": "Bund"})
    named = read_series(book(a=[["源语言", "英语"]], s=rows))
    assert (named.source_language, named.translations) == ("en", {"th": {"series/title": "บันด์"}})


def test_a_language_that_may_be_two_is_not_guessed() -> None:
    found = read_series(book(s=[["集数", "标题", "bahasa title"], [1, "相遇", "Jumpa"]]))
    assert found.translations == {}
    assert told(found) == [("s!C2", "which-language")]
    assert found.remarks[0].arguments["languages"] == "id, ms"


def test_a_second_series_is_not_mixed_with_the_first() -> None:
    found = read_series(book(s=[["剧名", "导演"], ["外滩", "王敏"], ["月色", "李伟"]]))
    assert found.texts == {"series/title": "外滩"}
    assert found.credits == (Credit(role="director", name="王敏"),)
    assert told(found) == [("s!A3", "second-series")]
