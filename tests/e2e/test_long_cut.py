"""One long cut in place of episodes: one subtitle file a language, one video, one entry."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pysrt
import pytest

import goglobal
from goglobal.naming import delivered_names
from goglobal.pipeline import check, load, plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
TARGET = '[targets.cut]\nplatform = "generic"\nurl = "file:outbox"\ncompilation = "1-5"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "moonlit-bund"
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, folder, ignore=ignored)
    (folder / "goglobal.toml").write_text(TARGET, encoding="utf-8")
    return folder


def codes(project: Path) -> set[str]:
    whole = plan(load(project), goglobal.load_targets(project))
    return {finding.code for finding in check(whole).findings}


def test_each_language_has_one_file_in_which_the_episodes_follow_each_other(project: Path) -> None:
    report = goglobal.ship(project)
    assert {receipt.state for receipt in report.receipts} == {"delivered"}
    (series,) = goglobal.load_catalogue(project)
    lengths = [episode.duration or 0 for episode in series.episodes]
    for bundle in report.bundles:
        tracks = [f for f in bundle.manifest.files if f.role == "subtitles"]
        assert bundle.manifest.episodes == (1, 2, 3, 4, 5)
        if bundle.language is None:
            assert tracks == []
            continue
        stem = f"subtitles/moonlit-bund.ep001-005.{bundle.language}"
        assert [f.path for f in tracks] == [f"{stem}.srt", f"{stem}.vtt"]
        cut = pysrt.open(str(Path(bundle.path, f"{stem}.srt")))
        single = [
            pysrt.open(str(project / f"subtitles/{bundle.language}/ep{number:03}.srt"))
            for number in range(1, 6)
        ]
        starts = [
            cue.start.ordinal + sum(lengths[:index])
            for index, track in enumerate(single)
            for cue in track
        ]
        assert [cue.start.ordinal for cue in cut] == starts
        assert [cue.index for cue in cut] == list(range(1, len(starts) + 1))
        words = json.loads(Path(bundle.path, "metadata/series.json").read_bytes())
        assert words["episodes"] == []
        assert words["compilation"]["episodes"] == [1, 2, 3, 4, 5]
        assert words["compilation"]["duration_ms"] == sum(lengths[:5])
    again = goglobal.ship(project)
    assert {receipt.state for receipt in again.receipts} == {"unchanged"}


def test_an_error_in_one_episode_holds_that_language_alone(project: Path) -> None:
    """Half a cut is none."""
    (project / "subtitles/th/ep003.srt").write_text("nothing\n", encoding="utf-8")
    report = goglobal.ship(project)
    held = {receipt.language for receipt in report.receipts if receipt.state == "held"}
    assert held == {"th", None}
    assert {r.language for r in report.receipts if r.state == "delivered"} >= {"en", "zh-Hans"}


def test_asking_for_one_episode_gives_the_whole_cut(project: Path) -> None:
    whole = plan(load(project), goglobal.load_targets(project), episodes="3")
    assert whole.assignments[0].episodes == (1, 2, 3, 4, 5)


def test_the_cut_has_a_video_of_its_own(project: Path) -> None:
    text = TARGET + "video = true\n"
    (project / "goglobal.toml").write_text(text, encoding="utf-8")
    assert "ART007" in codes(project)
    (project / "video").mkdir()
    (project / "video/ep001-005.mp4").write_bytes(b"a film")
    (project / "video/ep001.mp4").write_bytes(b"an episode")
    assert not {"ART007", "PRJ004"} & codes(project)
    (assignment,) = plan(load(project), goglobal.load_targets(project)).assignments
    films = [n.path for n in delivered_names(assignment) if n.source and "video/" in n.source]
    assert films == ["video/moonlit-bund.ep001-005.mp4"]


def test_a_missing_duration_is_told_before_anything_is_built(project: Path) -> None:
    text = (project / "series.toml").read_text("utf-8")
    first = next(line for line in text.splitlines() if line.startswith("duration"))
    (project / "series.toml").write_text(text.replace(f"{first}\n", "", 1), encoding="utf-8")
    assert "PRJ014" in codes(project)
    assert {r.state for r in goglobal.ship(project).receipts} == {"held"}
