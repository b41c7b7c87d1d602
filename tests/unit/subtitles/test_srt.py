"""The SRT writer and reader on what is regular, and the bounds on what is not."""

from __future__ import annotations

import msgspec
import pytest

from goglobal.errors import GoGlobalError, UsageError
from goglobal.model import Cue, Track
from goglobal.subtitles import parse, write
from goglobal.subtitles.deviations import MAX_EXCERPT, MAX_FINDINGS


def track(*texts: str) -> Track:
    return Track(
        cues=tuple(Cue(n * 1000, n * 1000 + 500, text, n + 1) for n, text in enumerate(texts))
    )


def test_written() -> None:
    assert write(track("Hello", "two\nlines"), "srt") == (
        b"1\n00:00:00,000 --> 00:00:00,500\nHello\n\n"
        b"2\n00:00:01,000 --> 00:00:01,500\ntwo\nlines\n\n"
    )


def test_options() -> None:
    data = write(track("Hello"), "srt", byte_order_mark=True, line_ends="crlf")
    assert data == b"\xef\xbb\xbf1\r\n00:00:00,000 --> 00:00:00,500\r\nHello\r\n\r\n"
    with pytest.raises(UsageError, match="cr") as caught:
        write(track("Hello"), "srt", line_ends="cr")
    assert "crlf" in caught.value.help


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u00a0",
        "\u00a0\u00a0\nb",
        "a\n\nb",
        "a\n\n\n\nb",
        "\na",
        "a\n",
        "a\n \t\nb",
        "7",
        "a\n7",
        "00:00:01,000 --> 00:00:02,000",
        "a\n00:00:01,000 --> 00:00:02,000\nb",
        "a\n\n2\n00:00:01,000 --> 00:00:02,000\nb",
        "a\n\u206000:00:01,000 --> 00:00:02,000",
        "00:01 -> 00:02",
        "10:30 - 11:45",
        "a --> b",
        "1\n-->",
        " leading and trailing  ",
        "{\\an8}top",
        "<i>a</i> & <3",
        "\ufeffmark",
        "a\u2028b\x0bc\x85d",
        "\x1a",
        "\u3000",
    ],
)
@pytest.mark.parametrize("line_ends", ["lf", "crlf"])
def test_any_text_survives(text: str, line_ends: str) -> None:
    before = track("first", text, "last", text)
    after = parse(write(before, "srt", line_ends=line_ends))
    assert after.cues == before.cues
    assert {found.code for found in after.findings} <= {"SUB007"}


def test_a_carriage_return_is_a_line_end() -> None:
    assert parse(write(track("a\rb\r\nc"), "srt")).cues[0].text == "a\nb\nc"


def test_webvtt_settings_become_a_position() -> None:
    cue = Cue(0, 500, "Hello", settings="line:0 align:start")
    assert b"\n{\\an7}Hello\n" in write(Track(cues=(cue,)), "srt")
    bottom = Cue(0, 500, "Hello", settings="line:90%")
    assert b"\nHello\n" in write(Track(cues=(bottom,)), "srt")


def test_no_time_below_zero() -> None:
    with pytest.raises(GoGlobalError, match="cue 1"):
        write(Track(cues=(Cue(-1, 500, "Hello"),)), "srt")


def test_regular_files_carry_no_lines() -> None:
    read = parse(write(track("one", "two\nrows", "three"), "srt"))
    assert read.lines is None
    assert [read.line_of(n) for n in range(3)] == [1, 5, 10]
    assert [read.text_line_of(n) for n in range(3)] == [3, 7, 12]


def test_what_the_track_is_told() -> None:
    read = parse(b"1\n00:00:00,000 --> 00:00:01,000\nHello\n", language="th", name="ep001.srt")
    assert (read.language, read.name, read.format, read.kind) == ("th", "ep001.srt", "srt", "full")
    assert msgspec.structs.asdict(read)["cues"] == (Cue(0, 1000, "Hello", 1),)


def test_a_hostile_file_cannot_explode_the_report() -> None:
    read = parse("\n".join(f"stray {n} words" for n in range(5000)))
    stray = [found for found in read.findings if found.code == "SUB008"]
    assert len(stray) == MAX_FINDINGS + 1
    assert stray[-1].arguments["more"] == 5000 - MAX_FINDINGS
    told = sum(int(found.arguments["characters"]) for found in stray)
    assert told == sum(len(f"stray {n} words") for n in range(5000))


def test_excerpts_are_bounded_around_the_place() -> None:
    text = "x" * 1000 + "<i>" + "y" * 1000
    found = parse(write(track(text), "srt")).findings[0]
    assert found.excerpt is not None
    assert found.span is not None
    assert len(found.excerpt) == MAX_EXCERPT
    assert found.excerpt[slice(*found.span)] == "<i>"


HOSTILE = {
    "counters": b"1\n",
    "digits": b"1",
    "arrows": b"-->",
    "arrow lines": b"-->\n",
    "numbered arrows": b"1\n-->\n",
    "time lines": b"00:00:00,000 --> 00:00:01,000\n",
    "short times": b"0:0>0:0\n",
    "clocks": b"00:00:01,000\n",
    "colons": b"1:",
    "blank lines": b"\n",
    "carriage returns": b"\r",
    "spaces": b" ",
    "tags": b"<i>",
    "brackets": b"<",
    "braces": b"{\\",
    "marks": b"\xef\xbb\xbf",
    "no UTF-8": b"\xff",
    "mojibake": "Ã©".encode(),
    "NULs": b"\0",
    "no-break spaces": "\u00a0\n".encode(),
}


@pytest.mark.parametrize("fmt", ["srt", "webvtt"])
@pytest.mark.parametrize("start", [b"", b"1\n00:00:00,000 --> 00:00:01,000\n"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_read(kind: str, start: bytes, fmt: str) -> None:
    """A quadratic step would take minutes for these 400 KB; the whole table takes seconds."""
    piece = HOSTILE[kind]
    read = parse(start + piece * (400_000 // len(piece)), format=fmt)
    assert len(read.findings) <= 14 * (MAX_FINDINGS + 1)
    assert all(len(found.excerpt or "") <= MAX_EXCERPT for found in read.findings)


def test_a_file_of_zeros() -> None:
    read = parse(bytes(20_000_000))
    assert [found.code for found in read.findings] == ["SUB008", "SUB013"]
    assert read.findings[0].arguments["count"] == 20_000_000
