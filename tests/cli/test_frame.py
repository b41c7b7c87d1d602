"""Lines measured on the frame, as a user of `vertical-app` meets them: check, fix, a profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
SERIES = '[series]\nid = "s"\ntitle = "外滩"\nsource_language = "zh-Hans"\n'
TARGETS = '[targets.{0}]\nplatform = "{1}"\nurl = "file:outbox/{0}"\n'
LINES = {
    "zh-Hans": ("我们总裁在会议室等了你一上午", "我们总裁在会议室等了你一上午"),
    "th": (
        "ถ้าคุณออกไปจากที่นี่ตอนนี้คุณจะไม่ได้เจอลูกอีกเลย",
        "ถ้าคุณออกไปจากที่นี่ตอนนี้\nคุณจะไม่ได้เจอลูกอีกเลย",
    ),
    "de": (
        "<i>Hast du wirklich geglaubt, dass ich dir das verzeihe?</i>",
        "<i>Hast du wirklich geglaubt,\ndass ich dir das verzeihe?</i>",
    ),
    "ar": (
        "انتظرتك هنا طوال الليل ولم تأت، فأين كنت يا صديقي؟",
        "انتظرتك هنا طوال الليل ولم تأت،\nفأين كنت يا صديقي؟",
    ),
}
"""By language: a line that is too wide at 56 px (not the source's), and what it becomes."""
WIDE = tuple(tag for tag in LINES if tag != "zh-Hans")


@pytest.fixture
def wide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A series with one line a language, delivered to a vertical app."""
    folder = tmp_path / "wide"
    for tag, (text, _) in LINES.items():
        (folder / "subtitles" / tag).mkdir(parents=True)
        srt = f"1\n00:00:01,000 --> 00:00:05,500\n{text}\n"
        (folder / "subtitles" / tag / "ep001.srt").write_text(srt, "utf-8")
    (folder / "series.toml").write_text(SERIES, "utf-8")
    (folder / "goglobal.toml").write_text(TARGETS.format("demo", "vertical-app"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("wide")


def findings(call: Call, folder: Path, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
    result = call("check", folder, "--format", "json", *words)
    found = json.loads(result.out)["findings"]
    return {(one["code"], one["language"]): one for one in found if one["code"] in CODES}


CODES = ("FIT001", "FIT003", "FIT004", "TXT002", "RUN001")


def text_of(folder: Path, tag: str) -> str:
    lines = (folder / "subtitles" / tag / "ep001.srt").read_text("utf-8").split("\n")
    return "\n".join(lines[2:]).rstrip("\n")


def test_check_says_how_wide_and_where_to_break(call: Call, wide: Path) -> None:
    found = findings(call, wide)
    assert sorted(found) == sorted(("FIT001", tag) for tag in WIDE)
    one = found["FIT001", "th"]
    assert (one["severity"], one["cue"], one["line"], one["fixable"]) == ("warning", 1, 3, True)
    assert one["message"] == "a line of 1107 px; at most 826 (281 px too wide)"
    assert one["help"] == "break it like this: " + LINES["th"][1].replace("\n", " / ")
    out = call("check", wide, "--language", "de").out
    assert "FIT001 too-wide warning: a line of 1365 px; at most 826 (539 px too wide)" in out
    assert "break it like this: Hast du wirklich geglaubt, / dass ich dir das verzeihe?" in out
    assert "<i>" in out  # the excerpt is the line as it stands in the file


def test_fix_breaks_them_and_check_is_quiet_then(call: Call, wide: Path) -> None:
    diff = call("fix", wide, "--diff", "--language", "de")
    assert "+<i>Hast du wirklich geglaubt,\n+dass ich dir das verzeihe?</i>\n" in diff.out
    before = {tag: text_of(wide, tag) for tag in LINES}
    assert before == {tag: text for tag, (text, _) in LINES.items()}
    assert "FIT001 too-wide" in call("fix", wide).out
    assert {tag: text_of(wide, tag) for tag in WIDE} == {tag: LINES[tag][1] for tag in WIDE}
    assert findings(call, wide) == {}
    assert "nothing to mend" in call("fix", wide).out


def test_what_fits_on_no_two_lines_is_a_person_s(call: Call, wide: Path) -> None:
    path = wide / "subtitles" / "de" / "ep001.srt"
    text = (
        "Ich habe dich seit gestern gesucht, und niemand wollte mir sagen, wohin du gegangen bist."
    )
    path.write_text(f"1\n00:00:01,000 --> 00:00:05,500\n{text}\n", "utf-8")
    one = findings(call, wide)["FIT004", "de"]
    assert (one["severity"], one["fixable"]) == ("warning", False)
    assert one["message"].startswith("no break makes it fit on 2 lines of 826 px: ")
    assert one["help"].endswith(" characters, or make two cues of it")
    before = path.read_bytes()
    assert "left to you: FIT004 does-not-fit-at-all" in call("fix", wide).out
    assert path.read_bytes() == before


def test_characters_are_counted_for_who_asks(call: Call, wide: Path) -> None:
    found = findings(call, wide, "--select", "TXT002")
    assert {code for code, _ in found} == {"TXT002"}
    assert "at most 37" in found["TXT002", "ar"]["message"]


def test_a_partner_s_numbers_and_severity(call: Call, wide: Path) -> None:
    (wide / "profiles").mkdir()
    (wide / "profiles" / "partner.toml").write_text(
        'title = "Partner"\nextends = "vertical-app"\nsource = "its specification"\n'
        "checked = 2026-05-20\n[fit]\nsize = 40\nleft = 60\nright = 60\n"
        '[rules.FIT001]\nseverity = "error"\nreason = "the partner bounces what is too wide"\n',
        "utf-8",
    )
    targets = TARGETS.format("partner", "partner")
    (wide / "goglobal.toml").write_text(targets, "utf-8")
    found = findings(call, wide)
    assert list(found) == [("FIT001", "de")]
    assert found["FIT001", "de"]["severity"] == "error"
    assert found["FIT001", "de"]["message"] == "a line of 975 px; at most 960 (15 px too wide)"

    (wide / "goglobal.toml").write_text(targets + TARGETS.format("demo", "vertical-app"), "utf-8")
    found_all = json.loads(call("check", wide, "--format", "json").out)["findings"]
    german = [one for one in found_all if (one["code"], one["language"]) == ("FIT001", "de")]
    assert {(one["target"], one["severity"]) for one in german} == {
        ("partner", "error"),
        ("demo", "warning"),
    }
    fixed = call("fix", wide, "--language", "th")
    assert "not every target asks for it, only demo: run again with -t demo" in fixed.out
    assert text_of(wide, "th") == LINES["th"][0]
    call("fix", wide, "--language", "th", "-t", "demo")
    assert text_of(wide, "th") == LINES["th"][1]


def test_a_series_for_any_store_has_no_frame(call: Call, wide: Path) -> None:
    (wide / "goglobal.toml").write_text(TARGETS.format("demo", "generic"), "utf-8")
    assert {code for code, _ in findings(call, wide)} == {"TXT002"}
