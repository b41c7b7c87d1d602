"""Laws of the quick looks: what they pass over, the slow and exact way finds nothing in."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.subtitles import bidi, clocks, mojibake, parse, tolerant, ttml_text
from goglobal.subtitles.decoding import decode, decode_text
from goglobal.subtitles.markup import holding

PIECES = st.sampled_from(
    [
        "Ã©", "Â¿", "â€™", "â™ª", "ï»¿", "ðŸ˜€", "Ð¿Ñ€Ð¸", "à¸™", "ä½ ", "鈥", "锟斤拷", "锛",
        "Рё", "вЂ™", "เธเธเธ", "เน€เธ", "ط§ظ„", "縺", "嚗", "NÃO", "é…", "«à»", "เธอ", "เน้น",
        "привет", "مرحبا", "שלום", "你好", "สวัสดี", " ", "\n", "\u200f", "\ufeff", "\ufffd",
        "?", "a", "<i>", "{\\an8}", "&",
    ]
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(PIECES | st.text(CHARACTERS, max_size=6), max_size=12).map("".join)
CODECS = st.sampled_from(["cp1252", "latin-1", "gb18030", "cp932", "cp950", "cp1251", "cp874"])


@given(TEXTS)
@example("เธเธเธเธ")
def test_mojibake_never_passes_the_gates(text: str) -> None:
    if mojibake.find(text) is not None or mojibake.proven(text):
        assert mojibake.suspicious(text)
        assert mojibake.suspicious(text, mojibake.hints_of(text.encode()))


@given(st.text(CHARACTERS, min_size=3, max_size=30), CODECS)
def test_text_decoded_twice_never_passes_the_gates(text: str, codec: str) -> None:
    wrong = text.encode().decode(codec, "ignore")
    if mojibake.find(wrong) is not None:
        assert mojibake.suspicious(wrong, mojibake.hints_of(wrong.encode()))


@given(st.sets(st.sampled_from([sign for _, signs, _ in mojibake._OTHERS for sign in signs])))
def test_the_hints_know_every_sign(signs: set[str]) -> None:
    hints = mojibake.hints_of("".join(signs).encode())
    thai = {sign for sign in signs if sign[0] == "เ"}
    assert hints.far >= bool(signs - thai)
    assert hints.thai >= bool(thai)


@given(TEXTS)
def test_right_to_left_is_seen(text: str) -> None:
    seen = bidi.present(text, text.encode())
    assert seen == (bidi.RIGHT_TO_LEFT.search(text) is not None)


@given(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]))
def test_right_to_left_is_seen_in_every_block(character: str) -> None:
    seen = bidi.present(f"a{character}", f"a{character}".encode())
    assert seen == (bidi.RIGHT_TO_LEFT.search(character) is not None)


@given(st.text(max_size=20))
def test_what_xml_cannot_hold_is_seen(text: str) -> None:
    seen = ttml_text._forbidden(text, text.encode("utf-8", "surrogatepass"))
    bad = ttml_text.FORBIDDEN.search(text.replace("\0", "")) is not None
    assert seen == (bad or "\r" in text)


@given(
    st.lists(st.text("ab<>{&\\\n", max_size=8), max_size=8), st.sampled_from(["<", "<{&\\", ">"])
)
def test_marks_are_found_where_they_stand(texts: list[str], signs: str) -> None:
    joined = "".join(f"\0{text}" for text in texts)
    wanted = [n for n, text in enumerate(texts) if re.search(f"[{re.escape(signs)}]", text)]
    assert holding(joined, signs, "\0") == wanted


TIMES = st.sampled_from(
    [
        "00:00:01,000 --> 00:00:02,000", "00:00:01.000 --> 00:00:02.000", "0:00:01,5 -> 0:00:02,5",
        "00:01,000 --> 00:02,000", "00:00:03,000", "00:00:0x,000 --> 00:00:02,000",
        "1 00:00:01,000 --> 00:00:02,000", "00:00:01,000 --> 00:00:02,000 X1:5", "--> 00:00:02,000",
        "00:00:01,000 --> 00:00:02,000 Hello", "00:00:61,000 → 00:00:62,000",
    ]
)  # fmt: skip
COUNTERS = st.sampled_from(["1\n", "2\n", "3\n", "7\n", "", "#4\n", "5\n\n"])
LINES = st.sampled_from(["Hello", "two\nlines", "", "a\n\nb", "12", "a --> b", "\u00a0", " x "])
ENDS = st.sampled_from(["\n\n", "\n", "\n\n\n", "\n \n"])
CUES = st.tuples(COUNTERS, TIMES, st.just("\n"), LINES, ENDS).map("".join)


@given(st.lists(CUES, min_size=1, max_size=6).map("".join))
def test_the_quick_way_through_an_irregular_file_changes_nothing(text: str) -> None:
    quick = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tolerant, "_REGULAR", re.compile("(?!)"))
        assert parse(text) == quick


@given(
    st.from_regex(r"[0-9]{2}:[0-9]{2}:[0-9]{2}[,.][0-9]{3}", fullmatch=True), st.sampled_from(",.")
)
def test_a_clock_looked_up_is_the_clock_worked_out(found: str, mark: str) -> None:
    usual = clocks._USUAL.fullmatch(found)
    assert usual is not None
    assert clocks.parse_clock(found, mark) == clocks._usual(usual, mark, hours_wanted=True)


PLAIN = st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1b")


@given(st.text(PLAIN, max_size=40))  # of bytes, NUL and ESC may tell another encoding
@example("\ufeffa")
def test_text_and_its_bytes_are_decoded_the_same(text: str) -> None:
    read, given = decode(text.encode()), decode_text(text)
    assert (read.text, read.bom, read.findings) == (given.text, given.bom, given.findings)
