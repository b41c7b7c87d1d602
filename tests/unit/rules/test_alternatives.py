"""Choices in groups find what the plain pattern finds, whatever the texts are."""

from __future__ import annotations

import re
import sys
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.rules.alternatives import choices
from goglobal.rules.name_patterns import pattern_of

_LETTERS = st.text("abAB sSſkK\u212aßẞiıİIσςΣéÉ林晚-.", min_size=1, max_size=6)
_TEXTS = st.lists(_LETTERS, max_size=40)


def _plain(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"({one})" for one in patterns) or "(?!)", re.IGNORECASE)


def _grouped(patterns: list[str]) -> tuple[re.Pattern[str], tuple[int, ...]]:
    found = choices(patterns, capturing=True)
    return re.compile(f"{found.first}(?:{found.body})", re.IGNORECASE), found.order


def _same(patterns: list[str], text: str) -> None:
    plain = [(m.span(), (m.lastindex or 0) - 1) for m in _plain(patterns).finditer(text)]
    grouped, order = _grouped(patterns)
    found = [(m.span(), order[(m.lastindex or 0) - 1]) for m in grouped.finditer(text)]
    assert found == plain


@given(_TEXTS.filter(bool), st.lists(_LETTERS, max_size=20).map("".join))
def test_words_are_found_as_by_the_plain_pattern(words: list[str], text: str) -> None:
    _same([*map(re.escape, words)], text)


@given(
    st.lists(st.text("abcdeй ья", min_size=1, max_size=7).filter(str.strip), min_size=1),
    st.sampled_from(["en", "ru", "pl", "de", "id", "th", "ko"]),
    st.text("abcdeй ьяsынуah", max_size=40),
)
def test_inflected_names_are_found_as_by_the_plain_pattern(
    names: list[str], language: str, text: str
) -> None:
    _same([pattern_of(name, language) for name in names], text)


@pytest.mark.parametrize(
    "patterns",
    [
        ["ab?", "ab", "ac", "b", "c", "d"],
        ["a|b", "ab", "ac", "bc", "c", "d"],
        [r"\d+", "ab", "ac", "bc", "c", "d"],
        ["(?:ab)+", "ab", "ac", "bc", "c", "d"],
        ["[ab]c", "ab", "ac", "bc", "c", "d"],
        [r"\.a", r"\.b", "b", "c", "d", r"\-"],
    ],
)
@pytest.mark.parametrize("text", ["ab", "a", "b", "bc", "12", "abab", "ac", ".b-", "d.a"])
def test_what_has_no_first_letter_is_tried_as_it_is(patterns: list[str], text: str) -> None:
    _same(patterns, text)


def test_characters_that_are_one_without_case_are_in_one_group() -> None:
    """`re` itself is asked: with a group for each, the wrong one of two names was tried first."""
    buckets: dict[str, set[str]] = {}
    for sign in map(chr, range(sys.maxunicode)):
        for form in {sign.lower(), sign.upper(), sign.title(), sign.casefold()} - {sign}:
            buckets.setdefault(form, set()).update({sign, form} if len(form) == 1 else {sign})
    pairs = {pair for signs in buckets.values() for pair in permutations(signs, 2)}
    alike = [pair for pair in pairs if re.fullmatch(re.escape(pair[0]), pair[1], re.IGNORECASE)]
    assert {("ı", "i"), ("s", "ſ"), ("K", "\u212a"), ("σ", "ς")} <= {*alike}
    for one, other in alike:
        _same([f"{one}z", other, f"{one}1?", "2", "3"], f"{other}1")


def test_a_thousand_names_are_in_small_groups() -> None:
    names = [f"{a}{b}{c}" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyzabcd"]
    body = choices(names).body
    assert all(len(some.split("|")) <= 4 for some in re.findall(r"\(\?:([a-z|]+)\)", body))
    _same(names, " ".join(names))
