"""The sum of a file: cue texts, counters, times, kept blocks and findings are all of it."""

from __future__ import annotations

import codecs

from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.subtitles import parse
from goglobal.subtitles.decoding import decode
from goglobal.testing.accounting import unaccounted
from goglobal.testing.laws import broken

CLOCKS = (
    "00:00:01,000",
    "00:00:02.500",
    "00:03.000",
    "0:4",
    "１２：３４",
    "00:0X:05,000",
    "1:2:3:4",
)
ARROWS = (" --> ", "-->", "->", "→", " --&gt; ", " - ", ",", ">" * 9)
PIECES = st.sampled_from(
    [
        *CLOCKS, *ARROWS, "\n", "\n", "\n\n", "\r\n", "\r", "1", "2", "3", "No.4", "#5", " ", "\t",
        "X1:5 X2:6", "line:0", "align:startalign:end !", "Hello", "你好", "é", "\ufeff", "\u00a0",
        "\u2060", "\0", "\x1a", "WEBVTT\n", "NOTE x\n", "STYLE\n", "REGION\n", "\n\n7\n",
        "00:00:01,000 --> 00:00:02,000\n", "\n\n6\n00:00:07,000 --> 00:00:08,000\nwords\n",
        "00:00:04.000 --> 00:00:05.000 words\n", "x" * 210, "word " * 50, "--> " * 60,
    ]
)  # fmt: skip
MARKS = st.sampled_from(["<i>", "</i>", "<c>", "<c.red>", "</c>", "<v Bob>", "<", "&", "&lt;", "{"])
FILES = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
MARKED = st.lists(PIECES | MARKS, max_size=40).map("".join)
ENCODINGS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "cp1252", "cp932", "cp874"]
)


@given(FILES | MARKED)
@example("Hello\n1\n00:00:01,000 --> 00:00:02,000\nHi\n\n7")
@example("1\nGo --> there now\n\n2\n00:00:01,000 --> 00:00:02,000\nHi\n")
def test_every_character_of_an_srt_file_stands_somewhere(source: str) -> None:
    assert unaccounted(source, parse(source)) == []


@given((FILES | MARKED).map(lambda text: f"WEBVTT\n\n{text}") | FILES)
@example("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nb\nc\nd\n00:03.000 --> 00:04.000\ne\n")
def test_every_character_of_a_webvtt_file_stands_somewhere(source: str) -> None:
    assert unaccounted(source, parse(source, format="webvtt")) == []


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.integers(90, 130))
def test_what_findings_leave_out_they_count(piece: str, times: int) -> None:
    """A file with more findings than are shown: the last one says how much stands in the rest."""
    for form in ("srt", "webvtt"):
        source = f"{piece}\n\n" * times
        assert unaccounted(source, parse(source, format=form)) == []


@given(FILES, ENCODINGS, st.sampled_from([None, "zh-Hans", "fr", "th"]))
def test_every_byte_is_a_character_or_told(
    source: str, encoding: str, language: str | None
) -> None:
    data = source.encode(encoding, "replace")
    track = parse(data, language=language)
    assert unaccounted(data, track) == []


@given(st.binary(max_size=300), st.sampled_from([None, "zh-Hans", "ja", "pl"]))
@example(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00c", None)
@example("é".encode()[:1], None)
def test_any_bytes_keep_every_law(data: bytes, language: str | None) -> None:
    for form in ("srt", "webvtt"):
        assert broken(data, form, language=language) == []


@given(st.text("abc é你\n", max_size=60), st.integers(0, 30), st.binary(min_size=1, max_size=2))
def test_every_byte_that_is_none_is_counted(text: str, place: int, wrong: bytes) -> None:
    """In a file that is UTF-8 but for a few bytes, as many � are told as stand in the text."""
    data = ("你好世界" * 10 + text).encode()
    data = data[:place] + wrong + data[place:]
    decoded = decode(data)
    told = sum(
        int(found.arguments["count"]) for found in decoded.findings if found.code == "SUB001"
    )
    cut = any(found.code == "SUB009" for found in decoded.findings)
    if decoded.encoding == "UTF-8":
        assert decoded.text.count("\ufffd") - data.count("\ufffd".encode()) == told + cut


def test_the_sum_finds_what_is_missing() -> None:
    """The sum itself: a track that lost a line, or has one too many, does not pass."""
    source = (
        "1\n00:00:01,000 --> 00:00:02,000\nHello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n"
    )
    whole = parse(source)
    assert unaccounted(source, whole) == []
    shorter = parse(source.replace("there\n", ""))
    assert [lost.text for lost in unaccounted(source, shorter)] == ["there"]
    longer = parse(source.replace("there", "there\nmore"))
    assert (0, "more") in [(lost.line, lost.text) for lost in unaccounted(source, longer)]
    earlier = parse(source.replace("03,000", "02,500"))
    assert unaccounted(source.replace("03,000", "0X,000"), earlier)
