"""Reading files, telling formats apart, and what a wrong word is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from goglobal import subtitles
from goglobal.errors import UsageError
from goglobal.subtitles import detect, parse, read, write

SRT = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n"
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (SRT, "ep001.srt", "srt"),
        (VTT, "ep001.vtt", "webvtt"),
        (VTT, "ep001.srt", "webvtt"),
        (SRT, "ep001.VTT", "srt"),
        ("00:01.000 --> 00:02.000\nHi\n", "ep001.VTT", "webvtt"),
        (SRT, "", "srt"),
        ("WEBVTTX\n", "ep001.txt", "srt"),
        ("WEBVTT", "", "webvtt"),
    ],
)
def test_detect(content: str, name: str, expected: str) -> None:
    assert detect(content, name=name) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("content", "expected"), [(SRT, "srt"), (VTT, "webvtt")])
def test_read(tmp_path: Path, content: str, expected: str, encoding: str) -> None:
    path = tmp_path / "subtitle"
    path.write_bytes(content.encode(encoding))
    track = read(path, language="en")
    assert track.format == expected
    assert [cue.text for cue in track.cues] == ["Hello"]
    assert (track.language, track.name) == ("en", str(path))
    assert read(str(path), format=expected).cues == track.cues


def test_read_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "large.srt"
    path.write_bytes(b"1\n00:00:01,000 --> 00:00:02,000\n" + b"x" * 3_000_000)
    assert len(read(path).cues[0].text) == 3_000_000


def test_missing_files_stay_os_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.srt")
    with pytest.raises(IsADirectoryError):
        read(tmp_path)


def test_unknown_words_name_the_nearest() -> None:
    with pytest.raises(UsageError, match="webvt") as caught:
        parse(SRT, format="webvt")
    assert caught.value.arguments["near"] == "webvtt"
    with pytest.raises(UsageError):
        write(parse(SRT), "scc")
    with pytest.raises(UsageError) as caught:
        write(parse(SRT), "srt", line_end="lf")
    assert caught.value.arguments["near"] == "line_ends"


def test_every_public_name_is_there() -> None:
    for name in subtitles.__all__:
        assert getattr(subtitles, name) is not None
        assert name in dir(subtitles)
    with pytest.raises(AttributeError):
        subtitles.nothing  # noqa: B018


def test_srt_under_the_name_of_webvtt_is_srt(tmp_path: Path) -> None:
    place = tmp_path / "ep001.vtt"
    place.write_bytes(b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n")
    track = subtitles.read(place)
    assert (track.cues[0].text, track.findings) == ("Hi", ())
    place.write_bytes(b"00:01.000 --> 00:02.000\nHi, you\n")
    assert [found.code for found in subtitles.read(place).findings] == ["SUB008"]


def test_a_file_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    place = tmp_path / "ep001.srt"
    with open(place, "wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(OSError, match="File too large"):
        subtitles.read(place)
