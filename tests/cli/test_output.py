"""Results arrive whole, or visibly not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.cli import output


def test_a_result_goes_to_a_file_and_nothing_else_stays_there(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    place.write_text("old")
    output.emit("新的\n", place)
    assert place.read_text("utf-8") == "新的\n"
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_failed_write_leaves_the_old_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "report.json"
    place.write_text("old")

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(place))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        output.emit("new", place)
    assert place.read_text() == "old"
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    output.emit("new", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_device_is_written_to_not_replaced() -> None:
    output.emit("x", Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_a_file_name_that_is_no_utf8_does_not_break_the_output(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    output.emit('{"path": "ep\udc80"}\n')
    assert capfdbinary.readouterr().out == b'{"path": "ep\\udc80"}\n'


def test_a_reader_that_goes_away_is_no_failure() -> None:
    script = (
        f"{sys.executable} -m goglobal rules --format json | head -c 1; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.stdout.endswith("0\n")
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", ["rules", "--help", "--version"])
def test_a_full_disk_is_told_and_never_exit_0(arguments: str) -> None:
    script = f"{sys.executable} -m goglobal {arguments} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "Error: no space is left on the disk\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize(
    ("arguments", "code"), [("rules TIM003", 0), ("--help", 0), ("rules x", 2)]
)
def test_closed_streams_change_nothing_but_the_silence(
    closed: str, arguments: str, code: int
) -> None:
    script = f"{sys.executable} -m goglobal {arguments} {closed}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "internal" not in done.stderr


@pytest.mark.parametrize(("place", "said"), [(".", "folder"), ("no/such/x.json", "no/such")])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    place: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Callable[..., Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("check", "nothing-here", "--output", place)
    assert result.code == 2
    assert "--output" in result.err
    assert said in result.err


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colours_only_on_a_terminal_that_wants_them(
    environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.coloured(Terminal()) is coloured
    assert output.coloured(object()) is False


def test_a_long_name_of_three_byte_letters_is_written(tmp_path: Path) -> None:
    place = tmp_path / ("检" * 80 + ".json")
    output.emit("{}", place)
    assert place.read_text("utf-8").strip() == "{}"
    assert [path.name for path in tmp_path.iterdir()] == [place.name]
