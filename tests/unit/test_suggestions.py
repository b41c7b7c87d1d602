"""The nearest valid word."""

from __future__ import annotations

import time

import pytest

from goglobal.suggestions import nearest


@pytest.mark.parametrize(
    ("word", "choices", "found"),
    [
        ("titel", ["title", "tagline"], "title"),
        ("Source-Language", ["source_language", "season"], "source_language"),
        ("romanse", ["romance", "revenge"], "romance"),
        ("zzzz", ["romance", "revenge"], None),
        ("", ["romance"], None),
        ("romance", [], None),
    ],
)
def test_nearest(word: str, choices: list[str], found: str | None) -> None:
    assert nearest(word, choices) == found


def test_hostile_words_cost_nothing() -> None:
    start = time.process_time()
    assert nearest("a" * 1_000_000, ["b" * 1_000_000]) is None
    assert time.process_time() - start < 0.5
