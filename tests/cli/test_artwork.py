"""Pictures and videos, from the files to what the command says and holds back."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
PROFILE = """
extends = "vertical-app"
source = "the partner's page"
checked = 2026-11-26

[[artwork]]
purpose = "cover"
width = 1080
height = 1920
required = true
max_bytes = 3_000_000

[[artwork]]
purpose = "still"
per = "episode"
width = 64
height = 36
size = "minimum"
formats = ["jpeg"]
"""
TARGET = '\n[targets.own]\nplatform = "own"\nurl = "file:outbox-own"\nepisodes = "1-2"\n'


class Result(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Result]


@pytest.fixture
def series(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "moonlit-bund", ignore=ignored))
    (folder / "profiles").mkdir()
    (folder / "profiles" / "own.toml").write_text(PROFILE, "utf-8")
    with (folder / "goglobal.toml").open("a", encoding="utf-8") as file:
        file.write(TARGET)
    return folder


def draw(folder: Path, name: str, size: tuple[int, int], mode: str = "RGB") -> Path:
    path = folder / "artwork" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise(size, 40).convert(mode).save(path)
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def findings(call: Call, series: Path, *words: str) -> list[tuple[str, str, str | None, str]]:
    document = json.loads(call("check", series, "-t", "own", "--format", "json", *words).out)
    return [(f["code"], f["path"], f["language"], f["severity"]) for f in document["findings"]]


def test_the_example_is_whole(call: Call, series: Path) -> None:
    assert findings(call, series) == []


def test_every_fault_is_told_once(call: Call, series: Path) -> None:
    draw(series, "cover.jpg", (1920, 1080))
    draw(series, "th/cover.jpg", (540, 960), "CMYK")
    (series / "artwork" / "vi").mkdir()
    png = io.BytesIO()
    Image.new("RGB", (1080, 1920)).save(png, "PNG")
    (series / "artwork" / "vi" / "cover.jpg").write_bytes(png.getvalue())
    draw(series, "still.ep001.png", (128, 72))
    draw(series, "en/still.ep002.jpg", (32, 18))
    draw(series, "en/still.ep003.jpg", (32, 18))  # the target takes two episodes
    cut(series / "artwork" / "banner.jpg")
    assert findings(call, series) == [
        ("ART006", "artwork/banner.jpg", None, "error"),
        ("ART003", "artwork/cover.jpg", None, "warning"),
        ("ART002", "artwork/en/still.ep002.jpg", "en", "warning"),
        ("ART004", "artwork/still.ep001.png", None, "warning"),
        ("ART002", "artwork/th/cover.jpg", "th", "warning"),
        ("ART004", "artwork/th/cover.jpg", "th", "warning"),
        ("ART004", "artwork/vi/cover.jpg", "vi", "warning"),
    ]
    for executor in ("threads:2", "processes:2"):
        assert len(findings(call, series, "--executor", executor)) == 7


def test_what_all_targets_want_is_told_once(call: Call, series: Path) -> None:
    draw(series, "cover.jpg", (1920, 1080))
    draw(series, "poster.png", (1200, 1800)).rename(series / "artwork" / "poster.jpg")
    document = json.loads(call("check", series, "--format", "json").out)
    assert [(f["code"], f["target"]) for f in document["findings"]] == [
        ("ART003", None),
        ("ART004", None),  # `own` says nothing of posters
    ]


def test_a_wish_that_no_picture_can_fulfil(call: Call, series: Path) -> None:
    wish = PROFILE.replace("required = true", 'required = true\nratio = "2:3"')
    (series / "profiles" / "own.toml").write_text(wish, "utf-8")
    result = call("check", series, "-t", "own")
    assert result.code == 2
    assert "artwork[0].ratio: 1080 x 1920 px have not the ratio 2:3" in result.err
    larger = wish.replace('ratio = "2:3"', 'ratio = "2:3"\nsize = "minimum"')
    (series / "profiles" / "own.toml").write_text(larger, "utf-8")
    assert findings(call, series) == [("ART003", "artwork/cover.jpg", None, "warning")]


def test_the_missing_cover(call: Call, series: Path) -> None:
    (series / "artwork" / "cover.jpg").rename(series / "artwork" / "th.jpg")
    assert findings(call, series) == [("ART001", "artwork/cover.jpg", None, "warning")]
    (series / "artwork" / "th").mkdir()
    (series / "artwork" / "th.jpg").rename(series / "artwork" / "th" / "cover.jpg")
    found = findings(call, series)
    assert {code for code, *_ in found} == {"ART001"}
    languages = {language for _, _, language, _ in found}
    assert "th" not in languages
    assert "vi" in languages


def test_what_a_damaged_picture_holds_back(call: Call, series: Path) -> None:
    cut(draw(series, "th/cover.jpg", (1080, 1920)))
    result = call("ship", series, "-t", "own")
    assert result.code == 1
    assert "ART006" in result.out
    outbox = series / "outbox-own" / "moonlit-bund"
    there = {path.name for path in outbox.iterdir()}
    assert "vi" in there
    assert "th" not in there


def test_a_damaged_still_holds_its_episode_in_its_language(call: Call, series: Path) -> None:
    cut(draw(series, "th/still.ep002.jpg", (640, 360)))
    draw(series, "th/still.ep001.jpg", (640, 360))
    result = call("build", series, "-t", "own", "-o", series / "made")
    assert result.code == 1
    made = series / "made" / "moonlit-bund" / "own" / "th"
    assert sorted(p.name for p in (made / "artwork").iterdir()) == ["still.ep001.jpg"]
    assert {p.name for p in (made / "subtitles").iterdir()} == {
        "moonlit-bund.ep001.th.srt", "moonlit-bund.ep001.th.vtt",
    }  # fmt: skip


def test_a_damaged_picture_without_text_holds_everything(call: Call, series: Path) -> None:
    cut(series / "artwork" / "poster.jpg")
    assert call("ship", series, "-t", "own").code == 1
    assert not (series / "outbox-own" / "moonlit-bund").exists()


def test_in_chinese(call: Call, series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(series / "artwork" / "poster.jpg")
    draw(series, "th/cover.jpg", (540, 960))
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    out = call("check", series, "-t", "own").out
    assert "ART006 unreadable 错误" in out
    assert "the picture" not in out
    assert "wanted" not in out
    assert "540 x 960" in out


@pytest.fixture
def without_ffprobe(series: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (series / "video").mkdir()
    for number in (1, 2):
        (series / "video" / f"ep{number:03}.mp4").write_bytes(b"not looked at")
    monkeypatch.setenv("PATH", str(series))
    return series


def test_without_ffprobe_what_was_left_out_is_said(call: Call, without_ffprobe: Path) -> None:
    result = call("check", without_ffprobe, "--format", "json")
    assert result.code == 0
    document = json.loads(result.out)
    assert document["findings"] == []
    assert [item["code"] for item in document["skipped"]] == [
        "ART002", "ART006", "ART008", "TIM009",
    ]  # fmt: skip
    (reason,) = {item["reason"] for item in document["skipped"]}
    assert reason == (
        "ffprobe (part of FFmpeg) is not installed: 2 videos of moonlit-bund were not measured"
    )
    text = call("check", without_ffprobe).out
    assert text.count("ffprobe") == 1
    assert f"skipped ART002, ART006, ART008, TIM009: {reason}\n" in text


def test_a_delivery_says_too_what_its_check_left_out(call: Call, without_ffprobe: Path) -> None:
    out = call("ship", without_ffprobe).out
    assert out.count("skipped ART002, ART006, ART008, TIM009: ffprobe") == 1
    result = call("build", without_ffprobe, "--format", "json")
    assert "ffprobe" in result.err
    assert "ffprobe" not in result.out


def test_only_what_is_asked_for_is_left_out(call: Call, without_ffprobe: Path) -> None:
    def skipped(*words: str) -> list[str]:
        document = json.loads(call("check", without_ffprobe, "--format", "json", *words).out)
        return [item["code"] for item in document["skipped"]]

    assert skipped("--ignore", "ART") == ["TIM009"]
    assert skipped("--select", "after-the-end") == ["TIM009"]
    assert skipped("--select", "TXT001") == []
    assert skipped("--episodes", "3-6") == []


def test_videos_that_the_target_takes_are_missed(call: Call, series: Path) -> None:
    with (series / "goglobal.toml").open("a", encoding="utf-8") as file:
        file.write("video = true\n")
    assert findings(call, series) == [("ART007", "video/ep001.mp4", None, "error")]
