"""The direction of a text that is written right to left, as the Unicode algorithm wants it told.

https://www.unicode.org/reports/tr9/ (2024-09-02): P2 and P3 for the direction of a paragraph. The
order within a line is left to the player, and bidi controls in a text stay where they are.
"""

from __future__ import annotations

import re
from typing import Literal
from unicodedata import bidirectional

from goglobal.languages import direction

Direction = Literal["ltr", "rtl"]

_LETTERS = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]")
"""A quick look: where nothing matches, no character is written right to left."""

_LINE = f"[{_LETTERS}][^\n<>&{{\\\\]*+"
_EACH_LINE = re.compile(f"{_LINE}(?:\n{_LINE})*+")
_LEADS = bytes(range(0xD6, 0xE0))
"""The first bytes of Hebrew, Arabic, Syriac, Thaana and N'Ko in UTF-8."""

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SIDES: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def present(text: str, data: bytes) -> bool:
    """Whether anything in `text` is written right to left; `data` is the same in UTF-8.

    The bytes tell it of most files in a tenth of the time.
    """
    if data.isascii():
        return False
    # some of it lies where Thai, full-width signs and emoji do
    maybe = (
        b"\xe0" in data
        or b"\xef" in data
        or b"\xf0" in data
        or "\u200f" in text
        or any(map(data.__contains__, _LEADS))
    )
    return maybe and RIGHT_TO_LEFT.search(text) is not None


def of_language(language: str | None) -> Direction | None:
    """The direction of a language's likely script; None: no language is known."""
    return direction(language) if language else None


def of_text(text: str) -> Direction:
    """The direction of the first letter that has one, what stands in isolates aside."""
    depth = 0
    for character in text:
        side = bidirectional(character)
        if side in ("LRI", "RLI", "FSI"):
            depth += 1
        elif side == "PDI":
            depth = max(0, depth - 1)
        elif not depth and side in _SIDES:
            return _SIDES[side]
    return "ltr"


def begins_each_line(text: str) -> bool:
    """Whether each line begins with a character written right to left, and no mark-up or sign that
    XML wants written otherwise stands in any."""
    return _EACH_LINE.fullmatch(text) is not None


def against(line: str, base: Direction) -> bool:
    """Whether all letters of a line run against `base`: it needs a direction of its own.

    A line with bidi controls says itself how it is to be read.
    """
    if (base == "rtl" and RIGHT_TO_LEFT.search(line)) or _CONTROLS.search(line):
        return False
    sides = {_SIDES.get(bidirectional(character)) for character in line} - {None}
    return bool(sides) and base not in sides
