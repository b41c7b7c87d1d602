"""TRN007 over lines as translators write them: quiet where the number is the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from goglobal.testing import Case, findings_of

PAIRS = tomllib.loads(Path(__file__).with_name("number_pairs.toml").read_text("utf-8"))
CUE = "1\n00:00:01,000 --> 00:00:03,000\n{}\n"


def told(language: str, source: str, target: str) -> list[str]:
    case = Case(
        code="TRN007",
        name=source,
        expect=(),
        language=language,
        source_srt=CUE.format(source),
        srt=CUE.format(target),
    )
    return [found.message for found in findings_of(case)]


@pytest.mark.parametrize(("language", "source", "target"), PAIRS["same"])
def test_the_same_number_said_otherwise_is_quiet(language: str, source: str, target: str) -> None:
    assert not told(language, source, target)


@pytest.mark.parametrize(("language", "source", "target"), PAIRS["other"])
def test_another_number_is_told(language: str, source: str, target: str) -> None:
    assert told(language, source, target)
