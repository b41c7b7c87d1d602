"""Ids and aliases in names: written with what a platform allows, or left for DLV001 to refuse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.deliverables.spelling import spelled
from goglobal.profiles.schema import NameRules

PLAIN = NameRules()
LATIN = NameRules(transliterate=True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MLB2026", "MLB2026"),
        ("外滩月色", "WaiTanYueSe"),
        ("Tàu đêm 2", "Tau-dem-2"),
        ("../../etc/passwd", "..-..-etc-passwd"),
        ("a\u202eb\x00c", "a-b-c"),
        ("💔", "broken_heart"),
    ],
)
def test_other_scripts_become_latin_letters(text: str, wanted: str) -> None:
    assert spelled(text, LATIN) == wanted
    assert spelled(text, PLAIN) == text


def test_what_has_nothing_to_stand_for_it_is_left_to_the_rule() -> None:
    assert spelled("\u200b\u200b", LATIN) == "\u200b\u200b"


def test_a_platform_without_hyphens_gets_none() -> None:
    assert spelled("外滩 月色", NameRules(allowed="[A-Za-z]", transliterate=True)) == "WaiTanYueSe"


@given(st.text(max_size=30))
def test_every_character_is_allowed_or_nothing_was_changed(text: str) -> None:
    found = spelled(text, LATIN)
    assert found == text or re.fullmatch("[A-Za-z0-9._-]+", found)
