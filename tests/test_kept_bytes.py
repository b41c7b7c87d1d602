"""Files whose bytes are the test or the example are never touched by Git's line ends."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINE_ENDS = "* text=auto eol=lf"
PICTURES = {".jpg", ".png", ".pyc", ".mo"}
MADE = {"dist", "outbox", "receipts"}
"""Folders that a run leaves beside a series: `make demo` makes them, and Git ignores them."""


def kept(path: Path) -> bool:
    """Whether a `.gitattributes` in a folder above says that a file is no text."""
    for folder in path.relative_to(ROOT).parents:
        rules = ROOT / folder / ".gitattributes"
        for line in rules.read_text("utf-8").splitlines() if rules.is_file() else ():
            pattern, *attributes = line.split() or ("#",)
            below = path.relative_to(ROOT / folder).as_posix()
            if "-text" in attributes and fnmatch(below, pattern.replace("**", "*")):
                return True
    return False


def bytes_that_are_meant(path: Path) -> bool:
    """Whether Git, or an editor, might take a file for text that is saved in a wrong way."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return "\r" in text or "\0" in text or text.startswith("\ufeff")


@pytest.mark.parametrize("folder", ["tests", "examples"])
def test_odd_bytes_are_kept(folder: str) -> None:
    files = [
        path
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
        and path.suffix not in PICTURES
        and not any(
            part.startswith((".", "__")) or part in MADE for part in path.relative_to(ROOT).parts
        )
    ]
    odd = [path for path in files if bytes_that_are_meant(path)]
    assert len(odd) > 1
    assert [str(path) for path in odd if not kept(path)] == []


def test_what_spreadsheet_programs_saved_is_kept() -> None:
    saved = list((ROOT / "tests/unit/exchange/resaved").iterdir())
    assert saved
    assert all(map(kept, saved))


def test_all_other_files_have_the_same_line_ends_everywhere() -> None:
    """Exports are compared by their bytes with what is in the examples."""
    assert LINE_ENDS in (ROOT / ".gitattributes").read_text("utf-8").splitlines()
