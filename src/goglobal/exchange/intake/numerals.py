"""Numbers as people write them in file names: `12`, `１２`, `๑๒`, `十二`, `twelve`."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十"}
CHINESE = "零〇一二三四五六七八九两兩十百千廿卅"
"""The characters that Chinese numbers are written with."""

_ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_ONES = tuple(_ONES_TEXT.split())
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
WORDS = "|".join(sorted(_ENGLISH, key=len, reverse=True))
"""English number words, for a regular expression."""

NUMBER = rf"\d{{1,5}}|[{CHINESE}]{{1,7}}"
"""A number in digits of any script or in Chinese characters, for a regular expression."""


def value(text: str) -> int | None:
    """The number that a text is, or None.

    `二〇` and `一二` are read digit by digit, as they are in file names.
    """
    if text.isdigit() and len(text) <= 9:
        try:
            return int(text)
        except ValueError:  # superscripts are digits, but no numbers
            return None
    if text and all(c in CHINESE for c in text):
        return _chinese(text)
    return _english(text)


def _chinese(text: str) -> int | None:
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit, lowest = 0, None, 10_000
    for c in text:
        unit = _UNITS.get(c)
        if unit is None:
            if digit:
                return None
            digit = _DIGITS[c]
            continue
        if unit >= lowest:
            return None
        total += (1 if digit is None or (digit == 0 and total) else digit) * unit
        digit, lowest = None, unit
    return total + (digit or 0)


def _english(text: str) -> int | None:
    words = re.split(r"[\s_.-]+", text.casefold())
    numbers = [_ENGLISH[word] for word in words if word in _ENGLISH]
    if len(numbers) != len(words):
        return None
    if len(numbers) == 1:
        return numbers[0]
    tens, ones = numbers if len(numbers) == 2 else (0, 0)
    return tens + ones if tens >= 20 and 0 < ones < 10 else None
