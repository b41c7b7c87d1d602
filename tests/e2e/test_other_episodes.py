"""Files in the place of another episode: told once, with where they belong, and nothing beside."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import goglobal
from goglobal.model import Cue, Track
from goglobal.subtitles import read, shift, write

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "moonlit-bund", ignore=ignored))


def told(
    folder: Path, *, executor: ProcessPoolExecutor | None = None, episodes: str | None = None
) -> list[tuple[str, str | None, str]]:
    plan = goglobal.plan(
        goglobal.load_series(folder), goglobal.load_targets(folder), episodes=episodes
    )
    findings = goglobal.check(plan, executor=executor).findings
    return [(finding.code, finding.path, finding.text) for finding in findings]


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def test_two_files_changed_places(folder: Path) -> None:
    swap(folder / "subtitles/th/ep002.srt", folder / "subtitles/th/ep005.srt")
    found = told(folder)
    assert [(code, path) for code, path, _ in found] == [
        ("TRN009", "subtitles/th/ep002.srt"),
        ("TRN009", "subtitles/th/ep005.srt"),
    ]
    assert "changed places with that of episode 5" in found[0][2]
    assert "changed places with that of episode 2" in found[1][2]
    with ProcessPoolExecutor(1) as processes:
        assert told(folder, executor=processes) == found


def test_one_episode_is_enough_to_know_whose_file_it_is(folder: Path) -> None:
    swap(folder / "subtitles/th/ep002.srt", folder / "subtitles/th/ep005.srt")
    ((code, path, text),) = told(folder, episodes="2")
    assert (code, path) == ("TRN009", "subtitles/th/ep002.srt")
    assert "those of episode 5" in text  # ep005.srt is not looked at


def test_a_copy_is_told_of_where_it_lies(folder: Path) -> None:
    shutil.copy(folder / "subtitles/th/ep003.srt", folder / "subtitles/th/ep001.srt")
    assert told(folder) == [
        ("PRJ008", "subtitles/th/ep001.srt", "the same text as subtitles/th/ep003.srt")
    ]


def test_a_late_file_is_late_and_nothing_else(folder: Path) -> None:
    path = folder / "subtitles/th/ep003.srt"
    path.write_bytes(write(shift(read(path), 700), "srt"))
    assert told(folder) == [
        ("TRN003", "subtitles/th/ep003.srt", "every cue comes 0.7 s later than in the source")
    ]


def test_a_scene_that_was_put_in_moves_the_rest(folder: Path) -> None:
    path = folder / "subtitles/th/ep003.srt"
    cues = read(path).cues
    late = (Cue(c.start + 1100, c.end + 1100, c.text) for c in cues[8:])
    path.write_bytes(write(Track(cues=(*cues[:8], *late)), "srt"))
    ((code, _, text),) = told(folder)
    assert code == "TRN003"
    assert text.startswith("from this cue on, every cue comes 1.1")
