"""`goglobal intake` as a user meets it: what it shows, asks, writes, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.report.cells import width

Call = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example without its Thai, which a vendor has sent under names of their own."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal", "artwork")
    shutil.copytree(EXAMPLE, tmp_path / "project", ignore=ignored)
    shutil.move(tmp_path / "project" / "subtitles" / "th", tmp_path / "th")
    folder = tmp_path / "供应商" / "泰语"
    folder.mkdir(parents=True)
    for number in range(1, 7):
        shutil.copy(
            tmp_path / "th" / f"ep{number:03}.srt", folder / f"外滩月色_EP{number:02}_终版.srt"
        )
    monkeypatch.chdir(tmp_path)
    return Path("project")


def files(project: Path) -> set[str]:
    return {p.name for p in (project / "subtitles" / "th").glob("*")}


def test_it_takes_a_delivery_in_and_says_why(call: Call, project: Path) -> None:
    result = call("intake", "供应商", "-l", "th", "--into", project)
    assert result.code == 0
    assert files(project) == {f"ep{n:03}.srt" for n in range(1, 7)}
    assert "Taken in:" in result.out
    assert "外滩月色_EP03_终版.srt  -> subtitles/th/ep003.srt" in result.out
    assert "moonlit-bund: 6 files taken" in result.out
    checked = call("check", project, "--fail-on", "warning")
    assert checked.code in (0, 1)
    again = call("intake", "供应商", "--into", project)
    assert (again.code, "6 unchanged" in again.out) == (0, True)


def test_verbose_gives_every_reason_in_words(call: Call, project: Path) -> None:
    result = call("intake", "供应商", "--into", project, "-v", "--dry-run")
    assert "the name says “EP03”" in result.out
    assert "the folder says “泰语”" in result.out
    assert "its times fit episode 3" in result.out
    assert "the text is th" in result.out
    assert not files(project)


def test_the_table_is_aligned_by_cells(call: Call, project: Path) -> None:
    lines = call("intake", "供应商", "--into", project, "--dry-run").out.splitlines()
    rows = [line for line in lines if re.match(r" +\d  th", line)]
    assert len(rows) == 6
    assert len({width(row[: row.index("外滩")]) for row in rows}) == 1


def test_a_question_holds_everything_back_until_it_is_answered(call: Call, project: Path) -> None:
    shutil.copy("th/ep001.srt", "供应商/泰语/EP05_final.srt")
    result = call("intake", "供应商", "--into", project)
    assert result.code == 1
    assert not files(project)
    assert "its times are those of episode 1" in result.out
    assert "--map" in result.err
    asked = call("intake", "供应商", "--into", project, "--map", "map.csv")
    assert asked.code == 1
    text = Path("map.csv").read_text("utf-8-sig")
    assert text.splitlines()[0] == "file,episode,language,kind,question,suggestion"
    row = next(line for line in text.splitlines() if "EP05_final" in line)
    assert row.startswith("供应商/泰语/EP05_final.srt,,,,")
    Path("map.csv").write_text(text.replace("EP05_final.srt,", "EP05_final.srt,skip", 1), "utf-8")
    done = call("intake", "供应商", "--into", project, "--map", "map.csv")
    assert done.code == 0
    assert len(files(project)) == 6


def test_an_unfinished_map_is_left_alone_and_asks_again(call: Call, project: Path) -> None:
    shutil.copy("th/ep001.srt", "供应商/泰语/EP05_final.srt")
    call("intake", "供应商", "--into", project, "--map", "map.csv")
    before = Path("map.csv").read_bytes()
    result = call("intake", "供应商", "--into", project, "--map", "map.csv")
    assert result.code == 1
    assert Path("map.csv").read_bytes() == before


def test_rows_for_files_that_nobody_gave_are_told(call: Call, project: Path) -> None:
    Path("map.csv").write_text("file,episode\n供应商/泰语/EP9.srt,3\n", "utf-8")
    result = call("intake", "供应商", "--into", project, "--map", "map.csv")
    assert result.code == 0
    assert "map.csv:2: no such file was given: 供应商/泰语/EP9.srt" in result.err


def test_a_map_with_faults_stops_it(call: Call, project: Path) -> None:
    Path("map.csv").write_text("file,episode\n供应商/*,x\n供应商/*,3\n", "utf-8")
    result = call("intake", "供应商", "--into", project, "--map", "map.csv")
    assert result.code == 2
    assert "map.csv:2: `x` is no episode number" in result.err
    assert not files(project)


def test_a_map_that_cannot_be_written_is_named(call: Call, project: Path) -> None:
    """By its own name, and not by that of a file that goglobal makes on the way."""
    shutil.copy("th/ep001.srt", "供应商/泰语/EP05_final.srt")
    result = call("intake", "供应商", "--into", project, "--map", "nowhere/map.csv")
    assert result.code == 2
    assert "nowhere/map.csv" in result.err
    assert ".goglobal-" not in result.err


def test_partial_writes_what_is_certain_and_still_ends_with_1(call: Call, project: Path) -> None:
    shutil.copy("th/ep001.srt", "供应商/泰语/EP05_final.srt")
    result = call("intake", "供应商", "--into", project, "--partial")
    assert result.code == 1
    assert "ep001.srt" in files(project)


def test_the_language_that_was_asked_for_is_contradicted_by_the_text(
    call: Call, project: Path
) -> None:
    shutil.copy(EXAMPLE / "subtitles" / "vi" / "ep001.srt", "03.srt")
    result = call("intake", "03.srt", "-l", "th", "--into", project)
    assert result.code == 1
    assert "-l says th, but the text is vi" in result.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.zip"], "nowhere.zip: there is no such file or folder"),
        (["project"], "is the series folder, or holds it"),
        (["."], "is the series folder, or holds it"),
        (["供应商", "-l", "klingonish"], "is no language tag"),
        (["供应商", "-l", "泰语"], "did you mean `th`?"),
        ([], "Missing argument"),
    ],
)
def test_a_wrong_call_ends_with_2(call: Call, project: Path, words: list[str], told: str) -> None:
    result = call("intake", *words, "--into", project)
    assert result.code == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_without_into_the_folder_has_to_be_a_series(call: Call, project: Path) -> None:
    result = call("intake", "供应商")
    assert result.code == 2
    assert "series.toml" in result.err


@pytest.mark.parametrize("what", ["empty folder", "only pictures"])
def test_nothing_to_take_in_is_no_success(call: Call, project: Path, what: str) -> None:
    Path("v").mkdir()
    if what == "only pictures":
        Path("v/poster.jpg").write_bytes(b"\xff\xd8")
    result = call("intake", "v", "--into", project)
    assert result.code == 2
    assert "nothing here to take in" in result.err


def test_json_says_everything_in_english(
    call: Call, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    Path("供应商/海报.jpg").write_bytes(b"\xff\xd8")
    Path("供应商/x.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    shutil.copy("th/ep002.srt", "供应商/EP05.srt")
    result = call("intake", "供应商", "--into", project, "--format", "json", "--partial")
    document = json.loads(result.out)
    assert result.code == 1
    assert document["schema"] == "goglobal.intake/1"
    assert document["written"] is True
    assert document["summary"] == {
        "taken": 6,
        "unchanged": 0,
        "question": 1,
        "refused": 1,
        "skipped": 1,
    }
    assert len(document["files"]) == 9
    by_name = {file["file"]: file for file in document["files"]}
    third = by_name["供应商/泰语/外滩月色_EP03_终版.srt"]
    assert (third["status"], third["path"]) == ("taken", "subtitles/th/ep003.srt")
    assert (third["episode"], third["language"], third["kind"]) == (3, "th", "full")
    assert {"ground": "name", "message": "the name says “EP03”"} in third["reasons"]
    (question,) = by_name["供应商/EP05.srt"]["questions"]
    assert (question["about"], question["suggestion"]) == ("episode", "2")
    assert "rar archive" in by_name["供应商/x.rar"]["message"]


def test_hundreds_of_files_are_one_line_a_language(call: Call, project: Path) -> None:
    text = (project / "series.toml").read_text("utf-8")
    head = text[: text.index("[[episodes]]")]
    episodes = "".join(f"[[episodes]]\nnumber = {n}\n" for n in range(1, 131))
    (project / "series.toml").write_text(head + episodes, "utf-8")
    shutil.rmtree(project / "subtitles" / "zh-Hans")
    track = Path("th/ep001.srt").read_text("utf-8")
    Path("v").mkdir()
    for number in range(1, 131):
        Path(f"v/EP{number}_th.srt").write_text(f"{track}\n{number} ครับ\n", "utf-8")
    result = call("intake", "v", "--into", project, "--dry-run")
    assert "th full: 130 files, episodes 1-130 (by name+text)" in result.out
    assert "EP77" not in result.out
    told = call("intake", "v", "--into", project, "--dry-run", "-v")
    assert "EP77_th.srt" in told.out


def _on_a_terminal(words: list[str], answer: bytes, columns: int) -> tuple[int, str]:
    """Run a command on a terminal of its own, and answer what it asks."""
    import fcntl
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LANGUAGE", "LANG")}
    process = subprocess.Popen(
        [sys.executable, "-m", "goglobal", *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=env | {"NO_COLOR": "1", "TERM": "xterm", "PYTHONUTF8": "1"},
    )
    os.close(slave)
    os.write(master, answer)
    out = b""
    while True:
        try:
            data = os.read(master, 4096)
        except OSError:
            break
        if not data:
            break
        out += data
    os.close(master)
    return process.wait(60), out.decode("utf-8", "replace")


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)])
def test_on_a_terminal_it_asks_before_it_writes(project: Path, answer: bytes, code: int) -> None:
    words = ["intake", "供应商", "--into", str(project), "--no-progress"]
    found, out = _on_a_terminal(words, answer, 120)
    assert found == code
    assert out.index("To be taken in:") < out.index("Write these files?")
    assert bool(files(project)) == (code == 0)
    assert ("6 files taken" in out) == (code == 0)


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_of_the_table_fit_the_terminal(project: Path, columns: int) -> None:
    long = "供应商/泰语/" + "很长的文件名" * 12 + "_EP03_终版_v2.srt"
    shutil.move("供应商/泰语/外滩月色_EP03_终版.srt", long)
    words = ["intake", "供应商", "--into", str(project), "--no-progress", "--dry-run"]
    code, out = _on_a_terminal(words, b"", columns)
    assert code == 0
    lines = out.replace("\r", "").split("\n")
    table = lines[lines.index("To be taken in:") : lines.index("")]
    assert max(map(width, table)) <= columns
    assert "EP03_终版_v2.srt" in re.sub(r"\s+", "", out)
