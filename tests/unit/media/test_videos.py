"""ffprobe is asked for one local file, and neither its silence nor its noise stops a check.

Programs that stand in for ffprobe answer here as it does; the real one is asked in
`tests/e2e/test_video.py`.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.media.videos import find_ffprobe, measure_video, measure_videos
from goglobal.model import VideoFile

VIDEO = VideoFile(path="video/ep001.mp4", episode=1)
Make = Callable[[str], str]


@pytest.fixture
def program(tmp_path: Path) -> Make:
    """An executable that runs Python code in the place of ffprobe."""

    def make(code: str) -> str:
        path = tmp_path / "ffprobe"
        path.write_text(f"#!{sys.executable} -SE\nimport sys, os, json, time\n{code}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


def answering(program: Make, *streams: dict[str, Any], **form: str) -> str:
    return program(f"print({json.dumps({'streams': streams, 'format': form})!r})")


def picture(**facts: Any) -> dict[str, Any]:
    return {"codec_type": "video", "width": 1080, "height": 1920, "duration": "92.5", **facts}


@pytest.mark.parametrize(
    ("streams", "form", "expected"),
    [
        ([picture()], {}, (92500, 1080, 1920)),
        ([{"codec_type": "audio", "duration": "99"}, picture()], {}, (92500, 1080, 1920)),
        ([picture(duration="")], {"duration": "93.04"}, (93040, 1080, 1920)),
        ([picture(duration="", tags={"DURATION": "00:01:32.520000000"})], {}, (92520, 1080, 1920)),
        ([picture(duration="N/A")], {"duration": "nan"}, (None, 1080, 1920)),
        ([picture(duration="-5")], {"duration": "1e300"}, (None, 1080, 1920)),
        ([picture(side_data_list=[{"rotation": -90}])], {}, (92500, 1920, 1080)),
        ([picture(side_data_list=[{}, {"rotation": 180}])], {}, (92500, 1080, 1920)),
        ([picture(tags={"rotate": "270"})], {}, (92500, 1920, 1080)),
        ([picture(tags={"rotate": "upright"})], {}, (92500, 1080, 1920)),
        ([picture(sample_aspect_ratio="4:3")], {}, (92500, 1440, 1920)),
        ([picture(sample_aspect_ratio="0:1")], {}, (92500, 1080, 1920)),
        ([picture(sample_aspect_ratio="1:0")], {}, (92500, 1080, 1920)),
        ([picture(width=9, disposition={"attached_pic": 1}), picture()], {}, (92500, 1080, 1920)),
    ],
)
def test_what_a_video_is(
    program: Make,
    tmp_path: Path,
    streams: list[dict[str, Any]],
    form: dict[str, str],
    expected: tuple[int | None, int, int],
) -> None:
    facts = measure_video(answering(program, *streams, **form), tmp_path, VIDEO)
    assert (facts.duration, facts.width, facts.height) == expected
    assert (facts.problem, facts.measured, facts.path, facts.episode) == (
        "", True, "video/ep001.mp4", 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("print('{}')", None),
        ("print('no json')", None),
        ("print('{\"streams\": [3]}')", None),
        ("sys.stdout.buffer.write(b'\\xff\\xfe')", None),
        ("pass", None),
        (
            "print('[mov,mp4 @ 0x55d0] moov atom not found\\nfile:x: Invalid', file=sys.stderr)\n"
            "sys.exit(1)",
            "moov atom not found",
        ),
        (
            "path = sys.argv[-1]\n"
            "print(f'{path}: Invalid data\\x1b[31m', file=sys.stderr)\nsys.exit(1)",
            "Invalid data\N{REPLACEMENT CHARACTER}[31m",
        ),
        ("sys.stderr.write('x' * 10_000_000)\nsys.exit(1)", "x" * 200),
    ],
)
def test_a_video_that_cannot_be_read(
    program: Make, tmp_path: Path, code: str, reason: str | None
) -> None:
    facts = measure_video(program(code), tmp_path, VIDEO)
    assert facts.measured
    assert facts.problem
    assert facts.arguments.get("reason") == (reason or "")


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(os.getpid(), 9)",
        "print('Unrecognized option protocol_whitelist', file=sys.stderr)\nsys.exit(1)",
    ],
)
def test_an_ffprobe_that_fails_says_nothing_of_the_video(
    program: Make, tmp_path: Path, code: str
) -> None:
    facts = measure_video(program(code), tmp_path, VIDEO)
    assert not facts.measured
    assert facts.arguments["path"] == "video/ep001.mp4"


def test_an_ffprobe_that_is_not_there(tmp_path: Path) -> None:
    facts = measure_video(str(tmp_path / "none"), tmp_path, VIDEO)
    assert not facts.measured


def test_an_ffprobe_that_hangs_is_ended(program: Make, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    waiting = program(f"open({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    facts = measure_video(waiting, tmp_path, VIDEO, timeout=1)
    assert not facts.measured
    assert facts.arguments["seconds"] == 1
    pid = int(note.read_text())
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the program still runs")


def test_an_answer_without_end_is_not_kept(program: Make, tmp_path: Path) -> None:
    endless = program("while True: sys.stdout.write('[' * 65536)")
    facts = measure_video(endless, tmp_path, VIDEO, timeout=1)
    assert not facts.measured
    long = program("sys.stdout.write('[' * 30_000_000)")
    assert measure_video(long, tmp_path, VIDEO).problem == "ffprobe finds no video in the file"


def test_what_ffprobe_is_asked(program: Make, tmp_path: Path) -> None:
    note = tmp_path / "asked"
    asked = program(f"open({str(note)!r}, 'w').write(json.dumps(sys.argv[1:]))")
    measure_video(asked, tmp_path, VideoFile(path="-i http:,x.mp4", episode=1))
    words = json.loads(note.read_text())
    options = dict(zip(words[::2], words[1::2], strict=True))
    assert options["-protocol_whitelist"] == "file"
    assert "hls" not in options["-format_whitelist"]
    assert "concat" not in options["-format_whitelist"]
    assert options["-i"] == f"file:{tmp_path}/-i http:,x.mp4"


def test_many_are_measured_in_their_order(program: Make, tmp_path: Path) -> None:
    code = (
        "number = int(sys.argv[-1][-7:-4])\ntime.sleep(0.1 if number % 2 else 0)\n"
        "print(json.dumps({'streams': [{'codec_type': 'video', 'width': number}]}))"
    )
    files = [VideoFile(path=f"video/ep{n:03}.mp4", episode=n) for n in range(1, 13)]
    facts = measure_videos(program(code), tmp_path, files)
    assert [(one.episode, one.width) for one in facts] == [(n, n) for n in range(1, 13)]
    assert measure_videos(program(code), tmp_path, []) == ()


def test_the_ffprobe_of_the_folder_is_not_taken(
    program: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = program("pass")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    assert find_ffprobe() is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ffprobe() == there
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert find_ffprobe() is None
