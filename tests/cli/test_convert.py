"""`goglobal convert`: what it writes, what it tells, and what it refuses with one message."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal import subtitles
from goglobal.cli.moments import moment
from goglobal.model import Cue, Track

Call = Callable[..., Any]
ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = (
    b"1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i>\n\n"
    b"2\n00:00:03,000 --> 00:00:04,000\n{\\an8}A sign\n\n"
)
FLAWED = (
    b"1\n00:00:01.000 -> 00:00:02.500\n<i>Hello {\\pos(1,2)}\n\n"
    b"2\n00:00:03,000 --> 00:00:04,000\nBye\n\n"
)
MOJIBAKE = "1\n00:00:01,000 --> 00:00:02,000\nrÃ©sumÃ© cafÃ©\n\n".encode()
SERIES = '[series]\nid = "s"\ntitle = "S"\nsource_language = "en"\n'


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "ep001.srt"
    path.write_bytes(GOOD)
    return path


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def times(path: Path) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in subtitles.read(path).cues]


# what is written


def test_the_suffix_says_the_format(good: Path, call: Call) -> None:
    out = good.with_suffix(".vtt")
    result = call("convert", good, out)
    assert (result.code, result.out, result.err) == (0, "", f"{out}: 2 cues\n")
    assert out.read_bytes() == subtitles.write(subtitles.read(good), "webvtt")
    assert sorted(os.listdir(good.parent)) == ["ep001.srt", "ep001.vtt"]


@pytest.mark.parametrize(
    ("name", "arguments", "format_"),
    [
        ("o.webvtt", (), "webvtt"),
        ("o.SRT", (), "srt"),
        ("o.ttml", (), "ttml"),
        ("o.dfxp", (), "ttml"),
        ("o.xml", (), "ttml"),
        ("o.imsc", (), "imsc"),
        ("o.itt", (), "itt"),
        ("o.ass", (), "ass"),
        ("o.txt", ("--as", "vtt"), "webvtt"),
        ("o.xml", ("--as", "imsc"), "imsc"),
        ("o", ("--as", "SRT"), "srt"),
    ],
)
def test_every_format(
    good: Path, call: Call, name: str, arguments: tuple[str, ...], format_: str
) -> None:
    out = good.with_name(name)
    assert call("convert", good, out, "-l", "en", *arguments).code == 0
    assert out.read_bytes() == subtitles.write(subtitles.read(good, language="en"), format_)


def test_options_of_the_writers(good: Path, call: Call) -> None:
    out, track = good.with_name("o"), subtitles.read(good)
    words = ("--byte-order-mark", "--line-ends", "crlf")
    assert call("convert", good, out, "--as", "srt", *words).code == 0
    assert out.read_bytes() == b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n")
    words = ("--frame-rate", "29.97", "--drop-frame")
    assert call("convert", good, out, "--as", "itt", "--force", *words).code == 0
    assert out.read_bytes() == subtitles.write(track, "itt", frame_rate="29.97", drop_frame=True)
    assert call("convert", good, out, "--as", "ass", "--force", "--aspect-ratio", "16:9").code == 0
    assert out.read_bytes() == subtitles.write(track, "ass", aspect_ratio="16:9")


def test_times_are_cut_then_scaled_then_shifted(good: Path, call: Call) -> None:
    out = good.with_name("o.srt")
    words = ("--from", "2s", "--to", "00:00:03.500", "--scale", "25/24", "--shift", "-0.0s")
    assert call("convert", good, out, *words).code == 0
    assert times(out) == [(0, 521), (1042, 1563)]
    assert call("convert", good, out, "--force", *words[:-1], "00:00:01,500").code == 0
    assert times(out) == [(1500, 2021), (2542, 3063)]
    assert call("convert", good, out, "--force", "--shift", "-1000").code == 0
    assert times(out) == [(0, 1500), (2000, 3000)]
    assert call("convert", good, out, "--force", "--from", "3000").code == 0
    assert times(out) == [(0, 1000)]
    assert call("convert", good, out, "--force", "--to", "2500ms").code == 0
    assert times(out) == [(1000, 2500)]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0", 0),
        ("1500", 1500),
        ("+1500ms", 1500),
        ("-1.5s", -1500),
        ("2,25 s", 2250),
        ("1:30", 90_000),
        ("00:01:32.5", 92_500),
        ("-00:00:01,500", -1500),
        ("\u22121s", -1000),
        ("100:00:00.000", 360_000_000),
        ("1.5", None),
        ("1.0005s", None),
        ("00:60:00", None),
        ("00:00:60.000", None),
        ("00:00:00:12", None),
        ("", None),
        ("-", None),
        ("--1", None),
        ("１500", None),
        ("1e3", None),
    ],
)
def test_times_on_the_command_line(text: str, ms: int | None) -> None:
    assert moment(text) == ms


def test_standard_streams_are_bytes() -> None:
    program = [sys.executable, "-m", "goglobal", "convert", "-", "-", "--as", "srt"]
    done = subprocess.run(
        [*program, "--line-ends", "crlf", "-l", "zh-Hans"],
        input="1\n00:00:01,000 --> 00:00:02,000\n你好，世界\n".encode("gb18030"),
        capture_output=True,
        timeout=60,
    )
    assert done.stdout == "1\r\n00:00:01,000 --> 00:00:02,000\r\n你好，世界\r\n\r\n".encode()
    assert done.returncode == 0
    assert b"SUB002" in done.stderr


def test_a_stream_is_told_by_its_content(stdin: Callable[[bytes], None], call: Call) -> None:
    stdin(b"WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nHello &amp; bye\n")
    result = call("convert", "-", "-", "--as", "webvtt")
    assert "00:00:01.000 --> 00:00:02.000 align:start\nHello &amp; bye" in result.out
    assert (result.code, result.err) == (0, "")


def test_nothing_on_standard_input(stdin: Callable[[bytes], None], call: Call) -> None:
    stdin(b"")
    result = call("convert", "-", "-", "--as", "srt")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Error: standard input cannot be converted: the file is empty\n")


def test_a_reader_that_goes_away(good: Path) -> None:
    program = shlex.join(
        [sys.executable, "-m", "goglobal", "convert", str(good), "-", "--as", "srt"]
    )
    done = subprocess.run(["bash", "-c", f"{program} | true"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# what is told


def test_what_was_mended_is_a_warning(good: Path, call: Call) -> None:
    good.write_bytes(FLAWED)
    out = good.with_suffix(".vtt")
    result = call("convert", good, out)
    assert result.code == 0
    assert f"{good}:2: SUB004 malformed-timing warning: " in result.err
    assert f"{good}:3: SUB011 unbalanced-markup warning: " in result.err
    assert "    help: " in result.err
    assert result.err.endswith(f"\n\n{out}: 2 cues; 3 warnings\n")
    assert times(out) == [(1000, 2500), (3000, 4000)]
    assert call("convert", good, out, "--force", "--fail-on", "warning").code == 1
    assert call("convert", good, out, "--force", "-q") == (0, "", "")


def test_what_the_format_cannot_hold_is_told_once_with_its_line(good: Path, call: Call) -> None:
    good.write_bytes(FLAWED)
    result = call("convert", good, good.with_suffix(".ttml"), "-l", "en")
    told = re.findall(r"^(.*): SUB012 .*$", result.err, re.M)
    assert told == [f"{good}:3"]


def test_damaged_text_is_an_error_and_is_written(good: Path, call: Call) -> None:
    good.write_bytes(MOJIBAKE)
    out = good.with_suffix(".vtt")
    result = call("convert", good, out, "-q")
    assert result.code == 1
    assert f"{good}:3: SUB014 mojibake error: " in result.err
    assert [cue.text for cue in subtitles.read(out).cues] == ["rÃ©sumÃ© cafÃ©"]
    assert call("convert", good, out, "--force", "--fail-on", "never").code == 0


def test_in_chinese(good: Path, command: Call) -> None:
    result = command("convert", good.with_name("no.srt"), good.with_name("o.srt"), LANGUAGE="zh_CN")
    assert result.err == f"错误：{good.with_name('no.srt')}：没有这个文件或文件夹\n"


# what is refused


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"hello\nthere\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0" + bytes(range(256)),
        b"PK\3\4\x14\0\0\0\b\0" + bytes(range(255, 0, -1)),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        b"WEBVTT\n\nNOTE nothing\n",
        b'{"cues": []}',
    ],
)
@pytest.mark.parametrize("name", ["x.srt", "x.vtt", "x.png"])
def test_no_subtitle_file(tmp_path: Path, call: Call, content: bytes, name: str) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    result = call("convert", source, tmp_path / "o.srt")
    assert result.code == 2
    assert result.err.startswith(f"Error: {source} cannot be converted: ")
    assert result.err.count("\n") == 2
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nosuch.srt", "o.vtt"), "Error: nosuch.srt: no such file or folder\n"),
        (("folder", "o.vtt"), "Error: folder is a folder\n    help: name a file; --concat"),
        (("ep001.srt",), "Error: where is the result to go?\n"),
        (("ep001.srt", "o.foo"), "Error: the name o.foo does not tell the format\n    help: name "),
        (("ep001.srt", "o"), "Error: the name o does not tell the format\n"),
        (("ep001.srt", "-"), "Error: standard output has no name that"),
        (("ep001.srt", "o.scc"), "Error: scc can be read, but not written\n"),
        (("ep001.srt", "o.srt", "--as", "stl"), "Error: stl can be read, but not written\n"),
        (("ep001.srt", "o.srt", "--as", "foo"), "Error: no subtitle format is called foo\n"),
        (("ep001.srt", "folder"), "Error: folder is a folder\n"),
        (("ep001.srt", "no/o.srt"), "Error: there is no folder “no”\n"),
        (("ep001.srt", "there.vtt"), "Error: there.vtt is there already\n    help: --force"),
        (("ep001.srt", "ep001.srt", "--force"), "Error: ep001.srt cannot be read and replaced in"),
        (("ep001.srt", "link.srt", "--force"), "Error: link.srt cannot be read and replaced in"),
        (("ep001.srt", "ep001.srt", "o.srt"), "Error: 2 files were given, and one is converted"),
        (("ep001.srt", "o.srt", "--kind", "sdh"), "Error: --kind means nothing without --concat\n"),
        (("ep001.srt", "o.srt", "--frame-rate", "25"), "Error: --frame-rate means nothing"),
        (("ep001.srt", "o.itt", "--aspect-ratio", "9:16"), "Error: --aspect-ratio means"),
        (("ep001.srt", "o.itt", "--frame-rate", "x"), "Error: `x` is no frame rate\n"),
        (("ep001.srt", "o.srt", "--shift", "-1001"), "Error: cue 1 would begin at -1 ms"),
        (("ep001.srt", "o.srt", "--scale", "0"), "Error: 0 is no ratio to scale times with\n"),
        (("ep001.srt", "o.srt", "--scale", "1e9999"), "Error: 1e9999 is no ratio to scale"),
        (("ep001.srt", "o.srt", "--from", "5s"), "Error: no cue is shown from 00:00:05,000 to"),
        (("ep001.srt", "o.srt", "--from", "3s", "--to", "1s"), "Error: there is nothing"),
        (("ep001.srt", "o.srt", "--to", "-1"), "Error: there is nothing between 0 ms and -1 ms\n"),
        (("ep001.srt", "o.srt", "-l", "x_1_2"), "Error: “x_1_2” is no language tag\n"),
        (("--concat", "ep001.srt", "ep001.srt", "o.srt"), "Error: files to join: 2;"),
        (("--concat", "ep001.srt", "o.srt", "--episodes", "1"), "Error: --episodes chooses among "),
    ],
)  # fmt: skip
def test_refused_with_one_message(
    good: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(good.parent)
    Path("folder").mkdir()
    Path("there.vtt").write_text("mine")
    Path("link.srt").symlink_to("ep001.srt")
    before = sorted(os.listdir())
    result = call("convert", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message)
    assert result.err.count("\n") <= 2
    assert sorted(os.listdir()) == before
    assert good.read_bytes() == GOOD
    assert Path("there.vtt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--shift", "soon"), "'--shift': “soon” is no time: write milliseconds"),
        (("--from", "1.5"), "'--from': “1.5” is no time"),
        (("--concat", "--durations", "00:01:32,500"), "'--durations': “500” is no duration"),
        (("--concat", "--durations", "-1s"), "'--durations': “-1s” is no duration"),
        (("--line-ends", "cr"), "'--line-ends'"),
    ],
)
def test_an_option_that_cannot_be_understood(
    good: Path, call: Call, arguments: tuple[str, ...], message: str
) -> None:
    result = call("convert", good, good.with_name("o.srt"), *arguments)
    assert result.code == 2
    assert f"Error: Invalid value for {message}" in result.err
    assert not good.with_name("o.srt").exists()


def test_a_file_too_large(tmp_path: Path, call: Call) -> None:
    source = tmp_path / "huge.srt"
    with source.open("wb") as file:
        file.truncate((256 << 20) + 1)
    result = call("convert", source, tmp_path / "o.vtt")
    assert (result.code, result.err) == (2, f"Error: {source}: File too large\n")
    assert os.listdir(tmp_path) == ["huge.srt"]


def test_a_full_disk_leaves_nothing(good: Path, call: Call) -> None:
    good.write_bytes(subtitles.write(Track(cues=(Cue(0, 9, "x" * 3000),)), "srt"))
    out = good.with_suffix(".vtt")
    out.write_text("mine")
    program = [sys.executable, "-m", "goglobal", "convert", str(good), str(out), "--force"]
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 1; {shlex.join(program)}"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (2, f"Error: {out}: File too large\n")
    assert out.read_text() == "mine"
    assert sorted(os.listdir(good.parent)) == ["ep001.srt", "ep001.vtt"]
    full = call("convert", good, "/dev/full", "--as", "srt")
    assert (full.code, full.err) == (2, "Error: /dev/full: no space is left on the disk\n")


def test_a_link_is_written_through(good: Path, call: Call) -> None:
    link, place = good.with_name("link.vtt"), good.with_name("place.vtt")
    link.symlink_to(place)
    assert call("convert", good, link).code == 0
    assert link.is_symlink()
    assert place.read_bytes().startswith(b"WEBVTT")


# one long cut


def test_files_joined(good: Path, call: Call) -> None:
    second, out = good.with_name("ep002.srt"), good.with_name("long.srt")
    second.write_bytes(GOOD)
    words = ("--durations", "00:00:05.000")
    result = call("convert", "--concat", good, second, out, *words)
    assert (result.code, result.err) == (0, f"{out}: 4 cues\n")
    assert times(out) == [(1000, 2500), (3000, 4000), (6000, 7500), (8000, 9000)]
    more = ("--durations", "5s,1s", "--from", "3.5s", "--to", "7s", "--shift", "1s")
    assert call("convert", "--concat", good, second, out, "--force", *more).code == 0
    assert times(out) == [(1000, 1500), (3500, 4500)]


def test_a_cue_that_goes_on_into_the_next_episode(good: Path, call: Call) -> None:
    out = good.with_name("long.srt")
    result = call("convert", "--concat", good, good, out, "--durations", "3s")
    assert result.code == 0
    assert f"{good}:5: TIM009 after-the-end warning: ends 1.0 s after the episode\n" in result.err
    assert times(out) == [(1000, 2500), (3000, 4000), (4000, 5500), (6000, 7000)]
    assert (
        call("convert", "--concat", good, good, "-", "--as", "srt", "--durations", "3.5s")[2] == ""
    )


def test_losses_of_a_part_stand_at_their_place_in_their_file(good: Path, call: Call) -> None:
    flawed = good.with_name("ep002.srt")
    flawed.write_bytes(FLAWED)
    out = good.with_name("long.ttml")
    words = ("--durations", "5s", "--from", "3s", "-l", "en")
    result = call("convert", "--concat", good, flawed, out, *words)
    assert re.findall(r"^(.*): SUB012 ", result.err, re.M) == [f"{flawed}:3"]


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Three episodes in Thai; the last has no duration, which nobody needs."""
    root = tmp_path / "s"
    episodes = "".join(
        f"[[episodes]]\nnumber = {n}\n{duration}\n"
        for n, duration in ((2, 'duration = "00:00:10"'), (1, 'duration = "00:00:05"'), (3, ""))
    )
    (root / "subtitles/th").mkdir(parents=True)
    (root / "series.toml").write_text(SERIES + episodes)
    for number in (1, 2, 3):
        (root / f"subtitles/th/ep{number:03}.srt").write_bytes(GOOD)
    (root / "subtitles/th/ep002.forced.srt").write_bytes(GOOD)
    return root


def test_a_series_as_one_long_cut(series: Path, call: Call) -> None:
    out = series.with_name("o.srt")
    result = call("convert", "--concat", series, "-l", "TH", out)
    assert (result.code, result.err) == (0, f"{out}: 6 cues\n")
    assert [start for start, _ in times(out)] == [1000, 3000, 6000, 8000, 16_000, 18_000]
    words = ("--force", "--episodes", "1,3")
    assert call("convert", "--concat", series, "-l", "th", out, *words).code == 0
    assert [start for start, _ in times(out)] == [1000, 3000, 6000, 8000]
    words = ("--force", "--durations", "1:00,1:00")
    assert call("convert", "--concat", series, "-l", "th", out, *words).code == 0
    assert [start for start, _ in times(out)] == [1000, 3000, 61_000, 63_000, 121_000, 123_000]


def test_forced_subtitles_may_be_missing(series: Path, call: Call) -> None:
    out = series.with_name("o.srt")
    assert call("convert", "--concat", series, "-l", "th", "--kind", "forced", out).code == 0
    assert times(out) == [(6000, 7500), (8000, 9000)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "which language of {series} is to be joined?\n    help: give one with --"),
        (("-l", "fr"), "{series} has no full subtitles in fr for these episodes: 1-3\n"),
        (("-l", "th", "--kind", "sdh"), "{series} has no sdh subtitles in th for these episodes: "),
        (("-l", "th", "--episodes", "2-9"), "{series} has none of these episodes: 4-9\n"),
        (("-l", "th", "--episodes", "x"), "“x” is no selection of episodes\n"),
        (("-l", "th", "--durations", "1s"), "files to join: 3; durations given: 1\n"),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_joined(
    series: Path, call: Call, arguments: tuple[str, ...], message: str
) -> None:
    out = series.with_name("o.srt")
    result = call("convert", "--concat", series, out, *arguments)
    assert result.code == 2
    assert result.err.startswith("Error: " + message.format(series=series))
    assert not out.exists()


def test_every_missing_duration_is_named(series: Path, call: Call) -> None:
    toml = series / "series.toml"
    toml.write_text(toml.read_text().replace('duration = "00:00:05"\n', ""))
    result = call("convert", "--concat", series, "-l", "th", series.with_name("o.srt"))
    message = f"Error: series.toml in {series} gives no duration for these episodes: 1\n    help: "
    assert result.code == 2
    assert result.err.startswith(message)


def test_a_folder_that_is_no_series(tmp_path: Path, call: Call) -> None:
    result = call("convert", "--concat", tmp_path, "-l", "th", tmp_path / "o.srt")
    assert result.code == 2
    assert result.err.startswith("Error: ")


def test_no_file_of_the_series_is_replaced(series: Path, call: Call) -> None:
    out = series / "subtitles/th/ep002.srt"
    result = call("convert", "--concat", series, "-l", "th", out, "--force")
    assert (result.code, out.read_bytes()) == (2, GOOD)


# the page


def run_page(name: str, folder: Path, least: int) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    blocks = re.findall(r"```console\n(.*?)```", page, re.S)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    lines = [line for line in lines if not line.startswith("pip ")]
    assert len(lines) >= least
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in lines:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(ROOT / "examples/moonlit-bund", tmp_path / "moonlit-bund", ignore=ignored)
    run_page("how-to-convert.md", tmp_path, 8)


def test_the_commands_of_the_page_on_rarer_formats_run(tmp_path: Path) -> None:
    found = ROOT / "tests" / "fuzz" / "corpus"
    titles = (found / "nested-times.ttml").read_text("utf-8")
    whole = titles.replace("    <p>no time of its own</p>\n", "")
    (tmp_path / "partner.ttml").write_text(whole, "utf-8")
    shutil.copy(found / "three-blocks.stl", tmp_path / "archive.stl")
    captions = (found / "pop-on-and-roll-up.scc").read_text("ascii")
    (tmp_path / "master.scc").write_text(captions.replace("\n00:", "\n01:"), "ascii")
    run_page("how-to-other-formats.md", tmp_path, 3)
