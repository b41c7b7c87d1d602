"""A second wave of episodes beside the first: it takes nothing away, or says what it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import goglobal
from goglobal.pipeline.reports import ShipReport

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
TARGET = """[targets.partner]
platform = "partner"
url = "file:outbox"
languages = ["en", "th"]
episodes = "{episodes}"
"""
PROFILE = """extends = "generic"
source = "the partner's mail of 2026-11-20"
checked = 2026-11-20
layout = "{layout}"
bundle_by = "{by}"
artwork = []

[[deliverables]]
format = "srt"
name = "{{language}}/ep{{episode:03}}{{kind:.}}.srt"

[[deliverables]]
format = "webvtt"
name = "{{language}}/ep{{episode:03}}{{kind:.}}.vtt"

[[deliverables]]
format = "metadata-json"
name = "{{language}}/series.json"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "moonlit-bund"
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, folder, ignore=ignored)
    (folder / "profiles").mkdir()
    return folder


def ship(project: Path, layout: str, by: str, episodes: str) -> ShipReport:
    profile = PROFILE.format(layout=layout, by=by)
    (project / "profiles" / "partner.toml").write_text(profile, encoding="utf-8")
    (project / "goglobal.toml").write_text(TARGET.format(episodes=episodes), encoding="utf-8")
    report = goglobal.ship(project)
    assert not any(verified.damaged for verified in report.verified)
    return report


def tree(project: Path) -> dict[str, tuple[bytes, int]]:
    out = project / "outbox"
    return {
        p.relative_to(out).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in sorted(out.rglob("*"))
        if p.is_file()
    }


def told(report: ShipReport) -> list[str]:
    return [str(notice) for receipt in report.receipts for notice in receipt.notices]


def test_in_place_the_first_waves_files_stay(project: Path) -> None:
    """A narrower choice of episodes used to delete what the partner was showing already."""
    assert told(ship(project, "in-place", "language", "1-3")) == []
    first = tree(project)
    second = ship(project, "in-place", "language", "4-5")
    after = tree(project)
    tracks = {key for key in first if key.endswith((".srt", ".vtt"))}
    assert len(tracks) == 12
    assert {key: after[key] for key in tracks} == {key: first[key] for key in tracks}
    assert len([key for key in after if key.endswith(".srt")]) == 10
    assert all("episodes 1-3 of an earlier delivery stay" in line for line in told(second))
    assert all("now tells of 4-5 only" in line for line in told(second))
    assert len(told(second)) == 2

    whole = ship(project, "in-place", "language", "1-5")
    assert told(whole) == []
    # nothing but what tells of the episodes has to go again
    assert {r.uploaded for r in whole.receipts} == {3}
    assert {key: tree(project)[key] for key in tracks} == {key: first[key] for key in tracks}


def test_the_first_wave_stays_known_to_later_ones(project: Path) -> None:
    for wave in ("1-2", "3", "4-5"):
        last = ship(project, "in-place", "language", wave)
    assert all("episodes 1-3 of an earlier delivery stay" in line for line in told(last))
    assert len([key for key in tree(project) if key.endswith(".srt")]) == 10


def test_bundles_by_episode_do_not_touch_the_first_wave(project: Path) -> None:
    ship(project, "in-place", "episode", "1-3")
    first = tree(project)
    second = ship(project, "in-place", "episode", "4-5")
    after = tree(project)
    episodes = {key for key in first if "/ep00" in key}
    assert {key: after[key] for key in episodes} == {key: first[key] for key in episodes}
    assert told(second) == []


def test_where_a_bundle_takes_the_place_of_another_that_is_said(project: Path) -> None:
    ship(project, "immutable", "language", "1-3")
    second = ship(project, "immutable", "language", "4-5")
    assert len(told(second)) == 2
    assert all("episodes 1-3 were delivered before" in line for line in told(second))
    assert all("name all of them in the target's `episodes`" in line for line in told(second))
    assert told(ship(project, "immutable", "language", "1-5")) == []
