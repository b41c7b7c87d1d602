"""Bytes to text: every encoding that vendors send, and what is said about it."""

from __future__ import annotations

import codecs
import itertools
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from goglobal.subtitles import parse
from goglobal.subtitles.decoding import decode

TEXTS: list[tuple[str, str, str, str]] = [
    ("zh-Hans", "gb18030", "GB18030", "你好，世界！我从来没有想过你会回到这个家里来"),
    ("zh-Hans", "big5", "Big5", "你好，世界！我從來沒有想過你會回到這個家裡來"),
    ("zh-Hans", "gb18030", "GB18030", "好"),
    ("zh-Hant", "big5", "Big5", "你好，世界！我從來沒有想過你會回到這個家裡來"),
    ("zh-Hant", "gb18030", "GB18030", "你好，世界！我從來沒有想過你會回到這個家裡來"),
    ("ja", "cp932", "Shift_JIS", "こんにちは、世界。今日はいい天気ですね"),
    ("ja", "euc_jp", "EUC-JP", "こんにちは、世界。今日はいい天気ですね"),
    ("ja", "iso2022_jp", "ISO-2022-JP", "こんにちは、世界。"),
    ("ko", "euc_kr", "EUC-KR", "안녕하세요 여러분 오늘은 날씨가 좋네요"),
    ("ko", "cp949", "EUC-KR", "똠방각하 펲시콜라 안녕"),
    ("th", "cp874", "cp874", "สวัสดีชาวโลก ฉันไม่เคยคิดว่า “เธอ”…"),
    ("th", "tis_620", "cp874", "สวัสดีชาวโลก ฉันไม่เคยคิดว่า"),
    ("ru", "cp1251", "cp1251", "Привет, мир! Я никогда не думал"),
    ("ru", "cp1251", "cp1251", "ПРИВЕТ, МИР!"),
    ("ru", "koi8_r", "KOI8-R", "Привет, мир! Я никогда не думал"),
    ("uk", "cp1251", "cp1251", "Привіт, світе! Їжак"),
    ("vi", "cp1258", "cp1258", "Xin cha\u0300o ca\u0301c ba\u0323n, tôi không"),
    ("fr", "cp1252", "cp1252", "J'ai rêvé d'été à la plage “oui”…"),
    ("pt-BR", "cp1252", "cp1252", "NÃO! Você é irmã, coração"),
    ("es-419", "cp1252", "cp1252", "¿Qué pasó? ¡Señor!"),
    ("en", "cp1252", "cp1252", "It’s a “test” café"),
    ("id", "cp1252", "cp1252", "Dia bilang “apa?” — tidak…"),
    ("pl", "cp1250", "cp1250", "Zażółć gęślą jaźń"),
    ("pl", "iso8859_2", "ISO-8859-2", "Zażółć gęślą jaźń"),
    ("hu", "cp1250", "cp1250", "Őrült árvíztűrő tükörfúrógép"),
    ("tr", "cp1254", "cp1254", "Bugün çok güzel bir gün, değil mi? İyi şanslar"),
    ("el", "cp1253", "cp1253", "Καλημέρα κόσμε, τι κάνεις;"),
    ("ar", "cp1256", "cp1256", "مرحبا بالعالم، كيف حالك اليوم؟"),
    ("he", "cp1255", "cp1255", "שלום עולם"),
]


SAMPLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "code_pages.toml").read_text("utf-8")
)
"""Lines as people say them, and the code pages that they were saved in."""

MATRIX = [(language, codec) for language, one in SAMPLES.items() for codec in one["codecs"]]
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def srt(text: str) -> str:
    return f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n\n"


@pytest.mark.parametrize(("language", "codec", "name", "text"), TEXTS)
def test_legacy_encodings(language: str, codec: str, name: str, text: str) -> None:
    decoded = decode(srt(text).encode(codec), language=language)
    assert decoded.text == srt(text)
    assert decoded.encoding == name
    assert decoded.legacy
    assert [found.code for found in decoded.findings] == ["SUB002"]
    assert decoded.findings[0].arguments["encoding"] == name


@pytest.mark.parametrize(("language", "codec", "name", "text"), TEXTS[:2] + TEXTS[5:7])
def test_detection_is_last(language: str, codec: str, name: str, text: str) -> None:
    """With no language, or a wrong one, chardet tells; still a finding."""
    for declared in (None, "en"):
        assert decode(srt(text).encode(codec), language=declared).text == srt(text)


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings(codec: str, mark: bool) -> None:
    text = srt("你好，世界！我从来没有想")
    data = text.encode(codec)
    if mark:
        data = (
            getattr(codecs, f"BOM_{codec.upper().replace('-', '_').replace('UTF_', 'UTF')}") + data
        )
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.bom is mark
    assert [found.code for found in decoded.findings] == ["SUB002"]


def test_utf8_needs_no_finding() -> None:
    decoded = decode(srt("Ünïcödé 你好").encode())
    assert (decoded.encoding, decoded.legacy, decoded.bom, decoded.findings) == (
        "UTF-8",
        False,
        False,
        (),
    )


def test_byte_order_marks() -> None:
    decoded = decode(codecs.BOM_UTF8 * 3 + srt("Hello").encode())
    assert decoded.text == srt("Hello")
    assert decoded.bom
    assert [found.code for found in decoded.findings] == ["SUB003"]


def test_a_few_bad_bytes_leave_utf8_alone() -> None:
    data = srt("你好，世界！我从来没有想过").encode()
    broken = data[:45] + b"\xff" + data[45:]
    decoded = decode(broken, language="zh-Hans")
    assert decoded.encoding == "UTF-8"
    assert decoded.text.count("\ufffd") >= 1
    assert [found.code for found in decoded.findings] == ["SUB001"]
    assert decoded.findings[0].line == 3
    track = parse(broken, language="zh-Hans")
    assert [found.code for found in track.findings] == ["SUB001"], "no second finding for one flaw"


def test_cut_in_a_character() -> None:
    decoded = decode(srt("你好，世界").rstrip().encode()[:-1])
    assert [found.code for found in decoded.findings] == ["SUB009"]
    assert decoded.findings[0].line == 3


def test_odd_utf16_is_cut() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + srt("Hello").encode("utf-16-le")[:-1])
    assert [found.code for found in decoded.findings] == ["SUB002", "SUB009"]


def test_a_bad_byte_in_a_legacy_file() -> None:
    data = srt("สวัสดีชาวโลก ฉันไม่เคยคิดว่า").encode("cp874") + b"\xfe\n"
    decoded = decode(data, language="th")
    assert decoded.encoding == "cp874"
    assert "สวัสดีชาวโลก" in decoded.text
    assert [found.code for found in decoded.findings] == ["SUB002", "SUB001"]


def test_no_encoding_at_all() -> None:
    decoded = decode(bytes(range(256)) * 40, language="fr")
    assert [found.code for found in decoded.findings] == ["SUB001"]


def test_surrogates_in_text() -> None:
    track = parse(srt("Hel\ud800lo"))
    assert track.cues[0].text == "Hel\ufffdlo"
    assert [found.code for found in track.findings] == ["SUB001"]


@pytest.mark.parametrize("padding", ["", "a", "ab", "abc"])
def test_a_whole_shift_jis_file_is_not_cut(padding: str) -> None:
    """Its length says nothing: only UTF-16 and UTF-32 have characters of several whole bytes."""
    text = srt(f"こんにちは、世界！{padding}")
    decoded = decode(text.encode("cp932"), language="ja")
    assert decoded.text == text
    assert [found.code for found in decoded.findings] == ["SUB002"]


def fitting(language: str, codec: str) -> list[str]:
    """The lines that a code page has the letters for, and that are not ASCII."""
    lines = SAMPLES[language]["lines"]
    return [x for x in lines if not x.isascii() and x.encode(codec, "ignore").decode(codec) == x]


def file_of(lines: Iterable[str]) -> str:
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{line}\n\n" for n, line in enumerate(lines, 1)
    )


@pytest.mark.parametrize(("language", "codec"), MATRIX)
def test_an_episode_is_read_whatever_is_declared(language: str, codec: str) -> None:
    """40 cues, with the language, without one, and with a wrong one."""
    text = file_of(itertools.islice(itertools.cycle(fitting(language, codec)), 40))
    data = text.encode(codec)
    wrong = "ja" if language == "en" else "en"
    for declared in (language, None, wrong):
        decoded = decode(data, language=declared)
        assert decoded.text == text, declared
        assert [found.code for found in decoded.findings] == ["SUB002"]


@pytest.mark.parametrize(("language", "codec"), MATRIX)
def test_one_cue_is_read_in_its_language(language: str, codec: str) -> None:
    for line in fitting(language, codec):
        if (line, codec) not in AMBIGUOUS:
            assert decode(srt(line).encode(codec), language=language).text == srt(line)


AMBIGUOUS = {("Pusť mě!", "iso8859_2")}
"""As good in another code page: `Pus» mě!` in cp1250."""


def test_one_cue_without_a_language_is_mostly_read() -> None:
    """A dozen letters can be several code pages' words: what is right is more than nine in ten."""
    right = total = 0
    for language, codec in MATRIX:
        for line in fitting(language, codec):
            total += 1
            decoded = decode(srt(line).encode(codec))
            right += decoded.text == srt(line)
            assert decoded.findings, "a guess is always told"
    assert total > 150
    assert right / total > 0.9


@pytest.mark.parametrize("codec", WIDE)
@pytest.mark.parametrize("language", SAMPLES)
def test_wide_encodings_in_every_language(language: str, codec: str) -> None:
    for lines in (SAMPLES[language]["lines"], SAMPLES[language]["lines"][:1]):
        text = file_of(lines)
        for mark in ("", "\ufeff"):
            decoded = decode((mark + text).encode(codec))
            assert decoded.text == text
            assert decoded.encoding == codec.upper().replace("16-", "16").replace("32-", "32")


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [("utf-8", "gb18030", "zh-Hans"), ("gb18030", "utf-8", "zh-Hans"), ("utf-8", "cp1252", "fr")],
)
def test_a_file_of_two_encodings_is_told(first: str, second: str, language: str) -> None:
    """No single encoding is right: all times are there, and a finding says that text is not."""
    lines = fitting(language, second)
    text = file_of(lines)
    track = parse(text.encode(first) + text.encode(second), language=language)
    assert len(track.cues) == 2 * len(lines)
    assert {found.code for found in track.findings} & {"SUB001", "SUB002"}
    assert {cue.text for cue in track.cues} & set(lines)


@pytest.mark.parametrize("language", [None, "en", "es"])
@pytest.mark.parametrize("text", ["“Let go!”", "It’s me…", "Wait — who?"])
def test_english_typed_on_a_chinese_computer(text: str, language: str | None) -> None:
    decoded = decode(srt(text).encode("gb18030"), language=language)
    assert (decoded.text, decoded.encoding) == (srt(text), "GB18030")


def test_an_escape_sequence_that_says_nothing_is_no_japanese() -> None:
    assert decode(srt("a \x1b$B b").encode()).encoding == "UTF-8"


def test_a_file_cut_inside_its_last_character() -> None:
    decoded = decode(srt("Hello").encode() + "é".encode()[:1])
    assert decoded.encoding == "UTF-8"
    assert [found.code for found in decoded.findings] == ["SUB009"]
    wide = decode(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00c")
    assert [found.code for found in wide.findings] == ["SUB002", "SUB009", "SUB001"]
    assert wide.findings[2].arguments["count"] == 1
