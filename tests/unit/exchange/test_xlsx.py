"""The workbook for translators: what they see, what they cannot change, and how it comes back."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goglobal.errors import UsageError
from goglobal.exchange import xlsx
from goglobal.exchange.returned import Returned
from goglobal.exchange.units import Document, Unit, digest_of
from goglobal.exchange.workbook_guard import Unreadable, require_workbook
from goglobal.exchange.xlsx_formulas import count
from goglobal.findings import Severity
from goglobal.rules.counting import width
from goglobal.subtitles.markup import plain

Edit = Callable[[Any], None]


def english(message: str) -> str:
    return message


def unit(key: str, source: str, target: str = "", **more: Any) -> Unit:
    return Unit(key=key, source=source, target=target, digest=digest_of(source), **more)


def document(*units: Unit, language: str = "th", scope: Any = "metadata") -> Document:
    return Document(
        series="moonlit-bund",
        source_language="zh-Hans",
        language=language,
        scope=scope,
        units=units,
    )


METADATA = document(
    unit("series/title", "外滩月色", "แสงจันทร์", max_length=20),
    unit("series/synopsis", "第一句。\n第二句。", "หนึ่ง\nสอง", fuzzy=True, notes=("short", "plain")),
    unit("episode/001/title", "相遇", "=SUM(1;2) พบ"),
    unit("episode/002/title", "-- 离别", "-ลาก่อน"),
    unit("episode/003/title", "1-2", ""),
)
CUES = document(
    unit("ep001/0001", "你来了", "You came.", start=1000, end=3000, max_cps=20.0),
    unit("ep001/0002", "走吧\n快", "Let's go,\nquick.", start=3500, end=4500, max_cps=20.0),
    language="en",
    scope="cues",
)


def texts(result: Returned) -> list[tuple[str, str, str, bool, str]]:
    return [(u.key, u.source, u.target, u.fuzzy, u.digest) for u in result.units]


def wanted(one: Document) -> list[tuple[str, str, str, bool, str]]:
    return [(u.key, u.source, u.target, u.fuzzy, u.digest) for u in one.units]


def resaved(data: bytes, edit: Edit = lambda book: None) -> bytes:
    """The workbook after another program had it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def as_csv(data: bytes, sheet: str, delimiter: str = ",") -> str:
    result = io.StringIO(newline="")
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    csv.writer(result, delimiter=delimiter).writerows(rows)
    return result.getvalue()


@pytest.mark.parametrize("one", [METADATA, CUES])
def test_what_goes_out_comes_back(one: Document) -> None:
    result = xlsx.read(xlsx.write(one, words=english), "x.xlsx")
    assert texts(result) == wanted(one)
    assert (result.series, result.source_language) == ("moonlit-bund", "zh-Hans")
    assert (result.language, result.scope) == (one.language, one.scope)
    assert result.remarks == ()
    assert result.units[0].place == f"{one.language}!C3"


@pytest.mark.parametrize("one", [METADATA, CUES])
def test_another_programs_save_changes_nothing(one: Document) -> None:
    data = xlsx.write(one, words=english)
    assert xlsx.read(resaved(data), "x.xlsx") == xlsx.read(data, "x.xlsx")


def test_the_same_document_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    data = xlsx.write(METADATA, words=english)
    assert data == xlsx.write(METADATA, words=english)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        assert [e.filename for e in entries] == sorted(e.filename for e in entries)
        assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert {e.compress_type for e in entries} == {zipfile.ZIP_STORED}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}


def test_only_the_translation_can_be_changed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(METADATA, words=english)))
    sheet = book["th"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.protection.sort  # locked: the order of the rows matters
    unlocked = {c.column_letter for row in sheet["A3:J7"] for c in row if not c.protection.locked}
    assert unlocked == {"C", "D"}
    assert {c.number_format for c in sheet["C"]} == {"@"}
    assert all(c.alignment.wrap_text for c in sheet["C"])
    assert sheet.freeze_panes == "C3"
    assert [c.value for c in sheet[2]][:6] == [
        "key",
        "source text",
        "translation",
        "to check",
        "most characters",
        "characters",
    ]
    hidden = [name for name, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden == ["H", "I"]
    assert sheet.row_dimensions[1].hidden
    assert book["goglobal"].sheet_state == "hidden"


def test_text_is_never_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(METADATA, words=english)))
    cells = {c.value: c for c in book["th"]["C"]}
    for text in ("=SUM(1;2) พบ", "-ลาก่อน"):
        assert (cells[text].data_type, cells[text].quotePrefix) == ("s", True)
    assert not cells["แสงจันทร์"].quotePrefix


def test_lengths_and_reading_speed_are_shown_while_typing() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.write(METADATA, words=english)))["th"]
    assert (sheet["E3"].value, sheet["F3"].value, sheet["E4"].value) == (20, "=LEN(C3)", None)
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.errorStyle) == ("C3:C7", "warning")
    assert check.formula1 == 'OR($E3="",LEN(C3)<=$E3)'
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules]
        for area in sheet.conditional_formatting
    }
    assert rules["C3:C7"] == ['AND($E3<>"",$F3>$E3)', 'AND(B3<>"",LEN(C3)=0)']
    cues = openpyxl.load_workbook(io.BytesIO(xlsx.write(CUES, words=english)))["en"]
    assert [cues.cell(3, n).value for n in (5, 6, 7, 8)] == ["00:00:01,000", "00:00:03,000", 2, 20]
    assert cues["I3"].value == f'=IF(C3="","",ROUND({count("C3", "en")}/G3,1))'
    speed = next(a for a in cues.conditional_formatting if str(a.sqref) == "I3:I4")
    assert speed.rules[0].formula == ['AND($I3<>"",$H3<>"",$I3>$H3)']


@pytest.mark.parametrize(
    ("language", "rtl"), [("ar", True), ("fa", True), ("ur", True), ("th", False)]
)
def test_sheets_run_as_their_language_does(language: str, rtl: bool) -> None:
    data = xlsx.write(document(unit("series/title", "外", "س"), language=language), words=english)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[language]
    assert bool(sheet.sheet_view.rightToLeft) is rtl
    assert (sheet["C3"].alignment.readingOrder == 2) is rtl
    assert sheet["C3"].alignment.wrap_text


def test_one_sheet_a_language() -> None:
    other = document(unit("series/title", "外滩月色", "Moonlit Bund"), language="en")
    results = xlsx.read_all(xlsx.write_all((METADATA, other), words=english), "x.xlsx")
    assert [(one.language, len(one.units)) for one in results] == [("th", 5), ("en", 1)]
    assert results[1].units[0].place == "en!C3"


def test_headers_are_in_the_language_of_whoever_exports() -> None:
    chinese = {"key": "键", "source text": "原文", "translation": "译文", "to check": "待确认"}
    data = xlsx.write(METADATA, words=lambda message: chinese.get(message, message))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["th"]
    assert [c.value for c in sheet[2]][:4] == ["键", "原文", "译文", "待确认"]

    def without_hidden_row(book: Any) -> None:
        book["th"].delete_rows(1)

    result = xlsx.read(resaved(data, without_hidden_row), "x.xlsx")
    assert texts(result) == wanted(METADATA)
    assert result.language == "th"  # from the hidden sheet


def moved(book: Any) -> None:
    """The translation goes to the last column, with a column of somebody's own before it."""
    sheet = book["th"]
    for row in range(1, 8):
        sheet.cell(row, 12).value = sheet.cell(row, 3).value
        sheet.cell(row, 3).value = "mine" if row > 2 else None


def sorted_rows(book: Any) -> None:
    """By the source text, with the visible header in among the data, as a careless sort does."""
    sheet = book["th"]
    rows = [[c.value for c in row] for row in sheet["A2:I7"]]
    types = {c.value: c.data_type for c in sheet["C"]}
    for at, row in enumerate(sorted(rows, key=lambda cells: str(cells[1])), start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.value = value
            if types.get(value) == "s":
                cell.data_type = "s"


def blank_rows(book: Any) -> None:
    book["th"].insert_rows(4, amount=3)
    book["th"].insert_rows(1, amount=2)


def renamed(book: Any) -> None:
    book["th"].title = "Thai final (2)"
    book["goglobal"].title = "x"
    for row in (2,):
        book["Thai final (2)"].cell(row, 3).value = "ไทย"


def hidden(book: Any) -> None:
    sheet = book["th"]
    sheet.row_dimensions[5].hidden = True
    sheet.auto_filter.add_filter_column(0, ["series/title"])
    sheet.column_dimensions["C"].hidden = True
    sheet.cell(3, 15).value = "who wrote this?"
    sheet.cell(9, 15).value = "and this?"


@pytest.mark.parametrize("edit", [moved, sorted_rows, blank_rows, renamed, hidden])
def test_how_people_rearrange_a_sheet_does_no_harm(edit: Edit) -> None:
    result = xlsx.read(resaved(xlsx.write(METADATA, words=english), edit), "x.xlsx")
    assert sorted(texts(result)) == sorted(wanted(METADATA))
    assert result.language == "th"
    assert [r for r in result.remarks if r.severity is not Severity.INFO] == []


def test_deleted_rows_are_not_there_and_a_lost_key_is_left_to_the_source_text() -> None:
    def edit(book: Any) -> None:
        book["th"].delete_rows(4)
        book["th"]["A4"].value = None

    result = xlsx.read(resaved(xlsx.write(METADATA, words=english), edit), "x.xlsx")
    assert [u.key for u in result.units] == [
        "series/title",
        "",
        "episode/002/title",
        "episode/003/title",
    ]
    assert (result.units[1].source, result.units[1].target) == ("相遇", "=SUM(1;2) พบ")


def test_a_translation_without_key_and_source_is_told_by_its_cell() -> None:
    def edit(book: Any) -> None:
        book["th"]["C12"].value = "alone"

    result = xlsx.read(resaved(xlsx.write(METADATA, words=english), edit), "x.xlsx")
    (remark,) = result.remarks
    assert (remark.name, remark.severity, remark.place) == ("no-key", Severity.ERROR, "th!C12")


def test_merged_cells_are_told() -> None:
    def edit(book: Any) -> None:
        book["th"].merge_cells("C3:C4")

    result = xlsx.read(resaved(xlsx.write(METADATA, words=english), edit), "x.xlsx")
    (remark,) = result.remarks
    assert (remark.name, remark.place) == ("merged", "th!C3:C4")
    assert result.units[1].target == ""


def test_a_source_text_that_was_changed_keeps_its_digest() -> None:
    def edit(book: Any) -> None:
        book["th"]["B3"].value = "外滩"

    result = xlsx.read(resaved(xlsx.write(METADATA, words=english), edit), "x.xlsx")
    assert result.units[0].source == "外滩"
    assert result.units[0].digest == METADATA.units[0].digest


def test_a_sheet_of_ones_own_is_told_and_the_rest_is_read() -> None:
    def edit(book: Any) -> None:
        book.create_sheet("questions", 0)["A1"].value = "Who is Lin?"

    result = xlsx.read(resaved(xlsx.write(METADATA, words=english), edit), "x.xlsx")
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == ("no-columns", Severity.WARNING)
    assert "Who is Lin?" in str(remark.arguments)
    assert len(result.units) == 5


def test_a_workbook_without_known_columns_says_what_it_found() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Deutsch", "Français"])
    data = io.BytesIO()
    book.save(data)
    result = xlsx.read(data.getvalue(), "x.xlsx")
    assert result.units == ()
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == ("no-columns", Severity.ERROR)
    assert "Français" in str(remark.arguments)


ENCODINGS = [
    ("utf-8-sig", ",", ["byte-order-mark"]),
    ("utf-8", ",", []),
    ("utf-8", ";", []),
    ("utf-16", "\t", ["legacy-encoding"]),
    ("gb18030", ",", ["legacy-encoding"]),
    ("gb18030", ";", ["legacy-encoding"]),
]


@pytest.mark.parametrize(("encoding", "delimiter", "told"), ENCODINGS)
def test_csv_saved_from_it_is_read(encoding: str, delimiter: str, told: list[str]) -> None:
    text = as_csv(xlsx.write(METADATA, words=english), "th", delimiter)
    result = xlsx.read(text.encode(encoding), "th.csv")
    assert texts(result) == wanted(METADATA)
    assert (result.series, result.language, result.scope) == ("moonlit-bund", "th", "metadata")
    assert [remark.name for remark in result.remarks] == told
    assert result.units[0].place == "C3"


def test_thai_in_a_chinese_code_page_is_refused_cell_by_cell() -> None:
    text = as_csv(xlsx.write(METADATA, words=english), "th")
    data = text.encode("gbk", "replace")
    result = xlsx.read(data, "th.csv")
    lost = [r for r in result.remarks if r.name == "lost-letters"]
    assert {r.key for r in lost} >= {"series/title", "series/synopsis"}
    assert all(r.severity is Severity.ERROR for r in lost)
    assert not {u.key for u in result.units} & {r.key for r in lost}


def shared(data: bytes) -> bytes:
    """The same workbook with a table of shared strings, rich text among them, as Excel saves it."""
    strings: list[str] = []

    def move(found: re.Match[str]) -> str:
        strings.append(found[3])
        return f'<c{found[1]} t="s"{found[2]}><v>{len(strings) - 1}</v></c>'

    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(
                    r'<c([^>]*?) t="inlineStr"([^>]*)><is>(.*?)</is></c>', move, text, flags=re.S
                )
            if name == "[Content_Types].xml":
                text = text.replace(
                    "</Types>",
                    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
                    'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
                )
            target.writestr(name, text)
        items = "".join(f"<si>{one}</si>" for one in strings)
        items = items.replace(
            "<t>外滩月色</t>", "<r><t>外滩</t></r><r><rPr><b/></rPr><t>月色</t></r>"
        )
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{items}</sst>')
    assert len(strings) > 20
    return result.getvalue()


def test_shared_and_rich_strings_read_as_inline_ones_do() -> None:
    strange = document(
        unit("series/title", "外滩月色", "a_x000B_b\x0b\x01"),
        unit("series/synopsis", " x ", "line\nline  "),
    )
    data = xlsx.write(strange, words=english)
    result = xlsx.read(shared(data), "x.xlsx")
    assert texts(result) == wanted(strange)
    assert result.remarks == ()


def test_a_text_that_no_cell_holds_is_refused_with_its_key() -> None:
    whole = document(unit("series/synopsis", "长" * 32_767, "x" * 32_767))
    assert texts(xlsx.read(xlsx.write(whole, words=english), "")) == wanted(whole)
    for text in ("长" * 32_768, "😀" * 16_384, "\x0b" * 5_000):
        with pytest.raises(UsageError, match="series/synopsis"):
            xlsx.write(document(unit("series/synopsis", "x", text)), words=english)


def zipped(*entries: tuple[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", compress) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return result.getvalue()


BOOK = (("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
BILLION = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'


def hostile() -> Iterator[Any]:
    yield pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "old-format", id="xls")
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    yield pytest.param(encrypted, "password", id="password")
    ods = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    yield pytest.param(zipped(ods), "other-format", id="ods")
    yield pytest.param(zipped(("Index/Document.iwa", b"")), "other-format", id="numbers")
    yield pytest.param(zipped(*BOOK, ("xl/workbook.bin", b"")), "other-format", id="xlsb")
    yield pytest.param(zipped(("a.srt", b"1")), "no-workbook", id="zip")
    yield pytest.param(b"<html><table>", "html", id="html")
    yield pytest.param(b'<?xml version="1.0"?><?mso-application?>', "old-format", id="2003")
    yield pytest.param(zipped(*BOOK, ("xl/a.xml", b"0" * (50 << 20))), "bomb", id="ratio")
    yield pytest.param(
        zipped(*BOOK, *((f"xl/{n}.xml", b"") for n in range(2_001))), "bomb", id="entries"
    )
    yield pytest.param(
        zipped(*BOOK, ("xl/worksheets/sheet1.xml", b'<c r="A1"/>' * 2_000_001), compress=0),
        "bomb",
        id="cells",
    )
    yield pytest.param(zipped(BOOK[0], ("xl/workbook.xml", BILLION)), "entities", id="entities")
    for encoding in ("utf-16", "utf-16-le"):
        wide = BILLION.decode().encode(encoding)
        yield pytest.param(zipped(BOOK[0], ("xl/workbook.xml", wide)), "entities", id=encoding)
    seven = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE'
    yield pytest.param(zipped(BOOK[0], ("xl/workbook.xml", seven)), "entities", id="utf-7")
    strict = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    yield pytest.param(zipped(BOOK[0], ("xl/workbook.xml", strict)), "other-format", id="strict")
    yield pytest.param(zipped(*BOOK), "damaged", id="no parts")
    yield pytest.param(zipped(*BOOK)[:-30], "damaged", id="cut")


@pytest.mark.parametrize(("data", "name"), [*hostile()])
def test_what_is_no_workbook_is_told_apart(data: bytes, name: str) -> None:
    result = xlsx.read(data, "x.xlsx")
    assert result.units == ()
    (remark,) = result.remarks
    assert (remark.name, remark.severity) == (name, Severity.ERROR)
    assert remark.help


def test_a_huge_file_is_not_even_opened() -> None:
    with pytest.raises(Unreadable) as told:
        require_workbook(b"PK\x03\x04" + bytes(64 << 20))
    assert told.value.name == "too-large"


def test_macros_and_links_are_ignored() -> None:
    data = xlsx.write(METADATA, words=english)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entries = [(name, source.read(name)) for name in source.namelist()]
    result = xlsx.read(zipped(*entries, ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")), "x.xlsm")
    assert texts(result) == wanted(METADATA)
    assert [remark.name for remark in result.remarks] == ["macros"]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    data = xlsx.write(METADATA, words=english)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entries = [(name, source.read(name)) for name in source.namelist()]
    merge = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    changed = [
        (name, xml.replace(b"</sheetData>", far + merge) if name.endswith("sheet1.xml") else xml)
        for name, xml in entries
    ]
    result = xlsx.read(zipped(*changed), "x.xlsx")
    assert texts(result) == wanted(METADATA)
    assert [remark.name for remark in result.remarks] == ["merged"]


SPEECH = {
    "en": "Let's <i>go</i>,\nquick. Café!",
    "th": "คุณคิดว่า<i>ฉัน</i>ไม่รู้เหรอ ๑๒",
    "hi": "मैं तुम्हारा इंतज़ार कर रहा हूँ।",
    "ar": "لَمْ أظنّ يوماً أنك ستعود؟",
    "km": "ខ្ញុំរង់ចាំអ្នក",
    "zh-Hans": "你好，世界…… OK 12\n“走吧”——他",
    "ja": "「行って」ますよー…え？ ok",
    "ko": "네가 이 집에 돌아올 줄은… 왜? OK",
}


def calculated(formula: str, cell: str) -> float:
    """What a spreadsheet program makes of the counting formula, for a cell with a text."""
    squares = re.fullmatch(r"\(LEN\((.*?)\)\+SUMPRODUCT\(--\(.*>=(\d+)\)\)\)/2", formula)
    inner = squares[1] if squares else formula.removeprefix("LEN(").removesuffix(")")
    for taken in re.findall(r'(?:,"([^"]+)"|,CHAR\((\d+)\)),""\)', inner):
        cell = cell.replace(taken[0] or chr(int(taken[1])), "")
    if squares is None:
        return len(cell)
    return (len(cell) + sum(ord(character) >= int(squares[2]) for character in cell)) / 2


@pytest.mark.parametrize("language", SPEECH)
def test_the_formula_counts_as_the_rule_does(language: str) -> None:
    formula = count("C3", language)
    assert formula.count("(") == formula.count(")")
    assert formula.count("SUBSTITUTE(") < 64 * (2 if "SUMPRODUCT" in formula else 1)
    text = SPEECH[language]
    assert calculated(formula, text) == width(plain(text), language)


RESAVED = Path(__file__).parent / "resaved"
STRANGE = (
    *(
        "=1+1",
        "-x",
        "+y",
        "@z",
        "'q",
        "_x000B_",
        "a\x0bb",
        " lead",
        "trail ",
        "a\n\nb",
        "007",
        "1-2",
    ),
    *(
        "Mar 1",
        "TRUE",
        "1e5",
        "12:30",
        "3/4",
        "8%",
        '"quoted" -- (c)...',
        "a\tb",
        "😀",
        "ไทย",
        "نص",
    ),
)


def strange(language: str) -> Document:
    units = (unit(f"ep001/{n:04}", f"源 {n}", t) for n, t in enumerate(STRANGE, start=1))
    return document(*units, language=language, scope="cues")


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.csv", "libreoffice-utf16.csv"])
def test_what_libreoffice_saved_reads_as_it_was_written(name: str) -> None:
    """`strange("ar")`, opened and saved by LibreOffice Calc 7.4 (soffice --convert-to)."""
    result = xlsx.read((RESAVED / name).read_bytes(), name)
    assert texts(result) == wanted(strange("ar"))
    assert (result.language, result.series, result.scope) == ("ar", "moonlit-bund", "cues")
    assert {remark.name for remark in result.remarks} <= {"legacy-encoding"}
