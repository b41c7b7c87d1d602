"""Tests against what Debian brings: Chromium, and the full fonts.

Where one is missing they are left out, and the run says so; with `CI=true` that fails it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts")
PACKAGES = {
    "browser": "chromium",
    "full_fonts": "fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji",
}
"""By marker: what has to be installed, as Debian's packages."""
FONT_FILES = ("NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoColorEmoji.ttf")
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
_left_out: dict[str, int] = {}


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _missing() -> list[str]:
    there = {
        "browser": _chromium() is not None,
        "full_fonts": all(any(FONTS.rglob(name)) for name in FONT_FILES),
    }
    return [name for name in PACKAGES if not there[name]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = _missing()
    kept: list[pytest.Item] = []
    for item in items:
        lacks = [name for name in missing if item.get_closest_marker(name)]
        if lacks:
            _left_out[lacks[0]] = _left_out.get(lacks[0], 0) + 1
        else:
            kept.append(item)
    if len(kept) == len(items):
        return
    if os.environ.get("CI") == "true":
        packages = ", ".join(PACKAGES[name] for name in missing)
        pytest.exit(f"tests cannot run: Debian's {packages} missing", returncode=1)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, count in _left_out.items():
        terminalreporter.write_line(
            f"left out: {count} tests that need {PACKAGES[name]} (Debian's packages)", yellow=True
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a network."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
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
