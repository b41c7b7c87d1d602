"""Every file of other projects' test suites is read, and pysrt agrees wherever it reads cleanly.

The files stand in a folder `corpora` of a neighbour of this checkout, or where GOGLOBAL_CORPORA
says; where they are not, the regressions of the fuzz runs stand in for them.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pysrt
import pytest

from goglobal.subtitles import from_pysrt, parse, read, to_pysrt, write
from goglobal.subtitles.decoding import decode
from goglobal.subtitles.formats import detect
from goglobal.testing.accounting import unaccounted
from goglobal.testing.laws import broken

ROOT = Path(__file__).resolve().parents[3]
FOUND = ROOT / "tests" / "fuzz" / "corpus"
BESIDE = next(iter(sorted(ROOT.parent.glob("*/corpora"))), FOUND)
OTHERS = Path(os.environ.get("GOGLOBAL_CORPORA", BESIDE))
FILES = sorted(
    path
    for folder in (OTHERS, FOUND)
    for path in folder.rglob("*")
    if path.suffix in (".srt", ".vtt", ".sbv")
)
TTML = sorted({*OTHERS.rglob("*.ttml"), *FOUND.rglob("*.ttml")})
FORMATS = {".srt": "srt", ".sbv": "srt", ".vtt": "webvtt"}
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "malformed.toml").read_text("utf-8")
)["case"]
TEXTS = [case["source"] for case in CASES if case.get("format") != "webvtt"]


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_is_read(path: Path) -> None:
    data = path.read_bytes()
    track = read(path)
    text = decode(data).text
    renamed = path.suffix == ".vtt" and not text.startswith("WEBVTT") and "," in text[:200]
    assert track.format == FORMATS[path.suffix] or renamed
    assert detect(text, name=path.name) == track.format
    assert track.cues or track.findings
    assert unaccounted(data, track) == []
    assert broken(data, track.format) == []


def words(xml: str) -> str:
    """All letters and digits of a file's body, outside of tags and of metadata."""
    body = re.sub(r"(?s)<(?:\w+:)?(metadata|desc|title)\b.*?</(?:\w+:)?\1>", "", xml)
    body = body[body.find("<body") :]
    return re.sub(r"\W", "", unescape(re.sub(r"<[^<>]*>", "", body)))


@pytest.mark.parametrize("path", TTML, ids=name_of)
def test_every_ttml_file_is_read(path: Path) -> None:
    data = path.read_bytes()
    track = read(path)
    assert track.format == "ttml"
    known = "".join(cue.text for cue in track.cues)
    known += "".join(found.excerpt or "" for found in track.findings)
    said = re.sub(r"\W", "", re.sub(r"<[^<>]*>", "", known))
    missing = Counter(words(data.decode("utf-8", "replace"))) - Counter(said)
    assert not missing
    assert broken(data, "ttml") == []


def test_there_is_something_to_read() -> None:
    assert len(FILES) >= 30
    assert {path.suffix for path in FILES} == {".srt", ".vtt", ".sbv"}
    assert TTML


def test_sbv_is_read_like_srt() -> None:
    """Cues wherever the file has any, with the words for its times, and the counters it lacks."""
    tracks = [read(path) for path in FILES if path.suffix == ".sbv"]
    with_cues = [track for track in tracks if track.cues]
    assert with_cues
    for track in with_cues:
        codes = {found.code for found in track.findings}
        assert {"SUB004", "SUB005"} <= codes <= {"SUB004", "SUB005", "SUB006", "SUB007"}


def agrees(text: str) -> bool | None:
    """Whether pysrt reads the same cues; None where either of the two has something to say."""
    track = parse(text)
    if track.findings or not track.cues:
        return None
    try:
        theirs = pysrt.from_string(text, error_handling=pysrt.SubRipFile.ERROR_RAISE)
    except pysrt.Error:
        return None
    ours = [(cue.start, cue.end, cue.text) for cue in track.cues]
    again = [(cue.start, cue.end, cue.text) for cue in from_pysrt(theirs).cues]
    back = [(cue.start, cue.end, cue.text) for cue in from_pysrt(to_pysrt(track)).cues]
    return ours == back and [plain(cue) for cue in ours] == [plain(cue) for cue in again]


def plain(cue: tuple[int, int, str]) -> tuple[int, int, str]:
    """pysrt breaks lines at U+2028 and the like too, and takes blanks from a text's ends."""
    return cue[0], cue[1], "\n".join(cue[2].splitlines()).strip()


def test_pysrt_reads_the_same_of_every_file_that_both_read() -> None:
    texts = [decode(path.read_bytes()).text for path in FILES if path.suffix == ".srt"]
    texts += TEXTS
    texts += [write(parse(text), "srt").decode() for text in texts]
    verdicts = [(text, agrees(text)) for text in texts]
    assert [text for text, verdict in verdicts if verdict is False] == []
    assert sum(verdict is True for _, verdict in verdicts) >= 100
