"""Characters as a reader counts them, by language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.counting import fitting, squares, width


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Where is she?", "en", 13),
        ("two\nlines", "en", 8),
        ("café", "fr", 4),
        ("cafe\u0301", "fr", 4),
        ("ที่นี่", "th", 2),
        ("น้ำ", "th", 2),
        ("कि", "hi", 1),
        ("مَرْحَبًا", "ar", 5),
        ("Привет", "ru", 6),
        ("Co\u0302", "vi", 2),
        ("a\u00adb\u200bc", "en", 3),
        ("\U0001f44d\U0001f3fd", "en", 1),
        ("\U0001f44d\U0001f3fd", "zh-Hans", 1),
        ("\u3042\u3099\u3042\u302a", "ja", 2),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "en", 1),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "zh-Hans", 1),
        ("\u2764\ufe0f\u200d\U0001f525", "ja", 1),
        ("\u2705\u231a", "zh-Hant", 2),
        ("❤ ❤\ufe0f", "ko", 2),
        ("क्\u200dष", "hi", 2),
        ("我在这里", "zh-Hans", 4),
        ("我，OK", "zh-Hant", 3),
        ("……", "zh-Hans", 2),
        ("“我”——你", "zh-Hans", 6),
        ("……", "ja", 2),
        ("……", "ko", 1),
        ("♪", "ko", 1),
        ("안녕 Li", "ko", 3.5),
        ("\u1112\u1161\u11ab", "ko", 1),
        ("ｶﾅ", "ja", 1),
        ("カナ", "ja", 2),
        ("は\u3099", "ja", 1),
        ("𠮷野家", "ja", 3),
        ("……", "en", 2),
        ("", "zh-Hans", 0),
        ("abc", None, 3),
    ],
)
def test_width(text: str, language: str | None, count: float) -> None:
    assert width(text, language) == count


def test_only_three_languages_count_squares() -> None:
    assert [tag for tag in ("zh-Hant", "ja", "ko", "vi", "th", "en", None) if squares(tag)] == [
        "zh-Hant",
        "ja",
        "ko",
    ]


@given(st.text(), st.sampled_from(["en", "th", "hi", "ar", "zh-Hans", "ja", "ko"]))
def test_never_more_than_there_are(text: str, language: str) -> None:
    assert 0 <= width(text, language) <= len(text)


@given(st.text(), st.text(), st.sampled_from(["en", "th", "hi", "zh-Hans", "ja", "ko"]))
def test_two_texts_together_count_as_much_as_apart(one: str, two: str, language: str) -> None:
    # a line feed parts what would be drawn as one emoji
    assert width(f"{one}\n{two}", language) == width(one, language) + width(two, language)


@given(
    st.text(st.sampled_from("aé…ที่น่ิ我，OK \u0301\u200d\U0001f44d\U0001f3fd\n하안"), max_size=40),
    st.sampled_from(["en", "th", "hi", "zh-Hans", "ja", "ko", None]),
    st.sampled_from([0, 0.5, 1, 5, 9, 16, 16.5]),
)
def test_what_fits_is_the_longest_beginning_that_does(
    line: str, language: str | None, limit: float
) -> None:
    sizes = [n for n in range(len(line) + 1) if width(line[:n], language) <= limit]
    assert fitting(line, language, limit) == max(sizes)


def test_what_unicode_calls_wide_counts_one_square() -> None:
    codes = [
        code
        for code in (*range(0x20, 0x20000), 0x20000, 0x2A6DF, 0x30000, 0x3134A)
        if unicodedata.east_asian_width(chr(code)) in {"W", "F"}
        and unicodedata.category(chr(code)) not in {"Mn", "Mc", "Cf", "Cn"}
        and not 0x1F3FB <= code <= 0x1F3FF
    ]
    narrow = [f"{code:04X}" for code in codes if width(chr(code), "zh-Hans") != 1]
    assert narrow == []


def test_letters_that_unicode_calls_ambiguous_count_half() -> None:
    # pinyin, Greek and Cyrillic in a Chinese line are no squares
    assert width("àéпω", "zh-Hans") == 2
