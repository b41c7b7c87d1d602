"""Whole projects: the valid ones load without a finding, the invalid ones say what they should.

`invalid/<name>/expected.txt` holds every problem of series and targets as
`file:line: key path: text`. To write it anew after a change of words, delete it, run this test
and read what it wrote.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from goglobal.errors import ProjectError
from goglobal.project import load_series, load_targets

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").iterdir())
INVALID = sorted((HERE / "invalid").iterdir())


@pytest.mark.parametrize("folder", VALID, ids=lambda folder: folder.name)
def test_valid(folder: Path) -> None:
    series = load_series(folder)
    assert [finding.text for finding in series.findings] == []
    assert series.subtitles
    assert series.episodes
    assert load_targets(folder)


def problems_of(folder: Path) -> list[str]:
    lines: list[str] = []
    for load in (load_series, load_targets):
        try:
            load(folder)
        except ProjectError as error:
            lines += str(error).splitlines()
    return lines


@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_invalid(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    expected = folder / "expected.txt"
    lines = problems_of(folder)
    if not expected.exists():
        expected.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        pytest.fail(f"wrote {expected}: read it")
    assert lines == expected.read_text("utf-8").splitlines()
    assert lines
