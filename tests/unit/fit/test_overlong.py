"""What no break makes fit: only where that is certain."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.fit.breaking import break_lines
from goglobal.fit.overlong import Excess, excess
from goglobal.rules.counting import width

LANGUAGES = ("en", "zh-Hans", "ja", "th", "ar", "ko")
WORDS = ("I", "have", "been", "-", "waiting", "—", "我们", "等", "了。", "ฉันรอ", "อยู่", "،أين", "\n")
MORE = (
    "ab-cd",
    "네가",
    "(a",
    "b)",
    "1\u00a0000",
    "\u200b",
    "e\u0301",
    "👩\u200d👧",
    "！",
    "12",
    "km",
)


def over(text: str, language: str = "en", limit: float = 20, most: int = 2) -> Excess | None:
    measure = partial(width, language=language)
    return excess(text, max_lines=most, limit=limit, measure=measure)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("I have been waiting for you here", None),
        ("I have been waiting for you here since yesterday", 7),
        ("I have been waiting\nfor you here since yesterday", 7),
        ("- I have been waiting for you here\n- since yesterday", 11),
        ("Donaudampfschifffahrtskapitän", 9),
        ("Donaudampfschifffahrts-Kapitän", 3),
        ("Donaudampfschiffs-Kapitän", None),
        ("\u202bI have been waiting for you here\u202c", None),
        ("\u202bI have been waiting for you here since yesterday\u202c", 7),
        ("a" * 3000, 2980),
        ("a " * 1500, 2958),
        ("a" + "\u0301" * 3000, None),
        ("", None),
        (" \n ", None),
    ],
)
def test_how_much_too_long(text: str, characters: int | None) -> None:
    found = over(text)
    assert (None if found is None else found.characters) == characters


def test_words_that_fit_in_sum_and_in_no_order() -> None:
    """Three words of twelve are 36, and no line of 20 holds two."""
    found = over("abcdefghijkl mnopqrstuvwx yzabcdefghij")
    assert found is not None
    assert (round(found.width, 2), found.characters) == (5, 5)


@pytest.mark.parametrize(
    ("language", "text", "characters"),
    [
        ("zh-Hans", "我在这里等了你整整一夜你去哪里了没有人告诉我你到底", None),
        ("zh-Hans", "我在这里等了你整整一夜你去哪里了没有人告诉我你到底去了什么地方啊", 2),
        ("th", "ฉันรอเธออยู่ที่นี่ตั้งแต่เมื่อคืนนี้แล้วนะ", None),
        ("ko", "네가여기까지찾아올거라고는생각도전혀못했어", 6),
    ],
)
def test_where_words_have_no_spaces_any_two_letters_may_part(
    language: str, text: str, characters: int | None
) -> None:
    found = over(text, language, limit=15)
    assert (None if found is None else found.characters) == characters


@given(
    st.lists(st.sampled_from((*WORDS, *MORE)), max_size=14),
    st.sampled_from(LANGUAGES),
    st.sampled_from(("", " ")),
    st.integers(4, 30),
    st.integers(1, 3),
)
def test_what_has_a_break_is_never_called_too_long(
    words: list[str], language: str, between: str, limit: int, most: int
) -> None:
    text = between.join(words)
    measure = partial(width, language=language)
    lines = break_lines(text, language=language, max_lines=most, limit=limit, measure=measure)
    found = over(text, language, limit, most)
    assert lines is None or found is None
    assert found is None or (found.width > 0 and 0 < found.characters <= max(len(text), 1))


@pytest.mark.parametrize(
    "text",
    [" " * 60_000 + "x" + " " * 60_000 + "y" * 99, "字" * 60_000, "a\n" * 60_000, ". " * 60_000],
)
def test_as_long_as_it_may_be(text: str) -> None:
    """It comes to its end: the calls of the measure are counted, not the time."""
    calls = 0

    def counted(line: str) -> float:
        nonlocal calls
        calls += 1
        return float(len(line))

    assert excess(text, max_lines=2, limit=20, measure=counted) is not None
    assert calls <= len(text) + 2
