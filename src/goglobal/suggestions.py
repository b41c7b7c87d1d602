"""The nearest valid word to a mistyped one: what turns an error into a correction."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

MOST_CHOICES = 5_000
LONGEST_WORD = 100


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` most likely stands for, or None where nothing is close.

    Case and the two ways to join words (`_` and `-`) do not count. Long words and endless lists
    are cut off, so that hostile input costs nothing.
    """
    if not word or len(word) > LONGEST_WORD:
        return None
    folded: dict[str, str] = {}
    for choice in islice(choices, MOST_CHOICES):
        folded.setdefault(_fold(choice), choice)
    found = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-")
