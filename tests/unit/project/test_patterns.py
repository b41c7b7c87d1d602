"""Layout patterns: what they match, what they refuse, and that they are no regular expressions."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.project.patterns import Area, Pattern, checked, textless
from goglobal.project.reading import Refused


def pattern(text: str, area: Area = "subtitles") -> Pattern:
    return Pattern(area, checked(area)(text), series="show", season=2)


@pytest.mark.parametrize(
    ("text", "path", "values"),
    [
        (
            "subtitles/{language}/ep{episode:03}.srt",
            "subtitles/th/ep001.srt",
            {"language": "th", "episode": "001"},
        ),
        (
            "subtitles/{language}/ep{episode:03}.srt",
            "subtitles/th/ep012.sdh.VTT",
            {"language": "th", "episode": "012", "kind": "sdh"},
        ),
        (
            "subtitles/{language}/ep{episode:03}.srt",
            "subtitles/th/ep1234.forced.srt",
            {"language": "th", "episode": "1234", "kind": "forced"},
        ),
        (
            "subtitles/{language}/S{season:02}E{episode:02}.srt",
            "subtitles/zh_CN/S02E07.srt",
            {"language": "zh_CN", "episode": "07"},
        ),
        ("{series}_{language}_{episode}.srt", "show_pt-BR_7.srt", {"language": "pt-BR"}),
        ("{language}/{kind}/{episode:02}.srt", "ar/sdh/03.srt", {"kind": "sdh"}),
        (
            "{language}/{language}_{episode:02}.srt",
            "th/th_03.srt",
            {"language": "th", "episode": "03"},
        ),
        ("字幕（{language}）/第{episode}集.srt", "字幕（泰语）/第7集.srt", {"language": "泰语"}),
        ("subs/ep{episode}.{language}.txt", "subs/ep3.th.sdh.txt", {"kind": "sdh"}),
    ],
)
def test_matches(text: str, path: str, values: dict[str, str]) -> None:
    found = pattern(text).match(path)
    assert found is not None
    assert values.items() <= found.items()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/ep1.srt"),
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/ep0001.srt"),
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/EP001.srt"),
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/x/ep001.srt"),
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/ep001.cc.srt"),
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/ep001.srt.bak"),
        ("subtitles/{language}/ep{episode:03}.srt", "subtitles/th/ep٠٠١.srt"),
        ("subtitles/{language}/S{season:02}E{episode:02}.srt", "subtitles/th/S01E07.srt"),
        ("{language}/{language}_{episode:02}.srt", "th/ar_03.srt"),
        ("a.c/{language}/{episode}.srt", "abc/th/1.srt"),
    ],
)
def test_does_not_match(text: str, path: str) -> None:
    assert pattern(text).match(path) is None


@pytest.mark.parametrize(
    "text",
    [
        "subtitles/{language}/ep.srt",
        "subtitles/ep{episode}.srt",
        "subtitles/{language}/{lang}{episode}.srt",
        "subtitles/{language}/{episode.srt",
        "subtitles/{language}/{episode}}.srt",
        "subtitles/{language}/{episode!r}.srt",
        "subtitles/{language}/{episode.real}.srt",
        "subtitles/{language}/{episode:>10}.srt",
        "subtitles/{language}/{episode:09999999}.srt",
        "subtitles/{language:5}/{episode}.srt",
        "../{language}/{episode}.srt",
        "/abs/{language}/{episode}.srt",
        "C:/{language}/{episode}.srt",
        "a\\{language}\\{episode}.srt",
        "a//{language}/{episode}.srt",
        "dist/{language}/{episode}.srt",
        ".goglobal/{language}/{episode}.srt",
        "{}/{language}/{episode}.srt",
    ],
)
def test_unusable_patterns_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        checked("subtitles")(text)


@given(st.text(alphabet="{}:!.[]()*+?\\^$|/abelngu episodlagk03", max_size=40))
def test_any_pattern_is_refused_or_compiles(text: str) -> None:
    for area in ("subtitles", "catalogs", "artwork", "video"):
        try:
            checked(area)(text)
        except Refused:
            continue
        compiled = Pattern(area, text, series="show", season=1)
        compiled.match("subtitles/th/ep001.srt")
        assert compiled.match(compiled.example("subtitles/th/ep007.srt")) is not None


def test_matching_is_not_quadratic() -> None:
    compiled = pattern("{language}_{series}_{language}_{episode}.srt")
    start = time.process_time()
    assert compiled.match("_show_" * 40 + "x" * 200) is None
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("artwork/{language}/{purpose}", "artwork/{purpose}"),
        ("art/{purpose}_{language}", "art/{purpose}"),
        ("art/{language}-{purpose}", "art/{purpose}"),
        ("art/x{language}y/{purpose}", None),
    ],
)
def test_artwork_without_text(text: str, without: str | None) -> None:
    assert textless(text) == without


def test_an_example_keeps_what_can_be_told() -> None:
    ours = pattern("subtitles/{language}/ep{episode:03}.srt")
    assert ours.example("subtitles/ar/Episode 7 SDH.vtt") == "subtitles/ar/ep007.sdh.vtt"
    assert ours.example("notes.txt") == "subtitles/th/ep001.srt"


def test_a_pattern_typed_on_a_mac_matches_all_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "Série/{language}/ep{episode:03}.srt")
    pattern = Pattern("subtitles", checked("subtitles")(decomposed), series="s", season=1)
    assert pattern.match("Série/th/ep001.srt") == {"language": "th", "episode": "001"}


@pytest.mark.parametrize(
    "text",
    [
        "a/.hidden/{language}/{episode}.srt",
        "subs~/{language}/{episode}.srt",
        "subs/{language}~/{episode}.srt",
        "Thumbs.db/{language}/{episode}.srt",
        "{language}/{episode}.md",
    ],
)
def test_what_the_walk_never_enters_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        checked("subtitles")(text)
    assert caught.value.message == "`{folder}` is never read for content"
