"""Laws of line breaking: no word changes, every line fits, mark-up stays as sound as it was."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from goglobal.fit.breaking import break_lines
from goglobal.fit.marked import break_marked
from goglobal.rules.counting import width
from goglobal.subtitles.markup import faults, plain

WORDS = {
    "en": 'I have the «old» (door) "No!" well- 12 km Mr. Jones… -Yes don\'t café ? ! – JOHN:',
    "fr": "Où est-il ? « Non » l'eau depuis 5 € hier, jamais. À",
    "vi": "tôi chưa bao giờ nghĩ rằng anh sẽ quay lại ngôi nhà này",
    "ar": "لم أظن، يوما أنك ستعود؟ إلى هذا البيت. ١٢",
    "hi": "मैं तुम्हारा इंतज़ार कर रहा हूँ। क्या",
    "ko": "네가 이 집에 다시 돌아올 줄은 몰랐어. 왜?",
    "zh-Hans": "你以为 我不知道， 昨天晚上。 《去了》 哪里吗？ 12 个 OK"
    " 第三集…… “走吧！” 👨\u200d👩\u200d👧",
    "zh-Hant": "你以為 我不知道， 昨天晚上。 「去了」 哪裡嗎？",
    "ja": "あなたが 昨日の夜、 どこに行ったのか。 「知って」 いますよー ネックレス っ",
    "th": "คุณคิดว่า ฉันไม่รู้เหรอ ว่าเมื่อคืน จริงๆ ไปไหนมา ใบหย่า ๑๒",
    "km": "ខ្ញុំ\u200bរង់ចាំ អ្នក\u200bនៅ ទីនេះ",
}
LANGUAGES = st.sampled_from(sorted(WORDS))
GLUE = st.sampled_from(["", " ", " ", "\n", "  ", "\u3000", "\u00a0"])
TAGS = st.sampled_from(["", "", "", "<i>", "</i>", "<b>", "</b>", "{\\an8}", "<font color='red'>"])
LIMITS = st.integers(3, 45)
ANYTHING = st.text(
    st.one_of(
        st.sampled_from(" \n-(){}<>i/…。「」ๆ\u200b\u200d\u0301\u0e31\u0e40\U0001f1e8\U0001f3fb"),
        st.characters(max_codepoint=0x1FFFF, exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@st.composite
def texts(draw: st.DrawFn, *, tags: bool = False) -> tuple[str, str]:
    """A language and a text in it; with `tags`, with mark-up strewn in."""
    language = draw(LANGUAGES)
    pieces = draw(st.lists(st.sampled_from(WORDS[language].split(" ")), min_size=1, max_size=14))
    text = ""
    for piece in pieces:
        text += (draw(TAGS) if tags else "") + piece + draw(GLUE)
    return language, text + (draw(TAGS) if tags else "")


def letters(text: str) -> str:
    return "".join(text.split())


def check(text: str, language: str, limit: int, most: int) -> None:
    measure = partial(width, language=language)
    lines = break_lines(text, language=language, max_lines=most, limit=limit, measure=measure)
    if lines is None:
        return
    assert letters("".join(lines)) == letters(text)
    assert 1 <= len(lines) <= most
    for line in lines:
        assert line.strip(" \t\u3000") == line != ""
        assert measure(line) <= limit
    old = {line.strip(" \t\u3000")[:1] for line in text.split("\n")}
    for above, line in pairwise(lines):
        first, last = line[0], above[-1]
        if first in old:
            continue  # a line that stood like this already
        assert unicodedata.category(first)[0] != "M"
        assert first not in "。，、？！；」』）”ーっๆฯะา\u200d\U0001f3fb"
        assert last not in "「『（“\u200d"


@given(texts(), LIMITS, st.integers(1, 4))
def test_words_never_change_and_lines_fit(case: tuple[str, str], limit: int, most: int) -> None:
    check(case[1], case[0], limit, most)


@given(ANYTHING, LANGUAGES, LIMITS, st.integers(1, 4))
def test_any_text(text: str, language: str, limit: int, most: int) -> None:
    check(text, language, limit, most)


@given(texts(tags=True), LIMITS, st.integers(1, 3))
def test_mark_up_stays(case: tuple[str, str], limit: int, most: int) -> None:
    language, text = case
    measure = partial(width, language=language)
    new = break_marked(text, language=language, max_lines=most, limit=limit, measure=measure)
    if new is None:
        return
    assert letters(plain(new)) == letters(plain(text))
    lines = plain(new).split("\n")
    assert len(lines) <= most
    assert all(measure(line) <= limit for line in lines)
    wrong, before = Counter(f.code for f in faults(new)), Counter(f.code for f in faults(text))
    assert wrong <= before
    if text.startswith("{\\an8}"):
        assert new.startswith("{\\an8}")
