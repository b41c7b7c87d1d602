"""`goglobal fix` as a user meets it: on a copy of the broken example, and on series made for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import goglobal

Call = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "broken-lantern"
SERIES = '[series]\nid = "s"\ntitle = "外滩"\nsource_language = "zh-Hans"\n'
SPACED = "1\n00:00:01,000 --> 00:00:03,000\nWhere  is she?\n"
MENDED = SPACED.replace("  ", " ")


@pytest.fixture
def lantern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The broken example, copied; its folder's parent is where the command runs."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, tmp_path / "lantern", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    return Path("lantern")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A series with one cue in English that has two spaces."""
    folder = tmp_path / "small"
    for tag, text in (("zh-Hans", SPACED.replace("Where  is she?", "她在哪里？")), ("en", SPACED)):
        (folder / "subtitles" / tag).mkdir(parents=True)
        (folder / "subtitles" / tag / "ep001.srt").write_text(text, "utf-8")
    (folder / "series.toml").write_text(SERIES, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("small")


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*.srt") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def findings(call: Call, folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("check", folder, "--format", "json").out)[
        "findings"
    ]
    return [one for one in found if (one["path"] or "").endswith(".srt")]


def test_it_mends_what_check_calls_mendable_and_nothing_else(call: Call, lantern: Path) -> None:
    before = findings(call, lantern)
    result = call("fix", lantern)
    after = findings(call, lantern)
    assert result.code == 1  # errors are left that only a person can mend
    assert result.err == ""
    assert {one["code"] for one in before if one["fixable"]} >= {"SUB002", "SUB004", "SUB006"}
    assert [one for one in after if one["fixable"]] == []
    others = [one["code"] for one in before if not one["fixable"]]
    assert sorted(one["code"] for one in after) == sorted(others)


def test_a_second_run_changes_nothing(call: Call, lantern: Path) -> None:
    call("fix", lantern)
    mended = contents(lantern)
    result = call("fix", lantern)
    assert contents(lantern) == mended
    assert "nothing to mend" in result.out
    assert call("fix", lantern, "--diff").code == 0
    assert call("fix", lantern, "--diff").out == ""


def test_it_tells_by_file_what_was_mended_what_is_left_and_why(call: Call, lantern: Path) -> None:
    out = call("fix", lantern).out
    assert (
        "lantern/subtitles/en/ep001.srt: mended: SUB004 malformed-timing, SUB005 cue-number, "
        "SUB011 unbalanced-markup\n"
    ) in out
    assert "lantern/subtitles/zh-Hans/ep001.srt: left to you: TIM002 not-positive\n" in out
    assert "\nmended: 9 findings in 4 files\n" in out
    assert out.endswith("“goglobal check” shows what is left, and what to do about it.\n")


def test_diff_is_a_patch_and_writes_nothing(call: Call, lantern: Path) -> None:
    before = contents(lantern)
    result = call("fix", lantern, "--diff", "--language", "en", "--language", "es-419")
    assert result.code == 1
    assert contents(lantern) == before
    assert not (lantern / ".goglobal").exists()
    assert "would be mended: 8 findings in 3 files" in result.err
    Path("patch").write_bytes(result.out.encode())
    subprocess.run(["git", "apply", "--whitespace=nowarn", "patch"], check=True)
    patched = contents(lantern)
    assert patched != before
    call("fix", lantern, "--language", "en", "--language", "es-419")
    assert contents(lantern) == patched


def test_a_dry_run_tells_and_writes_nothing(call: Call, lantern: Path) -> None:
    before = contents(lantern)
    result = call("fix", lantern, "--dry-run")
    assert result.code == 1
    assert "would be mended: SUB002 legacy-encoding" in result.out
    assert contents(lantern) == before
    assert not (lantern / ".goglobal").exists()


def test_json_holds_what_was_mended_and_what_is_left(call: Call, lantern: Path) -> None:
    document = json.loads(call("fix", lantern, "--format", "json").out)
    assert document["schema"] == "goglobal.fix/1"
    assert document["series"] == ["broken-lantern"]
    assert document["summary"]["written"] is True
    assert document["summary"]["files"] == 4
    assert document["summary"]["mended"] == 9
    by_path = {change["path"]: change for change in document["changes"]}
    thai = by_path["subtitles/th/ep001.srt"]
    assert thai["changed"] is True
    assert [one["code"] for one in thai["mended"]] == ["SUB002"]
    assert [(one["code"], one["reason"]) for one in thai["left"]] == [("TIM003", None)]
    assert thai["diff"] is None
    broken = by_path["subtitles/zh-Hans/ep001.srt"]
    assert broken["changed"] is False
    assert broken["mended"] == []


def test_json_can_hold_the_diffs(call: Call, small: Path) -> None:
    document = json.loads(call("fix", small, "--diff", "--format", "json").out)
    assert document["summary"]["written"] is False
    (change,) = document["changes"]
    assert change["diff"].startswith("--- a/subtitles/en/ep001.srt\n")


def test_exit_codes(call: Call, small: Path) -> None:
    assert call("fix", small, "--diff", "--fail-on", "never").code == 0
    assert call("fix", small, "--dry-run").code == 1
    assert call("fix", small).code == 0  # nothing is left
    file = small / "subtitles" / "en" / "ep001.srt"
    assert file.read_text("utf-8") == MENDED
    file.write_text(SPACED.replace("03,000", "09,000"), "utf-8")  # a warning is left
    assert call("fix", small).code == 0
    assert call("fix", small, "--fail-on", "warning").code == 1
    assert call("fix", small, "--select", "TXT999").code == 2
    assert call("fix", "nowhere").code == 2


def test_what_one_target_asks_for_alone_is_left_until_it_is_chosen(call: Call, small: Path) -> None:
    (small / "profiles").mkdir()
    (small / "profiles" / "lax.toml").write_text(
        'extends = "generic"\nsource = "https://example.com"\nchecked = 2026-01-01\n'
        '[rules.TXT003]\nenabled = false\nreason = "takes spaces"\n',
        "utf-8",
    )
    (small / "goglobal.toml").write_text(
        '[targets.strict]\nplatform = "generic"\nurl = "file:outbox/strict"\n'
        '[targets.lax]\nplatform = "lax"\nurl = "file:outbox/lax"\n',
        "utf-8",
    )
    file = small / "subtitles" / "en" / "ep001.srt"
    result = call("fix", small)
    assert "not mended: TXT003 whitespace" in result.out
    assert "not every target asks for it, only strict: run again with -t strict" in result.out
    assert file.read_text("utf-8") == SPACED
    assert call("fix", small, "-t", "lax").out.startswith("nothing to mend")
    assert "mended: TXT003" in call("fix", small, "-t", "strict").out
    assert file.read_text("utf-8") == MENDED


def test_select_and_ignore_narrow_it(call: Call, small: Path) -> None:
    assert "nothing to mend" in call("fix", small, "--ignore", "whitespace").out
    assert "nothing to mend" in call("fix", small, "--select", "TIM").out
    assert "mended: TXT003" in call("fix", small, "--select", "TXT003").out


def test_a_catalogue_is_mended_series_by_series(call: Call, small: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue"
    for name in ("one", "two"):
        shutil.copytree(small, catalogue / name)
        toml = catalogue / name / "series.toml"
        toml.write_text(SERIES.replace('"s"', f'"{name}"'), "utf-8")
    result = call("fix", "catalogue", "--executor", "threads:2")
    assert "catalogue/one/subtitles/en/ep001.srt: mended: TXT003 whitespace" in result.out
    assert "mended: 2 findings in 2 files" in result.out


def test_translations_are_compared_to_the_mended_source(call: Call, small: Path) -> None:
    """Sorting the source must not make its translations look wrong, or need a second run."""
    chinese = small / "subtitles" / "zh-Hans" / "ep001.srt"
    english = small / "subtitles" / "en" / "ep001.srt"
    late, early = ("00:00:04,000 --> 00:00:06,000", "00:00:01,000 --> 00:00:03,000")
    chinese.write_text(f"1\n{late}\n她走了。\n\n2\n{early}\n她在哪里？\n", "utf-8")
    english.write_text(f"1\n{late}\nShe left.\n\n2\n{early}\nWhere is she?\n", "utf-8")
    assert "TIM008" in call("fix", small).out
    assert "nothing to mend" in call("fix", small).out
    assert chinese.read_text("utf-8").startswith(f"1\n{early}\n")


def test_rights_of_a_file_stay(call: Call, small: Path) -> None:
    file = small / "subtitles" / "en" / "ep001.srt"
    file.chmod(0o640)
    call("fix", small)
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_diff_cannot_steer_a_terminal(
    call: Call, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    file = small / "subtitles" / "en" / "ep001.srt"
    file.write_text(SPACED.replace("she", "\x1b]0;title\x07s\u00adhe"), "utf-8")
    assert "\x1b" in call("fix", small, "--diff").out
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda self: True)
    monkeypatch.setenv("NO_COLOR", "1")
    shown = call("fix", small, "--diff").out
    assert "\x1b" not in shown
    assert "-Where  is ␛]0;title␇s<00AD>he?" in shown


def test_output_goes_to_a_file(call: Call, small: Path) -> None:
    result = call("fix", small, "--diff", "--output", "patch.diff", "--quiet")
    assert (result.out, result.err) == ("", "")
    assert "+Where is she?" in Path("patch.diff").read_text("utf-8")


def test_in_chinese_the_report_is_chinese(
    call: Call, lantern: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    out = call("fix", lantern).out
    assert "SUB002 legacy-encoding" in out
    assert "已检查" in out


def test_the_library_gives_changes_and_writes_them(small: Path) -> None:
    series = goglobal.load_series(small)
    plan = goglobal.plan([series], goglobal.load_targets(small))
    (change,) = goglobal.fix(plan)
    assert isinstance(change, goglobal.Change)
    assert change.path == "subtitles/en/ep001.srt"
    assert change.before == SPACED.encode()
    assert "-Where  is she?" in change.diff()
    assert (small / change.path).read_bytes() == change.before
    goglobal.apply([change])
    assert (small / change.path).read_bytes() == change.after == MENDED.encode()
    assert goglobal.fix(plan) == ()
    assert [name for name in os.listdir(small / "subtitles" / "en") if name[0] == "."] == []
