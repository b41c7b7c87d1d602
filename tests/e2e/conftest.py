"""The command as a process, and a fresh copy of the example to run it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def goglobal() -> Run:
    """Run `goglobal WORDS …` as a process, in English; keyword arguments are its environment."""

    def run(*words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "goglobal", *map(str, words)],
            env={**os.environ, "LANGUAGE": "en", "NO_COLOR": "1", **env},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=180,  # no run may hang
        )

    return run


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """The example as a fresh clone has it."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    source = ROOT / "examples" / "moonlit-bund"
    return Path(shutil.copytree(source, tmp_path / "moonlit-bund", ignore=ignored))
