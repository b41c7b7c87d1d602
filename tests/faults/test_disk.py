"""The disk and the records fail: one clear message, the right exit code, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Run, goglobal, series  # noqa: F401 - the command as a process

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from goglobal.__main__ import main
sys.argv = ["goglobal", *sys.argv[2:]]
sys.exit(main())
"""


def limited(size: int, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command where no file can have more than `size` bytes, as on a disk that is full."""
    return subprocess.run(
        [sys.executable, "-c", _LIMITED, str(size), *map(str, words)],
        env={**os.environ, "LANGUAGE": "en", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def states(goglobal: Callable[..., Any], series: Path) -> set[str]:  # noqa: F811
    result = goglobal("ship", series, "--format", "json")
    assert result.returncode == 0, result.stdout + result.stderr
    return {receipt["state"] for receipt in json.loads(result.stdout)["receipts"]}


@pytest.mark.skipif(os.name == "nt", reason="limits of a process")
def test_the_disk_is_full_while_building(
    goglobal: Run,  # noqa: F811 - a fixture
    series: Path,  # noqa: F811 - a fixture
) -> None:
    result = limited(60_000, "ship", series)  # a poster has more
    assert result.returncode == 2, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert "internal error" not in result.stderr
    assert str(series / "dist") in result.stderr
    assert not list((series / "dist").rglob("manifest.json")) or not (series / "outbox").exists()
    assert states(goglobal, series) == {"delivered"}
    assert goglobal("verify", series, "--deep").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="limits of a process")
def test_the_disk_of_the_target_is_full(
    goglobal: Run,  # noqa: F811 - a fixture
    series: Path,  # noqa: F811 - a fixture
) -> None:
    assert goglobal("build", series).returncode == 0
    result = limited(60_000, "push", series / "dist", "--targets", series / "goglobal.toml")
    assert result.returncode == 3, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert "outbox" in result.stdout
    shared = series / "outbox" / "moonlit-bund" / "shared"
    assert not (shared / "current.json").exists()
    assert not list(shared.rglob("manifest.json"))
    assert states(goglobal, series) <= {"delivered", "unchanged"}
    assert goglobal("verify", series, "--deep").returncode == 0


def in_the_way(state: Path) -> None:
    (state / "ledger.sqlite").unlink()
    (state / "ledger.sqlite").mkdir()


def torn(state: Path) -> None:
    path = state / "ledger.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 + 100])


def deleted(state: Path) -> None:
    for path in state.glob("ledger.sqlite*"):
        path.unlink()


@pytest.mark.parametrize("harm", [in_the_way, torn, deleted])
def test_a_harmed_ledger_loses_nothing_and_sends_nothing_twice(
    goglobal: Run,  # noqa: F811 - a fixture
    series: Path,  # noqa: F811 - a fixture
    harm: Callable[[Path], None],
) -> None:
    assert states(goglobal, series) == {"delivered"}
    before = sorted((series / "receipts").rglob("*.json"))
    for path in (series / ".goglobal").glob("ledger.sqlite-*"):
        path.unlink()
    harm(series / ".goglobal")
    result = goglobal("ship", series)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert ("ledger.sqlite" in result.stdout) == (harm is not deleted)
    assert states(goglobal, series) == {"unchanged"}
    assert sorted((series / "receipts").rglob("*.json")) == before
    history = goglobal("status", series, "--history", "--format", "json")
    assert len(json.loads(history.stdout)["receipts"]) == len(before)
