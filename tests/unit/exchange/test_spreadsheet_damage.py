"""What a spreadsheet program does to a text is told; undone where it is proven, else refused."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from goglobal.exchange import xlsx
from goglobal.exchange.returned import Returned
from goglobal.exchange.units import Document, Unit, digest_of
from goglobal.findings import Severity

KEY = "episode/001/title"
JAN_2 = dt.datetime(2026, 1, 2)  # noqa: DTZ001 - a cell has no zone


def exported(source: str, target: str) -> bytes:
    units = (Unit(key=KEY, source=source, target=target, digest=digest_of(source)),)
    return xlsx.write(
        Document(
            series="moonlit-bund",
            source_language="zh-Hans",
            language="en",
            scope="metadata",
            units=units,
        ),
        words=lambda message: message,
    )


def returned(source: str, target: str, value: Any, format_: str = "General") -> Returned:
    """What comes back of a translation where the cell holds `value`."""
    book = openpyxl.load_workbook(io.BytesIO(exported(source, target)))
    cell = book["en"]["C3"]
    cell.value = value
    cell.number_format = format_
    data = io.BytesIO()
    book.save(data)
    return xlsx.read(data.getvalue(), "x.xlsx")


def returned_csv(source: str, target: str, value: str) -> Returned:
    rows = openpyxl.load_workbook(io.BytesIO(exported(source, target)))["en"].iter_rows()
    texts = [[cell.value for cell in row] for row in rows]
    texts[2][2] = value
    result = io.StringIO(newline="")
    csv.writer(result).writerows(texts)
    return xlsx.read(result.getvalue().encode(), "x.csv")


def told(result: Returned) -> list[str]:
    return [remark.name for remark in result.remarks]


PROVEN = [
    ("1-2", JAN_2, "yyyy-mm-dd"),
    ("2/1", JAN_2, "d-mmm"),
    ("3/4", dt.datetime(2026, 3, 4), "d-mmm"),  # noqa: DTZ001
    ("Mar 1", dt.datetime(2026, 3, 1), "d-mmm"),  # noqa: DTZ001
    ("MAR1", dt.datetime(2026, 3, 1), "d-mmm"),  # noqa: DTZ001
    ("1月2日", JAN_2, 'm"月"d"日"'),
    ("12:08", dt.time(12, 8), "h:mm"),
    ("007", 7, "General"),
    ("1208.0", 1208, "General"),
    ("1,208", 1208, "#,##0"),
    ("12e9", 12_000_000_000, "0.00E+00"),
    ("8%", 0.08, "0%"),
    ("8 %", 0.08, "0%"),
    ("3/4", 0.75, "# ?/?"),
    ("0.10", 0.1, "General"),
    ("TRUE", True, "General"),
    ("False", False, "General"),
    ("a\nb", "a\\nb", "@"),
    ("-Go", "'-Go", "@"),
]


@pytest.mark.parametrize(("text", "value", "format_"), PROVEN)
def test_what_a_digest_proves_is_undone_and_told(text: str, value: Any, format_: str) -> None:
    result = returned("标题", text, value, format_)
    assert [unit.target for unit in result.units] == [text]
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == ("undone", Severity.INFO)
    assert (remark.place, remark.key) == ("en!C3", KEY)


REFUSED = [
    ("第1-2集", JAN_2, "yyyy-mm-dd", "date"),
    ("1-2", JAN_2, "yyyy-mm-dd", "date"),
    ("时间", dt.time(1, 2), "h:mm", "date"),
    ("007", 7, "General", "number"),
    ("七", 7, "General", "number"),
    ("百分之八", 0.08, "0%", "number"),
    ("一", 12_000_000_000, "0.00E+00", "number"),
    ("真的", True, "General", "flag"),
    ("名字", "#NAME?", "General", "cell-error"),
    ("名字", "#REF!", "@", "cell-error"),
    ("你好吗", "?????? ???", "@", "lost-letters"),
    ("你好", "Hell\ufffd", "@", "lost-letters"),
    ("日期", "#######", "@", "hidden-value"),
    ("007", "7", "@", "number"),
    ("1208", "1208.0", "@", "number"),
    ("12000000000", "1.2E+10", "@", "number"),
    ("1-2", "2026-01-02", "@", "date"),
    ("3/4", "4-Mar", "@", "date"),
    ("长" * 100, "x" * 255, "@", "cut-off"),
    ("长", "x" * 32_767, "@", "cut-off"),
    ("名字", "=-Hello", "@", "formula"),
    ("名字", "=B99", "@", "formula"),
]


@pytest.mark.parametrize(("source", "value", "format_", "name"), REFUSED)
def test_what_was_certainly_not_typed_is_refused(
    source: str, value: Any, format_: str, name: str
) -> None:
    result = returned(source, "", value, format_)
    assert result.units == ()
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == (name, Severity.ERROR)
    assert (remark.place, remark.key) == ("en!C3", KEY)
    assert remark.help


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("三月一日", "March 1"),
        ("三月一日", "3月1日"),
        ("第7集", "7"),
        ("真", "True"),
        ("什么？？？", "What???"),
        ("？？？？", "????"),
        ("他说：“不”", "He said “no”…"),
        ("路径", "a - b"),
        ("长" * 100, "x" * 254 + "."),
        ("一二", "1 – 2"),
        ("九十年代", "'90s"),
        ("他走了", "'Tis over"),
        ("八成", "80%"),
        ("代号007", "007"),
    ],
)
def test_what_people_write_is_taken_in_silence(source: str, value: str) -> None:
    for result in (returned(source, "", value, "@"), returned_csv(source, "", value)):
        assert [unit.target for unit in result.units] == [value]
        assert result.remarks == ()


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ('He said "no"', "He said “no”"),
        ("It's over -- go", "It’s over — go"),
        ("Wait...", "Wait…"),
        ("(c) Bund", "© Bund"),
        ("iPhone 1/2", "IPhone ½"),
        ("a b", "a\u00a0b"),
        ("hello", "Hello"),
    ],
)
def test_what_a_person_may_have_meant_is_kept_and_told(target: str, value: str) -> None:
    result = returned("标题", target, value, "@")
    assert [unit.target for unit in result.units] == [value]
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == ("retouched", Severity.INFO)


def test_a_text_cell_of_a_workbook_is_no_value() -> None:
    """Somebody wrote 7 for 007 into a cell of text: no program did that."""
    result = returned("标题", "007", "7", "@")
    assert ([unit.target for unit in result.units], result.remarks) == (["7"], ())


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("1-2", "2-Jan"),
        ("1-2", "2026/1/2"),
        ("1-2", "1月2日"),
        ("Mar 20", "Mar-20"),
        ("2026-03-01", "2026/3/1"),
        ("007", "7"),
        ("1208.0", "1208"),
        ("0.10", "0.1"),
        ("12000000000", "1.2E+10"),
        ("True", "TRUE"),
    ],
)
def test_what_csv_shows_of_a_changed_text_is_proven_too(target: str, value: str) -> None:
    result = returned_csv("标题", target, value)
    assert [unit.target for unit in result.units] == [target]
    assert told(result) == ["undone"]


@pytest.mark.parametrize(("target", "value"), [("1-2", "3-Jan"), ("007", "8"), ("Go", "Going")])
def test_what_no_digest_proves_is_the_translators_word(target: str, value: str) -> None:
    result = returned_csv("标题", target, value)
    assert [unit.target for unit in result.units] == [value]
    assert result.remarks == ()


@pytest.mark.parametrize(
    ("source", "value", "text", "name", "severity"),
    [
        ("第1句", "'=1+1", "=1+1", "apostrophe", Severity.WARNING),
        ("第1句", "'-Go", "-Go", "apostrophe", Severity.WARNING),
        ("007", "'007", "007", "apostrophe", Severity.WARNING),
        ("一\n二", "one\\ntwo", "one\ntwo", "literal-breaks", Severity.WARNING),
        ("一\n二", "one\r\ntwo", "one\ntwo", "line-ends", Severity.INFO),
        ("一\n二", "one_x000D_\ntwo", "one\ntwo", "line-ends", Severity.INFO),
        ('"A"', "“B”", "“B”", "quotes", Severity.INFO),
        ("A...", "B…", "B…", "ellipsis", Severity.INFO),
        ("A--", "B—", "B—", "dashes", Severity.INFO),
        ("(c) A", "© B", "© B", "signs", Severity.INFO),
        ("一", "B\u00a0C", "B\u00a0C", "no-break-spaces", Severity.INFO),
    ],
)
def test_what_may_be_meant_is_told(
    source: str, value: str, text: str, name: str, severity: Severity
) -> None:
    result = returned(source, "", value, "@")
    assert [unit.target for unit in result.units] == [text]
    (remark,) = result.remarks
    assert (remark.name, remark.severity, remark.place) == (name, severity, "en!C3")


def test_a_number_that_is_the_source_text_is_taken() -> None:
    result = returned("1208", "", 1208)
    assert [unit.target for unit in result.units] == ["1208"]
    assert told(result) == ["number"]
    assert result.remarks[0].severity is Severity.INFO


def with_value(source: str, formula: str, value: str) -> Returned:
    """A formula with what the spreadsheet program calculated of it."""
    book = openpyxl.load_workbook(io.BytesIO(exported(source, "")))
    book["en"]["C3"].value = formula
    saved = io.BytesIO()
    book.save(saved)
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            xml = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                cell = r'<c r="C3"([^>]*?)(?: t="\w+")?><f>(.*?)</f><v\s*(?:/>|></v>)</c>'
                xml, count = re.subn(cell, rf'<c r="C3"\1 t="str"><f>\2</f><v>{value}</v></c>', xml)
                assert count == 1
            new.writestr(name, xml)
    return xlsx.read(result.getvalue(), "x.xlsx")


def test_a_formula_with_a_text_is_taken_with_a_warning() -> None:
    result = with_value("名字", '="Moon"&amp;"light"', "Moonlight")
    assert [unit.target for unit in result.units] == ["Moonlight"]
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == ("formula", Severity.WARNING)


def test_a_formula_with_an_error_is_refused() -> None:
    result = with_value("名字", "=-Hello", "#NAME?")
    assert (result.units, told(result)) == ((), ["formula"])


def test_a_text_that_became_a_formula_is_proven_too() -> None:
    result = returned("名字", "-Hello", "=-Hello")
    assert [unit.target for unit in result.units] == ["-Hello"]
    assert told(result) == ["undone"]


def test_spaces_of_the_source_that_were_trimmed_come_back() -> None:
    result = returned(" 名字 ", " Name ", "Name", "@")
    assert [unit.target for unit in result.units] == [" Name "]
    assert told(result) == ["undone"]


def test_what_every_cell_has_is_told_once() -> None:
    sources = [f'"{n}"' for n in range(30)]
    units = tuple(Unit(key=f"k{n}", source=s, digest=digest_of(s)) for n, s in enumerate(sources))
    data = xlsx.write(
        Document(
            series="s", source_language="zh-Hans", language="en", scope="metadata", units=units
        ),
        words=lambda message: message,
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in range(3, 33):
        book["en"].cell(row, 3).value = f"“{row}”"
    saved = io.BytesIO()
    book.save(saved)
    result = xlsx.read(saved.getvalue(), "x.xlsx")
    assert len(result.units) == 30
    (remark,) = result.remarks
    assert remark.arguments["count"] == 30
    assert str(remark.arguments["cells"]).startswith("en!C3, en!C4")
