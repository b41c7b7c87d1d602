"""A file in another language, as the one who checks the series sees it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"
LANGUAGES = ("ar", "en", "es-419", "id", "ja", "ko", "pt-BR", "th", "vi")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, tmp_path / "bund", ignore=ignored)
    return tmp_path / "bund"


def findings(result: Any) -> list[dict[str, Any]]:
    return list(json.loads(result.out)["findings"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_languages_file_is_told_once(
    language: str, series: Path, call: Callable[..., Any]
) -> None:
    others = [tag for tag in LANGUAGES if tag != language]
    for number, other in enumerate(others[:6], 1):
        name = f"ep{number:03}.srt"
        shutil.copy(EXAMPLE / "subtitles" / other / name, series / "subtitles" / language / name)
    result = call("check", series, "--select", "TRN", "--format", "json", "-l", language)
    told = {
        found["episode"]: (found["code"], found["severity"], found["message"].split(" in ", 1)[1])
        for found in findings(result)
        if found["code"] in {"TRN004", "TRN005", "TRN006"}
    }
    assert result.code == 1
    assert sorted(told) == [1, 2, 3, 4, 5, 6]
    assert {found[:2] for found in told.values()} == {("TRN005", "error")}
    for number, other in enumerate(others[:6], 1):
        assert told[number][2].startswith(f"{other}, not in {language}")


def test_the_place_the_words_and_what_to_do(series: Path, call: Callable[..., Any]) -> None:
    shutil.copy(
        EXAMPLE / "subtitles" / "pt-BR" / "ep003.srt",
        series / "subtitles" / "es-419" / "ep003.srt",
    )
    result = call("check", series, "--select", "TRN005")
    assert result.code == 1
    assert "subtitles/es-419/ep003.srt:3: TRN005 wrong-language error" in result.out
    assert "the file is in pt-BR, not in es-419: " in result.out
    assert "help: put the es-419 file in its place" in result.out


def test_a_catalog_in_another_language(series: Path, call: Callable[..., Any]) -> None:
    shutil.copy(series / "locales" / "pt-BR.po", series / "locales" / "es-419.po")
    found = [
        one
        for one in findings(call("check", series, "--select", "CAT007", "--format", "json"))
        if one["code"] == "CAT007"
    ]
    assert [(one["path"], one["severity"], one["message"]) for one in found] == [
        ("locales/es-419.po", "error", "the catalog is in pt-BR, not in es-419")
    ]


def test_the_usual_check_loads_no_model(series: Path, call: Callable[..., Any]) -> None:
    loaded = "py3langid" in sys.modules
    assert call("check", series).code == 0
    assert ("py3langid" in sys.modules) == loaded
