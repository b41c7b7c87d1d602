"""Videos as ffprobe really reads them, and what a check makes of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import goglobal
from goglobal.media.videos import find_ffprobe, measure_video
from goglobal.model import VideoFile

pytestmark = pytest.mark.ffprobe
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"
DECLARED = 80.24
"""Seconds of the example's first episode."""
Make = Callable[..., Path]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a video with ffmpeg: the smallest that has the size and the length."""
    folder = tmp_path_factory.mktemp("clips")

    def make(
        name: str, *how: str, size: str = "108x192", seconds: float = 2, rate: int = 5
    ) -> Path:
        path = folder / name
        if not path.exists():
            source = f"color=size={size}:rate={rate}:duration={seconds}"
            command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, *how, str(path)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return path

    return make


def measured(path: Path) -> tuple[int | None, int, int, str]:
    ffprobe = find_ffprobe()
    assert ffprobe is not None
    facts = measure_video(ffprobe, path.parent, VideoFile(path=path.name, episode=1))
    assert facts.measured
    return facts.duration, facts.width, facts.height, str(facts.arguments.get("reason", ""))


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.webm", "a.ts", "a.mxf"])
def test_the_containers_that_a_series_may_have(clip: Make, name: str) -> None:
    how = ("-c:v", "mpeg2video") if name.endswith("mxf") else ()
    duration, width, height, _ = measured(clip(name, *how, rate=25))
    assert duration == pytest.approx(2000, abs=80)
    assert (width, height) == (108, 192)


def test_the_longer_sound_does_not_make_the_picture_longer(clip: Make) -> None:
    sound = ("-f", "lavfi", "-i", "sine=duration=5", "-c:a", "aac")
    for name in ("sound.mp4", "sound.mkv"):
        assert measured(clip(name, *sound))[0] == pytest.approx(2000, abs=80)


def test_a_video_is_turned_and_has_square_pixels(clip: Make, tmp_path: Path) -> None:
    lying = clip("lying.mp4", size="192x108")
    turned = tmp_path / "turned.mp4"
    command = ["ffmpeg", "-v", "error", "-i", str(lying), "-c", "copy"]
    subprocess.run([*command, "-metadata:s:v", "rotate=90", str(turned)], check=True)
    assert measured(turned)[1:3] == (108, 192)
    assert measured(clip("wide.mp4", "-vf", "setsar=1/2"))[1:3] == (54, 192)


def test_what_is_no_whole_video(clip: Make, tmp_path: Path) -> None:
    half = tmp_path / "half.mp4"
    whole = clip("a.mp4").read_bytes()
    half.write_bytes(whole[: len(whole) // 2])
    assert measured(half) == (None, 0, 0, "moov atom not found")
    (tmp_path / "empty.mp4").touch()
    assert measured(tmp_path / "empty.mp4")[3]
    picture = shutil.copy(EXAMPLE / "artwork" / "cover.jpg", tmp_path / "picture.mp4")
    assert "whitelist" in measured(Path(picture))[3]


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXTINF:2,\n{path}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{path}'\n",
        "#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n",
    ],
)
def test_a_play_list_leads_nowhere(clip: Make, tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.mp4"
    path.write_text(text.format(path=clip("a.ts")))
    duration, width, height, reason = measured(path)
    assert (duration, width, height) == (None, 0, 0)
    assert reason


@pytest.fixture
def series(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "moonlit-bund", ignore=ignored))


def checked(series: Path) -> list[tuple[str, str | None, int | None, str]]:
    report = goglobal.check(
        goglobal.plan(goglobal.load_series(series), goglobal.load_targets(series))
    )
    assert report.skipped == ()
    return [(f.code, f.path, f.episode, f.severity.value) for f in report.findings]


def test_a_video_as_declared_is_no_news(clip: Make, series: Path) -> None:
    (series / "video").mkdir()
    whole = clip("whole.mp4", size="1080x1920", seconds=DECLARED)
    shutil.copy(whole, series / "video" / "ep001.mp4")
    assert checked(series) == []


def test_a_shorter_cut_is_told_of(clip: Make, series: Path) -> None:
    (series / "video").mkdir()
    shutil.copy(clip("short.mp4", seconds=70), series / "video" / "ep001.mp4")
    found = checked(series)
    assert ("ART008", "series.toml", 1, "warning") in found
    assert ("ART002", "video/ep001.mp4", 1, "warning") in found
    assert ("TIM009", "subtitles/th/ep001.srt", 1, "error") in found
    assert {code for code, *_ in found} == {"ART008", "ART002", "TIM009"}
    plan = goglobal.plan(goglobal.load_series(series), goglobal.load_targets(series))
    assert goglobal.fix(plan) == ()


def test_a_longer_cut_lets_cues_stand_longer_than_declared(clip: Make, series: Path) -> None:
    (series / "video").mkdir()
    longer = clip("long.mp4", size="1080x1920", seconds=DECLARED + 10)
    shutil.copy(longer, series / "video" / "ep001.mp4")
    toml = series / "series.toml"
    shorter = toml.read_text("utf-8").replace("00:01:20.240", "00:01:10.000")
    toml.write_text(shorter, "utf-8")
    assert checked(series) == [("ART008", "series.toml", 1, "warning")]
