"""Reading and writing take time in proportion to the file, whatever is in it."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from goglobal.subtitles import parse, write

CUE = "1\n00:00:01,000 --> 00:00:02,000\n"
UNITS: dict[str, tuple[str, str, str]] = {
    "counters": ("", "1\n", ""),
    "digits": ("", "7", ""),
    "digits in lines": ("", "7" * 80 + "\n", ""),
    "arrows": ("", "-->", ""),
    "arrows in lines": ("", "-->\n", ""),
    "counters and arrows": ("", "1\n-->\n", ""),
    "tags": ("", "<i>", ""),
    "tags in a cue": (CUE, "<i>", "\n\n"),
    "tags crossed": (CUE, "<i><b></i></b>", "\n\n"),
    "closing tags": (CUE + "<i>" * 2000, "</b>", "\n\n"),
    "positions in a cue": (CUE, "{\\an8}", "\n\n"),
    "ampersands": ("", "&", ""),
    "ampersands in a cue": (CUE, "&", "\n\n"),
    "brackets in a cue": (CUE, "<", "\n\n"),
    "fonts in a cue": (CUE, "<font ", "\n\n"),
    "overrides in a cue": (CUE, "{\\a", "\n\n"),
    "escapes in a cue": (CUE, "\\N", "\n\n"),
    "carriage returns": ("", "\r", ""),
    "CR CR LF": ("", "\r\r\n", ""),
    "NULs": ("", "\0", ""),
    "end marks": ("x", "\x1a", ""),
    "byte order marks": ("1", "\ufeff", ""),
    "blank lines": ("", "\n", ""),
    "spaces": ("", " ", ""),
    "lines of spaces": ("", " \n", ""),
    "lines of no-break spaces": (CUE, "\u00a0\n", ""),
    "half time lines in one": ("", "00:00:01,000 --> ", ""),
    "half time lines": ("", "00:00:01,000 --> \n", ""),
    "time lines": ("", "00:00:01,000 --> 00:00:02,000\n", ""),
    "clocks": ("", "1\n00:00:01,000\n", ""),
    "colons": ("", "1:", ""),
    "spaced colons": ("", "1 : ", ""),
    "dashes for arrows": ("", "00:00:01,000 - 00:00:02,000\n", ""),
    "dashes": ("1\n00:00:01,000 ", "-", "\nx"),
    "arrow heads": ("1\n00:00:01,000 ", ">", "\nx"),
    "settings": (CUE[:-1] + " ", "align:x", " !\nx\n"),
    "coordinates": (CUE[:-1] + " ", "X1:1", " !\nx\n"),
    "one line": (CUE, "Hello world ", "\n\n"),
    "one word": (CUE, "x", "\n\n"),
    "lines of one cue": (CUE, "Hello\n", ""),
    "paragraphs of one cue": (CUE, "Hello\n\n", ""),
    "numbers of one cue": (CUE, "2\n\n", ""),
    "cues": ("", CUE + "Hello\n\n", ""),
    "cues with dots": ("", "1\n00:00:01.000 --> 00:00:02.000\nHello\n\n", ""),
    "mojibake": (CUE, "Ã©", "\n\n"),
    "mojibake in cues": ("", CUE + "CafÃ©\n\n", ""),
    "question marks": (CUE, "?", "\n\n"),
    "notes": ("", "NOTE x\n\n", ""),
    "styles": ("", "STYLE\n::cue(.a) { color: red }\n\n", ""),
    "classes": ("00:01.000 --> 00:02.000\n", "<c.red>", "x\n"),
    "class names": ("00:01.000 --> 00:02.000\n<c.", "a.", ">x\n"),
    "entities": ("00:01.000 --> 00:02.000\n", "&amp;", "x\n"),
    "open blocks": ("STYLE\n", "::cue(.a) {", ""),
}
SIZE = 40_000
"""Bytes of the small file; the large one has four times as many."""

GROWTH = 8
"""Four times the file may take eight times as long; where time is a square, it takes sixteen."""


def file_of(name: str, size: int) -> bytes:
    before, unit, after = UNITS[name]
    return (before + unit * (size // len(unit.encode())) + after).encode()


def read_and_write(data: bytes, form: str) -> None:
    track = parse(data, format=form)
    write(track, "srt")
    write(track, "webvtt")


def seconds(work: Callable[[bytes, str], None], data: bytes, form: str) -> float:
    """The least CPU time of two runs."""
    found = []
    for _ in range(2):
        begin = time.process_time()
        work(data, form)
        found.append(time.process_time() - begin)
    return min(found)


@pytest.mark.parametrize("form", ["srt", "webvtt"])
@pytest.mark.parametrize("name", UNITS)
def test_four_times_the_file_takes_four_times_as_long(name: str, form: str) -> None:
    head = b"WEBVTT\n\n" if form == "webvtt" else b""
    small, large = (head + file_of(name, size) for size in (SIZE, 4 * SIZE))
    ratios = []
    for _ in range(4):  # the machine has other things to do: once is enough
        least = max(seconds(read_and_write, small, form), 0.002)
        ratios.append(seconds(read_and_write, large, form) / least)
        if ratios[-1] < GROWTH:
            return
    pytest.fail(f"four times the file takes {min(ratios):.1f} times as long")


@pytest.mark.parametrize("codec", ["latin-1", "gb18030", "cp874", "utf-16-le"])
def test_decoding_takes_time_in_proportion(codec: str) -> None:
    """Bytes that are no UTF-8, in any encoding or in none."""
    unit = (CUE + "\u00e9t\u00e9\n\n").encode(codec, "replace") + b"\xff\xfd"
    small, large = (unit * (size // len(unit)) for size in (SIZE, 4 * SIZE))
    parse(small)  # loads what detection needs
    for _ in range(4):
        ratio = seconds(read_and_write, large, "srt") / max(
            seconds(read_and_write, small, "srt"), 0.002
        )
        if ratio < GROWTH:
            return
    pytest.fail(f"four times the file takes {ratio:.1f} times as long")


@pytest.mark.parametrize("form", ["srt", "webvtt"])
@pytest.mark.parametrize("name", ["counters", "digits", "NULs", "blank lines", "one line", "cues",
                                  "mojibake", "class names", "half time lines in one"])  # fmt: skip
def test_memory_is_in_proportion_too(name: str, form: str) -> None:
    data = file_of(name, 10 * SIZE)
    parse(data, format=form)
    tracemalloc.start()
    parse(data, format=form)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25 * len(data)
