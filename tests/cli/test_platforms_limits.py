"""`goglobal platforms NAME --limits`: characters a line, derived from the frame."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


def limits(call: Call, *arguments: str | Path) -> dict[str, Any]:
    done = call("platforms", *arguments, "--limits", "--format", "json")
    assert (done.code, done.err) == (0, "")
    document: dict[str, Any] = json.loads(done.out)
    return document


def test_every_language_has_its_own(call: Call) -> None:
    document = limits(call, "vertical-app")
    assert document["schema"] == "goglobal.limits/1"
    assert (document["limit_px"], document["own_frame"]) == (826, True)
    found = {one["language"]: one for one in document["languages"]}
    assert len(found) >= 15
    # 14 squares of 56 px in 826 px, whichever they are
    assert found["zh-Hans"]["always"] == found["ja"]["always"] == 14
    # what was measured on real lines at 900 px: 30-34 Latin, 30 Cyrillic, 39-43 Thai with marks
    assert 26 <= found["en"]["typical"] <= 32
    assert found["ru"]["typical"] < found["fr"]["typical"]
    for one in found.values():
        assert one["always"] <= one["typical"] + 2
        assert one["typical"] <= one["at_most"] + 2


def test_a_larger_font_leaves_less(call: Call, tmp_path: Path) -> None:
    profile = tmp_path / "large.toml"
    profile.write_text(
        'extends = "vertical-app"\nsource = "x"\nchecked = 2026-11-26\n[fit]\nsize = 112\n'
    )
    (small,) = limits(call, "vertical-app", "-l", "en")["languages"]
    (large,) = limits(call, profile, "-l", "en")["languages"]
    assert large["typical"] == pytest.approx(small["typical"] / 2, abs=1)


def test_the_table(call: Call) -> None:
    done = call("platforms", "vertical-app", "--limits", "-l", "th,sw")
    assert done.code == 0
    assert "room for 826 px: Noto Sans, 56 px, on a frame of 1080 × 1920 px" in done.out
    assert "th (Thai)" in done.out
    assert "no dialogue to derive it from: sw" in done.out
    assert "FIT001 measures each line" in done.out


def test_a_profile_without_a_frame_says_so(call: Call) -> None:
    done = call("platforms", "generic", "--limits", "-l", "en")
    assert "The profile names no frame: this is goglobal's default." in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--limits"], "--limits needs the name of a profile"),
        (["vertical-app", "-l", "th"], "-l belongs to --limits"),
        (["vertical-app", "--limits", "-l", "no tag!"], "is no language tag"),
    ],
)
def test_what_is_refused(call: Call, arguments: list[str], message: str) -> None:
    done = call("platforms", *arguments)
    assert done.code == 2
    assert message in done.err


def test_in_chinese(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    done = call("platforms", "vertical-app", "--limits", "-l", "th")
    assert "泰语" in done.out
    assert "always" not in done.out
