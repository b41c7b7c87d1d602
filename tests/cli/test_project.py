"""The command on a real series folder, as a user sees it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, seen from the folder above it."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, tmp_path / "moonlit-bund", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    return Path("moonlit-bund")


def break_a_cue(series: Path) -> None:
    """Let the first cue of a Thai episode end when it begins."""
    track = series / "subtitles" / "th" / "ep002.srt"
    text = track.read_text("utf-8")
    start, end = text.split("\n")[1].split(" --> ")
    track.write_text(text.replace(f"{start} --> {end}", f"{start} --> {start}", 1), "utf-8")


def test_a_good_series_is_one_line(series: Path, call: Callable[..., Any]) -> None:
    result = call("check", series)
    assert result == (0, "no findings: 60 tracks, 972 cues, 10 languages\n", "")


def test_a_selection_is_checked_alone(series: Path, call: Callable[..., Any]) -> None:
    result = call("check", series, "-l", "th,en", "--episodes", "1-2")
    assert (result.code, result.out) == (
        0,
        f"no findings: 4 tracks, {result.out.split()[4]} cues, 2 languages\n",
    )


def test_a_profile_by_its_name(series: Path, call: Callable[..., Any]) -> None:
    (series / "goglobal.toml").unlink()
    result = call("check", series, "-p", "vertical-app", "--format", "json")
    assert result.code in {0, 1}
    assert {f["platform"] for f in json.loads(result.out)["findings"]} <= {"vertical-app", None}
    result = call("check", series, "-p", "vertical-ap")
    assert result.code == 2
    assert "vertical-app" in result.err


def test_a_finding_shows_place_line_caret_and_help(series: Path, call: Callable[..., Any]) -> None:
    break_a_cue(series)
    result = call("check", series, "--select", "TIM002")
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0].startswith("moonlit-bund/subtitles/th/ep002.srt:2: TIM002 not-positive error: ")
    assert lines[1].startswith("     2 | 00:00:")
    assert lines[2].lstrip(" |").startswith("^^^^")
    assert lines[3].startswith("    help: ")
    assert lines[-2:] == ["1 error", "checked: 60 tracks, 972 cues, 10 languages"]


def test_paths_name_the_series_of_a_catalogue(series: Path, call: Callable[..., Any]) -> None:
    break_a_cue(series)
    catalogue = Path("catalogue")
    for name in ("one", "two"):
        shutil.copytree(series, catalogue / name)
        place = catalogue / name / "series.toml"
        place.write_text(place.read_text("utf-8").replace("moonlit-bund", name, 1), "utf-8")
        (catalogue / name / "goglobal.toml").unlink()
    shutil.copy(series / "goglobal.toml", catalogue)
    result = call("check", catalogue, "--select", "TIM002", "-l", "th")
    assert result.code == 1
    assert "catalogue/one/subtitles/th/ep002.srt:2: TIM002" in result.out
    assert "catalogue/two/subtitles/th/ep002.srt:2: TIM002" in result.out
    document = json.loads(call("check", catalogue, "--select", "TIM002", "--format", "json").out)
    assert document["series"] == ["one", "two"]
    assert {(f["series"], f["path"]) for f in document["findings"]} == {
        ("one", "subtitles/th/ep002.srt"),
        ("two", "subtitles/th/ep002.srt"),
    }


def test_ship_holds_what_is_wrong_and_says_so(series: Path, call: Callable[..., Any]) -> None:
    break_a_cue(series)
    result = call("ship", series)
    assert result.code == 1
    thai = next(line for line in result.out.splitlines() if " th " in line)
    assert thai.split()[3] == "1,3-6"
    assert "  moonlit-bund, demo, th, episode 2\n" in result.out
    assert "moonlit-bund/subtitles/th/ep002.srt:2: TIM002" in result.out
    assert "run the same command again" in result.out


def test_build_push_verify_status_one_after_the_other(
    series: Path, call: Callable[..., Any]
) -> None:
    assert call("build", series, "-l", "th").code == 0
    pushed = call("push", series / "dist", "--format", "json")
    assert pushed.code == 0
    receipts = json.loads(pushed.out)["receipts"]
    assert [(r["language"], r["state"]) for r in receipts] == [
        ("th", "delivered"),
        (None, "delivered"),
    ]
    assert call("verify", series).code == 0
    rows = json.loads(call("status", series, "--format", "json").out)["rows"]
    assert {r["language"]: r["state"] for r in rows}["th"] == "delivered"
    again = json.loads(call("push", series, "-l", "th", "--format", "json").out)["receipts"]
    assert {r["state"] for r in again} == {"unchanged"}


def test_a_check_writes_nothing_into_the_series(series: Path, call: Callable[..., Any]) -> None:
    before = sorted(path for path in series.rglob("*"))
    call("check", series)
    assert sorted(path for path in series.rglob("*")) == before


def test_an_output_that_cannot_be_written_is_exit_2(
    series: Path, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*arguments: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied", "report.json")

    monkeypatch.setattr("tempfile.mkstemp", denied)
    result = call("check", series, "--output", "report.json")
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: report.json: permission denied\n"


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command writes where standard output is a terminal."""
    import pty

    master, slave = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "goglobal", *arguments],
        stdout=slave,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TERM": "xterm-256color"} | environment,
    )
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        written += part
    done.wait(timeout=60)
    os.close(master)
    return written.decode("utf-8")


def test_colours_on_a_terminal_but_not_with_no_color(command: Callable[..., Any]) -> None:
    assert "\x1b[" in on_a_terminal("rules", "TIM003")
    assert "\x1b[" not in on_a_terminal("rules", "TIM003", NO_COLOR="1")
    assert "\x1b[" not in command("rules", "TIM003").out


def test_every_file_with_problems_is_told_at_once(series: Path, call: Callable[..., Any]) -> None:
    (series / "series.toml").write_text('[series]\nid = "A B"\n', "utf-8")
    (series / "goglobal.toml").write_text("[targets.demo]\nplatfrom = 3\n", "utf-8")
    result = call("check", series)
    assert (result.code, result.out) == (2, "")
    assert "series.toml:2: series.id: `A B` is no id" in result.err
    assert "goglobal.toml:2: targets.demo.platfrom: unknown key" in result.err
    assert result.err.rstrip().endswith("Error: 5 problems in the project's files")


@pytest.mark.parametrize("option", ["-l", "-t", "--select", "--ignore"])
@pytest.mark.parametrize("value", ["", " , "])
def test_an_empty_choice_is_not_taken_for_everything(
    series: Path, call: Callable[..., Any], option: str, value: str
) -> None:
    result = call("check", series, option, value)
    assert (result.code, result.out) == (2, "")
    assert "nothing is named here" in result.err
