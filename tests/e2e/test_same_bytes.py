"""The same bytes from the same inputs: whatever the machine, the order and the executor are."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.platforms import BUILT_IN, OVERLAYS, copied, for_every_platform

import goglobal

MACHINES = {
    "another folder, zone, locale and hash": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANGUAGE": "zh_CN",
        "PYTHONHASHSEED": "4242",
    },
    "processes": {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    "threads": {"PYTHONHASHSEED": "99", "PYTHONUTF8": "1"},
}
EXECUTORS = {"processes": "processes:2", "threads": "threads:3"}


def built(folder: Path, environment: dict[str, str], *words: str, turned: bool) -> dict[str, str]:
    """By path below `dist` the sha256 of every file that a build for all platforms makes.

    `turned`: with the languages, the targets and the series' files in another order.
    """
    series = copied(folder)
    tags = goglobal.load_series(series).languages
    names = (*BUILT_IN, *(name for name in OVERLAYS if name != "one-language"))
    for_every_platform(
        series,
        platforms=reversed(names) if turned else names,
        languages=reversed(tags) if turned else tags,
    )
    if turned:
        for path in sorted(series.rglob("*.srt"), reverse=True):
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            os.utime(path, (1_000_000_000, 1_000_000_000))
    result = subprocess.run(
        [sys.executable, "-m", "goglobal", "build", str(series), *words],
        env={**os.environ, "LANGUAGE": "en", **environment},
        capture_output=True,
        text=True,
        umask=0o077 if turned else 0o022,
        stdin=subprocess.DEVNULL,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    dist = series / "dist"
    return {
        path.relative_to(dist).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(dist.rglob("*"))
        if path.is_file() and path.name != ".lock"  # it has the process's number
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return built(tmp_path_factory.mktemp("here"), {"PYTHONHASHSEED": "0"}, turned=False)


@pytest.mark.parametrize("name", MACHINES)
def test_every_file_is_the_same(name: str, first: dict[str, str], tmp_path: Path) -> None:
    words = ("--executor", EXECUTORS[name]) if name in EXECUTORS else ()
    there = tmp_path / "elsewhere on the disk" / "外滩"
    there.mkdir(parents=True)
    found = built(there, MACHINES[name], *words, turned=True)
    assert {path for path in first if first[path] != found.get(path)} == set()
    assert set(found) == set(first)
    assert len(first) > 500
