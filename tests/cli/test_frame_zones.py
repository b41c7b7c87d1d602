"""Text behind an app's interface, as the user of a partner's profile meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
SERIES = '[series]\nid = "s"\ntitle = "The Lantern"\nsource_language = "en"\n'
TARGET = '[targets.demo]\nplatform = "partner"\nurl = "file:outbox/demo"\n'
PROFILE = """extends = "vertical-app"
source = "the partner's letter of 2026-11-02"
checked = 2026-11-20

[fit]
bottom = 480

[[fit.zones]]
name = "episode-title"
left = 0
top = 0
width = 1080
height = 320
source = "the partner's letter of 2026-11-02"
checked = 2026-11-20
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
Where have you been?

2
00:00:03,500 --> 00:00:05,500
{\\an8}THREE YEARS LATER
"""


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "lantern"
    (folder / "subtitles" / "en").mkdir(parents=True)
    (folder / "profiles").mkdir()
    (folder / "subtitles" / "en" / "ep001.srt").write_text(SRT, "utf-8")
    (folder / "series.toml").write_text(SERIES, "utf-8")
    (folder / "goglobal.toml").write_text(TARGET, "utf-8")
    (folder / "profiles" / "partner.toml").write_text(PROFILE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("lantern")


def found(call: Call, folder: Path) -> list[dict[str, Any]]:
    result = call("check", folder, "--format", "json")
    every = json.loads(result.out)["findings"]
    return [one for one in every if one["code"] in {"FIT002", "RUN001"}]


def test_a_cue_at_the_top_behind_the_partners_title(call: Call, series: Path) -> None:
    (one,) = found(call, series)
    assert (one["code"], one["severity"], one["cue"], one["line"]) == ("FIT002", "warning", 2, 7)
    assert one["message"] == "70 px of the text stand behind the app's “episode-title”"
    assert "take its own place (`{\\an8}`) away" in one["help"]
    out = call("check", series).out
    assert "FIT002 behind-the-interface warning" in out


def test_the_partners_zones_replace_those_of_the_parent(call: Call, series: Path) -> None:
    path = series / "profiles" / "partner.toml"
    path.write_text(PROFILE.replace("height = 320", "height = 240"), "utf-8")
    assert found(call, series) == []


def test_a_font_that_is_not_there_and_a_zone_outside_are_told_before_anything(
    call: Call, series: Path
) -> None:
    path = series / "profiles" / "partner.toml"
    text = PROFILE.replace("bottom = 480", 'font = "fonts/Player.ttf"')
    path.write_text(text.replace("width = 1080", "width = 1280"), "utf-8")
    result = call("check", series)
    assert result.code == 2
    assert "partner.toml:6" in result.err
    assert "there is no file" in result.err
    assert "“episode-title” ends at 1280 x 320: outside the 1080 x 1920 frame" in result.err
