"""Whether a word is another one with a slip in it: a letter wrong, missing, doubled or swapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MARKS = "\\s!-/:-@\\[-`{-~¡-¿،؟؛۔।॥‐-⁞\u3000-\u3004\u3008-\u301f！-／：-＠［-｀｛-･"
WORD = f"[^{_MARKS}]"
"""A character of a word, vowel signs that are no letters to `\\w` among them."""
WORDS = re.compile(f"{WORD}+")


class Word(NamedTuple):
    """One word of a text: where it stands, as it is and in lower case."""

    start: int
    end: int
    text: str
    folded: str


def words_in(text: str) -> list[Word]:
    """The words of a text that puts spaces between them."""
    return [Word(m.start(), m.end(), m[0], m[0].casefold()) for m in WORDS.finditer(text)]


def within_one(one: str, other: str) -> bool:
    """Whether one slip makes one of two texts of the other: or none.

    >>> within_one("ruoxi", "rouxi"), within_one("ruoxi", "ruox"), within_one("ruoxi", "rooxy")
    (True, True, False)
    """
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if len(longer) - len(shorter) > 1:
        return False
    size = len(shorter)
    head = 0
    while head < size and longer[head] == shorter[head]:
        head += 1
    if len(longer) > size:
        return longer[head + 1 :] == shorter[head:]
    if longer[head + 1 :] == shorter[head + 1 :]:
        return True
    return (
        longer[head + 2 :] == shorter[head + 2 :]
        and longer[head] == shorter[head + 1]
        and longer[head + 1] == shorter[head]
    )


def windows(words: Sequence[Word], size: int) -> Iterator[Sequence[Word]]:
    """The words that a name of `size` words may be: as many, or one less or more by a slip."""
    for wanted in (size, size - 1, size + 1):
        for first in range(len(words) - wanted + 1 if wanted > 0 else 0):
            yield words[first : first + wanted]


def near_words(words: Sequence[Word], name: Sequence[Word]) -> bool:
    """Whether some words of a text are a name with a slip, and not the name.

    Two slips are taken for a name of several words with one in each of two that begin alike.
    """
    given = " ".join([word.folded for word in words])
    wanted = " ".join([word.folded for word in name])
    if given == wanted:
        return False
    if within_one(given, wanted):
        return True
    return (
        len(words) == len(name) > 1
        and len(wanted) > 8
        and all(
            mine.folded[0] == theirs.folded[0] and within_one(mine.folded, theirs.folded)
            for mine, theirs in zip(name, words, strict=True)
        )
        and sum(m.folded != t.folded for m, t in zip(name, words, strict=True)) <= 2
    )


def near_within(text: str, name: str) -> tuple[int, int] | None:
    """Where `name` stands with a slip in a text without spaces between words."""
    size = len(name)
    for length in (size, size + 1, size - 1):
        for start in range(len(text) - length + 1):
            piece = text[start : start + length]
            if within_one(piece, name) and not _is_chance(text, start, piece, name):
                return start, start + length
    return None


def doubled(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name that stands from `start` to `end` has a sign of its own too many at an edge.

    A Thai letter that begins the next word is none of the name's.
    """
    last, before = text[end - 1 : end], text[start - 1 : start] if start else ""
    if end < len(text) and text[end] == last and not _begins_word(text, end):
        return start, end + 1
    if before and before in (text[start:end] if is_wide(before) else text[start]):
        return start - 1, end
    return None


def same_script(one: str, other: str) -> bool:
    """Whether two characters are of one script, as their names in Unicode have it."""
    return (
        unicodedata.name(one, "").split(" ", 1)[0] == unicodedata.name(other, "-").split(" ", 1)[0]
    )


def _begins_word(text: str, place: int) -> bool:
    """Whether a Thai letter has a vowel or a tone of its own behind it."""
    following = text[place + 1 : place + 2]
    return "\u0e30" <= following <= "\u0e3a" or "\u0e45" <= following <= "\u0e4e"


def _is_chance(text: str, start: int, piece: str, name: str) -> bool:
    """Whether a piece that differs from a name in one place may well be other words."""
    if piece == name or piece != piece.strip():
        return True
    if len(name) > 4 or not is_wide(name[0]):
        return False
    if piece == name[1:]:
        return True  # the given name alone
    if piece[1:] == name[1:]:  # behind some other word, or a family name with a slip
        return not same_script(piece[0], name[0]) or (
            start > 0 and same_script(text[start - 1], piece[0])
        )
    return not all(is_wide(c) or c in name for c in piece)


def is_wide(character: str) -> bool:
    """Whether a character is Han, kana or Hangul: one of them says as much as three letters."""
    return "\u3041" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3"
