"""Numbers are read in the languages that series are made in, and what is none is not."""

# ruff: noqa: SIM905 - words are read more easily as one text
from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.numbers import LIKELY, SURE
from goglobal.rules.numerals import look_for, numbers

TABLE = tomllib.loads(
    Path(__file__).with_name("numerals.toml").read_text("utf-8"), parse_float=Decimal
)
ROWS = [(tag, text, value) for tag, rows in TABLE.items() for text, value in rows.items()]
TAGS = (*TABLE, "he", "und")
IDIOMS = """
三心二意 七上八下 四面八方 千万别去 万一他来了 一下就好 一五一十告诉我 百年好合 小三 老四 三少爷
十分感谢 星期三 周五见 十几岁 几百万 上百人 三四百块 半天 一个人 一起走 第一次
千金小姐 二百五 不三不四
"""


def values(text: str, language: str) -> set[Fraction | int]:
    """All that one number in `text` may come to."""
    return {way[0] for number in numbers(text, language) for way in number.ways if len(way) == 1}


@pytest.mark.parametrize(("tag", "text", "value"), ROWS, ids=str)
def test_a_number_is_read(tag: str, text: str, value: int | Decimal) -> None:
    assert Fraction(value) in values(text, tag)
    if any(number.sure for number in numbers(text, tag)):
        assert look_for(tag)(text), "the quick look would have missed it"


@pytest.mark.parametrize("text", IDIOMS.split())
def test_what_says_something_else_is_no_number_that_can_be_missing(text: str) -> None:
    assert not [n for n in numbers(text, "zh-Hans") if n.sure >= SURE]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No one knows.", "en"),
        ("that one", "en"),
        ("una mujer", "es-419"),
        ("ein Mann", "de"),
        ("một người", "vi"),
        ("năm nay", "vi"),
        ("bir gün", "tr"),
        ("สามีของฉัน", "th"),
        ("ห้ามเข้า", "th"),
        ("เก้าอี้", "th"),
        ("이만 가자", "ko"),
        ("네, 서명할게요", "ko"),
        ("천만에요", "ko"),
        ("un six-coups neuf", "fr"),
        ("Sei pronto?", "it"),
        ("por ciento", "es"),
        ("MP3", "en"),
        ("4K", "en"),
    ],
)
def test_an_article_or_another_word_is_no_number(text: str, language: str) -> None:
    assert not [n for n in numbers(text, language) if n.sure >= SURE]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("21:30", (9, 30)),
        ("晚上九点半", (21, 30)),
        ("八点一刻", (20, 15)),
        ("三点五十", (3, 50)),
        ("午前8時半", (8, 30)),
        ("３：０５", (15, 5)),
    ],
)
def test_a_clock_of_the_other_kind_is_the_same(text: str, clock: tuple[int, int]) -> None:
    assert clock in {way for number in numbers(text, "zh-Hans") for way in number.ways}


LOCALES = ("en", "de", "fr", "es", "pt_BR", "it", "ru", "tr", "hi", "id", "vi", "th", "ja", "ar_EG")


@given(st.integers(0, 10**12), st.sampled_from(LOCALES))
def test_figures_as_a_locale_groups_them_are_read(number: int, locale: str) -> None:
    text = format_decimal(number, locale=locale, numbering_system="default")
    assert number in values(f"({text})", locale.split("_", maxsplit=1)[0]), text


def chinese(number: int) -> str:
    """A number below 10^12 in Chinese."""
    if number == 0:
        return "零"

    def section(value: int) -> str:
        text, zero = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = value // unit % 10
            if digit:
                text += ("零" if zero and text else "") + "一二三四五六七八九"[digit - 1] + name
                zero = False
            else:
                zero = True
        return text

    text, gap = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        if part:
            text += ("零" if text and (gap or part < 1000) else "") + section(part) + name
        gap = not part
    return text


ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
""".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def english(number: int) -> str:
    """A number below 10^12 in English."""
    for unit, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= unit:
            rest = number % unit
            return f"{english(number // unit)} {name}" + (f" {english(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f" and {english(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def indonesian(number: int) -> str:
    """A number from 1 to below 10^12 in Indonesian."""
    ones = "_ satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
    units = {10**9: "miliar", 10**6: "juta", 1000: "ribu", 100: "ratus", 10: "puluh"}
    for unit, name in units.items():
        if number >= max(unit, 20):
            count, rest = divmod(number, unit)
            head = f"se{name}" if count == 1 and unit <= 1000 else f"{indonesian(count)} {name}"
            return head + (f" {indonesian(rest)}" if rest else "")
    return ones[number] if number < 12 else f"{ones[number - 10]} belas"


def thai(number: int) -> str:
    """A number from 1 to below 10^12 in Thai."""
    ones = "_ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า".split()
    if number >= 10**6:
        rest = number % 10**6
        return thai(number // 10**6) + "ล้าน" + (thai(rest) if rest else "")
    text = ""
    for unit, name in {10**5: "แสน", 10**4: "หมื่น", 1000: "พัน", 100: "ร้อย", 10: "สิบ"}.items():
        digit = number // unit % 10
        if digit:
            word = {1: "", 2: "ยี่"}.get(digit, ones[digit]) if unit == 10 else ones[digit]
            text += word + name
    last = number % 10
    return text + (("เอ็ด" if last == 1 and text else ones[last]) if last else "")


def german(number: int) -> str:
    """A number from 1 to below 10^6 in German."""
    ones = """
    _ ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
    sechzehn siebzehn achtzehn neunzehn
    """.split()
    tens = "_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
    if number >= 1000:
        rest = number % 1000
        return german(number // 1000) + "tausend" + (german(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return ones[number // 100] + "hundert" + (german(rest) if rest else "")
    if number >= 20:
        return (f"{ones[number % 10]}und" if number % 10 else "") + tens[number // 10]
    return ones[number]


def turkish(number: int) -> str:
    """A number from 1 to below 10^12 in Turkish."""
    ones = "_ bir iki üç dört beş altı yedi sekiz dokuz".split()
    tens = "_ on yirmi otuz kırk elli altmış yetmiş seksen doksan".split()
    for unit, name in {10**9: "milyar", 10**6: "milyon", 1000: "bin", 100: "yüz"}.items():
        if number >= unit:
            count, rest = divmod(number, unit)
            head = name if count == 1 and unit <= 1000 else f"{turkish(count)} {name}"
            return head + (f" {turkish(rest)}" if rest else "")
    words = (tens[number // 10], ones[number % 10])
    return " ".join(word for word in words if word != "_")


WRITERS: dict[str, tuple[Callable[[int], str], int]] = {
    "zh-Hans": (chinese, 10**12), "en": (english, 10**12), "id": (indonesian, 10**12),
    "th": (thai, 10**12), "de": (german, 10**6), "tr": (turkish, 10**12),
}  # fmt: skip


@pytest.mark.parametrize("tag", WRITERS)
def test_every_number_to_2000_in_words_is_read(tag: str) -> None:
    write, _ = WRITERS[tag]
    wrong = [n for n in range(1, 2001) if n not in values(write(n), tag)]
    assert not wrong, [write(n) for n in wrong[:5]]


@given(st.data(), st.sampled_from(sorted(WRITERS)))
def test_a_large_number_in_words_is_read(data: st.DataObject, tag: str) -> None:
    write, below = WRITERS[tag]
    number = data.draw(st.integers(1, below - 1) | st.sampled_from([10**n for n in range(6)]))
    text = write(number)
    assert number in values(text, tag), text


@given(st.text(max_size=80), st.sampled_from(TAGS))
def test_any_text_is_read(text: str, tag: str) -> None:
    for number in numbers(text, tag):
        assert 0 <= number.start < number.end
        assert number.ways or number.sure < LIKELY


SIGNS = "一二两三百千万亿点分之半个年0123456789.,:，：% \u00a0๑٣५만억십undmillionhundred-'tوألف"


@given(st.text(alphabet=SIGNS, max_size=60), st.sampled_from(TAGS))
def test_any_mixture_of_number_signs_is_read(text: str, tag: str) -> None:
    numbers(text, tag)


LONG = ("9", "一", "万", "1,", "12 ", "und", "hundred ", "만", "ล้าน", "1.1", "三点", "百分之", "個")


@pytest.mark.parametrize("tag", TAGS)
def test_ten_thousand_signs_are_no_trouble(tag: str) -> None:
    for sign in LONG:
        for number in numbers(sign * 10_000, tag):
            assert all(value < 10**400 for way in number.ways for value in way)
