"""What is named and not there, tags in every spelling, and tags as the platform writes them: as
`goglobal check` and `goglobal build` show them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal import languages

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "moonlit-bund"
SECOND = """
[targets.second]
platform = "generic"
url = "file:outbox2"
languages = ["en"]
"""


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, seen from the folder above it."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, tmp_path / "moonlit-bund", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    return Path("moonlit-bund")


def with_target(series: Path, text: str) -> None:
    with (series / "goglobal.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def told(call: Callable[..., Any], series: Path, *options: str) -> list[tuple[str, str, str]]:
    """Code, severity and message of every finding."""
    result = call("check", series, "--format", "json", *options)
    findings = json.loads(result.out)["findings"]
    return [(f["code"], f["severity"], f["message"]) for f in findings]


def test_misspelt_targets_episodes_and_masters_are_told(
    series: Path, call: Callable[..., Any]
) -> None:
    with_target(series, SECOND + 'episodes = "1-99"\nmaster = "dirty"\nvideo = true\n')
    (series / "ids.csv").write_text("target,episode,id\nsecnod,,X1\nsecond,,X2\n", "utf-8")
    ids = "ids.csv has ids for the target “secnod”; did you mean “second”?"
    episodes = "the target second asks for the episodes 7-99, which the series does not have"
    master = "the target second takes the master “dirty”, which the series does not have"
    assert sorted(told(call, series)) == [
        ("ART007", "error", "no episode has a video, and the target takes the videos"),
        ("PRJ013", "error", master),
        ("PRJ013", "warning", ids),
        ("PRJ013", "warning", episodes),
    ]
    # a target without a part in the run is a target all the same
    assert told(call, series, "-l", "th") == [("PRJ013", "warning", ids)]
    # with targets left out nobody can tell whose the ids are
    assert told(call, series, "-t", "demo") == []


def test_a_folder_in_another_spelling_is_loaded_and_told(
    series: Path, call: Callable[..., Any]
) -> None:
    (series / "subtitles" / "id").rename(series / "subtitles" / "in")
    (series / "subtitles" / "th").rename(series / "subtitles" / "tha")
    assert told(call, series) == [
        ("PRJ001", "warning", "`in` is a deprecated tag; `id` has taken its place"),
        ("PRJ001", "warning", "`tha` is `th` in canonical BCP 47"),
    ]


def test_a_tag_is_the_platforms_own_outside_and_ours_inside(
    series: Path, call: Callable[..., Any]
) -> None:
    written = {"zh-Hans": "zh-CN", "id": "in", "pt-BR": "pt", "es-419": "es-LA"}
    (series / "profiles").mkdir()
    table = "\n".join(f'"{ours}" = "{theirs}"' for ours, theirs in written.items())
    (series / "profiles" / "partner.toml").write_text(
        'extends = "generic"\nsource = "the partner\'s mail"\nchecked = 2026-11-23\n'
        f"[languages.written]\n{table}\n",
        "utf-8",
    )
    with_target(series, '\n[targets.partner]\nplatform = "partner"\nurl = "file:outbox3"\n')
    result = call("build", series, "-t", "partner", "-o", "dist", "--no-progress")
    assert result.code == 0, result.err
    for ours, theirs in written.items():
        folder = Path("dist", "moonlit-bund", "partner", ours)
        assert (folder / "subtitles" / f"moonlit-bund.ep001.{theirs}.srt").is_file()
        metadata = json.loads((folder / "metadata" / "series.json").read_text("utf-8"))
        assert metadata["language"] == theirs
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert manifest["language"] == ours
        # what goes out can be read back; `pt` alone does not say where
        assert theirs == "pt" or languages.canonical(theirs) == ours


def test_no_language_stands_in_for_another_unless_the_target_says_so(
    series: Path, call: Callable[..., Any]
) -> None:
    text = (series / "goglobal.toml").read_text("utf-8")
    with_target(series, SECOND.replace('["en"]', '["en", "es-MX"]'))
    found = told(call, series, "-t", "second")
    assert ("PRJ003", "error", "there is no full subtitle file in es-MX at all") in found
    (series / "goglobal.toml").write_text(text, "utf-8")
    with_target(series, SECOND.replace('["en"]', '["en", "es-MX"]\nfallbacks.es-MX = "es-419"'))
    assert told(call, series, "-t", "second") == []
    result = call("build", series, "-t", "second", "-o", "dist", "--no-progress")
    assert result.code == 0, result.err
    ours = Path("dist", "moonlit-bund", "second", "es-MX")
    assert (ours / "subtitles" / "moonlit-bund.ep001.es-MX.srt").is_file()
    assert not (ours.parent / "es-419").exists()
