"""Series folders to load, made in a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """\
[series]
id = "moonlit-bund"
title = "外滩月色"
source_language = "zh-Hans"
"""

Make = Callable[..., Path]


@pytest.fixture
def make_series(tmp_path: Path) -> Make:
    """`make_series("extra toml", "subtitles/th/ep001.srt", **{"ids.csv": "…"})` gives its folder.

    Files named as arguments are empty; keyword arguments give content as text or bytes.
    """

    def make(
        toml: str = "", *empty: str, head: str = HEAD, name: str = "show", **files: str | bytes
    ) -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "series.toml").write_text(head + toml, "utf-8")
        for path in empty:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).touch()
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            (folder / path).write_bytes(data)
        return folder

    return make
