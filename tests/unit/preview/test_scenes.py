"""What a frame shows: where its text stands, what is told beside it, and that text stays text."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from goglobal.model import Cue
from goglobal.preview import captions, html, svg
from goglobal.preview.installed import VARIABLE, MissingFontError, font_file, needed
from goglobal.preview.scenes import Scene, scene_of
from goglobal.profiles.schema import Fit, Zone

RAIL = Zone(
    name="action-rail",
    left=916,
    top=250,
    width=164,
    height=1190,
    source="the test",
    checked=dt.date(2026, 11, 26),
)
BAR = Zone(
    name="top-bar",
    left=0,
    top=0,
    width=1080,
    height=250,
    source="the test",
    checked=dt.date(2026, 11, 26),
)
FIT = Fit(top=250, bottom=480, left=90, right=164, zones=(BAR, RAIL))


@pytest.fixture(autouse=True)
def _no_full_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine without Noto; the tests of the browser have it."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def scene(text: str, language: str = "en", settings: str = "", fit: Fit = FIT) -> Scene:
    return scene_of(fit, language, Cue(1000, 3000, text, settings=settings))


def test_text_stands_centred_in_the_safe_area_above_its_margin() -> None:
    shown = scene("One line")
    (line,) = shown.lines
    left = line.pieces[0].x
    right = left + line.width
    assert left - 90 == pytest.approx(1080 - 164 - right)
    assert 1440 - 56 < line.pieces[0].baseline < 1440
    assert shown.fits


def test_a_wide_line_is_one_fault() -> None:
    shown = scene("You promised me you'd never come back here.")
    assert [line.wide for line in shown.lines] == [True]
    assert shown.hidden is None
    assert captions.verdict(shown) == f"too wide by {shown.width - 826:.0f} px"


def test_text_that_is_moved_behind_the_interface_is_told() -> None:
    shown = scene("A sign", settings="line:2%")
    assert shown.hidden is not None
    assert captions.verdict(shown) == "behind the interface: top bar"


def test_lines_are_flush_where_the_cue_says_so() -> None:
    flush = scene("short\nand a longer line", settings="align:start")
    assert flush.lines[0].pieces[0].x == pytest.approx(flush.lines[1].pieces[0].x)
    corner = scene("{\\an3}short\nand a longer line")
    ends = [line.pieces[-1].x + line.pieces[-1].run.width for line in corner.lines]
    assert ends == pytest.approx([1080 - 164] * 2)


def test_runs_are_drawn_from_left_to_right_each_where_it_was_measured() -> None:
    (line,) = scene("قال WeChat 5,000 نعم", "ar").lines
    places = [piece.x for piece in line.pieces]
    assert places == sorted(places)
    assert line.pieces[0].run.right_to_left
    assert line.pieces[-1].x + line.pieces[-1].run.width - places[0] == pytest.approx(line.width)


def test_upright_text_goes_down() -> None:
    (line,) = scene("縦書きだ", "ja", "vertical:rl").lines
    heights = [piece.baseline for piece in line.pieces]
    assert heights == [heights[0] + 56 * n for n in range(4)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "A" * 3000,
        "\u0301\u0302",
        "👩‍❤️‍👨 ❤️",
        "\x00\x07 \ufffe \U0010ffff",
        "<i>{\\an9}",
        "a\n" * 400,
    ],
)
def test_any_text_makes_a_picture_that_is_xml(text: str) -> None:
    for draw in (svg.frame, svg.strip):
        ET.fromstring(draw(scene(text), number=1))


def test_text_stays_text() -> None:
    shown = scene('<script>alert("x")</script> & ]]>')
    page = html.single(shown, note='<img src="x">')
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_page_asks_for_nothing_from_anywhere() -> None:
    page = html.sheet([scene("Hello"), scene("สวัสดี", "th")])
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page
    assert page.count("<figure>") == 2


def test_without_the_full_fonts_text_is_held_to_its_measured_width() -> None:
    picture = svg.frame(scene("Hello"), number=0)
    assert 'textLength="' in picture
    assert "<path" not in picture


def test_long_lines_are_not_read_out() -> None:
    page = html.single(scene("B" * 3000))
    assert "B" * 301 not in page
    assert "…" in page


def test_a_missing_font_is_named_with_its_package() -> None:
    font = scene("สวัสดี", "th").lines[0].pieces[0].run.font
    assert font_file(font) is None
    with pytest.raises(MissingFontError) as caught:
        needed(font)
    assert caught.value.arguments["package"] == "fonts-noto-core"
    assert "Noto Sans Thai" in str(caught.value)


def test_a_font_is_found_in_the_folder_that_the_user_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine" / "deep"
    folder.mkdir(parents=True)
    (folder / "NotoSansThai-Regular.ttf").write_bytes(b"")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine"))
    font = scene("สวัสดี", "th").lines[0].pieces[0].run.font
    found = font_file(font)
    assert found is not None
    assert found.path == str(folder / "NotoSansThai-Regular.ttf")


def test_what_no_font_has_is_told() -> None:
    shown = scene("A \ue000 box")
    assert not shown.fits
    assert captions.verdict(shown) == "missing in the font: \ufffd"


def test_every_line_is_measured() -> None:
    told = captions.measured(scene("One line\nand another"))
    first, _, rest = told.partition(" / ")
    assert int(first) < int(rest.split()[0])
    assert told.endswith(" of 826 px")


def test_where_only_srt_goes_out_text_runs_across() -> None:
    cue = Cue(0, 1000, "縦書き", settings="vertical:rl")
    (line,) = scene_of(FIT, "ja", cue, named=True).lines
    assert len({piece.baseline for piece in line.pieces}) == 1


def test_an_outline_is_as_wide_as_the_profile_says() -> None:
    picture = svg.frame(scene("Hello", fit=Fit(outline=4)), number=0)
    assert 'stroke-width="8"' in picture
