"""pysrt: its objects, both ways, and its opinion on what we write."""

from __future__ import annotations

import subprocess
import sys

import pysrt
import pytest

from goglobal.errors import GoGlobalError
from goglobal.model import Cue, Track
from goglobal.subtitles import from_pysrt, parse, to_pysrt, write

TRACK = Track(
    cues=(
        Cue(0, 999, "Hello", 1),
        Cue(1000, 61_001, "two\n<i>lines</i>", 2),
        Cue(3_600_000, 360_000_000, "{\\an8}你好", 3),
    )
)


def test_there_and_back() -> None:
    file = to_pysrt(TRACK)
    assert isinstance(file, pysrt.SubRipFile)
    assert [item.index for item in file] == [1, 2, 3]
    assert from_pysrt(file, language="zh-Hans") == Track(cues=TRACK.cues, language="zh-Hans")


def test_pysrt_reads_what_we_write() -> None:
    again = pysrt.from_string(write(TRACK, "srt").decode())
    assert [(i.start.ordinal, i.end.ordinal, i.text) for i in again] == [
        (cue.start, cue.end, cue.text) for cue in TRACK.cues
    ]


def test_we_read_what_pysrt_writes() -> None:
    text = "\n".join(str(item) for item in to_pysrt(TRACK))
    assert parse(text).cues == TRACK.cues
    assert parse(text).findings == ()


def test_scripts_of_users_go_on_working() -> None:
    file = to_pysrt(TRACK)
    file.shift(seconds=2)
    assert [cue.start for cue in from_pysrt(file).cues] == [2000, 3000, 3_602_000]


def test_coordinates_are_told() -> None:
    file = pysrt.from_string("1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2\nHello\n")
    track = from_pysrt(file)
    assert [found.code for found in track.findings] == ["SUB008"]
    assert track.findings[0].excerpt == "X1:1 X2:2"


def test_below_zero_is_refused() -> None:
    with pytest.raises(GoGlobalError, match="cue 1"):
        to_pysrt(Track(cues=(Cue(-5, 5, "a"),)))


def test_pysrt_is_imported_by_nothing_else() -> None:
    """Its licence is not ours: who never calls these two functions never loads it."""
    code = (
        "import sys, goglobal.subtitles as s; "
        "t = s.parse('1\\n00:00:01,000 -> 00:00:02,000\\nHi\\n'); s.write(t, 'webvtt'); "
        "s.parse(s.write(t, 'webvtt'), format='webvtt'); s.shift(t, 1); "
        "print('pysrt' in sys.modules, 'chardet' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
