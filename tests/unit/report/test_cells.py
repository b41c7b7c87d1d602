"""Text on a terminal: what it shows, and how wide it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.report.cells import Painter, marked, pad, size, table, visible, width


def test_control_characters_cannot_steer_the_terminal() -> None:
    assert visible("a\x1b[2Jb\r\nc\x7f\x9b") == "a␛[2Jb␍␊c␡<009B>"


def test_reading_order_controls_are_shown() -> None:
    assert visible("abc\u202ecba\u2066") == "abc<202E>cba<2066>"


def test_joiners_that_scripts_need_stay() -> None:
    text = "می\u200cخواهم \u200e👩\u200d👧"
    assert visible(text) == text


def test_a_name_that_is_no_utf8_is_shown() -> None:
    assert visible("ep\udcff.srt") == "ep<DCFF>.srt"


@given(st.text())
def test_visible_text_is_one_line_and_can_be_encoded(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("外滩", 4), ("ที่", 1), ("e\u0301", 1), ("한국", 4)]
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_pad_fills_by_cells() -> None:
    assert pad("外滩", 6) == "外滩  "
    assert pad("12", 4, right=True) == "  12"


@pytest.mark.parametrize(
    ("excerpt", "span", "carets"),
    [
        ("abcdef", (2, 4), "  ^^"),
        ("外滩，月色", (2, 3), "    ^^"),
        ("ที่นี่ห้าม", (3, 6), " ^"),
        ("abc", (3, 3), "   ^"),
        ("abc", (9, 12), "   ^"),
        ("a\x1bb", (2, 3), "  ^"),
        ("a\u202eb", (2, 3), " " * 7 + "^"),
    ],
)
def test_carets_stand_below_the_marked_text(
    excerpt: str, span: tuple[int, int], carets: str
) -> None:
    assert marked(excerpt, span)[1] == carets


def test_no_carets_without_a_span() -> None:
    assert marked("abc", None) == ("abc", "")


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    line, carets = marked("x" * 50_000 + "BAD" + "y" * 50_000, (50_000, 50_003))
    assert len(line) < 200
    assert line[len(carets) - 3 : len(carets)] == "BAD"
    assert line.startswith("…")
    assert line.endswith("…")


@given(st.text(max_size=300), st.integers(-5, 400), st.integers(-5, 400))
def test_any_span_can_be_shown(excerpt: str, start: int, end: int) -> None:
    line, carets = marked(excerpt, (start, end))
    assert "\n" not in line
    assert carets.strip("^ ") == ""
    assert carets


def test_a_table_aligns_chinese_and_leaves_empty_columns_out() -> None:
    text = table(
        ("名称", "note", "n"),
        [("外滩月色", "", "5"), ("ab", "", "12")],
        painter=Painter(),
        right=(2,),
    )
    assert text.splitlines() == ["名称       n", "外滩月色   5", "ab        12"]


def test_the_header_of_a_wide_table_stands_in_lines() -> None:
    header = ["language", "stale tracks", "x" * 50, "files left"]
    text = table(header, [["th", "1", "a", "2"]], painter=Painter(), right=[1, 3])
    first, second, row = text.splitlines()
    assert first.split() == ["stale", "files"]
    assert second.split() == ["language", "tracks", "x" * 50, "left"]
    assert row.split() == ["th", "1", "a", "2"]
    assert max(map(width, (first, second, row))) <= 80
    narrow = table(header[:2], [["th", "1"]], painter=Painter())
    assert narrow.splitlines()[0] == "language  stale tracks"


def test_a_painter_without_colour_leaves_text_alone() -> None:
    assert Painter().paint("x", "red") == "x"
    assert Painter(colour=True).paint("x", "red", "bold") == "\x1b[31;1mx\x1b[0m"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_950, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (2_340_000_000, "2.3 GB"),
        (5_000_000_000_000, "5.0 TB"),
    ],
)
def test_sizes_are_for_people(count: int, text: str) -> None:
    assert size(count) == text
