"""The command as a user calls it: in this process for speed, in another for the last word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from goglobal.cli.running import run


class Result(NamedTuple):
    """How a call ended and what it wrote."""

    code: int
    out: str
    err: str


Call = Callable[..., Result]
EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
LANGUAGE_NAMES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, no colours, a known width; nothing that a call binds outlives the test."""
    import gettext

    for name in (*LANGUAGE_NAMES, "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    yield
    gettext.textdomain("messages")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command in this process."""

    def run_here(*arguments: str | Path) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run_here


@pytest.fixture
def command() -> Call:
    """Run the command in a process of its own; keywords are environment variables."""

    def run_there(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Result:
        env = {name: value for name, value in os.environ.items() if name not in LANGUAGE_NAMES}
        done = subprocess.run(
            [sys.executable, "-m", "goglobal", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            cwd=cwd,
            env=env | {"PYTHONUTF8": "1"} | environment,
            timeout=120,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run_there


@pytest.fixture
def bund(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clean example, copied; its parent is where the command runs."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLE, tmp_path / "bund", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    return Path("bund")
