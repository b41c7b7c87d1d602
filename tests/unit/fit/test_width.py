"""`goglobal.fit.width` and rulers: what they measure, and that nothing makes them fail."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from goglobal.fit import width
from goglobal.fit.fonts import FontError
from goglobal.fit.rulers import ruler_of
from goglobal.fit.typefaces import Typeface

FACE = Typeface(size=100)


@pytest.fixture
def player(tmp_path: Path) -> str:
    """A font that has a, b and a space, each half an em wide."""
    font = FontBuilder(1000, isTTF=True)
    names = [".notdef", "space", "a", "b"]
    font.setupGlyphOrder(names)
    font.setupCharacterMap({0x20: "space", 0x61: "a", 0x62: "b"})
    font.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    font.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupPost()
    path = tmp_path / "Player.ttf"
    font.save(path)
    return str(path)


def test_widths_grow_with_the_size_and_with_the_text() -> None:
    once = width("mm", language="en", size=50)
    assert width("mm", language="en", size=100) == pytest.approx(2 * once)
    assert width("mmm", language="en", size=50) == pytest.approx(1.5 * once)
    assert width("", language="en", size=50) == 0


def test_bold_is_wider() -> None:
    assert width("mmm", language="en", size=50, weight="bold") > width(
        "mmm", language="en", size=50
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Ướt quá! Đừng khóc nữa"),
        ("fr", "À côté, où ?"),
        ("ko", "약속했잖아"),
        ("ja", "ガギグ"),
    ],
)
def test_both_ways_of_writing_an_accent_are_one(language: str, text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert width(apart, language=language, size=56) == width(text, language=language, size=56)


def test_markup_is_text_here_and_a_line_feed_is_a_space() -> None:
    plain = width("hello", language="en", size=56)
    assert width("<i>hello</i>", language="en", size=56) > plain
    assert width("a\nb", language="en", size=56) == width("a b", language="en", size=56)


def test_a_han_character_is_an_em() -> None:
    for language in ("zh-Hans", "zh-Hant", "ja", "ko", "en"):
        assert width("中", language=language, size=56) == pytest.approx(56)


def test_joined_letters_are_narrower_than_letters_alone() -> None:
    together = width("بببب", language="ar", size=56)
    assert together < 4 * width("ب", language="ar", size=56) * 0.7


def test_letters_are_spaced_and_joined_ones_are_not() -> None:
    spaced = ruler_of("en", Typeface(size=100, letter_spacing=10))
    assert spaced.width("abc") == pytest.approx(ruler_of("en", FACE).width("abc") + 30)
    arabic = ruler_of("ar", Typeface(size=100, letter_spacing=10))
    assert arabic.width("سلام عليكم") == pytest.approx(
        ruler_of("ar", FACE).width("سلام عليكم") + 10
    )


def test_a_font_of_the_users_own_leads(player: str) -> None:
    assert width("a b", language="en", size=100, font=player) == pytest.approx(150)
    lacks = width("c", language="en", size=100, font=player)
    assert lacks == width("c", language="en", size=100)
    ruler = ruler_of("en", Typeface(size=100, font=player))
    assert ruler.missing("a cab\u200d") == "c"
    # nobody has worked out how wide its characters can become: all lines are shaped
    assert ruler.bound("ab") == float("inf")
    assert [index for index, _ in ruler.wider(["ab", "abab"], 150)] == [1]


@pytest.mark.parametrize("content", [None, b"", b"a text", b"\x00\x01\x00\x00" + bytes(300)])
def test_a_file_that_is_no_font(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FontError, match=r"font\.ttf"):
        width("a", language="en", size=56, font=str(path))
    with pytest.raises(FontError):
        width("a", language="en", size=56, font=str(tmp_path))


@pytest.mark.parametrize("size", [0, -1, float("nan"), float("inf")])
def test_a_size_that_nothing_has(size: float) -> None:
    with pytest.raises(ValueError, match="size"):
        width("a", language="en", size=size)


@pytest.mark.parametrize(
    "line",
    [
        "\ud800 a lone surrogate",
        "\x00\x01\x7f",
        "\u0301\u0302\u0303",
        "\u200d\u200d",
        "\u202e\u2067abc",
        "👩‍❤️‍👨" * 50,
        "\U0010ffff\ufdd0\ufffe",
        "क्" * 500,
        "ܐ𐎠",
    ],
)
@pytest.mark.parametrize("language", ["en", "ar", "th", "hi", "zh-Hans", "my", "sw"])
def test_any_line_has_a_width_and_a_bound_above_it(line: str, language: str) -> None:
    ruler = ruler_of(language, FACE)
    assert 0 <= ruler.width(line) <= ruler.bound(line) + 1e-6
    assert "".join(run.text for run in ruler.runs(line)) is not None
    ruler.missing(line)


def test_what_no_font_has_is_missing_and_what_is_not_seen_is_not() -> None:
    ruler = ruler_of("th", FACE)
    assert ruler.missing("กa中\u200b\ufe0f\u00ad\n\t") == ""
    assert ruler.missing("x\ue000y\ue000\U000103a0") == "\ue000\U000103a0"


def test_long_lines_are_measured_in_pieces() -> None:
    ruler = ruler_of("en", FACE)
    each = ruler.width("m" * 2000) / 2000
    assert ruler.width("m" * 100_000) == pytest.approx(100_000 * each)


def test_threads_measure_the_same() -> None:
    lines = [f"line {n} AV To ﷲ กำ क्षि 中 {n * 7}" for n in range(200)]
    ruler = ruler_of("ar", Typeface(size=57))
    alone = [ruler._width(line) for line in lines]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: [ruler._width(line) for line in lines], range(8)))
    assert all(widths == alone for widths in found)
