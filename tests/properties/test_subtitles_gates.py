"""Laws of the quick looks: what they pass over, the slow and exact way finds nothing in."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.subtitles import bidi, mojibake, ttml_text
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


PLAIN = st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1b")


@given(st.text(PLAIN, max_size=40))  # of bytes, NUL and ESC may tell another encoding
@example("\ufeffa")
def test_text_and_its_bytes_are_decoded_the_same(text: str) -> None:
    read, given = decode(text.encode()), decode_text(text)
    assert (read.text, read.bom, read.findings) == (given.text, given.bom, given.findings)
