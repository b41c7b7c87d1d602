"""Folders and names that have a country's code for a language: it counts where the text agrees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Take = Callable[..., Any]
Tracks = Callable[[str, int], bytes]
CODES = [
    ("kr", "ko"),
    ("KR", "ko"),
    ("jp", "ja"),
    ("JP", "ja"),
    ("vn", "vi"),
    ("br", "pt-BR"),
    ("BR", "pt-BR"),
    ("cn", "zh-Hans"),
    ("la", "es-419"),
]
SHORT = b"1\n00:00:02,000 --> 00:00:03,000\nOK!\n"


def put(place: str, data: bytes) -> str:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return place


def said(found: Any) -> list[tuple[str, str]]:
    return [(one.ground, one.why.message) for one in found.reasons]


@pytest.mark.parametrize(("code", "language"), CODES)
@pytest.mark.parametrize("place", ["{}/EP03.srt", "EP03_{}.srt"])
@pytest.mark.usefixtures("vendor")
def test_it_is_taken_where_the_text_agrees_and_the_reason_says_so(
    code: str, language: str, place: str, subtitles: Tracks, take: Take
) -> None:
    (found,) = take(put(place.format(code), subtitles(language, 3))).files
    assert (found.status, found.language) in {("taken", language), ("unchanged", language)}
    ground = "folder" if place.startswith("{") else "name"
    whys = [message for where, message in said(found) if where == ground]
    assert any("the code of a country" in message for message in whys)
    assert "text" in [where for where, _ in said(found)]


@pytest.mark.parametrize(("code", "language"), CODES)
@pytest.mark.parametrize("place", ["{}/EP03.srt", "EP03_{}.srt"])
def test_it_is_asked_where_no_text_can_tell(
    code: str, language: str, place: str, vendor: Path, take: Take
) -> None:
    (found,) = take(put(place.format(code), SHORT)).files
    assert found.status == "question"
    (asked,) = [one for one in found.questions if one.about == "language"]
    if code != "la":  # Lao, too
        assert "the code of a country" in asked.asks.message
        assert asked.suggestion == language
        assert asked.asks.arguments["said"] == code


@pytest.mark.parametrize("code", [code for code, _ in CODES])
def test_it_is_asked_where_the_text_disagrees(
    code: str, vendor: Path, subtitles: Tracks, take: Take
) -> None:
    (found,) = take(put(f"{code}/EP03.srt", subtitles("th", 3))).files
    assert (found.status, [one.about for one in found.questions]) == ("question", ["language"])


@pytest.mark.parametrize("place", ["ko/KR/EP03.srt", "KR/EP03_韩语.srt", "kr/EP03_ko.srt"])
def test_a_languages_name_beside_it_is_enough(place: str, vendor: Path, take: Take) -> None:
    (found,) = take(put(place, SHORT)).files
    assert found.language == "ko"
    assert "language" not in {one.about for one in found.questions}


def test_so_is_the_option(vendor: Path, take: Take) -> None:
    (found,) = take(put("KR/EP03.srt", SHORT), language="ko").files
    assert found.language == "ko"


@pytest.mark.parametrize("code", ["ko", "kor", "th", "vi", "id", "ms", "ja"])
def test_a_languages_own_code_is_no_countrys(code: str, vendor: Path, take: Take) -> None:
    (found,) = take(put(f"{code}/EP03.srt", SHORT)).files
    assert found.language
    assert not any("country" in message for _, message in said(found))
