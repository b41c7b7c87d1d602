"""The path that a rule names for a file that is missing, by whatever layout."""

from __future__ import annotations

import pytest

from goglobal.model import Layout, Series, SubtitleFile
from goglobal.rules.fields import catalog_path
from goglobal.rules.project import expected_path


def series_with(**layout: object) -> Series:
    return Series(
        id="show",
        title="外滩月色",
        source_language="zh-Hans",
        season=2,
        root="/series",
        layout=Layout(**layout),  # type: ignore[arg-type]
        subtitles=(SubtitleFile(path="x/中文/1.srt", language="zh-Hans", episode=1, kind="full"),),
    )


@pytest.mark.parametrize(
    ("pattern", "kind", "path"),
    [
        ("subtitles/{language}/ep{episode:03}.srt", "full", "subtitles/th/ep003.srt"),
        ("subtitles/{language}/ep{episode:03}.srt", "sdh", "subtitles/th/ep003.sdh.srt"),
        (
            "{series}_S{season:02}E{episode:02}.{language}.{kind}.srt",
            "sdh",
            "show_S02E03.th.sdh.srt",
        ),
        ("{language}/{{x}}/{episode}", "forced", "th/{x}/3.forced.srt"),
    ],
)
def test_subtitles(pattern: str, kind: str, path: str) -> None:
    assert expected_path(series_with(subtitles=pattern), "th", 3, kind) == path


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("locales/{language}.po", "locales/th.po"),
        ("{series}/S{season:02}/{language}", "show/S02/th.po"),
    ],
)
def test_catalogs(pattern: str, path: str) -> None:
    assert catalog_path(series_with(catalogs=pattern), "th") == path
