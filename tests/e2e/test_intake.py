"""A whole delivery as vendors make them, taken in and checked: nothing is lost, nothing is new."""

from __future__ import annotations

import filecmp
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from goglobal.cli.running import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
VENDORS = {
    "th": "外滩月色_泰语_终版/外滩月色_EP{:02}_泰语_终版(2).srt",
    "vi": "VN/Tập {}.srt",
    "id": "Moonlit Bund - Bahasa Indonesia/Moonlit.Bund.S01E{:02}.1080p.id.srt",
    "ja": "日本語/第{}話_v3.srt",
    "ko": "KR final/{}화.srt",
    "es-419": "LATAM/MoonlitBund_{:03}_es-419.srt",
    "pt-BR": "Brazil/20260301_ep{:02}_QC ok.srt",
    "ar": "العربية/الحلقة {}.srt",
    "en": "EN/{}.srt",
}


@pytest.fixture
def delivery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The example with its source only, and an archive with all else under vendors' names."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, "bund", ignore=ignored)
    with zipfile.ZipFile("外滩月色 字幕 0301.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for tag, pattern in VENDORS.items():
            for number in range(1, 7):
                track = Path("bund/subtitles", tag, f"ep{number:03}.srt")
                archive.write(track, pattern.format(number))
            shutil.rmtree(Path("bund/subtitles", tag))
        archive.writestr("__MACOSX/VN/._Tập 1.srt", b"\0")
        archive.writestr("说明.docx", b"PK\3\4")
    return Path("bund"), Path("外滩月色 字幕 0301.zip")


def findings(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    run(["check", str(folder), "--format", "json"])
    return json.loads(capsys.readouterr().out)["findings"]


def test_a_whole_delivery_is_taken_in_without_renaming(
    delivery: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, archive = delivery
    assert run(["intake", str(archive), "--into", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "54 files taken, 2 not taken" in told
    same = filecmp.dircmp(EXAMPLE / "subtitles", folder / "subtitles")
    assert sorted(same.common_dirs) == sorted([*VENDORS, "zh-Hans"])
    assert [*same.left_only, *same.right_only] == []
    for part in same.subdirs.values():
        assert sorted(part.same_files) == [f"ep{number:03}.srt" for number in range(1, 7)]
        assert [*part.left_only, *part.right_only, *part.diff_files] == []
    assert findings(folder, capsys) == findings(EXAMPLE, capsys)


def test_a_delivery_with_two_files_changed_about_is_held_back(
    delivery: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, archive = delivery
    with zipfile.ZipFile(archive) as whole:
        contents = {name: whole.read(name) for name in whole.namelist()}
    one, other = "VN/Tập 2.srt", "VN/Tập 5.srt"
    contents[one], contents[other] = contents[other], contents[one]
    with zipfile.ZipFile("swapped.zip", "w") as swapped:
        for name, data in contents.items():
            swapped.writestr(name, data)
    assert run(["intake", "swapped.zip", "--into", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "its name says episode 2, but its times are those of episode 5" in told
    assert "its name says episode 5, but its times are those of episode 2" in told
    assert not (folder / "subtitles" / "vi").exists()
