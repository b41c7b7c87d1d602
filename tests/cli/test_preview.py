"""`goglobal preview`: pictures and pages, and what it refuses with one message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


def test_a_page_of_the_worst_lines_of_each_language(call: Call, bund: Path) -> None:
    done = call("preview", bund, "-o", "sheet.html")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("sheet.html: 30 frames, 0 with text that does not fit\n")
    page = Path("sheet.html").read_text(encoding="utf-8")
    assert page.count("<figure>") == 30
    assert "Thai (th)" in page
    assert "of 826 px" in page


def test_one_cue_on_the_whole_frame(call: Call, bund: Path) -> None:
    done = call("preview", bund, "--episode", "3", "-l", "th", "--cue", "2", "-o", "one.html")
    assert done.code == 0
    page = Path("one.html").read_text(encoding="utf-8")
    assert page.count("<figure>") == 1
    assert "episode 3 · cue 2" in page
    assert "action rail" in page


def test_without_a_cue_the_worst_of_the_episode(call: Call, bund: Path) -> None:
    track = bund / "subtitles" / "en" / "ep002.srt"
    text = track.read_text("utf-8").splitlines()
    text[2] = "This line is far too wide for any phone that anybody holds upright"
    track.write_text("\n".join(text) + "\n", "utf-8")
    done = call("preview", bund, "--episode", "2", "-l", "en", "-o", "worst.html")
    assert done.out.startswith("worst.html: 1 frame, 1 with text that does not fit\n")
    page = Path("worst.html").read_text(encoding="utf-8")
    assert "cue 1" in page
    assert "too wide by" in page


def test_a_profile_without_a_frame_says_so(call: Call, bund: Path) -> None:
    done = call("preview", bund, "-p", "generic", "-l", "th", "-o", "generic.html")
    assert "The profile names no frame: this is goglobal's default." in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "x.gif"], "x.gif: no kind of picture is called that"),
        (["-o", "nowhere/x.html"], "there is no folder “nowhere”"),
        (["-o", "x.html", "--cue", "2"], "--cue is counted in one file"),
        (["-o", "x.html", "--cue", "0"], "0 is not in the range"),
        (["-o", "x.html", "-l", "sw"], "no target delivers the language “sw”"),
        (["-o", "x.html", "--episode", "77"], "nothing is selected"),
        (
            ["-o", "x.html", "--episode", "1", "-l", "th", "--cue", "999"],
            "subtitles/th/ep001.srt has no cue 999; it has",
        ),
        ([], "Missing option"),
    ],
)
def test_what_cannot_be_shown(call: Call, bund: Path, arguments: list[str], message: str) -> None:
    done = call("preview", bund, *arguments)
    assert done.code == 2
    assert message in done.err
    assert not list(Path().glob("x.*"))


def test_a_series_without_subtitles(call: Call, tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text(
        '[series]\nid = "s"\ntitle = "S"\nsource_language = "en"\n[[episodes]]\nnumber = 1\n'
    )
    done = call("preview", tmp_path, "-o", tmp_path / "x.html")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_without_fonts_a_picture_is_refused_and_a_page_is_not(
    call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOGLOBAL_FONTS", str(tmp_path / "none"))
    done = call("preview", bund, "-l", "th", "-o", "x.png")
    assert done.code == 2
    assert "is not installed" in done.err
    assert "fonts-noto-core" in done.err
    assert not Path("x.png").exists()
    assert call("preview", bund, "-l", "th", "-o", "x.html").code == 0


def test_in_chinese(call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    done = call("preview", bund, "-l", "th", "-o", "zh.html")
    assert done.code == 0
    page = Path("zh.html").read_text(encoding="utf-8")
    assert "泰语" in page
    assert "fits" not in page


@pytest.mark.parametrize("content", [b"", b"no font", b"\x00\x01\x00\x00" + bytes(400)])
@pytest.mark.parametrize("verb", ["preview", "check"])
def test_a_file_that_is_no_font(call: Call, bund: Path, content: bytes, verb: str) -> None:
    (bund / "profiles").mkdir()
    (bund / "profiles" / "Player.ttf").write_bytes(content)
    (bund / "profiles" / "mine.toml").write_text(
        'extends = "vertical-app"\nsource = "the partner"\nchecked = 2026-11-26\n'
        '[fit]\nfont = "Player.ttf"\n'
    )
    arguments = ["-o", "x.html"] if verb == "preview" else []
    done = call(verb, bund, "-p", "mine", *arguments)
    assert done.code == 2
    assert "Player.ttf: " in done.err
    assert "fit.font" in done.err
    assert "font" in done.err.split("Player.ttf: ")[1]


def test_a_players_own_font_is_measured_with(call: Call, bund: Path) -> None:
    font = Path(__file__).parents[2] / "src/goglobal/fit/data/NotoSans-Bold.metrics"
    (bund / "profiles").mkdir()
    (bund / "profiles" / "Player.ttf").write_bytes(font.read_bytes())
    (bund / "profiles" / "mine.toml").write_text(
        'extends = "vertical-app"\nsource = "the partner"\nchecked = 2026-11-26\n'
        '[fit]\nfont = "Player.ttf"\n'
    )
    call("preview", bund, "-l", "en", "--worst", "1", "-o", "regular.html")
    done = call("preview", bund, "-p", "mine", "-l", "en", "--worst", "1", "-o", "own.html")
    assert done.code == 0
    widths = [
        int(
            Path(name)
            .read_text("utf-8")
            .split(" of 826 px")[0]
            .rpartition(" ")[2]
            .rpartition(">")[2]
        )
        for name in ("regular.html", "own.html")
    ]
    assert widths[1] > widths[0]
    # Thai is not in it: told, and measured in Noto
    told = call("check", bund, "-p", "mine", "-l", "th", "--select", "FIT003")
    assert "FIT003" in told.out
