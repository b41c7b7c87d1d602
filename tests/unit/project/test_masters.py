"""The versions of the video: where each stands, and which one a target takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from goglobal.model import Master, Series, Target, VideoFile
from goglobal.profiles.videos import videos_of
from goglobal.project import load_series
from goglobal.project.video_places import cut_place, master_place, video_place

HEAD = '[series]\nid = "moonlit"\ntitle = "外滩月色"\nsource_language = "zh-Hans"\n'
EPISODES = "\n[[episodes]]\nnumber = 1\n\n[[episodes]]\nnumber = 2\n"
MASTERS = """
[[series.masters]]
name = "clean"

[[series.masters]]
name = "domestic"
burned_in = "zh-Hans"

[[series.masters]]
name = "dubbed"
audio = "en"
video = "dubs/en/ep{episode:03}"
"""
FILES = (
    "video/ep001.mp4",
    "video/ep002.mp4",
    "video/ep001-002.mp4",
    "video/domestic/ep001.mov",
    "dubs/en/ep002.mp4",
)


@pytest.fixture
def series(tmp_path: Path) -> Series:
    folder = tmp_path / "moonlit"
    folder.mkdir()
    (folder / "series.toml").write_text(HEAD + MASTERS + EPISODES, encoding="utf-8")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"film")
    return load_series(folder)


def target(master: str, compilation: str | None = None) -> Target:
    return Target(
        name="demo", platform="generic", url="file:///x", master=master, compilation=compilation
    )


def test_each_master_has_its_files(series: Series) -> None:
    assert {(v.path, v.master, v.span) for v in series.videos} == {
        ("video/ep001.mp4", "clean", None),
        ("video/ep002.mp4", "clean", None),
        ("video/ep001-002.mp4", "clean", (1, 2)),
        ("video/domestic/ep001.mov", "domestic", None),
        ("dubs/en/ep002.mp4", "dubbed", None),
    }
    assert [finding.code for finding in series.findings] == []


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        (target("clean"), ["video/ep001.mp4", "video/ep002.mp4"]),
        (target("clean", "1-2"), ["video/ep001-002.mp4"]),
        (target("domestic"), ["video/domestic/ep001.mov"]),
        (target("domestic", "1-2"), []),
        (target("dubbed"), ["dubs/en/ep002.mp4"]),
    ],
)
def test_a_target_takes_one_of_them(series: Series, wanted: Target, paths: list[str]) -> None:
    assert [video.path for video in videos_of(series, wanted, (1, 2))] == paths


def test_the_only_master_stands_where_the_layout_says() -> None:
    only = (Master(name="domestic"),)
    assert master_place("video/ep{episode:03}", only, "domestic") == "video/ep{episode:03}"
    both = (*only, Master(name="clean"))
    assert master_place("video/ep{episode:03}", both, "domestic") == "video/domestic/ep{episode:03}"
    assert master_place("ep{episode}", both, "domestic") == "domestic/ep{episode}"


def test_a_long_cut_is_named_by_its_first_and_last_episode(series: Series) -> None:
    assert cut_place("{series}/{episode}/ep{episode:03}.mp4") == (
        "{series}/{episode}-{last}/ep{episode:03}-{last:03}.mp4"
    )
    assert video_place(series, "domestic", 1, 40) == "video/domestic/ep001-040"
    assert video_place(series, "clean", 7) == "video/ep007"


def test_a_cut_up_to_an_episode_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text(HEAD + EPISODES, encoding="utf-8")
    (tmp_path / "video").mkdir()
    (tmp_path / "video" / "ep001-009.mp4").write_bytes(b"film")
    (found,) = load_series(tmp_path).findings
    assert (found.code, found.path) == ("PRJ004", "video/ep001-009.mp4")
    assert VideoFile(path="x", episode=1).master == "clean"
