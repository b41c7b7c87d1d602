"""Laws of texts that are cut to a length."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.shortening import ELLIPSIS, cut

TEXTS = {
    "en": "She returns to the Bund with a letter and a stake in the company.",
    "vi": "Cô trở lại bến Thượng Hải với một bức thư và cổ phần của công ty.",
    "ru": "Она возвращается на набережную с письмом и долей в компании.",
    "ar": "تعود إلى البوند ومعها رسالة وحصة في الشركة التي سُلبت من والدها.",
    "hi": "वह एक चिट्ठी और कंपनी में हिस्सेदारी लेकर बंड लौटती है।",
    "ko": "그녀는 편지 한 통과 회사의 지분을 들고 와이탄으로 돌아온다.",
}
TONGUES = (*TEXTS, "th", "zh-Hans", "zh-Hant", "ja", "es-419", "fil")


@given(st.text(max_size=400), st.integers(1, 300), st.sampled_from(TONGUES))
def test_it_is_never_longer_and_a_beginning_of_the_text(text: str, most: int, tag: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    found = cut(text, most, tag)
    assert len(found) <= most
    if len(composed) <= most:
        assert found == composed
    else:
        assert found.endswith(ELLIPSIS)
        assert composed.startswith(found.removesuffix(ELLIPSIS))


@pytest.mark.parametrize("tag", list(TEXTS))
@given(most=st.integers(1, 80))
def test_languages_with_spaces_are_cut_behind_whole_words(tag: str, most: int) -> None:
    text = unicodedata.normalize("NFC", TEXTS[tag])
    head = cut(text, most, tag).removesuffix(ELLIPSIS)
    words = [word.strip(",.;।") for word in text.split()]
    last = head.split()[-1].strip(",.;।") if head.split() else ""
    assert last in ("", *words) or len(head.split()) == 1


@given(
    st.lists(st.sampled_from(["👩‍👩‍👧", "🇨🇳", "é", "กำ", "नि", "👍🏽"]), min_size=3, max_size=40)
)
def test_no_character_is_cut_in_two(pieces: list[str]) -> None:
    text = unicodedata.normalize("NFC", "".join(pieces))
    ends = {0}
    place = 0
    for piece in pieces:
        place += len(unicodedata.normalize("NFC", piece))
        ends.add(place)
    for most in range(1, len(text)):
        assert len(cut(text, most, "en").removesuffix(ELLIPSIS)) in ends


def test_languages_without_spaces_are_cut_behind_phrases() -> None:
    text = "十年前，沈氏丝绸被人夺走，沈若溪的父亲在大火中失踪。十年后，她带着股份回到外滩。"
    assert cut(text, 14, "zh-Hans") == "十年前，沈氏丝绸被人夺走…"
    thai = "เธอกลับมาที่เดอะบันด์พร้อมจดหมายและหุ้นในบริษัทที่ถูกแย่งไปจากพ่อ"
    found = cut(thai, 30, "th")
    assert len(found) <= 30
    assert found.endswith(ELLIPSIS)


def test_a_length_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        cut("text", 0, "en")


def test_a_megabyte_costs_no_more_than_its_beginning() -> None:
    assert len(cut("word " * 200_000, 400, "en")) <= 400
    assert len(cut("字" * 1_000_000, 400, "zh-Hans")) <= 400
