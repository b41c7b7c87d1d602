"""What fuzz runs have found, replayed: a law that a file once broke holds for it for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from goglobal.subtitles.formats import detect
from goglobal.testing.laws import broken

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
@pytest.mark.parametrize("language", [None, "zh-Hans", "fr"])
def test_found_once(path: Path, language: str | None) -> None:
    data = path.read_bytes()
    named = detect("", name=path.name)
    for form in {named, "srt", "webvtt"}:
        assert broken(data, form, language=language) == []


def test_the_harness_runs() -> None:
    """A second of it, from a fixed seed: it reads files, finds nothing, and says so."""
    script = Path(__file__).with_name("fuzz_subtitles.py")
    result = subprocess.run(
        [sys.executable, str(script), "--seconds", "1", "--seed", "1", "--format", "srt"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 failures" in result.stdout
