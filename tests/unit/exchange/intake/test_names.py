"""Names as vendors give them: none is guessed wrong, and what is in doubt is asked."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.exchange.intake.collecting import collect
from goglobal.exchange.intake.contents import Sources
from goglobal.exchange.intake.mapping import Mapper, Wishes
from goglobal.project import load_series
from goglobal.subtitles import read

ROOT = Path(__file__).parents[4]
Take = Callable[..., Any]
Tracks = Callable[[str, int], bytes]
Put = Callable[..., str]
CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("names.toml").read_text("utf-8")
)["cases"]
by_path = pytest.mark.parametrize("case", CASES, ids=[case["path"] for case in CASES])


@pytest.fixture
def put(vendor: Path, subtitles: Tracks) -> Put:
    """Write a file with a case's name; its content is the case's, or another track's."""

    def write(case: dict[str, Any], language: str | None = None, episode: int | None = None) -> str:
        tag, number = str(case.get("text", "th 3")).split()
        place = vendor / case["path"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(subtitles(language or tag, episode or int(number)))
        return str(case["path"]).split("/")[0]

    return write


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    """The same decisions as `take` has, without loading the series for each."""
    series = load_series(ROOT / "examples" / "moonlit-bund")
    files = [file for file in series.subtitles if file.language == series.source_language]
    tracks = {file.episode: read(Path(series.root, file.path)) for file in files}
    return Mapper(series, series.languages, Sources(tracks), Wishes(replace=True))


def is_of(case: dict[str, Any]) -> tuple[int, str, str]:
    number, language, kind, *_ = [*str(case["is"]).split(), "full"]
    return int(number), language, kind


def test_the_table_is_large_enough() -> None:
    assert len({case["path"] for case in CASES}) == len(CASES) >= 90
    assert sum("asks" in case for case in CASES) >= 25


@by_path
def test_a_name_is_understood_or_asked_about(case: dict[str, Any], put: Put, take: Take) -> None:
    (found,) = take(put(case)).files
    asked = [question.about for question in found.questions]
    if "asks" in case:
        assert (found.status, asked) == ("question", case["asks"])
    else:
        assert (found.status, asked) in (("taken", []), ("unchanged", []))
        assert (found.episode, found.language, found.kind) == is_of(case)
        assert found.reasons


@by_path
def test_without_a_source_nothing_is_guessed_wrong(
    case: dict[str, Any], project: Path, put: Put, take: Take
) -> None:
    """There are no times to compare: what only they tell is asked."""
    shutil.rmtree(project / "subtitles")
    (found,) = take(put(case)).files
    certain = ("is" in case) != (case.get("by") == "times")
    assert found.status == ("taken" if certain else "question")
    if certain and "is" in case:
        assert (found.episode, found.language, found.kind) == is_of(case)


@by_path
def test_other_content_is_never_taken_under_the_name(
    case: dict[str, Any], put: Put, mapper: Mapper
) -> None:
    """Another episode's times, another language's text: they are asked about, or believed."""
    for language, episode in ((None, 5), ("vi", None), ("zh-Hans", None), ("ar", None), ("en", 5)):
        given = put(case, language=language, episode=episode)
        (found,) = mapper.outcomes(collect([Path(given)]))
        assert found.status == "question" or episode in (None, found.episode)
        assert found.status == "question" or language in (None, found.language)


def test_the_example_itself_is_recognised_file_by_file(
    vendor: Path, project: Path, take: Take, subtitles: Tracks
) -> None:
    """A whole delivery with nothing but numbers for names, in folders with nothing but codes."""
    codes = {
        "th": "T",
        "vi": "V",
        "ja": "日",
        "ko": "韩",
        "ar": "阿",
        "es-419": "西",
        "pt-BR": "葡",
    }
    for language, folder in codes.items():
        for episode in range(1, 7):
            place = vendor / "delivery" / folder / f"{episode}.srt"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(subtitles(language, episode))
    report = take("delivery")
    assert report.written
    assert {file.status for file in report.files} == {"taken"}
    for language in codes:
        for episode in range(1, 7):
            taken = project / "subtitles" / language / f"ep{episode:03}.srt"
            assert taken.read_bytes() == subtitles(language, episode)
