"""Tests against what Debian brings: Chromium, and the full fonts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a network."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lines() -> dict[str, tuple[str, ...]]:
    """The lines of dialogue that were written for these tests, by language."""
    return {
        file.stem: tuple(file.read_text(encoding="utf-8").splitlines())
        for file in sorted((HERE / "lines").glob("*.txt"))
    }


@pytest.fixture(scope="session")
def pairs() -> Callable[[str], list[tuple[str, str]]]:
    """Reads language and line from a table beside the lines."""

    def read(name: str) -> list[tuple[str, str]]:
        text = (HERE / "lines" / name).read_text(encoding="utf-8")
        return [(tag, line) for tag, _, line in (row.partition("\t") for row in text.splitlines())]

    return read
