"""TRN008 in scripts without spaces between words: the parts of a name together, or apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.testing import Case, findings_of

CUE = "{}\n00:00:{:02},000 --> 00:00:{:02},500\n{}\n\n"
NAMES = {
    # the parts of a name, and a line
    "th": (("หลิน", "หว่านชิว"), "ฉันชื่อ{}ค่ะ"),
    "lo": (("ຫລິນ", "ຫວ່ານຊິວ"), "ຂ້ອຍຊື່{}ເດີ"),
    "km": (("លីន", "វ៉ានឈីវ"), "ខ្ញុំឈ្មោះ{}ណា"),
    "my": (("လင်း", "ဝမ်ချို"), "ကျွန်မနာမည်{}ပါ"),
    "zh-Hant": (("林", "晚秋"), "我叫{}"),
    "ja": (("ジョン", "スミス"), "私は{}です"),
}
SPACES = (" ", "  ", "\n", "\u00a0", "\u200b", "\u2060", "\u200b ")
DOTS = ("·", "・", "‧", "•", "･", " · ", "\u3000")


def told(language: str, way: str, *lines: str) -> list[str]:
    def srt(texts: tuple[str, ...]) -> str:
        return "".join(CUE.format(n, 3 * n, 3 * n + 2, text) for n, text in enumerate(texts, 1))

    case = Case(
        code="TRN008",
        name=lines[0],
        expect=(),
        language=language,
        source_language="zh-Hans",
        glossary={"林晚秋": way},
        source_srt=srt(("我叫林晚秋",) * len(lines)),
        srt=srt(lines),
    )
    return [found.message for found in findings_of(case)]


@st.composite
def apart(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A language, a name in parts in the glossary's way and in the translation's, and a line."""
    language = draw(st.sampled_from(sorted(NAMES)))
    parts, line = NAMES[language]
    signs = (*SPACES, *DOTS) if language in {"zh-Hant", "ja"} else SPACES
    ways = [draw(st.sampled_from(("", *signs))).join(parts) for _ in range(2)]
    return language, ways[0].replace("\n", " "), ways[1], line


@given(apart(), st.integers(1, 4))
def test_parts_together_or_apart_are_the_name(drawn: tuple[str, str, str, str], times: int) -> None:
    language, way, shown, line = drawn
    assert not told(language, way, *([line.format(shown)] * times))


@given(apart(), st.data())
def test_a_slip_is_told_all_the_same(drawn: tuple[str, str, str, str], data: st.DataObject) -> None:
    """A letter missing or wrong, wherever the space stands; short names excepted."""
    language, way, shown, line = drawn
    if language == "zh-Hant":
        return
    letters = [
        place
        for place, sign in enumerate(shown)
        if 0 < place < len(shown) - 1 and unicodedata.category(sign).startswith("L")
    ]
    at = data.draw(st.sampled_from(letters))
    other = data.draw(st.sampled_from([shown[p] for p in letters if shown[p] != shown[at]]))
    slip = shown[:at] + data.draw(st.sampled_from([other, ""])) + shown[at + 1 :]
    assert told(language, way, line.format(slip)), slip


@given(apart(), st.sampled_from([" ", "\u200b"]), st.data())
def test_a_torn_syllable_is_no_name(
    drawn: tuple[str, str, str, str], space: str, data: st.DataObject
) -> None:
    """No space stands before a vowel sign."""
    language, _, _, line = drawn
    way = "".join(NAMES[language][0])
    marks = [p for p, sign in enumerate(way) if p and unicodedata.category(sign).startswith("M")]
    if not marks:
        return
    at = data.draw(st.sampled_from(marks))
    assert told(language, way, line.format(way[:at] + space + way[at:]))


@pytest.mark.parametrize(
    ("language", "way", "line"),
    [
        ("ja", "Amy林", "私はAmy 林です"),
        ("ja", "エイミー・リン", "私はエイミー＝リンです"),
    ],
)
def test_other_signs(language: str, way: str, line: str) -> None:
    assert not told(language, way, line)


def test_two_clauses_of_the_source_hold_no_name() -> None:
    """A space parts clauses in Chinese: 小 雨 is not the name 小雨, which 陈雪 would stand for."""
    case = Case(
        code="TRN008",
        name="two clauses",
        expect=(),
        language="th",
        glossary={"小雨": "เสี่ยวอวี่", "陈雪": "เฉินเสวี่ย"},
        source_srt=CUE.format(1, 3, 5, "他还小 雨停了"),
        srt=CUE.format(1, 3, 5, "เฉินเสวี่ยยังเด็ก ฝนหยุดแล้ว"),
    )
    assert not findings_of(case)


def test_latin_letters_are_not_taken_apart() -> None:
    assert told("ja", "AmyLin", "A my Lin", "A my Lin", "A my Lin")
