"""EBU STL as a user meets it: binary blocks."""

from __future__ import annotations

import pytest

from goglobal.model import Track
from goglobal.subtitles import parse

Clock = tuple[int, int, int, int]


def header(
    *,
    rate: bytes = b"STL25.01",
    kind: bytes = b"1",
    page: bytes = b"00",
    language: bytes = b"09",
    start: bytes = b"00000000",
) -> bytes:
    block = (b"850" + rate + kind + page + language).ljust(238)
    block += b"00001" + b"00001" + b"001" + b"40" + b"23" + b"1" + start
    return block.ljust(1024)


def block(
    number: int,
    begin: Clock,
    end: Clock,
    text: bytes,
    *,
    extension: int = 255,
    cumulative: int = 0,
    row: int = 20,
    side: int = 2,
    comment: int = 0,
) -> bytes:
    head = bytes([0, number % 256, number // 256, extension, cumulative, *begin, *end])
    return head + bytes([row, side, comment]) + text.ljust(112, b"\x8f")


def second(n: int) -> Clock:
    return (0, 0, n, 0)


def stl(*blocks: bytes, **fields: bytes) -> Track:
    return parse(header(**fields) + b"".join(blocks), format="stl")


def cues(track: Track) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in track.cues]


def text_of(text: bytes, **fields: bytes) -> str:
    (cue,) = stl(block(0, second(1), second(2), text), **fields).cues
    return cue.text


def test_a_whole_file() -> None:
    track = stl(
        block(
            0, (0, 0, 1, 0), (0, 0, 2, 12), b"\x0d\x0b\x0bHello\x0a\x0a\x8a\x8a\x0d\x0b\x0bthere"
        ),
        block(1, (1, 0, 0, 1), (1, 0, 2, 0), b"Bye", row=2, side=1),
    )
    assert track.findings == ()
    assert cues(track) == [(1000, 2480, "Hello\nthere"), (3_600_040, 3_602_000, "{\\an7}Bye")]
    assert (track.format, track.language, track.lines) == ("stl", "en", (1, 2))


@pytest.mark.parametrize(
    ("page", "encoding", "words"),
    [
        (b"01", "iso8859_5", "Привет"),
        (b"02", "iso8859_6", "مرحبا"),
        (b"03", "iso8859_7", "Γειά"),
        (b"04", "iso8859_8", "שלום"),
    ],
)
def test_code_pages(page: bytes, encoding: str, words: str) -> None:
    assert text_of(words.encode(encoding), page=page) == words


def test_latin_letters_with_accents() -> None:
    assert text_of(b"\xc2e\xc8u \xcbc \xe1 \xa3") == "éü ç Æ £"
    assert text_of(b"\xc1q") == "q\u0300"  # no such letter in its table: ttconv drops the q


def test_styles() -> None:
    assert text_of(b"\x80it\x81 \x82un\x83") == "<i>it</i> <u>un</u>"
    assert text_of(b"\x03yellow\x07white") == '<font color="#ffff00">yellow</font> white'
    assert text_of(b"\x02a\x8ab") == '<font color="#00ff00">a</font>\nb'


@pytest.mark.parametrize(
    ("rate", "clock", "start"),
    [
        (b"STL25.01", (0, 0, 1, 12), 1480),
        (b"STL24.01", (0, 0, 1, 12), 1500),
        (b"STL23.01", (0, 1, 0, 0), 60_060),
        (b"STL30.01", (0, 1, 0, 2), 60_060),
        (b"STL50.01", (0, 0, 1, 25), 1500),
    ],
)
def test_frame_rates(rate: bytes, clock: Clock, start: int) -> None:
    track = stl(block(0, clock, (0, 2, 0, 2), b"a"), rate=rate)
    assert track.cues[0].start == start
    assert track.findings == ()


def test_times_that_are_none_are_told() -> None:
    track = stl(block(0, (0, 0, 1, 30), (0, 70, 0, 0), b"a"), block(1, second(3), second(2), b"b"))
    assert cues(track) == [(2200, 4_200_000, "a"), (3000, 2000, "b")]
    assert [found.code for found in track.findings] == ["SUB004"]


def test_overlapping_subtitles_keep_their_times() -> None:
    track = stl(block(0, second(1), second(5), b"a"), block(1, second(2), second(4), b"b"))
    assert cues(track) == [(1000, 5000, "a"), (2000, 4000, "b")]


def test_the_start_of_the_programme_is_zero() -> None:
    track = stl(block(0, (10, 0, 1, 0), (10, 0, 2, 0), b"a"), start=b"10000000")
    assert cues(track) == [(1000, 2000, "a")]
    assert "10:00:00:00" in track.findings[0].text
    before = stl(block(0, second(1), second(2), b"a"), start=b"10000000")
    assert cues(before) == [(1000, 2000, "a")]
    assert [found.code for found in before.findings] == ["SUB004"]


def test_long_texts_and_texts_that_are_built_up() -> None:
    track = stl(
        block(0, second(1), second(2), b"a" * 112, extension=0),
        block(0, second(1), second(2), b"b"),
        block(1, second(3), second(9), b"one", cumulative=1),
        block(2, second(5), second(9), b"two", cumulative=3),
    )
    assert cues(track) == [(1000, 2000, "a" * 112 + "b"), (3000, 9000, "one\ntwo")]
    assert [found.arguments.get("name") for found in track.findings] == ["cumulative"]


def test_what_is_no_subtitle_is_told() -> None:
    track = stl(
        block(0, second(1), second(2), b"a remark", comment=1),
        block(1, second(1), second(2), b"program data", extension=0xFE),
        block(2, second(1), second(2), b"a\x8f\x8fbehind"),
        block(3, second(3), second(4), b""),
    )
    assert [cue.text for cue in track.cues] == ["a", ""]
    found = [(one.code, one.line, one.excerpt) for one in track.findings]
    assert found == [
        ("SUB008", 1, "a remark"),
        ("SUB008", 2, "program data"),
        ("SUB008", 3, "behind"),
        ("SUB007", 4, "00:00:03:00 --> 00:00:04:00"),
    ]


def test_bytes_that_are_missing_cost_no_text() -> None:
    blocks = [block(n, second(n), second(n + 1), b"text %d" % n) for n in range(6)]
    data = header() + b"".join(blocks)
    for place in (900, 1024 + 100, 1024 + 128 + 60, 1024 + 300):
        for change in (data[:place] + data[place + 5 :], data[:place] + b"xyz" + data[place:]):
            track = parse(change, format="stl")
            assert [cue.text for cue in track.cues][-1] == "text 5"
            told = "".join(cue.text for cue in track.cues)
            told += "".join(found.excerpt or "" for found in track.findings)
            assert [n for n in range(6) if f"text {n}" not in told] == []
            assert "SUB009" in [found.code for found in track.findings]


def test_headers_that_say_nothing() -> None:
    track = stl(block(0, second(1), second(2), b"a"), rate=b"        ", page=b"  ", language=b"  ")
    assert cues(track) == [(1000, 2000, "a")]
    assert track.language is None
    assert [found.code for found in track.findings] == ["SUB001", "SUB004"]


def test_letters_that_are_none() -> None:
    track = stl(block(0, second(1), second(2), b"a\xff"), page=b"03")
    assert track.cues[0].text == "a\ufffd"
    assert "SUB001" in [found.code for found in track.findings]


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"hello", header()])
def test_files_without_cues(data: bytes) -> None:
    track = parse(data, format="stl")
    assert track.cues == ()
    assert "SUB013" in [found.code for found in track.findings]
    assert b"hello" not in data or "hello" in [found.excerpt for found in track.findings]
