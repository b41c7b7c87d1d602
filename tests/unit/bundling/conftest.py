"""A small series on disk, and assignments over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from goglobal.model import Target
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Profile
from goglobal.project import load_series

SERIES = """\
[series]
id = "moonlit"
title = "外滩月色"
synopsis = "一封信改变了一切。"
source_language = "zh-Hans"
genres = ["romance"]

[[series.credits]]
role = "director"
name = "李明"

[[episodes]]
number = 1
title = "归来"
duration = "00:01:00.000"

[[episodes]]
number = 2
duration = "00:01:10.500"
"""
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {language}\\n"

msgctxt "series/title"
msgid "外滩月色"
msgstr "{language} Moonlit"

msgctxt "series/synopsis"
msgid "一封信改变了一切。"
msgstr "{language} A letter."

msgctxt "episode/001/title"
msgid "归来"
msgstr "{language} Return"

msgctxt "credit/director/1/name"
msgid "李明"
msgstr "Li Ming"
"""
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"no real picture"


def cue(text: str) -> str:
    return f"1\n00:00:01,000 --> 00:00:03,000\n{text}\n\n2\n00:00:04,000 --> 00:00:06,000\nEnd.\n"


def write_series(root: Path) -> Path:
    """The series folder, written at `root`."""
    for tag in ("zh-Hans", "th", "en"):
        for number in (1, 2):
            path = root / "subtitles" / tag / f"ep{number:03}.srt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(cue(f"{tag} {number}"), encoding="utf-8")
    (root / "locales").mkdir()
    for tag in ("th", "en"):
        text = CATALOG.format(language=tag)
        (root / "locales" / f"{tag}.po").write_text(text, encoding="utf-8")
    (root / "artwork" / "th").mkdir(parents=True)
    (root / "artwork" / "cover.png").write_bytes(PNG)
    (root / "artwork" / "th" / "cover.png").write_bytes(PNG + b"th")
    (root / "series.toml").write_text(SERIES, encoding="utf-8")
    return root


def assign(
    root: Path,
    *languages: str,
    profile: Profile | None = None,
    target: Target | None = None,
    **changes: object,
) -> Assignment:
    """The series at `root` for one target: all its languages, or those given."""
    series = load_series(root)
    base = Assignment(
        series=series,
        target=target or Target(name="demo", platform="generic", url="file:///nowhere"),
        profile=profile or load_profile("generic"),
        languages=languages or series.languages,
        episodes=tuple(episode.number for episode in series.episodes),
    )
    return msgspec.structs.replace(base, **changes)


@pytest.fixture
def series(tmp_path: Path) -> Path:
    return write_series(tmp_path / "moonlit")


@pytest.fixture
def assigned() -> Callable[..., Assignment]:
    return assign
