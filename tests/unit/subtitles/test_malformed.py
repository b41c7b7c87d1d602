"""Every way in which SRT files go wrong, as data: what is read, and what is said about it."""

from __future__ import annotations

import pickle
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from goglobal.subtitles import parse, write
from goglobal.subtitles.deviations import DEVIATIONS, Collector
from goglobal.subtitles.tolerant import read_lines

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "malformed.toml").read_text("utf-8")
)["case"]
NAMES = [case["name"] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_reading(case: dict[str, Any]) -> None:
    track = parse(case["source"])
    assert [[cue.start, cue.end, cue.text] for cue in track.cues] == case["cues"]
    assert [f"{found.code}@{found.line}" for found in track.findings] == case["findings"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_bytes_read_as_text_does(case: dict[str, Any]) -> None:
    source = case["source"]
    assert parse(source.encode()) == parse(source)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_written_is_clean(case: dict[str, Any]) -> None:
    """Rewriting mends whatever is about the file rather than about its text and times."""
    track = parse(case["source"])
    again = parse(write(track, "srt"))
    assert [(c.start, c.end, c.text) for c in again.cues] == [
        (c.start, c.end, c.text) for c in track.cues
    ]
    left = {found.code for found in again.findings}
    assert left <= {"SUB007", "SUB011", "SUB012", "SUB013", "SUB014"}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_findings_tell_what_to_do(case: dict[str, Any]) -> None:
    for found in parse(case["source"]).findings:
        deviation = DEVIATIONS[found.code]
        assert (found.name, found.severity) == (deviation.name, deviation.severity)
        assert found.help
        assert not re.search(r"\{[a-z]+\}", found.text), found.text
        if found.span:
            assert found.excerpt is not None
            assert 0 <= found.span[0] < found.span[1] <= len(found.excerpt)
        assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_lines_point_at_the_cues(case: dict[str, Any]) -> None:
    source = re.sub(r"\r\r\n|\r\n|\r", "\n", case["source"].replace("\0", ""))
    rows = source.split("\n")
    track = parse(case["source"])
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
    assert len(CASES) > 100
