"""TikTok's field sheet, as CSV and as a workbook of texts."""

from __future__ import annotations

import csv
import io
import stat
import zipfile

import msgspec
import openpyxl
import pytest
from tests.unit.deliverables.videos import (
    HOSTILE,
    LANGUAGES,
    context,
    files,
    rendering,
    series,
    text,
)

from goglobal.deliverables.base import Context, Rendering, render
from goglobal.deliverables.tiktok import COLUMNS
from goglobal.deliverables.xlsx_sheet import workbook
from goglobal.errors import GoGlobalError


def in_csv(given: Context, language: str = "en", **options: str) -> list[dict[str, str]]:
    data = render(rendering("tiktok-csv", language, options=options), given)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def in_xlsx(data: bytes) -> list[list[str]]:
    """The cells as a spreadsheet program has them; each is text."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    for row in sheet.iter_rows():
        assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


def test_a_sheet_has_the_series_and_its_episodes() -> None:
    of = series(own="Return")
    head, first, second = in_csv(context(of, described=files(of, video=True)))
    assert head["Level"] == "series"
    assert (head["Title"], head["Synopsis"]) == (text("en", 20), text("en", 200))
    assert (head["Language"], head["Genres"], head["Keywords"]) == (
        "en",
        "Romance",
        "love, revenge",
    )
    assert (head["Number of episodes"], head["Free episodes"]) == ("2", "1")
    assert (first["Level"], first["Episode number"], first["Title"]) == ("episode", "1", "Return")
    assert first["Duration in seconds"] == "61.500"
    assert (first["Video file"], first["Subtitle file"]) == ("ep001.mp4", "ep001.en.srt")
    assert second["Cover file"] == "ep002.jpg"


def test_the_workbook_says_the_same() -> None:
    of = series(own="Return")
    given = context(of, described=files(of))
    table = in_xlsx(render(rendering("tiktok-xlsx", "zh-Hans"), given))
    assert table[0] == list(COLUMNS)
    assert [dict(zip(COLUMNS, row, strict=True)) for row in table[1:]] == in_csv(given, "zh-Hans")


def test_the_languages_own_cover_stands_before_one_without_text() -> None:
    def cover(language: str | None, purpose: str) -> Rendering:
        name = f"{purpose}.{language}.jpg"
        shared = rendering("artwork", language)
        return msgspec.structs.replace(shared, path=f"covers/{name}", purpose=purpose)

    pictures = (cover(None, "banner"), cover(None, "cover"), cover("en", "cover"))
    given = context(described=pictures)
    assert in_csv(given)[0]["Cover file"] == "cover.en.jpg"
    assert in_csv(given, "th")[0]["Cover file"] == "cover.None.jpg"
    assert in_csv(given, "th", cover="banner")[0]["Cover file"] == "banner.None.jpg"


def test_a_long_cut_is_one_row() -> None:
    of = series()
    head, row = in_csv(context(of, described=files(of, cut=True, video=True), cut=(1, 2)))
    assert head["Number of episodes"] == "1"
    assert (row["Level"], row["Episode number"]) == ("compilation", "1–2")
    assert row["Duration in seconds"] == "123.000"
    assert (row["Video file"], row["Subtitle file"]) == ("cut.mp4", "cut.en.srt")


def test_a_sheet_belongs_to_a_language() -> None:
    for name in ("tiktok-csv", "tiktok-xlsx"):
        with pytest.raises(GoGlobalError):
            render(rendering(name), context())


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if len(one) < 1_000])
def test_hostile_texts_are_texts(hostile: str) -> None:
    of = msgspec.structs.replace(series(own=hostile), title=hostile, synopsis=hostile)
    given = context(of, described=files(of))
    for row in in_csv(given, "zh-Hans"):
        assert None not in row
        assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())
    table = in_xlsx(render(rendering("tiktok-xlsx", "zh-Hans"), given))
    assert len(table) == 4
    assert table[2][2] in (hostile, table[1][2])
    assert "\u202e" not in "".join(table[1])


def test_a_formula_is_a_text_in_a_workbook() -> None:
    of = msgspec.structs.replace(series(), title="=cmd()|'/c calc'!A1")
    data = render(rendering("tiktok-xlsx", "zh-Hans"), context(of))
    assert in_xlsx(data)[1][2] == "=cmd()|'/c calc'!A1"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert sheet.count(b't="inlineStr"') == sheet.count(b"<c ")


def test_a_text_that_no_cell_holds_is_refused_with_its_place() -> None:
    of = msgspec.structs.replace(series(), synopsis=HOSTILE[-1])
    assert len(render(rendering("tiktok-csv", "zh-Hans"), context(of))) > 1_000_000
    with pytest.raises(GoGlobalError) as caught:
        render(rendering("tiktok-xlsx", "zh-Hans"), context(of))
    assert caught.value.arguments["place"] == "D2"


def test_the_zip_holds_nothing_of_the_moment() -> None:
    data = render(rendering("tiktok-xlsx", "en"), context())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    for entry in entries:
        assert entry.compress_type == zipfile.ZIP_STORED
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.create_system == 3
        assert stat.S_IMODE(entry.external_attr >> 16) == 0o644


@pytest.mark.parametrize("name", ["tiktok-csv", "tiktok-xlsx"])
def test_the_order_of_languages_and_files_changes_nothing(name: str) -> None:
    of = series()
    one = context(of, described=files(of))
    other = context(of, languages=tuple(reversed(LANGUAGES)), described=tuple(reversed(files(of))))
    assert render(rendering(name, "th"), one) == render(rendering(name, "th"), other)


@pytest.mark.parametrize(
    "given", ["_x0041_", "a & b < c > d ]]>", "  spaces  ", "two\nlines", "😀", "'", '"', "007"]
)
def test_a_cell_comes_back_as_it_went_in(given: str) -> None:
    from openpyxl.utils.escape import unescape

    found = in_xlsx(workbook("a/b[c]", [["head"], [given]], path=""))[1][0]
    assert given in (found, unescape(found))
