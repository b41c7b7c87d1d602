"""Every way in which subtitle files go wrong, as data: what is read, what is said about it."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from goglobal.model import Track
from goglobal.subtitles import parse, write
from goglobal.subtitles.deviations import DEVIATIONS, Collector
from goglobal.subtitles.tolerant import read_lines
from goglobal.testing.accounting import unaccounted
from goglobal.testing.laws import broken

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "malformed.toml").read_text("utf-8")
)["case"]
NAMES = [case["name"] for case in CASES]
ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "reference" / "malformed.md"


def content(case: dict[str, Any]) -> str | bytes:
    encoding = case.get("encoding")
    source: str = case["source"]
    return source.encode(encoding) if encoding else source


def read(case: dict[str, Any], data: str | bytes | None = None) -> Track:
    data = content(case) if data is None else data
    return parse(data, format=case.get("format", "srt"), language=case.get("language"))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_reading(case: dict[str, Any]) -> None:
    track = read(case)
    assert [[cue.start, cue.end, cue.text] for cue in track.cues] == case["cues"]
    assert [f"{found.code}@{found.line}" for found in track.findings] == case["findings"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_bytes_read_as_text_does(case: dict[str, Any]) -> None:
    data = content(case)
    raw = data.encode() if isinstance(data, str) else data
    assert read(case, raw) == read(case)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_every_character_is_accounted_for(case: dict[str, Any]) -> None:
    data = content(case)
    assert unaccounted(data, read(case)) == []
    raw = data.encode() if isinstance(data, str) else data
    assert broken(raw, case.get("format", "srt"), language=case.get("language")) == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_written_is_clean(case: dict[str, Any]) -> None:
    """Rewriting mends whatever is about the file rather than about its text and times."""
    track = read(case)
    again = parse(write(track, "srt"))
    assert [(c.start, c.end, c.text) for c in again.cues] == [
        (c.start, c.end, c.text) for c in track.cues
    ]
    left = {found.code for found in again.findings}
    assert left <= {"SUB007", "SUB011", "SUB012", "SUB013", "SUB014"}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_findings_tell_what_to_do(case: dict[str, Any]) -> None:
    for found in read(case).findings:
        deviation = DEVIATIONS[found.code]
        assert (found.name, found.severity) == (deviation.name, deviation.severity)
        assert found.help
        assert not re.search(r"\{[a-z]+\}", found.text), found.text
        if found.span:
            assert found.excerpt is not None
            assert 0 <= found.span[0] < found.span[1] <= len(found.excerpt)
        assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.get("encoding") != "latin-1" and "note" not in case["name"]],
    ids=lambda case: case["name"],
)
def test_lines_point_at_the_cues(case: dict[str, Any]) -> None:
    source = re.sub(r"\r\r\n|\r\n|\r", "\n", case["source"].replace("\0", ""))
    rows = source.split("\n")
    track = read(case)
    for index, cue in enumerate(track.cues):
        for offset, text in enumerate(cue.text.split("\n")):
            if text.strip():
                assert rows[track.text_line_of(index, offset) - 1].endswith(text)
        if cue.number is not None and cue.number < 10 and rows[0].isascii():
            assert str(cue.number) in rows[track.line_of(index) - 1]


@pytest.mark.parametrize("name", ["regular", "number as text", "jump", "an8", "mojibake"])
def test_both_readers_agree(name: str) -> None:
    """The fast reader's files, read by the tolerant one: the same cues, lines and findings."""
    source = CASES[NAMES.index(name)]["source"]
    track = parse(source)
    assert track.lines is None, "the fast reader is meant here"
    cues, lines, text_lines = read_lines(source, Collector())
    assert tuple(cues) == track.cues
    assert lines == tuple(track.line_of(index) for index in range(len(cues)))
    assert text_lines == tuple(track.text_line_of(index) for index in range(len(cues)))


def test_every_deviation_has_a_case() -> None:
    seen = {found.split("@")[0] for case in CASES for found in case["findings"]}
    elsewhere = {"SUB001", "SUB002"}  # of bytes: see test_decoding
    assert seen | elsewhere == set(DEVIATIONS)
    assert len(CASES) > 150


def test_the_page_is_current_and_goglobal_loses_nothing() -> None:
    """The peers are read as well, as they are installed here."""
    script = ROOT / "scripts" / "malformed.py"
    result = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines()]
    inputs = [row for row in rows if len(row) == 8 and row[1].startswith(("✓", "✗", "!", "~"))]
    assert len(inputs) >= 60
    assert all(row[1].startswith("✓ reads all") for row in inputs)
    losses = next(row for row in rows if row[0] == "**silent losses**")
    assert losses[1] == "**0**"
    assert all(int(cell.strip("*")) > 0 for cell in losses[2:])
