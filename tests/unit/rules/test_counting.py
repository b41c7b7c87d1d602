"""Characters as a reader counts them, by language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.counting import squares, width


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
    assert width(one + two, language) == width(one, language) + width(two, language)
