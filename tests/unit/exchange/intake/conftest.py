"""A series folder to take files into, and vendors' folders to take them from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from goglobal.exchange.intake.answers import Answers
from goglobal.exchange.intake.mapping import Wishes
from goglobal.exchange.intake.outcomes import IntakeReport
from goglobal.pipeline.taking_in import intake

ROOT = Path(__file__).parents[4]
EXAMPLE = ROOT / "examples" / "moonlit-bund"
Take = Callable[..., IntakeReport]
Tracks = Callable[[str, int], bytes]


@pytest.fixture
def subtitles() -> Tracks:
    """The bytes of a track of the example, by language and episode."""

    def read(language: str, episode: int) -> bytes:
        return (EXAMPLE / "subtitles" / language / f"ep{episode:03}.srt").read_bytes()

    return read


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example with the source's subtitles only, and all its catalogs."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("series.toml", "goglobal.toml"):
        shutil.copy(EXAMPLE / name, folder)
    shutil.copytree(EXAMPLE / "locales", folder / "locales")
    shutil.copytree(EXAMPLE / "subtitles" / "zh-Hans", folder / "subtitles" / "zh-Hans")
    return folder


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder beside it, in which the test runs."""
    folder = tmp_path / "vendor"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def take(project: Path) -> Take:
    """Take files into the project: what is certain is written, unless `rehearse`."""

    def run(*paths: str | Path, answers: Answers | None = None, **wishes: object) -> IntakeReport:
        partial = bool(wishes.pop("partial", False))
        rehearse = bool(wishes.pop("rehearse", False))
        into = Path(str(wishes.pop("into", project)))
        return intake(
            [Path(path) for path in paths],
            into,
            wishes=Wishes(**wishes),  # type: ignore[arg-type]
            answers=answers,
            partial=partial,
            confirm=None if rehearse else lambda report: True,
        )

    return run
